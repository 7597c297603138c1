export type * from './document.js';
export { BLOCK_KINDS, CHARSET_RULES, UNREADABLE_REASONS } from './document.js';
export { type Folded, fold, isHan, toRawSpan } from './fold.js';
export { parseText } from './parse-text.js';
