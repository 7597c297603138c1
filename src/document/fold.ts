import type { Span } from './document.js';

/** A copy of a text that rules can match on, each of its UTF-16 units traced to the unit it came from. */
export interface Folded {
  readonly text: string;
  /** `map[i]` is the index in the raw text of folded unit `i`; one entry more than `text` has units. */
  readonly map: Int32Array;
}

const HAN = /\p{Script=Han}/u;
const isDigit = (c: string | undefined) => c !== undefined && c >= '0' && c <= '9';
const isLetter = (c: string | undefined) => c !== undefined && /[A-Za-z]/.test(c);

/** Full-width letters, digits and the signs that take part in figures; Chinese sentence punctuation stays Chinese. */
function foldUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code < 0x80) return unit;
  if (code >= 0xff10 && code <= 0xff19) return String.fromCharCode(code - 0xfee0);
  if ((code >= 0xff21 && code <= 0xff3a) || (code >= 0xff41 && code <= 0xff5a)) return String.fromCharCode(code - 0xfee0);
  if ('％．＋－＜＞／＝＃＊＆［］'.includes(unit)) return String.fromCharCode(code - 0xfee0);
  if (code >= 0x2e80 && code <= 0x2fd5) {
    const plain = unit.normalize('NFKC');
    return plain.length === 1 ? plain : unit;
  }
  if (code >= 0xf900 && code <= 0xfaff) {
    const plain = unit.normalize('NFKC');
    return plain.length === 1 ? plain : unit;
  }
  if (unit === '∶' || unit === '︰') return '：';
  if (unit === '﹪') return '%';
  // Corner brackets quote as “ ” do: 「十四五」.
  if (unit === '「' || unit === '『') return '“';
  if (unit === '」' || unit === '』') return '”';
  return unit;
}

/** PM<sub>2.5</sub>, as Markdown prints it. */
const SCRIPT_TAG = /^<\/?su[bp]>/i;
const isDropped = (unit: string) => /[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/.test(unit);
const isSpace = (unit: string) => /\s/.test(unit);

/**
 * Folds what a reader does not see: full width, Kangxi radicals, spaces inside Chinese text and figures, bold marks, invisible characters.
 * ASCII commas, colons, semicolons and brackets become Chinese ones except inside a figure (`1,533.16`, `1.9:1`), where Chinese ones become ASCII.
 * @param pieces parts of `text` to take, in order; the whole text by default
 */
export function fold(text: string, pieces: readonly Span[] = [{ start: 0, end: text.length }]): Folded {
  const units: string[] = [];
  const map: number[] = [];
  for (const piece of pieces) {
    for (let i = piece.start; i < piece.end; i++) {
      const unit = text[i] as string;
      if (isDropped(unit)) continue;
      if (unit === '<') {
        const tag = SCRIPT_TAG.exec(text.slice(i, i + 6));
        if (tag) {
          i += tag[0].length - 1;
          continue;
        }
      }
      if (unit === '*' && (text[i + 1] === '*' || text[i - 1] === '*')) continue;
      units.push(isSpace(unit) ? ' ' : foldUnit(unit));
      map.push(i);
    }
  }
  const out: string[] = [];
  const outMap: number[] = [];
  for (let i = 0; i < units.length; i++) {
    const unit = units[i] as string;
    if (unit === ' ') {
      let j = i;
      while (units[j] === ' ') j++;
      const left = out[out.length - 1];
      const right = units[j];
      const lettersMeet = isLetter(left) && isLetter(right);
      // "2 0 2 4 年" is one figure, "2020 2025" is two.
      const figuresMeet = isDigit(left) && isDigit(right) && (isDigit(out[out.length - 2]) || isDigit(units[j + 1]));
      if (lettersMeet || figuresMeet) {
        out.push(' ');
        outMap.push(map[i] as number);
      }
      i = j - 1;
      continue;
    }
    out.push(unit);
    outMap.push(map[i] as number);
  }
  for (let i = 0; i < out.length; i++) {
    const unit = out[i] as string;
    const inFigure = isDigit(out[i - 1]) && isDigit(out[i + 1]);
    if (unit === '：' && inFigure) out[i] = ':';
    else if (!inFigure) {
      const at = ',;:()!?'.indexOf(unit);
      // 目标是:GDP is Chinese, http://… is not.
      if (at >= 0 && (unit === '(' || unit === ')' || !isLetter(out[i + 1]) || isHan(out[i - 1] ?? '')))
        out[i] = '，；：（）！？'[at] as string;
    }
  }
  const last = pieces[pieces.length - 1];
  outMap.push(last ? last.end : 0);
  return { text: out.join(''), map: Int32Array.from(outMap) };
}

/** The raw span of the folded units `[start, end)`; an empty range gives an empty span. */
export function toRawSpan(folded: Folded, start: number, end: number): Span {
  const from = folded.map[start] as number;
  return { start: from, end: end > start ? (folded.map[end - 1] as number) + 1 : from };
}

/** True for an ideograph. */
export const isHan = (unit: string): boolean => HAN.test(unit);
