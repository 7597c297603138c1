import type { Block, Document, Span, TableCell } from '../document/index.js';
import type { Indicator } from '../indicators/index.js';
import { clean, name as nameOf, remark } from './format.js';

/** The block a statement stands in, as it is quoted. `block` is null where the text no longer has one at that place. */
export type Passage =
  | {
      readonly kind: 'paragraph';
      readonly block: Block | null;
      readonly text: string;
      /** Where in `text` the value begins; its length is that of the printed value. */
      readonly at: number;
    }
  | {
      readonly kind: 'row';
      readonly block: Block;
      readonly row: number;
      readonly caption: string | null;
      readonly header: readonly string[];
      readonly cells: readonly RowCell[];
    };
export interface RowCell {
  readonly text: string;
  readonly isValue: boolean;
  readonly isName: boolean;
}

/** The block an indicator stands in; its own words where the text no longer has a block at that place. */
export function passageOf(document: Document, indicator: Indicator): Passage {
  const block = blockAt(document.blocks, indicator.span);
  const quoted = (): Passage => {
    const text = clean(indicator.quote);
    return { kind: 'paragraph', block: null, text, at: Math.max(0, text.indexOf(clean(indicator.valueText).trim())) };
  };
  if (!block) return quoted();
  if (block.table) return rowAt(block, indicator) ?? quoted();
  const slice = (end: number) =>
    block.pieces
      .filter((piece) => piece.start < end)
      .map((piece) => document.text.slice(piece.start, Math.min(piece.end, end)))
      .join('');
  const text = clean(slice(block.span.end)).trim();
  return { kind: 'paragraph', block, text, at: Math.min(text.length, clean(slice(indicator.span.start)).trimStart().length) };
}

/** Blocks stand in text order, so the last one that begins at or before the span is the only candidate. */
function blockAt(blocks: readonly Block[], span: Span): Block | null {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] as Block).span.start <= span.start) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  return block && block.span.end >= span.end ? block : null;
}

/** A table's caption may stand among the headings already; spaces do not make it another. */
const bare = (text: string) => clean(text).replace(/\s/g, '');

function rowAt(block: Block, indicator: Indicator): Passage | null {
  const table = block.table;
  if (!table) return null;
  const holds = (cell: TableCell) => cell.span !== null && cell.span.start <= indicator.span.start && cell.span.end >= indicator.span.end;
  const value = table.cells.find(holds);
  if (!value) return null;
  const covers = (cell: TableCell, row: number) => cell.row <= row && row < cell.row + cell.rowSpan;
  const inRow = table.cells.filter((cell) => covers(cell, value.row)).sort((a, b) => a.column - b.column);
  const header = inRow.map((cell) => {
    const above = table.cells.filter(
      (top) =>
        top.row + top.rowSpan <= table.headerRows && top.column < cell.column + cell.colSpan && cell.column < top.column + top.colSpan,
    );
    return [...new Set(above.map((top) => nameOf(top.text)))].filter((text) => text !== '').join(' ');
  });
  const name = clean(indicator.name).replace(/\s/g, '');
  return {
    kind: 'row',
    block,
    row: value.row,
    caption:
      table.caption === null || indicator.section.some((heading) => bare(heading) === bare(table.caption as string))
        ? null
        : nameOf(table.caption),
    header: table.headerRows > 0 ? header : [],
    cells: inRow.map((cell) => ({
      text: remark(cell.text),
      isValue: cell === value,
      isName: name !== '' && clean(cell.text).replace(/\s/g, '').includes(name),
    })),
  };
}
