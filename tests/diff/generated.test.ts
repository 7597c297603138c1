import { describe, expect, it } from 'vitest';
import { doubtOf } from '../../src/diff/index.js';
import { measurePair } from './measure.js';
import { COSMETICS } from './print.js';
import { REVISIONS } from './revisions.js';

/** A sample of what tests/long/diff-pairs.test.ts does at scale; the list of what is altered is in print.ts and revisions.ts. */
describe('seeded pairs', () => {
  it.each(COSMETICS.map((c, i) => [c, i] as const))('%s alone revises nothing', async (cosmetic, i) => {
    const { diff, alarms, before, after } = await measurePair(900 + i, 0, REVISIONS, [cosmetic]);
    expect(alarms).toEqual([]);
    expect(doubtOf(before, after)).toBeNull();
    expect(diff.summary.unchanged + diff.summary.reworded).toBeGreaterThan(80);
  });

  it.each(REVISIONS.map((r, i) => [r, i] as const))('finds each %s', async (revision, i) => {
    const { expected, missed, alarms } = await measurePair(700 + i, 3, [revision], []);
    expect(missed).toEqual([]);
    expect(alarms).toEqual([]);
    if (revision !== 'paragraph-move') expect(expected.length).toBeGreaterThan(0);
  });
});
