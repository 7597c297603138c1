import Big from 'big.js';
import type { Translate } from './messages/index.js';
import type { Locale } from './types.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Everything that depends on the reader's language and clock, fixed once for a report. */
export interface Formatter {
  readonly locale: Locale;
  readonly t: Translate;
  /** `2026-11-20` as 2026年11月20日, 20 November 2026; other text is passed through. */
  day(iso: string): string;
  days(since: string, until: string): string;
  /** An instant on the report's clock, to the minute. */
  instant(iso: string): string;
  /** An indicator's period: 2021, 2021-2025, 2020Q1. */
  period(period: string | null): string;
  list(items: readonly string[]): string;
  /** A relative size such as `0.0833` as 8.3%, without sign. */
  percent(relative: string): string;
}

/**
 * @param timezone an IANA name; it must be known to the runtime (the configuration has checked it)
 */
export function createFormatter(locale: Locale, timezone: string, t: Translate): Formatter {
  const zh = locale === 'zh-CN';
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = (iso: string) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
    if (!match) return iso;
    const [y, m, d] = match.slice(1).map(Number) as [number, number, number];
    return zh ? `${y}年${m}月${d}日` : `${d} ${MONTHS[m - 1] ?? m} ${y}`;
  };
  const localParts = (iso: string) => {
    const at = new Date(iso);
    if (Number.isNaN(at.getTime())) return null;
    const parts: Record<string, string> = {};
    for (const part of clock.formatToParts(at)) parts[part.type] = part.value;
    return parts as { year: string; month: string; day: string; hour: string; minute: string };
  };
  return {
    locale,
    t,
    day,
    days: (since, until) => {
      if (since === until) return day(since);
      const [a, b] = [since.split('-'), until.split('-')];
      if (zh) {
        const tail = a[0] === b[0] ? (a[1] === b[1] ? `${Number(b[2])}日` : `${Number(b[1])}月${Number(b[2])}日`) : day(until);
        return `${day(since)}至${tail}`;
      }
      if (a[0] === b[0] && a[1] === b[1]) return `${Number(a[2])}–${day(until)}`;
      return a[0] === b[0] ? `${day(since).replace(/ \d{4}$/, '')} – ${day(until)}` : `${day(since)} – ${day(until)}`;
    },
    instant: (iso) => {
      const p = localParts(iso);
      if (!p) return iso;
      const date = zh ? day(`${p.year}-${p.month}-${p.day}`) : `${Number(p.day)} ${MONTHS[Number(p.month) - 1]?.slice(0, 3)} ${p.year}`;
      return `${date} ${p.hour}:${p.minute}`;
    },
    period: (period) => {
      if (period === null) return t('unknown.period');
      const range = /^(\d{4})-(\d{4})$/.exec(period);
      if (range) return zh ? `${range[1]}—${range[2]}年` : `${range[1]}–${range[2]}`;
      const quarter = /^(\d{4})Q([1-4])$/.exec(period);
      if (quarter) return zh ? `${quarter[1]}年第${'一二三四'[Number(quarter[2]) - 1]}季度` : `Q${quarter[2]} ${quarter[1]}`;
      return zh && /^\d{4}$/.test(period) ? `${period}年` : period;
    },
    list: (items) => {
      if (items.length < 2) return items.join('');
      return items.slice(0, -1).join(t('list.join')) + t('list.last') + items[items.length - 1];
    },
    percent: (relative) => {
      const size = new Big(relative).abs().times(100);
      return `${size.gte(100) ? size.toFixed(0) : size.toFixed(1).replace(/\.0$/, '')}%`;
    },
  };
}

/**
 * Text of a foreign page as it may stand in a report: control characters, direction overrides, unpaired surrogates and non-characters are
 * replaced by U+FFFD or left out, since they show nothing and can reorder or break what stands around them.
 */
export function clean(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u00ad\u200b]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/\p{Noncharacter_Code_Point}/gu, '\ufffd')
    .replace(/[\u2028\u2029\u3000\s]+/g, ' ');
}

/** Longest name, title and remark a page is set for, in characters: real ones are far shorter, and an endless one must not push the rest away. */
const NAME = 80;
const REMARK = 400;
/** A foreign name or title for a report. */
export const name = (text: string): string => shorten(clean(text).trim(), NAME);
/** The longest of real names, an autonomous county with its province and prefecture, has half as many characters. */
export const place = (text: string): string => shorten(clean(text).trim(), NAME / 2);
/** A foreign sentence for a report. */
export const remark = (text: string): string => shorten(clean(text).trim(), REMARK);

/** A name cut to what a table can hold; the full words stand in the evidence. */
export function shorten(text: string, length: number): string {
  const points = Array.from(text.length > length * 2 + 4 ? text.slice(0, length * 2 + 4) : text);
  return points.length > length ? `${points.slice(0, length - 1).join('')}…` : text;
}
