import { expect, it } from 'vitest';
import { parseDocument } from '../../../src/document/index.js';
import { extractIndicators } from '../../../src/indicators/index.js';
import { partOf } from '../../document/make/part.js';

const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
const read = async (body: string) => {
  const document = await parseDocument([partOf(`<body><h1>白沙区“十四五”商务发展规划</h1>${body}</body>`)]);
  return extractIndicators(document).indicators.map((i) => `${i.name} ${i.value}${i.unit} ${i.period} ${i.role}`);
};
const FIRST = `<p>表1 主要指标</p><table>${row('指标', '单位', '2020年', '2025年')}${row('网络零售额', '亿元', '35', '80')}</table>`;
const REST = `<table>${row('外贸企业', '家', '120', '160')}${row('5G商圈', '个', '—', '3')}</table>`;

it('reads the rows behind a page break under the header in front of it', async () => {
  const rest = ['外贸企业 120家 2020 actual', '外贸企业 160家 2025 target', '5G商圈 3个 2025 target'];
  const all = ['网络零售额 35亿元 2020 actual', '网络零售额 80亿元 2025 target', ...rest];
  expect(await read(`${FIRST}${REST}<p>第二章 主要任务</p>`)).toEqual(all);
  expect(await read(`${FIRST}<p>续表1</p>${REST}<p>第二章 主要任务</p>`)).toEqual(all);
});

it('lends no header over a sentence, nor to a table of another width', async () => {
  expect(await read(`${FIRST}<p>下一阶段，围绕建设区域商贸中心继续优化布局、提升品质。</p>${REST}`)).toHaveLength(2);
  expect(await read(`${FIRST}<table>${row('外贸企业', '120', '160')}${row('商圈数', '2', '3')}</table>`)).toHaveLength(2);
});

it('reads what is built beside what it costs', async () => {
  const found = await read(
    `<p>表2 重点项目</p><table>${row('项目名称', '建设内容及规模', '总投资（万元）', '建设年限')}${row('供水工程', '新建水厂1座，铺设管网30公里', '12000', '2021-2023')}${row('集贸市场', '改造农贸市场6处', '860', '2022')}</table>`,
  );
  expect(found).toEqual([
    '新建水厂 1座 2021-2025 target',
    '铺设管网 30公里 2025 target',
    '供水工程总投资 12000万元 2025 target',
    '改造农贸市场 6处 2021-2025 target',
    '集贸市场总投资 860万元 2025 target',
  ]);
});
