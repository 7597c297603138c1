import { fold, type Span } from '../../document/index.js';
import { type Alignment, swapAlignment } from '../text/alignment.js';
import { toKey } from '../text/key.js';
import type { Layout, Sentence } from '../text/layout.js';
import type { Located } from './located.js';
import { isKept } from './pairs.js';

/** 2025年, 今年, 十四五, 期末 … */
const TIME = /\d{4}|今年|去年|上年|明年|当年|本年|十[一二三四五六七]五|五年|期末|季度|月/;

/** One side of an alignment, seen from its own text. */
export interface Side {
  readonly layout: Layout;
  readonly mate: Int32Array;
  /** 1 for units that stand elsewhere in the other text. */
  readonly moved: Uint8Array;
  /** Key positions of changed words that speak of time, ascending. */
  readonly timeChanges: readonly number[];
  /** Tables whose header rows changed, by block. */
  readonly changedHeaders: ReadonlySet<number>;
}

export const sidesOf = (alignment: Alignment): readonly [Side, Side] => [
  sideOf(alignment.before, alignment.mate, alignment.moved),
  sideOf(alignment.after, alignment.back, swapAlignment(alignment).moved),
];

function sideOf(layout: Layout, mate: Int32Array, moved: Uint8Array): Side {
  const timeChanges: number[] = [];
  for (let i = 0; i < mate.length; i++) {
    if ((mate[i] as number) >= 0) continue;
    let end = i;
    while (end < mate.length && (mate[end] as number) < 0) end++;
    const run = layout.key.slice(i, end);
    for (const found of run.matchAll(new RegExp(TIME, 'g'))) timeChanges.push(i + found.index);
    i = end;
  }
  const changedHeaders = new Set<number>();
  for (const sentence of layout.sentences) {
    const table = layout.document.blocks[sentence.block]?.table;
    if (table && sentence.row !== null && sentence.row < table.headerRows && !isKept(mate, sentence)) changedHeaders.add(sentence.block);
  }
  return { layout, mate, moved, timeChanges, changedHeaders };
}

export const sentenceOf = (side: Side, x: Located): Sentence | undefined => side.layout.sentences[x.sentence];

/** The characters of the sentence that the other edition does not have. */
export function changedWords(side: Side, x: Located): string {
  const sentence = sentenceOf(side, x);
  let words = '';
  for (let i = sentence?.start ?? 0; i < (sentence?.end ?? 0); i++) if ((side.mate[i] as number) < 0) words += side.layout.key[i];
  return words;
}

/** True where a changed word could have moved the period: in a heading above, or earlier in the section. */
export function timeChangedBefore(side: Side, x: Located): boolean {
  const headings = (sentenceOf(side, x)?.headings ?? []).map((h) => side.layout.sentences[h] as Sentence);
  const nearest = headings[headings.length - 1];
  return side.timeChanges.some((t) => (t >= (nearest?.start ?? 0) && t < x.end) || headings.some((h) => t >= h.start && t < h.end));
}

export const headerChanged = (side: Side, x: Located): boolean => side.changedHeaders.has(sentenceOf(side, x)?.block ?? -1);

/** The part of the sentence that is this statement's own: from the statement before it, or the start of its clause, to the next one. */
export function ownRange(side: Side, x: Located, all: readonly Located[]): { readonly start: number; readonly end: number } {
  const atom = side.layout.atoms[x.atom];
  const sentence = sentenceOf(side, x);
  if (sentence?.row !== null && sentence?.row !== undefined) return { start: x.start, end: x.end };
  const previous = all[x.index - 1];
  const next = all[x.index + 1];
  const start = Math.max(atom?.start ?? x.start, previous && previous.end <= x.start ? previous.end : 0);
  const end = Math.min(atom?.end ?? x.end, next && next.start >= x.end ? next.start : Number.POSITIVE_INFINITY);
  return { start: Math.min(start, x.start), end: Math.max(end, x.end) };
}

/** The words of a stretch with 达到 and 达 kept apart; furniture between the pieces of a block is left out. */
export function plainWords(layout: Layout, start: number, end: number): string {
  if (end <= start) return '';
  const from = layout.raw[start] as number;
  const to = (layout.raw[end - 1] as number) + 1;
  const pieces: Span[] = [];
  for (const block of layout.document.blocks) {
    if (block.span.end <= from || block.span.start >= to) continue;
    for (const piece of block.pieces) {
      const clipped = { start: Math.max(from, piece.start), end: Math.min(to, piece.end) };
      if (clipped.end > clipped.start) pieces.push(clipped);
    }
  }
  return toKey(fold(layout.document.text, pieces).text, false).key;
}
