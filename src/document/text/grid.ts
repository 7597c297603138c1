import type { Span, Table, TableCell } from '../document.js';

/** One cell before the grid is known: words and where they stand. `text` empty and `span` null for an empty cell that print shows. */
export interface Words {
  readonly text: string;
  readonly span: Span | null;
}

export interface GridRow {
  /** One entry a column; null where nothing is known of the position (a cell spanning from above, or lost). */
  readonly cells: readonly (Words | null)[];
  readonly header: boolean;
  /** The first cell runs over the whole row (a group heading). */
  readonly wide?: boolean;
}

/** Puts rows of words together to a table. */
export function toTable(rows: readonly GridRow[], columns: number, about: Pick<Table, 'caption' | 'notes' | 'origin'>): Table {
  const cells: TableCell[] = [];
  rows.forEach((row, r) => {
    if (row.wide) {
      const first = row.cells.find((cell) => cell !== null);
      if (first) cells.push({ row: r, column: 0, rowSpan: 1, colSpan: columns, text: first.text, span: first.span, header: row.header });
      return;
    }
    row.cells.forEach((cell, c) => {
      if (cell) cells.push({ row: r, column: c, rowSpan: 1, colSpan: 1, text: cell.text, span: cell.span, header: row.header });
    });
  });
  let headerRows = 0;
  while (rows[headerRows]?.header) headerRows++;
  return { ...about, rows: rows.length, columns, headerRows, cells };
}

/** The cell made of several printed lines. */
export function joinWords(parts: readonly { readonly text: string; readonly start: number; readonly end: number }[]): Words {
  const first = parts[0];
  const last = parts[parts.length - 1];
  if (!first || !last) return { text: '', span: null };
  return {
    text: parts.map((p) => p.text).join(''),
    span: { start: Math.min(...parts.map((p) => p.start)), end: Math.max(...parts.map((p) => p.end)) },
  };
}
