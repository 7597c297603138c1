export type * from './extraction.js';
export type * from './indicator.js';
export { COMPARATORS, MEASURES } from './indicator.js';
export { EXTRACTOR_VERSION } from './version.js';
