import { compareQuantities } from '../values/amounts.js';
import { senseOfUnit } from '../values/units.js';
import type { Located } from './located.js';
import { areOpposed, conceptsMeet, nameLikeness } from './names.js';
import type { Place } from './places.js';

/** What it costs to leave an indicator without a partner. Pairs dearer than this are never made. */
export const ALONE = 1;

/** Least likeness of names, by how far the redline vouches for the pair. */
const LEAST_LIKENESS: Readonly<Record<Place, number>> = { same: 0.3, moved: 0.3, near: 0.3, sentence: 0.45, far: 0.75 };
const PLACE_COST: Readonly<Record<Place, number>> = { same: 0, moved: 0.1, near: 0.03, sentence: 0.15, far: 0.3 };

/**
 * How unlike two statements are, as the price of calling them editions of one; Infinity where they cannot be. Away from the place where the
 * other stands, two statements must agree in measure, period, role and kind of unit: a report states last year's result, the
 * average of five years and this year's target under one name.
 */
export function costOf(x: Located, y: Located, place: Place, neighbours: number, drift: number): number {
  const a = x.indicator;
  const b = y.indicator;
  if (areOpposed(x.name, y.name)) return Number.POSITIVE_INFINITY;
  const concepts = conceptsMeet(a.concept, b.concept);
  const sameConcept = concepts === 'same';
  const likeness = Math.max(nameLikeness(x.name, y.name), sameConcept ? 0.75 : 0);
  const twoConcepts = concepts === 'apart';
  if (likeness < LEAST_LIKENESS[place]) return Number.POSITIVE_INFINITY;
  if (twoConcepts && likeness < 0.6) return Number.POSITIVE_INFINITY;
  const far = place === 'far';
  const comparison = compareQuantities(a, b);
  const wordsMeetFigures = (a.quantity === null) !== (b.quantity === null);
  const sameKind = wordsMeetFigures || comparison !== 'incomparable' || senseOfUnit(a.unit).dimension === senseOfUnit(b.unit).dimension;
  const differs = (p: string | null, q: string | null) => p !== null && q !== null && p !== q;
  if (far && (a.measure !== b.measure || differs(a.period, b.period) || a.role !== b.role || !sameKind || wordsMeetFigures))
    return Number.POSITIVE_INFINITY;
  let cost = PLACE_COST[place] + 0.8 * (1 - likeness);
  if (twoConcepts) cost += 0.2;
  if (a.measure !== b.measure) cost += wordsMeetFigures ? 0.05 : 0.25;
  if (!sameKind) cost += 0.25;
  if (differs(a.period, b.period)) cost += 0.2;
  else if (a.period !== b.period) cost += 0.05;
  if (a.role !== b.role) cost += 0.2;
  if (a.form !== b.form) cost += far ? 0.4 : 0.1;
  if (a.ambition !== b.ambition) cost += 0.1;
  if (differs(a.attribute, b.attribute)) cost += 0.05;
  if (a.section.join('/') !== b.section.join('/')) cost += 0.05;
  if (comparison === 'different') cost += 0.06;
  else if (a.comparator !== b.comparator) cost += 0.03;
  return Math.max(0, cost + 0.04 * (2 - neighbours) + 0.04 * drift);
}
