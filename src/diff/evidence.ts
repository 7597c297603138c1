import { type Block, type Document, joinLines, NO_METADATA, type Span } from '../document/index.js';
import type { Indicator } from '../indicators/index.js';
import type { Change, Edition } from './change.js';
import type { Alignment } from './text/alignment.js';
import { type Layout, layOut } from './text/layout.js';
import { piecesOf } from './text/pieces.js';
import { tokenise } from './text/tokens.js';
import { mateWords } from './text/words.js';

/** Words of the page, in order; `changed` where the other side has others. */
export interface EvidenceRun {
  readonly text: string;
  readonly changed: boolean;
}

/** The paragraph or table row a statement stands in, on both sides; null where the statement is absent. */
export interface Evidence {
  readonly before: readonly EvidenceRun[] | null;
  readonly after: readonly EvidenceRun[] | null;
  /** Headings above, outermost first, of the newer side where there is one. */
  readonly section: readonly string[];
  /** Column names of the row's table, null for prose. */
  readonly header: readonly string[] | null;
}

/** How much of a long paragraph is quoted round a statement, in UTF-16 units. */
const QUOTE_LIMIT = 400;

/**
 * What a reader checks a change against: the paragraph or row before and after, with the changed words marked. Punctuation and width alone
 * are never marked. Cells of a row are parted by ` | `. A long paragraph is cut to the sentences round the statement, with … at the cut.
 */
export function evidenceOf(change: Change, before: Edition, after: Edition): Evidence {
  const old = change.before && excerptOf(before.document, change.before);
  const now = change.after && excerptOf(after.document, change.after);
  const diff = old && now ? wordDiff(old.text, now.text) : null;
  const runsOf = (text: string | undefined, own: 'deleted' | 'inserted'): EvidenceRun[] | null => {
    if (text === undefined) return null;
    if (!diff) return markQuote(text, (change.before ?? change.after)?.quote ?? '');
    return joined(
      diff.flatMap((w) => {
        const side = own === 'deleted' ? w.old : w.new;
        return side === '' ? [] : [{ text: side, changed: w.op === own }];
      }),
    );
  };
  const shown = now ?? old;
  return {
    before: runsOf(old?.text, 'deleted'),
    after: runsOf(now?.text, 'inserted'),
    section: shown?.section ?? [],
    header: shown?.header ?? null,
  };
}

/** A statement that only one side has: its quote is what changed, or the row as a whole. */
function markQuote(text: string, quote: string): EvidenceRun[] {
  const at = quote === '' ? -1 : text.indexOf(quote);
  if (at < 0) return [{ text, changed: true }];
  const runs = [
    { text: text.slice(0, at), changed: false },
    { text: quote, changed: true },
    { text: text.slice(at + quote.length), changed: false },
  ];
  return runs.filter((run) => run.text !== '');
}

export interface WordDiff {
  readonly op: 'kept' | 'deleted' | 'inserted';
  /** The words as each side prints them; empty where it has none. Differ in a kept run only by punctuation, width or synonym. */
  readonly old: string;
  readonly new: string;
}

/** Compares two short texts by words. The `old` parts in order are the old text, the `new` parts the new one. */
export function wordDiff(oldText: string, newText: string): WordDiff[] {
  const old = layoutOfText(oldText);
  const now = layoutOfText(newText);
  const state: Alignment = {
    before: old,
    after: now,
    mate: new Int32Array(old.key.length).fill(-1),
    back: new Int32Array(now.key.length).fill(-1),
    moved: new Uint8Array(old.key.length),
  };
  mateWords(state, tokenise(old, 0, old.key.length), tokenise(now, 0, now.key.length), false);
  return piecesOf(state).map(({ op, old: x, new: y }) => ({
    op: op === 'moved' ? 'kept' : op,
    old: x ? oldText.slice(x.start, x.end) : '',
    new: y ? newText.slice(y.start, y.end) : '',
  }));
}

function layoutOfText(text: string): Layout {
  const span = { start: 0, end: text.length };
  const block: Block = { kind: 'paragraph', span, pieces: [span], level: 0, section: [], table: null };
  return layOut({
    text,
    metadata: NO_METADATA,
    blocks: [block],
    links: [],
    unreadable: [],
    mediaType: 'text/plain',
    charset: null,
    charsetFrom: 'none',
    sha256: '',
    isDocument: true,
    why: null,
  });
}

interface Excerpt {
  readonly text: string;
  readonly section: readonly string[];
  readonly header: readonly string[] | null;
}

function excerptOf(document: Document, indicator: Indicator): Excerpt {
  const block = document.blocks.find((b) => b.pieces.some((p) => p.start <= indicator.span.start && indicator.span.start < p.end));
  if (!block) return { text: indicator.quote, section: indicator.section, header: null };
  if (block.table) {
    const row = rowOf(block, indicator.span);
    if (row) return { ...row, section: block.section };
  }
  return { text: nearby(document.text, block.pieces, indicator.span), section: block.section, header: null };
}

function rowOf(block: Block, span: Span): { text: string; header: readonly string[] } | null {
  const table = block.table;
  const own = table?.cells.find((c) => c.span !== null && c.span.start <= span.start && span.end <= c.span.end);
  if (!table || !own) return null;
  const inRow = (r: number) => table.cells.filter((c) => c.row <= r && r < c.row + c.rowSpan).sort((x, y) => x.column - y.column);
  const header = Array.from({ length: table.columns }, (_, column) =>
    [...Array(table.headerRows).keys()]
      .map((r) => inRow(r).find((c) => c.column <= column && column < c.column + c.colSpan)?.text ?? '')
      .filter((text, i, all) => text !== '' && all.indexOf(text) === i)
      .join(' '),
  );
  return {
    text: inRow(own.row)
      .map((c) => c.text)
      .join(' | '),
    header,
  };
}

/** The block's own words, breaks healed, cut to whole sentences round the span where the block is long. */
function nearby(text: string, pieces: readonly Span[], span: Span): string {
  let whole = '';
  let at = 0;
  for (const piece of pieces) {
    if (piece.start <= span.start && span.start < piece.end) at = whole.length + span.start - piece.start;
    whole += text.slice(piece.start, piece.end);
  }
  const size = span.end - span.start;
  let start = 0;
  let end = whole.length;
  if (whole.length > QUOTE_LIMIT) {
    const stops = [...whole.matchAll(/[。；！？\n]/g)].map((m) => m.index + 1);
    start = stops.filter((s) => s <= at).pop() ?? 0;
    end = stops.find((s) => s >= at + size) ?? whole.length;
    if (end - start > QUOTE_LIMIT) {
      start = Math.max(start, at - QUOTE_LIMIT / 2);
      end = Math.min(end, at + size + QUOTE_LIMIT / 2);
    }
  }
  const words = joinLines(whole.slice(start, end)).trim();
  return `${start > 0 ? '…' : ''}${words}${end < whole.length ? '…' : ''}`;
}

function joined(runs: readonly EvidenceRun[]): EvidenceRun[] {
  const out: { text: string; changed: boolean }[] = [];
  for (const run of runs) {
    const last = out[out.length - 1];
    if (last && last.changed === run.changed) last.text += run.text;
    else out.push({ ...run });
  }
  return out;
}
