import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/document/index.js';
import { createReaders } from '../../src/readers/index.js';
import { makeDocx } from '../document/make/docx.js';
import { makeOfd } from '../document/make/ofd.js';
import { partOf } from '../document/make/part.js';
import { makeXlsx } from '../document/make/xlsx.js';

const read = (bytes: Uint8Array, fileName: string) => parseDocument([partOf(bytes, { fileName })], { readers: createReaders() });
const cells = (...texts: string[]) => texts.map((text) => ({ text }));

describe('OFD', () => {
  it('reads paragraphs and a ruled table by position', async () => {
    const grid: [number, number, number, number][] = [];
    for (const y of [80, 90, 100, 110]) grid.push([30, y, 180, y]);
    for (const x of [30, 100, 140, 180]) grid.push([x, 80, x, 110]);
    const words = [
      ['指标', '2020年', '2025年'],
      ['地区生产总值（亿元）', '210', '300'],
      ['森林覆盖率（%）', '44.8', '45.2'],
    ].flatMap((row, r) => row.map((text, c) => ({ x: [32, 102, 142][c] as number, y: 82 + r * 10, text, size: 4 })));
    const document = await read(
      makeOfd(
        [{ x: 60, y: 30, text: '平川县主要指标规划', size: 8 }, { x: 30, y: 60, text: '到2025年，地区生产总值达到300亿元。' }, ...words],
        grid,
      ),
      'plan.ofd',
    );
    expect(document.mediaType).toBe('application/ofd');
    expect(document.metadata.title).toBe('平川县主要指标规划');
    expect(document.text.split('\n')).toEqual([
      '平川县主要指标规划',
      '到2025年，地区生产总值达到300亿元。',
      '指标\t2020年\t2025年',
      '地区生产总值（亿元）\t210\t300',
      '森林覆盖率（%）\t44.8\t45.2',
    ]);
  });
});

describe('XLSX', () => {
  it('reads displayed texts and merged cells, the sheet name where no title stands', async () => {
    const rows = [
      cells('类别', '指标', '2025年'),
      [{ text: '经济', rowSpan: 2 }, ...cells('产值（亿元）', '300.50')],
      cells('税收（亿元）', '12'),
    ];
    const { text, blocks } = await read(makeXlsx('平川县主要指标', rows, '注：均为当年价。'), 'a.xlsx');
    expect(text.split('\n')).toEqual([
      '平川县主要指标',
      '类别\t指标\t2025年',
      '经济\t产值（亿元）\t300.5',
      '\t税收（亿元）\t12',
      '注：均为当年价。',
    ]);
    expect(blocks.find((block) => block.table)?.table).toMatchObject({
      caption: '平川县主要指标',
      headerRows: 1,
      notes: ['注：均为当年价。'],
      origin: 'xlsx',
    });
  });
});

describe('DOCX', () => {
  it('keeps merged cells in both directions', async () => {
    const rows = [
      cells('类别', '指标', '2020年', '2025年'),
      [{ text: '经济', rowSpan: 2 }, ...cells('产值（亿元）', '210', '300')],
      [{ text: '税收（亿元）' }, { text: '12以上', colSpan: 2 }],
    ];
    const { blocks } = await read(
      makeDocx([
        { kind: 'caption', text: '表1 主要指标' },
        { kind: 'table', rows },
      ]),
      'a.docx',
    );
    const table = blocks.find((block) => block.table)?.table;
    expect(table).toMatchObject({ caption: '表1 主要指标', rows: 3, columns: 4, headerRows: 1, origin: 'docx' });
    expect(
      table?.cells.filter((cell) => cell.rowSpan > 1 || cell.colSpan > 1).map(({ text, rowSpan, colSpan }) => [text, rowSpan, colSpan]),
    ).toEqual([
      ['经济', 2, 1],
      ['12以上', 1, 2],
    ]);
  });

  it('takes heading styles for headings where the words carry no number', async () => {
    const { blocks, text } = await read(
      makeDocx([
        { kind: 'heading', level: 1, text: '发展目标' },
        { kind: 'paragraph', text: '到2025年，产值达到300亿元。' },
      ]),
      'a.docx',
    );
    expect(blocks.map(({ kind, section }) => [kind, section])).toEqual([
      ['heading', []],
      ['paragraph', ['发展目标']],
    ]);
    expect(text).toBe('发展目标\n到2025年，产值达到300亿元。');
  });
});

it('names a DOC that the library cannot open unreadable', async () => {
  const ole = new Uint8Array(4096);
  ole.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  expect(await read(ole, '黑政发4号.doc')).toMatchObject({ text: '', unreadable: [{ heading: '黑政发4号.doc', reason: 'format' }] });
});

it('names archives unreadable', async () => {
  const { zipSync } = await import('fflate');
  expect((await read(zipSync({ '规划.txt': new Uint8Array(10) }), 'a.zip')).unreadable).toEqual([{ heading: 'a.zip', reason: 'format' }]);
});
