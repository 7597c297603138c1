import type { Draft, DraftCell, DraftTable } from '../draft.js';
import type { PdfContent, PdfPage, PdfRun } from '../readers.js';
import { columnTables } from './column-tables.js';
import { withoutFurniture } from './furniture.js';
import { linesOf, type PdfLine } from './lines.js';
import { type Flow, measureOf, paragraphsOf } from './paragraphs.js';
import { ruledTables } from './ruled-tables.js';

/** Characters on a page below which it says nothing: a cover picture, a stamp, a page number. */
const SPEAKING_PAGE = 15;

/** True where most pages carry no text: pictures of pages. */
export function isScan(content: PdfContent): boolean {
  const length = (page: PdfPage) => page.runs.reduce((sum, run) => sum + run.text.trim().length, 0);
  const silent = content.pages.filter((page) => length(page) < SPEAKING_PAGE).length;
  return content.pages.length > 0 && silent > content.pages.length * 0.6;
}

type Piece = Flow | DraftTable;
const isTable = (piece: Piece): piece is DraftTable => 'kind' in piece;

/** Reads positioned text into paragraphs and tables, column by column and across pages. */
export function layoutPdf(content: PdfContent): Draft[] {
  const pieces: Piece[] = [];
  for (const page of withoutFurniture(content.pages)) pieces.push(...piecesOf(page));
  const joined = joinTables(pieces);
  const measure = measureOf(joined.flatMap((piece) => (isTable(piece) ? [] : [piece.line])));
  const drafts: Draft[] = [];
  let flow: Flow[] = [];
  const flush = () => {
    drafts.push(...paragraphsOf(flow, measure));
    flow = [];
  };
  for (const piece of joined) {
    if (isTable(piece)) {
      flush();
      drafts.push(piece);
    } else flow.push(piece);
  }
  flush();
  return drafts;
}

/** Lines and tables of one page in reading order. */
function piecesOf(page: PdfPage): Piece[] {
  const { tables, rest } = ruledTables(page);
  const placed: { y: number; piece: Piece }[] = tables.map(({ table, top }) => ({ y: top, piece: table }));
  const columns = textColumns(rest, page);
  if (columns.length > 1 && tables.length === 0)
    return columns.flatMap((runs) => linesOf(runs).map((line, i) => ({ line, fresh: i === 0 })));
  const lines = linesOf(rest);
  const grids = columnTables(lines);
  let next = 0;
  let fresh = true;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as PdfLine;
    const grid = grids[next];
    if (grid && i === grid.from) {
      placed.push({ y: line.y + line.height, piece: grid.table });
      i = grid.to - 1;
      next++;
      continue;
    }
    placed.push({ y: line.y, piece: { line, fresh } });
    fresh = false;
  }
  return placed.sort((a, b) => b.y - a.y).map((entry) => entry.piece);
}

/** The two columns of a gazette page, or the page as one: a gutter in the middle that nearly no line crosses, with full lines on both sides. */
function textColumns(runs: readonly PdfRun[], page: PdfPage): PdfRun[][] {
  const middle = page.width / 2;
  const left = runs.filter((run) => run.x + run.width <= middle + 2);
  const right = runs.filter((run) => run.x >= middle - 2);
  const crossing = runs.length - left.length - right.length;
  const count = (side: readonly PdfRun[]) =>
    linesOf(side).filter((line) => line.right - line.x > page.width * 0.28 && line.fragments.length === 1).length;
  if (crossing > runs.length * 0.05 || count(left) < 10 || count(right) < 10) return [[...runs]];
  const crossers = runs.filter((run) => !left.includes(run) && !right.includes(run));
  return [crossers, left, right].filter((side) => side.length > 0);
}

/** A table that goes on over the page: the same columns, its heading printed again or not. */
function joinTables(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out[out.length - 1];
    if (isTable(piece) && last && isTable(last) && last.columns === piece.columns) out[out.length - 1] = append(last, piece);
    else out.push(piece);
  }
  return out;
}

const rowText = (table: DraftTable, row: number) =>
  table.cells
    .filter((cell) => cell.row === row)
    .sort((a, b) => a.column - b.column)
    .map((cell) => cell.text.replace(/\s+/g, ''))
    .join('|');

function append(first: DraftTable, second: DraftTable): DraftTable {
  let repeated = 0;
  while (repeated < Math.min(3, second.rows - 1) && rowText(first, repeated) === rowText(second, repeated)) repeated++;
  const moved: DraftCell[] = second.cells
    .filter((cell) => cell.row >= repeated)
    .map((cell) => ({ ...cell, row: cell.row - repeated + first.rows }));
  return { ...first, cells: [...first.cells, ...moved], rows: first.rows + second.rows - repeated };
}
