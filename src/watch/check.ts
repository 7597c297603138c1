import { createHash } from 'node:crypto';
import { PlanwatchError } from '../errors.js';
import type { Source } from '../records/index.js';
import type { Capture } from '../snapshots/index.js';
import { forgetAccepted, noteAccepted } from './accepted.js';
import { parseSnapshot } from './editions.js';
import { gather } from './gather.js';
import { isStoreError, record, recordFailure } from './record.js';
import { recover } from './recover.js';
import { settle, unchanged } from './settle.js';
import { putStanding, readStanding, type Standing, takeStandingAway, toStanding, validatorsOf } from './standing.js';
import type { CheckResult, WatchParts } from './types.js';

/**
 * One check of one source: fetch, store, read, compare, record.
 * Expected failures become the outcome `failed` or `quarantined`; a fault of our own becomes `failed` with `bug`, never `unchanged`.
 * @throws PlanwatchError SNAPSHOTS_* only: with a damaged or unwritable store nothing more can be recorded
 */
export async function checkSource(parts: WatchParts, source: Source, signal?: AbortSignal): Promise<CheckResult> {
  try {
    const standing = await readStanding(parts, source);
    const recovered = standing === null ? await recover(parts, source) : null;
    const result = await checkNow(parts, source, standing, signal);
    // What a killed run had already stored is told now, unless this check has more to tell.
    return recovered !== null && result.outcome === 'unchanged' ? recovered : result;
  } catch (error) {
    if (signal?.aborted) throw error;
    return recordFailure(parts, source, error);
  }
}

/**
 * A copy saved by hand, taken as if it had been fetched at `capture.capturedAt` and doubted like anything that is fetched.
 * @param accepted a person looked at it and vouches for it
 */
export async function importCapture(parts: WatchParts, source: Source, capture: Capture, accepted = false): Promise<CheckResult> {
  await takeStandingAway(parts, source.id);
  const held = await parts.store.snapshots(source.id);
  const digest = createHash('sha256')
    .update(capture.parts[0]?.bytes ?? new Uint8Array())
    .digest('hex');
  const at = Date.parse(capture.capturedAt);
  const again = held.find((s) => s.digest === digest && Math.abs(Date.parse(s.capturedAt) - at) < held.length + 1);
  if (again) return unchanged(parts, source, again);
  // A bare day names one instant for all copies of that day: they stand in the order in which they were given.
  let free = at;
  while (held.some((s) => Date.parse(s.capturedAt) === free)) free++;
  if (accepted) await noteAccepted(parts, source.id, digest);
  const snapshot = await parts.store.stage(source.id, { ...capture, capturedAt: new Date(free).toISOString() });
  try {
    const result = await settle(parts, source, snapshot, { document: await parseSnapshot(parts, source, snapshot), accepted });
    if (accepted) await forgetAccepted(parts, source.id);
    return result;
  } catch (error) {
    if (isStoreError(error)) throw error;
    await parts.store.setAside(snapshot, 'quarantined');
    if (accepted) await forgetAccepted(parts, source.id);
    return recordFailure(parts, source, error);
  }
}

async function checkNow(parts: WatchParts, source: Source, standing: Standing | null, signal?: AbortSignal): Promise<CheckResult> {
  parts.log.debug(`${source.id}: asking ${source.url ?? 'nobody'}`, { conditional: validatorsOf(parts, source, standing) !== null });
  const gathered = await gather(parts, source, {
    validators: validatorsOf(parts, source, standing),
    knownDigest: standing?.whole ? standing.digest : null,
    beforeStaging: () => takeStandingAway(parts, source.id),
    ...(signal ? { signal } : {}),
  });
  parts.log.debug(`${source.id}: ${gathered.kind === 'captured' ? `stored as ${gathered.snapshot.id}` : gathered.kind}`);
  if (gathered.kind !== 'captured') return stillStanding(parts, source, standing, gathered);
  const { snapshot } = gathered;
  const last = (await parts.store.snapshots(source.id)).at(-1) ?? null;
  let result: CheckResult;
  if (last !== null && last.digest === snapshot.digest && source.kind !== 'listing') {
    await parts.store.setAside(snapshot, 'same');
    result = await unchanged(parts, source, last, { partial: gathered.partial });
  } else {
    try {
      result = await settle(parts, source, snapshot, { document: gathered.document, accepted: false });
    } catch (error) {
      if (!isStoreError(error)) await parts.store.setAside(snapshot, 'quarantined');
      throw error;
    }
  }
  if (result.outcome !== 'quarantined' && result.snapshot !== null) {
    const partial = gathered.partial || result.partial;
    await putStanding(parts, source.id, toStanding(parts, source, result.snapshot, snapshot, partial));
  }
  return result;
}

/** The server said, or the bytes show, that the page is the one we have. */
async function stillStanding(
  parts: WatchParts,
  source: Source,
  standing: Standing | null,
  gathered: Exclude<Awaited<ReturnType<typeof gather>>, { kind: 'captured' }>,
): Promise<CheckResult> {
  if (standing === null) throw new PlanwatchError('FETCH_NOT_MODIFIED_UNASKED', { url: source.url ?? source.id });
  const settings = parts.settingsOf(source);
  const readTheSame = standing.extractor === parts.extractor && standing.settings === settings;
  if (gathered.kind === 'same' || !readTheSame) {
    const validators = gathered.kind === 'same' ? { ...gathered.validators, fullAt: parts.now() } : {};
    if (readTheSame) await putStanding(parts, source.id, { ...standing, ...validators });
    else {
      const last = (await parts.store.snapshots(source.id)).find((s) => s.id === standing.snapshot);
      if (last === undefined) throw new PlanwatchError('FETCH_NOT_MODIFIED_UNASKED', { url: source.url ?? source.id });
      const result = await unchanged(parts, source, last);
      await putStanding(parts, source.id, { ...standing, ...validators, extractor: parts.extractor, settings });
      return result;
    }
  }
  return record(parts, source, { outcome: 'unchanged', snapshot: standing.snapshot });
}
