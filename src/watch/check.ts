import { type Diff, type Edition, withReversals } from '../diff/index.js';
import { type ErrorCode, isPlanwatchError, PlanwatchError } from '../errors.js';
import type { Validators } from '../fetch/index.js';
import type { ChangeSet, CheckRecord, ErrorRecord, Snapshot, Source } from '../records/index.js';
import type { Capture } from '../snapshots/index.js';
import { discover } from './discover.js';
import { editionOf, neighbours } from './editions.js';
import { gather, isIncomplete } from './gather.js';
import type { CheckResult, Proposal, WatchParts } from './types.js';

/** Every seventh day a page is fetched whole, so that a server whose 304 lies is found out within a week. */
const FULL_FETCH_EVERY_MS = 7 * 24 * 60 * 60_000;

/**
 * What a check needs to know of a page that did not change, in one small document. It is taken away before anything is staged and put back
 * when that is settled, so where it stands nothing was interrupted and it speaks of the newest edition.
 */
interface Standing {
  readonly snapshot: string;
  readonly digest: string;
  readonly extractor: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Further parts may change while the first does not; such a page is always fetched whole. */
  readonly parts: number;
  readonly fullAt: string;
}

const standingKey = (source: string): string => `standing/${source}`;

/**
 * One check of one source: fetch, store, read, compare, record.
 * Expected failures become the outcome `failed` or `quarantined`; a fault of our own becomes `failed` with `bug`, never `unchanged`.
 * @throws PlanwatchError SNAPSHOTS_* only: with a damaged or unwritable store nothing more can be recorded
 */
export async function checkSource(parts: WatchParts, source: Source, signal?: AbortSignal): Promise<CheckResult> {
  try {
    const standing = (await parts.store.getState(standingKey(source.id))) as Standing | null;
    const recovered = standing === null ? await recoverStaged(parts, source) : null;
    const result = await checkNow(parts, source, standing, signal);
    // What a killed run had already stored is told now, unless this check has more to tell.
    return recovered !== null && result.outcome === 'unchanged' ? recovered : result;
  } catch (error) {
    if (signal?.aborted) throw error;
    return recordFailure(parts, source, error);
  }
}

/** A copy saved by hand, taken as if it had been fetched at `capture.capturedAt`. A person vouches for it, so it is never doubted. */
export async function importCapture(parts: WatchParts, source: Source, capture: Capture): Promise<CheckResult> {
  await parts.store.deleteState(standingKey(source.id));
  const snapshot = await parts.store.stage(source.id, capture);
  try {
    return await settle(parts, source, snapshot, { trusted: true });
  } catch (error) {
    if (isStoreError(error)) throw error;
    await parts.store.setAside(snapshot, 'quarantined');
    return recordFailure(parts, source, error);
  }
}

async function checkNow(parts: WatchParts, source: Source, standing: Standing | null, signal?: AbortSignal): Promise<CheckResult> {
  const gathered = await gather(parts, source, {
    validators: validatorsOf(parts, source, standing),
    knownDigest: standing !== null && standing.parts === 1 ? standing.digest : null,
    beforeStaging: () => parts.store.deleteState(standingKey(source.id)),
    ...(signal ? { signal } : {}),
  });
  if (gathered.kind !== 'captured') {
    if (standing === null) throw new PlanwatchError('FETCH_NOT_MODIFIED_UNASKED', { url: source.url ?? source.id });
    if (gathered.kind === 'same')
      await parts.store.putState(standingKey(source.id), { ...standing, ...gathered.validators, fullAt: parts.now() });
    if (standing.extractor === parts.extractor) return record(parts, source, { outcome: 'unchanged', snapshot: standing.snapshot });
    const last = (await parts.store.snapshots(source.id)).find((s) => s.id === standing.snapshot);
    if (last === undefined)
      throw new PlanwatchError('WATCH_BUG', { source: source.id, what: `its standing edition ${standing.snapshot} is not in the store` });
    const result = await unchanged(parts, source, last);
    await parts.store.putState(standingKey(source.id), { ...standing, extractor: parts.extractor });
    return result;
  }
  const { snapshot } = gathered;
  const last = (await parts.store.snapshots(source.id)).at(-1) ?? null;
  let result: CheckResult;
  if (last !== null && last.digest === snapshot.digest) {
    await parts.store.setAside(snapshot, 'same');
    result = await unchanged(parts, source, last);
  } else {
    try {
      result = await settle(parts, source, snapshot, { trusted: false });
    } catch (error) {
      if (!isStoreError(error)) await parts.store.setAside(snapshot, 'quarantined');
      throw error;
    }
  }
  if (result.outcome !== 'quarantined' && result.snapshot !== null) {
    const { etag, lastModified, digest, capturedAt } = snapshot;
    const next: Standing = {
      snapshot: result.snapshot,
      digest,
      extractor: parts.extractor,
      etag,
      lastModified,
      parts: snapshot.parts.length,
      fullAt: capturedAt,
    };
    await parts.store.putState(standingKey(source.id), next);
  }
  return result;
}

/** Reads a staged snapshot, compares it with the edition before it and records what that comes to. */
async function settle(parts: WatchParts, source: Source, snapshot: Snapshot, how: { trusted: boolean }): Promise<CheckResult> {
  const document = await parts.parse(await parts.store.parts(snapshot), {
    selector: source.selector,
    url: snapshot.finalUrl ?? snapshot.url,
  });
  if (!document.isDocument) {
    const reason = new PlanwatchError('DOCUMENT_NOT_A_DOCUMENT', {
      url: snapshot.finalUrl ?? source.id,
      why: document.why ?? 'no content',
    });
    return quarantine(parts, source, snapshot, reason);
  }
  const edition: Edition = { document, extraction: parts.extract(document, source) };
  const proposals = source.kind === 'listing' ? await discover(parts, source, document) : [];
  const accepted = await parts.store.snapshots(source.id);
  const { previous, next } = neighbours(accepted, snapshot);
  if (previous === null) {
    await parts.store.accept(snapshot, edition);
    const set = next === null ? null : await recordChange(parts, source, { snapshot, edition }, await withEdition(parts, source, next));
    return record(parts, source, { outcome: 'first', snapshot: snapshot.id, ...(set ? { changes: set.id } : {}) }, { set, proposals });
  }

  const before = await withEdition(parts, source, previous);
  const doubt = how.trusted ? null : parts.doubt(before.edition, edition);
  if (doubt !== null)
    return quarantine(parts, source, snapshot, new PlanwatchError('WATCH_DOUBTFUL', { source: source.id, doubt: doubt.message }));

  const diff = parts.diff(before.edition, edition);
  // A listing that offers a new document has changed, although its entries are not read as text.
  if (diff.changes.length === 0 && proposals.length === 0 && !textChanged(diff, before.edition, edition)) {
    await parts.store.setAside(snapshot, 'same');
    return unchanged(parts, source, previous, before.former, proposals);
  }
  const set = await recordDiff(parts, source, before.snapshot, snapshot, diff);
  await parts.store.accept(snapshot, edition);
  if (next !== null) await recordChange(parts, source, { snapshot, edition }, await withEdition(parts, source, next));
  return record(parts, source, { outcome: 'changed', snapshot: snapshot.id, summary: diff.summary, changes: set.id }, { set, proposals });
}

async function withEdition(parts: WatchParts, source: Source, snapshot: Snapshot) {
  return { snapshot, ...(await editionOf(parts, source, snapshot)) };
}

interface Side {
  readonly snapshot: Snapshot;
  readonly edition: Edition;
}

async function recordChange(parts: WatchParts, source: Source, before: Side, after: Side): Promise<ChangeSet | null> {
  const diff = parts.diff(before.edition, after.edition);
  return diff.changes.length === 0 ? null : recordDiff(parts, source, before.snapshot, after.snapshot, diff);
}

async function recordDiff(parts: WatchParts, source: Source, before: Snapshot, after: Snapshot, diff: Diff): Promise<ChangeSet> {
  // A value set back to an earlier one is a new revision, linked to the first.
  const earlier = (await parts.store.changeSets(source.id)).filter((s) => s.after !== after.id);
  const set: ChangeSet = {
    id: `${before.id}--${after.id}`,
    source: source.id,
    at: parts.now(),
    before: before.id,
    after: after.id,
    extractor: parts.extractor,
    diff: withReversals(
      diff,
      earlier.flatMap((s) => s.diff.changes),
    ),
  };
  await parts.store.putChangeSet(set);
  return set;
}

/** The page says what it said. Where an upgrade of ours reads it otherwise, that is told as `upgraded`. */
async function unchanged(
  parts: WatchParts,
  source: Source,
  last: Snapshot,
  former: Edition | null = null,
  proposals: readonly Proposal[] = [],
): Promise<CheckResult> {
  const replaced = former ?? (await editionOf(parts, source, last)).former;
  if (replaced === null) return record(parts, source, { outcome: 'unchanged', snapshot: last.id }, { proposals });
  const { edition } = await editionOf(parts, source, last);
  const sameVersion: Edition = { ...replaced, extraction: { ...replaced.extraction, extractor: parts.extractor } };
  const { changes, summary } = parts.diff(sameVersion, edition);
  if (changes.length === 0) return record(parts, source, { outcome: 'unchanged', snapshot: last.id }, { proposals });
  return record(parts, source, { outcome: 'upgraded', snapshot: last.id, summary, extractor: parts.extractor }, { proposals });
}

async function quarantine(parts: WatchParts, source: Source, snapshot: Snapshot, reason: PlanwatchError): Promise<CheckResult> {
  await parts.store.setAside(snapshot, 'quarantined');
  const last = (await parts.store.snapshots(source.id)).at(-1) ?? null;
  return record(parts, source, { outcome: 'quarantined', snapshot: last?.id ?? null, error: toErrorRecord(reason) });
}

async function recordFailure(parts: WatchParts, source: Source, error: unknown): Promise<CheckResult> {
  if (isStoreError(error)) throw error;
  const known = isPlanwatchError(error);
  if (!known) parts.log.error(`${source.id}: a fault in planwatch`, { stack: (error as Error)?.stack ?? String(error) });
  const reason = known
    ? error
    : new PlanwatchError('WATCH_BUG', { source: source.id, what: String((error as Error)?.message ?? error) }, { cause: error });
  const last = (await parts.store.snapshots(source.id)).at(-1) ?? null;
  return record(parts, source, { outcome: 'failed', snapshot: last?.id ?? null, error: toErrorRecord(reason) }, { bug: !known });
}

async function record(
  parts: WatchParts,
  source: Source,
  line: Omit<CheckRecord, 'at'>,
  more: { set?: ChangeSet | null; proposals?: readonly Proposal[]; bug?: boolean } = {},
): Promise<CheckResult> {
  await parts.store.appendCheck(source.id, { at: parts.now(), ...line });
  return {
    source: source.id,
    outcome: line.outcome,
    error: line.error ?? null,
    snapshot: line.snapshot,
    summary: line.summary ?? null,
    changeSet: more.set?.id ?? null,
    targetsChanged: more.set != null && hasTargetChange(more.set.diff),
    bug: more.bug ?? false,
    proposals: more.proposals ?? [],
  };
}

/** Snapshots that a killed run stored but never settled are settled first; null where there were none, or they said nothing new. */
async function recoverStaged(parts: WatchParts, source: Source): Promise<CheckResult | null> {
  let told: CheckResult | null = null;
  for (const snapshot of await parts.store.staged(source.id)) {
    parts.log.info(`${source.id}: carrying on with ${snapshot.id}, which an interrupted run had stored`);
    try {
      const document = await parts.parse(await parts.store.parts(snapshot), {
        selector: source.selector,
        url: snapshot.finalUrl ?? snapshot.url,
      });
      if (isIncomplete(source, snapshot, document)) {
        await parts.store.setAside(snapshot, 'same');
        continue;
      }
      const result = await settle(parts, source, snapshot, { trusted: snapshot.origin === 'imported' });
      if (result.outcome === 'changed' || result.outcome === 'first') told = result;
    } catch (error) {
      if (isStoreError(error)) throw error;
      await parts.store.setAside(snapshot, 'quarantined');
      parts.log.warn(`${source.id}: ${snapshot.id} could not be read: ${(error as Error).message}`);
    }
  }
  return told;
}

function validatorsOf(parts: WatchParts, source: Source, standing: Standing | null): Validators | null {
  if (standing === null || standing.parts > 1 || source.fetch === 'browser') return null;
  if (standing.etag === null && standing.lastModified === null) return null;
  if (Date.parse(parts.now()) - Date.parse(standing.fullAt) >= FULL_FETCH_EVERY_MS) return null;
  return { etag: standing.etag, lastModified: standing.lastModified };
}

const toErrorRecord = (e: PlanwatchError<ErrorCode>): ErrorRecord => ({ code: e.code, message: e.message, hint: e.hint });
const isStoreError = (error: unknown) => isPlanwatchError(error) && error.code.startsWith('SNAPSHOTS_');

/** True where a target, not merely a reported result, was revised, added or removed. */
export function hasTargetChange(diff: Diff): boolean {
  return diff.changes.some(
    (c) =>
      (c.type === 'revised' || c.type === 'added' || c.type === 'removed') && (c.before?.role === 'target' || c.after?.role === 'target'),
  );
}

const WORDS = /[\p{L}\p{N}]/u;

/** Whether words were inserted or deleted; moves, punctuation and space do not count. */
function textChanged(diff: Diff, before: Edition, after: Edition): boolean {
  return diff.text.pieces.some((piece) => {
    if (piece.op === 'inserted' && piece.new) return WORDS.test(after.document.text.slice(piece.new.start, piece.new.end));
    if (piece.op === 'deleted' && piece.old) return WORDS.test(before.document.text.slice(piece.old.start, piece.old.end));
    return false;
  });
}
