import { asRecorded, type Edition } from '../diff/index.js';
import type { ChangeSet, CheckRecord, Snapshot, Source } from '../records/index.js';
import type { Locale, ReportedChangeSet, ReportedProposal, ReportedSource, ReportInput } from '../report/index.js';
import { firstCheck } from './beginning.js';
import { withinDays } from './days.js';
import { discoveriesOf } from './discovered.js';
import { editionOf, readEdition, readExtraction } from './editions.js';
import type { WatchParts } from './types.js';

export interface ReportRequest {
  readonly id: string;
  readonly generatedAt: string;
  readonly timezone: string;
  /** Days, inclusive. */
  readonly since: string;
  readonly until: string;
  readonly locale: Locale;
  readonly version: string;
  /** Keys (see `reportKey`) of what to tell; null tells all that was captured within the period, also where a copy was imported later. */
  readonly only: ReadonlySet<string> | null;
  readonly insecureTls: readonly string[];
  readonly robotsOverridden: readonly string[];
  /**
   * Whether what has to be read again is stored, so that the next report need not. Only for callers that hold the lock. The newest edition of a
   * source is left to its check, which tells what an upgrade of ours reads otherwise.
   */
  readonly keep?: boolean;
}

/** What a report can tell once: a change set, the first edition of a source, or a document that a listing offers. */
export const reportKey = (source: string, of: { changeSet: string } | { first: string } | { found: string }): string => {
  if ('changeSet' in of) return `${source}/changes/${of.changeSet}`;
  return 'first' in of ? `${source}/first/${of.first}` : `${source}/found/${of.found}`;
};

/**
 * Gathers from the store everything that a report says, as today's extractor reads it.
 * @throws PlanwatchError SNAPSHOTS_DAMAGED
 */
export async function collectReport(parts: WatchParts, sources: readonly Source[], request: ReportRequest): Promise<ReportInput> {
  const reported: ReportedSource[] = [];
  for (const source of sources) reported.push(await collectSource(parts, source, request));
  const standing = reported.flatMap((r) => (r.current ? [{ edition: r.current.edition, source: r.source }] : []));
  const members = new Map<string, number>();
  for (const { source } of standing) members.set(source.family, (members.get(source.family) ?? 0) + 1);
  const related = standing.filter((s) => (members.get(s.source.family) ?? 0) > 1);
  const inPeriod = withinDays(request.since, request.until, request.timezone);
  const proposals: ReportedProposal[] = [];
  for (const { id, kind } of sources) {
    if (kind !== 'listing') continue;
    for (const found of await discoveriesOf(parts.store, id)) {
      if (request.only === null ? inPeriod(found.seenAt) : request.only.has(reportKey(id, { found: found.url })))
        proposals.push({ ...found, source: id });
    }
  }
  return {
    id: request.id,
    generatedAt: request.generatedAt,
    timezone: request.timezone,
    since: request.since,
    until: request.until,
    locale: request.locale,
    version: request.version,
    extractor: parts.extractor,
    sources: reported,
    comparison: related.length > 0 && parts.compare ? parts.compare(related) : null,
    proposals,
    notices: { insecureTls: request.insecureTls, robotsOverridden: request.robotsOverridden },
  };
}

async function collectSource(parts: WatchParts, source: Source, request: ReportRequest): Promise<ReportedSource> {
  const inPeriod = withinDays(request.since, request.until, request.timezone);
  const wanted = (key: string, at: string) => (request.only === null ? inPeriod(at) : request.only.has(key));
  const all = await parts.store.checks(source.id);
  const snapshots = await parts.store.snapshots(source.id);
  const byId = new Map(snapshots.map((s) => [s.id, s]));
  const captured = (id: string) => (byId.get(id) as Snapshot).capturedAt;
  const editions = new Map<string, Edition>();
  const reader = (snapshot: Snapshot) => (request.keep === true && snapshot !== snapshots.at(-1) ? editionOf : readEdition);
  const edition = async (snapshot: Snapshot) => {
    const known = editions.get(snapshot.id) ?? (await reader(snapshot)(parts, source, snapshot)).edition;
    editions.set(snapshot.id, known);
    return known;
  };

  const changeSets: ReportedChangeSet[] = [];
  const settings = parts.settingsOf(source);
  for (const set of await standingChangeSets(parts, source.id, snapshots)) {
    if (!wanted(reportKey(source.id, { changeSet: set.id }), captured(set.after))) continue;
    const beforeSnapshot = byId.get(set.before) as Snapshot;
    const afterSnapshot = byId.get(set.after) as Snapshot;
    const before = await edition(beforeSnapshot);
    const after = await edition(afterSnapshot);
    let current = set;
    if (set.extractor !== parts.extractor || (set.settings ?? settings) !== settings) {
      // Under the ids they were recorded with: a person's word on them goes on holding.
      const diff = asRecorded(parts.diff(before, after), set.diff.changes);
      current = { ...set, extractor: parts.extractor, settings, diff };
      if (request.keep === true) await parts.store.putChangeSet(current);
    }
    changeSets.push({ set: current, before, after, beforeSnapshot, afterSnapshot });
  }

  const first = firstCheck(all, snapshots);
  const firstSnapshot = byId.get(first?.snapshot ?? '') ?? snapshots[0];
  const tellFirst = firstSnapshot && wanted(reportKey(source.id, { first: firstSnapshot.id }), firstSnapshot.capturedAt);
  const standing = snapshots.at(-1) ?? null;
  const baseline = tellFirst ? { edition: await edition(firstSnapshot), snapshot: firstSnapshot } : null;
  const current = standing ? { edition: await edition(standing), snapshot: standing } : null;
  const dated = inOrder(all.map((c) => asOfCapture(c, byId)));
  const history = [];
  for (const snapshot of snapshots) {
    const { indicators } = editions.get(snapshot.id)?.extraction ?? (await readExtraction(parts, source, snapshot, reader(snapshot)));
    history.push({ snapshot, indicators });
  }
  return {
    source,
    checks: (request.only === null ? dated : all).filter((c) => inPeriod(c.at)),
    changeSets,
    baseline,
    current,
    history,
    reviews: await parts.store.reviews(source.id),
    troubledSince: troubledSince(all),
    lastChangedAt: dated.findLast((c) => c.outcome === 'changed' || c.outcome === 'first')?.at ?? null,
  };
}

/** A copy counts as checked when it was saved, as if it had been fetched then. */
function asOfCapture(check: CheckRecord, snapshots: ReadonlyMap<string, Snapshot>): CheckRecord {
  const snapshot = snapshots.get(check.snapshot ?? '');
  const settled = check.outcome === 'first' || check.outcome === 'changed';
  return settled && snapshot?.origin === 'imported' ? { ...check, at: snapshot.capturedAt } : check;
}

const inOrder = (checks: readonly CheckRecord[]): CheckRecord[] => [...checks].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** Change sets between snapshots that still follow one another; an import in between supersedes the wider one. */
export async function standingChangeSets(
  parts: Pick<WatchParts, 'store'>,
  source: string,
  snapshots: readonly Snapshot[],
): Promise<ChangeSet[]> {
  const follows = new Map(snapshots.slice(1).map((s, i) => [s.id, snapshots[i]?.id]));
  return (await parts.store.changeSets(source)).filter((set) => follows.get(set.after) === set.before);
}

/** When the unbroken row of failed or quarantined checks up to now began; null where the last check was good. */
export function troubledSince(checks: readonly CheckRecord[]): string | null {
  let since: string | null = null;
  for (const check of checks) {
    if (check.outcome === 'failed' || check.outcome === 'quarantined') since ??= check.at;
    else since = null;
  }
  return since;
}
