import type { Document, Link } from '../document/index.js';
import { findPlanDocuments } from '../document/index.js';
import { isPlanwatchError } from '../errors.js';
import type { Source } from '../records/index.js';
import type { Proposal, WatchParts } from './types.js';

/** What the store remembers of a listing page: every plan document it ever offered. */
export interface DiscoveryState {
  readonly known: Readonly<Record<string, Proposal & { readonly seenAt: string }>>;
}

export interface Discovered {
  readonly proposals: readonly Proposal[];
  /** A later page of the list could not be read. */
  readonly partial: boolean;
}

/**
 * Finds the plan documents that a listing page offers and that were not offered before, following its paging up to `discoverPages`.
 * A later page that fails is left for the next check: what it offers is not lost, only later.
 */
export async function discover(parts: WatchParts, source: Source & { discoverPages?: number }, first: Document): Promise<Discovered> {
  let partial = false;
  const items: Link[] = [...first.links];
  let page = first;
  const seen = new Set([source.url]);
  for (let count = 1; count < (source.discoverPages ?? 1); count++) {
    const next = page.links.find((l) => l.rel === 'next-list' && !seen.has(l.href));
    if (next === undefined) break;
    seen.add(next.href);
    try {
      const answer = await parts.fetch({ url: next.href, source });
      if (answer.kind !== 'fetched') break;
      page = await parts.parse(
        [{ bytes: answer.bytes, mediaType: answer.mediaType, charset: answer.charset, url: answer.finalUrl, fileName: null, sha256: '' }],
        { selector: source.selector, url: answer.finalUrl },
      );
      items.push(...page.links);
    } catch (error) {
      if (!isPlanwatchError(error)) throw error;
      partial = true;
      parts.log.warn(`${source.id}: page ${count + 1} of the listing was left out: ${error.message}`);
      break;
    }
  }
  const key = `discovered/${source.id}`;
  const state = ((await parts.store.getState(key)) as DiscoveryState | null) ?? { known: {} };
  const fresh = findPlanDocuments(items.map(withoutPassword)).filter((p) => state.known[p.url] === undefined);
  if (fresh.length > 0) {
    const seenAt = parts.now();
    const known = { ...state.known };
    for (const p of fresh) known[p.url] = { ...p, seenAt };
    await parts.store.putState(key, { known });
  }
  return { proposals: fresh, partial };
}

/** A name and password in a page's own link would stand in the store, in reports and in every request. */
function withoutPassword(link: Link): Link {
  if (!link.href.includes('@') || !URL.canParse(link.href)) return link;
  const url = new URL(link.href);
  if (url.username === '' && url.password === '') return link;
  url.username = '';
  url.password = '';
  return { ...link, href: url.href };
}
