import Big from 'big.js';
import type { Quantity } from '../indicator.js';
import { memoised } from '../memo.js';
import { splitMultiplier, unitFacts } from './units.js';

/** Symbols that headers of tables print for measure words: （μg/m³）, （万t）, （hm²）. */
const SYMBOLS: Readonly<Record<string, string>> = {
  μg: '微克',
  µg: '微克',
  ug: '微克',
  mg: '毫克',
  g: '克',
  kg: '千克',
  t: '吨',
  tce: '吨标准煤',
  L: '升',
  m: '米',
  'm²': '平方米',
  km2: '平方公里',
  'km²': '平方公里',
  hm2: '公顷',
  'hm²': '公顷',
  ha: '公顷',
  kW·h: '千瓦时',
};

/** Exact factor and base unit of a printed unit: `万人` is 10000 人, `亿千瓦时` 100000000 千瓦时, `万元/人` 10000 元/人. */
export function baseOf(printed: string): { readonly factor: Big; readonly base: string } {
  // 万套（间）: compared as 套.
  const unit = printed.replace(/（[^）]*）$/, '');
  const slash = unit.indexOf('/');
  if (slash > 0) {
    const upper = baseOf(unit.slice(0, slash));
    const lower = splitMultiplier(unit.slice(slash + 1));
    const scale = new Big(10).pow(lower.power);
    // 微克/m³ is 微克/立方米: a word of the same size stands for the symbol.
    const word = SYMBOLS[lower.rest] ?? lower.rest;
    const per = unitFacts(word);
    // A multiplier below the stroke (件/万人) is part of what the rate is per, not of its size.
    return { factor: upper.factor, base: `${upper.base}/${scale.eq(1) ? (per?.factor === '1' ? per.base : word) : unit.slice(slash + 1)}` };
  }
  const { power, rest } = splitMultiplier(unit);
  const facts = unitFacts(SYMBOLS[rest] ?? rest);
  return { factor: new Big(10).pow(power).times(facts?.factor ?? 1), base: facts?.base ?? SYMBOLS[rest] ?? rest };
}

/** A plan has a few dozen units and thousands of values. */
const knownBase = memoised(baseOf);
const ONE = new Big(1);
/** `12`, `0.5`, not `007` nor `1.50`: as big.js would print it. */
const PLAIN = /^-?(?:[1-9]\d*|0(?=\.))(?:\.\d*[1-9])?$/;

/**
 * An amount in its base unit, for comparison. Exact; never a float.
 * @param decimals decimal string(s) as printed; a ratio is passed as printed with ASCII colons
 */
export function toQuantity(decimals: string | readonly [string, string], unit: string): Quantity {
  if (typeof decimals === 'string' && decimals.includes(':')) return { value: decimals, unit: 'ratio' };
  const { factor, base } = knownBase(unit);
  const same = factor.eq(ONE);
  const scale = (decimal: string) => (same && PLAIN.test(decimal) ? decimal : new Big(decimal).times(factor).toFixed());
  return { value: typeof decimals === 'string' ? scale(decimals) : [scale(decimals[0]), scale(decimals[1])], unit: base };
}

/** The same quantity with areas brought to 亩, so that 公顷, 亩 and 平方米 meet. */
export function toCommon(quantity: Quantity): Quantity {
  if (quantity.unit !== '平方米') return quantity;
  const scale = (decimal: string) => new Big(decimal).times('0.0015').toFixed();
  const value = quantity.value;
  return { value: typeof value === 'string' ? scale(value) : [scale(value[0]), scale(value[1])], unit: '亩' };
}
