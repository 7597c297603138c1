import Big from 'big.js';
import { textKey } from '../text/key.js';

/** Units of one dimension measure the same thing; `factor` is exact. */
export interface UnitSense {
  readonly dimension: string;
  readonly factor: Big;
}

/**
 * Conversions in use on plan pages, all exact by definition: 1 亩 is 1/15 公顷 (GB 3100), so areas are counted in 亩 and a square metre is 0.0015 of it;
 * 1 斤 is 0.5 公斤. People (人) and visits (人次) are not one another, nor are per cent and percentage points.
 */
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  亩: ['area', '1'],
  公顷: ['area', '15'],
  平方公里: ['area', '1500'],
  平方米: ['area', '0.0015'],
  公斤: ['mass', '1'],
  千克: ['mass', '1'],
  斤: ['mass', '0.5'],
  吨: ['mass', '1000'],
  克: ['mass', '0.001'],
  公里: ['length', '1000'],
  千米: ['length', '1000'],
  里: ['length', '500'],
  米: ['length', '1'],
  千瓦时: ['energy', '1'],
  度: ['energy', '1'],
  瓦: ['power', '0.001'],
  千瓦: ['power', '1'],
  兆瓦: ['power', '1000'],
  立方米: ['volume', '1'],
  方: ['volume', '1'],
  元: ['yuan', '1'],
  人: ['people', '1'],
  名: ['people', '1'],
  人次: ['visits', '1'],
  '%': ['rate', '1'],
  '‰': ['rate', '0.1'],
  成: ['rate', '10'],
  倍: ['times', '1'],
  个百分点: ['points', '1'],
  百分点: ['points', '1'],
  个: ['count', '1'],
  家: ['count', '1'],
  户: ['count', '1'],
  项: ['count', '1'],
  所: ['count', '1'],
  座: ['count', '1'],
  处: ['count', '1'],
  套: ['count', '1'],
  '': ['count', '1'],
};
const SCALES: Readonly<Record<string, string>> = { 十: '10', 百: '100', 千: '1000', 万: '10000', 亿: '100000000' };

/** A unit with full width, spaces and synonyms healed, to tell whether the printed units differ. */
export const unitKey = (unit: string): string => textKey(unit);

/** What a unit measures; a unit we do not know measures itself, multipliers taken off. */
export function senseOfUnit(unit: string): UnitSense {
  let rest = unitKey(unit);
  let factor = new Big(1);
  for (;;) {
    const known = UNITS[rest];
    if (known) return { dimension: known[0], factor: factor.times(known[1]) };
    const scale = SCALES[rest.charAt(0)];
    if (scale === undefined) return { dimension: `=${rest}`, factor };
    factor = factor.times(scale);
    rest = rest.slice(1);
  }
}
