import { type Alignment, link } from './alignment.js';
import { identify } from './identify.js';
import { itemAt, type Layout } from './layout.js';
import { alignSequences } from './sequence.js';
import { type KnownWords, pairSentences } from './similar.js';
import { type Token, tokenise } from './tokens.js';
import { mateWords } from './words.js';

/** A stretch of both texts between two kept clauses, in atoms. */
interface Gap {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

/** A clause this long (key units) that stands once on each side may be called moved; a shorter one only beside a longer. */
const MOVED_CLAUSE = 8;
/** With a figure in it, a row or clause says enough at this length. */
const MOVED_FIGURE = 5;
/** Words of a gap up to which it is compared as one piece: merged and split sentences cost nothing then. */
const GAP_WORDS = 700;

/**
 * Aligns two texts: whole clauses first, then clauses that moved, then words where clauses changed, then sentences that moved and changed.
 * Near-linear for editions that differ in few places; what has nothing in common is given up early rather than searched.
 */
export function align(before: Layout, after: Layout): Alignment {
  const state: Alignment = {
    before,
    after,
    mate: new Int32Array(before.key.length).fill(-1),
    back: new Int32Array(after.key.length).fill(-1),
    moved: new Uint8Array(before.key.length),
  };
  const [a, b] = identify(before, after);
  const weights = Int32Array.from(before.atoms, (atom) => atom.end - atom.start);
  const atoms = alignSequences(a, b, weights);
  for (let i = 0; i < atoms.length; i++) if ((atoms[i] as number) >= 0) mateAtoms(state, i, atoms[i] as number, false);
  const gaps = gapsOf(atoms, b.length);
  mateMovedAtoms(state, a, b, atoms);
  const known: KnownWords = { before: new Map(), after: new Map() };
  for (const gap of gaps) solveGap(state, gap, known);
  const left = (layout: Layout, mate: Int32Array) => {
    const free: number[] = [];
    layout.sentences.forEach((s, i) => {
      let kept = 0;
      for (let k = s.start; k < s.end; k++) if ((mate[k] as number) >= 0) kept++;
      if (s.end - s.start >= MOVED_FIGURE && kept < 0.4 * (s.end - s.start)) free.push(i);
    });
    return free;
  };
  pairSentences(state, left(before, state.mate), left(after, state.back), { moved: true, words: known });
  return state;
}

function mateAtoms(state: Alignment, i: number, j: number, moved: boolean): void {
  const from = state.before.atoms[i] as { start: number; end: number };
  const to = state.after.atoms[j] as { start: number };
  for (let k = 0; k < from.end - from.start; k++) link(state, from.start + k, to.start + k, moved);
}

function gapsOf(atoms: Int32Array, length: number): Gap[] {
  const gaps: Gap[] = [];
  let a0 = 0;
  let b0 = 0;
  for (let i = 0; i <= atoms.length; i++) {
    const j = i < atoms.length ? (atoms[i] as number) : length;
    if (j < 0) continue;
    if (i > a0 && j > b0) gaps.push({ a0, a1: i, b0, b1: j });
    a0 = i + 1;
    b0 = j + 1;
  }
  return gaps;
}

/** Equal clauses left over on both sides are moves, where they say enough not to be an accident; equal neighbours come along. */
function mateMovedAtoms(state: Alignment, a: Int32Array, b: Int32Array, atoms: Int32Array): void {
  const freeB = new Uint8Array(b.length).fill(1);
  for (const j of atoms) if (j >= 0) freeB[j] = 0;
  const places = new Map<number, number[]>();
  for (let j = 0; j < b.length; j++) if (freeB[j]) places.set(b[j] as number, [...(places.get(b[j] as number) ?? []).slice(0, 1), j]);
  const counts = new Map<number, number>();
  for (let i = 0; i < a.length; i++) if ((atoms[i] as number) < 0) counts.set(a[i] as number, (counts.get(a[i] as number) ?? 0) + 1);
  const take = (i: number, j: number): boolean => {
    if (i < 0 || j < 0 || i >= a.length || j >= b.length || a[i] !== b[j] || (atoms[i] as number) >= 0 || !freeB[j]) return false;
    atoms[i] = j;
    freeB[j] = 0;
    mateAtoms(state, i, j, true);
    return true;
  };
  for (let i = 0; i < a.length; i++) {
    if ((atoms[i] as number) >= 0 || counts.get(a[i] as number) !== 1) continue;
    const to = places.get(a[i] as number);
    if (to?.length !== 1) continue;
    const atom = state.before.atoms[i] as { start: number; end: number };
    const key = state.before.key.slice(atom.start, atom.end);
    const enough = key.length >= MOVED_CLAUSE || (key.length >= MOVED_FIGURE && /\d/.test(key) && /\p{Script=Han}{2}/u.test(key));
    if (!enough || !take(i, to[0] as number)) continue;
    for (let k = 1; take(i + k, (to[0] as number) + k); k++);
    for (let k = 1; take(i - k, (to[0] as number) - k); k++);
  }
}

function solveGap(state: Alignment, gap: Gap, known: KnownWords): void {
  const old = freeRanges(state.before, state.mate, gap.a0, gap.a1);
  const now = freeRanges(state.after, state.back, gap.b0, gap.b1);
  if (old.length === 0 || now.length === 0) return;
  if (sameText(state, old, now)) return;
  const size = (ranges: readonly Range[]) => ranges.reduce((sum, r) => sum + r.end - r.start, 0);
  // Two key units a word, measured on the labelled documents.
  const small = size(old) + size(now) <= 2 * GAP_WORDS;
  if (small && mateWords(state, words(state.before, old), words(state.after, now), false)) return;
  const sentencesOf = (layout: Layout, ranges: readonly Range[]) => [
    ...new Set(ranges.flatMap((r) => sentencesIn(layout, r.start, r.end))),
  ];
  pairSentences(state, sentencesOf(state.before, old), sentencesOf(state.after, now), { moved: false, words: known });
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const words = (layout: Layout, ranges: readonly Range[]): Token[] => ranges.flatMap((r) => tokenise(layout, r.start, r.end));

function freeRanges(layout: Layout, mate: Int32Array, from: number, to: number): Range[] {
  const ranges: { start: number; end: number }[] = [];
  for (let i = from; i < to; i++) {
    const atom = layout.atoms[i] as Range;
    if ((mate[atom.start] as number) >= 0) continue;
    const last = ranges[ranges.length - 1];
    if (last && last.end === atom.start) last.end = atom.end;
    else ranges.push({ start: atom.start, end: atom.end });
  }
  return ranges;
}

/** The same characters cut into clauses in another way: a line break inside a word, a comma for a full stop. */
function sameText(state: Alignment, old: readonly Range[], now: readonly Range[]): boolean {
  const join = (layout: Layout, ranges: readonly Range[]) => ranges.map((r) => layout.key.slice(r.start, r.end)).join('');
  if (join(state.before, old) !== join(state.after, now)) return false;
  const places = (ranges: readonly Range[]) => ranges.flatMap((r) => Array.from({ length: r.end - r.start }, (_, k) => r.start + k));
  const to = places(now);
  places(old).forEach((i, k) => {
    link(state, i, to[k] as number, false);
  });
  return true;
}

function sentencesIn(layout: Layout, start: number, end: number): number[] {
  const found: number[] = [];
  for (let s = itemAt(layout.sentences, start); s < layout.sentences.length && (layout.sentences[s] as Range).start < end; s++)
    found.push(s);
  return found;
}
