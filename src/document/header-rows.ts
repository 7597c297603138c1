import type { DraftCell, DraftTable } from './draft.js';
import { isCaption } from './table-words.js';
import { headerRole, isNumericCell } from './text/cell-types.js';

const bare = (text: string) => text.replace(/\s+/g, '');
const isHeading = (text: string) => headerRole(text) !== null;
const isFigure = (text: string) => isNumericCell(text) && !isHeading(text);

/** The cells that stand in each row by their top edge. */
export function byRow(grid: DraftTable): DraftCell[][] {
  const rows: DraftCell[][] = Array.from({ length: grid.rows }, () => []);
  for (const cell of grid.cells) rows[cell.row]?.push(cell);
  for (const row of rows) row.sort((a, b) => a.column - b.column);
  return rows;
}

/**
 * How many rows head the columns: those the source marks, else those that a reader would take for headings, down to the lowest edge of their
 * merged cells. A first row that one cell fills is a title and counts as one more.
 */
export function headerRowsOf(grid: DraftTable): { readonly headerRows: number; readonly title: string | null } {
  const rows = byRow(grid);
  let top = 0;
  let title: string | null = null;
  const first = rows[0] ?? [];
  const filled = first.filter((cell) => cell.text);
  const only = filled.length === 1 ? (filled[0] as DraftCell) : null;
  if (grid.rows > 2 && only && ((first.length === 1 && only.colSpan >= grid.columns) || (only.column === 0 && isCaption(only.text)))) {
    title = only.text;
    top = 1;
  }
  let end = top;
  while (end < grid.rows && (rows[end] ?? []).length > 0 && (rows[end] ?? []).every((cell) => cell.header)) end++;
  if (end > top && end < grid.rows) return { headerRows: end, title };
  const row = rows[top] ?? [];
  const words = row.map((cell) => bare(cell.text)).filter(Boolean);
  const known = words.filter(isHeading).length;
  const figures = words.filter(isFigure).length;
  if (known === 0 || figures > 0 || known * 3 < words.length) return { headerRows: top, title };
  end = top + 1;
  for (const cell of row) if (cell.rowSpan < grid.rows - top) end = Math.max(end, cell.row + cell.rowSpan);
  // Two-storey headings without merged cells: `2020年 | | 2025年 |` above `目标 | 实际`.
  const below = (rows[end] ?? []).map((cell) => bare(cell.text)).filter(Boolean);
  if (row.some((cell) => cell.colSpan > 1) && below.length > 0 && below.every((text) => isHeading(text) && !isFigure(text))) end++;
  return { headerRows: Math.min(end, grid.rows - 1), title };
}
