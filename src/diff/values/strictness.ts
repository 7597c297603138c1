import type { Comparator, Indicator } from '../../indicators/index.js';
import type { Change } from '../change.js';

/** How firmly a comparator binds, and to which side: 左右 binds least, a bare value more, a floor or ceiling most. */
const FIRMNESS: Readonly<Record<Comparator, { readonly rank: number; readonly side: 'floor' | 'ceiling' | null }>> = {
  approx: { rank: 0, side: null },
  eq: { rank: 1, side: null },
  ge: { rank: 2, side: 'floor' },
  gt: { rank: 3, side: 'floor' },
  le: { rank: 2, side: 'ceiling' },
  lt: { rank: 3, side: 'ceiling' },
};
const BINDING = { 预期性: 0, 约束性: 1 } as const;

/** Tightened or loosened by the comparator and by 预期性 or 约束性; null where neither changed, they disagree, or a floor became a ceiling. */
export function strictnessOf(before: Indicator, after: Indicator): Change['strictness'] {
  const a = FIRMNESS[before.comparator];
  const b = FIRMNESS[after.comparator];
  const crossed = a.side !== null && b.side !== null && a.side !== b.side;
  // Words (与经济增长同步) have no bound to compare.
  const bounded = before.quantity !== null && after.quantity !== null;
  const byWord = crossed || !bounded ? 0 : Math.sign(b.rank - a.rank);
  const byAttribute =
    before.attribute === null || after.attribute === null ? 0 : Math.sign(BINDING[after.attribute] - BINDING[before.attribute]);
  if (byWord * byAttribute < 0) return null;
  const sum = byWord + byAttribute;
  return sum > 0 ? 'tightened' : sum < 0 ? 'loosened' : null;
}
