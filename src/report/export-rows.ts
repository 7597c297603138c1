import type { Change } from '../diff/index.js';
import type { Indicator } from '../indicators/index.js';
import { latestReview, type Snapshot, type Source } from '../records/index.js';
import { clean } from './format.js';
import type { ReportedSource, ReportInput } from './types.js';

/** A value of a tidy table: text, or a decimal kept as the string it was read as. */
export type Cell = { readonly kind: 'text' | 'number'; readonly text: string } | null;
export type Row = Readonly<Record<string, Cell>>;

const text = (value: string | null | undefined): Cell =>
  value === null || value === undefined || value === '' ? null : { kind: 'text', text: clean(value) };
const number = (value: string | number | null | undefined): Cell =>
  value === null || value === undefined ? null : { kind: 'number', text: String(value) };
const decimal = (value: string | undefined): Cell =>
  value === undefined ? null : /^-?\d+(?:\.\d+)?$/.test(value) ? number(value) : text(value);

/** What each column holds; the third sheet of the workbook and the columns of the CSV, in this order. */
export const INDICATOR_COLUMNS = {
  source: ['来源编号', 'id of the source'],
  source_title: ['来源名称', 'title of the source'],
  jurisdiction: ['地区', 'jurisdiction'],
  jurisdiction_code: ['行政区划代码（GB/T 2260）', 'code of the jurisdiction (GB/T 2260)'],
  kind: ['文件类型', 'kind of document'],
  document_period: ['文件所属期间', 'period of the document'],
  snapshot: ['快照编号', 'id of the snapshot'],
  captured_at: ['采集时间（UTC）', 'when it was captured (UTC)'],
  sha256: ['快照的 SHA-256', 'SHA-256 of the snapshot'],
  indicator: ['指标编号', 'id of the indicator'],
  name: ['指标名称（文件用语）', 'name in the words of the document'],
  concept: ['概念编号', 'id of the concept'],
  measure: ['level 水平 | growth 增速 | cagr 年均增速 | delta 增减', 'level | growth | cagr | delta'],
  role: ['target 目标 | actual 完成数', 'target | actual'],
  period: ['期间', 'period'],
  comparator: ['eq | approx | ge | gt | le | lt', 'eq | approx | ge | gt | le | lt'],
  value_low: ['数值（区间取下限），按印出的单位', 'value in the printed unit; lower end of a range'],
  value_high: ['数值（区间取上限），按印出的单位', 'value in the printed unit; upper end of a range'],
  unit: ['印出的单位', 'printed unit'],
  quantity_low: ['换算为基本单位的数值（下限）', 'value in the base unit, lower end'],
  quantity_high: ['换算为基本单位的数值（上限）', 'value in the base unit, upper end'],
  quantity_unit: ['基本单位', 'base unit'],
  value_text: ['印出的字样', 'as printed'],
  attribute: ['约束性 | 预期性', '约束性 binding | 预期性 expected'],
  ambition: ['stretch：力争', 'stretch: 力争'],
  basis: ['口径', 'basis'],
  base: ['基期', 'base period'],
  text: ['定性目标的文字', 'words of a qualitative target'],
  form: ['prose 正文 | table 表格', 'prose | table'],
  section: ['所在章节', 'section'],
  quote: ['原文', 'quotation'],
  needs_review: ['是否待复核', 'whether the reading is in doubt'],
  span_start: ['在正文中的起点（UTF-16）', 'start in the text (UTF-16 units)'],
  span_end: ['在正文中的终点（UTF-16）', 'end in the text (UTF-16 units)'],
} as const;

export const CHANGE_COLUMNS = {
  change: ['变动编号', 'id of the change'],
  detected_at: ['发现时间（UTC）', 'when it was found (UTC)'],
  change_type: ['revised | added | removed | reworded | moved', 'revised | added | removed | reworded | moved'],
  fields: ['变动的字段', 'changed fields'],
  direction: ['raised 上调 | lowered 下调', 'raised | lowered'],
  strictness: ['tightened 收紧 | loosened 放宽', 'tightened | loosened'],
  outlook: ['better 趋好 | worse 趋差', 'better | worse'],
  delta: ['差额', 'difference'],
  delta_unit: ['差额的单位', 'unit of the difference'],
  delta_relative: ['相对原值', 'relative to the former value'],
  before_snapshot: ['修订前的快照', 'snapshot before'],
  before_value_text: ['修订前印出的字样', 'as printed before'],
  before_quantity_low: ['修订前的数值（下限）', 'value before, lower end'],
  before_quantity_high: ['修订前的数值（上限）', 'value before, upper end'],
  before_quantity_unit: ['修订前的基本单位', 'base unit before'],
  before_comparator: ['修订前的限定', 'comparator before'],
  before_period: ['修订前的期间', 'period before'],
  before_attribute: ['修订前的约束属性', 'binding character before'],
  before_quote: ['修订前的原文', 'quotation before'],
  review: ['人工判定', 'word of a reviewer'],
  review_note: ['判定说明', 'note of the reviewer'],
} as const;

const ends = <T>(value: T | readonly [T, T] | null | undefined): readonly [T, T] | null =>
  value === null || value === undefined ? null : Array.isArray(value) ? (value as unknown as readonly [T, T]) : [value as T, value as T];

export function indicatorCells(indicator: Indicator): Row {
  const value = ends<number | string>(indicator.value as never);
  const quantity = ends<string>(indicator.quantity?.value as never);
  return {
    indicator: text(indicator.id),
    name: text(indicator.name),
    concept: text(indicator.concept),
    measure: text(indicator.measure),
    role: text(indicator.role),
    period: text(indicator.period),
    comparator: text(indicator.comparator),
    value_low: value && decimal(String(value[0])),
    value_high: value && decimal(String(value[1])),
    unit: text(indicator.unit),
    quantity_low: quantity && decimal(quantity[0]),
    quantity_high: quantity && decimal(quantity[1]),
    quantity_unit: text(indicator.quantity?.unit),
    value_text: text(indicator.valueText),
    attribute: text(indicator.attribute),
    ambition: text(indicator.ambition),
    basis: text(indicator.basis),
    base: text(indicator.base),
    text: text(indicator.text),
    form: text(indicator.form),
    section: text(indicator.section.join(' › ')),
    quote: text(indicator.quote),
    needs_review: text(String(indicator.needsReview)),
    span_start: number(indicator.span.start),
    span_end: number(indicator.span.end),
  };
}

const sourceCells = (source: Source, snapshot: Snapshot): Row => ({
  source: text(source.id),
  source_title: text(source.title),
  jurisdiction: text(source.jurisdiction),
  jurisdiction_code: text(source.jurisdictionCode),
  kind: text(source.kind),
  document_period: text(source.period),
  snapshot: text(snapshot.id),
  captured_at: text(snapshot.capturedAt),
  sha256: text(snapshot.digest),
});

/** One row for every printed value of every edition captured since the first day of the input, in order of source and capture. */
export function indicatorRows(input: ReportInput): Row[] {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: input.timezone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return input.sources.flatMap(({ source, history }) =>
    history
      .filter(({ snapshot }) => day.format(new Date(snapshot.capturedAt)) >= input.since)
      .flatMap(({ snapshot, indicators }) =>
        indicators.map((indicator) => ({ ...sourceCells(source, snapshot), ...indicatorCells(indicator) })),
      ),
  );
}

/** One row for every recorded change; the indicator columns hold the newer side, of a removal the older. */
export function changeRows(input: ReportInput): Row[] {
  return input.sources.flatMap((reported) =>
    reported.changeSets.flatMap(({ set, beforeSnapshot, afterSnapshot }) =>
      set.diff.changes.map((change) => ({
        ...sourceCells(reported.source, afterSnapshot),
        ...indicatorCells((change.after ?? change.before) as Indicator),
        ...changeCells(change, set.at, beforeSnapshot, reported),
      })),
    ),
  );
}

function changeCells(change: Change, at: string, beforeSnapshot: Snapshot, reported: ReportedSource): Row {
  const review = latestReview(reported.reviews, change.id);
  const before = change.before && indicatorCells(change.before);
  return {
    change: text(change.id),
    detected_at: text(at),
    change_type: text(change.type),
    fields: text(change.fields.join(' ')),
    direction: text(change.direction),
    strictness: text(change.strictness),
    outlook: text(change.outlook),
    delta: decimal(change.delta?.absolute),
    delta_unit: text(change.delta?.unit),
    delta_relative: decimal(change.delta?.relative ?? undefined),
    before_snapshot: text(beforeSnapshot.id),
    before_value_text: before?.value_text ?? null,
    before_quantity_low: before?.quantity_low ?? null,
    before_quantity_high: before?.quantity_high ?? null,
    before_quantity_unit: before?.quantity_unit ?? null,
    before_comparator: before?.comparator ?? null,
    before_period: before?.period ?? null,
    before_attribute: before?.attribute ?? null,
    before_quote: before?.quote ?? null,
    review: text(review?.verdict),
    review_note: text(review?.note),
  };
}
