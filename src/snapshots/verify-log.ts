import type { ChangeSet, CheckRecord } from '../records/index.js';
import { readEditionFiles } from './edition-files.js';
import type { SourceView } from './findings.js';
import { type LogHead, type LogReading, lostLines, readHead, readLog, toLogLine, writeHead } from './log.js';
import { isSnapshotId, paths } from './names.js';
import { rebuildRecord } from './rebuild.js';
import { readRecord, writeRecord } from './records-io.js';
import type { Deriver } from './types.js';

/** Replays the log of one source and follows what it names; checks the change sets on the way. */
export async function verifyLog(view: SourceView): Promise<void> {
  const { tree, source, found } = view;
  const path = paths.log(source);
  const bytes = (await tree.read(path)) ?? new Uint8Array();
  const reading = readLog(bytes);
  const head = await readHead(tree, source);
  const lost = lostLines(reading, head);
  const rewrite = async (): Promise<void> => rewriteLog(view, bytes);
  if (reading.torn) {
    found({
      path,
      kind: 'unfinished',
      problem: 'its last line was cut while it was written',
      mend: () => tree.truncate(path, reading.wholeBytes),
    });
  }
  for (const { line, problem } of reading.bad) {
    found({ path, kind: 'damaged', problem: `line ${line} ${problem}; it can only be set aside`, mend: rewrite });
  }
  if (lost > 0) {
    const gone = lost === 1 ? '1 line that was written is gone' : `${lost} lines that were written are gone`;
    const problem = `${gone}; those of stored editions can be derived again, quiet checks cannot`;
    found({ path, kind: 'truncated', problem, mend: rewrite });
  }
  if (lost === 0 && !isHeadSound(reading, head, await tree.exists(paths.head(source)))) {
    const problem = 'does not fit the log: writing it was interrupted, or it was damaged';
    found({ path: paths.head(source), kind: 'unfinished', problem, mend: () => writeHead(tree, source, headOf(reading)) });
  }
  const named = new Set(reading.records.flatMap((x) => (x.snapshot === null ? [] : [x.snapshot])));
  for (const id of named) {
    if (view.editions.has(id) || !isSnapshotId(id)) continue;
    const folder = paths.snapshot(source, 'editions', id);
    if (await tree.exists(folder)) continue; // Told already, with what is wrong inside.
    const mend = await rebuildRecord(tree, source, id, `${folder}/snapshot.json`);
    found({ path: folder, kind: 'missing', problem: 'the log names this snapshot, but it is not stored', ...(mend && { mend }) });
  }
  // Without a head, as in a clone, editions are the only witnesses of lines that are gone.
  for (const id of head === null && !reading.torn && reading.bad.length === 0 ? view.editions.keys() : []) {
    if (named.has(id)) continue;
    const problem = 'no line of the log names this edition: a run was interrupted, or lines are gone';
    found({ path: paths.snapshot(source, 'editions', id), kind: 'unfinished', problem, mend: rewrite });
  }
  await verifyChangeSets(view, reading.records);
}

/** A head may lag behind, after a kill or a merge; where it speaks of the whole log it must be right about it. */
function isHeadSound(reading: LogReading, head: LogHead | null, exists: boolean): boolean {
  if (head === null) return !exists;
  const { lines, last, bytes } = headOf(reading);
  return head.lines < lines || (head.lines === lines && head.last === last && head.bytes === bytes);
}

const headOf = (reading: LogReading): LogHead => ({
  lines: reading.sums.length,
  last: reading.sums.at(-1) ?? '',
  bytes: reading.wholeBytes,
});

async function verifyChangeSets(view: SourceView, checks: readonly CheckRecord[]): Promise<void> {
  const { tree, source, found } = view;
  const names = new Set((await tree.list(paths.changes(source))).map((x) => x.name));
  for (const check of checks) if (check.changes !== undefined) names.add(`${check.changes}.json`);
  for (const name of [...names].sort()) {
    const path = `${paths.changes(source)}/${name}`;
    const read = await readRecord(tree, path, 'changeSet');
    const record = read !== null && 'record' in read ? read.record : null;
    if (record !== null && `${record.id}.json` === name && record.source === source) continue;
    const check = checks.find((x) => `${x.changes}.json` === name);
    const problem =
      read === null ? 'the log names this change set, but it is not stored' : 'problem' in read ? read.problem : 'belongs elsewhere';
    const mend = check === undefined ? null : rederive(view, check);
    found({ path, kind: read === null ? 'missing' : 'edited', problem, ...(mend && { mend }) });
  }
}

/** The change set that a check recorded, worked out again from its edition and the one before. */
function rederive({ tree, source, editions }: SourceView, check: CheckRecord): ((deriver: Deriver) => Promise<void>) | null {
  const ids = [...editions.keys()].sort();
  const after = check.snapshot;
  const before = after === null ? undefined : ids[ids.indexOf(after) - 1];
  if (after === null || before === undefined || check.changes === undefined) return null;
  const id = check.changes;
  return async (deriver) => {
    if (deriver.diff === undefined) return;
    const [old, young] = await Promise.all([before, after].map((x) => readEditionFiles(tree, paths.snapshot(source, 'editions', x))));
    if (old === undefined || young === undefined || 'problem' in old || 'problem' in young) return;
    const set: ChangeSet = {
      id,
      source,
      at: check.at,
      before,
      after,
      extractor: young.extraction.extractor,
      diff: deriver.diff(old, young),
    };
    await writeRecord(tree, paths.changeSet(source, id), set);
  };
}

/**
 * Writes the log anew: trusted lines as they are, lines of stored editions that no line names derived again, damaged lines set aside in
 * a file of their own.
 */
async function rewriteLog({ tree, source, editions }: SourceView, bytes: Uint8Array): Promise<void> {
  const reading = readLog(bytes);
  const lines = new TextDecoder().decode(bytes.subarray(0, reading.wholeBytes)).split('\n');
  const damaged = reading.bad.map((x) => `${lines[x.line - 1]}\n`).join('');
  if (damaged !== '') await tree.append(`${source}/checks.lost.jsonl`, new TextEncoder().encode(damaged), true);
  const named = new Set(reading.records.map((x) => x.snapshot));
  const sets: ChangeSet[] = [];
  for (const { name } of await tree.list(paths.changes(source))) {
    const read = await readRecord(tree, `${paths.changes(source)}/${name}`, 'changeSet');
    if (read !== null && 'record' in read) sets.push(read.record);
  }
  const first = [...editions.keys()].sort()[0];
  const derived = [...editions.values()]
    .filter((x) => !named.has(x.id))
    .map((x): CheckRecord => {
      const set = sets.find((y) => y.after === x.id);
      const base = { at: set?.at ?? x.capturedAt, outcome: x.id === first ? ('first' as const) : ('changed' as const), snapshot: x.id };
      return set === undefined ? base : { ...base, summary: set.diff.summary, changes: set.id };
    });
  const records = [...reading.records, ...derived].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const text = records.map(toLogLine);
  const whole = new TextEncoder().encode(text.join(''));
  await tree.write(paths.log(source), whole);
  await writeHead(tree, source, headOf(readLog(whole)));
}
