import { isUnitCell, squeezeCell, type Table, type TableCell } from '../../document/index.js';
import type { DocumentContext } from '../context.js';
import type { Measure } from '../indicator.js';
import { planOf } from '../lexicon/plans.js';
import type { Draft } from '../refine/build.js';
import type { CellValue } from './cell-values.js';
import type { Marks } from './marks.js';
import { composeName, type ReadName, unitIn } from './names.js';
import { columnSubject, type PlaceTable } from './places.js';
import type { Row } from './rows.js';
import type { ColumnTime } from './times.js';

/** What a row's statements have in common. */
export interface RowFacts {
  readonly times: readonly ColumnTime[];
  /** The row states the level to be reached in a column of its own; what else it prints is a change. */
  readonly hasGoal?: boolean;
  /** A bare figure under 增减 is what lies between the levels of its row. */
  readonly isDifference?: boolean;
  /** The level of the same year stands in a column of its own; what stands beside it is how it moved. */
  readonly hasLevel?: boolean;
  readonly section: readonly string[];
  readonly table: Table;
  readonly context: DocumentContext;
  readonly used: Set<TableCell>;
  /** The rows name places; what is stated of them stands in the title. */
  readonly places: PlaceTable | null;
}

/** One value of a row as a statement: the name as it stands with its parent, measure, unit, period and role from name, column, marks and cell together. */
export function toDraft(
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
  const stated = row.unit ?? composed.unit ?? facts.places?.unit ?? marks.unit ?? unitAmong(marks.units, composed.name);
  const rowUnit = isIndexBase(stated) ? '' : stated;
  // Beside the level to be reached, a total is what it rises by and an average its yearly growth: 森林覆盖率 60, 62, 〔2〕.
  const rises =
    facts.hasGoal === true &&
    composed.measure === null &&
    time.kind !== 'change' &&
    time.kind !== 'year' &&
    !isFlow(read.name) &&
    !/合计|总计/.test(time.column.head) &&
    value.decimals !== null &&
    (total || average) &&
    value.unit === '' &&
    (time.unit === null || (total && value.bracket !== null));
  const ownRate = time.kind === 'change' && facts.hasLevel !== true && isOwnRate(composed, value);
  const printedUnit = unitOf(value, rises ? { ...time, unit: null } : time, rowUnit, composed, ownRate);
  const percent = printedUnit === '%' || printedUnit === '‰';
  const difference = facts.isDifference === true ? (rowUnit === '%' ? '个百分点' : (rowUnit ?? '')) : null;
  const unit =
    difference ??
    (yearly && composed.measure === null && value.unit === ''
      ? '%'
      : rises
        ? percent
          ? '个百分点'
          : total
            ? printedUnit
            : '%'
        : printedUnit);
  // 城镇调查失业率（%） | — | <5.5 under 年均增速: a rate has no yearly growth; so high it is held every year.
  const held = average && !yearly && facts.hasGoal !== true && value.bracket === null && rowUnit === '%' && HELD_RATE.test(composed.name);
  const measure =
    difference !== null
      ? 'delta'
      : held && composed.measure === null
        ? 'level'
        : yearly && composed.measure === null
          ? 'cagr'
          : rises
            ? percent || total
              ? 'delta'
              : 'cagr'
            : ownRate
              ? 'level'
              : measureOf(composed, time, unit, average, value, rowUnit);
  const falls = composed.falls && time.kind !== 'change';
  const ofYear = value.year ?? marks.years.get(value.mark ?? '');
  const period =
    ofYear !== undefined
      ? String(ofYear)
      : periodOf(measure, { falls: falls || (measure !== 'level' && value.negative), total, average, time, named: read.name });
  const doubts: string[] = [];
  if (time.former) doubts.push('the target before its adjustment, not a result');
  if (!time.sure) doubts.push('role or period of the column is not printed');
  if (facts.table.origin === 'flat' && isUnplaced(row, facts.times)) doubts.push('the row has fewer values than the table has columns');
  if (row.nameCell && facts.table.uncertainRows?.includes(row.nameCell.row))
    doubts.push('the figures of the row are not told apart for certain');
  if (unit === '' && value.decimals !== null && marks.units.length > 0)
    doubts.push('which of the units over the table is meant is not printed');
  // 3.5（2.8）, 括号内为可比口径: the second figure is counted so.
  const aside = value.bracket === '()' && count > 1 && bracket === undefined ? marks.inBrackets : null;
  const label = aside !== null && !PRICES.test(aside) ? aside : count > 1 || value.label ? value.label : null;
  const subject = facts.places ? (columnSubject(time.column.head) ?? (time.noun === null ? facts.places.subject : null)) : null;
  const whole = subject !== null && /^(?:合计|总计|全[市县区省])$/.test(composed.name) ? subject : `${composed.name}${subject ?? ''}`;
  const named = nameOf(whole, time, label ?? time.part ?? null);
  const basis = (aside !== null && PRICES.test(aside) ? aside : null) ?? read.basis ?? (isIndexBase(row.unit) ? row.unit : null);
  const negative = value.negative || falls || time.falls === true;
  return {
    name: named,
    measure,
    decimals: value.decimals,
    negative,
    unit: value.decimals === null ? (unit === 'ratio' ? '' : unit) : unit,
    comparator: value.comparator,
    period,
    role: time.role,
    ambition: value.stretch || /激励|力争|奋斗/.test(time.column.head) ? 'stretch' : null,
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

const PRICES = /口径|价$|价格|剔除|扣除/;

/** What is made over a plan adds up: its total is a level, not a rise. 新增劳动力平均受教育年限 is no flow. */
const isFlow = (name: string): boolean =>
  /新增|净增|减排|累计|建成(?!区)|改造|新建|投资|引进|培训|治理|修复|减少量|淘汰|拆除|关停|发放|安置|救助/.test(name) &&
  !/(?:率|比重|比例|年限|水平|寿命|浓度|指数)$/.test(name);

/** Shares and rates of a state; 劳动生产率 and 增长率 are none. */
const HELD_RATE = /(?:(?<!生产|增长|增|贡献|收益|回报)率|比重|占比|比例)$/;

/** `单位：万亩、%` over the table: shares are in percent, and what is left is for the rest where it is one. */
function unitAmong(units: readonly string[], name: string): string | null {
  if (/(?:率|比重|占比|比例)$/.test(name)) return units.includes('%') ? '%' : null;
  const others = units.filter((unit) => unit !== '%');
  return others.length === 1 ? (others[0] as string) : null;
}

/** `上年=100` and the like say what an index rests on, not what it is counted in. */
const isIndexBase = (unit: string | null): boolean => unit !== null && /=\s*100$/.test(squeezeCell(unit));

/** A cell that the reader of a flattened table could not place is absent; one it knows to be empty is there. */
const isUnplaced = (row: Row, times: readonly ColumnTime[]): boolean => times.some((time) => row.cells[time.column.index] === null);

function unitOf(
  value: CellValue,
  time: ColumnTime,
  rowUnit: string | null,
  composed: { name: string; measure: Measure | null },
  ownRate: boolean,
): string {
  if (value.unit === 'ratio') return 'ratio';
  if (value.unit !== '') {
    // 1.5万 under the unit 人 is 1.5 万人.
    const scaleOnly = /^[十百千万亿]+$/.test(value.unit);
    return scaleOnly && rowUnit && !/^[十百千万亿%‰]/.test(rowUnit) ? value.unit + rowUnit : value.unit;
  }
  if (ownRate) return '%';
  // 城镇登记失业率（%） | 3.2 | -0.3 under 增长（%）: a share moves by points.
  if (time.kind === 'change' && composed.measure === null && rowUnit === '%' && HELD_RATE.test(composed.name)) return '个百分点';
  if (time.unit && (isUnitCell(time.unit) || unitIn(time.unit))) return time.unit;
  if (time.kind === 'change') return rowUnit === '%' || rowUnit === '‰' ? '个百分点' : '%';
  const unit = rowUnit ?? '';
  return /^(?:[:：]|比值?|—|1)$/.test(unit) ? 'ratio' : unit;
}

/** 城镇登记失业率 has no growth: under 增长（%） too its figure is the rate itself, and so is 4.5% of any rate. */
const isOwnRate = (composed: { name: string; measure: Measure | null }, value: CellValue): boolean =>
  composed.measure === null &&
  value.lead === '' &&
  !value.negative &&
  (/(?:失业率|自然增长率|出生率|死亡率)$/.test(composed.name) || (value.unit === '%' && /(?:率|比重|占比|比例)$/.test(composed.name)));

function measureOf(
  name: { name: string; measure: Measure | null; falls: boolean },
  time: ColumnTime,
  unit: string,
  average: boolean,
  value: CellValue,
  rowUnit: string | null,
): Measure {
  const points = /百分点/.test(unit);
  if (time.kind === 'change') return points || unit !== '%' ? 'delta' : average ? 'cagr' : 'growth';
  if (name.measure !== null) {
    if (points) return 'delta';
    // 降低 under 年均[累计] is meant over the plan, unless the name says 年均.
    if (name.measure === 'growth' && average) return name.falls && /累计|\[/.test(time.column.head) ? 'growth' : 'cagr';
    return name.measure;
  }
  if (
    /下降|降低|减少|压减|增长|提高|提升|增加|新增|净增/.test(value.lead) &&
    (average || time.kind !== 'year' || !/新增|净增/.test(value.lead))
  )
    return points ? 'delta' : unit === '%' ? (average ? 'cagr' : 'growth') : 'delta';
  // An average column over a level printed in another unit states its yearly growth.
  if (average && (time.unit === '%' || (unit === '%' && rowUnit !== '%' && rowUnit !== null && rowUnit !== ''))) return 'cagr';
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
  // [8.1] under 2023年 adds up from the beginning of the plan, whatever years have columns of their own.
  if (about.total && time.kind === 'year' && time.year !== null) return `${planOf(time.year)[0]}-${time.year}`;
  if (about.total || about.average || measure === 'cagr') return over ?? at;
  if (time.kind === 'change') return over ?? at;
  if (about.falls) return over ?? at;
  // What is newly made over a plan adds up to its end.
  if (time.role === 'target' && isFlow(about.named) && /^(?:新增|新建|净增|新改扩建|改造|建成|累计)|新增/.test(about.named))
    return over ?? at;
  return at ?? over;
}

function nameOf(name: string, time: ColumnTime, label: string | null): string {
  const noun = time.noun && !name.includes(time.noun) && !/[量额值]$/.test(name.replace(/需氧量$/, '')) ? time.noun : '';
  return `${name}${noun}${label && !name.includes(label) ? `（${label}）` : ''}`;
}
