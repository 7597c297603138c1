import { z } from 'zod';
import { change, course, detail, group, printed, revision, segment } from './schema-change.js';

export type * from './schema-change.js';

/**
 * The report as data. These schemas are the one source of three things: the types the templates are filled from, `schemas/report.schema.json`,
 * and the check of our own output in the tests. Fields ending in `Text` are in the report's language; all other words are the documents' own.
 */
const capture = z.strictObject({
  snapshot: z.string(),
  capturedAt: z.string().nullable(),
  capturedText: z.string(),
  digest: z.string(),
  url: z.string().nullable(),
  imported: z.boolean(),
  insecureTls: z.boolean(),
  citationText: z.string().describe('A line that can be cited as it stands'),
});
const comparisonOfEditions = z.strictObject({
  id: z.string(),
  atText: z.string(),
  before: capture,
  after: capture,
  summaryText: z.string(),
  targets: z.array(detail),
  actuals: z.array(detail),
  groups: z.array(group).describe('The targets and figures above in the order of telling: what shares a passage stands together'),
  minor: z.array(change).describe('Reworded and moved statements, and figures reported anew or no longer'),
  dismissed: z.array(change).describe('Changes a person dismissed; counted nowhere else'),
  redline: z
    .array(z.strictObject({ segments: z.array(segment) }))
    .nullable()
    .describe('Changed passages of the text in order; only for `planwatch diff`'),
});
const indicatorRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  concept: z.string().nullable(),
  measureText: z.string(),
  value: printed,
  periodText: z.string(),
  role: z.enum(['target', 'actual']),
  attribute: z.string().nullable(),
  needsReview: z.boolean(),
});
const document = z.strictObject({
  anchor: z.string(),
  source: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  kindText: z.string(),
  issuer: z.string().nullable(),
  documentNumber: z.string().nullable(),
  indexNumber: z.string().nullable(),
  writtenText: z.string().nullable(),
  publishedText: z.string().nullable(),
  url: z.string().nullable(),
});
const changedDocument = document.extend({ comparisons: z.array(comparisonOfEditions) });
const baseline = document.extend({
  capture,
  targets: z.number().int(),
  actuals: z.number().int(),
  sections: z.array(z.strictObject({ heading: z.string(), rows: z.array(indicatorRow) })),
  tracks: z.array(course),
});

const statement = z.strictObject({
  document: z.string(),
  jurisdiction: z.string(),
  periodText: z.string(),
  value: printed,
  role: z.enum(['target', 'actual']),
});
const acrossRow = z.strictObject({
  relation: z.enum(['agrees', 'contradicts', 'only', 'rebased', 'succeeds']),
  relationText: z.string(),
  name: z.string(),
  concept: z.string().nullable(),
  jurisdiction: z.string(),
  statements: z.array(statement),
});
const across = z.strictObject({
  summaryText: z.string().nullable(),
  groups: z.array(z.strictObject({ relation: z.string(), headingText: z.string(), explainText: z.string(), rows: z.array(acrossRow) })),
  dots: z.array(course),
  tracks: z.array(course),
});

const unknown = z.strictObject({
  source: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  state: z.enum(['failed', 'quarantined', 'unreadable', 'unchecked', 'never', 'recovered']),
  stateText: z.string(),
  sinceText: z.string().nullable(),
  whyText: z.string(),
  code: z.string().nullable(),
  hint: z.string().nullable(),
  standsText: z.string().nullable().describe('What the report rests on instead: the last good capture'),
});
const check = z.strictObject({
  at: z.string(),
  outcome: z.enum(['first', 'changed', 'unchanged', 'upgraded', 'quarantined', 'failed']),
  labelText: z.string(),
});
const sourceRow = z.strictObject({
  source: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  url: z.string().nullable(),
  anchor: z.string().nullable().describe('Section of the report about it, where there is one'),
  checks: z.number().int(),
  lastCheckText: z.string().nullable(),
  lastOutcomeText: z.string().nullable(),
  lastChangedText: z.string().nullable(),
  indicators: z.number().int().nullable(),
  targets: z.number().int().nullable(),
  strip: z.array(check),
});

const proposal = z.strictObject({
  source: z.string().describe('Id of the listing page'),
  listingText: z.string(),
  title: z.string(),
  url: z.string(),
  kindText: z.string(),
  onText: z.string().nullable().describe('Date the listing gives it'),
  seenText: z.string(),
});
const toReview = z.strictObject({
  anchor: z.string(),
  id: z.string(),
  name: z.string(),
  documentTitle: z.string(),
  periodText: z.string(),
  before: printed.nullable(),
  after: printed.nullable(),
});

export const reportSchema = z.strictObject({
  schema: z.literal('planwatch.report/1'),
  id: z.string(),
  kind: z.enum(['changes', 'baseline', 'unchanged', 'troubled', 'diff']),
  locale: z.enum(['zh-CN', 'en']),
  title: z.string(),
  since: z.string().nullable(),
  until: z.string().nullable(),
  periodText: z.string().nullable(),
  generatedAt: z.string(),
  generatedText: z.string(),
  timezone: z.string(),
  version: z.string(),
  extractor: z.string(),
  jurisdictions: z.array(z.string()),
  jurisdictionsText: z.string(),
  finding: z.string().describe('One sentence: what was revised'),
  notes: z.array(z.string()).describe('Further sentences of the first page'),
  counts: z.array(z.strictObject({ key: z.string(), value: z.number().int(), labelText: z.string() })),
  revisions: z.array(revision).describe('Targets revised, added or removed, most important first'),
  documents: z.array(changedDocument),
  baselines: z.array(baseline),
  across: across.nullable(),
  proposals: z.array(proposal).describe('Plan documents found on listing pages that were not watched when they were found'),
  toReview: z.array(toReview).describe('Changes whose reading is in doubt and that no person has judged yet'),
  unknown: z.array(unknown),
  notices: z.array(z.string()),
  sources: z.array(sourceRow),
  method: z.strictObject({
    importance: z.array(z.strictObject({ rule: z.string(), labelText: z.string(), pointsText: z.string() })),
  }),
});

export type ReportModel = z.infer<typeof reportSchema>;
export type CaptureModel = z.infer<typeof capture>;
export type ComparedEditions = z.infer<typeof comparisonOfEditions>;
export type DocumentHead = z.infer<typeof document>;
export type ChangedDocument = z.infer<typeof changedDocument>;
export type Baseline = z.infer<typeof baseline>;
export type IndicatorRow = z.infer<typeof indicatorRow>;
export type Across = z.infer<typeof across>;
export type AcrossRow = z.infer<typeof acrossRow>;
export type ProposalRow = z.infer<typeof proposal>;
export type ToReview = z.infer<typeof toReview>;
export type Unknown = z.infer<typeof unknown>;
export type SourceRow = z.infer<typeof sourceRow>;
