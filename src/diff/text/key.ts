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
const BY_FIRST = new Map<string, (readonly [string, string])[]>();
for (const pair of SYNONYMS) {
  const first = pair[0].charAt(0);
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), pair]);
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9';
const DASHES = '-—–－~～‐‑−﹣〜';
const isDash = (c: string | undefined): boolean => c !== undefined && DASHES.includes(c);
const OPEN = '[〔［【';
const SIGNS = '%‰℃°<>≥≤+×/≯≮²³①②③④⑤⑥⑦⑧⑨⑩';
const CLAUSE_END = '，；。：！？,;!?';
const SENTENCE_END = '。；！？;!?';

/** The characters of a folded text that carry meaning, and where the text may be cut. */
export interface KeyRun {
  readonly key: string;
  /** Index in the folded text of each key unit. */
  readonly at: readonly number[];
  /** Key positions after which a clause ends; `sentences` is the part of them that ends a sentence. */
  readonly clauses: readonly number[];
  readonly sentences: readonly number[];
  /** Key positions at which one figure ends and another begins. */
  readonly figures: readonly number[];
}

/** Two digits with something between them other than a thousand separator are two figures: `40 | 45` is not 4045. */
const parted = (folded: string, from: number, to: number): boolean => to > from + 1 && !(to === from + 2 && folded[from + 1] === ',');

const isWordUnit = (c: string): boolean => isHan(c) || /[\p{L}\p{N}]/u.test(c);

/**
 * Reduces a folded text to what a reader would act on: no punctuation, quotes, bullets or thousand separators; one kind of dash, and only
 * inside a range or as a sign; brackets only round a figure, where 〔20〕 says "cumulative".
 * @param synonyms false keeps 达到 apart from 达
 */
export function toKey(folded: string, synonyms = true): KeyRun {
  let key = '';
  const at: number[] = [];
  const clauses: number[] = [];
  const sentences: number[] = [];
  const figures: number[] = [];
  const put = (text: string, from: number, width: number) => {
    for (let k = 0; k < text.length; k++) at.push(from + Math.min(k, width - 1));
    key += text;
  };
  for (let i = 0; i < folded.length; i++) {
    const c = folded[i] as string;
    const next = folded[i + 1];
    if (synonyms) {
      const pair = BY_FIRST.get(c)?.find(([from]) => folded.startsWith(from, i));
      if (pair) {
        put(pair[1], i, pair[0].length);
        i += pair[0].length - 1;
        continue;
      }
    }
    const code = c.charCodeAt(0);
    const plain = (code >= 0x4e00 && code <= 0x9fff) || isDigit(c);
    if (isDigit(c) && i > 0 && isDigit(key[key.length - 1]) && parted(folded, at[at.length - 1] as number, i)) figures.push(key.length);
    if (plain || (code >= 0x61 && code <= 0x7a)) put(c, i, 1);
    else if (code >= 0x41 && code <= 0x5a) put(c.toLowerCase(), i, 1);
    else if (isDigit(folded[i - 1]) && isDigit(next) && (c === '.' || c === ':')) put(c, i, 1);
    else if (SIGNS.includes(c)) put(c, i, 1);
    else if (isDash(c)) {
      let j = i + 1;
      while (isDash(folded[j])) j++;
      const before = folded[i - 1];
      const range = isDigit(before) || (before !== undefined && '%‰人元吨亩斤里米户个家'.includes(before));
      if (isDigit(folded[j]) && (range || j === i + 1)) put('-', i, 1);
      i = j - 1;
    } else if (OPEN.includes(c) && isDigit(next)) put('[', i, 1);
    else if ((c === ']' || c === '〕' || c === '】') && isDigit(folded[i - 1])) put(']', i, 1);
    else if (CLAUSE_END.includes(c)) {
      // A comma of thousands is no end; fold() leaves it ASCII between digits.
      if (c === ',' && isDigit(folded[i - 1]) && isDigit(next)) continue;
      clauses.push(key.length);
      if (SENTENCE_END.includes(c)) sentences.push(key.length);
    } else if (code > 0x7f && isWordUnit(c)) put(c, i, 1);
  }
  return { key, at, clauses, sentences, figures };
}

/** The key of a short text of our own, such as a quote or a unit. */
export const textKey = (text: string): string => toKey(fold(text).text).key;
