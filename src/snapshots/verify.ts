import type { Snapshot } from '../records/index.js';
import { EDITION_FILES, readEditionFiles, writeEditionFiles } from './edition-files.js';
import type { Finding, SourceView } from './findings.js';
import { verifyMarks } from './marks.js';
import { isName, isSnapshotId, isSourceId, paths, SHELVES, type Shelf, sha256 } from './names.js';
import { rebuildRecord } from './rebuild.js';
import { readRecord } from './records-io.js';
import { loadParts } from './shelves.js';
import type { Tree } from './tree.js';
import type { Deriver } from './types.js';
import { verifyLog } from './verify-log.js';

const KNOWN = new Set(['raw', 'large', 'changes', 'reviews', 'checks.jsonl', 'checks.head', 'checks.lost.jsonl', ...SHELVES]);

/**
 * Recomputes every hash, replays every log and follows every reference.
 * @returns findings in order of their paths, one per file and problem
 */
export async function verifyStore(tree: Tree): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const entry of await tree.list('')) {
    if (entry.name.startsWith('.') || /^readme/i.test(entry.name)) continue;
    if (entry.name === '_state') await verifyState(tree, '_state', findings);
    else if (entry.folder && isSourceId(entry.name)) findings.push(...(await verifySource(tree, entry.name)));
    else findings.push({ source: null, path: entry.name, kind: 'orphan', problem: 'belongs to nothing in the store', repairable: false });
  }
  findings.push(...(await verifyMarks(tree)));
  return findings.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

async function verifyState(tree: Tree, folder: string, findings: Finding[]): Promise<void> {
  for (const entry of await tree.list(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.folder) {
      await verifyState(tree, path, findings);
      continue;
    }
    if (path.endsWith(SET_ASIDE)) continue;
    const read = await readRecord(tree, path, 'state');
    if (read === null || !('problem' in read)) continue;
    // A message that cannot be read was never sent: only a person can give it up.
    const mend = path.startsWith('_state/outbox/') ? undefined : () => setAside(tree, path);
    const problem =
      mend === undefined ? read.problem : `${read.problem}; it can only be set aside, what it held is worked out again or begins anew`;
    findings.push({ source: null, path, kind: 'edited', problem, repairable: mend !== undefined, ...(mend && { mend }) });
  }
}

const SET_ASIDE = '.damaged';

async function setAside(tree: Tree, path: string): Promise<void> {
  await tree.remove(path + SET_ASIDE);
  await tree.move(path, path + SET_ASIDE);
}

async function verifySource(tree: Tree, source: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const found: SourceView['found'] = (x) => void findings.push({ ...x, source, repairable: x.mend !== undefined });
  for (const entry of await tree.list(source)) {
    if (!KNOWN.has(entry.name)) found({ path: `${source}/${entry.name}`, kind: 'orphan', problem: 'belongs to nothing in the store' });
  }
  const editions = new Map<string, Snapshot>();
  const wanted = new Set<string>();
  for (const shelf of SHELVES) {
    for (const snapshot of await verifyShelf(tree, source, shelf, found)) {
      if (shelf === 'editions') editions.set(snapshot.id, snapshot);
      for (const part of snapshot.parts) wanted.add(paths.part(source, part));
    }
  }
  const view: SourceView = { tree, source, editions, found };
  await verifyLog(view);
  // An empty folder never had a record: writing it was interrupted.
  const lost = findings.some(
    (x) => x.kind !== 'unfinished' && (x.path.endsWith('/snapshot.json') || isSnapshotId(x.path.split('/').at(-1) ?? '')),
  );
  await verifyBytes(view, wanted, lost);
  for (const entry of await tree.list(paths.reviews(source))) {
    const read = await readRecord(tree, `${paths.reviews(source)}/${entry.name}`, 'review');
    if (read === null || 'problem' in read) {
      found({ path: `${paths.reviews(source)}/${entry.name}`, kind: 'edited', problem: read?.problem ?? 'is not a review' });
    }
  }
  return findings;
}

/** Checks the snapshots of one shelf. @returns those whose record can be trusted */
async function verifyShelf(tree: Tree, source: string, shelf: Shelf, found: SourceView['found']): Promise<Snapshot[]> {
  const good: Snapshot[] = [];
  for (const { name, folder } of await tree.list(paths.shelf(source, shelf))) {
    const at = `${paths.shelf(source, shelf)}/${name}`;
    if (!folder || !isSnapshotId(name)) {
      found({ path: at, kind: 'orphan', problem: 'is not a snapshot' });
      continue;
    }
    const files = (await tree.list(at)).map((x) => x.name);
    // Only staging makes a folder before its record; everything else moves whole.
    if (files.length === 0 && shelf === 'staged') {
      found({ path: at, kind: 'unfinished', problem: 'is empty: writing it was interrupted', mend: () => tree.remove(at) });
      continue;
    }
    const path = `${at}/snapshot.json`;
    const read = await readRecord(tree, path, 'snapshot');
    const problem = read === null ? 'is missing' : 'problem' in read ? read.problem : null;
    const record = read !== null && 'record' in read ? read.record : null;
    if (record === null || record.id !== name || record.source !== source) {
      const mend = await rebuildRecord(tree, source, name, path);
      const lost = mend === null ? '' : '; the address and headers are lost, the rest can be rebuilt from the stored bytes';
      found({
        path,
        kind: read === null ? 'missing' : 'edited',
        problem: (problem ?? 'belongs to another snapshot') + lost,
        ...(mend && { mend }),
      });
      continue;
    }
    good.push(record);
    for (const name of files.filter((x) => x !== 'snapshot.json' && !(EDITION_FILES as readonly string[]).includes(x))) {
      found({ path: `${at}/${name}`, kind: 'orphan', problem: 'belongs to nothing in the store' });
    }
    await verifySnapshot(tree, record, at, shelf, found);
  }
  return good;
}

async function verifySnapshot(tree: Tree, snapshot: Snapshot, at: string, shelf: Shelf, found: SourceView['found']): Promise<void> {
  let intact = true;
  for (const part of snapshot.parts) {
    const path = paths.part(snapshot.source, part);
    const bytes = await tree.read(path);
    if (bytes !== null && sha256(bytes) === part.digest) continue;
    intact = false;
    const large = path.includes('/large/');
    if (bytes !== null) found({ path, kind: 'damaged', problem: 'the stored bytes do not match their digest' });
    else if (large)
      found({
        path,
        kind: 'outside-git',
        problem: `the stored bytes (${part.bytes}) are not here: files of this size are kept outside git`,
      });
    else found({ path, kind: 'missing', problem: 'the stored bytes are missing' });
  }
  if (shelf !== 'editions') return;
  const edition = await readEditionFiles(tree, at);
  if (!('problem' in edition)) return;
  const mend = async (deriver: Deriver): Promise<void> => {
    await writeEditionFiles(tree, at, await deriver.edition(snapshot, await loadParts(tree, snapshot)));
  };
  found({ path: `${at}/${edition.file}`, kind: edition.kind, problem: edition.problem, ...(intact && { mend }) });
}

/** Bytes that no snapshot names. They are kept while a snapshot's record is missing: they may be all that is left of it. */
async function verifyBytes({ tree, source, found }: SourceView, wanted: ReadonlySet<string>, isRecordLost: boolean): Promise<void> {
  for (const folder of ['raw', 'large']) {
    for (const { name } of await tree.list(`${source}/${folder}`)) {
      const path = `${source}/${folder}/${name}`;
      if (wanted.has(path)) continue;
      const keep = isRecordLost || !isName(name);
      const problem = keep
        ? 'no readable snapshot names these bytes'
        : 'no snapshot names these bytes: writing or dropping one was interrupted';
      found({ path, kind: 'orphan', problem, ...(!keep && { mend: () => tree.remove(path) }) });
    }
  }
}
