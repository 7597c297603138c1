import type { Extraction } from '../indicators/index.js';
import type { CheckRecord, Snapshot, Source, SourceKind } from '../records/index.js';

/** Kinds of document that are never without a figure; a bulletin, a notice or a listing may be. */
const WITH_INDICATORS: readonly SourceKind[] = ['work-report', 'outline', 'special-plan', 'plan-report', 'review'];

/**
 * Whether a source begins with `after`: what was stored of it before holds no indicator at all, so it was a cover, a notice of a move or a shell,
 * and comparing with it would tell every target of the document as added.
 */
export const isBeginning = (source: Pick<Source, 'kind'>, before: Extraction, after: Extraction): boolean =>
  WITH_INDICATORS.includes(source.kind) && before.indicators.length === 0 && after.indicators.length > 0;

/**
 * The check that a source begins with. A copy of an older day that is imported later is a first edition as well, but the beginning stays where it
 * was told; a page that had nothing to tell at first begins anew with the edition that has.
 */
export function firstCheck(checks: readonly CheckRecord[], snapshots: readonly Pick<Snapshot, 'id'>[]): CheckRecord | null {
  const held = new Set(snapshots.map((s) => s.id));
  return checks
    .filter((c) => c.outcome === 'first' && c.snapshot !== null && held.has(c.snapshot))
    .reduce<CheckRecord | null>((a, b) => (a === null || (b.snapshot as string) > (a.snapshot as string) ? b : a), null);
}
