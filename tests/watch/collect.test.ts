import { describe, expect, it } from 'vitest';
import { checkSource, collectReport, type WatchParts } from '../../src/watch/index.js';
import { fakeWatch, source } from './fake.js';

const A = source('a');
const request = {
  ...{ id: 'r', generatedAt: '2026-04-01T00:00:00.000Z', timezone: 'UTC', since: '2026-03-01', until: '2026-03-31', locale: 'en' as const },
  ...{ version: '1', insecureTls: [], robotsOverridden: [] },
};

/** Six editions of one page, and which of them were read whole since then. */
async function sixEditions(more: Partial<WatchParts> = {}) {
  const page = { text: '' };
  const { parts } = fakeWatch(page, more);
  for (let i = 0; i < 6; i++) {
    page.text = `增长${i}%`;
    await checkSource(parts, A);
  }
  const whole: string[] = [];
  const store = {
    ...parts.store,
    edition: (snapshot: Parameters<typeof parts.store.edition>[0]) => {
      whole.push(snapshot.id);
      return parts.store.edition(snapshot);
    },
  };
  const ids = (await parts.store.snapshots('a')).map((s) => s.id);
  return { parts: { ...parts, store }, whole, ids };
}

describe('collectReport', () => {
  it('reads whole documents only where their text is told; of the others the indicators', async () => {
    const { parts, whole, ids } = await sixEditions();
    const { sources } = await collectReport(parts, [A], { ...request, only: new Set() });
    expect(sources[0]?.history.map((h) => h.snapshot.id)).toEqual(ids);
    expect(whole).toEqual([ids[5]]);
  });

  it('reads again what other settings read, and stores it only for whom holds the lock, never the newest', async () => {
    const { parts, ids } = await sixEditions();
    const changed = { ...parts, settingsOf: () => 'other' };
    const stored = async () =>
      (await Promise.all((await parts.store.snapshots('a')).map((s) => parts.store.extraction(s)))).map((e) => e?.settings);
    const before = await stored();
    const told = await collectReport(changed, [A], { ...request, only: null });
    expect(told.sources[0]?.changeSets.every((s) => s.set.settings === 'other')).toBe(true);
    expect(await stored()).toEqual(before);
    expect((await parts.store.changeSets('a')).some((s) => s.settings === 'other')).toBe(false);

    await collectReport(changed, [A], { ...request, only: null, keep: true });
    expect(await stored()).toEqual([...ids.slice(0, -1).map(() => 'other'), before.at(-1)]);
    expect((await parts.store.changeSets('a')).every((s) => s.settings === 'other')).toBe(true);
  });
});
