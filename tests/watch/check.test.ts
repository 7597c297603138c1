import { describe, expect, it } from 'vitest';
import { PlanwatchError } from '../../src/errors.js';
import { checkSource, findUntold, importCapture, markTold, runChecks, standingChangeSets, type WatchParts } from '../../src/watch/index.js';
import { fakeWatch, source, timeout } from './fake.js';

const A = source('a');

describe('checkSource', () => {
  it('takes a first edition, then finds nothing new, then a revision', async () => {
    const page = { text: '增长6%' };
    const { parts } = fakeWatch(page);
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'first', error: null });
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'unchanged' });
    page.text = '增长6.5%';
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'changed', summary: { revised: 1 }, targetsChanged: true });
    expect(await parts.store.snapshots('a')).toHaveLength(2);
    expect((await parts.store.checks('a')).map((c) => c.outcome)).toEqual(['first', 'unchanged', 'changed']);
  });

  it('never takes a failed fetch for a change, and keeps the last good edition', async () => {
    const page: { text: string | Error } = { text: '增长6%' };
    const { parts } = fakeWatch(page);
    const { snapshot } = await checkSource(parts, A);
    page.text = timeout();
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'failed', snapshot, bug: false, error: { code: 'FETCH_TIMEOUT' } });
    page.text = '增长6%';
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'unchanged', snapshot });
  });

  it('quarantines a page that is no document, and one that lost half of itself', async () => {
    const page = { text: '增长6%' };
    const { parts } = fakeWatch(page);
    const { snapshot } = await checkSource(parts, A);
    page.text = '404 页面不存在';
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'quarantined', snapshot, error: { code: 'DOCUMENT_NOT_A_DOCUMENT' } });
    page.text = 'half';
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'quarantined', snapshot, error: { code: 'WATCH_DOUBTFUL' } });
    expect(await parts.store.snapshots('a')).toHaveLength(1);
  });

  it('tells a fault of its own as failed, never as unchanged', async () => {
    const page = { text: '增长6%' };
    const { parts, logged } = fakeWatch(page, {
      extract: () => {
        throw new TypeError('undefined is not a rule');
      },
    });
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'failed', bug: true, error: { code: 'WATCH_BUG' } });
    expect(logged.join()).toContain('a fault in planwatch');
  });

  it('asks conditionally, but fetches the whole page once a week', async () => {
    const page: { text: string | null } = { text: '增长6%' };
    const { parts, requests, wait } = fakeWatch(page);
    await checkSource(parts, A);
    page.text = null;
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'unchanged' });
    page.text = '增长6%';
    wait(8 * 24 * 3_600_000);
    await checkSource(parts, A);
    expect(requests.map((r) => r.conditional)).toEqual([false, true, false]);
  });

  it('tells a change forwards where the clock was set back', async () => {
    const page = { text: '增长6%' };
    const { parts, wait, logged, requests } = fakeWatch(page);
    await checkSource(parts, A);
    wait(-40 * 24 * 60 * 60_000);
    page.text = '增长7%';
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'changed', summary: { revised: 1 } });
    expect(logged.filter((line) => line.endsWith('is the clock right?'))).toHaveLength(1);
    const [before, after] = await parts.store.snapshots('a');
    expect((await parts.store.changeSets('a')).map((set) => [set.before, set.after])).toEqual([[before?.id, after?.id]]);
    // A lying 304 must not be believed until the clock has come back to where it was.
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'unchanged' });
    expect(requests.at(-1)?.conditional).toBe(false);
  });

  it('carries on with what an interrupted run had stored, and tells it once', async () => {
    const page = { text: '增长6%' };
    const { parts } = fakeWatch(page);
    await checkSource(parts, A);
    page.text = '增长7%';
    // A run that is killed while it parses: it never comes back.
    let staged = () => {};
    const reached = new Promise<void>((resolve) => {
      staged = resolve;
    });
    const killed = fakeWatch(page, {
      store: parts.store,
      parse: () => {
        staged();
        return new Promise(() => {});
      },
    });
    void checkSource(killed.parts, A);
    await reached;
    expect(await parts.store.staged('a')).toHaveLength(1);
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'changed', summary: { revised: 1 } });
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'unchanged' });
    expect(await parts.store.changeSets('a')).toHaveLength(1);
    expect(await parts.store.staged('a')).toEqual([]);
  });

  it('announces what an upgrade of the extractor alters as upgraded, not as a change of the page', async () => {
    const page = { text: '增长6%' };
    const old = fakeWatch(page);
    await checkSource(old.parts, A);
    const changed = { type: 'revised' } as never;
    const summary = { revised: 1, added: 0, removed: 0, reworded: 0, moved: 0, unchanged: 0 };
    const { parts } = fakeWatch(page, {
      store: old.parts.store,
      extractor: '2',
      extract: () => ({ extractor: '2', indicators: [], unreadable: [] }),
      diff: () => ({ schema: 'planwatch.diff/1', changes: [changed], text: { pieces: [] }, summary }),
    });
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'upgraded', changeSet: null });
    expect(await parts.store.changeSets('a')).toEqual([]);
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('importCapture', () => {
  const capture = (text: string, capturedAt: string) => ({
    capturedAt,
    url: null,
    finalUrl: null,
    status: null,
    headers: {},
    etag: null,
    lastModified: null,
    parts: [{ bytes: new TextEncoder().encode(text), mediaType: null, charset: null, url: null, fileName: 'saved.txt' }],
    origin: 'imported' as const,
    insecureTls: false,
  });

  it('puts an older copy before what is stored, and compares it with its neighbours', async () => {
    const { parts } = fakeWatch({ text: '增长8%' });
    await checkSource(parts, A);
    expect(await importCapture(parts, A, capture('增长6%。旧', '2021-02-01T04:00:00.000Z'))).toMatchObject({
      outcome: 'first',
      targetsChanged: true,
    });
    expect(await importCapture(parts, A, capture('增长7%。中', '2021-06-01T04:00:00.000Z'))).toMatchObject({ outcome: 'changed' });
    const snapshots = await parts.store.snapshots('a');
    expect(snapshots.map((s) => s.capturedAt.slice(0, 7))).toEqual(['2021-02', '2021-06', '2026-03']);
    const standing = await standingChangeSets(parts, 'a', snapshots);
    expect(standing.map((s) => [s.before, s.after])).toEqual([
      [snapshots[0]?.id, snapshots[1]?.id],
      [snapshots[1]?.id, snapshots[2]?.id],
    ]);
  });

  it('takes an accepted copy in also where a kill came between', async () => {
    const { parts } = fakeWatch({ text: '增长6%' });
    await checkSource(parts, A);
    const doubtful = capture('half。', '2026-03-01T00:10:00.000Z');
    expect(await importCapture(parts, A, doubtful)).toMatchObject({ outcome: 'quarantined', error: { code: 'WATCH_IMPORT_DOUBTFUL' } });
    const full = () => Promise.reject(new PlanwatchError('SNAPSHOTS_NOT_WRITABLE', { path: 'x', reason: 'full' }));
    const killed = { ...parts, store: { ...parts.store, accept: full } };
    await expect(importCapture(killed, A, doubtful, true)).rejects.toThrow('full');
    expect(await parts.store.staged('a')).toHaveLength(1);
    await checkSource(parts, A);
    const origins = (await parts.store.snapshots('a')).map((s) => s.origin);
    expect(origins.slice(0, 2)).toEqual(['fetched', 'imported']);
    expect(await parts.store.listState('accepted/')).toEqual([]);
  });

  it('refuses what is no document', async () => {
    const { parts } = fakeWatch({ text: '' });
    expect(await importCapture(parts, A, capture('404', '2021-02-01T04:00:00.000Z'))).toMatchObject({ outcome: 'quarantined' });
  });
});

describe('runChecks', () => {
  it('goes on where one source fails, and leaves sources without an address to import', async () => {
    const { parts } = fakeWatch({ text: '增长6%' }, {});
    const failing = {
      ...parts,
      fetch: (r: Parameters<typeof parts.fetch>[0]) => (r.url.endsWith('/bad') ? Promise.reject(timeout()) : parts.fetch(r)),
    };
    const { checks, interrupted } = await runChecks(failing, [A, source('bad'), source('by-hand', { url: null }), source('b')], {
      concurrency: 2,
    });
    expect(checks.map((c) => [c.source, c.outcome])).toEqual([
      ['a', 'first'],
      ['bad', 'failed'],
      ['b', 'first'],
    ]);
    expect(interrupted).toBe(false);
  });

  it('stops when told to', async () => {
    const { parts } = fakeWatch({ text: '增长6%' });
    const stop = AbortSignal.abort();
    expect(await runChecks(parts, [A], { concurrency: 1, signal: stop })).toMatchObject({ checks: [], interrupted: true });
  });
});

describe('findUntold', () => {
  it('tells a baseline and a change once each', async () => {
    const page = { text: '增长6%' };
    const { parts } = fakeWatch(page);
    await checkSource(parts, A);
    const first = await findUntold(parts, [A]);
    expect(first).toMatchObject({ worthReporting: true, keys: [expect.stringMatching(/^a\/first\//)] });
    await markTold(parts, first.keys, 'r1');
    expect(await findUntold(parts, [A])).toMatchObject({ worthReporting: false, keys: [] });
    page.text = '增长6.5%';
    await checkSource(parts, A);
    const second = await findUntold(parts, [A]);
    expect(second.keys).toEqual([expect.stringMatching(/^a\/changes\//)]);
    await markTold(parts, second.keys, 'r2');
    expect((await findUntold(parts, [A])).keys).toEqual([]);
  });
});

describe('what the reading rests on', () => {
  it('fetches the whole page where the source was given another address', async () => {
    const page: { text: string | null } = { text: '增长6%' };
    const { parts, requests } = fakeWatch(page);
    await checkSource(parts, A);
    page.text = '增长7%';
    const moved = source('a', { url: 'http://plans.example/moved' });
    expect(await checkSource(parts, moved)).toMatchObject({ outcome: 'changed' });
    expect(requests.at(-1)).toEqual({ url: 'http://plans.example/moved', conditional: false });
  });

  it('tells an upgrade also after a page in doubt, and after an import of an older copy', async () => {
    const page = { text: '增长6%' };
    const { parts } = fakeWatch(page);
    await checkSource(parts, A);
    // The newer extractor reads every document otherwise; the pretended diff sees it by the text.
    const parse: WatchParts['parse'] = async (raw, s) => {
      const document = await parts.parse(raw, s);
      return { ...document, text: document.text.replace('增长', '新读') };
    };
    const extract: WatchParts['extract'] = () => ({ extractor: '2', indicators: [], unreadable: [] });
    const newer: WatchParts = { ...parts, parse, extract, extractor: '2' };
    page.text = 'half';
    expect(await checkSource(newer, A)).toMatchObject({ outcome: 'quarantined' });
    const older = new TextEncoder().encode(`增长5%${'。'.repeat(3)}`);
    await importCapture(newer, A, {
      ...{ capturedAt: '2021-02-01T04:00:00.000Z', url: null, finalUrl: null, status: null, headers: {}, etag: null, lastModified: null },
      ...{
        origin: 'imported',
        insecureTls: false,
        parts: [{ bytes: older, mediaType: null, charset: null, url: null, fileName: 'a.txt' }],
      },
    });
    page.text = '增长6%';
    expect(await checkSource(newer, A)).toMatchObject({ outcome: 'upgraded' });
    expect(await checkSource(newer, A)).toMatchObject({ outcome: 'unchanged' });
  });

  it('reads the older side anew where the settings changed, and tells that as upgraded', async () => {
    const page = { text: '增长6%' };
    const { parts } = fakeWatch(page);
    await checkSource(parts, A);
    let read = 0;
    const selective = {
      ...parts,
      extract: () => {
        read++;
        return { extractor: '1', indicators: [], unreadable: [] };
      },
    };
    expect(await checkSource(selective, source('a', { selector: '.article' }))).toMatchObject({ outcome: 'unchanged' });
    expect(read).toBe(1);
    expect(await checkSource(selective, source('a', { selector: '.article' }))).toMatchObject({ outcome: 'unchanged' });
    expect(read).toBe(1);
  });

  it('records the line of a check that was interrupted right before it', async () => {
    const page = { text: '增长6%' };
    const { parts } = fakeWatch(page);
    await checkSource(parts, A);
    page.text = '增长7%';
    const full = {
      ...parts.store,
      appendCheck: () => Promise.reject(new PlanwatchError('SNAPSHOTS_NOT_WRITABLE', { path: 'x', reason: 'full' })),
    };
    await expect(checkSource({ ...parts, store: full }, A)).rejects.toMatchObject({ code: 'SNAPSHOTS_NOT_WRITABLE' });
    expect(await checkSource(parts, A)).toMatchObject({ outcome: 'changed', targetsChanged: true });
    expect((await parts.store.checks('a')).map((c) => c.outcome)).toEqual(['first', 'changed', 'unchanged']);
  });
});
