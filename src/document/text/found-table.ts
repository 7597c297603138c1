import type { Table } from '../document.js';

/** A table found among the lines of a text. */
export interface FoundTable {
  /** Lines from `from` up to and without `to` belong to the table, caption and notes among them. */
  readonly from: number;
  readonly to: number;
  readonly table: Table;
  /** Set where the table cannot be read; `table` then has no rows, or only those that can. */
  readonly lost: 'lost-names' | 'format' | null;
}
