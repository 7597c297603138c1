import { defineConfig } from 'vitest/config';

/** Suites that take minutes: faults at scale, crashes, the simulated year, seeded pairs. Run with `npm run test:long`. */
export default defineConfig({
  test: { include: ['tests/long/**/*.test.ts'], testTimeout: 1_200_000, hookTimeout: 120_000, maxWorkers: 2 },
});
