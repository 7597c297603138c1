import type { Alignment } from '../text/alignment.js';
import type { Located } from './located.js';

/** A stretch of a layout's key, half-open. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Fewest kept units round the figures of a clause by which it is known again. */
const KNOWN_BY = 6;
/**
 * The two clauses are one but for their figures, and the two values stand at the same place among them: `200个“好社区”` and `202个“好社区”`. A clause of a
 * few words (`增长6%`) says too little to be known by.
 */
export function isSameSlot(
  { before, after, mate, back }: Alignment,
  x: Located,
  y: Located,
  left: readonly Located[],
  right: readonly Located[],
): boolean {
  const clause = before.atoms[x.atom];
  const other = after.atoms[y.atom];
  if (!clause || !other || x.indicator.form === 'table' || y.indicator.form === 'table') return false;
  const kept = wordsBesideFigures(mate, clause, figuresOf(left, x));
  return kept >= KNOWN_BY && kept === wordsBesideFigures(back, other, figuresOf(right, y)) && rankOf(left, x) === rankOf(right, y);
}

/** Kept units of a clause outside its figures; -1 where one of them is not kept. */
function wordsBesideFigures(links: Int32Array, clause: Range, figures: readonly Located[]): number {
  let kept = 0;
  for (let i = clause.start; i < clause.end; i++) {
    if (figures.some((f) => f.start <= i && i < f.end)) continue;
    if ((links[i] as number) < 0) return -1;
    kept++;
  }
  return kept;
}

const figuresOf = (all: readonly Located[], x: Located): readonly Located[] =>
  all.slice(Math.max(0, x.index - 12), x.index + 13).filter((z) => z.atom === x.atom);
const rankOf = (all: readonly Located[], x: Located): string => {
  const own = figuresOf(all, x);
  return `${own.indexOf(x)} of ${own.length}`;
};
