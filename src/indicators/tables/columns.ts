import {
  type HeaderRole,
  headerRole,
  isAttributeCell,
  isDashCell,
  isNameCell,
  isNumericCell,
  isUnitCell,
  squeezeCell,
  type TableCell,
} from '../../document/index.js';
import type { Matrix } from './matrix.js';
import { isPlaceHead } from './places.js';

export interface Column {
  readonly index: number;
  readonly role: HeaderRole;
  /** Header words from top to bottom, squeezed, each printed cell once. */
  readonly head: string;
  /** The innermost header word, and those above it. */
  readonly words: readonly string[];
}

export interface Layout {
  /** First row below the header. */
  readonly body: number;
  readonly columns: readonly Column[];
  /** A row above the header that runs over the whole width: the table's own title or its unit. */
  readonly titles: readonly string[];
}

const distinct = (row: readonly (TableCell | null)[]) => [
  ...new Set(row.filter((cell): cell is TableCell => cell !== null && cell.text.trim() !== '')),
];

/** True where each word of the row could stand in a header, and none is a plain figure other than a year. */
function looksLikeHeader(cells: readonly TableCell[]): boolean {
  if (cells.length === 0) return false;
  const known = cells.filter((cell) => cell.header || headerRole(cell.text) !== null).length;
  const figures = cells.filter((cell) => isNumericCell(cell.text) && headerRole(cell.text) === null).length;
  return figures === 0 && !cells.some((cell) => isAttributeCell(cell.text)) && known >= Math.max(1, Math.ceil(cells.length / 2));
}

/**
 * Finds the header rows and what each column is for. Header words decide; where they do not (a name column without a title), the body's cells do.
 * @returns null where no column holds values
 */
export function readLayout(matrix: Matrix): Layout | null {
  const titles: string[] = [];
  let top = 0;
  while (top < matrix.length && top < 4) {
    const cells = distinct(matrix[top] as readonly (TableCell | null)[]);
    if (cells.length > 1 || (cells.length === 1 && matrix[0]?.length === 1)) break;
    const cell = cells[0];
    if (cell) {
      if (isNumericCell(cell.text)) break;
      titles.push(cell.text);
    }
    top++;
  }
  let body = top;
  while (body < matrix.length && body < top + 5) {
    const row = matrix[body] as readonly (TableCell | null)[];
    // One cell over the whole width below the heads is a group: 规模, 投资.
    if (body > top && distinct(row).length === 1 && (row[0]?.colSpan ?? 1) > 1) break;
    if (!looksLikeHeader(distinct(row)) && !(body === top && standsOverFigures(matrix, top))) break;
    body++;
  }
  if (body > top) body = Math.max(body, footOfHeads(matrix, top));
  if (body === top || body >= matrix.length) return null;
  const width = matrix[0]?.length ?? 0;
  const columns: Column[] = [];
  for (let c = 0; c < width; c++) {
    const words: string[] = [];
    let last: TableCell | null = null;
    for (let r = top; r < body; r++) {
      const cell: TableCell | null = matrix[r]?.[c] ?? null;
      if (cell && cell !== last && cell.text.trim() !== '') words.push(squeezeCell(cell.text));
      last = cell ?? last;
    }
    columns.push({ index: c, words, head: words.join(' '), role: roleOf(words, matrix, body, c) });
  }
  const fixed = settle(columns, matrix, body);
  return fixed.some((column) => column.role === 'value') && fixed.some((column) => column.role === 'name')
    ? { body, columns: fixed, titles }
    : null;
}

/** A row of words, some of which speak of a goal or a year, over columns of figures: `乡镇 | 能耗强度下降目标（%）`. */
function standsOverFigures(matrix: Matrix, top: number): boolean {
  const row = matrix[top] as readonly (TableCell | null)[];
  if (matrix.length - top < 3 || row.some((cell) => !cell || cell.text.length > 26 || isNumericCell(cell.text) || /[。；]/.test(cell.text)))
    return false;
  const figures = row.flatMap((cell, c) => {
    const below = columnCells(matrix, top + 1, c);
    return below.length > 1 && below.every((other) => isNumericCell(other.text) || isDashCell(other.text)) ? [cell as TableCell] : [];
  });
  const places = row.some((cell) => cell !== null && isPlaceHead(cell.text));
  return figures.length > 0 && figures.length < row.length && (places || figures.every((cell) => /目标|计划|任务|20\d\d/.test(cell.text)));
}

/** First row below the merged heads of the top row: 指标 over two rows makes a head of whatever words stand beside its lower half. */
function footOfHeads(matrix: Matrix, top: number): number {
  const merged = distinct(matrix[top] as readonly (TableCell | null)[]).filter(
    (cell) => cell.rowSpan > 1 && headerRole(cell.text) !== null,
  );
  const foot = Math.max(top, ...merged.map((cell) => Math.min(matrix.length - 1, cell.row + cell.rowSpan)));
  const between = matrix.slice(top, foot).flatMap((row) => distinct(row));
  const figures = between.some((cell) => isNumericCell(cell.text) && headerRole(cell.text) === null);
  return figures || foot - top > 4 || between.some((cell) => isAttributeCell(cell.text)) ? top : foot;
}

function roleOf(words: readonly string[], matrix: Matrix, body: number, c: number): HeaderRole {
  const roles = words.map((word) => headerRole(word));
  const inner = roles[roles.length - 1];
  // `规划目标` over `单位` is a unit column, `2025年` over `目标` a value column.
  if (inner && inner !== 'value') return inner;
  if (roles.includes('value')) return 'value';
  const outer = roles.find((role) => role !== null);
  if (outer && outer !== 'group') return outer;
  const cells = columnCells(matrix, body, c);
  if (cells.length === 0) return outer ?? 'other';
  const share = (test: (text: string) => boolean) => cells.filter((cell) => test(cell.text)).length / cells.length;
  if (share(isAttributeCell) >= 0.5) return 'attribute';
  if (share((text) => isUnitCell(text)) >= 0.6) return 'unit';
  if (words.length > 0 && share((text) => isNumericCell(text) || isDashCell(text)) >= 0.5) return 'value';
  return outer ?? (share(isNameCell) >= 0.5 ? 'group' : 'other');
}

function columnCells(matrix: Matrix, body: number, c: number): TableCell[] {
  const cells = new Set<TableCell>();
  for (let r = body; r < matrix.length; r++) {
    const cell = matrix[r]?.[c];
    if (cell && cell.text.trim() !== '') cells.add(cell);
  }
  return [...cells];
}

/** Sees to it that there is one name column: the rightmost column of names; others of them are groups. */
function settle(columns: readonly Column[], matrix: Matrix, body: number): Column[] {
  const names = columns.filter((column) => column.role === 'name');
  const firstValue = columns.find((column) => column.role === 'value')?.index ?? columns.length;
  if (names.length === 0) {
    const candidates = columns.filter((column) => column.role === 'group' || (column.role === 'other' && column.index < firstValue));
    const named = candidates.filter((column) => {
      const cells = columnCells(matrix, body, column.index);
      return cells.length > 0 && cells.filter((cell) => isNameCell(cell.text)).length >= cells.length * 0.5;
    });
    const best = named[named.length - 1];
    return columns.map((column) => (column === best ? { ...column, role: 'name' } : column));
  }
  // 指标 over two columns: the left holds what the right is a part of. 项目 beside 指标: the group.
  const keep = names[names.length - 1] as Column;
  return columns.map((column) => {
    if (column.role === 'name' && column !== keep) return { ...column, role: 'group' };
    // 类型 and 性质 name the attribute or a group, as the cells say.
    if (column.role === 'attribute') {
      const cells = columnCells(matrix, body, column.index);
      if (cells.length > 0 && !cells.some((cell) => /约束|预期|指导|引导/.test(cell.text)))
        return { ...column, role: column.index < keep.index ? 'group' : 'other' };
    }
    return column;
  });
}
