import { expect, it } from 'vitest';
import { parseDocument } from '../../src/document/index.js';
import { createReaders } from '../../src/readers/create-readers.js';
import { partOf } from './make/part.js';
import type { PlanCell } from './make/plan.js';
import { makeXlsx } from './make/xlsx.js';

const ROWS = [
  ['指标', '单位', '2021年完成', '2022年计划'],
  ['地区生产总值', '亿元', '200.5', '215'],
  ['固定资产投资', '亿元', '86.2', '92'],
].map((row) => row.map((text): PlanCell => ({ text })));
const read = async (caption: string) =>
  (await parseDocument([partOf(makeXlsx(caption, ROWS, null), { fileName: 'a.xlsx' })], { readers: createReaders() })).metadata;

it('takes the line above the table for the title, not the heads of its columns', async () => {
  expect(await read('云溪县2022年国民经济和社会发展计划主要指标表')).toMatchObject({
    title: '云溪县2022年国民经济和社会发展计划主要指标表',
    kind: 'plan-report',
  });
});

it('takes no number of an annex for the title', async () => {
  expect((await read('附件2')).title).not.toBe('附件2');
});
