import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeliverLog, OutboxState } from '../../../src/deliver/index.js';
import { type Delivery, toReportDelivery } from '../../../src/deliver/index.js';
import type { Change } from '../../../src/diff/index.js';
import type { Indicator } from '../../../src/indicators/index.js';

export async function withTempDir<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'planwatch-deliver-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export const indicator = (over: Partial<Indicator> = {}): Indicator => ({
  id: 'i1',
  name: '云岭区地区生产总值',
  concept: 'gdp.total',
  measure: 'cagr',
  value: 8,
  unit: '%',
  quantity: { value: '8', unit: '%' },
  comparator: 'ge',
  period: '2021-2025',
  role: 'target',
  ambition: null,
  attribute: '预期性',
  basis: null,
  base: null,
  text: null,
  form: 'prose',
  section: [],
  quote: '地区生产总值年均增长8%以上',
  needsReview: false,
  span: { start: 0, end: 4 },
  valueText: '8%',
  ...over,
});

export const change = (over: Partial<Change> = {}): Change => ({
  id: 'c1',
  type: 'revised',
  fields: ['value'],
  direction: 'lowered',
  strictness: null,
  outlook: 'worse',
  delta: null,
  before: indicator(),
  after: indicator({ value: 7.5, comparator: 'approx', valueText: '7.5%' }),
  ...over,
});

export const source = (id: string, jurisdiction: string, title = `${jurisdiction}规划纲要`) => ({ id, title, jurisdiction });

/** PDF-like bytes that no transport may touch: every byte value, line ends of all kinds, a lone dot on a line. */
export const PDF_BYTES = Buffer.concat([
  Buffer.from('%PDF-1.7\r\n.\r\n'),
  Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256)),
  Buffer.from('\n.\n%%EOF'),
]);
export const PDF_NAME = '云岭区规划指标监测报告（2026年第9周）.pdf';

/** A report on two districts with its PDF, in a folder of the test. */
export async function reportDelivery(dir: string, over: Partial<Delivery> = {}): Promise<Delivery> {
  const path = join(dir, 'report.pdf');
  await writeFile(path, PDF_BYTES);
  const delivery = toReportDelivery({
    reportId: '2026-03-02-a1b2c3',
    at: '2026-03-02T00:30:00.000Z',
    since: '2026-02-23',
    until: '2026-03-01',
    locale: 'zh-CN',
    changed: [
      { source: source('yunling', '澄江市云岭区'), changes: [change()] },
      {
        source: source('heshan', '澄江市鹤山区'),
        changes: [
          change({
            id: 'c2',
            type: 'added',
            before: null,
            direction: null,
            outlook: null,
            after: indicator({ name: '森林覆盖率', concept: 'forest.cover', measure: 'level', value: 46.5, comparator: 'eq' }),
          }),
        ],
      },
    ],
    first: [],
    attachments: [{ fileName: PDF_NAME, mediaType: 'application/pdf', path }],
  });
  return { ...delivery, ...over };
}

/** State documents in memory, as JSON like the store's, with a way to fail. */
export function memoryState(): OutboxState & { readonly documents: Map<string, string>; failWrites: boolean } {
  const documents = new Map<string, string>();
  const state = {
    documents,
    failWrites: false,
    getState: async (key: string) => (documents.has(key) ? JSON.parse(documents.get(key) as string) : null),
    putState: async (key: string, value: unknown) => {
      if (state.failWrites) throw new Error('ENOSPC');
      documents.set(key, JSON.stringify(value));
    },
    listState: async (prefix: string) => [...documents.keys()].filter((k) => k.startsWith(prefix)).sort(),
    deleteState: async (key: string) => void documents.delete(key),
  };
  return state;
}

export function memoryLog(): DeliverLog & { readonly lines: { level: string; message: string; values: unknown }[] } {
  const lines: { level: string; message: string; values: unknown }[] = [];
  const at = (level: string) => (message: string, values?: Record<string, unknown>) => void lines.push({ level, message, values });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
