/**
 * Speed and memory, measured in one process: `npm run bench` for all, `npm run bench -- diff report` for some folders of scripts/bench.
 * Prints the median of the counted runs; nothing asserts a time. Ratios within one run are what holds across machines.
 */
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
const rows: string[][] = [];
const medians = new Map<string, number>();
for (const file of readdirSync(dir).sort()) {
  const folder = file.replace(/\.ts$/, '');
  if (!file.endsWith('.ts') || file.endsWith('-server.ts') || (wanted.length > 0 && !wanted.includes(folder))) continue;
  const { cases } = (await import(`./bench/${file}`)) as { cases?: readonly BenchCase[] };
  for (const bench of cases ?? []) {
    process.stderr.write(`${folder}: ${bench.name}\n`);
    await bench.prepare?.();
    for (let i = 0; i < (bench.warmup ?? 2); i++) await bench.run();
    const times: number[] = [];
    for (let i = 0; i < (bench.runs ?? 5); i++) {
      const start = performance.now();
      await bench.run();
      times.push(performance.now() - start);
    }
    await bench.finish?.();
    times.sort((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)] as number;
    medians.set(bench.name, median);
    const base = bench.ratioTo === undefined ? undefined : medians.get(bench.ratioTo);
    const ratio = base === undefined ? '' : `${(median / base).toFixed(2)} × ${bench.ratioTo}`;
    const rss = `${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`;
    rows.push([
      folder,
      bench.name,
      `${median.toFixed(1)} ms`,
      `${(times[0] as number).toFixed(1)}–${(times.at(-1) as number).toFixed(1)}`,
      ratio,
      rss,
      bench.note ?? '',
    ]);
  }
}
console.log(table(['part', 'case', 'median', 'min–max ms', 'ratio', 'rss', 'note'], rows, 70));
