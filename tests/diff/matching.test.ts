import { describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff/index.js';
import { GDP, HEAD, lines } from './changes.js';
import { edition, type Stated, tableDocument } from './editions.js';

describe('which became which', () => {
  it('sees two revisions where two indicators exchange values', () => {
    const text = (a: string, b: string) => `${HEAD}固定资产投资增长${a}，社会消费品零售总额增长${b}。\n`;
    const stated = (a: string, b: string): Stated[] => [
      { name: '固定资产投资', measure: 'growth', at: `固定资产投资增长${a}`, printed: a },
      { name: '社会消费品零售总额', measure: 'growth', at: `社会消费品零售总额增长${b}`, printed: b },
    ];
    const diff = diffEditions(edition(text('6%', '7%'), stated('6%', '7%')), edition(text('7%', '6%'), stated('7%', '6%')));
    expect(lines(diff)).toEqual(['revised value: 固定资产投资 6% -> 7%', 'revised value: 社会消费品零售总额 7% -> 6%']);
  });

  it('keeps last year’s result, the five-year average and this year’s target apart', () => {
    const text = (target: string) =>
      `一、2025年回顾\n全区地区生产总值增长5.2%。\n二、五年目标\n地区生产总值年均增长5%。\n三、2026年安排\n今年地区生产总值增长${target}左右。\n`;
    const stated = (target: string): Stated[] => [
      { ...GDP, at: '全区地区生产总值增长5.2%', printed: '5.2%', role: 'actual', period: '2025' },
      { ...GDP, at: '地区生产总值年均增长5%', printed: '5%', measure: 'cagr', period: '2026-2030' },
      { ...GDP, at: `今年地区生产总值增长${target}`, printed: target, comparator: 'approx' },
    ];
    const diff = diffEditions(edition(text('5%'), stated('5%')), edition(text('5.2%'), stated('5.2%')));
    expect(lines(diff)).toEqual(['revised value: 地区生产总值 5% -> 5.2%']);
    expect(diff.changes[0]?.before?.period).toBe('2026');
    expect(diff.summary).toEqual({ revised: 1, added: 0, removed: 0, reworded: 0, moved: 0, unchanged: 2 });
  });

  it('sees two revisions where two years exchange their values', () => {
    const text = (a: string, b: string) =>
      `一、2025年回顾\n建成口袋公园${a}。\n群众生活持续改善，城乡面貌焕然一新。\n三、2026年安排\n建成口袋公园${b}。\n`;
    const stated = (a: string, b: string): Stated[] => [
      { name: '口袋公园', at: `建成口袋公园${a}`, printed: a, role: 'actual', period: '2025' },
      { name: '口袋公园', at: `建成口袋公园${b}`, printed: b },
    ];
    const diff = diffEditions(
      edition(text('712座', '802座'), stated('712座', '802座')),
      edition(text('802座', '712座'), stated('802座', '712座')),
    );
    expect(lines(diff)).toEqual(['revised value: 口袋公园 712座 -> 802座', 'revised value: 口袋公园 802座 -> 712座']);
  });

  it('adds and removes by name, not by place', () => {
    const old = edition(`${HEAD}改造老旧小区20个，新建公园6座。\n`, [
      { name: '老旧小区', at: '改造老旧小区20个', printed: '20个' },
      { name: '公园', at: '新建公园6座', printed: '6座' },
    ]);
    const now = edition(`${HEAD}改造老旧小区20个，建设步道6公里。\n`, [
      { name: '老旧小区', at: '改造老旧小区20个', printed: '20个' },
      { name: '步道', at: '建设步道6公里', printed: '6公里' },
    ]);
    expect(lines(diffEditions(old, now))).toEqual(['added : - - -> 6公里', 'removed : 公园 6座 -> -']);
  });

  it('follows a list that gains a member', () => {
    const old = edition(`${HEAD}新建公园6座、步道20公里。\n`, [
      { name: '公园', at: '新建公园6座', printed: '6座' },
      { name: '步道', at: '步道20公里', printed: '20公里' },
    ]);
    const now = edition(`${HEAD}新建公园6座、停车场6座、步道20公里。\n`, [
      { name: '公园', at: '新建公园6座', printed: '6座' },
      { name: '停车场', at: '停车场6座', printed: '6座' },
      { name: '步道', at: '步道20公里', printed: '20公里' },
    ]);
    expect(lines(diffEditions(old, now))).toEqual(['added : - - -> 6座']);
  });
});

describe('tables', () => {
  const rows = [
    ['指标', '单位', '2025年', '2030年', '属性'],
    ['森林覆盖率', '%', '41', '43', '约束性'],
    ['城镇化率', '%', '70', '72', '预期性'],
    ['床位', '张', '6', '7', '预期性'],
    ['充电桩', '个', '800', '900', '预期性'],
  ];
  const table = (cells: readonly (readonly string[])[]) => {
    const made = tableDocument('专栏1 主要指标', cells);
    const stated = cells.slice(1).flatMap((r): Stated[] => {
      const row = r.join('\t');
      const attribute = r[4] as '预期性';
      const unit = r[1] as string;
      const name = r[0] as string;
      return [
        { name, at: `${name}\t${unit}\t${r[2]}`, printed: r[2] as string, unit, period: '2025', role: 'actual', form: 'table' },
        { name, at: row.slice(0, row.lastIndexOf('\t')), printed: r[3] as string, unit, period: '2030', form: 'table', attribute },
      ];
    });
    return edition(made.text, stated, made);
  };
  const replaced = (row: number, column: number, text: string) =>
    rows.map((r, i) => (i === row ? r.map((c, k) => (k === column ? text : c)) : r));

  it('revises a cell and an attribute, the base year untouched', () => {
    expect(lines(diffEditions(table(rows), table(replaced(1, 3, '44'))))).toEqual(['revised value: 森林覆盖率 43 -> 44']);
    const diff = diffEditions(table(rows), table(replaced(2, 4, '约束性')));
    expect(lines(diff)).toEqual(['revised attribute: 城镇化率 72 -> 72']);
    expect(diff.changes[0]?.strictness).toBe('tightened');
  });

  it('moves a row and revises none', () => {
    const diff = diffEditions(table(rows), table([rows[0], rows[2], rows[3], rows[4], rows[1]] as string[][]));
    expect(new Set(diff.changes.map((c) => `${c.type} ${c.before?.name}`))).toEqual(new Set(['moved 森林覆盖率']));
  });

  it('removes and adds rows', () => {
    const diff = diffEditions(table(rows), table([...rows.filter((r) => r[0] !== '床位'), ['托位', '个', '3', '5', '预期性']]));
    expect(lines(diff)).toEqual(['added : - - -> 3', 'added : - - -> 5', 'removed : 床位 6 -> -', 'removed : 床位 7 -> -']);
  });

  it('does not mind how the same table is laid out', () => {
    const flat = table(rows);
    const prose = rows
      .slice(1)
      .map((r) => r.join('\n'))
      .join('\n');
    const again = edition(`专栏1 主要指标\n${rows[0]?.join('\n')}\n${prose}\n`, []);
    expect(diffEditions(flat, again).changes).toEqual([]);
  });

  it('keeps prose and table apart when they state one thing', () => {
    const both = (inProse: string, inTable: string) => {
      const made = tableDocument('专栏1 主要指标', [
        ['指标', '2030年'],
        ['森林覆盖率', inTable],
      ]);
      const text = `${made.text}森林覆盖率提高到${inProse}。\n`;
      const at = made.text.length;
      const span = { start: at, end: text.length - 1 };
      const blocks = [
        ...made.blocks,
        { kind: 'paragraph' as const, span, pieces: [span], level: 0, section: ['专栏1 主要指标'], table: null },
      ];
      return edition(
        text,
        [
          { name: '森林覆盖率', at: `森林覆盖率\t${inTable}`, printed: inTable, unit: '%', form: 'table' },
          { name: '森林覆盖率', at: `森林覆盖率提高到${inProse}`, printed: inProse, unit: '%' },
        ],
        { blocks },
      );
    };
    expect(lines(diffEditions(both('43%', '43'), both('43%', '44')))).toEqual(['revised value: 森林覆盖率 43 -> 44']);
    expect(lines(diffEditions(both('43%', '43'), both('44%', '43')))).toEqual(['revised value: 森林覆盖率 43% -> 44%']);
  });
});

describe('moved text', () => {
  const paragraph = (n: number) => `要坚持稳中求进，扎实做好第${'一二三四五六'[n]}方面的各项工作，让群众得到实惠。`;
  const moved: Stated = { name: '老旧小区改造', at: '改造城镇老旧小区120个', printed: '120个' };
  const block = '要办好民生实事，改造城镇老旧小区120个，持续改善人居环境。';
  it('recognises a paragraph that moved, changed or not', () => {
    const old = edition(`${HEAD}${block}\n${[0, 1, 2, 3].map(paragraph).join('\n')}\n`, [moved]);
    const now = edition(`${HEAD}${[0, 1, 2, 3].map(paragraph).join('\n')}\n${block}\n`, [moved]);
    expect(lines(diffEditions(old, now))).toEqual(['moved : 老旧小区改造 120个 -> 120个']);
    const more = edition(now.document.text.replace('120', '130'), [{ ...moved, at: '改造城镇老旧小区130个', printed: '130个' }]);
    expect(lines(diffEditions(old, more))).toEqual(['revised value: 老旧小区改造 120个 -> 130个']);
  });
});
