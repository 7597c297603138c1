import type { Table, TableCell } from '../../document/index.js';

/** Every position of a table with the cell that covers it, spans resolved. */
export type Matrix = readonly (readonly (TableCell | null)[])[];

/** Upper bound of positions laid out; a larger table is a data dump, not a table of indicators. */
const MAX_POSITIONS = 400_000;

/** Lays the cells out by row and column; a cell with spans is found at each position it covers. Null where the table is beyond reason. */
export function toMatrix(table: Table): Matrix | null {
  if (table.rows <= 0 || table.columns <= 0 || table.rows * table.columns > MAX_POSITIONS) return null;
  const matrix: (TableCell | null)[][] = Array.from({ length: table.rows }, () => Array.from({ length: table.columns }, () => null));
  for (const cell of table.cells) {
    const bottom = Math.min(table.rows, cell.row + Math.max(1, cell.rowSpan));
    const right = Math.min(table.columns, cell.column + Math.max(1, cell.colSpan));
    for (let r = cell.row; r < bottom; r++) for (let c = cell.column; c < right; c++) (matrix[r] as (TableCell | null)[])[c] = cell;
  }
  return matrix;
}

const YEAR_HEAD = /^(?:年份|年度|时间|年)$/;
const YEAR_CELL = /^20\d\d年?(?:目标|计划|完成|实际)?$/;
const SUM_CELL = /^(?:合计|总计|累计|五年合计|五年累计)$/;

/**
 * A table that prints its years down the first column and its indicators along the first row is laid on its side, so that both kinds are read alike.
 * One with merged cells, or whose first column holds anything but years and their sum, comes back as it is.
 */
export function yearsAcross(matrix: Matrix): Matrix {
  const words = (cell: TableCell | null | undefined) => cell?.text.replace(/\s+/g, '') ?? '';
  const [head, ...body] = matrix;
  if (!head || head.length < 2 || body.length < 2 || !YEAR_HEAD.test(words(head[0]))) return matrix;
  if (matrix.flat().some((cell) => cell !== null && (cell.rowSpan > 1 || cell.colSpan > 1))) return matrix;
  if (!head.slice(1).every((cell) => /\p{Script=Han}{2}/u.test(words(cell)) && !YEAR_CELL.test(words(cell)))) return matrix;
  const first = body.map((row) => words(row[0]));
  if (!first.every((word) => YEAR_CELL.test(word) || SUM_CELL.test(word)) || first.filter((word) => YEAR_CELL.test(word)).length < 2)
    return matrix;
  return head.map((_, column) => matrix.map((row) => row[column] ?? null));
}

/**
 * Cuts a table that prints the same header two or three times beside itself (`产品 | 产量 | 产品 | 产量`) into its parts; any other comes back whole.
 */
export function sideBySide(matrix: Matrix): readonly Matrix[] {
  const width = matrix[0]?.length ?? 0;
  const head = matrix
    .slice(0, 3)
    .find((row) => row.filter((cell) => cell !== null && cell.text.trim() !== '' && cell.colSpan === 1).length === width);
  if (!head) return [matrix];
  const words = head.map((cell) => cell?.text.replace(/\s+/g, '') ?? '');
  for (const count of [2, 3]) {
    const part = width / count;
    if (!Number.isInteger(part) || part < 2 || !words.every((word, i) => word === words[i % part] && /\p{Script=Han}/u.test(word)))
      continue;
    return Array.from({ length: count }, (_, k) => matrix.map((row) => row.slice(k * part, (k + 1) * part)));
  }
  return [matrix];
}
