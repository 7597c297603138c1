import type { Table } from './document.js';

/** One cell before it has a place in the text. */
export interface DraftCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly text: string;
  /** Marked as a heading by the source (`<th>`, `<thead>`). */
  readonly header: boolean;
}

/** A line of running text. `level` is the heading rank the source gave it (`<h1>` is 1), 0 where it gave none. */
export interface DraftLine {
  readonly kind: 'line';
  readonly text: string;
  readonly level: number;
  readonly note: boolean;
  /** All of its characters are inside links. */
  readonly link: boolean;
}

export interface DraftTable {
  readonly kind: 'table';
  readonly caption: string | null;
  readonly cells: readonly DraftCell[];
  readonly rows: number;
  readonly columns: number;
  readonly origin: Table['origin'];
}

/** A picture large enough to hold words. */
export interface DraftImage {
  readonly kind: 'image';
  readonly src: string;
}

/** What every format is read into before it is laid out as one text: lines, tables and pictures in reading order. */
export type Draft = DraftLine | DraftTable | DraftImage;

export const line = (text: string, more: Partial<Omit<DraftLine, 'kind' | 'text'>> = {}): DraftLine => ({
  kind: 'line',
  text,
  level: 0,
  note: false,
  link: false,
  ...more,
});
