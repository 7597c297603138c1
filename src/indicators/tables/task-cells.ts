import type { Block, Document } from '../../document/index.js';
import { squeezeCell } from '../../document/index.js';
import { readLayout } from './columns.js';
import { sideBySide, toMatrix } from './matrix.js';

/** A cell of a table of tasks, as a paragraph of its own, with the table it stands in (whose scope of time it shares). */
export interface TaskCell {
  readonly block: Block;
  readonly of: Block;
}

/** In characters: shorter cells are labels. */
const SHORTEST_SENTENCE = 6;

/**
 * The cells that prose rules may read: of tables without value columns (tasks, projects, boxes laid out as a table), those that hold words and a figure.
 * `建设内容 | 改造道路5公里` states a quantity; an indicator table's cells are read by `extractTables` and are not among these.
 */
export function taskCells(document: Document): TaskCell[] {
  const found: TaskCell[] = [];
  for (const of of document.blocks) {
    if (of.kind !== 'table' || !of.table) continue;
    const matrix = toMatrix(of.table);
    if (!matrix || sideBySide(matrix).some((part) => readLayout(part) !== null)) continue;
    const caption = of.table.caption;
    const section = caption && caption !== of.section[of.section.length - 1] ? [...of.section, caption] : of.section;
    for (const cell of of.table.cells) {
      const words = squeezeCell(cell.text);
      if (!cell.span || cell.header || words.length < SHORTEST_SENTENCE || !/\d/.test(words) || !/\p{Script=Han}{3}/u.test(words)) continue;
      // Words put together from several lines have other cells between them.
      if (squeezeCell(document.text.slice(cell.span.start, cell.span.end)) !== words) continue;
      found.push({ of, block: { kind: 'paragraph', span: cell.span, pieces: [cell.span], level: 0, section, table: null } });
    }
  }
  return found;
}
