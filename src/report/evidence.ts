import { type Change, type Edition, wordDiff } from '../diff/index.js';
import type { Block, Document, Span, TableCell } from '../document/index.js';
import type { Indicator } from '../indicators/index.js';
import { clean, name as nameOf, remark } from './format.js';
import type { Evidence, EvidenceSide, Segment } from './schema.js';

/** A passage longer than this is cut to the sentences around what changed; in UTF-16 units. */
const PASSAGE_LIMIT = 260;
/** And never more than this in all: a sentence of ten targets is quoted ten times, each time round another of them. */
const PASSAGE_MAXIMUM = 340;
/** Words such as 不低于 and 以上 stand this close to their figure. */
const BOUND_REACH = 3;
/** How much of an unchanged run is kept on either side of a change. */
const CONTEXT = 110;

/**
 * The passages a change rests on, before and after, with the words that differ marked. A paragraph where it stands in prose, the table row with
 * its header where it stands in a table. Only text of the documents, healed of line breaks.
 */
export function evidenceOfChange(change: Change, before: Edition, after: Edition): Evidence {
  const old = change.before && passageOf(before.document, change.before);
  const now = change.after && passageOf(after.document, change.after);
  if (old?.kind === 'row' && now?.kind === 'row') {
    const same = old.cells.length === now.cells.length;
    const marked = old.cells.map((cell, i) => (same ? diffWords(cell.text, now.cells[i]?.text ?? '') : null));
    return {
      before: rowSide(old, change.before as Indicator, (i) => marked[i]?.before ?? null),
      after: rowSide(now, change.after as Indicator, (i) => marked[i]?.after ?? null),
      isRowPair: same && old.header.join('\n') === now.header.join('\n') && old.caption === now.caption,
    };
  }
  if (old?.kind === 'paragraph' && now?.kind === 'paragraph') {
    const marked = diffWords(old.text, now.text);
    return {
      before: { section: [...sectionOf(change.before)], paragraph: clip(withOwn(marked.before, change.before)), row: null },
      after: { section: [...sectionOf(change.after)], paragraph: clip(withOwn(marked.after, change.after)), row: null },
      isRowPair: false,
    };
  }
  return { before: alone(old, change.before, 'removed'), after: alone(now, change.after, 'inserted'), isRowPair: false };
}

type Passage =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'row'; readonly caption: string | null; readonly header: readonly string[]; readonly cells: readonly RowCell[] };
interface RowCell {
  readonly text: string;
  readonly isValue: boolean;
  readonly isName: boolean;
}

const sectionOf = (indicator: Indicator | null) => (indicator?.section ?? []).map(nameOf);

/**
 * Flags the changed words that belong to the statement itself. One sentence often holds several targets, and each of them has its own entry:
 * without the flag a reader could not tell which of the marked figures the entry is about.
 */
function withOwn(segments: readonly Segment[], indicator: Indicator | null): Segment[] {
  const text = segments.map((segment) => segment.text).join('');
  const quote = indicator ? clean(indicator.quote).trim() : '';
  const start = quote === '' ? -1 : text.indexOf(quote);
  if (start < 0 || indicator === null) return segments.map((segment) => ({ ...segment, isOwn: true }));
  // A quote may run on to a neighbour's figure; the value with its bound decides, the whole quote only where the value is words.
  const value = clean(indicator.valueText).trim();
  const inQuote = quote.indexOf(value);
  const from = start + Math.max(0, inQuote - BOUND_REACH);
  const to = inQuote < 0 ? start + quote.length : start + inQuote + value.length + BOUND_REACH;
  let at = 0;
  return segments.map((segment) => {
    const isOwn = segment.mark !== 'same' && at < to && at + segment.text.length > from;
    at += segment.text.length;
    return { ...segment, isOwn };
  });
}

/** One side without a counterpart of the same form: the statement itself is what was taken out or put in. */
function alone(passage: Passage | null, indicator: Indicator | null, mark: 'removed' | 'inserted'): EvidenceSide | null {
  if (!passage || !indicator) return null;
  if (passage.kind === 'row') return rowSide(passage, indicator, (i) => [{ text: passage.cells[i]?.text ?? '', mark, isOwn: true }]);
  const quote = clean(indicator.quote);
  const at = passage.text.indexOf(quote);
  const segments: Segment[] =
    at < 0
      ? [{ text: passage.text, mark, isOwn: true }]
      : [
          { text: passage.text.slice(0, at), mark: 'same', isOwn: false },
          { text: quote, mark, isOwn: true },
          { text: passage.text.slice(at + quote.length), mark: 'same', isOwn: false },
        ];
  return { section: [...sectionOf(indicator)], paragraph: clip(segments.filter((segment) => segment.text !== '')), row: null };
}

function rowSide(row: Extract<Passage, { kind: 'row' }>, indicator: Indicator, segmentsOf: (i: number) => Segment[] | null): EvidenceSide {
  const cells = row.cells.map((cell, i) => ({
    segments: segmentsOf(i) ?? [{ text: cell.text, mark: 'same' as const, isOwn: false }],
    isValue: cell.isValue,
    isName: cell.isName,
  }));
  return { section: [...sectionOf(indicator)], paragraph: null, row: { caption: row.caption, header: [...row.header], cells } };
}

/** The block an indicator stands in; its own words where the text no longer has a block at that place. */
function passageOf(document: Document, indicator: Indicator): Passage {
  const block = blockAt(document.blocks, indicator.span);
  if (!block) return { kind: 'paragraph', text: clean(indicator.quote) };
  if (block.table) return rowAt(document, block, indicator) ?? { kind: 'paragraph', text: clean(indicator.quote) };
  return { kind: 'paragraph', text: clean(block.pieces.map((piece) => document.text.slice(piece.start, piece.end)).join('')).trim() };
}

/** Blocks stand in text order, so the last one that begins at or before the span is the only candidate. */
function blockAt(blocks: readonly Block[], span: Span): Block | null {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] as Block).span.start <= span.start) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  return block && block.span.end >= span.end ? block : null;
}

/** A table's caption may stand among the headings already; spaces do not make it another. */
const bare = (text: string) => clean(text).replace(/\s/g, '');

function rowAt(_document: Document, block: Block, indicator: Indicator): Passage | null {
  const table = block.table;
  if (!table) return null;
  const holds = (cell: TableCell) => cell.span !== null && cell.span.start <= indicator.span.start && cell.span.end >= indicator.span.end;
  const value = table.cells.find(holds);
  if (!value) return null;
  const covers = (cell: TableCell, row: number) => cell.row <= row && row < cell.row + cell.rowSpan;
  const inRow = table.cells.filter((cell) => covers(cell, value.row)).sort((a, b) => a.column - b.column);
  const header = inRow.map((cell) => {
    const above = table.cells.filter(
      (top) =>
        top.row + top.rowSpan <= table.headerRows && top.column < cell.column + cell.colSpan && cell.column < top.column + top.colSpan,
    );
    return [...new Set(above.map((top) => nameOf(top.text)))].filter((text) => text !== '').join(' ');
  });
  const name = clean(indicator.name).replace(/\s/g, '');
  return {
    kind: 'row',
    caption:
      table.caption === null || indicator.section.some((heading) => bare(heading) === bare(table.caption as string))
        ? null
        : nameOf(table.caption),
    header: table.headerRows > 0 ? header : [],
    cells: inRow.map((cell) => ({
      text: remark(cell.text),
      isValue: cell === value,
      isName: name !== '' && clean(cell.text).replace(/\s/g, '').includes(name),
    })),
  };
}

/**
 * Both texts with the words that differ marked. Figures are whole words (20.4 to 20.9 differs as a figure, not as a digit); punctuation and width
 * alone are never marked.
 */
export function diffWords(before: string, after: string): { readonly before: Segment[]; readonly after: Segment[] } {
  const same = (text: string): Segment[] => (text === '' ? [] : [{ text, mark: 'same', isOwn: false }]);
  if (before === after) return { before: same(before), after: same(after) };
  const sides = { before: [] as Segment[], after: [] as Segment[] };
  for (const { op, old, new: now } of wordDiff(before, after)) {
    sides.before.push(...markedWords(old, op === 'deleted' ? 'removed' : 'same'));
    sides.after.push(...markedWords(now, op === 'inserted' ? 'inserted' : 'same'));
  }
  return { before: join(sides.before), after: join(sides.after) };
}

/** A stop at the end of a run belongs to the sentence, not to the words that differ. */
function markedWords(text: string, mark: Segment['mark']): Segment[] {
  const [, words = text, stop = ''] = /^([\s\S]*?)([\s，。、；：！？,;]*)$/.exec(text) ?? [];
  const segments: Segment[] = [
    { text: words, mark, isOwn: mark !== 'same' },
    { text: stop, mark: 'same', isOwn: false },
  ];
  return mark === 'same' ? [{ text, mark, isOwn: false }] : segments.filter((segment) => segment.text !== '');
}

/** Joins neighbours of one mark. */
function join(segments: readonly Segment[]): Segment[] {
  const out: Segment[] = [];
  for (const segment of segments) {
    const last = out[out.length - 1];
    if (last?.mark === segment.mark) out[out.length - 1] = { ...last, text: last.text + segment.text };
    else if (segment.text !== '') out.push({ ...segment });
  }
  return out;
}

/** Shortens the unchanged runs of a long passage at the marks of a sentence, so that every change keeps the words around it. */
export function clip(segments: readonly Segment[]): Segment[] {
  const length = segments.reduce((sum, segment) => sum + segment.text.length, 0);
  if (length <= PASSAGE_LIMIT) return [...segments];
  const clipped = segments.map((segment, i) => {
    if (segment.mark !== 'same') {
      return segment.text.length > PASSAGE_LIMIT ? { ...segment, text: `${cutEnd(segment.text, PASSAGE_LIMIT)}…` } : segment;
    }
    const head = i === 0 ? '' : cutEnd(segment.text, CONTEXT);
    const tail = i === segments.length - 1 ? '' : cutStart(segment.text, CONTEXT);
    if (head === '' && tail === '') return { ...segment, text: `${cutEnd(segment.text, PASSAGE_LIMIT)}…` };
    const isShort = segment.text.length <= head.length + tail.length + 20;
    return isShort ? segment : { ...segment, text: `${head} … ${tail}`.trim() };
  });
  return around(clipped);
}

/** Of a passage with changes all over, the part round the words of the statement itself. */
function around(segments: readonly Segment[]): Segment[] {
  const size = (some: readonly Segment[]) => some.reduce((sum, segment) => sum + segment.text.length, 0);
  if (size(segments) <= PASSAGE_MAXIMUM) return [...segments];
  const own = Math.max(
    0,
    segments.findIndex((segment) => segment.isOwn),
  );
  let [from, to] = [own, own + 1];
  for (let more = true; more; ) {
    more = false;
    for (const [a, b] of [
      [from - 1, to],
      [from, to + 1],
    ] as const) {
      if (
        a < 0 ||
        b > segments.length ||
        (a === from && b === to) ||
        size(segments.slice(Math.min(a, from), Math.max(b, to))) > PASSAGE_MAXIMUM
      )
        continue;
      [from, to] = [Math.min(a, from), Math.max(b, to)];
      more = true;
    }
  }
  const cut: Segment = { text: '…', mark: 'same', isOwn: false };
  return [...(from > 0 ? [cut] : []), ...segments.slice(from, to), ...(to < segments.length ? [cut] : [])];
}

// A cut falls behind a stop where there is one within reach, else wherever it must, but never inside a surrogate pair or a figure.
function cutEnd(text: string, size: number): string {
  if (text.length <= size) return text;
  const near = text.slice(0, size);
  const stop = Math.max(near.lastIndexOf('。'), near.lastIndexOf('；'), near.lastIndexOf('，'), near.lastIndexOf('、'));
  return stop > size / 3 ? near.slice(0, stop + 1) : near.replace(/[\ud800-\udbff]$|[\d.,%]+$/, '');
}

function cutStart(text: string, size: number): string {
  if (text.length <= size) return text;
  const near = text.slice(-size);
  const stop = /[。；，、]/.exec(near.slice(0, (size * 2) / 3));
  return stop ? near.slice(stop.index + 1) : near.replace(/^[\udc00-\udfff]|^[\d.,%]+/, '');
}
