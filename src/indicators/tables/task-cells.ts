import type { Block, Document } from '../../document/index.js';
import { squeezeCell } from '../../document/index.js';
import { type Column, readLayout } from './columns.js';
import { tablesOf } from './continued.js';
import { sideBySide, toMatrix, yearsAcross } from './matrix.js';

/** A cell of a table of tasks, as a paragraph of its own, with the table it stands in (whose scope of time it shares). */
export interface TaskCell {
  readonly block: Block;
  readonly of: Block;
}

/** `建设内容及规模` */
const CONTENT = /^(?:主要)?(?:建设|工程|项目|工作|实施|任务)?(?:内容|规模|任务)(?:及|和|与|、)?(?:建设)?(?:规模|内容|目标|任务)?$/;
const contentColumns = (columns: readonly Column[]): ReadonlySet<number> =>
  new Set(
    columns
      .filter((column) => column.role !== 'value' && column.role !== 'name' && CONTENT.test(column.head))
      .map((column) => column.index),
  );

/** In characters: shorter cells are labels. */
const SHORTEST_SENTENCE = 6;

/**
 * The cells that prose rules may read: of tables without value columns (tasks, projects, boxes laid out as a table), and of the column that tells what is
 * built beside one of amounts, those that hold words and a figure.
 * `建设内容 | 改造道路5公里` states a quantity; an indicator table's cells are read by `extractTables` and are not among these.
 */
export function taskCells(document: Document): TaskCell[] {
  const found: TaskCell[] = [];
  for (const { block: of, table } of tablesOf(document)) {
    const matrix = toMatrix(table);
    if (!matrix) continue;
    // Beside 总投资 a table of projects says what is built; an indicator table says nothing in sentences.
    const layouts = sideBySide(yearsAcross(matrix)).map(readLayout);
    const told = matrix.length > 0 && layouts.length === 1 && layouts[0] ? contentColumns(layouts[0].columns) : null;
    if (layouts.some((layout) => layout !== null) && (told === null || told.size === 0)) continue;
    const caption = table.caption;
    const section = caption && caption !== of.section[of.section.length - 1] ? [...of.section, caption] : of.section;
    for (const cell of table.cells) {
      if (told && !told.has(cell.column)) continue;
      const words = squeezeCell(cell.text);
      if (!cell.span || cell.header || words.length < SHORTEST_SENTENCE || !/\d/.test(words) || !/\p{Script=Han}{3}/u.test(words)) continue;
      // Words put together from several lines have other cells between them.
      if (squeezeCell(document.text.slice(cell.span.start, cell.span.end)) !== words) continue;
      found.push({ of, block: { kind: 'paragraph', span: cell.span, pieces: [cell.span], level: 0, section, table: null } });
    }
  }
  return found;
}
