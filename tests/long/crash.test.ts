import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, PROJECT, planwatch } from '../../scripts/run-planwatch.js';
import { main } from '../../src/cli/main.js';
import { createFileStore } from '../../src/snapshots/index.js';

const BIN = join(PROJECT, 'bin', 'planwatch.js');
const IDS = ['linhe', 'qingshan', 'donghu'] as const;
/** Split over two lanes that run side by side, each with a store of its own. */
const KILLS = Number(process.env.PLANWATCH_KILLS ?? 200);
const LANES = 2;

/** Numbers in [0, 1) that are the same on every machine (mulberry32). */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A town hall whose growth targets the test raises by a tenth of a point at a time. */
async function openTownHall() {
  const tenths = new Map<string, number>(IDS.map((id) => [id, 50]));
  let onRequest: () => void = () => undefined;
  const text = (id: string): string => `${((tenths.get(id) ?? 0) / 10).toFixed(1)}%`;
  const server: Server = createServer((request, response) => {
    onRequest();
    const id = request.url?.slice(1) ?? '';
    const title = '2021年政府工作报告';
    const filler = '一年来，全区上下齐心协力，各项工作取得了新的进展。'.repeat(12);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<html><head><title>${title}</title></head><body><h1>${title}</h1><h2>一、2020年工作回顾</h2><p>${filler}</p>
      <h2>二、2021年主要目标</h2><p>今年的主要预期目标是：地区生产总值增长${text(id)}，一般公共预算收入增长4%，城镇新增就业2万人，粮食产量稳定在12万吨以上。</p></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Raises the target of a page. @returns what a report has to say, `source before after` */
    raise(id: string): string {
      const before = text(id);
      tenths.set(id, (tenths.get(id) ?? 0) + 1);
      return `${id} ${before} ${text(id)}`;
    },
    set onRequest(listener: () => void) {
      onRequest = listener;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
type TownHall = Awaited<ReturnType<typeof openTownHall>>;

function writeConfig(dir: string, origin: string, store = 'snapshots'): void {
  const sources = IDS.map(
    (id) => `  - { id: ${id}, title: ${id}, url: "${origin}/${id}", jurisdiction: ${id}, kind: work-report, period: "2021" }`,
  );
  writeFileSync(
    join(dir, 'planwatch.yaml'),
    `store: { dir: ${store} }
network: { allow: ["127.0.0.1"], perHost: { concurrency: 4, delayMs: 0 }, robots: false, retries: 0, timeoutMs: 20000 }
report: { formats: [json], when: changes }
sources:
${sources.join('\n')}
`,
  );
}

/** What each report tells, by its path and the moment it was written: a hundred of them are looked at two hundred times. */
const readReports = new Map<string, readonly string[]>();

/** Every revision that the reports of a folder tell, as `source before after`, one for each telling. */
function told(dir: string): string[] {
  const reports = join(dir, 'reports');
  return readdirSync(reports)
    .filter((x) => x.endsWith('.json'))
    .flatMap((x) => {
      const path = join(reports, x);
      const { mtimeMs, size, ino } = statSync(path);
      const key = `${path} ${mtimeMs} ${size} ${ino}`;
      const known = readReports.get(key);
      if (known !== undefined) return known;
      const { revisions } = JSON.parse(readFileSync(path, 'utf8')) as { revisions: readonly Told[] };
      const lines = revisions.map((r) => `${r.source} ${r.before.text} ${r.after.text}`);
      readReports.set(key, lines);
      return lines;
    });
}
interface Told {
  readonly source: string;
  readonly before: { readonly text: string };
  readonly after: { readonly text: string };
}

/** Starts a run and kills it: at a moment after its start, or after it first asked for a page. */
async function runAndKill(dir: string, hall: TownHall, from: 'start' | 'request', ms: number): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [BIN, 'run', '--quiet'], { cwd: dir, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = (): void => void setTimeout(() => child.kill('SIGKILL'), ms);
  if (from === 'start') kill();
  else {
    let asked = false;
    hall.onRequest = () => {
      if (!asked) kill();
      asked = true;
    };
  }
  await ended;
  hall.onRequest = () => undefined;
}

/** A run that nobody kills needs no process of its own: starting one takes longer than its checks. */
async function here(args: readonly string[], dir: string): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const streams = {
    out: (data: string | Uint8Array) => {
      stdout += String(data);
    },
    err: (text: string) => {
      stderr += text;
    },
    ...{ outTty: false, errTty: false, columns: 100 },
  };
  const code = await main([...args, '--config', join(dir, 'planwatch.yaml')], { streams });
  return { code, stdout, stderr };
}

const homes: string[] = [];
const newHome = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'planwatch-crash-'));
  homes.push(dir);
  return dir;
};
beforeAll(() => ensureBuilt());
afterAll(() => {
  for (const dir of homes) rmSync(dir, { recursive: true, force: true });
});

describe(`${KILLS} runs killed at random moments`, () => {
  const lane = async (seed: number): Promise<Record<string, number>> => {
    const random = seeded(seed);
    const hall = await openTownHall();
    const dir = newHome();
    writeConfig(dir, hall.origin);
    const clock = performance.now();
    expect(await planwatch(['run', '--format', 'json'], dir)).toMatchObject({ code: 0 });
    const wholeMs = performance.now() - clock;
    const store = createFileStore(join(dir, 'snapshots'));
    const published: string[] = [];
    const counts = { kills: 0, interrupted: 0, unclean: 0, toldByKilled: 0 };
    while (counts.kills < KILLS / LANES) {
      const raised = IDS.filter(() => random() < 0.5);
      published.push(...(raised.length === 0 ? IDS.slice(0, 1) : raised).map((id) => hall.raise(id)));
      // Starting takes most of a run: half of the kills are aimed at the part that writes.
      const [from, ms] = random() < 0.5 ? (['start', random() * wholeMs] as const) : (['request', random() * wholeMs * 0.6] as const);
      await runAndKill(dir, hall, from, ms);
      counts.kills++;
      const where = `seed ${seed}, kill ${counts.kills}: ${ms.toFixed(1)} ms after ${from}`;

      const findings = await store.verify();
      expect(
        findings.filter((x) => !x.repairable),
        where,
      ).toEqual([]);
      if (findings.length > 0) {
        counts.unclean++;
        const mended = await here(['verify', '--repair'], dir);
        expect(mended.code, `${where}\n${mended.stdout}${mended.stderr}`).toBe(0);
        expect(await store.verify(), where).toEqual([]);
      }
      if ((await store.getState('watch/open-round')) !== null) counts.interrupted++;
      if (told(dir).length === published.length) counts.toldByKilled++;

      const next = await here(['run', '--format', 'json'], dir);
      expect(next.code, `${where}\n${next.stderr}`).toBe(0);
      expect(told(dir).sort(), where).toEqual([...published].sort());
    }
    for (const id of IDS) {
      const snapshots = await store.snapshots(id);
      const raises = published.filter((x) => x.startsWith(id)).length;
      expect(snapshots.length, id).toBe(raises + 1);
      expect((await store.changeSets(id)).length, id).toBe(raises);
      expect(await store.staged(id), id).toEqual([]);
    }
    expect(await store.verify()).toEqual([]);
    await hall.close();
    return counts;
  };

  it('leave a store that verifies or repairs, and the next run tells every change once', async () => {
    const lanes = await Promise.all(Array.from({ length: LANES }, (_, i) => lane(20_210_301 + i)));
    const total = (key: string): number => lanes.reduce((sum, x) => sum + (x[key] ?? 0), 0);
    console.log(
      `killed ${total('kills')} runs: ${total('interrupted')} in the middle of a round, ${total('unclean')} left something to repair`,
    );
    expect(total('kills')).toBeGreaterThanOrEqual(KILLS);
    // A suite whose kills all came too early or too late would prove nothing.
    expect(total('interrupted')).toBeGreaterThan(KILLS / 20);
  });
});

/** A process that holds a mount namespace in which a small disk stands at `dir`. Null where this machine does not allow that. */
async function mountSmallDisk(
  dir: string,
  size: string,
): Promise<{ inside(command: readonly string[]): readonly string[]; close(): void } | null> {
  const script = `mount -t tmpfs -o size=${size} planwatch ${dir} && echo ready && exec sleep 3600`;
  const child = spawn('unshare', ['--map-root-user', '--mount', 'sh', '-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = await new Promise<boolean>((resolve) => {
    child.stdout?.once('data', () => resolve(true));
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(false));
  });
  if (!ready) return null;
  return {
    inside: (command) => ['nsenter', '--preserve-credentials', '-U', '-m', '-t', String(child.pid), '--', ...command],
    close: () => void child.kill('SIGKILL'),
  };
}

describe('a disk that is full or read-only', () => {
  it('costs nothing that was stored, and the next run tells what was missed', async (context) => {
    const hall = await openTownHall();
    const dir = newHome();
    mkdirSync(join(dir, 'disk'));
    writeConfig(dir, hall.origin, 'disk/snapshots');
    const disk = await mountSmallDisk(join(dir, 'disk'), '1500k');
    if (disk === null) return context.skip('this machine lets us mount nothing (unshare)');
    const run = (args: readonly string[], cwd = dir) => {
      const [program = '', ...rest] = disk.inside(['sh', '-c', `cd ${cwd} && exec "$@"`, 'sh', ...args]);
      return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
        const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
        let [out, err] = ['', ''];
        child.stdout.on('data', (x) => {
          out += x;
        });
        child.stderr.on('data', (x) => {
          err += x;
        });
        child.once('exit', (code) => resolve({ code, out, err }));
      });
    };
    const watch = (...args: string[]) => run([process.execPath, BIN, ...args]);
    const filler = join(dir, 'disk', 'filler');
    try {
      expect((await watch('run', '--format', 'json')).code).toBe(0);
      const published: string[] = [];
      const random = seeded(7);
      let refused = 0;
      for (let round = 0; round < 12; round++) {
        published.push(hall.raise(IDS[round % IDS.length] as string));
        // Fill the disk, then give back a little: the run stops at another place each time.
        await run(['sh', '-c', `dd if=/dev/zero of=${filler} bs=1k 2>/dev/null; truncate -s -${Math.floor(random() * 40)}k ${filler}`]);
        const full = await watch('run', '--format', 'json');
        if (full.code !== 0) {
          refused++;
          expect(full.code, full.err).toBe(4);
          expect(full.err).toContain('the disk is full');
        }
        await run(['rm', '-f', filler]);
        const verified = await watch('verify', '--repair');
        expect(verified.code, verified.out + verified.err).toBe(0);
        const next = await watch('run', '--format', 'json');
        expect(next.code, next.err).toBe(0);
        expect(told(dir).sort()).toEqual([...published].sort());
      }
      expect(refused).toBeGreaterThan(3);

      published.push(hall.raise('linhe'));
      await run(['mount', '-o', 'remount,ro', join(dir, 'disk')]);
      const readOnly = await watch('run', '--format', 'json');
      expect(readOnly.code, readOnly.err).toBe(4);
      expect(readOnly.err).toContain('the file system is read-only');
      expect((await watch('verify')).code).toBe(0);
      expect((await watch('history', 'linhe')).code).toBe(0);
      await run(['mount', '-o', 'remount,rw', join(dir, 'disk')]);
      expect((await watch('run', '--format', 'json')).code).toBe(0);
      expect(told(dir).sort()).toEqual([...published].sort());
    } finally {
      disk.close();
      await hall.close();
    }
  });

  it('has what it needs to be tested here', () => {
    const { status } = spawnSync('unshare', ['--map-root-user', '--mount', 'true']);
    if (status !== 0) console.log('no mount namespaces here: the full disk was not tried');
  });
});
