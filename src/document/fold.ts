import type { Block, Span } from './document.js';

/** A copy of a text that rules can match on, each of its UTF-16 units traced to the unit it came from. */
export interface Folded {
  readonly text: string;
  /** `map[i]` is the index in the raw text of folded unit `i`; one entry more than `text` has units. */
  readonly map: Int32Array;
}

const HAN = /\p{Script=Han}/u;
/** Every test below is on a code unit: a text is folded unit by unit, and a regular expression or a string for each is most of the time. */
const code = (unit: string): number => unit.charCodeAt(0);
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
const isLetter = (c: number): boolean => (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);

const SPACE = 0x20;
/** Stands for what is not there: before the first unit, behind the last. */
const NONE = -1;
const FULL_WIDTH = 0xfee0;
const FIGURE_SIGNS: ReadonlySet<number> = new Set([...'％．＋－＜＞／＝＃＊＆［］'].map(code));

/** Full-width letters, digits and the signs that take part in figures; Chinese sentence punctuation stays Chinese. */
function foldUnit(c: number): number {
  // Nearly all units of a plan are ASCII or ideographs.
  if (c < 0x80 || (c >= 0x3010 && c < 0xf900)) return c;
  if (c >= 0xff01 && c <= 0xff5e) return isDigit(c - FULL_WIDTH) || isLetter(c - FULL_WIDTH) || FIGURE_SIGNS.has(c) ? c - FULL_WIDTH : c;
  if ((c >= 0x2e80 && c <= 0x2fd5) || (c >= 0xf900 && c <= 0xfaff)) {
    const plain = String.fromCharCode(c).normalize('NFKC');
    return plain.length === 1 ? code(plain) : c;
  }
  // ∶ and ︰ are colons, ﹪ is a percent sign.
  if (c === 0x2236 || c === 0xfe30) return 0xff1a;
  if (c === 0xfe6a) return 0x25;
  // Corner brackets quote as “ ” do: 「十四五」.
  if (c === 0x300c || c === 0x300e) return 0x201c;
  return c === 0x300d || c === 0x300f ? 0x201d : c;
}

/** PM<sub>2.5</sub>, as Markdown prints it. */
const SCRIPT_TAG = /^<\/?su[bp]>/i;
const isDropped = (c: number): boolean =>
  c === 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || c === 0x2060 || c === 0xfeff;
/** As \s, but for what is dropped. */
const isSpace = (c: number): boolean =>
  c === SPACE ||
  (c >= 9 && c <= 13) ||
  c === 0xa0 ||
  c === 0x1680 ||
  (c >= 0x2000 && c <= 0x200a) ||
  c === 0x202f ||
  c === 0x205f ||
  c === 0x3000;

const ASCII_MARKS = [...',;:()!?'].map(code);
const MARKS = [...'，；：（）！？'].map(code);
const POINT = 0x2e;
const OPEN = 0x28;
const CLOSE = 0x29;
const COLON = 0x3a;
const WIDE_COLON = 0xff1a;

/**
 * Folds what a reader does not see: full width, Kangxi radicals, spaces inside Chinese text and figures, bold marks, invisible characters.
 * ASCII commas, colons, semicolons and brackets become Chinese ones except inside a figure (`1,533.16`, `1.9:1`), where Chinese ones become ASCII.
 * @param pieces parts of `text` to take, in order; the whole text by default
 */
export function fold(text: string, pieces: readonly Span[] = [{ start: 0, end: text.length }]): Folded {
  let size = 0;
  for (const piece of pieces) size += Math.max(0, piece.end - piece.start);
  const units = new Uint16Array(size);
  const map = new Int32Array(size + 1);
  const count = closeUp(units, map, take(text, pieces, units, map));
  foldMarks(units, count);
  map[count] = pieces[pieces.length - 1]?.end ?? 0;
  return { text: toText(units, count), map: map.subarray(0, count + 1) };
}

const folds = new WeakMap<Block, { readonly of: string; readonly folded: Folded }>();

/**
 * A block's text, folded once however often it is asked for: reading, comparing and doubting an edition all start from it. Kept no longer than
 * the block.
 */
export function foldBlock(text: string, block: Block): Folded {
  const known = folds.get(block);
  if (known?.of === text) return known.folded;
  const folded = fold(text, block.pieces);
  folds.set(block, { of: text, folded });
  return folded;
}

/** Puts the units to keep into `units`, every kind of space as one, and where each came from into `map`. Returns how many. */
function take(text: string, pieces: readonly Span[], units: Uint16Array, map: Int32Array): number {
  let count = 0;
  for (const piece of pieces) {
    for (let i = piece.start; i < piece.end; i++) {
      const c = text.charCodeAt(i);
      if (isDropped(c)) continue;
      if (c === 0x3c) {
        const tag = SCRIPT_TAG.exec(text.slice(i, i + 6));
        if (tag) {
          i += tag[0].length - 1;
          continue;
        }
      }
      if (c === 0x2a && (text.charCodeAt(i + 1) === 0x2a || text.charCodeAt(i - 1) === 0x2a)) continue;
      units[count] = isSpace(c) ? SPACE : foldUnit(c);
      map[count++] = i;
    }
  }
  return count;
}

/** Drops spaces in place, but for one between two words or two figures. Returns how many units are left. */
function closeUp(units: Uint16Array, map: Int32Array, count: number): number {
  const at = (i: number): number => (i >= 0 && i < count ? (units[i] as number) : NONE);
  let out = 0;
  for (let i = 0; i < count; i++) {
    const unit = units[i] as number;
    if (unit !== SPACE) {
      units[out] = unit;
      map[out++] = map[i] as number;
      continue;
    }
    let j = i;
    while (at(j) === SPACE) j++;
    // Written never runs ahead of read, so what is behind `out` is folded and what is from `j` on is not yet touched.
    const left = out > 0 ? (units[out - 1] as number) : NONE;
    const beforeLeft = out > 1 ? (units[out - 2] as number) : NONE;
    const right = at(j);
    const lettersMeet = isLetter(left) && isLetter(right);
    // "2 0 2 4 年" is one figure, "2020 2025" is two, and so is "7.1 8.2": no figure has two points.
    const figuresMeet =
      isDigit(left) && isDigit(right) && (isDigit(beforeLeft) || isDigit(at(j + 1)) || (beforeLeft === POINT && at(j + 1) === POINT));
    if (lettersMeet || figuresMeet) {
      units[out] = SPACE;
      map[out++] = map[i] as number;
    }
    i = j - 1;
  }
  return out;
}

/** Makes the marks of sentences Chinese and those of figures ASCII, in place. */
function foldMarks(units: Uint16Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const unit = units[i] as number;
    if (unit !== WIDE_COLON && unit >= 0x40) continue;
    const next = i + 1 < count ? (units[i + 1] as number) : NONE;
    const inFigure = i > 0 && isDigit(units[i - 1] as number) && isDigit(next);
    if (unit === WIDE_COLON) {
      if (inFigure) units[i] = COLON;
    } else if (!inFigure) {
      const mark = ASCII_MARKS.indexOf(unit);
      // 目标是:GDP is Chinese, http://… is not.
      if (mark >= 0 && (unit === OPEN || unit === CLOSE || !isLetter(next) || isHan(String.fromCharCode(units[i - 1] ?? SPACE))))
        units[i] = MARKS[mark] as number;
    }
  }
}

/** Units a call of `String.fromCharCode` is given at once; far below any limit of arguments. */
const CHUNK = 8192;

function toText(units: Uint16Array, count: number): string {
  let text = '';
  for (let i = 0; i < count; i += CHUNK)
    text += String.fromCharCode.apply(null, units.subarray(i, Math.min(count, i + CHUNK)) as unknown as number[]);
  return text;
}

/** The raw span of the folded units `[start, end)`; an empty range gives an empty span. */
export function toRawSpan(folded: Folded, start: number, end: number): Span {
  const from = folded.map[start] as number;
  return { start: from, end: end > start ? (folded.map[end - 1] as number) + 1 : from };
}

/** True for an ideograph. */
export const isHan = (unit: string): boolean => HAN.test(unit);
