import { type Block, type Document, isDashCell, isNumericCell, type Table, type TableCell } from '../../document/index.js';
import { type Layout, readLayout } from './columns.js';
import { toMatrix } from './matrix.js';

/** A table with the block it stands in. */
export interface PlacedTable {
  readonly block: Block;
  readonly table: Table;
}

/** In characters: `续表`, `单位：亿元`, a page number; what is longer stands between two tables and parts them. */
const LONGEST_BETWEEN = 16;

/**
 * Every table of a document. One that goes on where a page ended, without a header of its own, is given that of the table before it: it has as many
 * columns, next to nothing stands between them, and figures stand where the header has values.
 */
export function tablesOf(document: Document): readonly PlacedTable[] {
  const found: PlacedTable[] = [];
  let before: { readonly table: Table; readonly layout: Layout } | null = null;
  for (const block of document.blocks) {
    if (block.kind !== 'table' || !block.table) {
      if (block.span.end - block.span.start > LONGEST_BETWEEN) before = null;
      continue;
    }
    const matrix = toMatrix(block.table);
    const layout = matrix ? readLayout(matrix) : null;
    const table: Table = layout === null && before && goesOn(block.table, before) ? joined(before, block.table) : block.table;
    found.push({ block, table });
    if (layout) before = { table: block.table, layout };
    else if (table === block.table) before = null;
  }
  return found;
}

function goesOn(table: Table, before: { readonly table: Table; readonly layout: Layout }): boolean {
  if (table.columns !== before.table.columns || table.origin !== before.table.origin) return false;
  const values = new Set(before.layout.columns.filter((column) => column.role === 'value').map((column) => column.index));
  const rows = new Set<number>();
  for (const cell of table.cells) if (values.has(cell.column) && (isNumericCell(cell.text) || isDashCell(cell.text))) rows.add(cell.row);
  return rows.size >= 1 && rows.size * 2 >= table.rows;
}

/** The header of one table over the rows of the other. */
function joined(before: { readonly table: Table; readonly layout: Layout }, table: Table): Table {
  const height = before.layout.body;
  const head = before.table.cells.filter((cell) => cell.row < height);
  const cells: TableCell[] = [
    ...head.map((cell) => ({ ...cell, rowSpan: Math.min(cell.rowSpan, height - cell.row) })),
    ...table.cells.map((cell) => ({ ...cell, row: cell.row + height })),
  ];
  return {
    ...table,
    caption: before.table.caption ?? table.caption,
    notes: [...before.table.notes, ...table.notes],
    rows: table.rows + height,
    headerRows: height,
    cells,
  };
}
