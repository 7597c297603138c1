import type { Scope } from '../context.js';
import type { YearSpan } from '../lexicon/plans.js';

/** What a document says about itself, as far as time cues need it. */
export interface TimeFacts {
  readonly kind: string;
  readonly year: number | null;
  readonly plan: YearSpan | null;
  /** The document names that plan as its own; otherwise it is only the plan its year falls in. */
  readonly planStated?: boolean;
  /** The report was read in the year before its own (in December, say): its 今年 is the year before, its 明年 the year of its tasks. */
  readonly readBefore?: boolean;
  /** A report on the first months of its own year: 2023年计划上半年执行情况. */
  readonly midYear?: boolean;
}

export const year = (role: Scope['role'], value: number | null): Partial<Scope> => ({ role, mode: 'year', year: value });
export const span = (role: Scope['role'], value: YearSpan): Partial<Scope> => ({ role, mode: 'span', span: value, year: value[1] });
export const isReport = (facts: TimeFacts) =>
  facts.kind === 'work-report' || facts.kind === 'plan-report' || facts.kind === 'bulletin' || facts.kind === 'review';
/** The year whose results a report gives: the one before its own, but for bulletins and for reports in mid-year. */
export const lastYear = (facts: TimeFacts): number | null =>
  facts.year === null ? null : facts.kind === 'bulletin' || facts.midYear ? facts.year : facts.year - 1;
/** What a report calls 今年. */
export const thisYear = (facts: TimeFacts): number | null => (facts.year === null ? null : facts.readBefore ? facts.year - 1 : facts.year);
/** The first year that still lies ahead of the document. */
export const horizon = (facts: TimeFacts): number => facts.year ?? facts.plan?.[0] ?? 9999;

/** Five years that ended before the document's year. */
export function yearsBehind(facts: TimeFacts): YearSpan | null {
  const next = isReport(facts) ? facts.year : (facts.plan?.[0] ?? facts.year);
  return next === null ? null : [next - 5, next - 1];
}

export function forYear(value: number, facts: TimeFacts, current: Scope): Partial<Scope> {
  const ahead = value >= horizon(facts);
  // A bulletin reports the year in its title; an outline's first year is still a plan.
  if (facts.kind === 'bulletin') return year('actual', value);
  if (facts.midYear && value === facts.year) return year(current.role, value);
  if (facts.plan && ahead && value === facts.plan[1] && !isReport(facts)) return span('target', facts.plan);
  // “十五五”时期，…到2030年，…: still of the plan, whose sums are of all its years.
  if (ahead && current.mode === 'span' && current.role === 'target' && current.span && current.span[1] === value)
    return span('target', current.span);
  if (!ahead && current.mode === 'span' && current.role === 'actual' && current.span && current.span[1] === value)
    return span('actual', current.span);
  return year(ahead ? 'target' : 'actual', value);
}

export function forPlan(plan: YearSpan, facts: TimeFacts): Partial<Scope> | null {
  const first = horizon(facts);
  if (plan[1] < first) return span('actual', plan);
  if (plan[0] >= first || !isReport(facts)) return span('target', plan);
  return null;
}
