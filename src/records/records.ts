import type { Diff, DiffSummary } from '../diff/index.js';

export const CHECK_OUTCOMES = ['first', 'changed', 'unchanged', 'upgraded', 'quarantined', 'failed'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

export const SOURCE_KINDS = ['work-report', 'outline', 'special-plan', 'plan-report', 'bulletin', 'notice', 'review', 'listing'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** A watched page, as the configuration declares it, defaults filled in. */
export interface Source {
  readonly id: string;
  readonly title: string;
  /** null for a source that is only filled by `planwatch import`. */
  readonly url: string | null;
  readonly jurisdiction: string;
  readonly jurisdictionCode: string | null;
  readonly kind: SourceKind;
  readonly period: string | null;
  readonly family: string;
  readonly selector: string | null;
  readonly fetch: 'auto' | 'http' | 'browser';
  readonly robots: boolean;
  readonly timeoutMs: number | null;
  /** Cron expressions of this source alone; null takes the general ones. */
  readonly schedule: { readonly check: string | null };
  readonly discover: 'propose' | 'add' | null;
}

export interface ErrorRecord {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** One stored file of a snapshot. */
export interface PartRecord {
  readonly digest: string;
  readonly bytes: number;
  readonly url: string | null;
  readonly fileName: string | null;
  readonly mediaType: string | null;
  /** From the HTTP header. */
  readonly charset: string | null;
}

/** What was served at one instant. `id` is unique within the source and sorts by `capturedAt`. */
export interface Snapshot {
  readonly id: string;
  readonly source: string;
  readonly capturedAt: string;
  /** Digest over the parts' digests; of a single part, that part's own sha-256. */
  readonly digest: string;
  readonly url: string | null;
  readonly finalUrl: string | null;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly parts: readonly PartRecord[];
  /** `fetched`, or `imported` by hand. */
  readonly origin: 'fetched' | 'imported';
  /** Set where the host's certificate was not verified. */
  readonly insecureTls: boolean;
}

/** One line of a source's append-only log. Absent keys mean "not applicable", to keep a quiet line short. */
export interface CheckRecord {
  readonly at: string;
  readonly outcome: CheckOutcome;
  /** The snapshot that stands for the page after this check; null before the first. */
  readonly snapshot: string | null;
  readonly status?: number;
  readonly error?: ErrorRecord;
  readonly summary?: DiffSummary;
  /** Id of the ChangeSet this check recorded. */
  readonly changes?: string;
  readonly extractor?: string;
}

/** The recorded difference of two snapshots of one source. */
export interface ChangeSet {
  readonly id: string;
  readonly source: string;
  readonly at: string;
  readonly before: string;
  readonly after: string;
  readonly extractor: string;
  /** Digest of the settings that both sides were read with; absent in sets of older versions, which are taken as they are. */
  readonly settings?: string;
  readonly diff: Diff;
}

/** A person's word on one change. */
export interface Review {
  readonly change: string;
  readonly verdict: 'confirm' | 'dismiss' | 'correct';
  readonly note: string | null;
  readonly at: string;
}
