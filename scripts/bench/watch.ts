/**
 * The whole check of unchanged sources (conditional request, store, log) against a bare loop of fetches with the same concurrency in the
 * same process. The server runs in a process of its own. Figures: `npm run bench -- watch`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Assembly, assemble } from '../../src/cli/assemble.js';
import type { CliContext } from '../../src/cli/context.js';
import { parseConfig } from '../../src/config/index.js';
import { runChecks } from '../../src/watch/index.js';
import type { BenchCase } from '../bench.js';

const CONCURRENCY = 16;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
let server: ChildProcess | null = null;
let base = '';
let dir = '';
const watches = new Map<number, { assembly: Assembly; sources: ReturnType<typeof parseConfig>['sources'] }>();

async function start(): Promise<void> {
  if (server !== null) return;
  const child = fork(fileURLToPath(new URL('./watch-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  server = child;
  const port = await new Promise<number>((resolve) => child.once('message', (m) => resolve(m as number)));
  base = `http://127.0.0.1:${port}`;
  dir = mkdtempSync(join(tmpdir(), 'planwatch-bench-'));
}

async function watchOf(count: number) {
  await start();
  const known = watches.get(count);
  if (known) return known;
  const source = (i: number) =>
    `  - {id: s${i}, title: 第${i}份, jurisdiction: 甲市, kind: outline, period: 2021-2025, family: f${i}, url: "${base}/${i}"}`;
  const text = `store: {dir: store-${count}}
network: {allow: ["127.0.0.1"], robots: false, concurrency: ${CONCURRENCY}, perHost: {concurrency: ${CONCURRENCY}, delayMs: 0}}
sources:
${Array.from({ length: count }, (_, i) => source(i)).join('\n')}
`;
  const config = parseConfig(text, { path: join(dir, 'planwatch.yaml') });
  const context = {
    now: () => new Date().toISOString(),
    log: silent,
    env: {},
    signal: new AbortController().signal,
  } as unknown as CliContext;
  const made = { assembly: assemble(config, context), sources: config.sources };
  await runChecks(made.assembly.parts, made.sources, { concurrency: CONCURRENCY });
  watches.set(count, made);
  return made;
}

async function checkAll(count: number): Promise<void> {
  const { assembly, sources } = await watchOf(count);
  const { checks } = await runChecks(assembly.parts, sources, { concurrency: CONCURRENCY });
  const odd = checks.find((c) => c.outcome !== 'unchanged');
  if (odd) throw new Error(`${odd.source}: ${odd.outcome} ${odd.error?.message ?? ''}`);
}

/** What any program would pay: the bytes, and nothing kept. */
async function bareLoop(count: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const answer = await fetch(`${base}/${next++}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

const stop = () => {
  for (const { assembly } of watches.values()) void assembly.close();
  server?.kill();
  rmSync(dir, { recursive: true, force: true });
};

export const cases: readonly BenchCase[] = [
  { name: 'bare fetch of 1,000 pages', warmup: 1, runs: 3, prepare: start, run: () => bareLoop(1000) },
  {
    ...{ name: '1,000 unchanged sources', warmup: 1, runs: 3, ratioTo: 'bare fetch of 1,000 pages', note: 'at most 2.00' },
    prepare: async () => void (await watchOf(1000)),
    run: () => checkAll(1000),
  },
  {
    ...{ name: '4,000 unchanged sources', warmup: 0, runs: 1, ratioTo: '1,000 unchanged sources', note: 'rss as after 1,000' },
    prepare: async () => void (await watchOf(4000)),
    run: () => checkAll(4000),
    finish: stop,
  },
];
