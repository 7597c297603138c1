import Big from 'big.js';
import type { Change } from '../diff/index.js';
import type { Translate } from './messages/index.js';
import type { Importance } from './schema.js';

/**
 * How far up a change stands in the first table: a sum of points, each of which the report shows. One rule per row, so that the rule printed on
 * the method page, the tests and the code cannot drift apart.
 * The order was chosen so that a revised value of a binding headline indicator leads, and a doubtful reading never does.
 */
export const IMPORTANCE_RULES = {
  headline: 30,
  /** On top of `headline`: the figure a reader looks for first. More than the 18 points by which the size of another may exceed its own. */
  leading: 20,
  binding: 20,
  value: 20,
  attribute: 20,
  removed: 20,
  added: 10,
  comparator: 12,
  text: 12,
  period: 10,
  role: 10,
  unit: 5,
  /** At most; a point for every full percent of the former value. */
  size: 25,
  loosened: 6,
  tightened: 4,
  worse: 4,
  unsure: -15,
} as const;
export type ImportanceRule = keyof typeof IMPORTANCE_RULES;

/** First parts of concept ids of the indicators every government work report opens with. */
const HEADLINE_CONCEPTS =
  /^(gdp|output|income|fiscal|revenue|budget|investment|retail|consumption|trade|employment|unemployment|jobs|cpi|prices|grain|energy|emissions?|carbon|urbani[sz]ation|population|rd|r-and-d)\b/;
// 地区生产总值, 城镇调查失业率, 单位GDP能耗; not 生产性服务业
const HEADLINE_NAMES =
  /生产总值|GDP|可支配收入|一般公共预算|固定资产投资|消费品零售|进出口总[额值]|城镇新增就业|调查失业率|登记失业率|居民消费价格|CPI|粮食(?:总)?产量|能耗|能源消耗|二氧化碳排放|城镇化率|研(?:究与试验)?发(?:展)?(?:经费)?投入/;

/** Is it one of the figures a plan is judged by? By concept where the catalogue knows it, else by the document's own words. */
export function isHeadline(concept: string | null, name: string): boolean {
  return (concept !== null && HEADLINE_CONCEPTS.test(concept)) || HEADLINE_NAMES.test(name);
}

// 地区生产总值, 全市生产总值, GDP; not 人均地区生产总值, 单位地区生产总值能耗
const LEADING_NAME = /^(?:全?[省市区县州盟旗]|地区|国内)?(?:生产总值|GDP)(?:增[长速][率度]?)?$/;

/** Output as a whole: the figure every other one is set against. */
export const isLeading = (concept: string | null, name: string): boolean =>
  concept === null ? LEADING_NAME.test(name.replace(/\s/g, '')) : /^gdp(?:\.total)?$/.test(concept);

/** The points of one change, largest first; equal points in the order of the rules. What a person has looked at is no longer in doubt. */
export function importanceOf(change: Change, t: Translate, isReviewed = false): Importance {
  const stated = change.after ?? change.before;
  const points = new Map<ImportanceRule, number>();
  const give = (rule: ImportanceRule, n: number = IMPORTANCE_RULES[rule]) => points.set(rule, n);

  if (stated && isHeadline(stated.concept, stated.name)) give('headline');
  if (stated && isLeading(stated.concept, stated.name)) give('leading');
  if (change.before?.attribute === '约束性' || change.after?.attribute === '约束性') give('binding');
  if (change.type === 'added' || change.type === 'removed') give(change.type);
  else if (change.type === 'revised') {
    // Only the weightiest field counts: a value that changes takes its bound along as often as not.
    const field = (['value', 'attribute', 'comparator', 'text', 'period', 'role', 'unit'] as const).find((name) =>
      change.fields.includes(name),
    );
    if (field) give(field);
  }
  const size = change.delta?.relative
    ? Math.min(IMPORTANCE_RULES.size, Number(new Big(change.delta.relative).abs().times(100).round(0, 0)))
    : 0;
  if (size > 0) give('size', size);
  if (change.strictness) give(change.strictness);
  if (change.outlook === 'worse') give('worse');
  if (!isReviewed && (change.before?.needsReview || change.after?.needsReview)) give('unsure');

  const parts = [...points].map(([rule, n]) => ({ rule, points: n, labelText: t(`rule.${rule}`) }));
  parts.sort((a, b) => b.points - a.points);
  return { score: parts.reduce((sum, part) => sum + part.points, 0), parts };
}

/** The rules as the method page prints them. */
export function importanceTable(t: Translate) {
  return (Object.keys(IMPORTANCE_RULES) as ImportanceRule[]).map((rule) => {
    const n = IMPORTANCE_RULES[rule];
    return { rule, labelText: t(`rule.${rule}.long`), pointsText: rule === 'size' ? t('rule.upTo', { n }) : String(n).replace('-', '−') };
  });
}
