/**
 * The public API: read a document, compare editions, keep a store, render a report. The command line is built from the same parts.
 * Examples in docs/api.md are run by the tests.
 */
export { type Config, loadConfig, parseConfig } from './config/index.js';
export {
  type Change,
  type Comparison,
  compareDocuments,
  type Diff,
  type Doubt,
  diffEditions,
  doubtOf,
  type Edition,
  type Piece,
} from './diff/index.js';
export {
  type Block,
  type Document,
  type Metadata,
  parseDocument,
  parseText,
  type RawPart,
  type Span,
  type Table,
} from './document/index.js';
export { ERRORS, type ErrorCode, isPlanwatchError, PlanwatchError } from './errors.js';
export {
  type Concept,
  EXTRACTOR_VERSION,
  type Extraction,
  extractIndicators,
  type Indicator,
  type Quantity,
} from './indicators/index.js';
export { createReaders, parseInWorker } from './readers/index.js';
export type { ChangeSet, CheckOutcome, CheckRecord, Snapshot, Source } from './records/index.js';
export { buildReport, type ReportInput, type ReportModel, renderHtml, renderJson, renderMarkdown, renderPdf } from './report/index.js';
export { SHAPES } from './shapes/index.js';
export { createFileStore, createMemoryStore, type SnapshotStore } from './snapshots/index.js';
export { type CheckResult, checkSource, collectReport, runChecks, type WatchParts } from './watch/index.js';
