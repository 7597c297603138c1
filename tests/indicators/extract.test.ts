import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseText } from '../../src/document/index.js';
import { extractIndicators, type Indicator } from '../../src/indicators/index.js';

const read = (text: string): readonly Indicator[] => extractIndicators(parseText(text, { sha256: '', mediaType: 'text/plain' })).indicators;

const REPORT = `2026年青禾区政府工作报告

一、2025年工作回顾及“十四五”发展成就

过去一年，地区生产总值达到412.6亿元、增长5.8%，城镇新增就业3.2万人。

五年来，地区生产总值年均增长6.1%，累计改造老旧小区86个，森林覆盖率达到51%。

二、“十五五”时期主要目标

今后五年，地区生产总值年均增长5.5%左右，到2030年人均预期寿命达到81岁。

三、2026年重点工作

今年经济社会发展主要预期目标是：地区生产总值增长6%以上、力争达到6.5%，居民收入增长与经济增长基本同步，单位地区生产总值能耗下降3%。

新建公厕20座、停车场8个。
`;

describe('a report with three growths of one name', () => {
  const indicators = read(REPORT);
  const growth = indicators.filter((i) => i.concept === 'gdp' && i.measure !== 'level');

  it('tells result, average, plan and target apart', () => {
    expect(
      growth.map(({ value, measure, role, period, comparator, ambition }) => ({ value, measure, role, period, comparator, ambition })),
    ).toEqual([
      { value: 5.8, measure: 'growth', role: 'actual', period: '2025', comparator: 'eq', ambition: null },
      { value: 6.1, measure: 'cagr', role: 'actual', period: '2021-2025', comparator: 'eq', ambition: null },
      { value: 5.5, measure: 'cagr', role: 'target', period: '2026-2030', comparator: 'approx', ambition: null },
      { value: 6, measure: 'growth', role: 'target', period: '2026', comparator: 'ge', ambition: null },
      { value: 6.5, measure: 'growth', role: 'target', period: '2026', comparator: 'eq', ambition: 'stretch' },
    ]);
  });

  it('gives sums over the plan its span and states its last year', () => {
    expect(indicators.find((i) => i.valueText === '86个')).toMatchObject({ role: 'actual', period: '2021-2025' });
    expect(indicators.find((i) => i.valueText === '51%')).toMatchObject({ role: 'actual', period: '2025' });
    expect(indicators.find((i) => i.valueText === '81岁')).toMatchObject({ role: 'target', period: '2030' });
  });

  it('reads the target without a number', () => {
    expect(indicators.find((i) => i.value === null)).toMatchObject({
      name: '居民收入',
      text: '与经济增长基本同步',
      quantity: null,
      role: 'target',
      period: '2026',
    });
  });

  it('makes falls negative and quantities exact', () => {
    expect(indicators.find((i) => i.name.includes('能耗'))).toMatchObject({ value: -3, quantity: { value: '-3', unit: '%' } });
    expect(indicators.find((i) => i.valueText === '412.6亿元')).toMatchObject({ quantity: { value: '41260000000', unit: '元' } });
  });

  it('keeps the section', () => {
    expect(indicators.find((i) => i.valueText === '20座')?.section).toContain('三、2026年重点工作');
  });

  it('gives every statement its own id, the same on every reading', () => {
    const ids = indicators.map((i) => i.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(read(REPORT).map((i) => i.id)).toEqual(ids);
    const doubled = read(`${REPORT}\n新建公厕20座。\n`).filter((i) => i.valueText === '20座');
    expect(doubled).toHaveLength(2);
    expect(doubled[1]?.id).toBe(`${doubled[0]?.id}-2`);
  });
});

describe('headings among the tasks of a year', () => {
  it('do not turn targets into results', () => {
    const indicators = read(`2026年青禾区政府工作报告

一、2025年工作回顾

城镇新增就业3.1万人。

二、2026年工作总体要求和重点任务

（一）深化改革开放，努力在关键环节取得新突破

引进外资企业12家。

（二）扩大内需，增强消费对发展基础性作用

新增限上商贸企业30家。
`);
    expect(indicators.map(({ valueText, role, period }) => [valueText, role, period])).toEqual([
      ['3.1万人', 'actual', '2025'],
      ['12家', 'target', '2026'],
      ['30家', 'target', '2026'],
    ]);
  });

  it('begin with the plan where the plan is named first', () => {
    const indicators = read(`2026年青禾区政府工作报告

一、2025年工作回顾

城镇新增就业3.1万人。

二、“十五五”时期目标任务和2026年工作安排

研发经费年均增长8%以上，常住人口城镇化率达到70%。

今年是开局之年。主要预期目标是：城镇新增就业3万人。
`);
    expect(indicators.slice(1).map(({ valueText, role, period }) => [valueText, role, period])).toEqual([
      ['8%', 'target', '2026-2030'],
      ['70%', 'target', '2030'],
      ['3万人', 'target', '2026'],
    ]);
  });
});

describe('a plan', () => {
  it('reads its review, its surroundings and its goals apart', () => {
    const indicators = read(`青禾区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要

第一章 发展基础取得新进展

城镇化率达到63%，累计建成绿道140公里。

第二章 发展环境

全区近90平方公里纳入开发区。

第三章 主要目标

到2025年，城镇化率达到68%，新建学校6所。

第四章 二〇三五年远景目标

人均地区生产总值突破20万元。
`);
    expect(indicators.map(({ valueText, role, period }) => [valueText, role, period])).toEqual([
      ['63%', 'actual', '2020'],
      ['140公里', 'actual', '2016-2020'],
      ['90平方公里', 'actual', '2020'],
      ['68%', 'target', '2025'],
      ['6所', 'target', '2021-2025'],
      ['20万元', 'target', '2035'],
    ]);
  });
});

const pieces = fc.constantFrom(
  '地区生产总值',
  '增长',
  '下降',
  '达到',
  '5%',
  '3.2亿元',
  '、',
  '，',
  '。',
  '（',
  '）',
  '“',
  '”',
  '和',
  '分别',
  '到2025年',
  '十四五',
  '翻一番',
  '1.9:1',
  '由',
  '至',
  '\n',
  ' ',
  '12',
  '个',
  'PM2.5',
  '左右',
  '以上',
  '力争',
  '一',
  '亿',
  '占',
  '等',
  '的',
);
const jumble = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

describe('on any input', () => {
  it('gives spans that slice back, in order, and never crashes', () => {
    fc.assert(
      fc.property(fc.oneof(jumble, fc.string({ unit: 'grapheme', maxLength: 200 })), (text) => {
        let last = -1;
        for (const i of read(text)) {
          expect(text.slice(i.span.start, i.span.end)).toBe(i.valueText);
          expect(i.span.start).toBeGreaterThanOrEqual(last);
          last = i.span.start;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives every printed value one reading', () => {
    fc.assert(
      fc.property(jumble, (text) => {
        const spans = read(text)
          .filter((i) => i.value !== null)
          .map((i) => i.span);
        for (let i = 1; i < spans.length; i++)
          expect((spans[i] as { start: number }).start).toBeGreaterThanOrEqual((spans[i - 1] as { end: number }).end);
      }),
      { numRuns: 300 },
    );
  });

  it('reads a sentence alike wherever it stands', () => {
    const sentence = '全区粮食产量12.4亿斤，森林覆盖率达到51%。';
    const bare = read(sentence).map(({ name, value, unit }) => ({ name, value, unit }));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('干部群众团结奋进。', '推动各项工作再上台阶。', '坚持稳中求进。'), { maxLength: 8 }),
        (before) => {
          const found = read(`${before.join('')}${sentence}`).map(({ name, value, unit }) => ({ name, value, unit }));
          expect(found).toEqual(bare);
        },
      ),
      { numRuns: 50 },
    );
  });

  // 1/16 MB each keeps the suite quick; the budget is that of the whole megabyte, 5 s, with room for a busy machine.
  it.each([
    '1234567890',
    '1',
    '（',
    '（1）',
    '）',
    '、',
    '1个、',
    '5%',
    '1:',
    '增长',
    '2025年',
    '比2025年增长5%，',
    '“',
    '一二三四五六七八九十百千万亿',
    '一',
    '翻一番',
    ' ',
    '1,234,',
    '5%-',
    '甲、乙分别增长5%、6%，',
    '1.',
    '1\n',
    '和',
    '等',
    'A1',
    '<',
    '占',
    '到2025年总产值增长6%以上、力争8%，',
  ])('ends soon on %j repeated', (unit) => {
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    const started = performance.now();
    read(text);
    expect(performance.now() - started).toBeLessThan(2500);
  });
});

describe('a notice of adjustment', () => {
  it('gives the new value as the target, and the former and the withdrawn ones to a person', () => {
    const found = read(`关于调整2031年部分预期目标的通知

各镇人民政府，区政府各部门：

经审议批准，现将2031年部分预期目标调整如下：

一、地区生产总值增长预期目标由6%以上调整为6.5%左右。

二、取消固定资产投资增长8%的预期目标。
`);
    expect(found.map(({ name, valueText, role, period, needsReview }) => [name, valueText, role, period, needsReview])).toEqual([
      ['地区生产总值', '6%', 'actual', null, true],
      ['地区生产总值', '6.5%', 'target', '2031', false],
      ['固定资产投资', '8%', 'actual', null, true],
    ]);
  });
});

describe('a notice that replaces figures by words', () => {
  it('gives the words as the target and the figure to a person', () => {
    const found = read(`关于调整2031年部分预期目标的说明

（一）一般公共预算收入由同口径增长6%调整为与上年持平；

（二）单位GDP能耗降幅目标由3.5%调整为完成市下达任务。

上半年，地区生产总值仅增长4.3%。
`);
    expect(
      found.map(({ name, valueText, measure, role, period, needsReview }) => [name, valueText, measure, role, period, needsReview]),
    ).toEqual([
      ['一般公共预算收入', '6%', 'growth', 'actual', null, true],
      ['一般公共预算收入', '与上年持平', 'level', 'target', '2031', false],
      ['单位GDP能耗', '3.5%', 'growth', 'actual', null, true],
      ['单位GDP能耗', '完成市下达任务', 'growth', 'target', '2031', false],
      ['地区生产总值', '4.3%', 'growth', 'actual', '2031H1', false],
    ]);
  });
});

describe('a review at half time that asks for changes', () => {
  it('reads what it proposes as targets of the plan', () => {
    const found = read(`青禾区国民经济和社会发展第十五个五年规划纲要实施情况中期评估报告

一、总体进展

规划的24项主要指标中，20项达到进度，4项滞后。2026—2028年，地区生产总值年均增长5.2%。

二、指标调整建议

（一）将地区生产总值年均增速由6%左右调整为5.5%左右。

（二）将2030年“研发经费投入强度”目标由3.2%以上下调至2.9%。

（三）单位地区生产总值能耗降低指标由约束性调整为预期性，目标值12%不变。
`);
    expect(found.map(({ name, valueText, role, period, attribute }) => [name, valueText, role, period, attribute])).toEqual([
      ['地区生产总值', '5.2%', 'actual', '2026-2028', null],
      ['地区生产总值', '6%', 'actual', null, null],
      ['地区生产总值', '5.5%', 'target', '2026-2030', null],
      ['研发经费投入强度', '3.2%', 'actual', null, null],
      ['研发经费投入强度', '2.9%', 'target', '2030', null],
      ['单位地区生产总值能耗', '12%', 'target', '2026-2030', '预期性'],
    ]);
  });
});
