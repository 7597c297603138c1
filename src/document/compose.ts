import type { Block, Span, Table, TableCell, Unreadable } from './document.js';
import type { Draft, DraftLine, DraftTable } from './draft.js';
import { byRow, headerRowsOf } from './header-rows.js';
import { isCaption, isFootnote, isTableNote, isUnitLine, promisesTable } from './table-words.js';
import { buildBlocks, type DraftBlock, findTables, headingLevel, type Line, sectionize } from './text/index.js';
import { printedTitle, titleLines } from './title-lines.js';

export interface Composed {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly unreadable: readonly Unreadable[];
  /** The title found in the text itself. */
  readonly title: string | null;
}

/** A table is followed by a handful of notes at most; the lines after that are text. */
const MAX_TABLE_NOTES = 12;

/**
 * Lays drafts out as one text, a paragraph a line and a table row a line with its cells between tabs, and anchors a block to each. Merged
 * cells are printed once, at their first place; the places they cover stay empty, so that columns keep their order.
 */
export function compose(drafts: readonly Draft[], title: string | null = null): Composed {
  const parts: string[] = [];
  const items: DraftBlock[] = [];
  const inTitle = titleLines(drafts, title);
  const unreadable: Unreadable[] = [];
  let length = 0;
  const put = (text: string): Span => {
    if (parts.length > 0) {
      parts.push('\n');
      length++;
    }
    const start = length;
    parts.push(text);
    length += text.length;
    return { start, end: length };
  };
  const lineAt = (index: number): DraftLine | null => {
    const draft = drafts[index];
    return draft?.kind === 'line' ? draft : null;
  };
  drafts.forEach((draft, i) => {
    if (draft.kind === 'line') {
      const span = put(draft.text);
      const last = items[items.length - 1];
      if (inTitle.has(i) && inTitle.has(i - 1) && last?.title && !inTitle.starts.has(i)) {
        items[items.length - 1] = {
          ...last,
          span: { start: last.span.start, end: span.end },
          pieces: [...last.pieces, span],
          text: last.text + draft.text,
        };
      } else items.push(itemOf(draft, span, inTitle.has(i)));
    } else if (draft.kind === 'image') {
      const above = headingAbove(drafts, i);
      if (above) unreadable.push({ heading: above, reason: 'image' });
    } else {
      const unit = [lineAt(i - 1)?.text, lineAt(i + 1)?.text].find((text) => text && isUnitLine(text)) ?? null;
      const named = lineAt(unit && isUnitLine(lineAt(i - 1)?.text ?? '') ? i - 2 : i - 1);
      const notes = [...(unit ? [unit] : []), ...notesBelow(drafts, i)];
      const { table, span } = place(draft, put, named && isCaption(named.text) ? named.text : null, notes);
      items.push({ kind: 'table', span, pieces: [span], table, text: '' });
    }
  });
  const text = parts.join('');
  const read = withFlatTables(items, text, unreadable);
  return { text, blocks: isHardWrapped(read) ? rejoined(read) : sectionize(read), unreadable, title: printedTitle(drafts) };
}

/** A title with the whole table behind it on one line. */
const isGlued = (item: DraftBlock): boolean =>
  item.text.length > 60 && /^(?:专栏|附?表|附件)/.test(item.text) && /(?:19|20)\d\d年/.test(item.text);

/** Lines in a row below which there is no table of one cell a line. */
const FLAT_LINES = 8;

/**
 * Reads the tables that a page prints as one cell a paragraph, as pages do that were made from a copied text. Only lines between two real
 * tables, or between one and the end, are looked at together.
 */
function withFlatTables(items: readonly DraftBlock[], text: string, unreadable: Unreadable[]): DraftBlock[] {
  const out: DraftBlock[] = [];
  let run: DraftBlock[] = [];
  const settle = () => {
    if (run.length < FLAT_LINES && !run.some(isGlued)) out.push(...run);
    else {
      const byStart = new Map(run.map((item) => [item.span.start, item]));
      const found = findTables(
        run.map((item): Line => ({ ...item.span, text: item.text, gap: 0, indent: 0 })),
        text,
      );
      for (const item of found.items) out.push('kind' in item ? item : (byStart.get(item.start) as DraftBlock));
      unreadable.push(...found.unreadable);
    }
    run = [];
  };
  for (const item of items) {
    if (item.kind !== 'table' && item.pieces.length === 1 && !item.title) run.push(item);
    else {
      settle();
      out.push(item);
    }
  }
  settle();
  return out;
}

function itemOf(draft: DraftLine, span: Span, isTitle: boolean): DraftBlock {
  const { text } = draft;
  const block = { span, pieces: [span], table: null, text };
  if (isTitle) return { ...block, kind: 'heading', title: true };
  if (draft.note || isFootnote(text) || isTableNote(text)) return { ...block, kind: 'note' };
  if (headingLevel(text) > 0) return { ...block, kind: 'heading' };
  const marked = draft.level > 0 && text.length <= 60 && !/[。；]/.test(text);
  return marked ? { ...block, kind: 'heading', formatRank: draft.level } : { ...block, kind: 'paragraph' };
}

/** Print columns beyond which a line cannot be a heading. */
const LONG_LINE = 30;

/** Pages made of printed lines, each ended by `<br>` wherever it was full: most long lines stop in mid-sentence. */
function isHardWrapped(items: readonly DraftBlock[]): boolean {
  const long = items.filter((item) => item.kind === 'paragraph' && item.text.length >= LONG_LINE / 2);
  const cut = long.filter(
    (item) => !/[。；！？：…”」）)!?;:]$/.test(item.text) && item.text.length >= LONG_LINE / 2 && item.text.length <= 60,
  );
  return long.length >= 12 && cut.length > long.length * 0.6;
}

/** Reads the lines of such a page as the lines of a text file are read. */
const rejoined = (items: readonly DraftBlock[]): Block[] => [
  ...buildBlocks(
    items.map((item): Line | DraftBlock => (item.kind === 'paragraph' ? { ...item.span, text: item.text, gap: 0, indent: 0 } : item)),
  ).blocks,
];

/** The heading right above a picture, with no more than a unit line between. */
function headingAbove(drafts: readonly Draft[], image: number): string | null {
  for (let i = image - 1; i >= Math.max(0, image - 2); i--) {
    const draft = drafts[i] as Draft;
    if (draft.kind !== 'line') return null;
    if (promisesTable(draft.text)) return draft.text;
    if (!isUnitLine(draft.text)) return null;
  }
  return null;
}

function notesBelow(drafts: readonly Draft[], table: number): string[] {
  const notes: string[] = [];
  for (let i = table + 1; i < drafts.length && notes.length < MAX_TABLE_NOTES; i++) {
    const draft = drafts[i] as Draft;
    if (draft.kind !== 'line') break;
    if (isTableNote(draft.text)) notes.push(draft.text);
    else if (!isUnitLine(draft.text)) break;
  }
  return notes;
}

function place(
  draft: DraftTable,
  put: (text: string) => Span,
  above: string | null,
  around: readonly string[],
): { table: Table; span: Span } {
  const { headerRows, title } = headerRowsOf(draft);
  const notes = [...around];
  const cells: TableCell[] = [];
  let start = -1;
  let end = 0;
  for (const row of byRow(draft)) {
    const offsets: number[] = [];
    let column = 0;
    let text = '';
    for (const cell of row) {
      if (cell.text) {
        text += '\t'.repeat(cell.column - column);
        column = cell.column;
      }
      offsets.push(text.length);
      text += cell.text;
    }
    const span = text ? put(text) : null;
    if (span) {
      if (start < 0) start = span.start;
      end = span.end;
    }
    row.forEach((cell, i) => {
      const from = (span?.start ?? 0) + (offsets[i] as number);
      const header = cell.header || cell.row < headerRows;
      cells.push({ ...cell, header, span: span && cell.text ? { start: from, end: from + cell.text.length } : null });
    });
    const only = row.filter((cell) => cell.text);
    if (only.length === 1 && isTableNote((only[0] as TableCell).text)) notes.push((only[0] as TableCell).text);
  }
  const { rows, columns, origin } = draft;
  const table: Table = { caption: above ?? draft.caption ?? title, rows, columns, headerRows, cells, notes, origin };
  return { table, span: { start: Math.max(start, 0), end } };
}
