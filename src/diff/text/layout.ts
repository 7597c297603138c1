import { type Block, type Document, type Folded, fold, foldBlock, type Span } from '../../document/index.js';
import { textKey, toKey } from './key.js';

/** A clause of running text, a heading or a row of a table: the unit that alignment works on. Positions are in `Layout.key`. */
export interface Atom {
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
}

/** A sentence, a heading or a table row. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly block: number;
  /** Sentences that are headings above this one, outermost first. */
  readonly headings: readonly number[];
  /** Row of the table grid, null outside tables. */
  readonly row: number | null;
}

/** A document reduced to the characters that mean something, each traced to where it stands. */
export interface Layout {
  readonly document: Document;
  readonly key: string;
  /** `raw[i]` is the place of key unit `i` in `Document.text`; one entry more than `key` has units. Never falls. */
  readonly raw: Int32Array;
  readonly atoms: readonly Atom[];
  readonly sentences: readonly Sentence[];
  /** Key positions at which a word must end: punctuation and cell borders. Ascending. */
  readonly cuts: Int32Array;
}

interface Draft {
  readonly key: string[];
  length: number;
  /** Grows; only the first `length` are set. */
  raw: Int32Array;
  readonly atoms: Atom[];
  readonly sentences: Sentence[];
  readonly cuts: number[];
}

/** Lays a document out for comparison. Blocks are taken in the order of their place in the text. */
export function layOut(document: Document): Layout {
  const draft: Draft = { key: [], length: 0, raw: new Int32Array(document.text.length + 1), atoms: [], sentences: [], cuts: [] };
  const headings: { level: number; sentence: number }[] = [];
  const order = document.blocks.map((_, i) => i).sort((x, y) => startOf(document, x) - startOf(document, y));
  const title = textKey(document.metadata.title ?? '');
  let floor = 0;
  for (const index of order) {
    const block = document.blocks[index] as Block;
    const whole = block.pieces.filter((p) => p.start >= floor && p.end > p.start);
    const pieces = withoutHeaders(document, title, whole, floor);
    floor = whole[whole.length - 1]?.end ?? floor;
    if (pieces.length === 0 || isPageMark(document.text, block)) continue;
    if (block.kind === 'heading') while ((headings[headings.length - 1]?.level ?? 0) >= block.level && headings.length > 0) headings.pop();
    const above = headings.map((h) => h.sentence);
    const first = draft.sentences.length;
    const folded = pieces.length === block.pieces.length ? foldBlock(document.text, block) : fold(document.text, pieces);
    if (block.table !== null) layTable(draft, folded, block, index, above);
    else layText(draft, folded, index, above);
    if (block.kind === 'heading' && draft.sentences.length > first) headings.push({ level: block.level, sentence: first });
  }
  reserve(draft, 1);
  draft.raw[draft.length] = document.text.length;
  return {
    document,
    key: draft.key.join(''),
    raw: draft.raw.subarray(0, draft.length + 1),
    atoms: draft.atoms,
    sentences: draft.sentences,
    cuts: Int32Array.from(draft.cuts),
  };
}

const PAGE_MARK = /\n[ \t]*[-—–－·•]+[ \t]*\d{1,4}[ \t]*[-—–－·•]+[ \t]*\r?\n/;
/** A page number in a paragraph of its own, as pages pasted into a web editor have it. */
const isPageMark = (text: string, block: Block): boolean =>
  block.kind === 'paragraph' &&
  block.span.end - block.span.start <= MARK_REACH &&
  PAGE_MARK.test(`\n${text.slice(block.span.start, block.span.end)}\n`);

/** How far behind a line its page number may stand, in UTF-16 units. */
const MARK_REACH = 24;
/** Shortest running header, in key units, that is believed to be one. */
const HEADER = 5;

/**
 * Leaves out a line that repeats the title beside a page number: a running header that a page break printed into the text.
 * @param floor where the block before ends
 */
function withoutHeaders(document: Document, title: string, pieces: readonly Span[], floor: number): readonly Span[] {
  return pieces.filter((piece, i) => {
    const before = document.text.slice(pieces[i - 1]?.end ?? floor, piece.start);
    const after = document.text.slice(piece.end, pieces[i + 1]?.start ?? piece.end + MARK_REACH);
    if (!PAGE_MARK.test(before) && !(i > 0 && PAGE_MARK.test(after))) return true;
    const key = textKey(document.text.slice(piece.start, piece.end));
    return key.length < HEADER || !title.includes(key);
  });
}

const startOf = (document: Document, block: number): number => document.blocks[block]?.span.start ?? 0;

function layText(draft: Draft, folded: Folded, block: number, headings: readonly number[]): void {
  const run = toKey(folded.text);
  const base = draft.length;
  append(draft, run.key, run.at, folded.map);
  const last = run.key.length;
  // Both lists rise, and no figure begins behind the last unit.
  let figure = 0;
  for (let k = 0; k <= run.clauses.length; k++) {
    const clause = run.clauses[k] ?? last;
    while (figure < run.figures.length && (run.figures[figure] as number) < clause)
      draft.cuts.push(base + (run.figures[figure++] as number));
    draft.cuts.push(base + clause);
  }
  let clause = 0;
  let sentence = 0;
  let stop = 0;
  for (let k = 0; k <= run.clauses.length; k++) {
    const end = run.clauses[k] ?? last;
    if (end > clause) {
      draft.atoms.push({ start: base + clause, end: base + end, sentence: draft.sentences.length });
      clause = end;
    }
    while (stop < run.sentences.length && (run.sentences[stop] as number) < end) stop++;
    if ((run.sentences[stop] === end || end === last) && end > sentence) {
      draft.sentences.push({ start: base + sentence, end: base + end, block, headings, row: null });
      sentence = end;
    }
  }
}

/** Rows become atoms in the order in which their cells stand in the text; a cell border is a cut. */
function layTable(draft: Draft, folded: Folded, block: Block, index: number, headings: readonly number[]): void {
  const cells = (block.table?.cells ?? []).filter((c) => c.span !== null).sort((x, y) => (x.span?.start ?? 0) - (y.span?.start ?? 0));
  const run = toKey(folded.text);
  reserve(draft, run.key.length);
  draft.key.push(run.key);
  let cell = -1;
  let row = -1;
  let open = draft.length;
  const close = () => {
    if (draft.length > open) {
      draft.atoms.push({ start: open, end: draft.length, sentence: draft.sentences.length });
      draft.sentences.push({ start: open, end: draft.length, block: index, headings, row: row < 0 ? null : row });
    }
    open = draft.length;
  };
  for (let i = 0; i < run.key.length; i++) {
    const place = folded.map[run.at[i] as number] as number;
    let entered = false;
    while (cell + 1 < cells.length && (cells[cell + 1]?.span?.start ?? 0) <= place) {
      cell++;
      entered = true;
    }
    if (entered) {
      const now = cells[cell]?.row ?? row;
      if (now !== row) {
        close();
        row = now;
      }
      draft.cuts.push(draft.length);
    }
    draft.raw[draft.length++] = place;
  }
  close();
  draft.cuts.push(draft.length);
}

function append(draft: Draft, key: string, at: Int32Array, map: Int32Array): void {
  reserve(draft, key.length);
  draft.key.push(key);
  for (let k = 0; k < at.length; k++) draft.raw[draft.length + k] = map[at[k] as number] as number;
  draft.length += key.length;
}

/** The key is shorter than the text but for ㎡ and its like; where it is not, more room is made. */
function reserve(draft: Draft, units: number): void {
  if (draft.length + units <= draft.raw.length) return;
  const raw = new Int32Array(2 * (draft.length + units));
  raw.set(draft.raw);
  draft.raw = raw;
}

/** First key position at or after a place in `Document.text`. */
export function keyAt(layout: Layout, place: number): number {
  let low = 0;
  let high = layout.key.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((layout.raw[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last item that starts at or before a key position; -1 where none does. Items are ascending and do not overlap. */
export function itemAt(items: readonly { readonly start: number }[], position: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as { start: number }).start <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** As keyAt, for places that mostly rise: looked for from the last answer on. A search from the ends each time misses every cache in a long text. */
export function keyFrom(layout: Layout, place: number, hint: number): number {
  if (hint > 0 && (layout.raw[hint - 1] as number) >= place) return keyAt(layout, place);
  let at = hint;
  while (at < layout.key.length && (layout.raw[at] as number) < place) at++;
  return at;
}

/** As itemAt, for positions that mostly rise. */
export function itemFrom(items: readonly { readonly start: number }[], position: number, hint: number): number {
  if (hint < 0 || ((items[hint] as { start: number } | undefined)?.start ?? 0) > position) return itemAt(items, position);
  let at = hint;
  while (at + 1 < items.length && (items[at + 1] as { start: number }).start <= position) at++;
  return at;
}
