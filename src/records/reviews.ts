import type { Review } from './records.js';

/** The last word on a change, whoever gave it; of two of one instant, the one that stands later. */
export function latestReview(reviews: readonly Review[], change: string): Review | null {
  let last: Review | null = null;
  for (const review of reviews) if (review.change === change && (last === null || last.at <= review.at)) last = review;
  return last;
}
