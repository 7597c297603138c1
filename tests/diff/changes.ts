import { expect } from 'vitest';
import { type Change, type Diff, diffEditions, type Polarity } from '../../src/diff/index.js';
import { edition, type Stated } from './editions.js';

const line = (c: Change) =>
  `${c.type} ${c.fields.join('+')}: ${c.before?.name ?? '-'} ${c.before?.valueText ?? '-'} -> ${c.after?.valueText ?? '-'}`;
export const lines = (d: Diff) => d.changes.map(line);

export const GDP: Stated = { name: '地区生产总值', concept: 'gdp', measure: 'growth', at: '地区生产总值增长6%', printed: '6%' };
export const HEAD = '三、2026年工作安排\n';

/** Two editions that differ in one sentence; what became of the one statement in each. */
export function change(
  old: Stated,
  now: Stated,
  polarity: Polarity = 'neither',
  frame = (s: string) => `${HEAD}全区${s}。城镇新增就业2万人。\n`,
): Change | undefined {
  const diff = diffEditions(edition(frame(old.at), [old]), edition(frame(now.at), [now]), { polarityOf: () => polarity });
  expect(diff.changes.length).toBeLessThanOrEqual(1);
  return diff.changes[0];
}
