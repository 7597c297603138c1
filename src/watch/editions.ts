import type { Edition } from '../diff/index.js';
import type { Document } from '../document/index.js';
import type { Extraction } from '../indicators/index.js';
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

/** An edition as today's extractor reads it with today's settings. */
export interface ReadEdition {
  readonly edition: Edition;
  /** Read again just now: what is stored is of another version or other settings, missing or damaged. */
  readonly again: boolean;
  /** The older reading in whose place this one stands; null where there was none that could be read. */
  readonly former: Edition | null;
}

/**
 * The edition of an accepted snapshot: the stored one where version and settings agree, else read again from the bytes, so that both sides of a
 * diff come from one extractor (invariant 2). Stores nothing: without the lock, or in a store that cannot be written, it serves as well.
 * @throws PlanwatchError DOCUMENT_*, SNAPSHOTS_DAMAGED
 */
export async function readEdition(parts: Reading, source: ReadableSource, snapshot: Snapshot): Promise<ReadEdition> {
  const stored = await parts.store.edition(snapshot);
  if (stored !== null && isOfToday(parts, source, stored.extraction)) return { edition: stored, again: false, former: null };
  if (stored === null)
    parts.log.warn(`The stored reading of ${source.id} ${snapshot.id} is missing or damaged; it is made again from the bytes`);
  else
    parts.log.debug(`${source.id} ${snapshot.id}: read again with extractor ${parts.extractor}`, { former: stored.extraction.extractor });
  return { edition: await readSnapshot(parts, source, snapshot), again: true, former: stored };
}

/**
 * What was found in an accepted snapshot, without its text, which is not even read where it is not needed: a history may hold hundreds of long
 * documents.
 * @param read how an edition is read where its extraction is of another version
 */
export async function readExtraction(
  parts: Reading,
  source: ReadableSource,
  snapshot: Snapshot,
  read: (...args: Parameters<typeof readEdition>) => Promise<Pick<ReadEdition, 'edition'>> = readEdition,
): Promise<Extraction> {
  const stored = await parts.store.extraction(snapshot);
  return stored !== null && isOfToday(parts, source, stored) ? stored : (await read(parts, source, snapshot)).edition.extraction;
}

/** The same, and what had to be read again takes the place of what was stored. The caller holds the lock. */
export async function editionOf(
  parts: Reading,
  source: ReadableSource,
  snapshot: Snapshot,
): Promise<{ edition: Edition; former: Edition | null }> {
  const { edition, again, former } = await readEdition(parts, source, snapshot);
  if (again) await parts.store.writeEdition(snapshot, edition);
  return { edition, former };
}

const isOfToday = (parts: Reading, source: ReadableSource, stored: Extraction): boolean =>
  stored.extractor === parts.extractor && (stored.settings ?? '') === parts.settingsOf(source);

/** The accepted snapshots right before and right after one, in the order of the store: ids begin with the instant of capture. */
export function neighbours(snapshots: readonly Snapshot[], of: Snapshot): { previous: Snapshot | null; next: Snapshot | null } {
  const others = snapshots.filter((s) => s.id !== of.id);
  const earlier = others.filter((s) => s.id < of.id);
  const later = others.filter((s) => s.id > of.id);
  return { previous: earlier[earlier.length - 1] ?? null, next: later[0] ?? null };
}
