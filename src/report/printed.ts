import type { Comparator, Indicator } from '../indicators/index.js';
import { clean, shorten } from './format.js';
import { glossOf } from './printed-gloss.js';
import type { Printed } from './schema.js';
import type { Locale } from './types.js';

// 控制在5.5%以内, 不低于90%, 下降13.5%左右, 力争达到9%; not 2021年增长6% (增长 is the measure, told apart)
const BEFORE =
  /(力争(?:达到|实现|突破)?)?((?:累计)?(?:下降|降低|减少|压减|削减|负增长|回落))?(不低于|不少于|不小于|不高于|不超过|不大于|不突破|控制在|保持在|稳定在|大于|小于|多于|少于|超过|突破|高于|低于|至少|接近|大约|约|近|超|≥|≤|>|<|＞|＜|≧|≦)?$/;
// 6.5%左右, 90%以上, 12人（含）以下; not 5%增长
const AFTER = /^(?:（含）|\(含\))?(左右|上下|以上|及以上|以内|之内|以下|及以下|余|多)/;

const FALLBACK: Readonly<Record<Comparator, readonly [string, string]>> = {
  eq: ['', ''],
  approx: ['', '左右'],
  ge: ['', '以上'],
  gt: ['超过', ''],
  le: ['', '以内'],
  lt: ['低于', ''],
};

const plain = (text: string) => text.replace(/[％﹪]/g, '%').replace(/\s/g, '');

// 实现6%增长 has its word behind, 同比增长3% before.
const RISE = /(增长|提高|上升|增加|提升|回升|上涨)/;

const signsOf = ({ value }: Indicator): readonly number[] =>
  value === null ? [] : (typeof value === 'object' ? value : [value]).map((end) => Math.sign(Number(end)));
/** −3% says itself what it is. */
const hasSign = ({ valueText }: Indicator) => /^[-−－–—]/.test(clean(valueText));

/** Whether one of several values is a fall and another a rise: `下降3%` beside a bare `3%` would read as two falls. */
export function isMixed(indicators: readonly (Indicator | null)[]): boolean {
  const stated = indicators.filter((indicator) => indicator !== null);
  return (
    stated.some((one) => signsOf(one).includes(-1) && !hasSign(one)) &&
    stated.some((one) => signsOf(one).includes(1) && !signsOf(one).includes(-1))
  );
}

/** The word for a rise where a fall stands beside it: the document's own where it has one. */
function riseOf(indicator: Indicator, quote: string, at: number): string {
  if (signsOf(indicator).includes(-1) || !signsOf(indicator).includes(1)) return '';
  const near = at < 0 ? '' : quote.slice(Math.max(0, at - 8), at);
  const own = RISE.exec(near)?.[1];
  return own ?? (indicator.measure === 'delta' ? '提高' : '增长');
}

/**
 * The value with the words that bound it, as the document prints them; the unit is added where it stands in a table's header.
 * @param beside the values it is shown with: where they differ in sign, a rise is given its word as well as a fall
 */
export function printedValue(indicator: Indicator, locale: Locale, beside: readonly (Indicator | null)[] = []): Printed {
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
  const fall = before?.[2] ?? (isFall && !hasSign(indicator) ? '下降' : '');
  const bound = before?.[3] ?? '';
  const rise = fall === '' && isMixed([indicator, ...beside]) ? riseOf(indicator, quote, at) : '';
  const hasWord = bound !== '' || after !== '' || /左右|以上|以内|以下|上下|超|余|约|[<>≥≤＜＞]/.test(valueText);
  const [left, right] = hasWord ? ['', ''] : FALLBACK[indicator.comparator];
  const text = shorten(stretch + fall + rise + bound + left + withUnit + after + right, 80);
  return { text, gloss: locale === 'en' ? glossOf(indicator, text, rise !== '') : null };
}
