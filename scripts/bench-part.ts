/** Measures one folder of scripts/bench and sends its rows to `bench.ts`, which starts it. */
import type { BenchCase } from './bench.js';

/** What one run cost: by the clock, and by the CPU in all threads, in ms. */
interface Cost {
  readonly clock: number;
  readonly cpu: number;
}

const part = process.argv[2] ?? '';
const { cases = [] } = (await import(`./bench/${part}.ts`)) as { cases?: readonly BenchCase[] };
const medians = new Map<string, number>();

async function cost(run: () => unknown): Promise<Cost> {
  const before = process.cpuUsage();
  const start = performance.now();
  await run();
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { clock, cpu: (user + system) / 1000 };
}

const sent = (row: readonly string[]) => new Promise<void>((resolve) => process.send?.(row, () => resolve()));
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);
const medianOf = (numbers: readonly number[]): number => sorted(numbers)[Math.floor(numbers.length / 2)] as number;

for (const bench of cases) {
  process.stderr.write(`${part}: ${bench.name}\n`);
  // What the case before left behind is not this one's memory.
  globalThis.gc?.();
  await bench.prepare?.();
  for (let i = 0; i < (bench.warmup ?? 2); i++) await bench.run();
  const costs: Cost[] = [];
  for (let i = 0; i < (bench.runs ?? 5); i++) costs.push(await cost(() => bench.run()));
  await bench.finish?.();
  // Resident memory is that of what is held: how much garbage waits is the engine's affair.
  globalThis.gc?.();
  const rss = `${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`;
  const clocks = sorted(costs.map(({ clock }) => clock));
  const median = medianOf(clocks);
  medians.set(bench.name, median);
  const base = bench.ratioTo === undefined ? undefined : medians.get(bench.ratioTo);
  await sent([
    part,
    bench.name,
    `${median.toFixed(1)} ms`,
    `${clocks[0]?.toFixed(1)}–${clocks.at(-1)?.toFixed(1)}`,
    `${medianOf(costs.map(({ cpu }) => cpu)).toFixed(1)} ms`,
    base === undefined ? '' : `${(median / base).toFixed(2)} × ${bench.ratioTo}`,
    rss,
    bench.note ?? '',
  ]);
}
// Whatever a case leaves open must not hold up the next part.
process.exit(0);
