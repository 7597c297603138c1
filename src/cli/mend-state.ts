import type { Config } from '../config/index.js';
import type { SnapshotStore } from '../snapshots/index.js';
import { findUntold, markTold, NEWS } from '../watch/index.js';
import { BACKLOG, OPEN_ROUND } from './state-keys.js';

/** Stands in place of a report's id where it is not known which one told something. */
const SOME_REPORT = 'rebuilt';

/**
 * What `verify --repair` set aside of the watch's own notes is worked out again. Of what was told: all of a source that is not in the backlog, for
 * each round leaves there what it did not tell; of a source that is, all is told once more, which is better than never. The next round looks at every source.
 * @param repaired paths in the store
 */
export async function mendState(config: Config, store: SnapshotStore, repaired: readonly string[], now: string): Promise<void> {
  const gone = (key: string): boolean => repaired.includes(`_state/${key}.json`);
  if (!repaired.some((path) => path.startsWith('_state/'))) return;
  if (gone(NEWS) && !gone(BACKLOG)) {
    const backlog = ((await store.getState(BACKLOG)) as { sources: string[] } | null)?.sources ?? [];
    const done = config.sources.filter((s) => !backlog.includes(s.id));
    await markTold({ store }, (await findUntold({ store }, done)).keys, SOME_REPORT);
  }
  await store.putState(OPEN_ROUND, { at: now });
}
