/**
 * The whole check of unchanged sources (conditional request, store, log) against a bare loop of fetches with the same concurrency in the
 * same process. The server and the first checks run in a process of their own. Figures: `npm run bench -- watch`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchCase } from '../bench.js';
import { type BenchWatch, CONCURRENCY, watchOf } from './watch-parts/watch-of.js';

let server: ChildProcess;
let base = '';
let root = '';
let watch: BenchWatch;

const answer = <T>(): Promise<T> => new Promise((resolve) => server.once('message', (m) => resolve(m as T)));

async function start(): Promise<void> {
  server = fork(fileURLToPath(new URL('./watch-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  base = `http://127.0.0.1:${await answer<number>()}`;
  root = mkdtempSync(join(tmpdir(), 'planwatch-bench-'));
}

/** A store in which every source has been checked once, and a watch over it that has not started. */
async function filled(count: number): Promise<void> {
  const dir = join(root, String(count));
  mkdirSync(dir);
  server.send({ dir, count, base });
  await answer<string>();
  watch = watchOf({ dir, count, base });
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

async function stop(): Promise<void> {
  await watch.close();
  server.kill();
  rmSync(root, { recursive: true, force: true });
}

const BARE = 'bare fetch of 1,000 pages';
export const cases: readonly BenchCase[] = [
  { name: BARE, warmup: 3, runs: 9, prepare: start, run: () => bareLoop(1000) },
  {
    ...{ name: '1,000 unchanged sources', warmup: 3, runs: 9, ratioTo: BARE, note: 'at most 2.00' },
    prepare: () => filled(1000),
    run: () => watch.checkAll('unchanged'),
    finish: () => watch.close(),
  },
  {
    ...{
      name: '4,000 unchanged sources',
      warmup: 1,
      runs: 5,
      ratioTo: '1,000 unchanged sources',
      note: 'rss under 250 MB, as after 1,000',
    },
    prepare: () => filled(4000),
    run: () => watch.checkAll('unchanged'),
    finish: stop,
  },
];
