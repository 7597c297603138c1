import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/records/index.js';
import { isWhen, snapshotAt } from '../../src/snapshots/index.js';
import { toSnapshotId } from '../../src/snapshots/names.js';

const ZONE = 'Asia/Shanghai';
// 2021-03-01 23:59:59.999 and 2021-03-02 00:00 in Shanghai; then 2021-03-05.
const list = ['2021-03-01T15:59:59.999Z', '2021-03-01T16:00:00.000Z', '2021-03-05T00:00:00.000Z'].map(
  (capturedAt) => ({ id: toSnapshotId(capturedAt, 'ab'.repeat(32)), capturedAt }) as Snapshot,
);
const indexAt = (when: string | null, zone = ZONE): number => {
  const found = snapshotAt(list, when, zone);
  return found === null ? -1 : list.indexOf(found);
};

describe('ID@WHEN', () => {
  it.each([
    [null, 2],
    ['first', 0],
    ['2021-02-28', -1],
    ['2021-03-01', 0],
    ['2021-03-02', 1],
    ['2021-03-04', 1],
    ['2021-03-05', 2],
    ['2030-01-01', 2],
    ['2021-03-01T15:59:59.998Z', -1],
    ['2021-03-01T15:59:59.999Z', 0],
    ['2021-03-02T00:00+08:00', 1],
    ['2021-03-02T00:00:00+08:00', 1],
  ])('%s is snapshot %d', (when, index) => expect(indexAt(when)).toBe(index));

  it('reads a day in the zone of the configuration', () => {
    expect(indexAt('2021-03-01', 'UTC')).toBe(1);
    expect(indexAt('2021-03-01', 'America/New_York')).toBe(1);
    expect(indexAt('2021-03-01', ZONE)).toBe(0);
  });

  it('finds a snapshot by its own id', () => expect(indexAt(list[1]?.id ?? '')).toBe(1));

  it('knows what can be read', () => {
    for (const good of ['first', '2021-03-01', '2021-03-01T00:00Z', list[0]?.id ?? '']) expect(isWhen(good), good).toBe(true);
    for (const bad of ['', 'last', '2021', '2021-02-30', '2021-13-01', '2021-03-01T00:00', 'yesterday', '2021-3-1']) {
      expect(isWhen(bad), bad).toBe(false);
      expect(indexAt(bad), bad).toBe(-1);
    }
  });

  it('has nothing to find in an empty list', () => {
    for (const when of [null, 'first', '2021-03-01']) expect(snapshotAt([], when, ZONE)).toBeNull();
  });
});
