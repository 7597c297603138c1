import type { Layout } from './layout.js';

/** A word of the key: `[start, end)` in `Layout.key`. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const COUNTED =
  '个百分点|百分点|微克/立方米|吨标准煤|平方公里|立方米|平方米|千瓦时|亿美元|美元|标准煤|公里|公顷|千瓦|人次|万吨|千克|公斤|元|吨|斤|亩|人|户|家|个|件|项|所|座|张|套|台|辆|条|处|倍|岁|次|米|克|度|天|年|月|日|成|名|只|头|棵|株|片|宗|例|期|班|艘|列|架|种|批|部|间|栋|幢|段|册|篇';
/**
 * A figure with its unit is one word, so that 6% to 6.5% never reads as 6 to 6.5 with a stray sign: `6.5%`, `1.5万人`, `35微克/立方米`, `1.9:1`, `2025年`.
 * It does not swallow what follows a unit (`6%左右` is two words).
 */
const FIGURE = new RegExp(`^[<>≥≤+-]?\\d[\\d.:]*(?:%|‰|℃|[十百千万亿]*(?:${COUNTED})?)`);

let shared: Intl.Segmenter | null = null;
const segmenter = (): Intl.Segmenter => {
  shared ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return shared;
};

/**
 * Words of a stretch of the key, cut at punctuation and cell borders. The segmenter only ever sees one clause at a time: on Node 20 it copies
 * its whole input for every word.
 */
export function tokenise(layout: Layout, start: number, end: number): Token[] {
  const tokens: Token[] = [];
  let cut = firstCut(layout.cuts, start);
  for (let from = start; from < end; ) {
    while (cut < layout.cuts.length && (layout.cuts[cut] as number) <= from) cut++;
    const to = Math.min(end, layout.cuts[cut] ?? end);
    tokeniseClause(layout.key.slice(from, to), from, tokens);
    from = to;
  }
  return tokens;
}

function firstCut(cuts: Int32Array, position: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

const DIGIT = /[<>≥≤+-]?\d/;
/** Longest stretch given to the segmenter at once, in UTF-16 units; a clause without punctuation may be a whole page. */
const STRETCH = 400;

function tokeniseClause(text: string, base: number, into: Token[]): void {
  let i = 0;
  while (i < text.length) {
    // Only a stretch ahead is looked at, so that a page without punctuation stays linear.
    const ahead = text.slice(i, i + STRETCH);
    const figure = FIGURE.exec(ahead);
    if (figure) {
      into.push({ start: base + i, end: base + i + figure[0].length, text: figure[0] });
      i += figure[0].length;
      continue;
    }
    const next = ahead.slice(1).search(DIGIT);
    for (const { segment } of segmenter().segment(next < 0 ? ahead : ahead.slice(0, next + 1))) {
      into.push({ start: base + i, end: base + i + segment.length, text: segment });
      i += segment.length;
    }
  }
}
