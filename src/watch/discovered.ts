import { createHash } from 'node:crypto';
import { SOURCE_KINDS, type Source, type SourceKind } from '../records/index.js';
import type { SnapshotStore } from '../snapshots/index.js';
import type { DiscoveryState } from './discover.js';

/** Everything a listing page ever offered, oldest finding first. */
export async function discoveriesOf(store: Pick<SnapshotStore, 'getState'>, listing: string) {
  const state = (await store.getState(`discovered/${listing}`)) as DiscoveryState | null;
  return Object.values(state?.known ?? {}).sort((a, b) => (a.seenAt < b.seenAt ? -1 : a.seenAt > b.seenAt ? 1 : 0));
}

/**
 * The sources that listing pages with `discover: add` brought in: of the listing's jurisdiction and family, each with an id that stays the
 * same as long as its address does. An address that the configuration watches itself is left out.
 */
export async function discoveredSources<S extends Source>(store: Pick<SnapshotStore, 'getState'>, configured: readonly S[]): Promise<S[]> {
  const watched = new Set(configured.map((s) => s.url));
  const found: S[] = [];
  for (const listing of configured) {
    if (listing.kind !== 'listing' || listing.discover !== 'add') continue;
    for (const proposal of await discoveriesOf(store, listing.id)) {
      if (watched.has(proposal.url)) continue;
      watched.add(proposal.url);
      const tail = createHash('sha256').update(proposal.url).digest('hex').slice(0, 8);
      found.push({
        ...listing,
        id: `${listing.id.slice(0, 54)}-${tail}`,
        title: proposal.title,
        url: proposal.url,
        kind: toKind(proposal.kind),
        period: periodIn(proposal.title),
        selector: null,
        discover: null,
      });
    }
  }
  return found;
}

const toKind = (kind: string): SourceKind =>
  SOURCE_KINDS.includes(kind as SourceKind) && kind !== 'listing' ? (kind as SourceKind) : 'notice';

/** `2026年政府工作报告` is of 2026, `（2026—2030年）规划` of 2026-2030. */
function periodIn(title: string): string | null {
  const span = /(20\d\d)年?\s*[-—–～~至]+\s*(20\d\d)/.exec(title);
  if (span) return `${span[1]}-${span[2]}`;
  return /(20\d\d)\s*年/.exec(title)?.[1] ?? null;
}
