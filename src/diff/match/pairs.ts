import type { Alignment } from '../text/alignment.js';
import { textKey } from '../text/key.js';
import { itemAt } from '../text/layout.js';
import { isSameQuantity } from '../values/amounts.js';
import { assign, type Candidate } from './assign.js';
import { ALONE, costOf } from './cost.js';
import type { Located } from './located.js';
import { createPlaces, type Places } from './places.js';
import { isSameSlot, type Range } from './slots.js';

/** Indices into the two lists of located indicators. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

/** Partners weighed per indicator; the right one is always among the first few. */
const BREADTH = 12;
/** Candidates of one concept or sentence that are all weighed. */
const WIDE = 64;
/** What a pair costs whose clauses differ in figures alone, whatever names are read for it. */
const SAME_SLOT = 0.25;
/** A pair of characters in more names than this does not lead to candidates. */
const COMMON_NAMES = 60;

/**
 * Finds which indicator became which, as one best assignment. Statements whose value and words are kept are fixed first, so that the table
 * of costs stays as small as the number of edits.
 */
export function pairIndicators(alignment: Alignment, before: readonly Located[], after: readonly Located[]): Pair[] {
  const places = createPlaces(alignment);
  const partner = new Int32Array(before.length).fill(-1);
  const taken = new Uint8Array(after.length);
  for (const x of before) {
    const y = anchorOf(alignment, x, after);
    if (y === null || taken[y.index]) continue;
    const place = places.of(x, y);
    // Words found elsewhere may be another year's: two years' values that were exchanged look like two moves.
    if (place !== 'same' && !(place === 'moved' && saysTheSame(x, y))) continue;
    if (
      saysTheSame(x, y) ||
      ((isWhole(alignment, x, y) || isRebound(alignment, x, y) || isInherited(alignment, x, y)) && likeliest(x, y, before, after))
    ) {
      partner[x.index] = y.index;
      taken[y.index] = 1;
    }
  }
  const left = before.filter((x) => (partner[x.index] as number) < 0);
  const right = after.filter((y) => !taken[y.index]);
  const candidates = candidatesOf(alignment, places, before, after, left, right, partner);
  const columns = assign(left.length, right.length, candidates, ALONE);
  columns.forEach((column, row) => {
    if (column >= 0) partner[(left[row] as Located).index] = (right[column] as Located).index;
  });
  const pairs: Pair[] = [];
  partner.forEach((j, i) => {
    if (j >= 0) pairs.push({ before: i, after: j });
  });
  return pairs;
}

/** The indicator of the other edition that stands on the kept characters of this one's value. */
function anchorOf({ mate }: Alignment, x: Located, after: readonly Located[]): Located | null {
  for (let i = x.start; i < x.end; i++) {
    const j = mate[i] as number;
    if (j < 0) continue;
    // Two readings may share one value; the one that says the same is preferred.
    const last = itemAt(after, j);
    let found: Located | null = null;
    for (let k = last; k >= 0 && k > last - 4; k--) {
      const y = after[k] as Located;
      if (y.end > j && y.start <= j && (found === null || saysTheSame(x, y))) found = y;
    }
    if (found) return found;
  }
  return null;
}

const saysTheSame = (x: Located, y: Located): boolean =>
  (x.name === y.name || (x.indicator.concept !== null && x.indicator.concept === y.indicator.concept)) &&
  x.indicator.measure === y.indicator.measure &&
  x.indicator.period === y.indicator.period &&
  x.indicator.role === y.indicator.role &&
  x.indicator.unit === y.indicator.unit &&
  isSameQuantity(x.indicator.quantity, y.indicator.quantity);

/** Every character of both sentences is kept, in the other: whatever the two readings say, the statement is one. */
function isWhole(alignment: Alignment, x: Located, y: Located): boolean {
  return isKept(alignment.mate, alignment.before.sentences[x.sentence]) && isKept(alignment.back, alignment.after.sentences[y.sentence]);
}

/** Words that bound a value and nothing else. */
const BOUNDS_ONLY = /^(?:达|到|左右|上下|以[上下内外]|约|近|超过|突破|不低于|不少于|不超过|至少|高于|低于|余|多|力争|确保|[<>≥≤])*$/;

/** The sentence is kept up to the end of the clause but for words of bound: 31% to 31%左右, whatever name is read for it. */
function isRebound({ before, after, mate, back }: Alignment, x: Located, y: Located): boolean {
  const changed = (layout: Alignment['before'], links: Int32Array, z: Located) => {
    let words = '';
    const end = layout.atoms[z.atom]?.end ?? z.end;
    for (let i = layout.sentences[z.sentence]?.start ?? z.start; i < end; i++) if ((links[i] as number) < 0) words += layout.key[i];
    return words;
  };
  return BOUNDS_ONLY.test(changed(before, mate, x)) && BOUNDS_ONLY.test(changed(after, back, y));
}

/**
 * `增长6%` stands as it did and takes its subject from before; a clause was only put between them, or only taken out, so the reading may have
 * found another subject though nobody rewrote this statement. Where the subject itself was replaced, words went and came.
 */
function isInherited({ before, after, mate, back }: Alignment, x: Located, y: Located): boolean {
  if (!saysTheSame({ ...x, name: y.name }, y)) return false;
  const clause = before.atoms[x.atom];
  const other = after.atoms[y.atom];
  if (!clause || !other || !isKept(mate, clause) || !isKept(back, other)) return false;
  // The clause names its subject itself and stands as it did: the other reading only looked further.
  if (namesItself(before, clause, x) || namesItself(after, other, y)) return true;
  const lead = { start: before.sentences[x.sentence]?.start ?? clause.start, end: clause.start };
  const otherLead = { start: after.sentences[y.sentence]?.start ?? other.start, end: other.start };
  return isKept(mate, lead) || isKept(back, otherLead);
}

const namesItself = ({ key }: Alignment['before'], clause: Range, x: Located): boolean =>
  key.slice(clause.start, clause.end).includes(textKey(x.indicator.name));

export function isKept(mate: Int32Array, range: Range | undefined): boolean {
  if (!range) return false;
  for (let i = range.start; i < range.end; i++) if ((mate[i] as number) < 0) return false;
  return true;
}

/** Where two readings share one value, they pair by what they say, not by which came first. */
function likeliest(x: Located, y: Located, before: readonly Located[], after: readonly Located[]): boolean {
  const rivals = (list: readonly Located[], one: Located) =>
    list.slice(Math.max(0, one.index - 3), one.index + 4).filter((o) => o.start < one.end && one.start < o.end);
  const left = rivals(before, x);
  const right = rivals(after, y);
  if (left.length === 1 && right.length === 1) return true;
  return left.indexOf(x) === right.indexOf(y);
}

function candidatesOf(
  alignment: Alignment,
  places: Places,
  before: readonly Located[],
  after: readonly Located[],
  left: readonly Located[],
  right: readonly Located[],
  partner: Int32Array,
): Candidate[] {
  const byConcept = group(right, (y) => (y.indicator.concept === null ? [] : [y.indicator.concept]));
  const byName = group(right, (y) => pairsOfCharacters(y.name));
  const byWholeName = group(right, (y) => [y.name]);
  const bySentence = group(right, (y) => [y.sentence]);
  const candidates: Candidate[] = [];
  left.forEach((x, row) => {
    const near = new Set<number>();
    for (const heir of places.heirs(x.sentence).keys())
      for (const column of around(bySentence.get(heir), row, left.length, right.length)) near.add(column);
    if (x.indicator.concept !== null)
      for (const column of around(byConcept.get(x.indicator.concept), row, left.length, right.length)) near.add(column);
    for (const column of around(byWholeName.get(x.name), row, left.length, right.length)) near.add(column);
    for (const pair of pairsOfCharacters(x.name)) {
      const list = byName.get(pair) ?? [];
      if (list.length <= COMMON_NAMES) for (const column of list) near.add(column);
    }
    const own: Candidate[] = [];
    for (const column of near) {
      const y = right[column] as Located;
      const drift = Math.abs(x.index / Math.max(1, before.length) - y.index / Math.max(1, after.length));
      const place = places.of(x, y);
      const usual = costOf(x, y, place, commonNeighbours(x, y, before, after, partner), drift);
      const slot = usual > SAME_SLOT && place === 'near' && isSameSlot(alignment, x, y, before, after);
      const cost = slot ? SAME_SLOT : usual;
      if (cost < ALONE) own.push({ row, column, cost });
    }
    own.sort((p, q) => p.cost - q.cost || p.column - q.column);
    candidates.push(...own.slice(0, BREADTH));
  });
  return candidates;
}

/** Of a long list of candidates, those about as far into the document: a page that says one thing a thousand times stays affordable. */
function around(list: readonly number[] | undefined, row: number, rows: number, columns: number): readonly number[] {
  if (!list || list.length <= WIDE) return list ?? [];
  const expected = (row / Math.max(1, rows)) * columns;
  const at = list.findIndex((column) => column >= expected);
  const middle = at < 0 ? list.length : at;
  return list.slice(Math.max(0, middle - WIDE / 2), middle + WIDE / 2);
}

function group<K>(items: readonly Located[], keysOf: (item: Located) => readonly K[]): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  items.forEach((item, i) => {
    for (const key of new Set(keysOf(item))) {
      const list = groups.get(key);
      if (list) list.push(i);
      else groups.set(key, [i]);
    }
  });
  return groups;
}

function pairsOfCharacters(name: string): string[] {
  if (name.length < 2) return [name];
  return Array.from({ length: name.length - 1 }, (_, i) => name.slice(i, i + 2));
}

/** How many of the two neighbours (the statement before, the statement after) agree: 0 to 2. */
function commonNeighbours(x: Located, y: Located, before: readonly Located[], after: readonly Located[], partner: Int32Array): number {
  let common = 0;
  for (const step of [-1, 1]) {
    const p = before[x.index + step];
    const q = after[y.index + step];
    if (p === undefined && q === undefined) common++;
    else if (p && q && (partner[p.index] === q.index || p.name === q.name)) common++;
  }
  return common;
}
