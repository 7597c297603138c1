import type { Block, Unreadable } from '../document.js';
import { buildBlocks } from './build-blocks.js';
import { splitAtCaptions } from './glued-table.js';
import { splitLines } from './lines.js';
import { findTables } from './tables.js';

export { buildBlocks } from './build-blocks.js';
export { bareHeading, headingLevel, opensParagraph, runInHeading } from './headings.js';
export { type Line, splitLines } from './lines.js';
export { type DraftBlock, sectionize } from './sectionize.js';
export { findTables } from './tables.js';

export interface ReadText {
  readonly blocks: readonly Block[];
  readonly title: string | null;
  readonly unreadable: readonly Unreadable[];
}

/** Lines, then tables, then everything else. */
export function readText(text: string): ReadText {
  const { items, unreadable } = findTables(splitAtCaptions(splitLines(text)), text);
  return { ...buildBlocks(items), unreadable };
}
