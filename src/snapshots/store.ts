import type { RawPart } from '../document/index.js';
import { PlanwatchError } from '../errors.js';
import type { PartRecord, Snapshot } from '../records/index.js';
import { readEditionFiles, writeEditionFiles } from './edition-files.js';
import { appendToLog, type LogCache, loadLog } from './log.js';
import {
  combinedDigest,
  GITATTRIBUTES,
  GITIGNORE,
  isSnapshotId,
  isSourceId,
  paths,
  SHELVES,
  type Shelf,
  sha256,
  toSnapshotId,
} from './names.js';
import { loadRecord, writeRecord } from './records-io.js';
import { repairStore } from './repair.js';
import type { Tree } from './tree.js';
import type { Capture, SnapshotStore } from './types.js';
import { verifyStore } from './verify.js';

/** Evidence of a page that turned into something else; older pieces make room, so that a page that stays broken does not fill the disk. */
const MAX_QUARANTINED = 5;

/** Snapshots on one shelf, oldest first. @throws PlanwatchError SNAPSHOTS_DAMAGED */
export async function loadShelf(tree: Tree, source: string, shelf: Shelf): Promise<Snapshot[]> {
  const entries = await tree.list(paths.shelf(source, shelf));
  // Folder names begin with the instant, so their order is the order of capture.
  const ids = entries.filter((x) => x.folder && isSnapshotId(x.name)).map((x) => x.name);
  const found = await Promise.all(ids.map((id) => loadRecord(tree, `${paths.snapshot(source, shelf, id)}/snapshot.json`, 'snapshot')));
  return found.filter((x) => x !== null);
}

async function findShelf(tree: Tree, snapshot: Snapshot): Promise<string> {
  for (const shelf of ['editions', 'staged', 'quarantined'] as const) {
    const folder = paths.snapshot(snapshot.source, shelf, snapshot.id);
    if (await tree.exists(`${folder}/snapshot.json`)) return folder;
  }
  throw new PlanwatchError('SNAPSHOTS_DAMAGED', {
    path: tree.locate(paths.snapshot(snapshot.source, 'editions', snapshot.id)),
    problem: 'the snapshot is missing',
  });
}

/** The stored bytes of one part. @throws PlanwatchError SNAPSHOTS_DAMAGED */
async function loadPart(tree: Tree, source: string, part: PartRecord): Promise<RawPart> {
  const path = paths.part(source, part);
  const bytes = await tree.read(path);
  if (bytes === null || sha256(bytes) !== part.digest) {
    const problem = bytes === null ? 'the stored bytes are missing' : 'the stored bytes do not match their digest';
    throw new PlanwatchError('SNAPSHOTS_DAMAGED', { path: tree.locate(path), problem });
  }
  return { bytes, mediaType: part.mediaType, charset: part.charset, url: part.url, fileName: part.fileName, sha256: part.digest };
}

export const loadParts = (tree: Tree, snapshot: Snapshot): Promise<RawPart[]> =>
  Promise.all(snapshot.parts.map((part) => loadPart(tree, snapshot.source, part)));

/** Removes the bytes of a snapshot that is gone, unless another one shares them. */
async function dropParts(tree: Tree, gone: Snapshot): Promise<void> {
  const others = (await Promise.all(SHELVES.map((shelf) => loadShelf(tree, gone.source, shelf)))).flat();
  const kept = new Set(others.flatMap((x) => x.parts.map((part) => paths.part(x.source, part))));
  for (const part of gone.parts) {
    const path = paths.part(gone.source, part);
    if (!kept.has(path)) await tree.remove(path);
  }
}

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
    lock: () => tree.lock(),
    async sources() {
      return (await tree.list('')).filter((x) => x.folder && isSourceId(x.name)).map((x) => x.name);
    },

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
      if (!(await tree.exists(`${staged}/snapshot.json`))) await findShelf(tree, snapshot);
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

    snapshots: (source) => loadShelf(tree, source, 'editions'),
    staged: (source) => loadShelf(tree, source, 'staged'),
    quarantined: (source) => loadShelf(tree, source, 'quarantined'),
    parts: (snapshot) => loadParts(tree, snapshot),
    async edition(snapshot) {
      const found = await readEditionFiles(tree, await findShelf(tree, snapshot));
      return 'problem' in found ? null : found;
    },
    async writeEdition(snapshot, edition) {
      await writeEditionFiles(tree, await findShelf(tree, snapshot), edition);
    },

    async appendCheck(source, record) {
      await prepare();
      await appendToLog(tree, source, record, logs);
    },
    checks: (source) => loadLog(tree, source),
    putChangeSet: (set) => writeRecord(tree, paths.changeSet(set.source, set.id), set),
    async changeSets(source) {
      const sets = await Promise.all((await folderRecords(paths.changes(source))).map((path) => loadRecord(tree, path, 'changeSet')));
      return sets.filter((x) => x !== null).sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
    },
    putReview: (source, review) => writeRecord(tree, paths.review(source, review.at, JSON.stringify(review)), review),
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
      return (await walk('_state')).map((x) => x.slice('_state/'.length)).filter((x) => x.startsWith(prefix));
    },
    deleteState: (key) => tree.remove(paths.state(key)),

    verify: async () => (await verifyStore(tree)).map(({ mend: _, ...finding }) => finding),
    repair: (deriver) => repairStore(tree, deriver),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
