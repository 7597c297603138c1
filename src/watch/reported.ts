import type { ChangeSet, Source } from '../records/index.js';
import { firstCheck } from './beginning.js';
import { reportKey, standingChangeSets } from './collect.js';
import { discoveriesOf } from './discovered.js';
import type { WatchParts } from './types.js';

/** What the reports after runs have told. */
export const NEWS = 'report/told';
/** What the periodic summaries have told: each tells once more what the runs between two of them did. */
export const SUMMARIES = 'report/summarised';

interface Told {
  /** Report id by report key. */
  readonly told: Readonly<Record<string, string>>;
}

/** What the store holds that no report of its kind has told yet. */
export interface Untold {
  readonly keys: readonly string[];
  /** When each of them was recorded, in the same order; null where the log does not say. */
  readonly recordedAt: readonly (string | null)[];
  /** True where a reader would want a report: a first edition, indicators that changed, a new plan document. Edits of other words wait for the periodic one. */
  readonly worthReporting: boolean;
  readonly since: string | null;
}

/**
 * Everything recorded but not yet told. Asked of the store and not of the run that just ended, so that what an interrupted run had
 * recorded is told by the next one, once.
 */
export async function findUntold(parts: Pick<WatchParts, 'store'>, sources: readonly Pick<Source, 'id'>[], state = NEWS): Promise<Untold> {
  const { told } = ((await parts.store.getState(state)) as Told | null) ?? { told: {} };
  const found: { key: string; at: string | null }[] = [];
  let worthReporting = false;
  for (const source of sources) {
    const snapshots = await parts.store.snapshots(source.id);
    const check = firstCheck(await parts.store.checks(source.id), snapshots);
    const first = check?.snapshot ?? snapshots[0]?.id;
    // Told once, and once more only where the source began anew with a later edition.
    if (
      first !== undefined &&
      !Object.keys(told).some((k) => k.startsWith(`${source.id}/first/`) && k >= reportKey(source.id, { first }))
    ) {
      found.push({ key: reportKey(source.id, { first }), at: check?.at ?? null });
      worthReporting = true;
    }
    for (const { url, seenAt } of await discoveriesOf(parts.store, source.id)) {
      const key = reportKey(source.id, { found: url });
      if (told[key] !== undefined) continue;
      found.push({ key, at: seenAt });
      worthReporting = true;
    }
    const standing = await standingChangeSets(parts, source.id, snapshots);
    const inSuperseded = await toldBeforeImport(parts, source.id, standing, told);
    for (const set of standing) {
      const key = reportKey(source.id, { changeSet: set.id });
      if (told[key] !== undefined) continue;
      if (set.diff.changes.length > 0 && set.diff.changes.every((c) => inSuperseded.has(c.id))) continue;
      found.push({ key, at: set.at });
      worthReporting ||= set.diff.changes.length > 0;
    }
  }
  const recordedAt = found.map((x) => x.at);
  return { keys: found.map((x) => x.key), recordedAt, worthReporting, since: recordedAt.reduce(earlier, null) };
}

/**
 * Changes that were told as part of a wider change set, which a copy imported in between has since divided: the part that says the same is no
 * news. Only superseded sets count, for a value that goes up, down and up again is revised three times.
 */
async function toldBeforeImport(
  parts: Pick<WatchParts, 'store'>,
  source: string,
  standing: readonly ChangeSet[],
  told: Readonly<Record<string, string>>,
): Promise<ReadonlySet<string>> {
  const ids = new Set(standing.map((s) => s.id));
  const superseded = (await parts.store.changeSets(source)).filter(
    (s) => !ids.has(s.id) && told[reportKey(source, { changeSet: s.id })] !== undefined,
  );
  return new Set(superseded.flatMap((s) => s.diff.changes.map((c) => c.id)));
}

/** Remembers that a report told these, so that no later one tells them as news. */
export async function markTold(parts: Pick<WatchParts, 'store'>, keys: readonly string[], reportId: string, state = NEWS): Promise<void> {
  if (keys.length === 0) return;
  const { told } = ((await parts.store.getState(state)) as Told | null) ?? { told: {} };
  await parts.store.putState(state, { told: { ...told, ...Object.fromEntries(keys.map((k) => [k, reportId])) } });
}

const earlier = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a);
