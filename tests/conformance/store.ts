import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeSet, CheckRecord, Snapshot } from '../../src/records/index.js';
import type { SnapshotStore } from '../../src/snapshots/index.js';
import { aCapture, anEdition } from '../snapshots/samples.js';

/** One place that outlives the store that is opened on it. */
export interface StorePlace {
  open(): SnapshotStore;
  close(): Promise<void>;
}

/** Stores an edition as a watch does: accepted, then told to the log. */
async function addEdition(store: SnapshotStore, text: string, at: string): Promise<Snapshot> {
  const snapshot = await store.stage('linhe-2021', aCapture(text, at));
  await store.accept(snapshot, anEdition(text));
  await store.appendCheck('linhe-2021', { at, outcome: 'changed', snapshot: snapshot.id });
  return snapshot;
}

const quiet = (at: string, snapshot: string): CheckRecord => ({ at, outcome: 'unchanged', snapshot, status: 304, extractor: '0.1.0' });

function changeSet(id: string, at: string, before: string, after: string): ChangeSet {
  const summary = { revised: 1, added: 0, removed: 0, reworded: 0, moved: 0, unchanged: 3 };
  return {
    ...{ id, source: 'linhe-2021', at, before, after, extractor: '0.1.0' },
    diff: { schema: 'planwatch.diff/1', changes: [], text: { pieces: [] }, summary },
  };
}

/** What every driver of the store must do. */
export function describeStore(name: string, make: () => Promise<StorePlace>): void {
  describe(`store on ${name}`, () => {
    let place: StorePlace;
    let store: SnapshotStore;
    beforeEach(async () => {
      place = await make();
      store = place.open();
    });
    afterEach(() => place.close());

    it('is empty before anything is stored', async () => {
      expect(await store.sources()).toEqual([]);
      expect(await store.snapshots('linhe-2021')).toEqual([]);
      expect(await store.checks('linhe-2021')).toEqual([]);
      expect(await store.changeSets('linhe-2021')).toEqual([]);
      expect(await store.reviews('linhe-2021')).toEqual([]);
      expect(await store.getState('last-report')).toBeNull();
      expect(await store.verify()).toEqual([]);
    });

    it('keeps a staged capture apart until it is accepted', async () => {
      const staged = await store.stage('linhe-2021', aCapture('全区粮食产量稳定在12万吨以上。', '2021-03-01T08:00:00+08:00'));
      expect(staged.id).toMatch(/^2021-03-01T000000\.000Z-[0-9a-f]{12}$/);
      expect(staged.capturedAt).toBe('2021-03-01T00:00:00.000Z');
      expect(await store.snapshots('linhe-2021')).toEqual([]);
      expect(await store.staged('linhe-2021')).toEqual([staged]);

      const edition = anEdition('全区粮食产量稳定在12万吨以上。');
      await store.accept(staged, edition);
      const again = place.open();
      expect(await again.staged('linhe-2021')).toEqual([]);
      expect(await again.snapshots('linhe-2021')).toEqual([staged]);
      expect(await again.edition(staged)).toEqual(edition);
      expect(await again.sources()).toEqual(['linhe-2021']);
      await again.appendCheck('linhe-2021', quiet('2021-03-01T00:00:01Z', staged.id));
      expect(await again.verify()).toEqual([]);
    });

    it('gives the same snapshot for an equal capture, staged or accepted', async () => {
      const first = await store.stage('linhe-2021', aCapture('甲', '2021-03-01T00:00:00Z'));
      expect(await store.stage('linhe-2021', aCapture('甲', '2021-03-01T00:00:00Z'))).toEqual(first);
      await store.accept(first, anEdition('甲'));
      expect(await store.stage('linhe-2021', aCapture('甲', '2021-03-01T00:00:00Z'))).toEqual(first);
      expect(await store.staged('linhe-2021')).toEqual([]);
      for (const reason of ['same', 'quarantined'] as const) await store.setAside(first, reason);
      expect(await store.snapshots('linhe-2021')).toEqual([first]);
    });

    it('lists snapshots by the time of capture, whatever the order of arrival', async () => {
      for (const at of ['2022-01-05T00:00:00Z', '2020-12-31T23:59:59.999Z', '2021-06-01T00:00:00Z']) {
        await store.accept(await store.stage('linhe-2021', aCapture(`于${at}`, at)), anEdition(at));
      }
      const years = (await store.snapshots('linhe-2021')).map((x) => x.capturedAt.slice(0, 4));
      expect(years).toEqual(['2020', '2021', '2022']);
    });

    it('drops a copy that says nothing new, and its bytes with it', async () => {
      const kept = await addEdition(store, '正文', '2021-03-01T00:00:00Z');
      await store.setAside(await store.stage('linhe-2021', aCapture('正文 访问量：3', '2021-03-02T00:00:00Z')), 'same');
      await store.setAside(await store.stage('linhe-2021', aCapture('正文', '2021-03-03T00:00:00Z')), 'same');
      expect(await store.snapshots('linhe-2021')).toEqual([kept]);
      expect(await store.staged('linhe-2021')).toEqual([]);
      expect((await store.parts(kept)).map((x) => new TextDecoder().decode(x.bytes))).toEqual(['正文']);
      expect(await store.verify()).toEqual([]);
    });

    it('keeps the newest five pieces of evidence, equal ones once', async () => {
      for (let day = 1; day <= 8; day++) {
        const text = day === 8 ? '验证页7' : `验证页${day}`;
        await store.setAside(await store.stage('linhe-2021', aCapture(text, `2021-03-0${day}T00:00:00Z`)), 'quarantined');
      }
      const days = (await store.quarantined('linhe-2021')).map((x) => x.capturedAt.slice(8, 10));
      expect(days).toEqual(['03', '04', '05', '06', '07']);
      expect(await store.snapshots('linhe-2021')).toEqual([]);
      expect(await store.verify()).toEqual([]);
    });

    it('gives back any bytes, in any number of parts', async () => {
      let millisecond = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }), async (parts) => {
          const at = new Date(Date.UTC(2021, 0, 1) + millisecond++).toISOString();
          const bare = { mediaType: null, charset: null, url: null, fileName: '../../etc/passwd' };
          const snapshot = await store.stage('linhe-2021', { ...aCapture('', at), parts: parts.map((bytes) => ({ ...bare, bytes })) });
          const back = await store.parts(snapshot);
          expect(back.map((x) => [...x.bytes])).toEqual(parts.map((x) => [...x]));
        }),
        { numRuns: 25 },
      );
    });

    it('gives back a text with any mixture of line ends, marks and surrogates', async () => {
      const text = '\ufeff一\r\n二\r三\u2028四\u0000五😀六';
      const snapshot = await store.stage('linhe-2021', aCapture(text, '2021-03-01T00:00:00Z'));
      await store.accept(snapshot, anEdition(text));
      expect((await store.edition(snapshot))?.document.text).toBe(text);
    });

    it('replaces an extraction after an upgrade', async () => {
      const snapshot = await addEdition(store, '增长7%', '2021-03-01T00:00:00Z');
      await store.writeEdition(snapshot, anEdition('增长7%', '0.2.0'));
      expect((await place.open().edition(snapshot))?.extraction.extractor).toBe('0.2.0');
      expect(await store.verify()).toEqual([]);
    });

    it('keeps checks in the order in which they were appended, and a quiet one under 200 bytes', async () => {
      const snapshot = await store.stage('linhe-2021', aCapture('甲', '2021-03-01T00:00:00Z'));
      await store.accept(snapshot, anEdition('甲'));
      const checks = [1, 2, 3].map((day) => quiet(`2021-03-0${day}T00:17:00.123Z`, snapshot.id));
      for (const check of checks.slice(0, 2)) await store.appendCheck('linhe-2021', check);
      await place.open().appendCheck('linhe-2021', checks[2] as CheckRecord);
      expect(await store.checks('linhe-2021')).toEqual(checks);
      expect(JSON.stringify(checks[0]).length + ',"sum":"00000000"\n'.length).toBeLessThanOrEqual(200);
      expect(await store.verify()).toEqual([]);
    });

    it('keeps change sets in order of their instant, one for each id', async () => {
      const ids: string[] = [];
      for (const day of [1, 2, 3]) {
        ids.push((await addEdition(store, `第${day}版`, `2021-03-0${day}T00:00:00Z`)).id);
      }
      const [a = '', b = '', c = ''] = ids;
      await store.putChangeSet(changeSet(`${b}--${c}`, '2021-03-03T00:00:00Z', b, c));
      await store.putChangeSet(changeSet(`${a}--${b}`, '2021-03-02T00:00:00Z', a, b));
      await store.putChangeSet(changeSet(`${a}--${b}`, '2021-03-02T00:00:01Z', a, b));
      expect((await store.changeSets('linhe-2021')).map((x) => x.at)).toEqual(['2021-03-02T00:00:01Z', '2021-03-03T00:00:00Z']);
      expect(await store.verify()).toEqual([]);
    });

    it('keeps every word of a person on a change', async () => {
      const change = 'c1';
      await store.putReview('linhe-2021', { change, verdict: 'dismiss', note: '重复发布', at: '2021-03-02T00:00:00Z' });
      await store.putReview('linhe-2021', { change, verdict: 'confirm', note: null, at: '2021-03-01T00:00:00Z' });
      expect((await store.reviews('linhe-2021')).map((x) => x.verdict)).toEqual(['confirm', 'dismiss']);
    });

    it('keeps small documents by key', async () => {
      await store.putState('outbox/2021-03/mail', { tries: 1, 说明: '待发' });
      await store.putState('outbox/2021-04/mail', [1, null]);
      await store.putState('last-report', '2021-03-01');
      expect(await store.listState('outbox/')).toEqual(['outbox/2021-03/mail', 'outbox/2021-04/mail']);
      expect(await store.getState('outbox/2021-03/mail')).toEqual({ tries: 1, 说明: '待发' });
      await store.deleteState('outbox/2021-03/mail');
      await store.deleteState('outbox/never');
      expect(await place.open().listState('')).toEqual(['last-report', 'outbox/2021-04/mail']);
    });

    it('lets one owner in at a time', async () => {
      const release = await store.lock();
      await expect(place.open().lock()).rejects.toMatchObject({ code: 'SNAPSHOTS_LOCKED', exit: 4 });
      await release();
      await (await place.open().lock())();
    });

    it('builds no path from a name that is not a plain one', async () => {
      for (const source of ['..', '../up', 'a/b', 'A', '', '.', 'a\0b', 'a'.repeat(101)]) {
        await expect(store.stage(source, aCapture('甲', '2021-03-01T00:00:00Z')), source).rejects.toThrow('Not a usable source id');
      }
      for (const key of ['..', 'a/../../b', '/a', 'a//b', '.hidden', 'a\\b']) {
        await expect(store.putState(key, 1), key).rejects.toThrow('Not a usable state key');
      }
      await expect(store.putChangeSet(changeSet('../x', '2021-03-02T00:00:00Z', 'a', 'b'))).rejects.toThrow(
        'Not a usable change set id: "../x"',
      );
      expect(await store.sources()).toEqual([]);
    });

    it('says that bytes are gone rather than giving something else', async () => {
      const snapshot = await store.stage('linhe-2021', aCapture('甲', '2021-03-01T00:00:00Z'));
      await store.setAside(snapshot, 'same');
      await expect(store.parts(snapshot)).rejects.toMatchObject({ code: 'SNAPSHOTS_DAMAGED', exit: 3 });
      await expect(store.edition(snapshot)).rejects.toMatchObject({ code: 'SNAPSHOTS_DAMAGED' });
    });
  });
}
