import type { Diff, Edition } from '../diff/index.js';
import { type Snapshot, SOURCE_KINDS, type Source } from '../records/index.js';
import { changedDocument } from './documents.js';
import { createFormatter, name as nameOf } from './format.js';
import { createMessages } from './messages/index.js';
import { assemble } from './model.js';
import { redlineOf } from './redline.js';
import type { ChangedDocument, ReportModel } from './schema.js';
import type { Locale, ReportedSource } from './types.js';

/** One side of `planwatch diff`: a stored snapshot, or a file or address that nobody watches. */
export interface DiffSide {
  /** As named on the command line. */
  readonly ref: string;
  readonly edition: Edition;
  readonly source: Source | null;
  readonly snapshot: Snapshot | null;
}

export interface DiffView {
  readonly diff: Diff;
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly locale: Locale;
  /** ISO instant. */
  readonly generatedAt: string;
  readonly timezone: string;
  /** @default '' */
  readonly version?: string;
}

/** Two editions as a report of one document, with the redline of their texts and without a watch around them. */
export function buildDiffReport(view: DiffView): ReportModel {
  const { diff, before, after, locale, generatedAt, timezone, version = '' } = view;
  const f = createFormatter(locale, timezone, createMessages(locale));
  const source = after.source ?? before.source ?? unwatched(after);
  const [beforeSnapshot, afterSnapshot] = [before, after].map((side) => side.snapshot ?? unstored(side, source)) as [Snapshot, Snapshot];
  const { extractor } = after.edition.extraction;
  const set = { id: 'diff', source: source.id, at: generatedAt, before: beforeSnapshot.id, after: afterSnapshot.id, extractor, diff };
  const reported: ReportedSource = {
    source,
    checks: [],
    changeSets: [{ set, before: before.edition, after: after.edition, beforeSnapshot, afterSnapshot }],
    baseline: null,
    current: { edition: after.edition, snapshot: afterSnapshot },
    history: [],
    reviews: [],
    troubledSince: null,
    lastChangedAt: null,
  };
  const { passages } = redlineOf(diff, before.edition, after.edition);
  const document = changedDocument(reported, f) as ChangedDocument;
  const redline = passages.map(({ segments }) => ({ segments: [...segments] }));
  const documents = [{ ...document, comparisons: document.comparisons.map((comparison) => ({ ...comparison, redline })) }];
  const day = generatedAt.slice(0, 10);
  const input = {
    id: `${nameOf(before.ref)} → ${nameOf(after.ref)}`,
    generatedAt,
    timezone,
    since: day,
    until: day,
    locale,
    version,
    extractor,
    sources: [reported],
    comparison: null,
    notices: { insecureTls: [], robotsOverridden: [] },
  };
  return assemble(input, 'diff', documents, [], f);
}

function unwatched(side: DiffSide): Source {
  const { metadata } = side.edition.document;
  return {
    id: 'diff',
    // A file without a title is known by its name, not by where it lies.
    title: metadata.title ?? side.ref.replace(/[?#].*$/, '').replace(/^.*[\\/](?=.)/, ''),
    url: /^https?:/i.test(side.ref) ? side.ref : null,
    jurisdiction: metadata.jurisdiction ?? '—',
    jurisdictionCode: null,
    kind: isKind(metadata.kind) ? metadata.kind : 'work-report',
    period: null,
    family: 'diff',
    selector: null,
    fetch: 'auto',
    robots: true,
    timeoutMs: null,
    schedule: { check: null },
    discover: null,
  };
}

const isKind = (kind: string | null): kind is Source['kind'] => (SOURCE_KINDS as readonly (string | null)[]).includes(kind);

/** A file has a name and a digest, but nobody noted when it was captured. */
const unstored = (side: DiffSide, source: Source): Snapshot => ({
  id: nameOf(side.ref),
  source: source.id,
  capturedAt: '',
  digest: side.edition.document.sha256,
  url: /^https?:/i.test(side.ref) ? side.ref : null,
  finalUrl: null,
  status: null,
  headers: {},
  etag: null,
  lastModified: null,
  parts: [],
  origin: 'fetched',
  insecureTls: false,
});
