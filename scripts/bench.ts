/**
 * Speed and memory: `npm run bench` for all, `npm run bench -- diff report` for some folders of scripts/bench. Each folder is measured in a
 * process of its own, so that memory and garbage of one part do not weigh on another. Prints the median of the counted runs, by the clock and by the CPU
 * (all threads, which a busy machine does not stretch as much); nothing asserts a time. `rss` is resident memory after a collection. Ratios within one run are what holds across machines.
 * `PLANWATCH_BENCH_TEXT=outline.txt npm run bench -- indicators diff` measures reading and comparing on a plan of your own instead of the invented ones.
 */
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { table } from '../src/cli/print.js';

/** One measurement. `run` is timed; `prepare` and `finish` are not. */
export interface BenchCase {
  readonly name: string;
  readonly note?: string;
  /** Name of the case that this one is divided by. */
  readonly ratioTo?: string;
  /** @default 5 */
  readonly runs?: number;
  /** @default 2 */
  readonly warmup?: number;
  prepare?(): Promise<void> | void;
  run(): unknown;
  finish?(): Promise<void> | void;
}

const dir = fileURLToPath(new URL('./bench', import.meta.url));
const wanted = process.argv.slice(2);
const parts = readdirSync(dir)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('-server.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((part) => wanted.length === 0 || wanted.includes(part))
  .sort();

/** Rows of the table, as the part measures them; what was measured before a part failed is shown all the same. */
function measure(part: string): Promise<{ rows: string[][]; failed: boolean }> {
  const child = fork(fileURLToPath(new URL('./bench-part.ts', import.meta.url)), [part], { execArgv: ['--expose-gc', '--import', 'tsx'] });
  const rows: string[][] = [];
  child.on('message', (row) => rows.push(row as string[]));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ rows, failed: code !== 0 })));
}

const rows: string[][] = [];
for (const part of parts) {
  const done = await measure(part);
  rows.push(...done.rows);
  if (done.failed) process.exitCode = 1;
}
console.log(table(['part', 'case', 'median', 'min–max ms', 'cpu', 'ratio', 'rss', 'note'], rows, 70));
