import type { Change, Diff } from './change.js';

/** What a person said of a change; the part of a stored review that bears on a diff. */
export interface Word {
  readonly change: string;
  readonly verdict: 'confirm' | 'dismiss' | 'correct';
  readonly note: string | null;
  readonly at: string;
}

/** A change with the last word on it. */
export interface ReviewedChange extends Change {
  readonly review: Omit<Word, 'change'> | null;
}

export interface ReviewedDiff extends Omit<Diff, 'changes'> {
  readonly changes: readonly ReviewedChange[];
}

/**
 * Puts each person's last word beside its change. A change is known by the words of its two statements, so a word given before an upgrade
 * of the extractor, or in an earlier run over the same pair of editions, still finds it. Dismissed changes stay, marked: nothing a page said disappears.
 */
export function applyReviews(diff: Diff, reviews: readonly Word[]): ReviewedDiff {
  const last = new Map<string, Word>();
  for (const review of reviews) {
    const known = last.get(review.change);
    if (!known || known.at <= review.at) last.set(review.change, review);
  }
  const changes = diff.changes.map((change) => {
    const word = last.get(change.id);
    return { ...change, review: word ? { verdict: word.verdict, note: word.note, at: word.at } : null };
  });
  return { ...diff, changes };
}

export const isDismissed = (change: ReviewedChange): boolean => change.review?.verdict === 'dismiss';
