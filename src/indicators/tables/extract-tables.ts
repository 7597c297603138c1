import Big from 'big.js';
import type { Block, Document, Table, TableCell, Unreadable } from '../../document/index.js';
import { isDashCell, isNumericCell, squeezeCell } from '../../document/index.js';
import type { DocumentContext } from '../context.js';
import type { Indicator } from '../indicator.js';
import { type Draft, toIndicator } from '../refine/build.js';
import { type CellValue, readCell } from './cell-values.js';
import { readLayout } from './columns.js';
import { tablesOf } from './continued.js';
import { type Marks, readMarks } from './marks.js';
import { type Matrix, sideBySide, toMatrix, yearsAcross } from './matrix.js';
import { placeTable } from './places.js';
import { type Row, readRows } from './rows.js';
import { type RowFacts, toDraft } from './statement.js';
import { type ColumnTime, readTimes } from './times.js';

/** An indicator before the document gives it its id. */
export type TableIndicator = Indicator;

export interface FromTables {
  /** In order of their span. */
  readonly indicators: readonly TableIndicator[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * Reads every table block of a document. A table without value columns (tasks, responsibilities) states nothing and is no fault; one whose names are lost
 * is reported and yields nothing.
 */
export function extractTables(document: Document, context: DocumentContext): FromTables {
  const indicators: TableIndicator[] = [];
  const unreadable: Unreadable[] = [];
  for (const { block, table } of tablesOf(document)) {
    const result = readTable(document, block, table, context);
    if (typeof result === 'string') unreadable.push({ heading: headingOf(block, table), reason: result });
    else indicators.push(...result.map((draft) => toIndicator(draft, context)));
  }
  indicators.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { indicators, unreadable };
}

/** Why nothing could be read of a table that states something. */
type Lost = 'lost-names' | 'format';

const headingOf = (block: Block, table: Table): string => table.caption ?? block.section[block.section.length - 1] ?? '';

function readTable(document: Document, block: Block, table: Table, context: DocumentContext): Draft[] | Lost {
  const matrix = toMatrix(table);
  if (!matrix) return [];
  const parts = sideBySide(yearsAcross(matrix)).map((part) => readGrid(document, block, table, part, context));
  const drafts = parts.filter((part): part is Draft[] => typeof part !== 'string').flat();
  return drafts.length === 0 ? (parts.find((part): part is Lost => typeof part === 'string') ?? drafts) : drafts;
}

function readGrid(document: Document, block: Block, table: Table, matrix: Matrix, context: DocumentContext): Draft[] | Lost {
  const layout = readLayout(matrix);
  if (!layout) return hasLostNames(matrix) ? 'lost-names' : hasLostHeads(matrix) ? 'format' : [];
  const about = [table.caption ?? '', ...layout.titles, ...table.notes];
  const marks = readMarks(about);
  const caption = [table.caption ?? '', ...layout.titles].join(' ');
  const times = readTimes(layout.columns, caption || (block.section[block.section.length - 1] ?? ''), {
    context,
    scope: context.scopeOf(block),
  });
  const rows = readRows(matrix, layout, marks);
  const stated = rows.filter((row) => row.name !== null);
  if (stated.length === 0) return rows.length >= 2 ? 'lost-names' : [];
  const section =
    table.caption && table.caption !== block.section[block.section.length - 1] ? [...block.section, table.caption] : block.section;
  const used = new Set<TableCell>();
  const drafts: Draft[] = [];
  const places = placeTable(layout.columns.find((column) => column.role === 'name')?.head ?? '', caption);
  for (const row of stated) drafts.push(...readRow(document, row, times, marks, { section, table, context, used, times, places }));
  return drafts;
}

/** A grid of figures with years above and nothing that could name them. */
function hasLostNames(matrix: Matrix): boolean {
  const cells = [...new Set(matrix.flat())].filter((cell): cell is TableCell => cell !== null && squeezeCell(cell.text) !== '');
  const figures = cells.filter((cell) => isNumericCell(cell.text) || isDashCell(cell.text)).length;
  const years = cells.filter((cell) => /(?:19|20)\d\d年?|目标|完成/.test(cell.text) && cell.text.length < 12).length;
  return cells.length >= 8 && figures >= cells.length * 0.6 && years >= 2;
}

/** Names and beside them two columns of figures that no header tells apart. */
function hasLostHeads(matrix: Matrix): boolean {
  const width = matrix[0]?.length ?? 0;
  if (
    matrix.length < FEWEST_ROWS ||
    matrix.some((row) => row.some((cell) => cell && (cell.text.length > LONGEST_WORDS || /。/.test(cell.text))))
  )
    return false;
  const share = (c: number, test: (text: string) => boolean) =>
    matrix.filter((row) => row[c] && test(squeezeCell(row[c].text))).length / matrix.length;
  let figures = 0;
  let named = false;
  for (let c = 0; c < width; c++) {
    const counts = matrix.every(
      (row, r) => r === 0 || squeezeCell(row[c]?.text ?? '') === String(Number(squeezeCell(matrix[0]?.[c]?.text ?? '')) + r),
    );
    if (!counts && share(c, (text) => isNumericCell(text) || isDashCell(text)) >= 0.8) figures++;
    named ||= share(c, (text) => /\p{Script=Han}{2}/u.test(text)) >= 0.8;
  }
  return named && figures >= 2;
}

/** A smaller grid is a layout or an aside. */
const FEWEST_ROWS = 4;
/** In characters: a longer cell is a sentence. */
const LONGEST_WORDS = 40;

function readRow(document: Document, row: Row, times: readonly ColumnTime[], marks: Marks, facts: RowFacts): Draft[] {
  if (!row.name) return [];
  const drafts: Draft[] = [];
  const hasGoal = times.some(
    (time) => time.kind === 'year' && time.role === 'target' && isNumericCell(row.cells[time.column.index]?.text ?? ''),
  );
  for (const time of order(row, times)) {
    const cell = row.cells[time.column.index];
    if (!cell || cell === row.nameCell) continue;
    const values = readCell(document, cell, !marks.explainsBrackets && !/[[〔【]/.test(time.column.head));
    const inWords = values.length === 1 && values[0]?.decimals === null;
    // One printed figure is one statement, however many rows its cell spans; words in a merged cell hold for each row.
    if (!inWords && facts.used.has(cell)) continue;
    if (inWords && drafts.some((draft) => draft.text !== null && draft.span === cell.span)) continue;
    facts.used.add(cell);
    const hasLevel = times.some(
      (other) =>
        other.kind === 'year' &&
        other.year === time.year &&
        other.role === time.role &&
        isNumericCell(row.cells[other.column.index]?.text ?? ''),
    );
    for (const value of values) {
      if (value.text !== null && (WITHDRAWN.test(value.text) || (time.role === 'actual' && VERDICT.test(value.text)))) continue;
      const isDifference = values.length === 1 && differs(document, row, time, times, value);
      const draft = toDraft(row, row.name, time, value, cell, values.length, marks, { ...facts, hasGoal, isDifference, hasLevel });
      if (draft) drafts.push(draft);
    }
  }
  return drafts;
}

/** 18.6, 30 and 11.4 under 增减: what lies between the two levels, in their own unit. */
function differs(document: Document, row: Row, time: ColumnTime, times: readonly ColumnTime[], value: CellValue): boolean {
  if (time.kind !== 'change' || time.unit !== null || value.unit !== '' || !/增减|变化|升降|变动/.test(time.column.head)) return false;
  const levels = times
    .filter((other) => other.kind === 'year' && other.column.index < time.column.index)
    .map((other) => {
      const cell = row.cells[other.column.index];
      const read = cell ? readCell(document, cell, true) : [];
      return read.length === 1 && typeof read[0]?.decimals === 'string' ? read[0].decimals : null;
    });
  const [first, last] = [levels[0], levels[levels.length - 1]];
  if (levels.length < 2 || !first || !last || typeof value.decimals !== 'string') return false;
  if ([first, last, value.decimals].some((decimals) => !/^[\d.]+$/.test(decimals))) return false;
  return new Big(last).minus(first).abs().eq(value.decimals);
}

/** Said of a goal, not of the indicator. */
const VERDICT =
  /^(?:未|已|超额|提前|基本|全面|如期|预计|预期|可|能够?|按期|圆满|顺利)*(?:完成|达标|达到|达到预期|达到目标|实现|正常|滞后|符合预期|达到序时进度|进展顺利)$/;

/** A target that is no more, or what was done to it. */
const WITHDRAWN =
  /^(?:取消|删除|撤销|不再(?:设定|设置|列入|考核|作为.*)|新增|调整|不变|保持不变|未设定?|无|上调|下调)(?:该?(?:指标|目标))?$/;

/** A cell over several columns is read once, under the column that states the last goal. */
function order(row: Row, times: readonly ColumnTime[]): readonly ColumnTime[] {
  const spans = times.some((time) => (row.cells[time.column.index]?.colSpan ?? 1) > 1);
  const rank = (time: ColumnTime) => (time.role === 'target' ? 10_000 : 0) + (time.year ?? 0);
  return spans ? [...times].sort((a, b) => rank(b) - rank(a)) : times;
}
