import type { DraftCell, DraftTable } from '../draft.js';
import { tidy } from '../whitespace.js';
import { attr, type Dom, tagOf } from './dom.js';
import { unstack } from './stacked-rows.js';

/** Ends a printed line within a cell; a line feed is only a break of the source. */
export const CELL_BREAK = '\r';

/** Larger spans are mistakes (HTML caps colspan at 1000 and rowspan at 65534); grids are padded by what is really there. */
const MAX_COL_SPAN = 1000;
const MAX_ROW_SPAN = 65_534;

interface Row {
  readonly cells: readonly Dom[];
  readonly head: boolean;
}

/** The rows of a table itself, not of tables inside its cells; a `thead` comes first and a `tfoot` last wherever they stand. */
export function rowsOf(table: Dom): Row[] {
  const head: Row[] = [];
  const body: Row[] = [];
  const foot: Row[] = [];
  for (const group of table.children ?? []) {
    const rows = tagOf(group) === 'tr' ? [group] : ['tbody', 'thead', 'tfoot'].includes(tagOf(group)) ? (group.children ?? []) : [];
    for (const row of rows) {
      if (tagOf(row) !== 'tr') continue;
      const cells = (row.children ?? []).filter((cell) => tagOf(cell) === 'td' || tagOf(cell) === 'th');
      const into = tagOf(group) === 'thead' ? head : tagOf(group) === 'tfoot' ? foot : body;
      into.push({ cells, head: tagOf(group) === 'thead' });
    }
  }
  return [...head, ...body, ...foot];
}

const span = (cell: Dom, name: string, most: number): number => {
  const given = Number.parseInt(attr(cell, name), 10);
  return Number.isFinite(given) && given > 0 ? Math.min(given, most) : 1;
};

/**
 * Resolves spans to a grid as HTML does (the table model of the HTML standard, 4.9.12): a cell goes to the first free column of its row;
 * overlaps are cut back rather than doubled.
 * @param read the words of a cell, printed lines ended by `CELL_BREAK`
 */
export function gridOf(table: Dom, read: (cell: Dom) => string, origin: DraftTable['origin'] = 'html'): DraftTable {
  const rows = rowsOf(table);
  const cells: DraftCell[] = [];
  const lines = new Map<DraftCell, readonly string[]>();
  // For each column, the first row that is free again.
  const busyUntil: number[] = [];
  let columns = 0;
  rows.forEach((row, r) => {
    let column = 0;
    for (const cell of row.cells) {
      while ((busyUntil[column] ?? 0) > r) column++;
      let colSpan = 1;
      const wanted = span(cell, 'colspan', MAX_COL_SPAN);
      while (colSpan < wanted && (busyUntil[column + colSpan] ?? 0) <= r) colSpan++;
      const rowsLeft = rows.length - r;
      const asked = attr(cell, 'rowspan').trim() === '0' ? rowsLeft : span(cell, 'rowspan', MAX_ROW_SPAN);
      const rowSpan = Math.min(asked, rowsLeft);
      const words = read(cell);
      const made: DraftCell = { row: r, column, rowSpan, colSpan, text: tidy(words), header: row.head || tagOf(cell) === 'th' };
      cells.push(made);
      if (words.includes(CELL_BREAK)) lines.set(made, words.split(CELL_BREAK).map(tidy).filter(Boolean));
      for (let i = 0; i < colSpan; i++) busyUntil[column + i] = r + rowSpan;
      column += colSpan;
      columns = Math.max(columns, column);
    }
  });
  const caption = (table.children ?? []).find((child) => tagOf(child) === 'caption');
  const grid: DraftTable = {
    kind: 'table',
    caption: caption ? tidy(read(caption)) || null : null,
    cells,
    rows: rows.length,
    columns,
    origin,
  };
  return trimGrid(unstack(grid, lines));
}

/** Takes out rows and columns in which no cell says anything, and columns that exist only because every cell spans them. */
export function trimGrid(grid: DraftTable): DraftTable {
  const rowHas = new Uint8Array(grid.rows);
  const columnStarts = new Uint8Array(grid.columns + 1);
  for (const cell of grid.cells) {
    if (cell.text) {
      rowHas[cell.row] = 1;
      columnStarts[cell.column] = 1;
    }
  }
  const rowAt = ranks(rowHas);
  const columnAt = ranks(columnStarts);
  if (rowAt.total === grid.rows && columnAt.total === grid.columns) return grid;
  const cells: DraftCell[] = [];
  for (const cell of grid.cells) {
    const row = rowAt.before[cell.row] as number;
    const column = columnAt.before[cell.column] as number;
    const rowEnd = rowAt.before[cell.row + cell.rowSpan] as number;
    const columnEnd = columnAt.before[cell.column + cell.colSpan] as number;
    if (rowEnd > row && columnEnd > column) cells.push({ ...cell, row, column, rowSpan: rowEnd - row, colSpan: columnEnd - column });
  }
  return { ...grid, cells, rows: rowAt.total, columns: columnAt.total };
}

/** For each index, how many of the kept ones stand before it. */
function ranks(kept: Uint8Array): { before: Int32Array; total: number } {
  const before = new Int32Array(kept.length + 1);
  for (let i = 0; i < kept.length; i++) before[i + 1] = (before[i] as number) + (kept[i] as number);
  return { before, total: before[kept.length] as number };
}
