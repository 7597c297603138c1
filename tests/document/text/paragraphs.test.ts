import { describe, expect, test } from 'vitest';
import { type Document, parseText } from '../../../src/document/index.js';

const read = (lines: readonly string[] | string): Document =>
  parseText(typeof lines === 'string' ? lines : lines.join('\n'), { sha256: '0'.repeat(64), mediaType: 'text/plain' });
const words = (document: Document, i: number): string =>
  (document.blocks[i]?.pieces ?? []).map((p) => document.text.slice(p.start, p.end)).join('');
const all = (document: Document): string[] =>
  document.blocks.map((b, i) => `${b.kind === 'heading' ? `h${b.level}` : b.kind[0]} ${words(document, i)}`);

describe('one paragraph a line', () => {
  const document = read([
    '# 2022年白桦市平川区人民政府工作报告',
    '',
    '各位代表：',
    '',
    '## 一、2021年工作回顾',
    '',
    '过去一年，全区上下同心，经济稳中有进，地区生产总值增长6.1%，城镇新增就业1.2万人，每千人拥有养老床',
    '',
    '---',
    '',
    '位数增至32张，人均体育场地',
    '',
    '- 7 -',
    '',
    '面积达到2.1平方米。',
    '',
    '（一）着力稳增长。规上工业增加值增长7%。',
    '',
    '招商引资到位资金增长12%。',
    '',
    '各位代表！成绩来之不易。',
    '',
    '### 二、2022年工作安排',
    '',
    '新建学校3所。',
  ]);

  test('a sentence cut by a page is one block without the rule and the page number', () => {
    expect(all(document)).toEqual([
      'h1 # 2022年白桦市平川区人民政府工作报告',
      'p 各位代表：',
      'h1 ## 一、2021年工作回顾',
      'p 过去一年，全区上下同心，经济稳中有进，地区生产总值增长6.1%，城镇新增就业1.2万人，每千人拥有养老床位数增至32张，人均体育场地面积达到2.1平方米。',
      'p （一）着力稳增长。规上工业增加值增长7%。',
      'p 招商引资到位资金增长12%。',
      'p 各位代表！成绩来之不易。',
      'h1 ### 二、2022年工作安排',
      'p 新建学校3所。',
    ]);
    expect(document.blocks[3]?.pieces).toHaveLength(3);
  });

  test('numbering outranks hashes, a run-in heading holds until the next address', () => {
    expect(document.metadata.title).toBe('2022年白桦市平川区人民政府工作报告');
    expect(document.blocks.map((b) => b.section.join(' > '))).toEqual([
      '',
      '',
      '',
      '一、2021年工作回顾',
      '一、2021年工作回顾 > （一）着力稳增长',
      '一、2021年工作回顾 > （一）着力稳增长',
      '一、2021年工作回顾',
      '',
      '二、2022年工作安排',
    ]);
  });
});

describe('text copied out of a typeset page', () => {
  // Twenty-four full-width characters a line, page numbers glued to the first line of a page or alone.
  const body = (n: number) => [
    `围绕做强本地特色产业链条这条主线上，加快先进制造产`,
    `业集群发展，到 2025 年规上工业总产值达到 ${n} 亿元，`,
    `数字经济核心产业增加值占比稳步提高，营商环境持续优`,
    `化，市场主体活力进一步增强，民间投资占比保持稳定。`,
  ];
  const pages = (marks: readonly string[]) =>
    marks.flatMap((mark, k) => [
      mark === '' ? '' : mark,
      ...body(100 + k),
      `2.${k + 1} 加快建设现代产业体系`,
      `第${k + 1}项工作要突出重点，加强统筹，注重实效，确保各项任务`,
      `落到实处，空气中 PM 浓度下降到 30 微克/立方米以内，重污`,
      '2.5',
      `染天气基本消除，人民群众满意度明显提升，全年优良天数`,
    ]);

  test.each([
    ['glued', ''],
    ['with a space between', ' '],
  ])('page numbers in a row are left out, %s or alone, and sentences run on', (_, gap) => {
    const glued = read(
      pages(['3', '4', '5', '6'])
        .map((line, i, lines) => (/^[4-6]$/.test(lines[i - 1] ?? '') ? `${lines[i - 1]}${gap}${line}` : line))
        .filter((line) => !/^[4-6]$/.test(line)),
    );
    const text = all(glued).join('\n');
    expect(text).not.toMatch(/[3-6] ?围绕/);
    expect(text).toContain('加快先进制造产业集群发展，到 2025 年规上工业总产值达到 101 亿元，数字经济');
    expect(text).toContain('全年优良天数围绕做强本');
    expect(glued.blocks.filter((b) => b.kind === 'heading')).toHaveLength(4);
  });

  test('a figure that a line cuts in two is one figure, whatever sign stands at the cut', () => {
    const cut = (first: string, second: string) => {
      const lines = body(101);
      return all(
        read([...lines, `三次产业结构进一步优化，占比由上年的调整到今年的比例为${first}`, `${second}，民营经济占比稳步提高。`, ...lines]),
      ).join('\n');
    };
    expect(cut('4.1:', '41.6:54.3')).toContain('4.1:41.6:54.3');
    expect(cut('65', '.7%')).toContain('65.7%');
  });

  test('page numbers in full width are page numbers', () => {
    expect(all(read(pages(['３', '４', '５', '６']))).join('\n')).toContain('全年优良天数围绕做强本');
  });

  test('a page that ends inside a table of one cell a line, even in its header, parts nothing', () => {
    const cells = [
      '专栏1 主要指标',
      '序号',
      '指标',
      '2020年',
      '2025年',
      '属性',
      '1',
      '森林覆盖率（%）',
      '43',
      '45',
      '约束性',
      '2',
      '城镇化率（%）',
      '70',
      '74',
      '预期性',
      '3',
      '人均预期寿命（岁）',
      '78',
      '79',
      '预期性',
    ];
    const whole = read(cells);
    for (let at = 2; at < cells.length; at++) {
      const cut = read([...cells.slice(0, at), '', '— 7 —', '', ...cells.slice(at)]);
      const grid = (d: typeof cut) => d.blocks.flatMap((b) => b.table?.cells.map((c) => [c.row, c.column, c.text]) ?? []);
      expect(grid(cut)).toEqual(grid(whole));
    }
  });

  test('a subscript on its own line interrupts nothing', () => {
    expect(all(read(pages(['3', '4', '5']))).join('\n')).toContain('空气中 PM 浓度下降到 30 微克/立方米以内，重污染天气基本消除');
  });

  test('numbers at the front of lines that do not follow one another are words', () => {
    const text = all(
      read([
        ...body(1),
        '12个国家和地区，覆盖面进一步扩大，合作水平明显提',
        '升，一批项目落地见效。',
        ...body(2),
        '80项政务服务实现通办，企业和群众办事更加方便快',
        '捷，服务效能持续提升。',
        ...body(3),
      ]),
    ).join('\n');
    expect(text).toContain('12个国家');
    expect(text).toContain('80项政务服务');
  });

  test('contents lines belong to no block', () => {
    const document = read([
      '目录',
      '一、发展环境............................................1',
      '二、主要目标............................................9',
      ...pages(['1', '2', '3']),
    ]);
    expect(all(document).join('\n')).not.toContain('....');
  });
});

describe('other ways to lose line breaks', () => {
  test('a report on one line is cut at its paragraph indents', () => {
    const document = read(
      `各位代表：　　现在，由我向大会作工作情况的报告，请各位代表审议，也请列席会议的各位同志提出意见。　　一、2021年工作回顾　　过去一年，全市生产总值增长7.2%，城镇新增就业5.1万人，居民收入稳步增长，各项事业取得新的进步。　　（一）稳住经济大盘　　固定资产投资增长8%，社会消费品零售总额增长6%，进出口总额增长10%。　　二、2022年重点工作　　全年预期要实现的目标是：地区生产总值增长6.5%左右。`,
    );
    expect(all(document)).toEqual([
      'p 各位代表：',
      'p 现在，由我向大会作工作情况的报告，请各位代表审议，也请列席会议的各位同志提出意见。',
      'h1 一、2021年工作回顾',
      'p 过去一年，全市生产总值增长7.2%，城镇新增就业5.1万人，居民收入稳步增长，各项事业取得新的进步。',
      'h2 （一）稳住经济大盘',
      'p 固定资产投资增长8%，社会消费品零售总额增长6%，进出口总额增长10%。',
      'h1 二、2022年重点工作',
      'p 全年预期要实现的目标是：地区生产总值增长6.5%左右。',
    ]);
  });

  test('CRLF, CR and form feeds end lines; spans still slice', () => {
    const document = read('一、总体要求\r\n坚持稳中求进。\r二、主要目标\f增长6%。');
    expect(all(document)).toEqual(['h1 一、总体要求', 'p 坚持稳中求进。', 'h1 二、主要目标', 'p 增长6%。']);
  });

  test('a title printed twice, the second time on three lines, is no section of its own', () => {
    const document = read([
      '云岭县国民经济和社会发展第十四个五年规划纲要',
      '',
      '云岭县国民经济和社会发展',
      '',
      '第十四个五年规划',
      '',
      '纲要',
      '',
      '第一篇 发展基础',
      '',
      '过去五年成绩显著。',
    ]);
    expect(document.metadata.title).toBe('云岭县国民经济和社会发展第十四个五年规划纲要');
    expect(document.blocks.filter((b) => b.kind === 'heading')).toHaveLength(5);
    expect(document.blocks.at(-1)?.section).toEqual(['第一篇 发展基础']);
  });
});

describe('headings', () => {
  test('the hierarchy 篇 章 节 一、（一）1. gives paths and levels', () => {
    const document = read([
      '第二篇 战略导向',
      '第四章 主要目标',
      '第一节 发展目标',
      '一、经济目标',
      '（一）质量效益',
      '1.提升能级',
      '到2025年，全员劳动生产率达到20万元/人。',
      '第五章 空间布局',
      '优化布局。',
    ]);
    expect(document.blocks.map((b) => b.level)).toEqual([1, 2, 3, 4, 5, 6, 0, 2, 0]);
    expect(document.blocks[6]?.section).toEqual([
      '第二篇 战略导向',
      '第四章 主要目标',
      '第一节 发展目标',
      '一、经济目标',
      '（一）质量效益',
      '1.提升能级',
    ]);
    expect(document.blocks[8]?.section).toEqual(['第二篇 战略导向', '第五章 空间布局']);
  });

  test('a numbered line that states a quantity is text', () => {
    expect(read(['一、2022年目标', '1.新建公厕20座', '（二）城镇新增就业1.5万人']).blocks.map((b) => b.kind)).toEqual([
      'heading',
      'paragraph',
      'paragraph',
    ]);
  });

  test('notes are told from paragraphs', () => {
    expect(
      read(['全文如下，请认真贯彻执行，各单位要结合实际抓好落实。', '注：本规划数据为初步统计数。']).blocks.map((b) => b.kind),
    ).toEqual(['paragraph', 'note']);
  });
});

describe('any text', () => {
  test('blocks stand in order, pieces lie within spans, nothing overlaps', () => {
    const samples = [
      `${'长'.repeat(300)}。\n`.repeat(3),
      '|||\n|-|\n',
      '表1\n1\n2\n3\n',
      '\t\t\n\t|a|',
      '序号 指标 2020年\n1 2 3\n',
      '',
      '\n\n',
      '1\n'.repeat(500),
      '（'.repeat(2000),
    ];
    for (const sample of samples) {
      const document = read(sample);
      let at = 0;
      for (const block of document.blocks) {
        expect(block.span.start).toBeGreaterThanOrEqual(at);
        for (const piece of block.pieces) {
          expect(piece.start).toBeGreaterThanOrEqual(at);
          expect(piece.end).toBeGreaterThan(piece.start);
          at = piece.end;
        }
        expect(block.span.end).toBe(at);
      }
    }
  });
});
