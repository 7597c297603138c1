import type { Snapshot } from '../records/index.js';
import { readEditionFiles, readExtractionFile, writeEditionFiles } from './edition-files.js';
import { appendToLog, type LogCache, loadLog } from './log.js';
import { isMarked, markStored } from './marks.js';
import { combinedDigest, GITATTRIBUTES, GITIGNORE, isSourceId, paths, sha256, storedAs, toSnapshotId } from './names.js';
import { loadRecord, writeRecord } from './records-io.js';
import { repairStore } from './repair.js';
import { dropParts, findFolder, loadParts, loadShelf } from './shelves.js';
import type { Tree } from './tree.js';
import type { Capture, SnapshotStore } from './types.js';
import { verifyStore } from './verify.js';

/** Evidence of a page that turned into something else; older pieces make room, so that a page that stays broken does not fill the disk. */
const MAX_QUARANTINED = 5;

function toSnapshot(source: string, capture: Capture): { snapshot: Snapshot; bytes: readonly Uint8Array[] } {
  if (capture.parts.length === 0) throw new RangeError('A capture has at least one part');
  const parts = capture.parts.map((part) => ({
    digest: sha256(part.bytes),
    bytes: part.bytes.length,
    url: part.url,
    fileName: part.fileName,
    mediaType: part.mediaType,
    charset: part.charset,
  }));
  const capturedAt = new Date(capture.capturedAt).toISOString();
  const digest = combinedDigest(parts.map((x) => x.digest));
  const { parts: raw, ...rest } = capture;
  return { snapshot: { ...rest, id: toSnapshotId(capturedAt, digest), source, capturedAt, digest, parts }, bytes: raw.map((x) => x.bytes) };
}

/**
 * The store over any driver. Nothing is kept in memory but the length of each log, so several stores may read one place.
 * @throws PlanwatchError SNAPSHOTS_NOT_WRITABLE, SNAPSHOTS_DAMAGED, SNAPSHOTS_LOCKED; RangeError for a name that no path may hold
 */
export function createStore(tree: Tree): SnapshotStore {
  const logs: LogCache = new Map();
  const marked = new Set<string>();
  let prepared = false;

  /** The two files that tell git what to do, written once and never over somebody's own. */
  async function prepare(): Promise<void> {
    if (prepared) return;
    if (!(await tree.exists('.gitignore'))) await tree.write('.gitignore', new TextEncoder().encode(GITIGNORE));
    if (!(await tree.exists('.gitattributes'))) await tree.write('.gitattributes', new TextEncoder().encode(GITATTRIBUTES));
    prepared = true;
  }

  async function quarantine(snapshot: Snapshot): Promise<void> {
    const held = await loadShelf(tree, snapshot.source, 'quarantined');
    const from = paths.snapshot(snapshot.source, 'staged', snapshot.id);
    if (held.some((x) => x.digest === snapshot.digest)) return tree.remove(from);
    await tree.move(from, paths.snapshot(snapshot.source, 'quarantined', snapshot.id));
    for (const old of held.slice(0, Math.max(0, held.length + 1 - MAX_QUARANTINED))) {
      await tree.remove(paths.snapshot(old.source, 'quarantined', old.id));
      await dropParts(tree, old);
    }
  }

  const folderRecords = async (folder: string): Promise<string[]> =>
    (await tree.list(folder)).filter((x) => !x.folder && x.name.endsWith('.json')).map((x) => `${folder}/${x.name}`);

  return {
    async lock() {
      const release = await tree.lock();
      return async () => {
        // Quiet lines first: who takes the lock next finds them on the disk.
        await tree.flush().finally(release);
      };
    },
    async sources() {
      return (await tree.list('')).filter((x) => x.folder && isSourceId(x.name)).map((x) => x.name);
    },

    placeOf: storedAs,

    async stage(source, capture) {
      const { snapshot, bytes } = toSnapshot(source, capture);
      for (const shelf of ['editions', 'staged'] as const) {
        const held = await loadRecord(tree, `${paths.snapshot(source, shelf, snapshot.id)}/snapshot.json`, 'snapshot');
        if (held !== null) return held;
      }
      await prepare();
      for (const [i, part] of snapshot.parts.entries()) {
        const path = paths.part(source, part);
        const stored = await tree.read(path);
        // Bytes that rotted on disk and arrive again are put right.
        if (stored === null || sha256(stored) !== part.digest) await tree.write(path, bytes[i] as Uint8Array);
      }
      await writeRecord(tree, `${paths.snapshot(source, 'staged', snapshot.id)}/snapshot.json`, snapshot);
      return snapshot;
    },

    async accept(snapshot, edition) {
      const { source, id } = snapshot;
      const [staged, accepted] = [paths.snapshot(source, 'staged', id), paths.snapshot(source, 'editions', id)];
      if (await tree.exists(`${accepted}/snapshot.json`)) return writeEditionFiles(tree, accepted, edition);
      if (!(await tree.exists(`${staged}/snapshot.json`))) await findFolder(tree, snapshot);
      await writeEditionFiles(tree, staged, edition);
      await tree.move(staged, accepted);
    },

    async setAside(snapshot, reason) {
      const staged = paths.snapshot(snapshot.source, 'staged', snapshot.id);
      // What was accepted before is never put aside: the same copy was imported twice.
      if (!(await tree.exists(`${staged}/snapshot.json`))) return;
      if (reason === 'quarantined') return quarantine(snapshot);
      await tree.remove(staged);
      await dropParts(tree, snapshot);
    },

    snapshots: async (source) => loadShelf(tree, source, 'editions'),
    everStored: (source) => isMarked(tree, source),
    holds: (source, id) => tree.exists(`${paths.snapshot(source, 'editions', id)}/snapshot.json`),
    staged: async (source) => loadShelf(tree, source, 'staged'),
    quarantined: async (source) => loadShelf(tree, source, 'quarantined'),
    parts: async (snapshot) => loadParts(tree, snapshot),
    async edition(snapshot) {
      const found = await readEditionFiles(tree, await findFolder(tree, snapshot));
      return 'problem' in found ? null : found;
    },
    extraction: async (snapshot) => readExtractionFile(tree, await findFolder(tree, snapshot)),
    async writeEdition(snapshot, edition) {
      await writeEditionFiles(tree, await findFolder(tree, snapshot), edition);
    },

    async appendCheck(source, record) {
      await prepare();
      await appendToLog(tree, source, record, logs);
      await markStored(tree, source, record.snapshot, marked);
    },
    checks: async (source) => loadLog(tree, source),
    putChangeSet: async (set) => writeRecord(tree, paths.changeSet(set.source, set.id), set),
    async changeSets(source) {
      const sets = await Promise.all((await folderRecords(paths.changes(source))).map((path) => loadRecord(tree, path, 'changeSet')));
      return sets.filter((x) => x !== null).sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
    },
    putReview: async (source, review) => writeRecord(tree, paths.review(source, review.at, JSON.stringify(review)), review),
    async reviews(source) {
      const found = await Promise.all((await folderRecords(paths.reviews(source))).map((path) => loadRecord(tree, path, 'review')));
      return found.filter((x) => x !== null).sort((a, b) => compare(a.at, b.at));
    },

    async getState(key) {
      return (await loadRecord(tree, paths.state(key), 'state'))?.value ?? null;
    },
    async putState(key, value) {
      await prepare();
      await writeRecord(tree, paths.state(key), { value });
    },
    async listState(prefix) {
      const walk = async (folder: string): Promise<string[]> =>
        (
          await Promise.all(
            (
              await tree.list(folder)
            ).map(async (x) => {
              if (x.folder) return walk(`${folder}/${x.name}`);
              return x.name.endsWith('.json') ? [`${folder}/${x.name.slice(0, -5)}`] : [];
            }),
          )
        ).flat();
      // Thousands of other documents may lie beside the folder that the prefix names.
      const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1).replace(/\/$/, '');
      const found = await walk(folder === '' ? '_state' : `_state/${folder}`);
      return found.map((x) => x.slice('_state/'.length)).filter((x) => x.startsWith(prefix));
    },
    deleteState: async (key) => tree.remove(paths.state(key)),

    verify: async () => (await verifyStore(tree)).map(({ mend: _, ...finding }) => finding),
    repair: (deriver) => repairStore(tree, deriver),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
