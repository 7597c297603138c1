import { isDashCell, isNameCell, isNumericCell, isTableCaption, isTableNote, squeezeCell } from './cell-types.js';
import type { FoundTable } from './found-table.js';
import { type GridRow, joinWords, toTable } from './grid.js';
import { bareHeading } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';
import { type Token, tokensOf } from './text-header.js';

/** In columns beside the years; more names in a row are no header. */
const MOST_NAMES = 8;
/** In characters: a longer line is a sentence. */
const LONGEST_NAME = 40;
const YEAR = /^20\d\d年?(?:目标|计划)?$/;
const SUM = /^(?:合计|总计|累计|小计|五年合计|五年累计)$/;

export const isYearHead = (word: string): boolean => /^(?:年份|年度)$/.test(squeezeCell(word));
const isValue = (word: string): boolean => (isNumericCell(word) || isDashCell(word)) && !YEAR.test(squeezeCell(word));

type Cell = Pick<Token, 'text' | 'start' | 'end'>;

/**
 * Reads a table that prints a year a row under 年份 and its indicators as heads, one cell a line or a row a line, beginning at `lines[at]`; null where
 * there is none. Each row has as many figures as the header has names.
 */
export function readYearRows(lines: readonly Line[], at: number): FoundTable | null {
  const line = lines[at] as Line;
  const printed = tokensOf(line);
  if (!isYearHead((printed[0] as Token).text)) return null;
  return printed.length > 1 ? rowsInLines(lines, at, printed) : cellsInLines(lines, at);
}

function rowsInLines(lines: readonly Line[], at: number, head: readonly Cell[]): FoundTable | null {
  const rows: Cell[][] = [];
  let i = at + 1;
  for (; i < lines.length; i++) {
    const cells = tokensOf(lines[i] as Line);
    if (!opensRow(cells[0]?.text) || cells.length !== head.length || !cells.slice(1).every((cell) => isValue(cell.text))) break;
    rows.push(cells);
  }
  return build(lines, at, i, head, rows);
}

function cellsInLines(lines: readonly Line[], at: number): FoundTable | null {
  let i = at + 1;
  while (i < lines.length && i - at <= MOST_NAMES && isHeadName((lines[i] as Line).text)) i++;
  const head = lines.slice(at, i);
  if (head.length < 2) return null;
  const rows: Cell[][] = [];
  for (; i + head.length <= lines.length; i += head.length) {
    const cells = lines.slice(i, i + head.length);
    if (!opensRow(cells[0]?.text) || !cells.slice(1).every((cell) => isValue(cell.text))) break;
    rows.push(cells);
  }
  return build(lines, at, i, head, rows);
}

const opensRow = (word: string | undefined): boolean => word !== undefined && (YEAR.test(squeezeCell(word)) || SUM.test(squeezeCell(word)));
const isHeadName = (text: string): boolean =>
  text.length <= LONGEST_NAME && isNameCell(text) && !/[。；，]/.test(text) && !opensRow(text) && !isTableNote(text);

function build(lines: readonly Line[], at: number, end: number, head: readonly Cell[], rows: readonly Cell[][]): FoundTable | null {
  if (rows.filter((row) => YEAR.test(squeezeCell((row[0] as Cell).text))).length < 2) return null;
  const above = lines[at - 1];
  const named = above !== undefined && isTableCaption(above.text);
  const { notes, to } = readNotes(lines, end);
  const grid: GridRow[] = [
    { header: true, cells: head.map((cell) => joinWords([cell])) },
    ...rows.map((row) => ({ header: false, cells: row.map((cell) => joinWords([cell])) })),
  ];
  const about = { caption: named ? bareHeading(above.text) : null, notes, origin: 'text' as const };
  return { from: named ? at - 1 : at, to, table: toTable(grid, head.length, about), lost: null };
}
