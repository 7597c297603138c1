export type * from './records.js';
export { CHECK_OUTCOMES, SOURCE_KINDS } from './records.js';
export { latestReview } from './reviews.js';
