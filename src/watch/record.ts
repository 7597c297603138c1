import type { Diff } from '../diff/index.js';
import { type ErrorCode, isPlanwatchError, PlanwatchError } from '../errors.js';
import type { ChangeSet, CheckRecord, ErrorRecord, Source } from '../records/index.js';
import type { CheckResult, Proposal, WatchParts } from './types.js';

/** Writes the line of a check and gives what it came to. */
export async function record(
  parts: WatchParts,
  source: Source,
  line: Omit<CheckRecord, 'at'>,
  more: { set?: ChangeSet | null; proposals?: readonly Proposal[]; bug?: boolean; partial?: boolean } = {},
): Promise<CheckResult> {
  await parts.store.appendCheck(source.id, { at: parts.now(), ...line });
  return toResult(source, line, more);
}

/** What a check came to, without its line in the log. */
export function toResult(
  source: Source,
  line: Omit<CheckRecord, 'at'>,
  more: { set?: ChangeSet | null; proposals?: readonly Proposal[]; bug?: boolean; partial?: boolean } = {},
): CheckResult {
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
    partial: more.partial ?? false,
  };
}

/** An expected failure becomes the outcome `failed`, a fault of our own as well, with `bug`. @throws PlanwatchError SNAPSHOTS_* */
export async function recordFailure(parts: WatchParts, source: Source, error: unknown): Promise<CheckResult> {
  if (isStoreError(error)) throw error;
  const known = isPlanwatchError(error);
  if (!known) parts.log.error(`${source.id}: a fault in planwatch`, { stack: (error as Error)?.stack ?? String(error) });
  const reason = known
    ? error
    : new PlanwatchError('WATCH_BUG', { source: source.id, what: String((error as Error)?.message ?? error) }, { cause: error });
  const last = (await parts.store.snapshots(source.id)).at(-1) ?? null;
  return record(parts, source, { outcome: 'failed', snapshot: last?.id ?? null, error: toErrorRecord(reason) }, { bug: !known });
}

export const toErrorRecord = (e: PlanwatchError<ErrorCode>): ErrorRecord => ({ code: e.code, message: e.message, hint: e.hint });

/** With a store that cannot be read or written nothing more can be recorded: the run ends. */
export const isStoreError = (error: unknown): boolean => isPlanwatchError(error) && error.code.startsWith('SNAPSHOTS_');

/** True where a target, not merely a reported result, was revised, added or removed. */
export function hasTargetChange(diff: Diff): boolean {
  return diff.changes.some(
    (c) =>
      (c.type === 'revised' || c.type === 'added' || c.type === 'removed') && (c.before?.role === 'target' || c.after?.role === 'target'),
  );
}
