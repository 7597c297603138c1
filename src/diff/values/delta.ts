import Big from 'big.js';
import type { Indicator } from '../../indicators/index.js';
import type { Change, Delta } from '../change.js';
import { type Amount, amountOf } from './amounts.js';
import { senseOfUnit, unitKey } from './units.js';

/** Decimal places of `relative` (INTERFACE: 0.0833). */
const RELATIVE_PLACES = 4;

const isFall = (a: Amount): boolean => a.low.lte(0) && a.high.lte(0) && !(a.low.eq(0) && a.high.eq(0));

/** A fall as its printed size (-20 is a fall of 20), where both sides are falls. */
function printedSizes(a: Amount, b: Amount): readonly [Amount, Amount] {
  if (!(isFall(a) && isFall(b))) return [a, b];
  const turn = (x: Amount): Amount => ({ ...x, low: x.high.times(-1), high: x.low.times(-1) });
  return [turn(a), turn(b)];
}

function directionOfAmounts(a: Amount, b: Amount): Change['direction'] {
  const low = b.low.cmp(a.low);
  const high = b.high.cmp(a.high);
  if (low >= 0 && high >= 0 && low + high > 0) return 'raised';
  if (low <= 0 && high <= 0 && low + high < 0) return 'lowered';
  return null;
}

/** Raised or lowered, by both ends of a range and by the printed size of a fall; null where the ends part or the units do not meet. */
export function directionOf(before: Indicator, after: Indicator): Change['direction'] {
  const pair = comparable(before, after);
  return pair && directionOfAmounts(...printedSizes(...pair));
}

/** Up or down of the thing itself: a fall that grows is down. What polarity is read against. */
export function signedDirectionOf(before: Indicator, after: Indicator): Change['direction'] {
  const pair = comparable(before, after);
  return pair && directionOfAmounts(...pair);
}

function comparable(before: Indicator, after: Indicator): readonly [Amount, Amount] | null {
  const a = amountOf(before);
  const b = amountOf(after);
  return a !== null && b !== null && a.dimension === b.dimension ? [a, b] : null;
}

/**
 * The size of a change in the printed unit where both print the same one, else in the unit of comparison. Per cent are parted by percentage
 * points. Where a side is a range, the size is the step of the middle, so that sizes add up from edition to edition, and `ends` tells what each
 * end did: 8 to 6—7 is -1.5 with ends -2 and -1; 7—8 to 7.5 is 0 with ends 0.5 and -0.5.
 */
export function deltaOf(before: Indicator, after: Indicator): Delta | null {
  const pair = comparable(before, after);
  if (pair === null || before.quantity === null || after.quantity === null) return null;
  const [a, b] = printedSizes(...pair);
  const low = b.low.minus(a.low);
  const high = b.high.minus(a.high);
  if (low.eq(0) && high.eq(0)) return null;
  const step = low.plus(high).div(2);
  const former = a.low.plus(a.high).div(2);
  const onePrint = unitKey(before.unit) === unitKey(after.unit);
  const shown = onePrint ? before.unit : before.quantity.unit;
  const scale = senseOfUnit(shown).factor;
  const isRange = !(a.low.eq(a.high) && b.low.eq(b.high));
  return {
    absolute: decimal(step.div(scale)),
    unit: a.dimension === 'rate' ? (unitKey(shown) === '‰' ? '个千分点' : '个百分点') : shown,
    relative: former.eq(0) ? null : decimal(step.div(former.abs()).round(RELATIVE_PLACES, Big.roundHalfUp)),
    ...(isRange ? { ends: [decimal(low.div(scale)), decimal(high.div(scale))] as const } : {}),
  };
}

/** Plain notation, never an exponent, no trailing zeros. */
export function decimal(value: Big): string {
  const text = value.toFixed();
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
