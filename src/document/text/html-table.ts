import type { TableCell } from '../document.js';
import { isTableCaption } from './cell-types.js';
import type { FoundTable } from './found-table.js';
import { bareHeading } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';

const OPENS = /^(?:<html>\s*<body>\s*)?<table\b/i;
const TAG = /<(\/?)(table|tr|td|th)\b([^>]*)>/gi;
/** In characters: a longer table in a Markdown text is not what a person wrote. */
const MAX_LENGTH = 2_000_000;
const MAX_SPAN = 200;
const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', lt: '<', gt: '>', amp: '&', quot: '"', ge: '≥', le: '≤', mdash: '—' };

const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(#\d+|[a-z]+);/gi, (whole, name: string) =>
      name.startsWith('#') ? String.fromCodePoint(Math.min(0x10ffff, Number(name.slice(1)))) : (ENTITIES[name.toLowerCase()] ?? whole),
    )
    .replace(/\s+/g, ' ')
    .trim();
const spanOf = (attributes: string, name: string): number => {
  const found = new RegExp(`${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(attributes);
  return Math.min(MAX_SPAN, Math.max(1, Number(found?.[1] ?? 1)));
};

/** Reads a `<table>` written into a Markdown text, as text recognition leaves it, beginning at `lines[at]`; null where there is none. */
export function readHtmlTable(lines: readonly Line[], at: number, source: string): FoundTable | null {
  const line = lines[at] as Line;
  if (!OPENS.test(line.text)) return null;
  const close = source.indexOf('</table>', line.start);
  if (close < 0 || close - line.start > MAX_LENGTH) return null;
  const cells = cellsOf(source, line.start, close);
  const rows = cells.reduce((max, cell) => Math.max(max, cell.row + 1), 0);
  const columns = cells.reduce((max, cell) => Math.max(max, cell.column + cell.colSpan), 0);
  if (rows < 2 || columns < 2) return null;
  let after = at;
  while (after < lines.length && (lines[after] as Line).start < close + 8) after++;
  const above = lines[at - 1];
  const named = above !== undefined && isTableCaption(above.text);
  const { notes, to } = readNotes(lines, after);
  return {
    from: named ? at - 1 : at,
    to,
    table: {
      caption: named ? bareHeading(above.text) : null,
      rows,
      columns,
      headerRows: 0,
      cells: cells.map((cell) => ({ ...cell, rowSpan: Math.min(cell.rowSpan, rows - cell.row) })),
      notes,
      origin: 'markdown',
    },
    lost: null,
  };
}

function cellsOf(source: string, from: number, to: number): TableCell[] {
  const cells: TableCell[] = [];
  const taken = new Set<string>();
  let row = -1;
  let column = 0;
  let open: { start: number; attributes: string; header: boolean } | null = null;
  const put = (end: number) => {
    if (!open) return;
    while (taken.has(`${row}:${column}`)) column++;
    const rowSpan = spanOf(open.attributes, 'rowspan');
    const colSpan = spanOf(open.attributes, 'colspan');
    for (let r = 0; r < rowSpan; r++) for (let c = 0; c < colSpan; c++) taken.add(`${row + r}:${column + c}`);
    const inner = source.slice(open.start, end);
    const text = wordsOf(inner);
    const trimmed = inner.trim();
    const start = open.start + inner.indexOf(trimmed);
    cells.push({
      row,
      column,
      rowSpan,
      colSpan,
      text,
      span: text === '' ? null : { start, end: start + trimmed.length },
      header: open.header,
    });
    column += colSpan;
    open = null;
  };
  TAG.lastIndex = from;
  for (let tag = TAG.exec(source); tag && tag.index <= to; tag = TAG.exec(source)) {
    const name = (tag[2] as string).toLowerCase();
    if (open) put(tag.index);
    if (tag[1]) continue;
    if (name === 'tr') {
      row++;
      column = 0;
    } else if (name !== 'table') {
      if (row < 0) row = 0;
      open = { start: tag.index + tag[0].length, attributes: tag[3] as string, header: name === 'th' };
    }
  }
  put(to);
  return cells;
}
