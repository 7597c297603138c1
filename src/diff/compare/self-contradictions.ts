import { amountOf, compareQuantities } from '../values/amounts.js';
import { unitKey } from '../values/units.js';
import type { Told } from './threads.js';

/**
 * Targets that one document states twice and differently, in prose and in its table say: the same catalogue entry under the same name, of the same year and on
 * the same basis. A stretch (力争达到9%) beside its floor is no contradiction, nor is a range that holds the other value.
 * @param told targets of one jurisdiction
 * @returns groups of two or more, in the order in which they are stated
 */
export function selfContradictions(told: readonly Told[]): Told[][] {
  const groups = new Map<string, Told[]>();
  for (const t of told) {
    const s = t.statement;
    if (t.concept === null || t.concept.startsWith('of.') || s.ambition !== null || s.quantity === null || s.period === null) continue;
    const key = [t.order, t.concept, t.name, s.measure, s.period, s.basis, unitKey(s.unit).replace(/^[十百千万亿]+/, '')].join('|');
    const group = groups.get(key);
    if (group) group.push(t);
    else groups.set(key, [t]);
  }
  return [...groups.values()].filter((group) => group.some((x) => group.some((y) => contradict(x, y))));
}

function contradict(a: Told, b: Told): boolean {
  if (compareQuantities(a.statement, b.statement) !== 'different') return false;
  const [x, y] = [amountOf(a.statement), amountOf(b.statement)];
  if (x === null || y === null) return true;
  const holds = (range: typeof x, other: typeof y) => range.low.lte(other.low) && range.high.gte(other.high);
  return !holds(x, y) && !holds(y, x);
}
