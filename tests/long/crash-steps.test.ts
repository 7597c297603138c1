import { describe, expect, it } from 'vitest';
import { diffEditions, doubtOf } from '../../src/diff/index.js';
import { type Document, type Link, parseText } from '../../src/document/index.js';
import type { Fetched, FetchRequest } from '../../src/fetch/index.js';
import { EXTRACTOR_VERSION, extractIndicators } from '../../src/indicators/index.js';
import type { Source } from '../../src/records/index.js';
import { createMemoryTree } from '../../src/snapshots/drivers/memory.js';
import type { SnapshotStore } from '../../src/snapshots/index.js';
import { createStore } from '../../src/snapshots/store.js';
import { checkSource, findUntold, standingChangeSets, type WatchParts } from '../../src/watch/index.js';
import { Killed, killAt } from '../snapshots/failing-tree.js';

// A check of one source, killed at each single write it makes, and the next check after it. The suite of real kills hits these moments by
// chance; here each is hit, for pages that come in one piece, in several, and through a browser.

const URL = 'http://linhe.example/zfgzbg/2021.html';
const SECOND = 'http://linhe.example/zfgzbg/2021_2.html';
const SOURCE: Source = {
  ...{
    id: 'linhe',
    title: '临河区2021年政府工作报告',
    url: URL,
    jurisdiction: '临河区',
    jurisdictionCode: null,
    kind: 'work-report',
    period: '2021',
  },
  ...{ family: 'linhe', selector: null, fetch: 'auto', robots: true, timeoutMs: null, schedule: { check: null }, discover: null },
};
const REVIEW = '一年来，全区上下齐心协力，各项工作取得了新的进展，群众的日子一天比一天好。'.repeat(45);
const first = (growth: string): string =>
  `临河区2021年政府工作报告\n一、2020年工作回顾\n${REVIEW}\n二、2021年主要目标\n地区生产总值增长${growth}。`;
const second = (jobs: string): string =>
  `\n城镇新增就业${jobs}万人，粮食产量稳定在12万吨以上，居民收入增长6%，建成高标准农田3万亩。\n${REVIEW}`;

/** What a site serves: addresses with their text, and what a browser would make of the page. */
interface Site {
  readonly pages: Readonly<Record<string, string>>;
  readonly rendered?: string;
}

const NEXT = '【下一页】';

function toDocument(texts: readonly string[]): Document {
  const links: Link[] = texts.length === 1 && texts[0]?.includes(NEXT) ? [{ href: SECOND, text: '2', rel: 'part', on: null }] : [];
  return { ...parseText(texts.join('').replace(NEXT, ''), { sha256: '', mediaType: 'text/plain' }), links };
}

/** A clock that never shows the same instant twice. */
let ticks = Date.UTC(2021, 2, 1);
const now = (): string => {
  ticks += 1000;
  return new Date(ticks).toISOString();
};

function watchOn(store: SnapshotStore, site: Site): WatchParts {
  const answer = (url: string, text: string): Fetched => ({
    ...{ kind: 'fetched', bytes: new TextEncoder().encode(text), url, finalUrl: url, status: 200, headers: {}, mediaType: 'text/plain' },
    ...{ charset: 'utf-8', etag: null, lastModified: null, capturedAt: now(), insecureTls: false },
  });
  return {
    store,
    fetch: async ({ url }: FetchRequest) => answer(url, site.pages[url] ?? ''),
    fetchRendered: site.rendered === undefined ? null : async ({ url }: FetchRequest) => answer(url, site.rendered as string),
    parse: async (parts) => toDocument(parts.map((x) => new TextDecoder().decode(x.bytes))),
    extract: (document, source) => extractIndicators(document, source),
    diff: (before, after) => diffEditions(before, after),
    doubt: (before, after) => doubtOf(before, after),
    extractor: EXTRACTOR_VERSION,
    settingsOf: () => '',
    now,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  };
}

/** What the store would have a reader told, `before after` for each changed indicator. */
async function news(store: SnapshotStore): Promise<string[]> {
  const sets = await standingChangeSets({ store }, SOURCE.id, await store.snapshots(SOURCE.id));
  return sets.flatMap((set) => set.diff.changes.map((x) => `${x.type} ${x.before?.valueText ?? '-'} ${x.after?.valueText ?? '-'}`));
}

const CASES: Readonly<Record<string, { readonly old: Site; readonly young: Site; readonly told: readonly string[] }>> = {
  'one page': {
    old: { pages: { [URL]: first('6%') + second('2') } },
    young: { pages: { [URL]: first('6.5%') + second('2') } },
    told: ['revised 6% 6.5%'],
  },
  'an article over two pages': {
    old: { pages: { [URL]: first('6%') + NEXT, [SECOND]: second('2') } },
    young: { pages: { [URL]: first('6%') + NEXT, [SECOND]: second('3') } },
    told: ['revised 2万人 3万人'],
  },
  'an article whose last page is short': {
    old: { pages: { [URL]: first('6%') + second('2') + NEXT, [SECOND]: '新建中小学校5所。' } },
    young: { pages: { [URL]: first('6%') + second('2') + NEXT, [SECOND]: '新建中小学校6所。' } },
    told: ['revised 5所 6所'],
  },
  'a page that needs a browser': {
    old: { pages: { [URL]: '载入中' }, rendered: first('6%') + second('2') },
    young: { pages: { [URL]: '载入中…' }, rendered: first('6.5%') + second('2') },
    told: ['revised 6% 6.5%'],
  },
};

describe('a check killed at each of its writes', () => {
  for (const [name, { old, young, told }] of Object.entries(CASES)) {
    it(`tells a change once: ${name}`, async () => {
      const base = new Map<string, Uint8Array>();
      const before = createStore(createMemoryTree(base));
      expect(await checkSource(watchOn(before, old), SOURCE)).toMatchObject({ outcome: 'first' });
      expect(await checkSource(watchOn(before, old), SOURCE)).toMatchObject({ outcome: 'unchanged' });

      const counting = killAt(createMemoryTree(new Map(base)), Number.POSITIVE_INFINITY, 'before');
      expect(await checkSource(watchOn(createStore(counting), young), SOURCE)).toMatchObject({ outcome: 'changed' });
      const writes = counting.operations();
      expect(writes).toBeGreaterThan(8);

      for (let at = 0; at < writes; at++) {
        for (const moment of ['before', 'after', 'half'] as const) {
          const where = `killed ${moment} write ${at} of ${writes}`;
          const files = new Map(base);
          const dying = createStore(killAt(createMemoryTree(files), at, moment));
          await checkSource(watchOn(dying, young), SOURCE).catch((error) => {
            if (!(error instanceof Killed)) throw error;
          });
          const store = createStore(createMemoryTree(files));
          expect(['changed', 'unchanged'], where).toContain((await checkSource(watchOn(store, young), SOURCE)).outcome);
          expect(await news(store), where).toEqual(told);
          expect((await findUntold({ store }, [SOURCE])).keys.length, where).toBe(2);
          expect(await checkSource(watchOn(store, young), SOURCE), where).toMatchObject({ outcome: 'unchanged' });
          expect(await news(store), where).toEqual(told);
          expect(await store.staged(SOURCE.id), where).toEqual([]);
          expect((await store.snapshots(SOURCE.id)).length, where).toBe(2);
        }
      }
    });
  }
});
