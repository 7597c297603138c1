import type { Alignment } from './alignment.js';
import type { Layout } from './layout.js';
import { heaviestChain } from './sequence.js';
import { type Token, tokenise } from './tokens.js';
import { mateWords } from './words.js';

/** Share of common characters (Dice, by words) from which two sentences count as editions of one. */
const LIKE_NEAR = 0.4;
const LIKE_FAR = 0.55;
/** A word in more sentences than this says nothing about which of them is meant. */
const COMMON = 24;

/** Words of sentences once cut, by sentence: a sentence may be asked for twice. */
export interface KnownWords {
  readonly before: Map<number, readonly Token[]>;
  readonly after: Map<number, readonly Token[]>;
}

export interface PairOptions {
  readonly moved: boolean;
  readonly words: KnownWords;
}

interface Side {
  readonly sentence: number;
  readonly words: readonly Token[];
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

/**
 * Pairs changed sentences by their common words, best pair first, and links the words of each pair. With `moved` false, pairs that keep the
 * common order are kept in place and only those outside it are moves; with `moved` true all are.
 */
export function pairSentences(state: Alignment, old: readonly number[], now: readonly number[], options: PairOptions): void {
  if (old.length === 0 || now.length === 0) return;
  const left = old.map((s) => sideOf(options.words.before, state.before, state.mate, s)).filter((s) => s.size > 0);
  const right = now.map((s) => sideOf(options.words.after, state.after, state.back, s)).filter((s) => s.size > 0);
  const index = new Map<string, number[]>();
  right.forEach((side, j) => {
    for (const word of side.counts.keys()) {
      const list = index.get(word);
      if (list) list.push(j);
      else index.set(word, [j]);
    }
  });
  const candidates: { i: number; j: number; score: number }[] = [];
  const least = options.moved ? LIKE_FAR : LIKE_NEAR;
  left.forEach((side, i) => {
    const near = new Set<number>();
    for (const word of side.counts.keys()) {
      const list = index.get(word);
      if (list && list.length <= COMMON) for (const j of list) near.add(j);
    }
    for (const j of near) {
      const score = likeness(side, right[j] as Side);
      if (score >= least) candidates.push({ i, j, score });
    }
  });
  candidates.sort((x, y) => y.score - x.score || x.i - y.i || x.j - y.j);
  const usedI = new Set<number>();
  const usedJ = new Set<number>();
  const pairs: { i: number; j: number }[] = [];
  for (const { i, j } of candidates) {
    if (usedI.has(i) || usedJ.has(j)) continue;
    usedI.add(i);
    usedJ.add(j);
    pairs.push({ i, j });
  }
  pairs.sort((x, y) => x.i - y.i);
  const order = pairs.map((p) => [p.i, p.j] as const);
  const inPlace = new Set(
    options.moved ? [] : heaviestChain(order, (p) => (left[(order[p] as readonly [number, number])[0]] as Side).size),
  );
  pairs.forEach(({ i, j }, p) => {
    mateWords(state, (left[i] as Side).words, (right[j] as Side).words, !inPlace.has(p));
  });
}

function sideOf(known: Map<number, readonly Token[]>, layout: Layout, mate: Int32Array, sentence: number): Side {
  const { start, end } = layout.sentences[sentence] as { start: number; end: number };
  const all = known.get(sentence) ?? tokenise(layout, start, end);
  known.set(sentence, all);
  const words = all.filter((t) => (mate[t.start] as number) < 0);
  const counts = new Map<string, number>();
  let size = 0;
  for (const word of words) {
    counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
    size += word.text.length;
  }
  return { sentence, words, counts, size };
}

function likeness(a: Side, b: Side): number {
  let common = 0;
  for (const [word, count] of a.counts) common += Math.min(count, b.counts.get(word) ?? 0) * word.length;
  return (2 * common) / (a.size + b.size);
}
