import type { Draft, DraftCell, DraftImage, DraftTable } from '../draft.js';
import type { PdfContent, PdfPage, PdfRun } from '../readers.js';
import { promisesTable } from '../table-words.js';
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

type Piece = Flow | DraftTable | DraftImage;
const isTable = (piece: Piece): piece is DraftTable => 'kind' in piece && piece.kind === 'table';
const isLine = (piece: Piece): piece is Flow => !('kind' in piece);

/** Reads positioned text into paragraphs and tables, column by column and across pages. */
export function layoutPdf(content: PdfContent): Draft[] {
  const pieces: Piece[] = [];
  for (const page of withoutFurniture(content.pages)) pieces.push(...withPictures(piecesOf(page), page));
  const joined = joinTables(pieces);
  const linesIn = (setting: Flow['setting']) => joined.flatMap((piece) => (isLine(piece) && piece.setting === setting ? [piece.line] : []));
  const measures = { page: measureOf(linesIn('page')), column: measureOf(linesIn('column')) };
  const drafts: Draft[] = [];
  let flow: Flow[] = [];
  const flush = () => {
    drafts.push(...paragraphsOf(flow, measures));
    flow = [];
  };
  for (const piece of joined) {
    if (isLine(piece)) flow.push(piece);
    else {
      flush();
      drafts.push(piece);
    }
  }
  flush();
  return drafts;
}

/** In points: an empty space of this height under the title of a table is a picture of it. */
const PICTURE_HEIGHT = 110;
/** Share of the page's height below which only its margin is left. */
const FOOT = 0.12;

/** Marks where the title of a table stands above nothing: the table is there, but as a picture. Nothing follows at all where the page ends. */
function withPictures(pieces: readonly Piece[], page: PdfPage): Piece[] {
  return pieces.flatMap((piece, i): Piece[] => {
    if (!isLine(piece) || piece.setting !== 'page' || !promisesTable(piece.line.text) || /[.·…]{3,}/.test(piece.line.text)) return [piece];
    const next = pieces[i + 1];
    if (next && !isLine(next)) return [piece];
    const below = next ? next.line.y + next.line.height : page.height * FOOT;
    const picture: DraftImage = { kind: 'image', src: '' };
    return piece.line.y - below > PICTURE_HEIGHT && (next || page.images > 0) ? [piece, picture] : [piece];
  });
}

/** Pages among others that are pictures of text, by number from 1: what they say is missing from the text. */
export function picturePages(content: PdfContent): number[] {
  return content.pages.flatMap((page, i) => (page.images > 0 && page.runs.every((run) => run.text.trim() === '') ? [i + 1] : []));
}

/** Lines and tables of one page in reading order. */
function piecesOf(page: PdfPage): Piece[] {
  const { tables, rest } = ruledTables(page);
  const placed: { y: number; piece: Piece }[] = tables.map(({ table, top }) => ({ y: top, piece: table }));
  const columns = tables.length === 0 ? textColumns(rest, page) : null;
  if (columns) return columns;
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
    placed.push({ y: line.y, piece: { line, fresh, setting: 'page' } });
    fresh = false;
  }
  return placed.sort((a, b) => b.y - a.y).map((entry) => entry.piece);
}

/** Full lines a side must have to be a column of text. */
const COLUMN_LINES = 10;

/**
 * The two columns of a gazette page, one after the other: a gutter in the middle that nearly no line crosses, with full lines on both sides. Lines
 * that do cross (a headline) come first. Null for a page of one column.
 */
function textColumns(runs: readonly PdfRun[], page: PdfPage): Flow[] | null {
  const middle = page.width / 2;
  const left = runs.filter((run) => run.x + run.width <= middle + 2);
  const right = runs.filter((run) => run.x >= middle - 2);
  const crossing = runs.filter((run) => run.x + run.width > middle + 2 && run.x < middle - 2);
  const full = (lines: readonly PdfLine[]) =>
    lines.filter((line) => line.right - line.x > page.width * 0.28 && line.fragments.length === 1).length;
  const sides = [linesOf(left), linesOf(right)] as const;
  if (crossing.length > runs.length * 0.05 || full(sides[0]) < COLUMN_LINES || full(sides[1]) < COLUMN_LINES) return null;
  const heads = linesOf(crossing).map((line, i): Flow => ({ line, fresh: i === 0, setting: 'page' }));
  const edge = (lines: readonly PdfLine[]) => Math.min(...lines.map((line) => line.x));
  const shift = edge(sides[1]) - edge(sides[0]);
  const columns = sides.flatMap((lines, side) =>
    lines.map(
      (line, i): Flow => ({
        line: side === 0 ? line : { ...line, x: line.x - shift, right: line.right - shift },
        fresh: i === 0,
        setting: 'column',
      }),
    ),
  );
  return [...heads, ...columns];
}

/** A table that goes on over the page: the same columns, its heading printed again or not. */
function joinTables(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out[out.length - 1];
    if (last && isTable(piece) && isTable(last) && last.columns === piece.columns) out[out.length - 1] = append(last, piece);
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
