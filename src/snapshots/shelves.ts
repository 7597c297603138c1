import type { RawPart } from '../document/index.js';
import { PlanwatchError } from '../errors.js';
import type { PartRecord, Snapshot } from '../records/index.js';
import { isSnapshotId, paths, SHELVES, type Shelf, sha256 } from './names.js';
import { loadRecord } from './records-io.js';
import type { Tree } from './tree.js';

/** Snapshots on one shelf, oldest first. @throws PlanwatchError SNAPSHOTS_DAMAGED */
export async function loadShelf(tree: Tree, source: string, shelf: Shelf): Promise<Snapshot[]> {
  const entries = await tree.list(paths.shelf(source, shelf));
  // Folder names begin with the instant, so their order is the order of capture.
  const ids = entries.filter((x) => x.folder && isSnapshotId(x.name)).map((x) => x.name);
  const found = await Promise.all(
    ids.map(async (id) => {
      const path = `${paths.snapshot(source, shelf, id)}/snapshot.json`;
      const record = await loadRecord(tree, path, 'snapshot');
      // Staging makes the folder first; anywhere else a folder without its record has lost it, and the list would be wrong without it.
      if (record === null && shelf !== 'staged')
        throw new PlanwatchError('SNAPSHOTS_DAMAGED', { path: tree.locate(path), problem: 'is missing' });
      return record;
    }),
  );
  return found.filter((x) => x !== null);
}

/** The folder of a snapshot, wherever it stands. @throws PlanwatchError SNAPSHOTS_DAMAGED */
export async function findFolder(tree: Tree, snapshot: Snapshot): Promise<string> {
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
export async function dropParts(tree: Tree, gone: Snapshot): Promise<void> {
  const others = (await Promise.all(SHELVES.map((shelf) => loadShelf(tree, gone.source, shelf)))).flat();
  const kept = new Set(others.flatMap((x) => x.parts.map((part) => paths.part(x.source, part))));
  for (const part of gone.parts) {
    const path = paths.part(gone.source, part);
    if (!kept.has(path)) await tree.remove(path);
  }
}
