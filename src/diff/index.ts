export type * from './change.js';
export { CHANGE_FIELDS, CHANGE_TYPES, RELATIONS } from './change.js';
export { type DiffOptions, diffEditions, type Polarity } from './diff-editions.js';
