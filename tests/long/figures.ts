import { performance } from 'node:perf_hooks';
import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node';

/** Issue #7: the long suites end within this on two cores. */
const BOUND_S = 1200;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padStart(9);

/** Prints at the end how long each suite took, and whether all of them together stayed within their bound. */
export default class Figures implements Reporter {
  private startedAt = 0;

  onTestRunStart(): void {
    this.startedAt = performance.now();
  }

  onTestRunEnd(modules: readonly TestModule[], _errors: unknown, _reason: TestRunEndReason): void {
    const lines: string[] = [];
    for (const module of modules) {
      const tests: TestCase[] = [...module.children.allTests()];
      const ms = tests.reduce((sum, test) => sum + (test.diagnostic()?.duration ?? 0), 0);
      const skipped = tests.filter((test) => test.result().state === 'skipped').length;
      lines.push(`${seconds(ms)}  ${module.relativeModuleId}  ${tests.length} tests${skipped > 0 ? `, ${skipped} skipped` : ''}`);
      for (const test of tests)
        if (tests.length > 1 && tests.length < 8) lines.push(`${seconds(test.diagnostic()?.duration ?? 0)}    ${test.name}`);
    }
    const whole = performance.now() - this.startedAt;
    lines.push(`${seconds(whole)}  in all; the bound is ${BOUND_S} s on two cores${whole > BOUND_S * 1000 ? ': too slow' : ''}`);
    process.stdout.write(`\nLong suites\n${lines.join('\n')}\n`);
  }
}
