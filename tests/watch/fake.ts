import type { Diff, Edition } from '../../src/diff/index.js';
import { type Document, NO_METADATA } from '../../src/document/index.js';
import { PlanwatchError } from '../../src/errors.js';
import type { Fetched, NotModified } from '../../src/fetch/index.js';
import type { Indicator } from '../../src/indicators/index.js';
import type { Source } from '../../src/records/index.js';
import { createMemoryStore } from '../../src/snapshots/index.js';
import type { WatchParts } from '../../src/watch/index.js';

export const source = (id: string, more: Partial<Source> = {}): Source => ({
  id,
  title: `${id} 的规划`,
  url: `http://plans.example/${id}`,
  jurisdiction: '甲市',
  jurisdictionCode: null,
  kind: 'outline',
  period: '2021-2025',
  family: '甲市-2021-2025',
  selector: null,
  fetch: 'auto',
  robots: true,
  timeoutMs: null,
  schedule: { check: null },
  discover: null,
  ...more,
});

const document = (text: string): Document => ({
  text,
  metadata: NO_METADATA,
  blocks: [],
  links: [],
  unreadable: [],
  mediaType: 'text/plain',
  charset: 'utf-8',
  charsetFrom: 'utf-8-valid',
  sha256: '0'.repeat(64),
  isDocument: !text.startsWith('404'),
  why: text.startsWith('404') ? 'it says that the page does not exist' : null,
});

const statement = (valueText: string): Indicator => ({
  ...{ id: valueText, name: '地区生产总值', concept: 'gdp', measure: 'growth', value: 6, unit: '%', quantity: null, comparator: 'eq' },
  ...{ period: '2026', role: 'target', ambition: null, attribute: null, basis: null, base: null, text: valueText, form: 'prose' },
  ...{ section: [], quote: valueText, needsReview: false, span: { start: 0, end: 1 }, valueText },
});

const LONG = '。这一段文字只是为了让页面看起来像一份真正的规划文件，而不是空壳。'.repeat(6);

/**
 * A watch over a pretended page: `page.text` is what is served (an Error is thrown, null answers 304). The pretended extractor and diff
 * know one thing, the words before the first full stop.
 */
export function fakeWatch(page: { text: string | Error | null }, more: Partial<WatchParts> = {}) {
  let clock = Date.parse('2026-03-01T00:00:00.000Z');
  const requests: { url: string; conditional: boolean }[] = [];
  const logged: string[] = [];
  const say = (message: string) => void logged.push(message);
  const headOf = (e: Edition) => e.document.text.split('。')[0];
  const parts: WatchParts = {
    store: createMemoryStore(),
    fetch: async ({ url, validators }): Promise<Fetched | NotModified> => {
      requests.push({ url, conditional: validators !== undefined });
      if (page.text instanceof Error) throw page.text;
      const capturedAt = new Date(clock).toISOString();
      if (page.text === null) return { kind: 'not-modified', url, capturedAt };
      const bytes = new TextEncoder().encode(page.text + LONG);
      const common = { url, finalUrl: url, status: 200, headers: {}, mediaType: 'text/plain', charset: 'utf-8', lastModified: null };
      return { kind: 'fetched', bytes, ...common, etag: `"${page.text}"`, capturedAt, insecureTls: false };
    },
    fetchRendered: null,
    parse: async (raw) => document(new TextDecoder().decode(raw[0]?.bytes)),
    extract: () => ({ extractor: '1', indicators: [], unreadable: [] }),
    diff: (before, after): Diff => {
      const same = headOf(before) === headOf(after);
      const empty = { revised: 0, added: 0, removed: 0, reworded: 0, moved: 0, unchanged: 1 };
      const change = {
        id: 'c1',
        type: 'revised',
        fields: ['value'],
        direction: 'raised',
        strictness: null,
        outlook: null,
        delta: null,
      } as const;
      const sides = { before: statement(headOf(before) ?? ''), after: statement(headOf(after) ?? '') };
      return {
        schema: 'planwatch.diff/1',
        changes: same ? [] : [{ ...change, ...sides }],
        text: { pieces: [] },
        summary: same ? empty : { ...empty, revised: 1, unchanged: 0 },
      };
    },
    doubt: (_, after) => (after.document.text.startsWith('half') ? { code: 'TEXT_FELL', message: 'half of the text is gone' } : null),
    extractor: '1',
    settingsOf: ({ selector }) => selector ?? '',
    now: () => {
      clock += 1000;
      return new Date(clock).toISOString();
    },
    log: { debug: say, info: say, warn: say, error: say },
    ...more,
  };
  const wait = (ms: number) => {
    clock += ms;
  };
  return { parts, requests, logged, wait };
}

export const timeout = () => new PlanwatchError('FETCH_TIMEOUT', { url: 'http://plans.example/a', timeoutMs: 30_000 });
