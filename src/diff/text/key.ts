import { fold, isHan } from '../../document/index.js';

/**
 * Words of one meaning that editors exchange freely. Both sides take the same key, so the redline and the matching do not see the exchange;
 * whether it happened is asked separately (`plainKey`), because it makes a `reworded`. Longest first within a first character.
 */
const SYNONYMS: readonly (readonly [string, string])[] = [
  ['规模以上', '规上'],
  ['限额以上', '限上'],
  ['达到', '达'],
  ['平方千米', '平方公里'],
  ['㎡', '平方米'],
  ['m2', '平方米'],
  ['㎞', '公里'],
];
const BY_FIRST = new Map<number, (readonly [string, string])[]>();
for (const pair of SYNONYMS) {
  const first = pair[0].charCodeAt(0);
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), pair]);
}
/** Ideographs and small letters: kept as they are. */
const isPlain = (code: number): boolean => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x61 && code <= 0x7a);

/** What is done with a unit, by its code: nearly all of a text is told by one look. 0 is for what has to be asked more. */
const KINDS = new Uint8Array(0x10000);
const PLAIN = 1;
/** May begin one of SYNONYMS. */
const FIRST = 2;
/** Ends a clause wherever it stands, or a sentence. */
const COMMA = 3;
const STOP = 4;
for (let code = 0; code < KINDS.length; code++) KINDS[code] = BY_FIRST.has(code) ? FIRST : isPlain(code) ? PLAIN : 0;
for (const sign of '，：') KINDS[sign.charCodeAt(0)] = COMMA;
for (const sign of '。；！？') KINDS[sign.charCodeAt(0)] = STOP;

/** The synonym that begins at `at`, if one does. */
function synonymAt(folded: string, at: number, code: number): readonly [string, string] | null {
  for (const pair of BY_FIRST.get(code) ?? []) if (folded.startsWith(pair[0], at)) return pair;
  return null;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const DASHES = '-—–－~～‐‑−﹣〜';
const isDash = (c: string | undefined): boolean => c !== undefined && DASHES.includes(c);
const [FULL_STOP, COLON] = [0x2e, 0x3a];
const OPEN = '[〔［【';
const SIGNS = '%‰℃°<>≥≤+×/≯≮²³①②③④⑤⑥⑦⑧⑨⑩';
/** Of ASCII, which fold() leaves only where it may be something else. */
const CLAUSE_END = ',;!?';
const SENTENCE_END = ';!?';

/** The characters of a folded text that carry meaning, and where the text may be cut. */
export interface KeyRun {
  readonly key: string;
  /** Index in the folded text of each key unit. */
  readonly at: Int32Array;
  /** Key positions after which a clause ends; `sentences` is the part of them that ends a sentence. */
  readonly clauses: readonly number[];
  readonly sentences: readonly number[];
  /** Key positions at which one figure ends and another begins. */
  readonly figures: readonly number[];
}

/** Two digits with something between them other than a thousand separator are two figures: `40 | 45` is not 4045. */
const parted = (folded: string, from: number, to: number): boolean => to > from + 1 && !(to === from + 2 && folded[from + 1] === ',');

const isWordUnit = (c: string): boolean => isHan(c) || /[\p{L}\p{N}]/u.test(c);

/** ㎡ becomes three units: only where so many stand that a key outgrows its text is more room needed. */
function widened(at: Int32Array<ArrayBuffer>, by: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(at.length + by + 8);
  wider.set(at);
  return wider;
}

/**
 * Reduces a folded text to what a reader would act on: no punctuation, quotes, bullets or thousand separators; one kind of dash, and only
 * inside a range or as a sign; brackets only round a figure, where 〔20〕 says "cumulative".
 * @param synonyms false keeps 达到 apart from 达
 */
export function toKey(folded: string, synonyms = true): KeyRun {
  let at = new Int32Array(folded.length);
  const clauses: number[] = [];
  const sentences: number[] = [];
  const figures: number[] = [];
  // Most units are kept as they are, many in a row: they are taken over a stretch at a time.
  const parts: string[] = [];
  let from = 0;
  let to = 0;
  let length = 0;
  let last = Number.NaN;
  const close = () => {
    if (to > from) parts.push(folded.slice(from, to));
    from = to;
  };
  const keep = (i: number, code: number) => {
    if (i !== to) {
      close();
      from = i;
    }
    to = i + 1;
    at[length++] = i;
    last = code;
  };
  const put = (text: string, i: number, width: number) => {
    close();
    parts.push(text);
    if (length + text.length + folded.length - i - width > at.length) at = widened(at, folded.length);
    for (let k = 0; k < text.length; k++) at[length++] = i + Math.min(k, width - 1);
    last = text.charCodeAt(text.length - 1);
  };
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i);
    const kind = KINDS[code];
    if (kind === PLAIN) {
      keep(i, code);
      continue;
    }
    if (kind === COMMA || kind === STOP) {
      clauses.push(length);
      if (kind === STOP) sentences.push(length);
      continue;
    }
    if (kind === FIRST && synonyms) {
      const pair = synonymAt(folded, i, code);
      if (pair) {
        put(pair[1], i, pair[0].length);
        i += pair[0].length - 1;
        continue;
      }
    }
    if (isPlain(code)) {
      keep(i, code);
      continue;
    }
    if (isDigit(code)) {
      if (i > 0 && isDigit(last) && parted(folded, at[length - 1] as number, i)) figures.push(length);
      keep(i, code);
      continue;
    }
    const c = folded[i] as string;
    const figureBefore = isDigit(folded.charCodeAt(i - 1));
    const figureBehind = isDigit(folded.charCodeAt(i + 1));
    if (code >= 0x41 && code <= 0x5a) put(c.toLowerCase(), i, 1);
    else if (figureBefore && figureBehind && (code === FULL_STOP || code === COLON)) keep(i, code);
    else if (SIGNS.includes(c)) keep(i, code);
    else if (isDash(c)) {
      let j = i + 1;
      while (isDash(folded[j])) j++;
      const before = folded[i - 1];
      const range = figureBefore || (before !== undefined && '%‰人元吨亩斤里米户个家'.includes(before));
      if (isDigit(folded.charCodeAt(j)) && (range || j === i + 1)) put('-', i, 1);
      i = j - 1;
    } else if (OPEN.includes(c) && figureBehind) put('[', i, 1);
    else if ((c === ']' || c === '〕' || c === '】') && figureBefore) put(']', i, 1);
    else if (CLAUSE_END.includes(c)) {
      // A comma of thousands is no end; fold() leaves it ASCII between digits.
      if (c === ',' && figureBefore && figureBehind) continue;
      clauses.push(length);
      if (SENTENCE_END.includes(c)) sentences.push(length);
    } else if (code > 0x7f && isWordUnit(c)) keep(i, code);
  }
  close();
  return { key: parts.join(''), at: at.subarray(0, length), clauses, sentences, figures };
}

/** The key of a short text of our own, such as a quote or a unit. */
export const textKey = (text: string): string => toKey(fold(text).text).key;
