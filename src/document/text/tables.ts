import type { Unreadable } from '../document.js';
import type { Item } from './build-blocks.js';
import type { Line } from './lines.js';

/** Replaces the lines of every table by one table block. */
export function findTables(lines: readonly Line[]): { items: Item[]; unreadable: Unreadable[] } {
  return { items: [...lines], unreadable: [] };
}
