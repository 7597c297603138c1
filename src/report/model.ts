import { acrossOf } from './across.js';
import { baselineOf } from './baselines.js';
import { changedDocument } from './documents.js';
import { countsOf, type Facts, findingOf, notesOf } from './finding.js';
import { createFormatter, type Formatter, name as nameOf, place } from './format.js';
import { importanceTable } from './importance.js';
import { createMessages } from './messages/index.js';
import { proposalsOf } from './proposals.js';
import { rankedRevisions } from './revisions.js';
import type { Baseline, ChangedDocument, ReportModel, ToReview } from './schema.js';
import type { ReportedSource, ReportInput } from './types.js';
import { isTroubled, sourceRow, unknownsOf } from './unknowns.js';

const isPresent = <T>(value: T | null): value is T => value !== null;
const topScore = (document: ChangedDocument) =>
  Math.max(0, ...document.comparisons.flatMap((comparison) => comparison.targets.map((change) => change.importance.score)));

/**
 * Everything a report says, in the reader's language, ready to be set: the same data always give the same model. Nothing is read from a clock,
 * the environment or a disk.
 */
export function buildReport(input: ReportInput): ReportModel {
  const f = createFormatter(input.locale, input.timezone, createMessages(input.locale));
  const documents = input.sources.map((source) => changedDocument(source, f)).filter(isPresent);
  documents.sort((a, b) => topScore(b) - topScore(a));
  const baselines = input.sources.map((source) => baselineOf(source, f)).filter(isPresent);
  const kind = kindOf(input.sources, documents, baselines);
  return assemble(input, kind, documents, baselines, f);
}

function kindOf(
  sources: readonly ReportedSource[],
  documents: readonly ChangedDocument[],
  baselines: readonly Baseline[],
): ReportModel['kind'] {
  if (documents.length > 0) return 'changes';
  if (baselines.length > 0) return 'baseline';
  return sources.length > 0 && sources.every(isTroubled) ? 'troubled' : 'unchanged';
}

/** Readings in doubt, in the order of the documents: the first thing a person who checks the report should look at. */
const toReviewOf = (documents: readonly ChangedDocument[]): ToReview[] =>
  documents
    .flatMap(({ comparisons }) => comparisons.flatMap(({ targets, actuals, minor }) => [...targets, ...actuals, ...minor]))
    .filter((change) => change.needsReview)
    .map(({ anchor, id, name, documentTitle, periodText, before, after }) => ({
      anchor,
      id,
      name,
      documentTitle,
      periodText,
      before,
      after,
    }));

/** So many places the first page names in full; of more it names the first few and tells how many there are. */
const PLACES = 8;
const placesText = (places: readonly string[], f: Formatter): string => {
  if (places.length <= PLACES) return f.list(places);
  const some = places.slice(0, PLACES - 2);
  return f.t('list.more', { some: some.join(f.t('list.join')), n: places.length });
};

/** Also used for `planwatch diff`, whose one document has no watch around it. */
export function assemble(
  input: ReportInput,
  kind: ReportModel['kind'],
  documents: ChangedDocument[],
  baselines: Baseline[],
  f: Formatter,
): ReportModel {
  const { t } = f;
  const anchors = new Map<string, string>();
  for (const baseline of baselines) anchors.set(baseline.source, baseline.anchor);
  for (const document of documents) anchors.set(document.source, document.anchor);
  const isDiff = kind === 'diff';
  // A report without news stays on one page.
  const isQuiet = kind === 'unchanged' || kind === 'troubled';
  const across = isDiff || isQuiet ? null : acrossOf(input.comparison, input.sources, f);
  const unknown = input.sources.flatMap((source) => unknownsOf(source, f)).filter((row) => !isDiff || row.state === 'unreadable');
  const sources = isDiff ? [] : input.sources.map((source) => sourceRow(source, anchors.get(source.source.id) ?? null, f));
  const proposals = proposalsOf(input, f);
  const facts: Facts = {
    kind,
    documents,
    baselines,
    across,
    unknown,
    sources,
    proposals,
    troubled: isDiff ? 0 : input.sources.filter(isTroubled).length,
  };
  const jurisdictions = [...new Set(input.sources.map(({ source }) => place(source.jurisdiction)))];
  const { insecureTls, robotsOverridden } = input.notices;
  const revisions = rankedRevisions(documents, f);
  return {
    schema: 'planwatch.report/1',
    id: input.id,
    kind,
    locale: input.locale,
    title: t(`report.title.${kind}`),
    since: isDiff ? null : input.since,
    until: isDiff ? null : input.until,
    periodText: isDiff ? null : f.days(input.since, input.until),
    generatedAt: input.generatedAt,
    generatedText: f.instant(input.generatedAt),
    timezone: input.timezone,
    version: input.version,
    extractor: input.extractor,
    jurisdictions,
    jurisdictionsText: placesText(jurisdictions, f),
    finding: findingOf(facts, f),
    notes: notesOf(facts, f),
    counts: countsOf(facts, f),
    revisions,
    documents,
    baselines,
    across,
    proposals,
    toReview: toReviewOf(documents),
    unknown,
    notices: [
      ...(insecureTls.length > 0 ? [t('notice.insecureTls', { hosts: f.list(insecureTls.map(nameOf)) })] : []),
      ...(robotsOverridden.length > 0 ? [t('notice.robots', { sources: f.list(robotsOverridden.map(nameOf)) })] : []),
    ],
    sources,
    // The order of a single row needs no rule; its points stand beside it.
    method: { importance: revisions.length > 1 ? importanceTable(t) : [] },
  };
}
