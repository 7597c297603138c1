import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/document/index.js';
import { createReaders } from '../../src/readers/index.js';
import { partOf } from './make/part.js';
import { breakLines, makePdf, makeScannedPdf, PdfWriter } from './make/pdf.js';
import { PLAN, PLAN_TITLE } from './make/plan.js';

const read = (bytes: Uint8Array) => parseDocument([partOf(bytes, { fileName: 'plan.pdf' })], { readers: createReaders() });
const LEFT = 79;

describe('PDF text', () => {
  it('reads paragraphs over line and page breaks, without page numbers and running headers', async () => {
    const paragraph = '到2025年，全县规模以上工业增加值年均增长8%，城镇化率提高到58%，森林覆盖率稳定在46%以上，新建高标准农田6万亩。';
    const many = Array.from({ length: 30 }, (_, i) => ({ kind: 'paragraph' as const, text: `第${i + 1}项。${paragraph}` }));
    const { text } = await read(makePdf([{ kind: 'title', text: PLAN_TITLE }, ...many], { header: PLAN_TITLE }));
    expect(text.split('\n')).toEqual([PLAN_TITLE, ...many.map((block) => block.text)]);
  });

  it('reads two columns one after the other', async () => {
    const writer = new PdfWriter();
    const left =
      '左栏讲述全县经济运行情况，生产总值达到三百亿元，工业增加值增长百分之八，粮食产量稳定在二十四万吨，各项指标完成良好，为全年打下基础。'.repeat(
        4,
      );
    const right =
      '右栏讲述下一步重点工作安排，新建高标准农田六万亩，改造老旧小区二十八个，建设农村公路一百二十公里，持续改善民生福祉和营商环境。'.repeat(
        4,
      );
    const draw = (text: string, x: number) => {
      for (const [i, line] of breakLines(text, 210, 12, 24).entries()) writer.text(x + (i === 0 ? 24 : 0), 740 - i * 20, line, 12);
    };
    draw(left, 70);
    draw(right, 310);
    writer.newPage(null);
    expect((await read(writer.bytes())).text.split('\n')).toEqual([left, right]);
  });

  it('joins subscripts, tells raised note marks from digits', async () => {
    const writer = new PdfWriter();
    writer.text(LEFT, 740, '全年PM');
    writer.text(LEFT + 42, 737, '2.5', 9);
    writer.text(LEFT + 56, 740, '年均浓度32微克/立方米，极差比例15.7');
    writer.text(LEFT + 56 + 14 * 17.5, 745, '4', 8);
    writer.newPage(null);
    expect((await read(writer.bytes())).text).toBe('全年PM2.5年均浓度32微克/立方米，极差比例15.7[4]');
  });

  it('names a scan unreadable, by its file', async () => {
    expect(await read(makeScannedPdf(4))).toMatchObject({
      text: '',
      isDocument: true,
      unreadable: [{ heading: 'plan.pdf', reason: 'scan' }],
    });
  });
});

describe('PDF pictures', () => {
  it('names pages that are pictures among pages of text, and no blank ones', async () => {
    const writer = new PdfWriter();
    writer.text(LEFT, 740, '到2025年，全县粮食总产量达到24万吨。');
    writer.newPage(null);
    writer.picture();
    writer.blankPage();
    writer.blankPage();
    writer.text(LEFT, 740, '新建高标准农田6万亩，城镇化率提高到58%。');
    writer.newPage(null);
    const { unreadable, text } = await read(writer.bytes());
    expect(unreadable).toEqual([{ heading: 'plan.pdf 第2页', reason: 'scan' }]);
    expect(text).toContain('新建高标准农田6万亩');
  });

  it('names a table that stands as a picture under its title', async () => {
    const writer = new PdfWriter();
    writer.text(LEFT, 740, '专栏1 主要指标');
    writer.text(LEFT, 400, '到2025年，全县粮食总产量达到24万吨。');
    writer.text(LEFT, 374, '专栏2 重点工程');
    writer.text(LEFT, 348, '新建高标准农田6万亩。');
    writer.newPage(null);
    expect((await read(writer.bytes())).unreadable).toEqual([{ heading: '专栏1 主要指标', reason: 'image' }]);
  });
});

describe('PDF tables', () => {
  it('joins a ruled table that goes on over the page, its heading printed again or not', async () => {
    const head = ['指标', '单位', '2020年', '2025年'].map((text) => ({ text }));
    const rows = Array.from({ length: 40 }, (_, i) => [`第${i + 1}产业增加值`, '亿元', `${10 + i}`, `${20 + i}`].map((text) => ({ text })));
    const writer = (part: typeof rows) => ({ kind: 'table' as const, rows: [head, ...part] });
    const { blocks } = await read(makePdf([writer(rows.slice(0, 28)), writer(rows.slice(28))], { widths: [150, 60, 80, 80] }));
    const tables = blocks.flatMap((block) => (block.table ? [block.table] : []));
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({ rows: 41, columns: 4, headerRows: 1, origin: 'pdf' });
  });

  it('reads columns without lines, with names that wrap around their row', async () => {
    const writer = new PdfWriter();
    const columns = [LEFT, LEFT + 150, LEFT + 230, LEFT + 320];
    const row = (y: number, cells: readonly string[]) => {
      for (const [i, text] of cells.entries()) if (text) writer.text(columns[i] as number, y, text, 11);
    };
    writer.text(LEFT, 770, '表1 主要指标', 14);
    row(740, ['指标', '单位', '2020年', '2025年']);
    row(715, ['地区生产总值', '亿元', '210', '300']);
    row(690, ['居民人均可支配收入', '元', '24000', '36000']);
    row(672, ['每千人口医疗卫生', '', '', '']);
    row(664, ['', '张', '5.8', '6.5']);
    row(656, ['机构床位数', '', '', '']);
    row(632, ['森林覆盖率', '%', '44.8', '45.2']);
    writer.newPage(null);
    const { blocks, text } = await read(writer.bytes());
    const table = blocks.find((block) => block.table)?.table;
    expect(table).toMatchObject({ caption: '表1 主要指标', rows: 5, columns: 4, headerRows: 1 });
    expect(text.split('\n').slice(1)).toEqual([
      '指标\t单位\t2020年\t2025年',
      '地区生产总值\t亿元\t210\t300',
      '居民人均可支配收入\t元\t24000\t36000',
      '每千人口医疗卫生机构床位数\t张\t5.8\t6.5',
      '森林覆盖率\t%\t44.8\t45.2',
    ]);
  });

  it('reads a table without outer lines at its sides', async () => {
    const writer = new PdfWriter();
    for (const y of [760, 735, 710, 685]) writer.rule(LEFT, y, LEFT + 300, y);
    for (const x of [LEFT + 150, LEFT + 220]) writer.rule(x, 685, x, 760);
    [
      ['指标', '2020年', '2025年'],
      ['产值（亿元）', '210', '300'],
      ['税收（亿元）', '9', '12'],
    ].forEach((cells, r) => {
      for (const [c, text] of cells.entries()) writer.text(LEFT + 4 + (c === 0 ? 0 : 80 + c * 70), 742 - r * 25, text, 11);
    });
    writer.newPage(null);
    expect((await read(writer.bytes())).text.split('\n')).toEqual([
      '指标\t2020年\t2025年',
      '产值（亿元）\t210\t300',
      '税收（亿元）\t9\t12',
    ]);
  });

  it('reads a wide table that is turned by a right angle', async () => {
    const writer = new PdfWriter();
    writer.turn();
    for (const y of [500, 475, 450, 425]) writer.rule(100, y, 700, y);
    for (const x of [100, 300, 500, 700]) writer.rule(x, 425, x, 500);
    [
      ['指标', '2020年', '2025年'],
      ['产值（亿元）', '210', '300'],
      ['税收（亿元）', '9', '12'],
    ].forEach((cells, r) => {
      for (const [c, text] of cells.entries()) writer.text(104 + c * 200, 482 - r * 25, text, 11);
    });
    writer.newPage(null);
    expect((await read(writer.bytes())).text.split('\n')).toEqual([
      '指标\t2020年\t2025年',
      '产值（亿元）\t210\t300',
      '税收（亿元）\t9\t12',
    ]);
  });

  it('keeps cells apart whose words nearly touch the line between them', async () => {
    const writer = new PdfWriter();
    for (const y of [760, 735, 710]) writer.rule(LEFT, y, LEFT + 130, y);
    for (const x of [0, 50, 90, 130]) writer.rule(LEFT + x, 710, LEFT + x, 760);
    const rows = [
      ['指标名称', '2025年', '指标属性'],
      ['人均产值', '36左右', '预期性'],
    ];
    rows.forEach((cells, r) => {
      for (const [c, text] of cells.entries()) writer.text(LEFT + ([2, 51.5, 91.5][c] as number), 744 - r * 25, text, 11);
    });
    writer.newPage(null);
    expect((await read(writer.bytes())).text.split('\n')).toEqual(['指标名称\t2025年\t指标属性', '人均产值\t36左右\t预期性']);
  });

  it('does not take a framed page for a table', async () => {
    const writer = new PdfWriter();
    for (const y of [60, 790]) writer.rule(60, y, 530, y);
    for (const x of [60, 530]) writer.rule(x, 60, x, 790);
    writer.text(LEFT, 740, '全县粮食总产量达到24万吨。');
    writer.newPage(null);
    const { blocks } = await read(writer.bytes());
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph']);
  });
});

it('reads the plan as printed', async () => {
  const { text } = await read(makePdf(PLAN, { header: PLAN_TITLE }));
  for (const block of PLAN) if (block.kind !== 'table') expect(text).toContain(block.text);
});
