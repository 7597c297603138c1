import type { DraftCell, DraftTable } from '../draft.js';
import { joinLines, type PdfLine } from './lines.js';

/** Lines in a row with this many fragments are columns, not chance gaps. */
const MIN_COLUMNS = 3;
const MIN_ROWS = 3;

interface Column {
  left: number;
  right: number;
}

/**
 * Tables set without lines: runs of lines whose fragments stand under one another. Lines with fewer fragments between them are what wrapped out
 * of a cell, above or below its own row.
 * @returns ranges of `lines` with the table each makes, in order
 */
export function columnTables(lines: readonly PdfLine[]): { from: number; to: number; table: DraftTable }[] {
  const found: { from: number; to: number; table: DraftTable }[] = [];
  for (let i = 0; i < lines.length; ) {
    if ((lines[i] as PdfLine).fragments.length < MIN_COLUMNS) {
      i++;
      continue;
    }
    let end = i + 1;
    let anchors = 1;
    let idle = 0;
    for (let j = i + 1; j < lines.length && idle < 4; j++) {
      const line = lines[j] as PdfLine;
      if (line.fragments.length >= MIN_COLUMNS) {
        anchors++;
        end = j + 1;
        idle = 0;
      } else if (isWrap(line, lines[j - 1] as PdfLine)) idle++;
      else break;
    }
    const table = anchors >= MIN_ROWS ? build(lines.slice(i, end)) : null;
    if (table) found.push({ from: i, to: end, table });
    i = table ? end : i + 1;
  }
  return found;
}

/** Short pieces close under the line above; a full line is text. */
const isWrap = (line: PdfLine, above: PdfLine) =>
  above.y - line.y < 2.4 * line.height &&
  line.fragments.every((fragment) => fragment.right - fragment.x < 14 * line.height) &&
  !/。$/.test(line.text);

function build(lines: readonly PdfLine[]): DraftTable | null {
  const columns: Column[] = [];
  for (const line of lines) {
    if (line.fragments.length < MIN_COLUMNS) continue;
    for (const { x, right } of line.fragments) {
      const hits = columns.filter((column) => x < column.right && right > column.left);
      if (hits.length === 0) columns.push({ left: x, right });
      else if (hits.length === 1) {
        const hit = hits[0] as Column;
        hit.left = Math.min(hit.left, x);
        hit.right = Math.max(hit.right, right);
      }
    }
  }
  columns.sort((a, b) => a.left - b.left);
  if (columns.length < MIN_COLUMNS || columns.length > 14) return null;
  const anchors = lines.filter((line) => line.fragments.length >= MIN_COLUMNS);
  const grid: { y: number; text: string }[][][] = anchors.map(() => columns.map(() => []));
  for (const line of lines) {
    const row = nearest(anchors, line.y);
    for (const fragment of line.fragments) {
      const middle = (fragment.x + fragment.right) / 2;
      const column = columns.reduce((best, at, i) => (distance(at, middle) < distance(columns[best] as Column, middle) ? i : best), 0);
      grid[row]?.[column]?.push({ y: line.y, text: fragment.text });
    }
  }
  const cells: DraftCell[] = [];
  grid.forEach((row, r) => {
    row.forEach((pieces, c) => {
      const text = joinLines(pieces.sort((a, b) => b.y - a.y).map((piece) => piece.text));
      cells.push({ row: r, column: c, rowSpan: 1, colSpan: 1, text, header: false });
    });
  });
  return { kind: 'table', caption: null, cells, rows: anchors.length, columns: columns.length, origin: 'pdf' };
}

const distance = (column: Column, x: number) => (x < column.left ? column.left - x : x > column.right ? x - column.right : 0);

function nearest(anchors: readonly PdfLine[], y: number): number {
  let best = 0;
  anchors.forEach((line, i) => {
    if (Math.abs(line.y - y) < Math.abs((anchors[best] as PdfLine).y - y)) best = i;
  });
  return best;
}
