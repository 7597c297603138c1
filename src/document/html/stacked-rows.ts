import type { DraftCell, DraftTable } from '../draft.js';
import { isAttributeCell, isDashCell, isNumericCell, isUnitCell, squeezeCell } from '../text/cell-types.js';

/** The printed lines of the cells that have more than one. */
export type CellLines = ReadonlyMap<DraftCell, readonly string[]>;

const linesOf = (cell: DraftCell, lines: CellLines): readonly string[] =>
  lines.get(cell) ?? (squeezeCell(cell.text) === '' ? [] : [cell.text]);

/** A line of a name that is a name: not `（%）` and not the second half of a word that the cell was too narrow for. */
const NAME_LINE = /\p{Script=Han}.*\p{Script=Han}/u;
const isFigure = (part: string): boolean => isNumericCell(part) || isDashCell(part);
/** `其中：农村居民`, `（1）城镇`, `2.PM2.5浓度`: begins a row of its own. */
const BEGINS_ROW = /^[\s\u3000]*(?:其中|[#＃※△①-⑳]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．])/;

/** How many rows are printed on one: as many as the figures of its cells and the lines of its name agree on; 1 where they do not. */
function stacked(cells: readonly DraftCell[], lines: CellLines): number {
  const figures = cells.filter((cell) => linesOf(cell, lines).length > 1 && linesOf(cell, lines).every(isFigure));
  const count = figures[0] ? linesOf(figures[0], lines).length : 0;
  if (count < 2 || figures.some((cell) => linesOf(cell, lines).length !== count)) return 1;
  const names = cells.filter((cell) => {
    const parts = linesOf(cell, lines);
    return parts.length === count && parts.every((part) => NAME_LINE.test(part) && !isFigure(part) && !isAttributeCell(part));
  });
  if (names.length === 0) return 1;
  // Two figures in one column alone might be one figure and its year; a name that says it begins a row settles it.
  const told =
    figures.length > 1 ||
    names.some((cell) =>
      linesOf(cell, lines)
        .slice(1)
        .every((part) => BEGINS_ROW.test(part)),
    );
  const rest = cells.filter((cell) => !figures.includes(cell) && !names.includes(cell));
  return told && rest.every((cell) => linesOf(cell, lines).length <= 1 || canSplit(linesOf(cell, lines), count)) ? count : 1;
}

const canSplit = (parts: readonly string[], count: number): boolean =>
  parts.length === count && parts.every((part) => isUnitCell(part) || isAttributeCell(part) || isFigure(part));

/**
 * Takes rows apart that a table prints on one, line by line within its cells (`居民收入⏎其中：农村` beside `45231⏎26780`).
 * @returns the same table where no row is such
 */
export function unstack(table: DraftTable, lines: CellLines): DraftTable {
  const counts = Array.from({ length: table.rows }, () => 1);
  const byRow = new Map<number, DraftCell[]>();
  for (const cell of table.cells) if (cell.rowSpan === 1 && !cell.header) byRow.set(cell.row, [...(byRow.get(cell.row) ?? []), cell]);
  for (const [row, cells] of byRow) if (cells.some((cell) => lines.has(cell))) counts[row] = stacked(cells, lines);
  if (counts.every((count) => count === 1)) return table;
  const at = [0];
  for (const count of counts) at.push((at[at.length - 1] as number) + count);
  const cells = table.cells.flatMap((cell): DraftCell[] => {
    const row = at[cell.row] as number;
    const count = counts[cell.row] as number;
    const parts = linesOf(cell, lines);
    if (cell.rowSpan === 1 && count > 1 && parts.length === count)
      return parts.map((text, k) => ({ ...cell, row: row + k, text: text.trim() }));
    return [{ ...cell, row, rowSpan: (at[cell.row + cell.rowSpan] as number) - row }];
  });
  return { ...table, cells, rows: at[table.rows] as number };
}
