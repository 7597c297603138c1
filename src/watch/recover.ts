import type { Snapshot, Source } from '../records/index.js';
import { forgetAccepted, wasAccepted } from './accepted.js';
import { isBeginning } from './beginning.js';
import { parseSnapshot, readExtraction } from './editions.js';
import { isIncomplete } from './gather.js';
import { isStoreError, record } from './record.js';
import { settle } from './settle.js';
import type { CheckResult, WatchParts } from './types.js';

/**
 * Carries on with what an interrupted check left: snapshots that were stored but not settled, and an edition that was accepted but stands in
 * no line of the log.
 * @returns what the newest of them came to; null where nothing was left, or it said nothing new
 */
export async function recover(parts: WatchParts, source: Source): Promise<CheckResult | null> {
  return (await settleStaged(parts, source)) ?? (await completeLog(parts, source));
}

async function settleStaged(parts: WatchParts, source: Source): Promise<CheckResult | null> {
  let told: CheckResult | null = null;
  const staged = await parts.store.staged(source.id);
  for (const snapshot of staged) {
    parts.log.info(`${source.id}: carrying on with ${snapshot.id}, which an interrupted run had stored`);
    try {
      const document = await parseSnapshot(parts, source, snapshot);
      if (isIncomplete(source, snapshot, document)) {
        await parts.store.setAside(snapshot, 'same');
        continue;
      }
      const result = await settle(parts, source, snapshot, { document, accepted: await wasAccepted(parts, snapshot) });
      if (result.outcome === 'changed' || result.outcome === 'first') told = result;
    } catch (error) {
      if (isStoreError(error)) throw error;
      await parts.store.setAside(snapshot, 'quarantined');
      parts.log.warn(`${source.id}: ${snapshot.id} could not be read: ${(error as Error).message}`);
    }
  }
  if (staged.length > 0) await forgetAccepted(parts, source.id);
  return told;
}

/** The last write of a check is its line in the log; where the newest edition has none, the check ended right before it. */
async function completeLog(parts: WatchParts, source: Source): Promise<CheckResult | null> {
  const snapshots = await parts.store.snapshots(source.id);
  const newest = snapshots.at(-1);
  if (newest === undefined) return null;
  const checks = await parts.store.checks(source.id);
  if (checks.some((c) => c.snapshot === newest.id && (c.outcome === 'first' || c.outcome === 'changed'))) return null;
  const set = (await parts.store.changeSets(source.id)).find((s) => s.after === newest.id && s.before === snapshots.at(-2)?.id) ?? null;
  const previous = snapshots.at(-2);
  if (previous !== undefined && set === null && !(await beginsWith(parts, source, previous, newest))) return null;
  parts.log.info(`${source.id}: recording the check of ${newest.id}, which was interrupted before its line in the log`);
  if (set === null) return record(parts, source, { outcome: 'first', snapshot: newest.id });
  return record(parts, source, { outcome: 'changed', snapshot: newest.id, summary: set.diff.summary, changes: set.id }, { set });
}

async function beginsWith(parts: WatchParts, source: Source, previous: Snapshot, newest: Snapshot): Promise<boolean> {
  return isBeginning(source, await readExtraction(parts, source, previous), await readExtraction(parts, source, newest));
}
