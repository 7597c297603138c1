import type { Edition } from '../../src/diff/index.js';
import { type Block, type Document, parseText, type Table } from '../../src/document/index.js';
import { type Indicator, toQuantity } from '../../src/indicators/index.js';

/** A statement of a fixture: `at` ends with the printed value and stands once in the text. */
export interface Stated extends Partial<Omit<Indicator, 'span' | 'quote' | 'valueText'>> {
  readonly at: string;
  readonly printed: string;
  readonly name: string;
}

/** Reads a text line by line and puts the given statements on it: the extractor takes no part. */
export function edition(text: string, stated: readonly Stated[], over: Partial<Document> = {}): Edition {
  const document: Document = { ...parseText(text, { sha256: '0'.repeat(64), mediaType: 'text/plain' }), ...over };
  const indicators = stated.map((s) => toIndicator(document, s)).sort((x, y) => x.span.start - y.span.start);
  return { document, extraction: { extractor: 'test', indicators, unreadable: document.unreadable } };
}

function toIndicator(document: Document, s: Stated): Indicator {
  const { at, printed, ...rest } = s;
  const found = document.text.indexOf(at);
  if (found < 0 || document.text.indexOf(at, found + 1) >= 0) throw new Error(`"${at}" must stand once in the text`);
  const start = found + at.lastIndexOf(printed);
  const block = document.blocks.find((b) => b.span.start <= start && start < b.span.end);
  const number = /-?\d+(?:\.\d+)?/.exec(printed)?.[0] ?? null;
  const unit = rest.unit ?? printed.replace(/^[<>≥≤]?[\d.:-]+/, '');
  const value = rest.value === undefined ? (number === null ? null : Number(number)) : rest.value;
  return {
    id: `${s.name}@${start}`,
    concept: null,
    measure: 'level',
    comparator: 'eq',
    period: '2026',
    role: 'target',
    ambition: null,
    attribute: null,
    basis: null,
    base: null,
    text: null,
    form: 'prose',
    section: block?.section ?? [],
    needsReview: false,
    ...rest,
    value,
    unit,
    quantity:
      rest.quantity === undefined
        ? value === null
          ? null
          : toQuantity(Array.isArray(value) ? [String(value[0]), String(value[1])] : String(value), unit)
        : rest.quantity,
    quote: at,
    span: { start, end: start + printed.length },
    valueText: printed,
  };
}

/** A document that is one table under a heading; cells are given row by row, `''` for an empty one. */
export function tableDocument(heading: string, rows: readonly (readonly string[])[], separator = '\t'): { text: string; blocks: Block[] } {
  const text = `${heading}\n${rows.map((r) => r.join(separator)).join('\n')}\n`;
  const headingSpan = { start: 0, end: heading.length };
  const cells: Table['cells'][number][] = [];
  let at = heading.length + 1;
  rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      cells.push({
        row: r,
        column: c,
        rowSpan: 1,
        colSpan: 1,
        text: cell,
        span: cell === '' ? null : { start: at, end: at + cell.length },
        header: r === 0,
      });
      at += cell.length + 1;
    });
  });
  const span = { start: heading.length + 1, end: text.length - 1 };
  const table: Table = {
    caption: heading,
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    headerRows: 1,
    cells,
    notes: [],
    origin: 'html',
  };
  return {
    text,
    blocks: [
      { kind: 'heading', span: headingSpan, pieces: [headingSpan], level: 1, section: [], table: null },
      { kind: 'table', span, pieces: [span], level: 0, section: [heading], table },
    ],
  };
}
