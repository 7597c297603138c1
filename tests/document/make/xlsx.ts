import { utils, write } from '@e965/xlsx';
import type { PlanCell } from './plan.js';

/** A workbook with one sheet: the caption in a merged first row, the table, the note below. */
export function makeXlsx(caption: string, rows: readonly (readonly PlanCell[])[], note: string | null): Uint8Array {
  const width = rows[0]?.length ?? 1;
  const grid: (string | number | null)[][] = [[caption]];
  const merges = [{ s: { r: 0, c: 0 }, e: { r: 0, c: width - 1 } }];
  const busy = new Map<number, number>();
  for (const cells of rows) {
    const r = grid.length;
    const line: (string | number | null)[] = [];
    let column = 0;
    const skip = () => {
      while ((busy.get(column) ?? 0) >= r) column++;
    };
    for (const cell of cells) {
      skip();
      line[column] = /^\d+(?:\.\d+)?$/.test(cell.text) ? Number(cell.text) : cell.text;
      if (cell.rowSpan || cell.colSpan) {
        const end = { r: r + (cell.rowSpan ?? 1) - 1, c: column + (cell.colSpan ?? 1) - 1 };
        merges.push({ s: { r, c: column }, e: end });
        for (let c = column; c <= end.c; c++) busy.set(c, end.r);
      }
      column += cell.colSpan ?? 1;
    }
    grid.push(line);
  }
  if (note) grid.push([note]);
  const sheet = utils.aoa_to_sheet(grid);
  sheet['!merges'] = merges;
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '主要指标');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
