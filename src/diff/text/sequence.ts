import { diffArrays } from 'diff';

/** Pairs `[i, j]` with i and j both rising. */
export type Chain = readonly (readonly [number, number])[];

/**
 * The heaviest subset of `pairs` in which both sides rise. n log n (Fenwick tree of best chains ending at or before j).
 * @param pairs ascending in the first member, each member once
 */
export function heaviestChain(pairs: Chain, weight: (index: number) => number): number[] {
  const columns = [...pairs].map((p) => p[1]).sort((x, y) => x - y);
  const rank = new Map(columns.map((c, i) => [c, i + 1]));
  const best = new Float64Array(columns.length + 1);
  const holder = new Int32Array(columns.length + 1).fill(-1);
  const previous = new Int32Array(pairs.length).fill(-1);
  let top = -1;
  let topWeight = 0;
  for (let p = 0; p < pairs.length; p++) {
    const at = rank.get((pairs[p] as readonly [number, number])[1]) as number;
    let sum = 0;
    let from = -1;
    for (let k = at - 1; k > 0; k -= k & -k) {
      if ((best[k] as number) > sum) {
        sum = best[k] as number;
        from = holder[k] as number;
      }
    }
    sum += weight(p);
    previous[p] = from;
    for (let k = at; k <= columns.length; k += k & -k) {
      if (sum > (best[k] as number)) {
        best[k] = sum;
        holder[k] = p;
      }
    }
    if (sum > topWeight) {
      topWeight = sum;
      top = p;
    }
  }
  const chain: number[] = [];
  for (let p = top; p >= 0; p = previous[p] as number) chain.push(p);
  return chain.reverse();
}

/** Above this many cells a gap without unique members is left unpaired: about 20 ms and 16 MB. */
const TABLE_CELLS = 4_000_000;
/** Below this a gap is solved exactly at once. */
const SMALL_CELLS = 20_000;

/**
 * Longest common subsequence by weight, after the patience idea (Cohen 2006): members that occur once on both sides are fixed first, as the
 * heaviest chain, and what lies between is solved the same way. Unlike patience, the chain is weighed, so that one long paragraph that
 * moved does not yield to two short ones.
 * @returns for each member of `a` the index of its partner in `b`, -1 for none
 */
export function alignSequences(a: Int32Array, b: Int32Array, weights: Int32Array): Int32Array {
  const mate = new Int32Array(a.length).fill(-1);
  const todo: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let range = todo.pop(); range; range = todo.pop()) {
    let [a0, a1, b0, b1] = range;
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) mate[a0++] = b0++;
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) mate[--a1] = --b1;
    if (a0 === a1 || b0 === b1) continue;
    const cells = (a1 - a0) * (b1 - b0);
    if (cells <= SMALL_CELLS) {
      solveExactly(a, b, weights, mate, a0, a1, b0, b1);
      continue;
    }
    const unique = uniquePairs(a, b, a0, a1, b0, b1);
    if (unique.length === 0 && cells <= TABLE_CELLS) {
      solveExactly(a, b, weights, mate, a0, a1, b0, b1);
      continue;
    }
    if (unique.length === 0 && solveFewEdits(a, b, mate, a0, a1, b0, b1)) continue;
    const pairs = unique.length > 0 ? unique : pairsByCount(a, b, a0, a1, b0, b1);
    if (pairs.length === 0) continue;
    const chain = heaviestChain(pairs, (p) => weights[(pairs[p] as readonly [number, number])[0]] as number);
    let fromA = a0;
    let fromB = b0;
    for (const p of chain) {
      const [i, j] = pairs[p] as readonly [number, number];
      mate[i] = j;
      if (i > fromA && j > fromB) todo.push([fromA, i, fromB, j]);
      fromA = i + 1;
      fromB = j + 1;
    }
    if (a1 > fromA && b1 > fromB) todo.push([fromA, a1, fromB, b1]);
  }
  return mate;
}

function uniquePairs(a: Int32Array, b: Int32Array, a0: number, a1: number, b0: number, b1: number): (readonly [number, number])[] {
  const where = new Map<number, number>();
  for (let j = b0; j < b1; j++) where.set(b[j] as number, where.has(b[j] as number) ? -1 : j);
  const seen = new Map<number, number>();
  for (let i = a0; i < a1; i++) seen.set(a[i] as number, (seen.get(a[i] as number) ?? 0) + 1);
  const pairs: (readonly [number, number])[] = [];
  for (let i = a0; i < a1; i++) {
    const j = where.get(a[i] as number);
    if (j !== undefined && j >= 0 && seen.get(a[i] as number) === 1) pairs.push([i, j]);
  }
  return pairs;
}

/** Edits up to which a long stretch without unique members is solved by Myers' algorithm: time and memory grow with their number. */
const FEW_EDITS = 64;

function solveFewEdits(a: Int32Array, b: Int32Array, mate: Int32Array, a0: number, a1: number, b0: number, b1: number): boolean {
  const changes = diffArrays([...a.slice(a0, a1)], [...b.slice(b0, b1)], { maxEditLength: FEW_EDITS });
  if (!changes) return false;
  let i = a0;
  let j = b0;
  for (const { added, removed, value } of changes) {
    if (!added && !removed) for (let k = 0; k < value.length; k++) mate[i + k] = j + k;
    if (!added) i += value.length;
    if (!removed) j += value.length;
  }
  return true;
}

/** Where nothing is unique (a page that prints its text twice): members that occur equally often on both sides, the first with the first. */
function pairsByCount(a: Int32Array, b: Int32Array, a0: number, a1: number, b0: number, b1: number): (readonly [number, number])[] {
  const where = new Map<number, number[]>();
  for (let j = b0; j < b1; j++) {
    const list = where.get(b[j] as number);
    if (list) list.push(j);
    else where.set(b[j] as number, [j]);
  }
  const seen = new Map<number, number[]>();
  for (let i = a0; i < a1; i++) {
    const list = seen.get(a[i] as number);
    if (list) list.push(i);
    else seen.set(a[i] as number, [i]);
  }
  const pairs: (readonly [number, number])[] = [];
  for (const [member, list] of seen) {
    const other = where.get(member);
    if (other?.length === list.length) pairs.push(...list.map((i, k) => [i, other[k] as number] as const));
  }
  return pairs.sort((x, y) => x[0] - y[0]);
}

function solveExactly(
  a: Int32Array,
  b: Int32Array,
  weights: Int32Array,
  mate: Int32Array,
  a0: number,
  a1: number,
  b0: number,
  b1: number,
): void {
  const width = b1 - b0 + 1;
  const best = new Int32Array((a1 - a0 + 1) * width);
  for (let i = a1 - a0 - 1; i >= 0; i--) {
    for (let j = b1 - b0 - 1; j >= 0; j--) {
      const skip = Math.max(best[(i + 1) * width + j] as number, best[i * width + j + 1] as number);
      const take = a[a0 + i] === b[b0 + j] ? (best[(i + 1) * width + j + 1] as number) + (weights[a0 + i] as number) : -1;
      best[i * width + j] = Math.max(skip, take);
    }
  }
  let i = 0;
  let j = 0;
  while (i < a1 - a0 && j < b1 - b0) {
    const here = best[i * width + j] as number;
    if (a[a0 + i] === b[b0 + j] && here === (best[(i + 1) * width + j + 1] as number) + (weights[a0 + i] as number))
      mate[a0 + i++] = b0 + j++;
    else if (here === best[(i + 1) * width + j]) i++;
    else j++;
  }
}
