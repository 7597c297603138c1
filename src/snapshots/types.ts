import type { Diff, Edition } from '../diff/index.js';
import type { RawPart } from '../document/index.js';
import type { Extraction } from '../indicators/index.js';
import type { ChangeSet, CheckRecord, Review, Snapshot } from '../records/index.js';

/** What arrived, before it has an id. `parts` hold the bytes. */
export interface Capture {
  readonly capturedAt: string;
  readonly url: string | null;
  readonly finalUrl: string | null;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly parts: readonly Omit<RawPart, 'sha256'>[];
  readonly origin: 'fetched' | 'imported';
  readonly insecureTls: boolean;
}

export const FINDING_KINDS = ['damaged', 'missing', 'truncated', 'edited', 'orphan', 'outside-git', 'unfinished'] as const;

export interface StoreFinding {
  readonly source: string | null;
  readonly path: string;
  /** `outside-git`: large bytes that a clone does not carry; `unfinished`: left by a kill, harmless; `orphan`: belongs to nothing. */
  readonly kind: (typeof FINDING_KINDS)[number];
  readonly problem: string;
  /** True where the bytes are intact and the rest can be derived again. */
  readonly repairable: boolean;
}

/** How stored bytes become an edition again; passed in, for the store knows no parser. */
export interface Deriver {
  edition(snapshot: Snapshot, parts: readonly RawPart[]): Promise<Edition>;
  /** Where given, a lost or damaged change set is worked out again from its two editions. */
  diff?(before: Edition, after: Edition): Diff;
}

export interface Repair {
  readonly repaired: readonly StoreFinding[];
  readonly remaining: readonly StoreFinding[];
}

/**
 * Everything planwatch keeps. All writes are atomic (temporary file, fsync, rename); logs are append-only and tolerate a torn last line.
 * Snapshots of a source are listed by `capturedAt`.
 */
export interface SnapshotStore {
  /** Takes the store for one process; a lock whose owner is dead is taken over. @throws SNAPSHOTS_LOCKED */
  lock(): Promise<() => Promise<void>>;
  sources(): Promise<readonly string[]>;

  /** Bytes and their record are on disk when this resolves, before anything parses them. Not yet an edition. Idempotent for equal captures. */
  stage(source: string, capture: Capture): Promise<Snapshot>;
  /** The staged snapshot becomes an edition of the page: its text, blocks and indicators are written beside it. */
  accept(snapshot: Snapshot, edition: Edition): Promise<void>;
  /** The staged snapshot is put aside as evidence (`quarantined`) or dropped when it says nothing new (`same`). */
  setAside(snapshot: Snapshot, reason: 'quarantined' | 'same'): Promise<void>;

  /** Accepted snapshots, oldest first. */
  snapshots(source: string): Promise<readonly Snapshot[]>;
  /** Whether this source has had an edition, even where its whole folder is gone by now. */
  everStored(source: string): Promise<boolean>;
  /** Whether this accepted snapshot is there; cheaper than the list. */
  holds(source: string, snapshot: string): Promise<boolean>;
  /** Snapshots staged but neither accepted nor set aside: a run was killed between. Oldest first. */
  staged(source: string): Promise<readonly Snapshot[]>;
  parts(snapshot: Snapshot): Promise<readonly RawPart[]>;
  /** Where the bytes of its first part lie, relative to the store; for a person who is to look at them. */
  placeOf(snapshot: Snapshot): string;
  /** The stored extraction, null where none is stored or it does not match its checksum. */
  edition(snapshot: Snapshot): Promise<Edition | null>;
  /** Its indicators alone, without the text they were found in; null where they are not stored or do not match their checksum. */
  extraction(snapshot: Snapshot): Promise<Extraction | null>;
  /** Replaces the stored extraction after an upgrade of the extractor. */
  writeEdition(snapshot: Snapshot, edition: Edition): Promise<void>;

  /** On disk when it resolves; a line that says `unchanged` is only handed to the system, which a kill of ours cannot undo. */
  appendCheck(source: string, record: CheckRecord): Promise<void>;
  checks(source: string): Promise<readonly CheckRecord[]>;
  putChangeSet(set: ChangeSet): Promise<void>;
  /** In order of `at`. */
  changeSets(source: string): Promise<readonly ChangeSet[]>;
  putReview(source: string, review: Review): Promise<void>;
  reviews(source: string): Promise<readonly Review[]>;

  /** Small JSON documents of the watch itself (last report, outbox, proposals), by slash-separated key. */
  getState(key: string): Promise<unknown | null>;
  putState(key: string, value: unknown): Promise<void>;
  listState(prefix: string): Promise<readonly string[]>;
  deleteState(key: string): Promise<void>;

  /** Snapshots put aside as evidence, oldest first; the newest five are kept. */
  quarantined(source: string): Promise<readonly Snapshot[]>;

  /** Recomputes every hash and replays every log. Empty where all is well. Changes nothing. */
  verify(): Promise<readonly StoreFinding[]>;
  /** Mends what `verify` calls repairable. The caller holds the lock. */
  repair(deriver: Deriver): Promise<Repair>;
}
