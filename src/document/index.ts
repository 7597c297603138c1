export { type Decoded, decode, metaCharset, toCharset } from './charset.js';
export type * from './document.js';
export { BLOCK_KINDS, CHARSET_RULES, NO_METADATA, UNREADABLE_REASONS } from './document.js';
export { type Folded, fold, foldBlock, isHan, toRawSpan } from './fold.js';
export { mayNeedBrowser, NOT_DOCUMENT, type NotDocument } from './html/not-document.js';
export { findPlanDocuments, type PlanProposal } from './listing.js';
export { type Format, formatOf, MEDIA_TYPES } from './media.js';
export { metadataOfText } from './metadata-text.js';
export { parseDocument } from './parse.js';
export { nameOf, PARSE_LIMITS, type ParseLimits, type ParseOptions } from './parse-options.js';
export { parseText } from './parse-text.js';
export type * from './readers.js';
export { fullestJurisdiction, jurisdictionIn, kindOf } from './subject.js';
export {
  type HeaderRole,
  headerRole,
  isAttributeCell,
  isDashCell,
  isGroupWords,
  isNameCell,
  isNumericCell,
  isTableCaption,
  isUnitCell,
  squeezeCell,
} from './text/cell-types.js';
export { type DraftBlock, headingLevel, type Line, sectionize, splitLines } from './text/index.js';
export { joinLines } from './whitespace.js';
