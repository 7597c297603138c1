import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey, nameLikeness } from '../../src/diff/match/names.js';
import { compareQuantities } from '../../src/diff/values/amounts.js';
import { deltaOf, directionOf } from '../../src/diff/values/delta.js';
import { strictnessOf } from '../../src/diff/values/strictness.js';
import { senseOfUnit } from '../../src/diff/values/units.js';
import type { Indicator } from '../../src/indicators/index.js';
import { toQuantity } from '../../src/indicators/index.js';

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../corpus/diff/${name}.json`, import.meta.url), 'utf8')) as T;

const BASE: Omit<Indicator, 'value' | 'unit' | 'quantity' | 'valueText'> = {
  id: 'x',
  name: '甲',
  concept: null,
  measure: 'level',
  comparator: 'eq',
  period: '2026',
  role: 'target',
  ambition: null,
  attribute: null,
  basis: null,
  base: null,
  text: null,
  form: 'prose',
  section: [],
  quote: '',
  needsReview: false,
  span: { start: 0, end: 0 },
};
function printed(value: string, unit: string, over: Partial<Indicator> = {}): Indicator {
  const ends = value.split('~');
  const numbers = ends.map(Number);
  const ratio = value.includes(':');
  return {
    ...BASE,
    value: ratio ? value : ends.length === 2 ? [numbers[0] as number, numbers[1] as number] : (numbers[0] as number),
    unit,
    quantity: toQuantity(ends.length === 2 ? [ends[0] as string, ends[1] as string] : value, unit),
    valueText: `${value}${unit}`,
    ...over,
  };
}

describe('quantities', () => {
  interface Entry {
    readonly before: [string, string];
    readonly after: [string, string];
    readonly expect: string;
  }
  it.each(read<Entry[]>('quantities').map((e) => [`${e.before.join('')} and ${e.after.join('')}`, e] as const))('%s', (_, e) => {
    const [a, b] = [printed(...e.before), printed(...e.after)];
    expect(compareQuantities(a, b)).toBe(e.expect);
    expect(compareQuantities(b, a)).toBe(e.expect);
  });

  it('finds an amount equal to itself in every scale, exactly', () => {
    const pairs = fc.constantFrom(['亿元', '万元', 4], ['万人', '人', 4], ['公顷', '亩', null], ['公里', '米', 3]) as fc.Arbitrary<
      [string, string, number | null]
    >;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 0, max: 4 }),
        pairs,
        (digits, places, [large, small, power]) => {
          const whole = String(digits).padStart(places + 1, '0');
          const value = places === 0 ? whole : `${whole.slice(0, -places)}.${whole.slice(-places)}`;
          const factor = senseOfUnit(large).factor.div(senseOfUnit(small).factor);
          if (power !== null) expect(factor.toFixed()).toBe(`1${'0'.repeat(power)}`);
          const other = factor.times(value).toFixed();
          expect(compareQuantities(printed(value, large), printed(other, small))).toBe('same');
          expect(compareQuantities(printed(value, large), printed(factor.times(value).plus(factor).toFixed(), small))).not.toBe('same');
        },
      ),
    );
  });
});

describe('deltas', () => {
  it.each([
    ['6', '6.5', '%', '0.5', '个百分点', '0.0833', 'raised'],
    ['6.7', '6.4', '%', '-0.3', '个百分点', '-0.0448', 'lowered'],
    ['20', '15', '万人', '-5', '万人', '-0.25', 'lowered'],
    ['0', '3', '个', '3', '个', null, 'raised'],
    ['-20', '-25', '%', '5', '个百分点', '0.25', 'raised'],
    ['5~6', '5.5~6.5', '%', '0.5', '个百分点', '0.0909', 'raised'],
    ['5~6', '5~6.5', '%', '0.25', '个百分点', '0.0455', 'raised'],
    ['8', '6~7', '%', '-1.5', '个百分点', '-0.1875', 'lowered'],
    ['5.5', '5~5.5', '%', '-0.25', '个百分点', '-0.0455', 'lowered'],
    ['7~8', '7.5', '%', '0', '个百分点', '0', null],
    ['5~6', '5.2~5.8', '%', '0', '个百分点', '0', null],
  ])('%s to %s%s', (a, b, unit, absolute, deltaUnit, relative, direction) => {
    const [x, y] = [printed(a, unit), printed(b, unit)];
    expect(directionOf(x, y)).toBe(direction);
    if (direction === null) expect(directionOf(y, x)).toBeNull();
    expect(deltaOf(x, y)).toMatchObject({ absolute, unit: deltaUnit, relative });
  });

  it('tells what each end of a range did, and of a single value nothing more', () => {
    const ends = (a: string, b: string) => deltaOf(printed(a, '%'), printed(b, '%'))?.ends;
    expect(ends('8', '6~7')).toEqual(['-2', '-1']);
    expect(ends('7~8', '7.5')).toEqual(['0.5', '-0.5']);
    expect(ends('5~6', '5~6.5')).toEqual(['0', '0.5']);
    expect(ends('6', '6.5')).toBeUndefined();
  });

  it('adds up from edition to edition, ranges or not', () => {
    const values = ['8', '6~7', '7', '6.5~7.5', '5'].map((value) => printed(value, '%'));
    const steps = values.slice(1).map((value, i) => Number(deltaOf(values[i] as Indicator, value)?.absolute ?? 0));
    expect(steps.reduce((sum, step) => sum + step, 0)).toBe(Number(deltaOf(values[0] as Indicator, values[4] as Indicator)?.absolute));
  });

  it('is counted in the common unit where the printed ones differ', () => {
    expect(deltaOf(printed('1.5', '万人'), printed('16000', '人'))).toEqual({ absolute: '1000', unit: '人', relative: '0.0667' });
    expect(deltaOf(printed('2', '%'), printed('2', '个百分点'))).toBeNull();
  });

  it('mirrors', () => {
    const turned = { raised: 'lowered', lowered: 'raised' } as const;
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (a, b) => {
        const [x, y] = [printed(String(a), '亿元'), printed(String(b), '亿元')];
        const there = directionOf(x, y);
        expect(directionOf(y, x)).toBe(there && turned[there]);
        expect(deltaOf(y, x)?.absolute).toBe(deltaOf(x, y)?.absolute.replace(/^(-?)/, (s) => (s === '-' ? '' : '-')));
      }),
    );
  });
});

describe('strictness', () => {
  const bound = (comparator: Indicator['comparator'], attribute: Indicator['attribute'] = null) =>
    printed('5', '%', { comparator, attribute });
  it.each([
    ['左右 to 以上', bound('approx'), bound('ge'), 'tightened'],
    ['以上 to 超过', bound('ge'), bound('gt'), 'tightened'],
    ['以内 to 左右', bound('le'), bound('approx'), 'loosened'],
    ['a floor to a ceiling', bound('ge'), bound('le'), null],
    ['nothing', bound('ge'), bound('ge'), null],
    ['预期性 to 约束性', bound('eq', '预期性'), bound('eq', '约束性'), 'tightened'],
    ['约束性 to 预期性', bound('eq', '约束性'), bound('eq', '预期性'), 'loosened'],
    ['both, against each other', bound('approx', '约束性'), bound('ge', '预期性'), null],
  ] as const)('%s', (_, a, b, expected) => {
    expect(strictnessOf(a, b)).toBe(expected);
    const turned = expected === null ? null : expected === 'tightened' ? 'loosened' : 'tightened';
    expect(strictnessOf(b, a)).toBe(turned);
  });
});

describe('strictness where the value changed as well', () => {
  const bound = (value: string, comparator: Indicator['comparator']) => printed(value, '%', { comparator });
  it.each([
    ['左右 to a higher floor', bound('5', 'approx'), bound('6', 'ge'), 'higher', 'tightened'],
    ['左右 to a wider ceiling', bound('2', 'approx'), bound('3', 'le'), 'lower', null],
    ['a floor to less, and 左右', bound('5.5', 'ge'), bound('5', 'approx'), 'higher', 'loosened'],
    ['左右 to a lower floor', bound('6', 'approx'), bound('5', 'ge'), 'higher', null],
    ['左右 to a bare value, more asked for', bound('5', 'approx'), bound('6', 'eq'), 'higher', 'tightened'],
    ['左右 to a bare value, a smaller fall', bound('-3', 'approx'), bound('-2.5', 'eq'), 'lower', null],
    ['左右 to a bare value, a larger fall', bound('-3', 'approx'), bound('-3.5', 'eq'), 'lower', 'tightened'],
    ['left open by an unknown polarity', bound('5', 'approx'), bound('6', 'eq'), null, null],
    ['the value alone', bound('5', 'ge'), bound('6', 'ge'), 'higher', null],
  ] as const)('%s', (_, a, b, polarity, expected) => {
    expect(strictnessOf(a, b, polarity)).toBe(expected);
    const turned = expected === null ? null : expected === 'tightened' ? 'loosened' : 'tightened';
    expect(strictnessOf(b, a, polarity)).toBe(turned);
  });
});

describe('names', () => {
  it.each(read<{ a: string; b: string; same: boolean }[]>('names').map((e) => [`${e.a} / ${e.b}`, e] as const))('%s', (_, e) => {
    const likeness = nameLikeness(nameKey(e.a), nameKey(e.b));
    expect(likeness).toBe(nameLikeness(nameKey(e.b), nameKey(e.a)));
    // What may pair far from its place needs 0.75.
    expect(likeness >= 0.75).toBe(e.same);
  });
});
