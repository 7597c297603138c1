// Compares what planwatch found on the demo site with demo/expected.json, which was written down by hand with the pages.
import type { Change, Diff } from '../src/diff/index.js';
import type { Indicator } from '../src/indicators/index.js';

/** The fields of one side that the truth fixes; the others are free. */
type Side = Partial<Pick<Indicator, 'value' | 'comparator' | 'unit' | 'period' | 'attribute' | 'text'>>;

export interface ExpectedChange {
  /** Words that the indicator's name must contain. */
  readonly name: string;
  readonly role?: Indicator['role'];
  /** Of the newer side, or of the older where there is no newer. */
  readonly period?: string;
  readonly fields?: readonly string[];
  readonly direction?: Change['direction'];
  readonly strictness?: Change['strictness'];
  readonly before?: Side;
  readonly after?: Side;
}

export type ExpectedSource = Readonly<Record<'revised' | 'added' | 'removed' | 'reworded', readonly ExpectedChange[]>>;

export interface Expected {
  readonly sources: Readonly<Record<string, ExpectedSource>>;
  /** Documents that the listing page offers in its second edition only. */
  readonly found: readonly { readonly source: string; readonly path: string; readonly kind: string }[];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function sideFits(wanted: Side | undefined, indicator: Indicator | null): boolean {
  if (wanted === undefined) return true;
  return indicator !== null && Object.entries(wanted).every(([field, value]) => same(indicator[field as keyof Side], value));
}

function fits(wanted: ExpectedChange, change: Change): boolean {
  const main = change.after ?? change.before;
  return (
    main !== null &&
    [change.after, change.before].some((i) => i?.name.includes(wanted.name)) &&
    (wanted.role === undefined || main.role === wanted.role) &&
    (wanted.period === undefined || main.period === wanted.period) &&
    (wanted.fields === undefined || same([...wanted.fields].sort(), [...change.fields].sort())) &&
    (wanted.direction === undefined || change.direction === wanted.direction) &&
    (wanted.strictness === undefined || change.strictness === wanted.strictness) &&
    sideFits(wanted.before, change.before) &&
    sideFits(wanted.after, change.after)
  );
}

const tell = (change: Change) => {
  const say = (i: Indicator | null) => (i === null ? 'nothing' : `${i.name} ${i.period ?? ''} ${i.valueText || i.text}`);
  return `${say(change.before)} -> ${say(change.after)} [${change.fields.join(', ')}]`;
};

/**
 * What differs between the truth and a diff, in words; empty where they agree. Each expected change must be found as its own type, and
 * nothing else may be called revised, added or removed. Moved statements are free: a paragraph may be seen to move up or its neighbour down.
 */
export function differencesFromTruth(expected: ExpectedSource, diff: Pick<Diff, 'changes'>): string[] {
  const problems: string[] = [];
  const left = new Set(diff.changes);
  for (const type of ['revised', 'added', 'removed', 'reworded'] as const) {
    for (const wanted of expected[type]) {
      const found = [...left].find((change) => change.type === type && fits(wanted, change));
      if (found !== undefined) left.delete(found);
      else problems.push(`${type} and not found as such: ${wanted.name}${wanted.period ? ` ${wanted.period}` : ''}`);
    }
  }
  for (const change of left)
    if (change.type !== 'moved') problems.push(`called ${change.type}, though the pages do not say so: ${tell(change)}`);
  return problems;
}
