export type { Concept } from './concepts/concept.js';
export type { DocumentContext, ExtractOptions, Scope } from './context.js';
export { createContext } from './context.js';
export { extractIndicators } from './extract.js';
export type * from './extraction.js';
export type * from './indicator.js';
export { COMPARATORS, MEASURES } from './indicator.js';
export { baseOf, type Printed, parseQuantity, toCommon, toQuantity } from './quantity/index.js';
export { EXTRACTOR_VERSION } from './version.js';
