import type { Finding } from './findings.js';
import { isSnapshotId, isSourceId, paths } from './names.js';
import { readRecord, writeRecord } from './records-io.js';
import type { Tree } from './tree.js';

/**
 * Outside the folder of each source, that there is one: with the folder goes every other witness of it, and a check that found nothing there
 * would begin anew as if nothing had ever been stored. Written once, with one of its editions.
 */
const FOLDER = '_state/stored';
const pathOf = (source: string): string => paths.state(`stored/${source}`);

/** @param marked sources that are known to have their mark */
export async function markStored(tree: Tree, source: string, snapshot: string | null, marked: Set<string>): Promise<void> {
  if (snapshot === null || marked.has(source)) return;
  if (!(await tree.exists(pathOf(source)))) await writeRecord(tree, pathOf(source), { value: { edition: snapshot } });
  marked.add(source);
}

/** Whether this source had an edition once. A mark that cannot be read is told by `verify`, and counts. */
export const isMarked = (tree: Tree, source: string): Promise<boolean> => tree.exists(pathOf(source));

/** Sources of which everything is gone, or everything up to a new beginning. */
export async function verifyMarks(tree: Tree): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { name } of await tree.list(FOLDER)) {
    const source = name.replace(/\.json$/, '');
    const read = isSourceId(source) ? await readRecord(tree, `${FOLDER}/${name}`, 'state') : null;
    const edition = read !== null && 'record' in read ? (read.record.value as { edition?: unknown } | null)?.edition : null;
    if (typeof edition !== 'string' || !isSnapshotId(edition)) continue;
    if (await tree.exists(paths.snapshot(source, 'editions', edition))) continue;
    const log = await tree.read(paths.log(source));
    // A log that still names it is told with the log.
    if (log !== null && new TextDecoder().decode(log).includes(edition)) continue;
    const what =
      (await tree.list(source)).length === 0 ? 'everything that was stored of this source' : 'what was stored of this source at first';
    findings.push({
      ...{ source, path: source, kind: 'missing', repairable: false },
      problem: `${what} is gone, from ${edition.slice(0, 10)} on; bring it back from git or a backup, or delete ${FOLDER}/${name} where it was meant to go`,
    });
  }
  return findings;
}
