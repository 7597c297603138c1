import Big from 'big.js';
import { fold } from '../../document/index.js';
import type { Indicator, Quantity } from '../../indicators/index.js';
import { senseOfUnit, unitKey } from './units.js';

/** A quantity on its dimension's scale; `low` equals `high` but for a range. `step` is half a unit of the last printed digit. */
export interface Amount {
  readonly dimension: string;
  readonly low: Big;
  readonly high: Big;
  readonly step: Big;
}

const NUMERAL = /\d+(?:,\d{3})*(?:\.(\d+))?/;

/** Amounts once read, as one indicator is weighed against many. Holds nothing alive. */
const known = new WeakMap<Indicator, Amount | null>();

/** null for a qualitative target and for ratios of more than two parts, which are compared as words. */
export function amountOf(indicator: Indicator): Amount | null {
  let amount = known.get(indicator);
  if (amount === undefined) {
    amount = readAmount(indicator);
    known.set(indicator, amount);
  }
  return amount;
}

function readAmount(indicator: Indicator): Amount | null {
  const { quantity } = indicator;
  if (quantity === null) return null;
  const [first, second] = typeof quantity.value === 'string' ? [quantity.value, quantity.value] : quantity.value;
  const sense = senseOfUnit(quantity.unit);
  const low = toBig(first);
  const high = toBig(second);
  if (low === null || high === null) return null;
  const ends = [low.times(sense.factor), high.times(sense.factor)].sort((x, y) => x.cmp(y)) as [Big, Big];
  return { dimension: sense.dimension, low: ends[0], high: ends[1], step: stepOf(indicator, ends) };
}

/** A decimal, or a ratio to one (`1.9:1`). */
export function toBig(text: string): Big | null {
  const ratio = /^(-?\d+(?:\.\d+)?):1(?:\.0*)?$/.exec(text);
  const plain = ratio?.[1] ?? text;
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(plain) ? new Big(plain) : null;
}

/** Half a unit in the last printed place, brought to the scale of the dimension by what the printed numeral became there. */
function stepOf(indicator: Indicator, ends: readonly [Big, Big]): Big {
  const printed = Array.isArray(indicator.value) ? indicator.value[0] : indicator.value;
  if (typeof printed !== 'number' || printed === 0) return new Big(0);
  const decimals = NUMERAL.exec(fold(indicator.valueText).text)?.[1]?.length ?? decimalsOf(printed);
  const end = (ends[0].abs().lt(ends[1].abs()) ? ends[0] : ends[1]).abs();
  const scale = end.div(new Big(printed).abs());
  return new Big(10).pow(-decimals).times('0.5').times(scale);
}

const decimalsOf = (value: number): number => (String(value).split('.')[1] ?? '').length;

export type Likeness = 'same' | 'restated' | 'different' | 'incomparable';

/** A larger part of a value than this is a revision however coarsely it is printed: 1万人 to 12500人 is no restatement. */
const RESTATED_WITHIN = '0.02';

/**
 * Compares two quantities exactly. Only where the printed unit changed may the coarser one's precision hide a difference (6.07亿吨 and
 * 1.21万亿斤), and only a small one; in one unit 1.214 and 1.21 differ.
 */
export function compareQuantities(before: Indicator, after: Indicator): Likeness {
  const a = amountOf(before);
  const b = amountOf(after);
  if (a === null || b === null) {
    if (before.quantity === null || after.quantity === null) return before.quantity === after.quantity ? 'same' : 'incomparable';
    return isSameQuantity(before.quantity, after.quantity) ? 'same' : 'different';
  }
  if (a.dimension !== b.dimension) return 'incomparable';
  if (a.low.eq(b.low) && a.high.eq(b.high)) return 'same';
  if (unitKey(before.unit) === unitKey(after.unit)) return 'different';
  return isWithinPrecision(a, b) ? 'restated' : 'different';
}

/** Whether two amounts of one dimension differ by no more than the coarser one is printed to, and by little of their size. */
export function isWithinPrecision(a: Amount, b: Amount): boolean {
  const slack = a.step.gt(b.step) ? a.step : b.step;
  const within = (x: Big, y: Big) => {
    const difference = x.minus(y).abs();
    return difference.lte(slack) && difference.lte((x.abs().gt(y.abs()) ? x : y).abs().times(RESTATED_WITHIN));
  };
  return within(a.low, b.low) && within(a.high, b.high);
}

/** Whether two quantities are written alike. Asked of every value that was kept, so not by printing both. */
export function isSameQuantity(a: Quantity | null, b: Quantity | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.unit !== b.unit) return false;
  if (typeof a.value === 'string' || typeof b.value === 'string') return a.value === b.value;
  return a.value[0] === b.value[0] && a.value[1] === b.value[1];
}
