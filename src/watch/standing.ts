import type { Validators } from '../fetch/index.js';
import type { Snapshot, Source } from '../records/index.js';
import type { WatchParts } from './types.js';

/** Every seventh day a page is fetched whole, so that a server whose 304 lies is found out within a week. */
const FULL_FETCH_EVERY_MS = 7 * 24 * 60 * 60_000;

/**
 * What a check needs to know of a page that did not change, in one small document. It is taken away before anything is staged and put back
 * when that is settled, so where it stands nothing was interrupted and it speaks of the newest edition.
 */
export interface Standing {
  readonly snapshot: string;
  readonly digest: string;
  /** What the reading rests on: with another extractor, other settings or another address the page is looked at anew. */
  readonly extractor: string;
  readonly settings: string;
  readonly url: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The page is the whole of one file: it may be asked for conditionally. Not so where further pages may change while the first does not. */
  readonly whole: boolean;
  readonly fullAt: string;
}

const keyOf = (source: string): string => `standing/${source}`;

/** Null where the last check was interrupted, the source was given another address, or its edition is not in the store any more. */
export async function readStanding(parts: Pick<WatchParts, 'store'>, source: Source): Promise<Standing | null> {
  const standing = (await parts.store.getState(keyOf(source.id))) as Standing | null;
  if (standing === null || standing.url !== source.url || typeof standing.whole !== 'boolean') return null;
  return (await parts.store.holds(source.id, standing.snapshot)) ? standing : null;
}

export const takeStandingAway = (parts: Pick<WatchParts, 'store'>, source: string): Promise<void> => parts.store.deleteState(keyOf(source));

export const putStanding = (parts: Pick<WatchParts, 'store'>, source: string, standing: Standing): Promise<void> =>
  parts.store.putState(keyOf(source), standing);

/** @param edition id of the snapshot that stands for the page, which is an older one where `captured` said nothing new */
export function toStanding(parts: WatchParts, source: Source, edition: string, captured: Snapshot, partial: boolean): Standing {
  return {
    snapshot: edition,
    digest: captured.digest,
    extractor: parts.extractor,
    settings: parts.settingsOf(source),
    url: source.url,
    etag: captured.etag,
    lastModified: captured.lastModified,
    whole: captured.parts.length === 1 && !partial,
    fullAt: captured.capturedAt,
  };
}

export function validatorsOf(parts: WatchParts, source: Source, standing: Standing | null): Validators | null {
  if (standing === null || !standing.whole || source.fetch === 'browser') return null;
  if (standing.etag === null && standing.lastModified === null) return null;
  // Nor conditionally for a year where the clock was a year ahead.
  if (Math.abs(Date.parse(parts.now()) - Date.parse(standing.fullAt)) >= FULL_FETCH_EVERY_MS) return null;
  return { etag: standing.etag, lastModified: standing.lastModified };
}
