import { type Diff, type DiffSummary, type Edition, withReversals } from '../diff/index.js';
import type { Document } from '../document/index.js';
import { PlanwatchError } from '../errors.js';
import type { ChangeSet, Snapshot, Source } from '../records/index.js';
import { isBeginning } from './beginning.js';
import { endsMidway, lostClosingTag, lostLastWords, lostLaterParts } from './cut-short.js';
import { discover } from './discover.js';
import { neighbours, readEdition, toEdition } from './editions.js';
import { otherListing } from './other-listing.js';
import { record, toErrorRecord, toResult } from './record.js';
import type { CheckResult, Proposal, WatchParts } from './types.js';

/**
 * Compares a staged snapshot with the edition before it and records what that comes to.
 * @param how.document what its stored bytes were parsed to
 * @param how.accepted a person looked at it and vouches for it: it is not doubted
 * @throws PlanwatchError DOCUMENT_*, SNAPSHOTS_*
 */
export async function settle(
  parts: WatchParts,
  source: Source,
  snapshot: Snapshot,
  how: { readonly document: Document; readonly accepted: boolean },
): Promise<CheckResult> {
  const { document } = how;
  // A short list of links reads as an empty page; what it lists is what it is watched for.
  const lists = source.kind === 'listing' && document.links.some((l) => l.rel === 'item');
  if (!document.isDocument && !lists && !how.accepted) {
    const why = document.why ?? 'no content';
    if (snapshot.origin === 'imported')
      return quarantine(parts, source, snapshot, doubtful(parts, source, snapshot, `it is no document: ${why}`));
    const reason = new PlanwatchError('DOCUMENT_NOT_A_DOCUMENT', { url: snapshot.finalUrl ?? source.id, why });
    return quarantine(parts, source, snapshot, reason);
  }
  const edition = toEdition(parts, source, document);
  const { previous, next } = neighbours(await parts.store.snapshots(source.id), snapshot);
  if (previous === null && !how.accepted && endsMidway(await parts.store.parts(snapshot)))
    return quarantine(parts, source, snapshot, doubtful(parts, source, snapshot, 'The page ends in the middle of a tag or a character'));
  // What a doubtful page lists is no find: its entries are looked at only when it is believed.
  const offered = async () => (source.kind === 'listing' ? await discover(parts, source, document) : { proposals: [], partial: false });
  if (previous === null) {
    const { proposals, partial } = await offered();
    if (edition.extraction.indicators.length === 0 && document.unreadable.length === 0 && source.kind !== 'listing')
      parts.log.warn(
        `${source.id}: no indicator was found in its first edition; open ${snapshot.finalUrl ?? 'the file'} and see whether it is the page`,
      );
    if (next === null && (await parts.store.everStored(source.id)))
      parts.log.warn(`${source.id}: what was stored of it is gone; this check begins anew. \`planwatch verify\` says what is missing`);
    await parts.store.accept(snapshot, edition);
    const set = next === null ? null : await recordChange(parts, source, { snapshot, edition }, await withEdition(parts, source, next));
    const line = { outcome: 'first' as const, snapshot: snapshot.id, ...(set ? { summary: set.diff.summary, changes: set.id } : {}) };
    return record(parts, source, line, { set, proposals, partial });
  }

  const before = await withEdition(parts, source, previous);
  const doubt = how.accepted
    ? null
    : (parts.doubt(before.edition, edition)?.message ?? (await otherBytes(parts, source, before, { snapshot, edition })));
  if (doubt !== null) return quarantine(parts, source, snapshot, doubtful(parts, source, snapshot, doubt));
  const { proposals, partial } = await offered();
  if (isBeginning(source, before.edition.extraction, edition.extraction)) {
    parts.log.warn(`${source.id}: no indicator was found in ${previous.id}; what is there now counts as its first edition`);
    await parts.store.accept(snapshot, edition);
    if (next !== null) await recordChange(parts, source, { snapshot, edition }, await withEdition(parts, source, next));
    return record(parts, source, { outcome: 'first', snapshot: snapshot.id }, { proposals, partial });
  }

  const diff = parts.diff(before.edition, edition);
  // A listing that offers a new document has changed, although its entries are not read as text.
  if (!saysAnythingNew(diff, before.edition, edition) && proposals.length === 0) {
    await parts.store.setAside(snapshot, 'same');
    return unchanged(parts, source, previous, { proposals, partial });
  }
  if (before.again) await parts.store.writeEdition(previous, before.edition);
  const set = await recordDiff(parts, source, before.snapshot, snapshot, diff);
  await parts.store.accept(snapshot, edition);
  if (next !== null) await recordChange(parts, source, { snapshot, edition }, await withEdition(parts, source, next));
  const line = { outcome: 'changed' as const, snapshot: snapshot.id, summary: diff.summary, changes: set.id };
  return record(parts, source, line, { set, proposals, partial });
}

/** The page says what it said. Where an upgrade of ours, or other settings, read it otherwise, that is told as `upgraded`. */
export async function unchanged(
  parts: WatchParts,
  source: Source,
  last: Snapshot,
  more: { proposals?: readonly Proposal[]; partial?: boolean } = {},
): Promise<CheckResult> {
  const { edition, former, again } = await readEdition(parts, source, last);
  const summary = former === null ? null : rereadSummary(parts, former, edition);
  const line =
    summary === null
      ? { outcome: 'unchanged' as const, snapshot: last.id }
      : { outcome: 'upgraded' as const, snapshot: last.id, summary, extractor: parts.extractor };
  const result = await record(parts, source, line, more);
  // Last, so that a kill in between has it told twice and not never.
  if (again) await parts.store.writeEdition(last, edition);
  return result;
}

/** What is read otherwise than before; null where nothing is. */
function rereadSummary(parts: WatchParts, former: Edition, edition: Edition): DiffSummary | null {
  const sameVersion: Edition = { ...former, extraction: { ...former.extraction, extractor: parts.extractor } };
  const { changes, summary } = parts.diff(sameVersion, edition);
  return changes.length > 0 ? summary : null;
}

/** Nothing is stored of what had to be read again: what an upgrade of ours alters is told by the check that finds the page unchanged. */
async function withEdition(parts: WatchParts, source: Source, snapshot: Snapshot) {
  return { snapshot, ...(await readEdition(parts, source, snapshot)) };
}

interface Side {
  readonly snapshot: Snapshot;
  readonly edition: Edition;
}

async function recordChange(parts: WatchParts, source: Source, before: Side, after: Side): Promise<ChangeSet | null> {
  const [earlier, later] = [before.edition.extraction, after.edition.extraction];
  if (isBeginning(source, earlier, later) || isBeginning(source, later, earlier)) return null;
  const diff = parts.diff(before.edition, after.edition);
  return saysAnythingNew(diff, before.edition, after.edition) ? recordDiff(parts, source, before.snapshot, after.snapshot, diff) : null;
}

async function recordDiff(parts: WatchParts, source: Source, before: Snapshot, after: Snapshot, diff: Diff): Promise<ChangeSet> {
  // A value set back to an earlier one is a new revision, linked to the first.
  // A pair that this one was put into told the same revision from further apart: a person's word on it goes on holding.
  const others = (await parts.store.changeSets(source.id)).filter((s) => !(s.before <= before.id && s.after >= after.id));
  const earlier = others.filter((s) => s.after < after.id);
  const changes = (sets: readonly ChangeSet[]) => sets.flatMap((s) => s.diff.changes);
  const set: ChangeSet = {
    id: `${before.id}--${after.id}`,
    source: source.id,
    at: parts.now(),
    before: before.id,
    after: after.id,
    extractor: parts.extractor,
    settings: parts.settingsOf(source),
    diff: withReversals(diff, changes(earlier), changes(others)),
  };
  await parts.store.putChangeSet(set);
  return set;
}

/** What the texts alone do not show: the bytes end too early, or the entries are those of another page. */
async function otherBytes({ store }: WatchParts, source: Source, before: Side, after: Side): Promise<string | null> {
  if (source.kind === 'listing') return otherListing(before.edition.document, after.edition.document);
  if (!lostLastWords(before.edition.document, after.edition.document)) return null;
  const sized = ({ snapshot, edition }: Side) => ({
    ...{ parts: snapshot.parts.length, document: edition.document },
    endsWithPage: snapshot.parts.at(-1)?.mediaType?.includes('html') ?? false,
  });
  if (before.snapshot.origin === 'fetched' && lostLaterParts(sized(before), sized(after)))
    return `Its last words are gone; the last good edition came in ${before.snapshot.parts.length} parts, this one in ${after.snapshot.parts.length}`;
  if (!lostClosingTag(await store.parts(before.snapshot), await store.parts(after.snapshot))) return null;
  return 'The page ends before its closing tag, which the last good edition had';
}

/** Why it is put aside, and what a person who looked at it can do. */
function doubtful({ store }: WatchParts, source: Source, snapshot: Snapshot, doubt: string): PlanwatchError {
  const file = snapshot.parts[0]?.fileName ?? source.id;
  return snapshot.origin === 'imported'
    ? new PlanwatchError('WATCH_IMPORT_DOUBTFUL', { source: source.id, file, doubt })
    : new PlanwatchError('WATCH_DOUBTFUL', { source: source.id, doubt, kept: store.placeOf(snapshot) });
}

async function quarantine(parts: WatchParts, source: Source, snapshot: Snapshot, reason: PlanwatchError): Promise<CheckResult> {
  await parts.store.setAside(snapshot, 'quarantined');
  const last = (await parts.store.snapshots(source.id)).at(-1) ?? null;
  const line = { outcome: 'quarantined' as const, snapshot: last?.id ?? null, error: toErrorRecord(reason) };
  // A file that turned out to be none says nothing of the page.
  return snapshot.origin === 'imported' ? toResult(source, line) : record(parts, source, line);
}

const WORDS = /[\p{L}\p{N}]/u;

/** Indicators differ, or words were inserted or deleted; moves, punctuation and space do not count. */
function saysAnythingNew(diff: Diff, before: Edition, after: Edition): boolean {
  if (diff.changes.length > 0) return true;
  return diff.text.pieces.some((piece) => {
    if (piece.op === 'inserted' && piece.new) return WORDS.test(after.document.text.slice(piece.new.start, piece.new.end));
    if (piece.op === 'deleted' && piece.old) return WORDS.test(before.document.text.slice(piece.old.start, piece.old.end));
    return false;
  });
}
