import Big from 'big.js';
import type { Comparator, Indicator } from '../indicators/index.js';

const COMPARED: Readonly<Record<Comparator, string>> = {
  eq: '',
  approx: 'about ',
  ge: 'at least ',
  gt: 'more than ',
  le: 'at most ',
  lt: 'less than ',
};

/** Base units an English reader can be told; a unit that is not here gets no gloss. A leading space belongs to the unit. */
const UNITS: Readonly<Record<string, string>> = {
  '%': '%',
  '‰': '‰',
  个百分点: ' percentage points',
  元: ' yuan',
  美元: ' US dollars',
  人: ' people',
  名: ' people',
  户: ' households',
  岁: ' years',
  公里: ' km',
  千米: ' km',
  米: ' m',
  吨标准煤: ' t of coal equivalent',
  平方公里: ' km²',
  平方米: ' m²',
  立方米: ' m³',
  公顷: ' ha',
  亩: ' mu',
  吨: ' t',
  斤: ' jin',
  公斤: ' kg',
  千瓦: ' kW',
  千瓦时: ' kWh',
  天: ' days',
  年: ' years',
  倍: ' times',
  '微克/立方米': ' μg/m³',
  '元/人': ' yuan a head',
};

/** Words that only count things (86个, 3200套): English has none for them, the figure says it all. */
const COUNTERS = /^[个家套张件项所座台辆条处只头株棵宗例期班艘列架种批部间栋幢册篇对块支片门口]$/;
const wordsOf = (unit: string): string | undefined => (COUNTERS.test(unit) ? '' : UNITS[unit]);

export const grouped = (decimal: string) => decimal.replace(/^(\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** `186240000000` as 186.24 billion, exactly: a scale is used only where no digit is lost to the eye. */
function scaled(decimal: string): string {
  const n = new Big(decimal);
  for (const [size, word] of [
    ['1e12', 'trillion'],
    ['1e9', 'billion'],
    ['1e6', 'million'],
  ] as const) {
    if (n.gte(size)) return `${grouped(n.div(size).toFixed())} ${word}`;
  }
  return grouped(n.toFixed());
}

/** An amount of a unit as printed or as compared: 0.2万人 is 2,000 people; null for a unit that is not known. */
export function amountGloss(decimal: string, unit: string): string | null {
  const [, scale = '', bare = unit] = /^([万亿]{0,2})(.+)$/.exec(unit) ?? [];
  const words = wordsOf(bare);
  if (words === undefined || bare.includes('百分点')) return null;
  const factor = [...scale].reduce((product, c) => product.times(c === '万' ? 10_000 : 100_000_000), new Big(1));
  return scaled(new Big(decimal).times(factor).toFixed()) + words;
}

/** `about 6.5%`, `at least 40,000 people`: what the printed words say, for a reader without Chinese; null where nothing would be gained. */
export function glossOf(indicator: Indicator, printed: string, isRise = false): string | null {
  const { quantity } = indicator;
  const unit = quantity && wordsOf(quantity.unit);
  if (!quantity || unit === undefined || unit === null) return null;
  const ends = typeof quantity.value === 'string' ? [quantity.value] : [...quantity.value];
  if (!ends.every((end) => /^-?\d+(?:\.\d+)?$/.test(end))) return null;
  const isFall = ends.every((end) => end.startsWith('-'));
  const figures = ends.map((end) => scaled(end.replace(/^-/, '')));
  const words = `${indicator.ambition === 'stretch' ? 'aiming for ' : ''}${isFall ? 'down ' : isRise ? 'up ' : ''}${COMPARED[indicator.comparator]}${figures.join('–')}${unit}`;
  // Nor does 3200套: the figure can be read as it stands.
  if (unit === '' && printed.replace(/[,，]/g, '').startsWith(words.replace(/,/g, '')) && !/[万亿]/.test(printed)) return null;
  // 6.5% needs no translation.
  return /\p{Script=Han}/u.test(printed) ? words : null;
}
