import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/records/index.js';
import { createFileStore, type SnapshotStore } from '../../src/snapshots/index.js';
import { aCapture, aDeriver, anEdition } from './samples.js';

const SOURCE = 'linhe-2021';
let dir: string;
let store: SnapshotStore;
let first: Snapshot;
let second: Snapshot;
let changeSet: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'planwatch-verify-'));
  store = createFileStore(dir);
  first = await add('增长6%', '2021-03-01T00:00:00.000Z');
  await store.appendCheck(SOURCE, { at: '2021-03-01T00:00:01.000Z', outcome: 'first', snapshot: first.id });
  await store.appendCheck(SOURCE, { at: '2021-03-01T12:00:01.000Z', outcome: 'unchanged', snapshot: first.id });
  second = await add('增长7%', '2021-03-02T00:00:00.000Z');
  changeSet = `${first.id}--${second.id}`;
  const diff = aDeriver.diff?.(anEdition(''), anEdition(''));
  const at = '2021-03-02T00:00:01.000Z';
  if (diff) await store.putChangeSet({ id: changeSet, source: SOURCE, at, before: first.id, after: second.id, extractor: '0.1.0', diff });
  await store.appendCheck(SOURCE, { at, outcome: 'changed', snapshot: second.id, changes: changeSet });
  await store.putReview(SOURCE, { change: 'c1', verdict: 'confirm', note: null, at });
  await store.putState('last-report', { at });
  expect(await store.verify()).toEqual([]);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function add(text: string, at: string): Promise<Snapshot> {
  const snapshot = await store.stage(SOURCE, aCapture(text, at));
  await store.accept(snapshot, anEdition(text));
  return snapshot;
}

const at = (path: string): string => join(dir, SOURCE, path);
const raw = (snapshot: Snapshot): string => `raw/${snapshot.digest}.txt`;

/** Flips one bit. */
async function flip(path: string, position: number): Promise<void> {
  const bytes = await readFile(at(path));
  bytes[position] = (bytes[position] ?? 0) ^ 1;
  await writeFile(at(path), bytes);
}

async function findings(): Promise<string[]> {
  return (await store.verify()).map((x) => `${x.kind}${x.repairable ? '' : '!'} ${x.path.replace(`${SOURCE}/`, '')}: ${x.problem}`);
}

async function afterRepair(): Promise<string[]> {
  const { remaining } = await store.repair(aDeriver);
  return remaining.map((x) => `${x.kind} ${x.path.replace(`${SOURCE}/`, '')}`);
}

describe('verify finds, and repair mends where it can', () => {
  it('a flipped bit in stored bytes', async () => {
    await flip(raw(first), 3);
    expect(await findings()).toEqual([`damaged! ${raw(first)}: the stored bytes do not match their digest`]);
    expect(await afterRepair()).toEqual([`damaged ${raw(first)}`]);
    await expect(store.parts(first)).rejects.toThrow(
      `The store is damaged at ${at(raw(first))}: the stored bytes do not match their digest`,
    );
    // The same bytes arriving again put it right.
    await store.setAside(await store.stage(SOURCE, aCapture('增长6%', '2021-04-01T00:00:00Z')), 'same');
    expect(await findings()).toEqual([]);
  });

  it('a source whose whole folder is gone, also after a check that began anew', async () => {
    await rm(join(dir, SOURCE), { recursive: true });
    const mark = `_state/stored/${SOURCE}.json`;
    const from = `is gone, from 2021-03-01 on; bring it back from git or a backup, or delete ${mark} where it was meant to go`;
    expect(await findings()).toEqual([`missing! ${SOURCE}: everything that was stored of this source ${from}`]);
    expect(await store.everStored(SOURCE)).toBe(true);
    const again = await add('增长7%', '2021-03-05T00:00:00.000Z');
    await createFileStore(dir).appendCheck(SOURCE, { at: '2021-03-05T00:00:01.000Z', outcome: 'first', snapshot: again.id });
    expect(await findings()).toEqual([`missing! ${SOURCE}: what was stored of this source at first ${from}`]);
    await rm(join(dir, mark));
    expect(await findings()).toEqual([]);
  });

  it('missing bytes', async () => {
    await rm(at(raw(second)));
    expect(await findings()).toEqual([`missing! ${raw(second)}: the stored bytes are missing`]);
  });

  it('a flipped bit anywhere in any text file', async () => {
    const folder = `editions/${first.id}`;
    const files = [...['snapshot.json', 'document.txt', 'document.json', 'indicators.json'].map((x) => `${folder}/${x}`), 'checks.jsonl'];
    files.push(`changes/${changeSet}.json`, `reviews/${(await readdir(at('reviews')))[0]}`);
    for (const file of files) {
      const size = (await readFile(at(file))).length;
      for (let position = 0; position < size; position += 13) {
        await flip(file, position);
        const told = await store.verify();
        expect(told.map((x) => x.path).join(), `${file} at ${position}`).toContain(SOURCE);
        await flip(file, position);
      }
    }
    expect(await findings()).toEqual([]);
  });

  it('a hand-edited extraction', async () => {
    const path = `editions/${second.id}/indicators.json`;
    const text = await readFile(at(path), 'utf8');
    await writeFile(at(path), text.replace('0.1.0', '9.9.9'));
    expect(await store.edition(second)).toBeNull();
    expect(await findings()).toEqual([`edited ${path}: does not match its checksum: it was edited or damaged`]);
    expect(await afterRepair()).toEqual([]);
    expect(await store.edition(second)).toEqual(anEdition('增长7%'));
  });

  it('an edited or missing text', async () => {
    await writeFile(at(`editions/${second.id}/document.txt`), '增长9%');
    await rm(at(`editions/${first.id}/document.txt`));
    expect((await findings()).map((x) => x.split(':')[0])).toEqual([
      `missing editions/${first.id}/document.txt`,
      `edited editions/${second.id}/document.txt`,
    ]);
    expect(await afterRepair()).toEqual([]);
    expect((await store.edition(second))?.document.text).toBe('增长7%');
  });

  it('files of two extractions side by side', async () => {
    const kept = await readFile(at(`editions/${second.id}/indicators.json`));
    await store.writeEdition(second, anEdition('增长7% ', '0.2.0'));
    await writeFile(at(`editions/${second.id}/indicators.json`), kept);
    expect(await findings()).toEqual([`edited editions/${second.id}/indicators.json: belongs to another extraction than document.json`]);
  });

  it('a log cut within its last line, even after another line was added', async () => {
    const size = (await readFile(at('checks.jsonl'))).length;
    await truncate(at('checks.jsonl'), size - 10);
    const lost =
      'truncated checks.jsonl: 1 line that was written is gone; those of stored editions can be derived again, quiet checks cannot';
    expect(await findings()).toEqual(['unfinished checks.jsonl: its last line was cut while it was written', lost]);
    await createFileStore(dir).appendCheck(SOURCE, { at: '2021-03-03T00:00:01.000Z', outcome: 'unchanged', snapshot: second.id });
    expect(await findings()).toEqual([lost]);
    expect(await afterRepair()).toEqual([]);
    const outcomes = (await store.checks(SOURCE)).map((x) => `${x.at.slice(8, 10)} ${x.outcome} ${x.changes === changeSet}`);
    expect(outcomes).toEqual(['01 first false', '01 unchanged false', '03 unchanged false']);
  });

  it('a log cut at the end of a line: what stored editions prove is derived again', async () => {
    const lines = (await readFile(at('checks.jsonl'), 'utf8')).split('\n');
    await writeFile(at('checks.jsonl'), `${lines[0]}\n`);
    expect((await findings()).map((x) => x.split(';')[0])).toEqual(['truncated checks.jsonl: 2 lines that were written are gone']);
    expect(await afterRepair()).toEqual([]);
    expect(await store.checks(SOURCE)).toMatchObject([
      { outcome: 'first', snapshot: first.id },
      { at: '2021-03-02T00:00:01.000Z', outcome: 'changed', snapshot: second.id, changes: changeSet },
    ]);
  });

  it('a whole log that is gone', async () => {
    await rm(at('checks.jsonl'));
    expect((await findings()).map((x) => x.split(';')[0])).toEqual(['truncated checks.jsonl: 3 lines that were written are gone']);
    expect(await afterRepair()).toEqual([]);
    expect((await store.checks(SOURCE)).map((x) => x.outcome)).toEqual(['first', 'changed']);
  });

  it('lines gone from a log of which this machine knows nothing, by the editions that no line names', async () => {
    await rm(at('checks.head'));
    const lines = (await readFile(at('checks.jsonl'), 'utf8')).split('\n');
    await writeFile(at('checks.jsonl'), `${lines.slice(0, 2).join('\n')}\n`);
    expect(await findings()).toEqual([
      `unfinished editions/${second.id}: no line of the log names this edition: a run was interrupted, or lines are gone`,
    ]);
    expect(await afterRepair()).toEqual([]);
    expect((await store.checks(SOURCE)).at(-1)).toMatchObject({ outcome: 'changed', snapshot: second.id, changes: changeSet });
  });

  it('a head that does not fit its log', async () => {
    const head = await readFile(at('checks.head'), 'utf8');
    for (const wrong of ['', '{"lines":', head.replace('"bytes":', '"bytes":1'), head.replace(/"last":"./, '"last":"x')]) {
      await writeFile(at('checks.head'), wrong);
      const told = await findings();
      expect(told.length, wrong).toBe(1);
      expect(await afterRepair(), wrong).toEqual([]);
    }
  });

  it('a damaged line in the middle, which stops reading and can be set aside', async () => {
    await flip('checks.jsonl', 30);
    const problem = 'line 1 does not match its checksum';
    expect(await findings()).toEqual([`damaged checks.jsonl: ${problem}; it can only be set aside`]);
    await expect(store.checks(SOURCE)).rejects.toThrow(`The store is damaged at ${at('checks.jsonl')}: ${problem}`);
    expect(await afterRepair()).toEqual([]);
    expect(await readFile(at('checks.lost.jsonl'), 'utf8')).toContain(first.id);
  });

  it('tolerates lines that another writer added anywhere, as a merge in git does', async () => {
    const other = createFileStore(await mkdtemp(join(dir, '.other-')));
    await other.appendCheck(SOURCE, { at: '2021-03-01T18:00:00.000Z', outcome: 'unchanged', snapshot: first.id });
    const line = await readFile(join(dir, (await readdir(dir)).find((x) => x.startsWith('.other')) ?? '', SOURCE, 'checks.jsonl'), 'utf8');
    const lines = (await readFile(at('checks.jsonl'), 'utf8')).split('\n');
    lines.splice(2, 0, line.trimEnd());
    await writeFile(at('checks.jsonl'), lines.join('\n'));
    expect(await findings()).toEqual([]);
    expect((await store.checks(SOURCE)).length).toBe(4);
  });

  it('a snapshot that the log names and nobody stored', async () => {
    await rm(at(`editions/${second.id}`), { recursive: true });
    const told = await findings();
    expect(told[0]).toBe(`missing editions/${second.id}: the log names this snapshot, but it is not stored`);
    expect(told[1]).toBe(`orphan! ${raw(second)}: no readable snapshot names these bytes`);
    expect(await afterRepair()).toEqual([]);
    expect((await store.snapshots(SOURCE)).map((x) => x.id)).toEqual([first.id, second.id]);
    expect((await store.edition(second))?.document.text).toBe('增长7%');
  });

  it('a record of a snapshot that is damaged, keeping bytes that nothing else names', async () => {
    await flip(`editions/${second.id}/snapshot.json`, 40);
    const [told] = await findings();
    expect(told).toContain('the address and headers are lost, the rest can be rebuilt from the stored bytes');
    await expect(store.snapshots(SOURCE)).rejects.toMatchObject({ code: 'SNAPSHOTS_DAMAGED', exit: 3 });
    expect(await afterRepair()).toEqual([]);
    expect((await store.parts(second)).length).toBe(1);
  });

  it('a change set that is gone or edited', async () => {
    const path = `changes/${changeSet}.json`;
    await appendFile(at(path), ' ');
    expect((await findings())[0]).toContain(`edited ${path}`);
    await rm(at(path));
    expect((await findings())[0]).toContain('the log names this change set, but it is not stored');
    expect(await afterRepair()).toEqual([]);
    expect((await store.changeSets(SOURCE))[0]).toMatchObject({ before: first.id, after: second.id, at: '2021-03-02T00:00:01.000Z' });
  });

  it('orphans, removing only what an interrupted write left behind', async () => {
    await writeFile(at(`raw/${'0'.repeat(64)}.html`), 'x');
    await mkdir(at('staged/2021-03-05T000000.000Z-000000000000'), { recursive: true });
    await writeFile(at('notes.txt'), 'mine');
    await writeFile(join(dir, 'stray.bin'), 'mine');
    expect((await findings()).map((x) => x.split(':')[0])).toEqual([
      'orphan! notes.txt',
      `orphan raw/${'0'.repeat(64)}.html`,
      'unfinished staged/2021-03-05T000000.000Z-000000000000',
      'orphan! stray.bin',
    ]);
    expect(await afterRepair()).toEqual(['orphan notes.txt', 'orphan stray.bin']);
    expect(await readFile(at('notes.txt'), 'utf8')).toBe('mine');
  });

  it('an edition of which nothing is left', async () => {
    await rm(at(`editions/${second.id}`), { recursive: true });
    await mkdir(at(`editions/${second.id}`));
    await rm(at(raw(second)));
    expect(await findings()).toEqual([`missing! editions/${second.id}/snapshot.json: is missing`]);
    await expect(store.snapshots(SOURCE)).rejects.toThrow(
      `The store is damaged at ${at(`editions/${second.id}/snapshot.json`)}: is missing`,
    );
  });

  it('an edited review and edited state', async () => {
    const review = `reviews/${(await readdir(at('reviews')))[0]}`;
    await writeFile(at(review), (await readFile(at(review), 'utf8')).replace('confirm', 'dismiss'));
    await writeFile(join(dir, '_state/last-report.json'), '{}');
    expect(await findings()).toEqual([
      'edited _state/last-report.json: has lost its checksum; it can only be set aside, what it held is worked out again or begins anew',
      `edited! ${review}: does not match its checksum: it was edited or damaged`,
    ]);
    expect(await afterRepair()).toEqual([`edited ${review}`]);
    expect(await store.getState('last-report')).toBeNull();
    expect(await readFile(join(dir, '_state/last-report.json.damaged'), 'utf8')).toBe('{}');
  });

  it('a folder of a source that lies elsewhere', async () => {
    await rename(join(dir, SOURCE), `${dir}-elsewhere`);
    await symlink(`${dir}-elsewhere`, join(dir, SOURCE));
    expect(await store.sources()).toEqual([SOURCE]);
    expect(await findings()).toEqual([]);
    await writeFile(at(`editions/${second.id}/document.txt`), '增长9%');
    expect(await findings()).toHaveLength(1);
    await rm(`${dir}-elsewhere`, { recursive: true });
    // What it leads to is gone with its disk.
    expect((await findings()).length).toBeGreaterThan(0);
  });

  it('large bytes that git does not carry', async () => {
    const bytes = new Uint8Array(5 * 1024 * 1024 + 1).fill(65);
    const capture = aCapture('', '2021-03-09T00:00:00Z');
    const part = { bytes, mediaType: 'application/pdf', charset: null, url: null, fileName: null };
    const snapshot = await store.stage(SOURCE, { ...capture, parts: [part] });
    await store.accept(snapshot, anEdition('A'));
    expect(await readFile(join(dir, '.gitignore'), 'utf8')).toContain('/*/large/');
    expect(await readdir(at('large'))).toEqual([`${snapshot.digest}.pdf`]);
    expect(await store.verify()).toEqual([]);
    await rm(at('large'), { recursive: true });
    expect(await findings()).toEqual([
      `outside-git! large/${snapshot.digest}.pdf: the stored bytes (5242881) are not here: files of this size are kept outside git`,
    ]);
  });
});
