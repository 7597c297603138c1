import type { Comparison, Diff, DiffSummary, Doubt, Edition } from '../diff/index.js';
import type { Document, RawPart } from '../document/index.js';
import type { Fetched, FetchRequest, NotModified } from '../fetch/index.js';
import type { Extraction } from '../indicators/index.js';
import type { CheckOutcome, ErrorRecord, Source } from '../records/index.js';
import type { SnapshotStore } from '../snapshots/index.js';

/** A line of log: what happened, with plain values. `error` is for faults of our own. */
export interface Log {
  debug(message: string, values?: Record<string, unknown>): void;
  info(message: string, values?: Record<string, unknown>): void;
  warn(message: string, values?: Record<string, unknown>): void;
  error(message: string, values?: Record<string, unknown>): void;
}

/** The parts that a watch is put together from; all given, none global, so that two watches live in one process. */
export interface WatchParts {
  readonly store: SnapshotStore;
  /** Plain HTTP. */
  readonly fetch: (request: FetchRequest) => Promise<Fetched | NotModified>;
  /** With a browser; null where none is to be had. */
  readonly fetchRendered: ((request: FetchRequest) => Promise<Fetched | NotModified>) | null;
  readonly parse: (parts: readonly RawPart[], source: Pick<Source, 'selector' | 'url'>) => Promise<Document>;
  readonly extract: (document: Document, source: Pick<Source, 'kind' | 'period' | 'jurisdiction'>) => Extraction;
  readonly diff: (before: Edition, after: Edition) => Diff;
  readonly doubt: (before: Edition, after: Edition) => Doubt | null;
  readonly compare?: (items: readonly { edition: Edition; source: Source }[]) => Comparison;
  readonly extractor: string;
  /** Digest of the settings that a reading depends on; a stored reading with another one is made again. */
  readonly settingsOf: (source: Pick<Source, 'selector' | 'kind' | 'period' | 'jurisdiction'>) => string;
  readonly now: () => string;
  readonly log: Log;
}

/** What one check of one source came to; the shape of `checks` in `planwatch.run/1`, with the parts that only the report needs. */
export interface CheckResult {
  readonly source: string;
  readonly outcome: CheckOutcome;
  readonly error: ErrorRecord | null;
  /** Id of the snapshot that stands for the page now. */
  readonly snapshot: string | null;
  readonly summary: DiffSummary | null;
  /** Id of the recorded change set; null where nothing changed. */
  readonly changeSet: string | null;
  /** A target was revised, added or removed. */
  readonly targetsChanged: boolean;
  /** True where the failure is a fault of planwatch itself. */
  readonly bug: boolean;
  readonly proposals: readonly Proposal[];
  /** Something that belongs to the document could not be had: the next check asks for all of it again. */
  readonly partial: boolean;
}

/** A plan document that a listing page offers and no source watches yet. */
export interface Proposal {
  readonly url: string;
  readonly title: string;
  readonly kind: string;
  readonly on: string | null;
}
