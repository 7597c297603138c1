import { join } from 'node:path';
import { assemble } from '../../../src/cli/assemble.js';
import type { CliContext } from '../../../src/cli/context.js';
import { parseConfig } from '../../../src/config/index.js';
import { runChecks } from '../../../src/watch/index.js';

/** Of the checks and of the bare loop that they are measured against. */
export const CONCURRENCY = 16;

export interface BenchWatch {
  /** One round over all sources. @throws where one of them comes to anything but `outcome` */
  checkAll(outcome: string): Promise<void>;
  close(): Promise<void>;
}

/** A watch of `count` pages of the server at `base`, pacing and robots.txt off, its store under `dir`. */
export function watchOf({ dir, count, base }: { dir: string; count: number; base: string }): BenchWatch {
  const source = (i: number) =>
    `  - {id: s${i}, title: 第${i}份, jurisdiction: 甲市, kind: outline, period: 2021-2025, family: f${i}, url: "${base}/${i}"}`;
  const text = `network: {allow: ["127.0.0.1"], robots: false, concurrency: ${CONCURRENCY}, perHost: {concurrency: ${CONCURRENCY}, delayMs: 0}}
sources:
${Array.from({ length: count }, (_, i) => source(i)).join('\n')}
`;
  const config = parseConfig(text, { path: join(dir, 'planwatch.yaml') });
  const context = {
    now: () => new Date().toISOString(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    env: {},
    signal: new AbortController().signal,
  } as unknown as CliContext;
  const assembly = assemble(config, context);
  return {
    async checkAll(outcome) {
      const { checks } = await runChecks(assembly.parts, config.sources, { concurrency: CONCURRENCY });
      const odd = checks.find((c) => c.outcome !== outcome);
      if (odd) throw new Error(`${odd.source}: ${odd.outcome} ${odd.error?.message ?? ''}`);
    },
    close: () => assembly.close(),
  };
}
