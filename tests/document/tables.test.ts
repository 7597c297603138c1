import { expect, it } from 'vitest';
import { parseDocument, type Table } from '../../src/document/index.js';
import { partOf } from './make/part.js';

const SENTENCE = '到2025年，全县粮食总产量达到24万吨以上，新建高标准农田6万亩，城镇化率提高到58%。';

async function tableOf(html: string): Promise<Table> {
  const { blocks } = await parseDocument([partOf(`<body><p>${SENTENCE}</p>${html}</body>`)]);
  const table = blocks.find((block) => block.table)?.table;
  if (!table) throw new Error('no table');
  return table;
}
const grid = (table: Table) => {
  const rows = Array.from({ length: table.rows }, () => Array.from({ length: table.columns }, () => '·'));
  for (const cell of table.cells)
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.column; c < cell.column + cell.colSpan; c++) (rows[r] as string[])[c] = cell.text;
  return rows.map((row) => row.join('|'));
};
const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

it('resolves rowspan and colspan, rowspan 0 and overlaps', async () => {
  const table = await tableOf(
    `<table>${row('类别', '指标', '2020年', '2025年')}<tr><td rowspan=0>经济</td><td>产值（亿元）</td><td colspan=2>300以上</td></tr><tr><td>税收（亿元）</td><td>9</td><td>12</td></tr></table>`,
  );
  expect(grid(table)).toEqual(['类别|指标|2020年|2025年', '经济|产值（亿元）|300以上|300以上', '经济|税收（亿元）|9|12']);
  expect(table.headerRows).toBe(1);
});

it('drops columns and rows that say nothing', async () => {
  const table = await tableOf(`<table>${row('指标', '', '2025年')}${row('', '', '')}${row('产值（亿元）', '', '300')}</table>`);
  expect(grid(table)).toEqual(['指标|2025年', '产值（亿元）|300']);
});

it('puts thead first and counts its rows', async () => {
  const table = await tableOf(
    `<table><tbody>${row('产值（亿元）', '210', '300')}</tbody><thead><tr><th rowspan=2>指标</th><th colspan=2>数值</th></tr><tr><th>2020年</th><th>2025年</th></tr></thead></table>`,
  );
  expect(grid(table)).toEqual(['指标|数值|数值', '指标|2020年|2025年', '产值（亿元）|210|300']);
  expect(table.headerRows).toBe(2);
});

it('takes caption, unit and notes from the lines around', async () => {
  const table = await tableOf(
    `<p>表3　主要发展指标</p><p>（单位：亿元）</p><table>${row('指标', '2020年', '2025年')}${row('产值', '210', '300*')}</table><p>注：*为预计数。</p><p>[ ]内为累计数。</p><p>${SENTENCE}</p>`,
  );
  expect(table.caption).toBe('表3 主要发展指标');
  expect(table.notes).toEqual(['（单位：亿元）', '注：*为预计数。', '[ ]内为累计数。']);
});

it('takes a full-width first row for the title', async () => {
  const table = await tableOf(
    `<table><tr><td colspan=3>平川县主要指标</td></tr>${row('指标', '2020年', '2025年')}${row('产值（亿元）', '210', '300')}</table>`,
  );
  expect(table.caption).toBe('平川县主要指标');
  expect(table.headerRows).toBe(2);
});

it('does not take a sentence above for the caption', async () => {
  const table = await tableOf(
    `<p>主要指标见下表，其中约束性指标必须完成。</p><table>${row('指标', '2020年', '2025年')}${row('产值（亿元）', '210', '300')}</table>`,
  );
  expect(table.caption).toBeNull();
});

it('keeps a formatted table inside layout tables, reads boxes as text', async () => {
  const { blocks, text } = await parseDocument([
    partOf(
      `<body><table><tr><td><table><tr><td><p>${SENTENCE}</p><table>${row('指标', '2020年', '2025年')}${row('产值（亿元）', '210', '300')}</table><table><tr><td><p>专栏2　重点工程</p><p>新改建公路86公里。</p></td></tr></table></td></tr></table></td></tr></table></body>`,
    ),
  ]);
  expect(blocks.filter((block) => block.table)).toHaveLength(1);
  expect(text.split('\n')).toEqual([SENTENCE, '指标\t2020年\t2025年', '产值（亿元）\t210\t300', '专栏2 重点工程', '新改建公路86公里。']);
});

it('prints an empty place for what a merged cell covers', async () => {
  const { text } = await parseDocument([
    partOf(
      `<body><p>${SENTENCE}</p><table>${row('类别', '指标', '2025年')}<tr><td rowspan=2>经济</td><td>产值</td><td>300</td></tr><tr><td>税收</td><td>12</td></tr></table></body>`,
    ),
  ]);
  expect(text.split('\n').slice(1)).toEqual(['类别\t指标\t2025年', '经济\t产值\t300', '\t税收\t12']);
});
