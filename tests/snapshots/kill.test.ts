import { describe, expect, it } from 'vitest';
import { createMemoryTree } from '../../src/snapshots/drivers/memory.js';
import type { SnapshotStore } from '../../src/snapshots/index.js';
import { createStore } from '../../src/snapshots/store.js';
import { Killed, killAt } from './failing-tree.js';
import { aCapture, aDeriver, anEdition } from './samples.js';

const SOURCE = 'linhe-2021';

/** Everything a run does with a store, in the order of a watch: idempotent, as a watch that is started again. */
async function work(store: SnapshotStore): Promise<void> {
  const texts = ['增长6%', '增长6.5%', '增长7%'];
  let before: string | null = null;
  for (const [i, text] of texts.entries()) {
    const at = `2021-03-0${i + 1}T00:00:00.000Z`;
    const snapshot = await store.stage(SOURCE, aCapture(text, at));
    const counter = await store.stage(SOURCE, aCapture(`${text} 访问量：${i}`, `2021-03-0${i + 1}T06:00:00Z`));
    await store.setAside(counter, 'same');
    if (before !== null) {
      const id = `${before}--${snapshot.id}`;
      const diff = aDeriver.diff?.(anEdition(''), anEdition(''));
      if (diff === undefined) throw new Error('the sample deriver compares');
      await store.putChangeSet({ id, source: SOURCE, at, before, after: snapshot.id, extractor: '0.1.0', diff });
    }
    await store.accept(snapshot, anEdition(text));
    const known = (await store.checks(SOURCE)).some((x) => x.at === at);
    if (!known) await store.appendCheck(SOURCE, { at, outcome: before === null ? 'first' : 'changed', snapshot: snapshot.id });
    await store.setAside(await store.stage(SOURCE, aCapture(`验证${i}`, `2021-03-0${i + 1}T12:00:00Z`)), 'quarantined');
    await store.putState('last-report', at);
    before = snapshot.id;
  }
  for (const snapshot of await store.snapshots(SOURCE)) {
    const { text } = (await store.edition(snapshot))?.document ?? anEdition('').document;
    await store.writeEdition(snapshot, anEdition(text, '0.2.0'));
  }
}

async function countOperations(): Promise<number> {
  const tree = killAt(createMemoryTree(), Number.POSITIVE_INFINITY, 'before');
  await work(createStore(tree));
  return tree.operations();
}

const count = await countOperations();

describe(`a kill at each of the ${count} writes of a run`, () => {
  for (const moment of ['before', 'after', 'half'] as const) {
    it(`leaves a readable store and loses nothing confirmed (${moment} the write)`, async () => {
      expect(count).toBeGreaterThan(60);
      for (let at = 0; at < count; at++) {
        const files = new Map<string, Uint8Array>();
        const confirmed: string[] = [];
        const killed = createStore(killAt(createMemoryTree(files), at, moment));
        const recording: SnapshotStore = {
          ...killed,
          async appendCheck(source, record) {
            await killed.appendCheck(source, record);
            confirmed.push(record.at);
          },
        };
        await expect(work(recording)).rejects.toBeInstanceOf(Killed);

        const store = createStore(createMemoryTree(files));
        const where = `killed ${moment} write ${at}`;
        const checks = await store.checks(SOURCE);
        for (const instant of confirmed)
          expect(
            checks.map((x) => x.at),
            where,
          ).toContain(instant);
        const ids = (await store.snapshots(SOURCE)).map((x) => x.id);
        for (const check of checks) expect(ids, where).toContain(check.snapshot);
        await store.changeSets(SOURCE);
        await store.getState('last-report');
        for (const snapshot of [...(await store.snapshots(SOURCE)), ...(await store.staged(SOURCE))]) await store.parts(snapshot);
        const findings = await store.verify();
        expect(
          findings.filter((x) => !x.repairable),
          where,
        ).toEqual([]);
        expect((await store.repair(aDeriver)).remaining, where).toEqual([]);

        await work(store);
        expect(
          (await store.checks(SOURCE)).map((x) => x.outcome),
          where,
        ).toEqual(['first', 'changed', 'changed']);
        expect((await store.changeSets(SOURCE)).length, where).toBe(2);
        const left = await store.repair(aDeriver);
        expect(left.remaining, where).toEqual([]);
        expect((await store.snapshots(SOURCE)).length, where).toBe(3);
      }
    });
  }
});
