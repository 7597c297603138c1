import { headerRole, isUnitCell } from '../../document/index.js';
import type { DocumentContext, Scope } from '../context.js';
import type { Role } from '../indicator.js';
import { planIn, planOf, type YearSpan, yearIn } from '../lexicon/plans.js';
import type { Column } from './columns.js';

/** What a value column states of time: a level at a year, a total or average over a plan, or a change between two years. */
export interface ColumnTime {
  readonly column: Column;
  readonly kind: 'year' | 'total' | 'average' | 'change';
  readonly role: Role;
  /** Year a level is of; for totals the last year of the span. */
  readonly year: number | null;
  /** The plan the column speaks of, or that ends in `year`. */
  readonly span: YearSpan | null;
  /** What a change is against, as printed: 2020, 上年. */
  readonly base: string | null;
  /** Unit in the header: `增长（%）`. */
  readonly unit: string | null;
  /** A noun that completes the name: `产量` over the product names. */
  readonly noun: string | null;
  /** The part of the thing that the column is of: 工业 of 化学需氧量. */
  readonly part?: string | null;
  /** 减排比例: what it prints is the size of a fall. */
  readonly falls?: boolean;
  /** False where header and document leave role or year open. */
  readonly sure: boolean;
  /** 原目标值 beside 调整后目标值: what the target was before its adjustment. */
  readonly former?: boolean;
}

const TARGET = /目标|规划|计划(?!完成)|预期|预测|指标值/;
const ACTUAL = /完成|实际|实绩|实现|现状|基期|基年|基准|基数|初值|预计|执行|上年|历史|达到值|统计|进展/;
const BRACKET_UNIT = /[([]\s*(?:单位[:：]?)?(%|‰|±%|[十百千万亿]{0,2}[^\d()[\]]{1,8}?)\s*[)\]]$/;
/** `增长%`, `增速±%` */
const BARE_UNIT = /(?:增长|增速|增幅|增减|变化|±)\s*(%|‰)$/;
const NOUN =
  /(?:产量|产值|总投资|投资额?|销售额|销售收入|营业收入|利润|税收|出口额|进口额|增加值|总额|面积|产能|里程|排放量|减排量|用水量|用电量|\p{Script=Han}{0,6}(?:企业|用户|人员|就业|岗位|床位|学位|泊位|车位|园区|基地)数量?)/u;
/** A sub-head that splits a column's thing and not its time: 其中工业 under 2020年排放量. */
const PART = /^(?:其中)?[:：]?(\p{Script=Han}{2,8})$/u;
const WHOLE =
  /^(?:全[市县区省州国]|合计|总计|总量|总数|小计|绝对[值数量]|数值|数量|指标值?|目标值?|比重|占比|增[长速幅].*|.*(?:完成|计划|目标|规划|实际|预期|情况|现状|基数|基期))$/;
const FALLING =
  /(?:下降|降低|减少|减排|削减|压减)(?:率|比例|幅度|比率|数量|量)?(?:激励|基本|约束性|预期性)?(?:目标|任务|计划)?值?(?:[(（].*)?$/;

/** Of a goal, not of the indicator: how far it was met or moved, and where that ranks. */
const VERDICT = /调整(?:幅度|情况|比例|方向|类型|理由|依据|原因)|完成率|完成进度|完成程度|完成比例|达成率|实现程度|排名|位次|名次|权重/;

/** A year pair such as `2025年比2020年增减`, a plan pair such as `2020—2025年`. */
const AGAINST = /(?:(20\d\d)年?)?(?:比|较|与)[“"]?((?:20\d\d|19\d\d)年?|上年(?:同期)?|十[一二三四五六七]五[”"]?末?|上一?年|去年|上年末)/;
const RANGE = /((?:19|20)\d\d)年?[-—–~～至]{1,2}((?:19|20)\d\d)年?/;

interface Facts {
  readonly context: Pick<DocumentContext, 'kind' | 'year' | 'plan'>;
  readonly scope: Scope;
  /** The one year that the caption names, null for none or several: 2023年目标完成情况 in a report of 2024. */
  readonly said: number | null;
  /** What the caption says of columns that say nothing themselves: 2022年计划任务分解表. */
  readonly saidRole: Role | null;
  /** Caption and titles: a plan named there outranks the document's. */
  readonly plan: YearSpan | null;
  readonly isPlanTable: boolean;
}

/** Decides for each value column what its values are of. */
export function readTimes(columns: readonly Column[], caption: string, facts: Pick<Facts, 'context' | 'scope'>): ColumnTime[] {
  const { context } = facts;
  const plan = planIn(caption) ?? context.plan ?? facts.scope.span;
  const values = columns.filter((column) => column.role === 'value' && !VERDICT.test(column.head));
  const years = values.map((column) => yearOf(column.head)).filter((year): year is number => year !== null);
  const far = years.length > 1 && Math.max(...years) - Math.min(...years) >= 3;
  const isPlanTable =
    far ||
    /outline|special-plan/.test(context.kind) ||
    planIn(caption) !== null ||
    // “十五五”目标 beside 2025年计划 in a report of a year says nothing of that column.
    (!/report|bulletin/.test(context.kind) && values.some((c) => planIn(c.head) !== null));
  const hasAttribute = columns.some((column) => column.role === 'attribute');
  const yearly = isYearly(years);
  const said = yearSaid(caption);
  const saidRole = TARGET.test(caption) && !ACTUAL.test(caption) ? 'target' : null;
  const times: ColumnTime[] = [];
  for (const column of values)
    times.push(timeOf(column, times[times.length - 1] ?? null, { ...facts, plan, isPlanTable, said, saidRole }, years, hasAttribute));
  const own = yearly ? times.map((time) => (time.kind === 'year' ? { ...time, span: null } : time)) : times;
  return values.some((column) => ADJUSTED.test(column.head)) ? own.map(asFormer) : own;
}

function yearSaid(caption: string): number | null {
  if (planIn(caption) !== null || RANGE.test(caption)) return null;
  const years = new Set([...caption.matchAll(/(?<!\d)(20\d\d)年/g)].map((found) => Number(found[1])));
  return years.size === 1 ? ([...years][0] as number) : null;
}

/** 2021, 2022, 2023, …: what is newly made in a year is of that year alone. */
const isYearly = (years: readonly number[]): boolean => {
  const own = [...new Set(years)].sort((a, b) => a - b);
  return own.length >= 3 && own.every((year, i) => i === 0 || year === (own[i - 1] as number) + 1);
};

const ADJUSTED = /(?:调整|修订|修改|变更)(?:后|为)|现(?:规划)?(?:目标|指标|计划)|新目标/;
const FORMER = /^[^调修变]*原(?!因|材|料|则|煤|油)|(?:调整|修订|修改|变更)(?:之)?前/;

/** The target before its adjustment is neither in force nor a result of any year. */
const asFormer = (time: ColumnTime): ColumnTime =>
  FORMER.test(time.column.head) && time.role === 'target' ? { ...time, role: 'actual', year: null, span: null, former: true } : time;

function yearOf(head: string): number | null {
  const found = /((?:19|20)\d\d)(?!\d)/.exec(head);
  return found ? Number(found[1]) : yearIn(head);
}

function timeOf(column: Column, before: ColumnTime | null, facts: Facts, years: readonly number[], hasAttribute: boolean): ColumnTime {
  const head = column.head.replace(/[“”"]/g, '');
  const named = planIn(column.head) ?? planIn(`“${head.slice(0, 3)}”`);
  const plan = named ?? facts.plan;
  const unitFound = BRACKET_UNIT.exec(head) ?? column.words.map((word) => BRACKET_UNIT.exec(word)).find((found) => found !== null) ?? null;
  const bracketed = unitFound ? (unitFound[1] as string).replace('±', '') : null;
  const unit = BARE_UNIT.exec(head)?.[1] ?? (bracketed !== null && isUnitCell(bracketed) ? bracketed : null);
  const noun = NOUN.exec(head.replace(/[([].*$/, ''))?.[0] ?? null;
  const bare = head.replace(/[([〔【][^)\]〕】]*[)\]〕】]/g, '');
  const against = AGAINST.exec(head);
  const range = RANGE.exec(head);
  const printed = against?.[1] ? Number(against[1]) : yearOf(against ? bare.replace(/(?:比|较|与).*$/, '') : head);
  const carried = before && !/目标|规划|计划|预期|完成|实际/.test(bare) ? before : null;
  const base = against ? (against[2] as string).replace(/(\d)年$/, '$1').replace(/[”"]/g, '') : null;
  const role = (year: number | null, span: YearSpan | null): { role: Role; sure: boolean } =>
    roleOf(bare, year, span, facts, years, hasAttribute);
  const common = { column, base, unit, noun, part: partOf(column) };
  if (range) {
    const span: YearSpan = [Number(range[1]), Number(range[2])];
    return { ...common, kind: /年均|平均|增[长速]/.test(head) ? 'average' : 'total', ...role(span[1], span), year: span[1], span };
  }
  const falls = FALLING.test(bare) || column.words.some((word) => FALLING.test(word));
  const isChange = falls || against !== null || /增减|增长|增速|增幅|变化|升降|同比/.test(bare) || head.includes('±');
  const isAverage = /年均|平均/.test(head);
  // `2025年[累计]`: the year's level, and in brackets the total.
  const isTotal = /累计|合计|五年|\[\]|〔〕|【】/.test(printed === null ? head : bare);
  if (isAverage || isTotal) {
    const year = printed ?? (plan ? plan[1] : null);
    // A total after both years of a table is of the plan between them.
    const span = printed !== null && facts.isPlanTable ? planEnding(printed, years) : plan;
    const decided = role(year, span);
    return {
      ...common,
      kind: isAverage ? 'average' : 'total',
      role: /完成|实际/.test(bare) ? 'actual' : ACTUAL.test(bare) && !TARGET.test(bare) ? 'actual' : decided.role,
      sure: decided.sure,
      year,
      span,
    };
  }
  if (isChange) {
    const year = printed ?? carried?.year ?? (facts.isPlanTable ? (plan?.[1] ?? null) : (facts.said ?? facts.context.year));
    const span = facts.isPlanTable && year !== null ? planEnding(year, years) : null;
    const decided = role(year, span);
    return {
      ...common,
      kind: 'change',
      falls,
      role: printed === null && carried ? carried.role : decided.role,
      sure: printed === null && carried ? carried.sure : decided.sure,
      noun: noun ?? (printed === null ? (carried?.noun ?? null) : null),
      year,
      span,
      base: base ?? null,
    };
  }
  if (printed !== null) {
    const span = facts.isPlanTable ? planEnding(printed, years) : null;
    return { ...common, kind: 'year', ...role(printed, span), year: printed, span };
  }
  const past = ACTUAL.test(bare) && !TARGET.test(bare);
  if (named || facts.isPlanTable) {
    const isBase = /现状|基期|基年|基准|基数|初值|期初/.test(bare) && !named;
    const year = plan === null ? facts.context.year : isBase ? plan[0] - 1 : plan[1];
    return {
      ...common,
      kind: 'year',
      role: past ? 'actual' : roleOf(bare, year, plan, facts, years, hasAttribute).role,
      sure: plan !== null,
      year,
      span: isBase ? null : plan,
    };
  }
  const now = facts.said ?? facts.context.year;
  const year = /上年|去年/.test(bare) && now !== null ? now - 1 : (carried?.year ?? now ?? facts.scope.year);
  const decided = roleOf(bare, year, null, facts, years, hasAttribute);
  const bySaid = facts.saidRole !== null && !TARGET.test(bare) && !ACTUAL.test(bare) && facts.context.kind !== 'bulletin' && year === now;
  return {
    ...common,
    kind: 'year',
    role: bySaid ? (facts.saidRole as Role) : decided.role,
    sure: (bySaid || decided.sure) && year !== null,
    year,
    span: null,
  };
}

/** 工业 of `2020年排放量（吨）` over `其中工业`; null where the innermost head speaks of time or of the whole. */
function partOf(column: Column): string | null {
  const inner = column.words[column.words.length - 1] ?? '';
  if (column.words.length < 2 || headerRole(inner) !== null || WHOLE.test(inner)) return null;
  return PART.exec(inner)?.[1] ?? null;
}

/** The plan that ends in a year, or the years since the last year column. */
function planEnding(year: number, years: readonly number[]): YearSpan {
  const plan = planOf(year);
  if (plan[1] === year) return plan;
  const earlier = years.filter((y) => y < year);
  return earlier.length > 0 ? [Math.max(...earlier) + 1, year] : [plan[0], year];
}

function roleOf(
  words: string,
  year: number | null,
  span: YearSpan | null,
  facts: Facts,
  years: readonly number[],
  hasAttribute: boolean,
): { role: Role; sure: boolean } {
  const target = TARGET.test(words);
  const actual = ACTUAL.test(words);
  if (target && !actual) return { role: 'target', sure: true };
  if (actual && !target) return { role: 'actual', sure: true };
  // 规划目标完成值, 十三五规划实际完成: what was done with a goal.
  if (target && actual) return { role: /(?:完成|实际|实绩|实现)[^目]*$/.test(words) ? 'actual' : 'target', sure: true };
  const { kind, year: own } = facts.context;
  if (kind === 'bulletin') return { role: 'actual', sure: true };
  if (year === null) return { role: facts.scope.role, sure: false };
  const start = facts.plan?.[0] ?? null;
  if (facts.isPlanTable && start !== null && /outline|special-plan|notice/.test(kind)) {
    // A review table of the last plan has its years behind the document's plan.
    const now = facts.context.plan?.[0] ?? start;
    return { role: year >= now ? 'target' : 'actual', sure: true };
  }
  if (own !== null) {
    const ahead = kind === 'review' ? year > own : year >= own;
    return { role: ahead ? 'target' : 'actual', sure: true };
  }
  const first = years.length > 1 ? Math.min(...years) : null;
  if (first !== null)
    return { role: year === first ? 'actual' : hasAttribute || span !== null ? 'target' : facts.scope.role, sure: hasAttribute };
  return { role: hasAttribute ? 'target' : facts.scope.role, sure: hasAttribute };
}
