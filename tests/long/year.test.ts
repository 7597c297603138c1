import { setMaxListeners } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/cli/assemble.js';
import type { CliContext } from '../../src/cli/context.js';
import { checkAll, doRound } from '../../src/cli/round.js';
import { parseConfig } from '../../src/config/index.js';
import type { ReportModel } from '../../src/report/index.js';
import { type Revision, revisionsOf, serveScripts, writeScript } from './year-script.js';

const SOURCES = 50;
const DAYS = Number(process.env.PLANWATCH_YEAR_DAYS ?? 365);
const SEED = 20260101;
const AFTER_FAILURES = 3;
const DAY_MS = 24 * 60 * 60_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function bytesBelow(dir: string): number {
  return (readdirSync(dir, { recursive: true, withFileTypes: true }) as { isFile(): boolean; parentPath: string; name: string }[])
    .filter((e) => e.isFile())
    .reduce((sum, e) => sum + statSync(join(e.parentPath, e.name)).size, 0);
}

/** Takes what the watch sends. */
async function receiver() {
  const received: { kind: string; data: { event: string; sources: { source: string }[] } }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push(JSON.parse(body));
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, close: () => server.close() };
}

describe('a simulated year', () => {
  it(`tells every revision once, every outage once, and neither memory nor store run away`, async () => {
    const scripts = writeScript(SEED, SOURCES, DAYS);
    const site = await serveScripts(scripts);
    const hook = await receiver();
    const dir = mkdtempSync(join(tmpdir(), 'planwatch-year-'));
    // A challenge page starts a browser where the source allows it: five of them do, for a year of browsers would be most of the suite's time.
    const sources = scripts.map(
      (s, i) =>
        `  - {id: ${s.id}, title: ${s.id}报告, jurisdiction: 某市${s.id}区, kind: work-report, period: 2026, fetch: ${i % 10 === 0 ? 'auto' : 'http'}, url: "${site.origin}/${s.id}.html"}`,
    );
    const config = parseConfig(
      `network: {allow: ["127.0.0.1"], robots: false, retries: 0, concurrency: 16, perHost: {concurrency: 16, delayMs: 0}}
report: {formats: [json]}
alerts: {afterFailures: ${AFTER_FAILURES}}
deliver: [{type: webhook, url: "${hook.url}"}]
sources:
${sources.join('\n')}
`,
      { path: join(dir, 'planwatch.yaml') },
    );
    let clock = Date.parse('2026-01-01T00:17:00.000Z');
    const quiet = () => {};
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const context = {
      ...{ env: {}, quiet: true, verbose: false, out: quiet, outBytes: quiet, err: quiet, signal: stop.signal },
      ...{ terminal: { isTty: false, columns: 100 }, errTerminal: { isTty: false } },
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      now: () => {
        clock += 10;
        return new Date(clock).toISOString();
      },
    } as unknown as CliContext;
    const told: Revision[] = [];
    const heap: number[] = [];
    const quietGrowth: number[] = [];
    try {
      for (let day = 0; day < DAYS; day++) {
        clock = Date.parse('2026-01-01T00:17:00.000Z') + day * DAY_MS;
        site.setDay(day);
        const before = day % 30 === 29 ? bytesBelow(config.store.dir) : 0;
        // A new process each day, as in CI.
        const assembly = assemble(config, context);
        const round = await doRound(config, context, assembly, 'changes', () => checkAll(config, context, assembly, config.sources));
        await assembly.close();
        expect(round.checks.filter((c) => c.bug)).toEqual([]);
        for (const path of round.reports) {
          const report = JSON.parse(readFileSync(path, 'utf8')) as ReportModel;
          for (const row of report.revisions) {
            const [was, is] = [row.before, row.after].map((p) => /[\d.]+/.exec(JSON.stringify(p?.text ?? p))?.[0] ?? '');
            told.push({ source: row.source, name: row.name, before: was as string, after: is as string });
          }
        }
        if (before > 0 && round.checks.every((c) => c.outcome === 'unchanged'))
          quietGrowth.push((bytesBelow(config.store.dir) - before) / SOURCES);
        if (day % 60 === 59) {
          collectGarbage();
          heap.push(process.memoryUsage().heapUsed / 1024 / 1024);
        }
      }
    } finally {
      await site.close();
      hook.close();
    }

    const key = (r: Revision) => `${r.source} ${r.name} ${r.before}→${r.after}`;
    const expected = scripts.flatMap((s) => revisionsOf(s, DAYS));
    expect(told.map(key).sort()).toEqual(expected.map(key).sort());

    expect(hook.received[0]).toMatchObject({ kind: 'report', data: { event: 'report', first: scripts.map((s) => s.id) } });
    const alerts = hook.received.filter((d) => d.kind === 'alert');
    const count = (event: string, id: string) =>
      alerts.filter((a) => a.data.event === event && a.data.sources.some((s) => s.source === id)).length;
    for (const script of scripts) {
      const long = script.outages.filter((o) => o.how === 'challenge' || o.to - o.from >= AFTER_FAILURES).length;
      expect([script.id, count('alert', script.id), count('recovered', script.id)]).toEqual([script.id, long, long]);
    }
    expect(hook.received.filter((d) => d.kind === 'alive').length).toBeGreaterThanOrEqual(Math.floor(DAYS / 7) - 1);
    for (const growth of quietGrowth) expect(growth).toBeLessThanOrEqual(200);
    expect((heap.at(-1) as number) - (heap[1] as number)).toBeLessThan(25);
    console.log(
      `${expected.length} revisions, ${alerts.length} alerts, heap MB ${heap.map((h) => h.toFixed(0)).join(' ')}, store ${(bytesBelow(config.store.dir) / 1024 / 1024).toFixed(1)} MB, quiet check ${quietGrowth.map((g) => g.toFixed(0)).join(' ')} B`,
    );
    rmSync(dir, { recursive: true, force: true });
  });
});
