import type { Indicator } from '../indicators/index.js';
import type { Change, Diff } from './change.js';
import { conceptsMeet, nameKey, nameLikeness } from './match/names.js';
import { textKey } from './text/key.js';
import { compareQuantities } from './values/amounts.js';

/**
 * Gives the changes of a diff their place among those recorded before. A revision that sets a value back (the newer side says again what the older side of an
 * earlier one said) stays a revision and names the latest such in `reverts`. A change whose two sides were compared before (6%, 6.5%, 6%, 6.5% again) takes
 * the next free number behind its id: a person's word on the first is no word on the second.
 * @param earlier changes recorded before, oldest first
 * @param others changes of all other pairs of editions, whose ids are taken; more than `earlier` where a copy is put in between
 */
export function withReversals(diff: Diff, earlier: readonly Change[], others: readonly Change[] = earlier): Diff {
  if (others.length === 0) return diff;
  const past = earlier.filter((c) => c.type === 'revised').reverse();
  const taken = new Set([...others, ...diff.changes].map((c) => c.id));
  const recorded = new Set(others.map((c) => c.id));
  const changes = diff.changes.map((change) => {
    const id = recorded.has(change.id) ? nextFree(change.id, taken) : change.id;
    const first =
      change.type === 'revised'
        ? past.find((c) => isAbout(c, change) && saysTheSame(c.before, change.after) && !saysTheSame(c.before, change.before))
        : undefined;
    return { ...change, id, ...(first ? { reverts: first.id } : {}) };
  });
  return { ...diff, changes };
}

/** The changes of a diff under the ids, and with what they take back, as they were recorded for the same pair of editions. */
export function asRecorded(diff: Diff, recorded: readonly Change[]): Diff {
  const byStem = new Map<string, Change[]>();
  for (const change of recorded) byStem.set(stem(change.id), [...(byStem.get(stem(change.id)) ?? []), change]);
  const changes = diff.changes.map((change) => {
    const known = byStem.get(stem(change.id))?.shift();
    return known ? { ...change, id: known.id, ...(known.reverts === undefined ? {} : { reverts: known.reverts }) } : change;
  });
  return { ...diff, changes };
}

const stem = (id: string): string => id.replace(/-\d+$/, '');

function nextFree(id: string, taken: Set<string>): string {
  let number = 2;
  while (taken.has(`${id}-${number}`)) number++;
  taken.add(`${id}-${number}`);
  return `${id}-${number}`;
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
