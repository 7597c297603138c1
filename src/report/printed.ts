import type { Comparator, Indicator } from '../indicators/index.js';
import { clean, shorten } from './format.js';
import type { Printed } from './schema.js';
import type { Locale } from './types.js';

// 控制在5.5%以内, 不低于90%, 下降13.5%左右, 力争达到9%; not 2021年增长6% (增长 is the measure, told apart)
const BEFORE =
  /(力争(?:达到|实现|突破)?)?((?:累计)?(?:下降|降低|减少|压减|削减|负增长|回落))?(不低于|不少于|不小于|不高于|不超过|不大于|不突破|控制在|保持在|稳定在|大于|小于|多于|少于|超过|突破|高于|低于|至少|接近|大约|约|近|超|≥|≤|>|<|＞|＜|≧|≦)?$/;
// 6.5%左右, 90%以上, 12人（含）以下; not 5%增长
const AFTER = /^(?:（含）|\(含\))?(左右|上下|以上|及以上|以内|之内|以下|及以下|余|多)/;

const GLOSS: Readonly<Record<Comparator, string>> = {
  eq: '',
  approx: 'about ',
  ge: 'at least ',
  gt: 'more than ',
  le: 'at most ',
  lt: 'less than ',
};
const FALLBACK: Readonly<Record<Comparator, readonly [string, string]>> = {
  eq: ['', ''],
  approx: ['', '左右'],
  ge: ['', '以上'],
  gt: ['超过', ''],
  le: ['', '以内'],
  lt: ['低于', ''],
};

/** Units as an English reader would say them; what is not here is left as printed. */
const UNITS: Readonly<Record<string, string>> = {
  '%': '%',
  '‰': '‰',
  个百分点: ' pp',
  百分点: ' pp',
  元: ' yuan',
  万元: '0,000 yuan',
  亿元: ' × 100m yuan',
  万亿元: ' trillion yuan',
  人: ' people',
  万人: ' × 10,000 people',
  万户: ' × 10,000 households',
  岁: ' years',
  年: ' years',
  个: '',
  家: '',
  公里: ' km',
  平方公里: ' km²',
  平方米: ' m²',
  万平方米: ' × 10,000 m²',
  公顷: ' ha',
  万公顷: ' × 10,000 ha',
  亩: ' mu',
  万亩: ' × 10,000 mu',
  吨: ' t',
  万吨: ' × 10,000 t',
  亿吨: ' × 100m t',
  亿斤: ' × 50,000 t',
  万千瓦: ' × 10 MW',
  天: ' days',
  倍: ' times',
  '微克/立方米': ' µg/m³',
};

const plain = (text: string) => text.replace(/[％﹪]/g, '%').replace(/\s/g, '');

/** The value with the words that bound it, as the document prints them; the unit is added where it stands in a table's header. */
export function printedValue(indicator: Indicator, locale: Locale): Printed {
  if (indicator.value === null) return { text: shorten(clean(indicator.text ?? indicator.valueText), 60), gloss: null };
  const valueText = clean(indicator.valueText);
  const unit = indicator.unit === 'ratio' ? '' : indicator.unit;
  const withUnit = unit !== '' && !plain(valueText).includes(plain(unit)) ? valueText + unit : valueText;
  const quote = clean(indicator.quote);
  const at = quote.indexOf(valueText);
  const before = at < 0 ? null : BEFORE.exec(quote.slice(Math.max(0, at - 14), at));
  const after = at < 0 ? '' : (AFTER.exec(quote.slice(at + valueText.length))?.[0] ?? '');
  const stretch = before?.[1] ?? (indicator.ambition === 'stretch' ? '力争' : '');
  const isFall = typeof indicator.value === 'number' ? indicator.value < 0 : Array.isArray(indicator.value) && indicator.value[0] < 0;
  const signPrinted = /^[-−－–—]/.test(valueText);
  const fall = before?.[2] ?? (isFall && !signPrinted ? '下降' : '');
  const bound = before?.[3] ?? '';
  const hasWord = bound !== '' || after !== '' || /左右|以上|以内|以下|上下|超|余|约|[<>≥≤＜＞]/.test(valueText);
  const [left, right] = hasWord ? ['', ''] : FALLBACK[indicator.comparator];
  const text = shorten(stretch + fall + bound + left + withUnit + after + right, 80);
  return { text, gloss: locale === 'en' ? gloss(indicator) : null };
}

/** `about 6.5%`: only where the unit is known and the bare figure would not do. */
function gloss(indicator: Indicator): string | null {
  const unit = UNITS[indicator.unit];
  if (unit === undefined || indicator.value === null) return null;
  const isList = Array.isArray(indicator.value);
  const ends = (isList ? indicator.value : [indicator.value]) as readonly (number | string)[];
  const isFall = ends.every((end) => String(end).startsWith('-'));
  const figures = ends.map((end) => String(end).replace(/^-/, ''));
  if (unit === '0,000 yuan' && figures.some((figure) => figure.includes('.'))) return null;
  const sign = isFall ? 'down ' : '';
  const words =
    `${indicator.ambition === 'stretch' ? 'aiming for ' : ''}${GLOSS[indicator.comparator]}${sign}${figures.join('–')}${unit}`.trim();
  return plain(words) === plain(indicator.valueText) ? null : words;
}
