import type { Block, Document, Table, TableCell, Unreadable } from '../../document/index.js';
import { isDashCell, isNumericCell, isUnitCell, squeezeCell } from '../../document/index.js';
import type { DocumentContext } from '../context.js';
import type { Attribute, Indicator, Measure } from '../indicator.js';
import { type Draft, toIndicator } from '../refine/build.js';
import { type CellValue, readCell } from './cell-values.js';
import { type Column, type Layout, readLayout } from './columns.js';
import { type Marks, readMarks } from './marks.js';
import { type Matrix, sideBySide, toMatrix } from './matrix.js';
import { composeName, type ReadName, readName, unitIn } from './names.js';
import { type ColumnTime, readTimes } from './times.js';

/** An indicator before the document gives it its id. */
export type TableIndicator = Omit<Indicator, 'id'>;

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
  for (const block of document.blocks) {
    if (block.kind !== 'table' || !block.table) continue;
    const result = readTable(document, block, block.table, context);
    if (result === 'lost-names') unreadable.push({ heading: headingOf(block, block.table), reason: 'lost-names' });
    else indicators.push(...result.map((draft) => toIndicator(draft, context)));
  }
  indicators.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { indicators, unreadable };
}

const headingOf = (block: Block, table: Table): string => table.caption ?? block.section[block.section.length - 1] ?? '';

function readTable(document: Document, block: Block, table: Table, context: DocumentContext): Draft[] | 'lost-names' {
  const matrix = toMatrix(table);
  if (!matrix) return [];
  const parts = sideBySide(matrix).map((part) => readGrid(document, block, table, part, context));
  const drafts = parts.filter((part): part is Draft[] => part !== 'lost-names').flat();
  return drafts.length === 0 && parts.includes('lost-names') ? 'lost-names' : drafts;
}

function readGrid(document: Document, block: Block, table: Table, matrix: Matrix, context: DocumentContext): Draft[] | 'lost-names' {
  const layout = readLayout(matrix);
  if (!layout) return hasLostNames(matrix) ? 'lost-names' : [];
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
  for (const row of stated) drafts.push(...readRow(document, row, times, marks, { section, table, context, used }));
  return drafts;
}

/** A grid of figures with years above and nothing that could name them. */
function hasLostNames(matrix: Matrix): boolean {
  const cells = [...new Set(matrix.flat())].filter((cell): cell is TableCell => cell !== null && squeezeCell(cell.text) !== '');
  const figures = cells.filter((cell) => isNumericCell(cell.text) || isDashCell(cell.text)).length;
  const years = cells.filter((cell) => /(?:19|20)\d\d年?|目标|完成/.test(cell.text) && cell.text.length < 12).length;
  return cells.length >= 8 && figures >= cells.length * 0.6 && years >= 2;
}

interface Row {
  readonly cells: readonly (TableCell | null)[];
  readonly name: ReadName | null;
  readonly nameCell: TableCell | null;
  readonly parent: ReadName | null;
  readonly unit: string | null;
  readonly attribute: Attribute | null;
}

const attributeOf = (text: string): Attribute | null => (/约束/.test(text) ? '约束性' : /预期|引导|指导/.test(text) ? '预期性' : null);

/** Walks the body: groups, parents, sub-rows and what they pass on. */
function readRows(matrix: Matrix, layout: Layout, marks: Marks): Row[] {
  const find = (role: Column['role']) => layout.columns.filter((column) => column.role === role);
  const nameColumn = find('name')[0] as Column;
  const unitColumn = find('unit')[0];
  const attributeColumn = find('attribute')[0];
  const groups = find('group').filter((column) => column.index < nameColumn.index);
  const values = find('value');
  const rows: Row[] = [];
  let parent: ReadName | null = null;
  let parentRow: Row | null = null;
  let parentOpen = false;
  let groupAttribute: Attribute | null = null;
  for (let r = layout.body; r < matrix.length; r++) {
    const cells = matrix[r] as readonly (TableCell | null)[];
    const distinct = [...new Set(cells)].filter((cell): cell is TableCell => cell !== null && squeezeCell(cell.text) !== '');
    const nameCell = cells[nameColumn.index] ?? null;
    const filled = values.some((column) => {
      const cell = cells[column.index];
      return cell && cell !== nameCell && squeezeCell(cell.text) !== '';
    });
    if (distinct.length === 1 && !filled) {
      // A group, a repeated caption, or a note inside the table.
      const words = squeezeCell((distinct[0] as TableCell).text);
      groupAttribute = /^[一二三四五六七八九十、(（)）]{0,5}(?:约束|预期)性指标/.test(words)
        ? attributeOf(words)
        : words.length <= 30
          ? null
          : groupAttribute;
      const lone = distinct[0] as TableCell;
      parent = lone.colSpan === 1 && lone === nameCell && words.length <= 40 ? readName(lone.text, marks) : null;
      parentOpen = parent !== null && parent.measure !== null;
      parentRow = null;
      continue;
    }
    if (distinct.length === 0 || isRepeatedHeader(cells, layout)) continue;
    const printed = nameCell && squeezeCell(nameCell.text) !== '' ? nameCell : null;
    const read = printed ? readName(printed.text, marks) : null;
    const above = groupParent(cells, groups, printed, marks);
    const ownAttribute = attributeColumn ? attributeOf(cells[attributeColumn.index]?.text ?? '') : null;
    const unitText = unitColumn ? squeezeCell(cells[unitColumn.index]?.text ?? '') : '';
    const ownUnit = unitText !== '' && !isDashCell(unitText) ? unitText.replace(/^[（(]|[)）]$/g, '') : null;
    if (read && !filled) {
      // A name alone heads the sub-rows below it.
      parent = read;
      parentOpen = true;
      parentRow = {
        cells,
        name: null,
        nameCell: printed,
        parent: null,
        unit: ownUnit ?? read.unit,
        attribute: ownAttribute ?? read.attribute ?? groupAttribute,
      };
      continue;
    }
    const hasSerial = layout.columns.some((column) => column.role === 'serial' && squeezeCell(cells[column.index]?.text ?? '') !== '');
    const isSub: boolean =
      read !== null &&
      (read.subRow ||
        (parentOpen && !hasSerial && layout.columns.some((column) => column.role === 'serial')) ||
        (parentOpen && parent?.measure !== null && read.unit === null && ownUnit === null && !hasSerial));
    if (!isSub && read) parentOpen = false;
    const inherits: boolean = isSub && parent !== null;
    const row: Row = {
      cells,
      name: read,
      nameCell: printed,
      parent: inherits ? parent : above,
      unit: ownUnit ?? read?.unit ?? (inherits ? (parentRow?.unit ?? null) : null),
      attribute: ownAttribute ?? read?.attribute ?? groupAttribute ?? (inherits ? (parentRow?.attribute ?? null) : null),
    };
    rows.push(row);
    if (read && !read.subRow && !inherits) {
      parent = read;
      parentRow = row;
    }
  }
  return rows;
}

const isRepeatedHeader = (cells: readonly (TableCell | null)[], layout: Layout): boolean => {
  const words = layout.columns.filter((column) => column.words.length > 0);
  const same = words.filter((column) => column.words.includes(squeezeCell(cells[column.index]?.text ?? '')));
  return words.length > 1 && same.length >= words.length - 1;
};

/** The cell left of the name that spans several rows and states a measure (`主要污染物排放总量减少（%）`), not a mere heading (`绿色发展`). */
function groupParent(
  cells: readonly (TableCell | null)[],
  groups: readonly Column[],
  nameCell: TableCell | null,
  marks: Marks,
): ReadName | null {
  for (const column of [...groups].reverse()) {
    const cell = cells[column.index];
    if (!cell || cell === nameCell || squeezeCell(cell.text) === '') continue;
    const read = readName(cell.text, marks);
    if (read.measure !== null || read.unit !== null) return read;
  }
  return null;
}

interface RowFacts {
  /** The row states the level to be reached in a column of its own; what else it prints is a change. */
  readonly hasGoal?: boolean;
  readonly section: readonly string[];
  readonly table: Table;
  readonly context: DocumentContext;
  readonly used: Set<TableCell>;
}

function readRow(document: Document, row: Row, times: readonly ColumnTime[], marks: Marks, facts: RowFacts): Draft[] {
  if (!row.name) return [];
  const drafts: Draft[] = [];
  const hasGoal = times.some(
    (time) => time.kind === 'year' && time.role === 'target' && isNumericCell(row.cells[time.column.index]?.text ?? ''),
  );
  for (const time of order(row, times)) {
    const cell = row.cells[time.column.index];
    if (!cell || cell === row.nameCell) continue;
    const values = readCell(document, cell);
    const inWords = values.length === 1 && values[0]?.decimals === null;
    // One printed figure is one statement, however many rows its cell spans; words in a merged cell hold for each row.
    if (!inWords && facts.used.has(cell)) continue;
    if (inWords && drafts.some((draft) => draft.text !== null && draft.span === cell.span)) continue;
    facts.used.add(cell);
    for (const value of values) {
      if (value.text !== null && time.role === 'actual' && VERDICT.test(value.text)) continue;
      const draft = toDraft(row, row.name, time, value, cell, values.length, marks, { ...facts, hasGoal });
      if (draft) drafts.push(draft);
    }
  }
  return drafts;
}

/** Said of a goal, not of the indicator. */
const VERDICT =
  /^(?:未|已|超额|提前|基本|全面|如期|预计|预期|可|能够?|按期|圆满|顺利)*(?:完成|达标|达到|达到预期|达到目标|实现|正常|滞后|符合预期|达到序时进度|进展顺利)$/;

/** A cell over several columns is read once, under the column that states the last goal. */
function order(row: Row, times: readonly ColumnTime[]): readonly ColumnTime[] {
  const spans = times.some((time) => (row.cells[time.column.index]?.colSpan ?? 1) > 1);
  const rank = (time: ColumnTime) => (time.role === 'target' ? 10_000 : 0) + (time.year ?? 0);
  return spans ? [...times].sort((a, b) => rank(b) - rank(a)) : times;
}

function toDraft(
  row: Row,
  read: ReadName,
  time: ColumnTime,
  value: CellValue,
  cell: TableCell,
  count: number,
  marks: Marks,
  facts: RowFacts,
): Draft | null {
  const composed = composeName(row.parent, read);
  const meaning = value.mark ? marks.meaning.get(squeezeCell(value.mark)) : undefined;
  const bracket = value.bracket ? marks.meaning.get(value.bracket) : undefined;
  const yearly = meaning === 'yearly' || bracket === 'yearly';
  const total =
    bracket === 'cumulative' ||
    meaning === 'cumulative' ||
    /累计|合计|五年/.test(value.lead) ||
    (value.bracket === null && time.kind === 'total') ||
    read.cumulative;
  const average =
    !total && (bracket === 'average' || meaning === 'average' || yearly || /年均/.test(value.lead) || time.kind === 'average');
  const stated = row.unit ?? composed.unit ?? marks.unit;
  const rowUnit = isIndexBase(stated) ? '' : stated;
  // Beside the level to be reached, a total is what it rises by and an average its yearly growth: 森林覆盖率 60, 62, 〔2〕.
  const rises =
    facts.hasGoal === true &&
    composed.measure === null &&
    time.kind !== 'change' &&
    time.kind !== 'year' &&
    !isFlow(read.name) &&
    value.decimals !== null &&
    (total || average) &&
    value.unit === '' &&
    (time.unit === null || (total && value.bracket !== null));
  const printedUnit = unitOf(value, rises ? { ...time, unit: null } : time, rowUnit);
  const percent = printedUnit === '%' || printedUnit === '‰';
  const unit =
    yearly && composed.measure === null && value.unit === ''
      ? '%'
      : rises
        ? percent
          ? '个百分点'
          : total
            ? printedUnit
            : '%'
        : printedUnit;
  const measure =
    yearly && composed.measure === null
      ? 'cagr'
      : rises
        ? percent || total
          ? 'delta'
          : 'cagr'
        : measureOf(composed, time, unit, average, value);
  const falls = composed.falls && time.kind !== 'change';
  const period = periodOf(measure, { falls: falls || (measure !== 'level' && value.negative), total, average, time, named: read.name });
  const doubts: string[] = [];
  if (!time.sure) doubts.push('role or period of the column is not printed');
  if (facts.table.origin === 'flat' && isUnplaced(row, facts.table)) doubts.push('the row has fewer values than the table has columns');
  const label = count > 1 || value.label ? value.label : null;
  const named = nameOf(composed.name, time, label);
  const basis = read.basis ?? (isIndexBase(row.unit) ? row.unit : null);
  const negative = value.negative !== falls && (value.negative || falls) ? true : value.negative && falls;
  return {
    name: named,
    measure,
    decimals: value.decimals,
    negative,
    unit: value.decimals === null ? (unit === 'ratio' ? '' : unit) : unit,
    comparator: value.comparator,
    period,
    role: time.role,
    ambition: value.stretch ? 'stretch' : null,
    attribute: row.attribute,
    basis,
    base: time.kind === 'change' ? time.base : value.base,
    text: value.text,
    form: 'table',
    section: facts.section,
    quote: [row.nameCell?.text, time.column.head, cell.text].filter(Boolean).join(' | ').replace(/\s+/g, ''),
    doubts,
    span: value.span,
    valueText: value.valueText,
  };
}

/** What is made over a plan adds up: its total is a level, not a rise. 新增劳动力平均受教育年限 is no flow. */
const isFlow = (name: string): boolean =>
  /新增|净增|减排|累计|建成(?!区)|改造|新建|投资|引进|培训|治理|修复|减少量/.test(name) &&
  !/(?:率|比重|比例|年限|水平|寿命|浓度|指数)$/.test(name);

/** `上年=100` and the like say what an index rests on, not what it is counted in. */
const isIndexBase = (unit: string | null): boolean => unit !== null && /=\s*100$/.test(squeezeCell(unit));

const isUnplaced = (row: Row, table: Table): boolean =>
  row.cells.filter((cell) => cell !== null).length < table.columns && row.cells.some((cell) => cell && isNumericCell(cell.text));

function unitOf(value: CellValue, time: ColumnTime, rowUnit: string | null): string {
  if (value.unit === 'ratio') return 'ratio';
  if (value.unit !== '') {
    // 1.5万 under the unit 人 is 1.5 万人.
    const scaleOnly = /^[十百千万亿]+$/.test(value.unit);
    return scaleOnly && rowUnit && !/^[十百千万亿%‰]/.test(rowUnit) ? value.unit + rowUnit : value.unit;
  }
  if (time.unit && (isUnitCell(time.unit) || unitIn(time.unit))) return time.unit;
  if (time.kind === 'change') return rowUnit === '%' || rowUnit === '‰' ? '个百分点' : '%';
  const unit = rowUnit ?? '';
  return /^(?:[:：]|比值?|—|1)$/.test(unit) ? 'ratio' : unit;
}

function measureOf(name: { measure: Measure | null }, time: ColumnTime, unit: string, average: boolean, value: CellValue): Measure {
  const points = /百分点/.test(unit);
  if (time.kind === 'change') return points || unit !== '%' ? 'delta' : average ? 'cagr' : 'growth';
  if (name.measure !== null) {
    if (points) return 'delta';
    if (name.measure === 'growth' && average) return 'cagr';
    return name.measure;
  }
  if (/下降|降低|减少|压减|增长|提高|提升|增加/.test(value.lead))
    return points ? 'delta' : unit === '%' ? (average ? 'cagr' : 'growth') : 'delta';
  // An average column over a level printed in another unit states its yearly growth.
  if (average && time.unit === '%') return 'cagr';
  if (average && /增[长速幅]/.test(time.column.head)) return 'cagr';
  return 'level';
}

function periodOf(
  measure: Measure,
  about: { falls: boolean; total: boolean; average: boolean; time: ColumnTime; named: string },
): string | null {
  const { time } = about;
  const over = time.span ? (time.span[0] === time.span[1] ? String(time.span[1]) : `${time.span[0]}-${time.span[1]}`) : null;
  const at = time.year === null ? null : String(time.year);
  if (about.total || about.average || measure === 'cagr') return over ?? at;
  if (time.kind === 'change') return over ?? at;
  if (about.falls) return over ?? at;
  // What is newly made over a plan adds up to its end.
  if (time.role === 'target' && isFlow(about.named) && /^(?:新增|新建|净增|新改扩建|改造|建成|累计)|新增/.test(about.named))
    return over ?? at;
  return at ?? over;
}

function nameOf(name: string, time: ColumnTime, label: string | null): string {
  const noun = time.noun && !name.includes(time.noun) && !/[量额值]$/.test(name) ? time.noun : '';
  return `${name}${noun}${label && !name.includes(label) ? `（${label}）` : ''}`;
}
