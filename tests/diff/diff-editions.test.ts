import { describe, expect, it } from 'vitest';
import { type Change, type Diff, diffEditions, type Polarity } from '../../src/diff/index.js';
import { edition, type Stated, tableDocument } from './editions.js';

const line = (c: Change) =>
  `${c.type} ${c.fields.join('+')}: ${c.before?.name ?? '-'} ${c.before?.valueText ?? '-'} -> ${c.after?.valueText ?? '-'}`;
const lines = (d: Diff) => d.changes.map(line);

const GDP: Stated = { name: '地区生产总值', concept: 'gdp', measure: 'growth', at: '地区生产总值增长6%', printed: '6%' };
const HEAD = '三、2026年工作安排\n';

/** Two editions that differ in one sentence; what became of the one statement in each. */
function change(
  old: Stated,
  now: Stated,
  polarity: Polarity = 'neither',
  frame = (s: string) => `${HEAD}全区${s}。城镇新增就业2万人。\n`,
): Change | undefined {
  const diff = diffEditions(edition(frame(old.at), [old]), edition(frame(now.at), [now]), { polarityOf: () => polarity });
  expect(diff.changes.length).toBeLessThanOrEqual(1);
  return diff.changes[0];
}

describe('what a revision is', () => {
  it('is a new value, with its size and direction', () => {
    const found = change(
      { ...GDP, comparator: 'approx' },
      { ...GDP, at: '地区生产总值增长6.5%', printed: '6.5%', comparator: 'approx' },
      'higher',
    );
    expect(found).toMatchObject({ type: 'revised', fields: ['value'], direction: 'raised', strictness: null, outlook: 'better' });
    expect(found?.delta).toEqual({ absolute: '0.5', unit: '个百分点', relative: '0.0833' });
  });

  it('is a bound that binds more or less', () => {
    const about = { ...GDP, at: '地区生产总值增长6%左右', comparator: 'approx' as const };
    const floor = { ...GDP, at: '地区生产总值增长6%以上', comparator: 'ge' as const };
    expect(change(about, floor)).toMatchObject({
      type: 'revised',
      fields: ['comparator'],
      direction: null,
      strictness: 'tightened',
      delta: null,
    });
    expect(change(floor, about)).toMatchObject({ type: 'revised', fields: ['comparator'], strictness: 'loosened' });
  });

  it('is better or worse by polarity, not by direction', () => {
    const rate: Stated = {
      name: '城镇调查失业率',
      concept: 'unemployment',
      at: '城镇调查失业率控制在5.5%以内',
      printed: '5.5%',
      comparator: 'le',
    };
    const higher = { ...rate, at: '城镇调查失业率控制在5.7%以内', printed: '5.7%' };
    expect(change(rate, higher, 'lower')).toMatchObject({ direction: 'raised', outlook: 'worse' });
    expect(change(higher, rate, 'lower')).toMatchObject({ direction: 'lowered', outlook: 'better' });
    expect(change(rate, higher, 'neither')).toMatchObject({ direction: 'raised', outlook: null });
    // Without a lookup, the catalogue is asked.
    const known = { ...rate, concept: 'unemployment.surveyed' };
    const text = (s: Stated) => `${HEAD}今年${s.at}。\n`;
    const [a, b] = [edition(text(rate), [known]), edition(text(higher), [{ ...higher, concept: 'unemployment.surveyed' }])];
    expect(diffEditions(a, b).changes[0]).toMatchObject({ direction: 'raised', outlook: 'worse' });
  });

  it('speaks of a fall by its printed size', () => {
    const cut: Stated = { name: '能耗强度', concept: 'energy', measure: 'growth', at: '能耗强度下降3%', printed: '3%', value: -3 };
    const deeper = { ...cut, at: '能耗强度下降3.5%', printed: '3.5%', value: -3.5 };
    expect(change(cut, deeper, 'lower')).toMatchObject({
      direction: 'raised',
      outlook: 'better',
      delta: { absolute: '0.5', relative: '0.1667' },
    });
  });

  it('weighs a range by both its ends', () => {
    const one = { ...GDP, at: '地区生产总值增长5%', printed: '5%' };
    const range = { ...GDP, at: '地区生产总值增长5%—5.5%', printed: '5%—5.5%', value: [5, 5.5] as const, unit: '%' };
    const wide = { ...GDP, at: '地区生产总值增长4.5%—6%', printed: '4.5%—6%', value: [4.5, 6] as const, unit: '%' };
    expect(change(one, range)).toMatchObject({ direction: 'raised', delta: { absolute: '0.5' } });
    expect(change(range, one)).toMatchObject({ direction: 'lowered', delta: { absolute: '-0.5' } });
    expect(change(range, wide)).toMatchObject({ fields: ['value'], direction: null });
  });

  it('is a number that gives way to words, and words that change', () => {
    const number: Stated = { name: '居民收入', measure: 'growth', at: '居民收入增长6%', printed: '6%' };
    const words: Stated = {
      name: '居民收入',
      measure: 'growth',
      at: '居民收入与经济增长同步',
      printed: '与经济增长同步',
      value: null,
      unit: '',
      text: '与经济增长同步',
    };
    const basically = { ...words, at: '居民收入与经济增长基本同步', printed: '与经济增长基本同步', text: '与经济增长基本同步' };
    expect(change({ ...number, comparator: 'approx' }, words)).toMatchObject({
      type: 'revised',
      fields: ['value', 'text'],
      direction: null,
      strictness: null,
      delta: null,
    });
    expect(change(words, number)).toMatchObject({ type: 'revised', fields: ['value', 'text'] });
    expect(change(words, basically)).toMatchObject({ type: 'revised', fields: ['text'] });
  });

  it('is another period, where a year in the text changed', () => {
    const old: Stated = { name: '城镇化率', at: '到2025年城镇化率达到70%', printed: '70%', period: '2025' };
    expect(change(old, { ...old, at: '到2027年城镇化率达到70%', period: '2027' })).toMatchObject({ type: 'revised', fields: ['period'] });
    // The reading differs, the words do not: that is ours.
    expect(change(old, { ...old, period: '2027' })).toBeUndefined();
  });

  it('never lets per cent meet percentage points', () => {
    const percent: Stated = { name: '贡献率', measure: 'growth', at: '贡献率提高2%', printed: '2%' };
    const points: Stated = { name: '贡献率', measure: 'delta', at: '贡献率提高2个百分点', printed: '2个百分点' };
    expect(change(percent, points)).toMatchObject({ type: 'revised', fields: ['unit'], direction: null, delta: null });
  });

  it('is a fall where there was a rise, though the figure stands', () => {
    const fall = { ...GDP, at: '地区生产总值下降6%', value: -6 };
    expect(change(GDP, fall)).toMatchObject({ type: 'revised', fields: ['value'], direction: 'lowered' });
  });
});

describe('what is no revision', () => {
  const people: Stated = { name: '城镇新增就业', at: '新增城镇就业1.5万人', printed: '1.5万人' };
  it.each([
    ['another scale', people, { ...people, at: '新增城镇就业15000人', printed: '15000人' }],
    [
      'a restated unit, rounded',
      { name: '粮食', at: '粮食6.07亿吨', printed: '6.07亿吨' },
      { name: '粮食', at: '粮食1.21万亿斤', printed: '1.21万亿斤' },
    ],
    [
      'hectares as mu',
      { name: '灌溉面积', at: '灌溉面积223万公顷', printed: '223万公顷' },
      { name: '灌溉面积', at: '灌溉面积3345万亩', printed: '3345万亩' },
    ],
    ['a shorter verb', { ...people, at: '新增城镇就业达到1.5万人' }, { ...people, at: '新增城镇就业达1.5万人' }],
    [
      'a known abbreviation',
      { ...GDP, name: '规模以上工业增加值', at: '规模以上工业增加值增长6%' },
      { ...GDP, name: '规上工业增加值', at: '规上工业增加值增长6%' },
    ],
    ['another name of the concept', GDP, { ...GDP, name: '经济', at: '经济增长6%' }],
  ] as [string, Stated, Stated][])('calls %s reworded', (_, old, now) => {
    expect(change(old, now)).toMatchObject({ type: 'reworded', fields: [], direction: null, delta: null });
  });

  it.each([
    ['full width', '地区生产总值增长６％', '６％'],
    ['white space', '地区 生产总值增长 6 %', '6 %'],
    ['quotation marks', '“地区生产总值”增长6%', '6%'],
    ['bold marks', '**地区生产总值**增长6%', '6%'],
  ])('says nothing of %s', (_, at, printed) => {
    expect(change(GDP, { ...GDP, at, printed, value: 6, unit: '%' })).toBeUndefined();
  });

  it('says nothing where only our reading differs', () => {
    const odd: Stated = {
      ...GDP,
      name: '全区地区生产总值增',
      measure: 'level',
      role: 'actual',
      period: '2025',
      comparator: 'gt',
      attribute: '约束性',
    };
    expect(change(GDP, odd)).toBeUndefined();
  });

  it('does not call removed what is still printed', () => {
    const text = `${HEAD}全区地区生产总值增长6%。城镇新增就业2万人。\n`;
    expect(diffEditions(edition(text, [GDP]), edition(`${text}\n浏览次数：52\n`, [])).changes).toEqual([]);
  });

  it('does not call removed what stands in a sentence that was touched elsewhere, but a new subject is one', () => {
    const text = (head: string) => `${HEAD}${head}，城镇新增就业2万人，各项工作稳步推进。\n`;
    const jobs: Stated = { name: '就业', at: '城镇新增就业2万人', printed: '2万人' };
    expect(diffEditions(edition(text('深化改革'), [jobs]), edition(text('扩大开放'), [])).changes).toEqual([]);
    const growth = (head: string) => `${HEAD}${head}达到100亿元，增长6%。\n`;
    const both = (name: string): Stated[] => [
      { name, at: `${name}达到100亿元`, printed: '100亿元' },
      { name, at: '增长6%', printed: '6%', measure: 'growth' },
    ];
    const diff = diffEditions(edition(growth('工业产值'), both('工业产值')), edition(growth('旅游收入'), both('旅游收入')));
    expect(diff.summary).toMatchObject({ added: 2, removed: 2 });
    // A clause put between a statement and its subject is one more statement, and no more than that.
    const put = edition(`${HEAD}工业产值达到100亿元，新建驿站5座，增长6%。\n`, [
      { name: '工业产值', at: '工业产值达到100亿元', printed: '100亿元' },
      { name: '驿站', at: '新建驿站5座', printed: '5座' },
      { name: '驿站', at: '增长6%', printed: '6%', measure: 'growth' },
    ]);
    expect(lines(diffEditions(edition(growth('工业产值'), both('工业产值')), put))).toEqual(['added : - - -> 5座']);
  });

  it('but a loss in one printed unit is a revision, however small', () => {
    const grain: Stated = { name: '粮食', at: '粮食1.214万亿斤', printed: '1.214万亿斤' };
    expect(change(grain, { ...grain, at: '粮食1.21万亿斤', printed: '1.21万亿斤' })).toMatchObject({
      type: 'revised',
      direction: 'lowered',
    });
  });
});

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

describe('guards', () => {
  it('refuses editions of two extractor versions', () => {
    const one = edition('甲', []);
    const two = { ...one, extraction: { ...one.extraction, extractor: 'other' } };
    expect(() => diffEditions(one, two)).toThrow('The two extractions come from extractors test and other');
  });

  it('names a change the same way whatever the layout around it and the extractor read', () => {
    const now = { ...GDP, at: '地区生产总值增长6.5%', printed: '6.5%' };
    const plain = change(GDP, now);
    const elsewhere = change(
      { ...GDP, period: '2025', name: '生产总值' },
      { ...now, period: '2025' },
      'higher',
      (s) => `网站首页\n\n第一部分\n${HEAD}全区${s}。\n`,
    );
    expect(plain?.id).toMatch(/^[0-9a-f]{14}$/);
    expect(elsewhere?.id).toBe(plain?.id);
    expect(change(GDP, { ...now, at: '地区生产总值增长6.6%', printed: '6.6%' })?.id).not.toBe(plain?.id);
  });
});
