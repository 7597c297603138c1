import Big from 'big.js';

const DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const SMALL: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const LARGE: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

const NUMERALS: ReadonlySet<string> = new Set([...Object.keys(DIGIT), ...Object.keys(SMALL), ...Object.keys(LARGE)]);
/** Where the next numeral may begin: the engine's own search over what is mostly other signs. */
const BEGINS = new RegExp(`[0-9翻${[...NUMERALS].join('')}]`, 'g');

/** The next place from `from` on where a quantity may begin, -1 for none. */
export function nextBegin(text: string, from: number): number {
  BEGINS.lastIndex = from;
  return BEGINS.test(text) ? BEGINS.lastIndex - 1 : -1;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** A plain number as printed: `1,533.16`, `007`. Reads `12,345` as one figure and `12,34` as its first part only. */
const ARABIC = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?/y;

/** Longest Chinese numeral considered; anything longer is no figure. */
const LONGEST_CHINESE = 24;

export interface Numeral {
  readonly end: number;
  /** Exact decimal, no thousands separators, digits after the point kept as printed. */
  readonly decimal: string;
}

/** The arabic number that begins at `at` of a folded text. */
export function readArabic(text: string, at: number): Numeral | null {
  // Asked at every Chinese numeral as well; most of the time nothing is there to search.
  if (!isDigit(text.charCodeAt(at))) return null;
  ARABIC.lastIndex = at;
  const found = ARABIC.exec(text);
  if (!found) return null;
  const [printed] = found;
  return { end: at + printed.length, decimal: printed.includes(',') ? printed.replaceAll(',', '') : printed };
}

/** True for a character that may take part in a Chinese numeral. */
export const isChineseNumeral = (c: string | undefined): boolean => c !== undefined && NUMERALS.has(c);

/**
 * The Chinese numeral at `at`. A trailing 万, 亿 or 万亿 is left to the unit (`两千亿` is 2000 with multiplier 亿), as a reader would print it;
 * a multiplier alone stands for one of it (`万亿元` is 1 万亿元, `千亿元` is 1000 亿元).
 */
export function readChinese(text: string, at: number): (Numeral & { readonly multiplier: string; readonly digits: number }) | null {
  let end = at;
  while (end < at + LONGEST_CHINESE && isChineseNumeral(text[end])) end++;
  if (end === at || isChineseNumeral(text[end])) return null;
  const run = text.slice(at, end);
  const multiplier = run.endsWith('万亿') ? '万亿' : run.endsWith('亿') ? '亿' : run.endsWith('万') ? '万' : '';
  const decimal = chineseValue(multiplier ? run.slice(0, -multiplier.length) : run);
  return decimal === null ? null : { end, decimal, multiplier, digits: run.length };
}

/** `三百二十` is 320, `二〇三五` is 2035, the empty string (a bare multiplier) is 1; null where it is no numeral. */
export function chineseValue(run: string): string | null {
  if (run === '') return '1';
  const units = [...run];
  if (units.length > 1 && units.every((c) => c in DIGIT))
    return units
      .map((c) => DIGIT[c])
      .join('')
      .replace(/^0+(?=\d)/, '');
  // 三十, 五: nearly all of them, exact in any number.
  const isLarge = run.includes('万') || run.includes('亿');
  let total = isLarge ? new Big(0) : null;
  let section = 0;
  let digit: number | null = null;
  for (const c of units) {
    if (c in DIGIT) digit = DIGIT[c] as number;
    else if (c in SMALL) {
      section += (digit ?? 1) * (SMALL[c] as number);
      digit = null;
    } else if (total !== null) {
      section += digit ?? 0;
      // 三亿五千万: 亿 takes all before it, 万 only its own section.
      total =
        c === '亿'
          ? total
              .plus(section)
              .plus(total.eq(0) && section === 0 ? 1 : 0)
              .times(LARGE[c] as number)
          : total.plus(new Big(section || 1).times(LARGE[c] as number));
      section = 0;
      digit = null;
    }
  }
  const rest = section + (digit ?? 0);
  return total === null ? String(rest) : total.plus(rest).toFixed();
}
