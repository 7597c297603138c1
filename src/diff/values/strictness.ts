import type { Comparator, Indicator } from '../../indicators/index.js';
import type { Change } from '../change.js';
import { compareQuantities } from './amounts.js';
import { directionOf } from './delta.js';

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

/**
 * Tightened or loosened by the comparator and by 预期性 or 约束性. Where the value changed with the comparator, the two must agree: 5%左右 to 6%以上 asks
 * for more in both, 2%左右 to 3%以内 has the firmer word and the wider bound. Null where nothing of it changed, where the two disagree or cannot be
 * weighed, and where a floor became a ceiling.
 * @param polarity whether more of the thing is better, which says where a value without a bound presses; null where that is not known
 */
export function strictnessOf(
  before: Indicator,
  after: Indicator,
  polarity: 'higher' | 'lower' | 'neither' | null = null,
): Change['strictness'] {
  const byWord = byComparator(before, after, polarity);
  const byAttribute =
    before.attribute === null || after.attribute === null ? 0 : Math.sign(BINDING[after.attribute] - BINDING[before.attribute]);
  if (byWord * byAttribute < 0) return null;
  const sum = byWord + byAttribute;
  return sum > 0 ? 'tightened' : sum < 0 ? 'loosened' : null;
}

/** 1 for tightened, -1 for loosened, 0 where the words do not say. */
function byComparator(before: Indicator, after: Indicator, polarity: 'higher' | 'lower' | 'neither' | null): number {
  const a = FIRMNESS[before.comparator];
  const b = FIRMNESS[after.comparator];
  // Words (与经济增长同步) have no bound to compare.
  if (before.quantity === null || after.quantity === null) return 0;
  if (a.side !== null && b.side !== null && a.side !== b.side) return 0;
  const firmer = Math.sign(b.rank - a.rank);
  if (firmer === 0 || compareQuantities(before, after) !== 'different') return firmer;
  const direction = directionOf(before, after);
  const side = a.side ?? b.side ?? pressing(polarity, isFall(before) && isFall(after));
  if (direction === null || side === null) return 0;
  const harder = (direction === 'raised') === (side === 'floor') ? 1 : -1;
  return harder === firmer ? firmer : 0;
}

/** Where a value without a bound presses. Of a fall the printed size counts: to lower a thing whose less is better, more is asked for. */
function pressing(polarity: 'higher' | 'lower' | 'neither' | null, falls: boolean): 'floor' | 'ceiling' | null {
  if (polarity !== 'higher' && polarity !== 'lower') return null;
  return (polarity === 'higher') !== falls ? 'floor' : 'ceiling';
}

const isFall = (indicator: Indicator): boolean => typeof indicator.value === 'number' && indicator.value < 0;
