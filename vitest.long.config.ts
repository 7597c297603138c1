import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest first: two workers then end at nearly the same time. */
const LONGEST_FIRST = ['year', 'crash.', 'ci.', 'faults', 'crash-steps', 'diff-pairs'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST_FIRST.findIndex((name) => moduleId.includes(`/tests/long/${name}`));
      return at === -1 ? LONGEST_FIRST.length : at;
    };
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

/** Suites that take minutes: faults at scale, crashes, the simulated year, seeded pairs. Run with `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    ...{ testTimeout: 1_200_000, hookTimeout: 120_000, maxWorkers: 2, sequence: { sequencer: LongestFirst } },
    reporters: ['default', './tests/long/figures.ts'],
  },
});
