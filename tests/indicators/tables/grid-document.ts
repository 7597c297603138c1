import { type Document, NO_METADATA, type Table, type TableCell } from '../../../src/document/index.js';

/** A cell of a written-out grid: its words, or its words with how many columns (`c`) and rows (`r`) it runs over. */
export type Written = string | { readonly t: string; readonly c?: number; readonly r?: number };

export interface GridCase {
  readonly title: string;
  readonly caption: string | null;
  readonly headerRows?: number;
  readonly rows: readonly (readonly Written[])[];
  readonly notes?: readonly string[];
}

/** Lays a grid out as a page would arrive: a title line, then one table block with its cells anchored in the text. */
export function gridDocument(grid: GridCase): Document {
  let text = `${grid.title}\n`;
  const cells: TableCell[] = [];
  const taken = new Set<string>();
  let columns = 0;
  grid.rows.forEach((row, r) => {
    let column = 0;
    for (const cell of row) {
      while (taken.has(`${r}:${column}`)) column++;
      const { t, c = 1, r: down = 1 } = typeof cell === 'string' ? { t: cell } : cell;
      for (let i = 0; i < down; i++) for (let j = 0; j < c; j++) taken.add(`${r + i}:${column + j}`);
      const start = text.length;
      text += `${t}\t`;
      cells.push({
        row: r,
        column,
        rowSpan: down,
        colSpan: c,
        text: t,
        span: t === '' ? null : { start, end: start + t.length },
        header: r < (grid.headerRows ?? 0),
      });
      column += c;
      columns = Math.max(columns, column);
    }
    text += '\n';
  });
  const table: Table = {
    caption: grid.caption,
    rows: grid.rows.length,
    columns,
    headerRows: grid.headerRows ?? 0,
    cells,
    notes: grid.notes ?? [],
    origin: 'html',
  };
  const span = { start: grid.title.length + 1, end: text.length };
  return {
    text,
    metadata: { ...NO_METADATA, title: grid.title },
    blocks: [
      {
        kind: 'heading',
        span: { start: 0, end: grid.title.length },
        pieces: [{ start: 0, end: grid.title.length }],
        level: 1,
        section: [],
        table: null,
      },
      { kind: 'table', span, pieces: [span], level: 0, section: [], table },
    ],
    links: [],
    unreadable: [],
    mediaType: 'text/html',
    charset: 'utf-8',
    charsetFrom: 'utf-8-valid',
    sha256: '0'.repeat(64),
    isDocument: true,
    why: null,
  };
}
