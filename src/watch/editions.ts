import type { Edition } from '../diff/index.js';
import type { Document } from '../document/index.js';
import type { Snapshot, Source } from '../records/index.js';
import type { WatchParts } from './types.js';

type Reading = Pick<WatchParts, 'store' | 'parse' | 'extract' | 'extractor' | 'settingsOf' | 'log'>;
export type ReadableSource = Pick<Source, 'id' | 'selector' | 'url' | 'kind' | 'period' | 'jurisdiction'>;

/** Parses a stored snapshot from its bytes. @throws PlanwatchError DOCUMENT_*, SNAPSHOTS_DAMAGED */
export async function parseSnapshot(
  parts: Pick<WatchParts, 'store' | 'parse'>,
  source: Pick<Source, 'selector'>,
  snapshot: Snapshot,
): Promise<Document> {
  return parts.parse(await parts.store.parts(snapshot), { selector: source.selector, url: snapshot.finalUrl ?? snapshot.url });
}

/** Reads a stored snapshot from its bytes, with today's extractor. Stores nothing. */
export async function readSnapshot(parts: Reading, source: ReadableSource, snapshot: Snapshot): Promise<Edition> {
  return toEdition(parts, source, await parseSnapshot(parts, source, snapshot));
}

/** What the document says, read by today's extractor with the settings of its source. */
export function toEdition(parts: Pick<WatchParts, 'extract' | 'settingsOf' | 'log'>, source: ReadableSource, document: Document): Edition {
  const extraction = { ...parts.extract(document, source), settings: parts.settingsOf(source) };
  parts.log.debug(`${source.id}: ${document.text.length} characters, ${extraction.indicators.length} indicators`);
  return { document, extraction };
}

/**
 * The edition of an accepted snapshot as today's extractor reads it with today's settings: the stored one where both agree, else read again
 * from the bytes and stored, so that both sides of a diff come from one extractor (invariant 2).
 * @returns `former` is the older extraction where it was replaced, null otherwise
 */
export async function editionOf(
  parts: Reading,
  source: ReadableSource,
  snapshot: Snapshot,
): Promise<{ edition: Edition; former: Edition | null }> {
  const stored = await parts.store.edition(snapshot);
  const settings = parts.settingsOf(source);
  if (stored !== null && stored.extraction.extractor === parts.extractor && (stored.extraction.settings ?? '') === settings)
    return { edition: stored, former: null };
  const edition = await readSnapshot(parts, source, snapshot);
  await parts.store.writeEdition(snapshot, edition);
  if (stored === null)
    parts.log.warn(`The stored reading of ${source.id} ${snapshot.id} was missing or damaged; it was made again from the bytes`);
  else parts.log.info(`${source.id} ${snapshot.id}: read again with extractor ${parts.extractor}`, { former: stored.extraction.extractor });
  return { edition, former: stored };
}

/** The accepted snapshots right before and right after one, in the order of the store: ids begin with the instant of capture. */
export function neighbours(snapshots: readonly Snapshot[], of: Snapshot): { previous: Snapshot | null; next: Snapshot | null } {
  const others = snapshots.filter((s) => s.id !== of.id);
  const earlier = others.filter((s) => s.id < of.id);
  const later = others.filter((s) => s.id > of.id);
  return { previous: earlier[earlier.length - 1] ?? null, next: later[0] ?? null };
}
