import type { Snapshot } from '../records/index.js';
import type { WatchParts } from './types.js';

type Stored = Pick<WatchParts, 'store'>;
const keyOf = (source: string): string => `accepted/${source}`;

/** A person's word on a copy, noted before it is staged: whoever carries on after a kill does not doubt it either. */
export const noteAccepted = (parts: Stored, source: string, digest: string): Promise<void> =>
  parts.store.putState(keyOf(source), { digest });
export const forgetAccepted = (parts: Stored, source: string): Promise<void> => parts.store.deleteState(keyOf(source));

export async function wasAccepted(parts: Stored, snapshot: Snapshot): Promise<boolean> {
  if (snapshot.origin !== 'imported') return false;
  const noted = (await parts.store.getState(keyOf(snapshot.source))) as { digest: string } | null;
  return noted?.digest === snapshot.digest;
}
