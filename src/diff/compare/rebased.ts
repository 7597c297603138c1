import { areOpposed, conceptsMeet, nameLikeness } from '../match/names.js';
import { type Amount, amountOf } from '../values/amounts.js';
import type { Thread, Told } from './threads.js';

/** A base this many times the old target, or this part of it, was counted in another way; results miss their targets by less. */
const FACTOR = 1.5;

/** Years between two plans' targets; a yearly report that aims lower after a good year restates nothing. */
const PLAN_YEARS = 3;

/**
 * The base a later plan prints for the year of an earlier plan's target, where it shows that the thing is counted anew: far from that target, so that the new
 * target lies on its other side although the plan moves back towards it. The emission plan of 2006 aims at 1270 (万吨) for 2010, that of 2011 starts from 2551.7
 * in 2010, agriculture included, and aims lower: neither a breach nor a success of the first.
 * @param thread targets for rising years
 * @param actuals what the same jurisdiction's documents report as having happened
 * @returns null where the targets simply follow one another
 */
export function restatedBase(thread: Thread, actuals: readonly Told[]): Told | null {
  const last = thread[thread.length - 1];
  const first = thread.findLast((t) => t.order !== last?.order);
  if (!first || !last || first.statement.measure !== 'level' || last.statement.measure !== 'level') return null;
  const year = first.statement.period?.match(/\d{4}/g)?.pop();
  const [old, now] = [amountOf(first.statement), amountOf(last.statement)];
  const next = last.statement.period?.match(/\d{4}/g)?.pop();
  if (year === undefined || next === undefined || Number(next) - Number(year) < PLAN_YEARS || !old || !now) return null;
  for (const base of actuals) {
    if (base.order !== last.order || base.statement.period !== year || base.statement.measure !== 'level') continue;
    if (!isSameThing(base, last)) continue;
    const amount = amountOf(base.statement);
    if (amount && amount.dimension === old.dimension && amount.dimension === now.dimension && isCountedAnew(old, amount, now)) return base;
  }
  return null;
}

function isSameThing(a: Told, b: Told): boolean {
  if (areOpposed(a.name, b.name)) return false;
  const concepts = conceptsMeet(a.concept, b.concept);
  return concepts === 'same' || (concepts === 'unknown' && nameLikeness(a.name, b.name) >= 0.85);
}

function isCountedAnew(old: Amount, base: Amount, now: Amount): boolean {
  if (old.low.lte(0) || base.low.lte(0)) return false;
  const far = base.low.gt(old.high.times(FACTOR)) || base.high.times(FACTOR).lt(old.low);
  return far && now.low.cmp(old.high) * now.low.cmp(base.high) < 0;
}
