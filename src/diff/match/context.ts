import { fold, type Span } from '../../document/index.js';
import { type Alignment, swapAlignment } from '../text/alignment.js';
import { textKey, toKey } from '../text/key.js';
import { type Atom, itemAt, type Layout, type Sentence } from '../text/layout.js';
import type { Located } from './located.js';
import { isKept } from './pairs.js';

/** Reads 2025年, 2021-2025, 今年, 十四五, 期末; not 3345万亩, nor 与上年持平, which only says what is compared with. */
export const TIME_WORDS =
  /(?<!\d)(?:19|20)\d{2}(?![\d.])(?=年|-|$|[^万亿千百个家户])|(?<![与和同比较])[今去上明当本]年(?!持平)|十[一二三四五六七]五|五年|期末|季度|年均|累计|上半年/g;

export interface TimeChange {
  readonly at: number;
  readonly word: string;
  readonly sentence: number;
}

/** Longest clause that only names a time (`到“十五五”期末，`), in key units. */
const TIME_CLAUSE = 14;

/** One side of an alignment, seen from its own text. */
export interface Side {
  readonly layout: Layout;
  readonly mate: Int32Array;
  /** 1 for units that stand elsewhere in the other text. */
  readonly moved: Uint8Array;
  /** Changed words that speak of time, with their key positions, ascending. */
  readonly timeChanges: readonly TimeChange[];
  /** The characters of a clause that the other edition does not have; found once. */
  readonly unmated: (atom: number) => string;
  /** The same of a sentence, clauses with figures that came or went as a whole left out. */
  readonly changed: (sentence: number) => string;
  /** Key of the document's title. */
  readonly title: string;
  /** Tables whose header rows changed, by block. */
  readonly changedHeaders: ReadonlySet<number>;
}

export const sidesOf = (alignment: Alignment): readonly [Side, Side] => [
  sideOf(alignment.before, alignment.mate, alignment.moved),
  sideOf(alignment.after, alignment.back, swapAlignment(alignment).moved),
];

function sideOf(layout: Layout, mate: Int32Array, moved: Uint8Array): Side {
  const timeChanges: TimeChange[] = [];
  const title = textKey(layout.document.metadata.title ?? '');
  for (let i = 0; i < mate.length; i++) {
    if ((mate[i] as number) >= 0) continue;
    let end = i;
    while (end < mate.length && (mate[end] as number) < 0) end++;
    const run = layout.key.slice(i, end);
    if (!isHeader(run, title)) {
      for (const found of run.matchAll(TIME_WORDS)) {
        const at = i + found.index;
        if (governs(layout, mate, at)) timeChanges.push({ at, word: found[0], sentence: itemAt(layout.sentences, at) });
      }
    }
    i = end;
  }
  const changedHeaders = new Set<number>();
  for (const sentence of layout.sentences) {
    const table = layout.document.blocks[sentence.block]?.table;
    if (table && sentence.row !== null && sentence.row < table.headerRows && !isKept(mate, sentence)) changedHeaders.add(sentence.block);
  }
  const unmated = unmatedOf(layout, mate);
  return { layout, mate, moved, timeChanges, title, changedHeaders, unmated, changed: changedOf(layout, unmated, title) };
}

function unmatedOf(layout: Layout, mate: Int32Array): (atom: number) => string {
  const known = new Map<number, string>();
  return (index) => {
    let words = known.get(index);
    if (words === undefined) {
      const atom = layout.atoms[index];
      words = '';
      for (let i = atom?.start ?? 0; i < (atom?.end ?? 0); i++) if ((mate[i] as number) < 0) words += layout.key[i];
      known.set(index, words);
    }
    return words;
  };
}

/** A clause that came or went as a whole takes its time with it, unless the time is all it says. */
function governs(layout: Layout, mate: Int32Array, at: number): boolean {
  const atom = layout.atoms[itemAt(layout.atoms, at)] as Atom;
  if (atom.end - atom.start <= TIME_CLAUSE) return true;
  for (let i = atom.start; i < atom.end; i++) if ((mate[i] as number) >= 0) return true;
  return false;
}

/**
 * The title printed into a sentence by a page break, with its page number (`- 26 -`, `2026年政府工作报告`), speaks of no period.
 */
function isHeader(run: string, title: string): boolean {
  for (let skip = 0; skip <= 4; skip++) {
    const rest = run.slice(skip);
    if (rest.length >= 5 && title.includes(rest)) return true;
    if (!/^\d/.test(rest)) return false;
  }
  return false;
}

export const sentenceOf = (side: Side, x: Located): Sentence | undefined => side.layout.sentences[x.sentence];

/**
 * The characters of the sentence that the other edition does not have. A neighbouring clause with figures of its own that came or went as a whole is left
 * out: it says nothing of this statement.
 */
export function changedWords(side: Side, x: Located): string {
  const words = side.changed(x.sentence);
  const own = side.unmated(x.atom);
  return isForeign(side.layout, x.atom, own) ? words + own : words;
}

/** A clause with figures that came or went as a whole. */
function isForeign(layout: Layout, index: number, unmated: string): boolean {
  const atom = layout.atoms[index];
  return atom !== undefined && unmated.length === atom.end - atom.start && /\d/.test(unmated);
}

function changedOf(layout: Layout, unmated: (atom: number) => string, title: string): (sentence: number) => string {
  const known = new Map<number, string>();
  return (index) => {
    let words = known.get(index);
    if (words === undefined) {
      const sentence = layout.sentences[index];
      words = '';
      for (let a = itemAt(layout.atoms, sentence?.start ?? 0); a < layout.atoms.length; a++) {
        if ((layout.atoms[a] as Atom).start >= (sentence?.end ?? 0)) break;
        const own = unmated(a);
        if (!isForeign(layout, a, own) && !isHeader(own, title)) words += own;
      }
      known.set(index, words);
    }
    return words;
  };
}

/** The characters of its own clause, and of the bound behind it, that the other edition does not have. */
export function changedNearby(side: Side, x: Located): string {
  const atom = side.layout.atoms[x.atom];
  let words = '';
  for (let i = atom?.start ?? x.start; i < Math.max(atom?.end ?? x.end, x.end + 4) && i < side.mate.length; i++)
    if ((side.mate[i] as number) < 0) words += side.layout.key[i];
  return words;
}

/**
 * True where a changed word of time governs the statement: in a heading above, in its sentence, earlier in its paragraph, or in a paragraph of its section that
 * ends in a colon (`到2030年，主要目标是：`). A changed year only counts for a period it is part of.
 */
export function timeChangedBefore(side: Side, x: Located): boolean {
  const sentence = sentenceOf(side, x);
  if (!sentence) return false;
  const nearest = side.layout.sentences[sentence.headings[sentence.headings.length - 1] ?? -1];
  return side.timeChanges.some(({ at, word, sentence: other }) => {
    if (/\d{4}/.test(word) && !(x.indicator.period ?? word).includes(word)) return false;
    if (sentence.headings.includes(other)) return true;
    if (at >= sentence.end || at < (nearest?.start ?? 0)) return false;
    const block = side.layout.sentences[other]?.block;
    return block === sentence.block || (block !== undefined && leadsIn(side.layout, block));
  });
}

/** The last word of time before a statement in its section: what it takes its period from where it stands. */
export function leadTime(side: Side, x: Located): string {
  const { sentences, key } = side.layout;
  const headings = sentences[x.sentence]?.headings ?? [];
  const start = Math.max(sentences[headings[headings.length - 1] ?? -1]?.end ?? 0, x.start - LEAD);
  return [...key.slice(start, x.start).matchAll(TIME_WORDS)].pop()?.[0] ?? '';
}

/** How far back a word of time is looked for, in key units; bounds the work in a text without headings. */
const LEAD = 2_000;

/** A paragraph that announces what follows it. */
function leadsIn(layout: Layout, block: number): boolean {
  const end = layout.document.blocks[block]?.span.end ?? 0;
  return /[：:]\s*$/.test(layout.document.text.slice(Math.max(0, end - 4), end));
}

export const headerChanged = (side: Side, x: Located): boolean => side.changedHeaders.has(sentenceOf(side, x)?.block ?? -1);

/** Words behind a value that belong to it. */
const TRAILING = /^(?:左右|上下|以[上下内外]|及以上|之间|以上水平)/;
/** What they begin with; most values are followed by something else. */
const TRAILING_SIGNS = '左上以及之';

/** The part of its clause that is this statement's own: from the value before it to its value and the bound behind it. In a table, its cell. */
export function ownRange(side: Side, x: Located, all: readonly Located[]): { readonly start: number; readonly end: number } {
  const { key, atoms } = side.layout;
  const row = sentenceOf(side, x)?.row;
  if (row !== null && row !== undefined) return { start: x.start, end: x.end };
  const endOf = (y: Located) =>
    TRAILING_SIGNS.includes(key[y.end] ?? ' ') ? y.end + (TRAILING.exec(key.slice(y.end, y.end + 4))?.[0].length ?? 0) : y.end;
  const previous = all[x.index - 1];
  const start = Math.max(atoms[x.atom]?.start ?? x.start, previous && previous.end <= x.start ? endOf(previous) : 0);
  return { start: Math.min(start, x.start), end: endOf(x) };
}

export const rawText = (layout: Layout, start: number, end: number): string =>
  layout.document.text.slice(layout.raw[start], (layout.raw[end - 1] as number) + 1);

/** The words of a stretch with 达到 and 达 kept apart; furniture between the pieces of a block is left out. */
export function plainWords(layout: Layout, start: number, end: number): string {
  if (end <= start) return '';
  const from = layout.raw[start] as number;
  const to = (layout.raw[end - 1] as number) + 1;
  const pieces: Span[] = [];
  const first = itemAt(layout.sentences, start);
  const last = itemAt(layout.sentences, end - 1);
  const blocks = new Set(layout.sentences.slice(first, last + 1).map((s) => s.block));
  for (const block of blocks) {
    for (const piece of layout.document.blocks[block]?.pieces ?? []) {
      const clipped = { start: Math.max(from, piece.start), end: Math.min(to, piece.end) };
      if (clipped.end > clipped.start) pieces.push(clipped);
    }
  }
  return toKey(fold(layout.document.text, pieces).text, false).key;
}
