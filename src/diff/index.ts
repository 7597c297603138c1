export type * from './change.js';
export { CHANGE_FIELDS, CHANGE_TYPES, RELATIONS } from './change.js';
export { type ComparedDocument, compareDocuments } from './compare/compare-documents.js';
export { type DiffOptions, diffEditions, type Polarity } from './diff-editions.js';
export { DOUBT, doubtOf } from './doubt.js';
export { asRecorded, withReversals } from './reversals.js';
export { type WordDiff, wordDiff } from './word-diff.js';
