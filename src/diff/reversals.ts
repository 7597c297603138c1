import type { Indicator } from '../indicators/index.js';
import type { Change, Diff } from './change.js';
import { conceptsMeet, nameKey, nameLikeness } from './match/names.js';
import { textKey } from './text/key.js';
import { compareQuantities } from './values/amounts.js';

/**
 * Marks revisions that set a value back: the newer side says again what the older side of an earlier revision said. It stays a revision, and names the
 * first in `reverts`.
 * @param earlier changes recorded before, oldest first
 */
export function withReversals(diff: Diff, earlier: readonly Change[]): Diff {
  const past = earlier.filter((c) => c.type === 'revised').reverse();
  if (past.length === 0) return diff;
  const changes = diff.changes.map((change) => {
    if (change.type !== 'revised') return change;
    const first = past.find((c) => isAbout(c, change) && saysTheSame(c.before, change.after) && !saysTheSame(c.before, change.before));
    return first ? { ...change, reverts: first.id } : change;
  });
  return { ...diff, changes };
}

function isAbout(a: Change, b: Change): boolean {
  const [x, y] = [a.after, b.before];
  if (!x || !y || x.measure !== y.measure || x.role !== y.role) return false;
  const concepts = conceptsMeet(x.concept, y.concept);
  return concepts === 'same' || (concepts === 'unknown' && nameLikeness(nameKey(x.name), nameKey(y.name)) > 0.9);
}

function saysTheSame(x: Indicator | null, y: Indicator | null): boolean {
  if (!x || !y || x.comparator !== y.comparator || x.period !== y.period || x.attribute !== y.attribute) return false;
  if (x.quantity === null || y.quantity === null) return x.quantity === y.quantity && textKey(x.text ?? '') === textKey(y.text ?? '');
  return compareQuantities(x, y) === 'same';
}
