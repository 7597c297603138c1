import type { Comparison, Edition } from '../diff/index.js';
import type { ChangeSet, CheckRecord, Review, Snapshot, Source } from '../records/index.js';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const REPORT_FORMATS = ['pdf', 'html', 'md', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A recorded difference with both sides at hand, so that the evidence can be quoted. */
export interface ReportedChangeSet {
  readonly set: ChangeSet;
  readonly before: Edition;
  readonly after: Edition;
  readonly beforeSnapshot: Snapshot;
  readonly afterSnapshot: Snapshot;
}

/** Everything a report says about one source. */
export interface ReportedSource {
  readonly source: Source;
  /** Checks within the period, oldest first. */
  readonly checks: readonly CheckRecord[];
  readonly changeSets: readonly ReportedChangeSet[];
  /** Set where the source was first captured within the period. */
  readonly baseline: { readonly edition: Edition; readonly snapshot: Snapshot } | null;
  /** The edition that stands at the end of the period; null where nothing was ever captured. */
  readonly current: { readonly edition: Edition; readonly snapshot: Snapshot } | null;
  /** All editions ever, oldest first: the course of a target is drawn from them. */
  readonly history: readonly { readonly snapshot: Snapshot; readonly indicators: Edition['extraction']['indicators'] }[];
  readonly reviews: readonly Review[];
  /** Since when the source has been failing or quarantined without a break; null when its last check was good. */
  readonly troubledSince: string | null;
  /** Last check before or in the period at which the page was found changed. */
  readonly lastChangedAt: string | null;
}

/** A plan document that a listing page offers and that no source watched when it was found. */
export interface ReportedProposal {
  /** Id of the listing. */
  readonly source: string;
  readonly title: string;
  readonly url: string;
  readonly kind: string;
  readonly on: string | null;
  readonly seenAt: string;
}

/** The one input of the report model. Pure data; no clock: `generatedAt` is passed in. */
export interface ReportInput {
  readonly id: string;
  readonly generatedAt: string;
  readonly timezone: string;
  /** Days, inclusive, in `timezone`. */
  readonly since: string;
  readonly until: string;
  readonly locale: Locale;
  readonly version: string;
  readonly extractor: string;
  readonly sources: readonly ReportedSource[];
  readonly comparison: Comparison | null;
  /** Found in the period, oldest finding first; absent is none. */
  readonly proposals?: readonly ReportedProposal[];
  readonly notices: { readonly insecureTls: readonly string[]; readonly robotsOverridden: readonly string[] };
}
