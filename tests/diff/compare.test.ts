import { describe, expect, it } from 'vitest';
import { type ComparedDocument, compareDocuments } from '../../src/diff/index.js';
import { edition, type Stated } from './editions.js';

const document = (period: string, ref: string, text: string, stated: readonly Stated[], jurisdiction = '云岭区'): ComparedDocument => ({
  edition: edition(text, stated),
  jurisdiction,
  period,
  title: null,
  ref,
});
const growth = (at: string, printed: string, over: Partial<Stated> = {}): Stated => ({
  name: '地区生产总值',
  concept: 'gdp',
  measure: 'growth',
  at,
  printed,
  ...over,
});
const rows = (items: readonly ComparedDocument[]) =>
  compareDocuments(items).rows.map(
    (r) =>
      `${r.relation} ${r.name}: ${r.statements.map((s) => `${s.document.ref} ${s.value === null ? s.text : s.valueText}/${s.period}`).join(', ')}`,
  );

const y2025 = document('2025', 'a', '一、去年\n全区地区生产总值增长5.2%。\n二、今年\n地区生产总值增长6%左右。\n', [
  growth('全区地区生产总值增长5.2%', '5.2%', { role: 'actual', period: '2024' }),
  growth('二、今年\n地区生产总值增长6%', '6%', { period: '2025', comparator: 'approx' }),
]);

describe('documents side by side', () => {
  it('a new year’s target succeeds the old one; results of other years stand alone', () => {
    const y2026 = document('2026', 'b', '去年地区生产总值增长5.6%。今后五年地区生产总值年均增长5%。今年地区生产总值增长5%以上。', [
      growth('去年地区生产总值增长5.6%', '5.6%', { role: 'actual', period: '2025' }),
      growth('地区生产总值年均增长5%', '5%', { measure: 'cagr', period: '2026-2030' }),
      growth('今年地区生产总值增长5%', '5%', { period: '2026', comparator: 'ge' }),
    ]);
    expect(rows([y2026, y2025])).toEqual([
      'succeeds 地区生产总值: a 6%/2025, b 5%/2026',
      'only 地区生产总值: b 5%/2026-2030',
      'only 地区生产总值: a 5.2%/2024',
      'only 地区生产总值: b 5.6%/2025',
    ]);
  });

  it('two documents on one year agree or contradict', () => {
    const draft = (value: string, ref: string, over: Partial<Stated> = {}) =>
      document('2026', ref, `城镇化率达到${value}。`, [
        { name: '城镇化率', at: `城镇化率达到${value}`, printed: value, period: '2030', ...over },
      ]);
    expect(rows([draft('60%', 'a', { comparator: 'ge' }), draft('60%', 'b', { comparator: 'gt' })])).toEqual([
      'agrees 城镇化率: a 60%/2030, b 60%/2030',
    ]);
    expect(rows([draft('60%', 'a'), draft('62%', 'b')])).toEqual(['contradicts 城镇化率: a 60%/2030, b 62%/2030']);
    expect(rows([draft('60%', 'a', { comparator: 'approx' }), draft('60%', 'b', { comparator: 'ge' })])).toEqual([
      'contradicts 城镇化率: a 60%/2030, b 60%/2030',
    ]);
  });

  it('results told more and less exactly are one', () => {
    const result = (printed: string, ref: string, over: Partial<Stated> = {}) =>
      document('2021', ref, `产值达到${printed}。`, [
        { name: '产值', at: `产值达到${printed}`, printed, period: '2020', role: 'actual', ...over },
      ]);
    expect(rows([result('25.77亿元', 'a'), result('25.8亿元', 'b')])).toEqual(['agrees 产值: a 25.77亿元/2020, b 25.8亿元/2020']);
    expect(rows([result('6000亿元', 'a', { comparator: 'gt' }), result('6716.7亿元', 'b')])).toEqual([
      'agrees 产值: a 6000亿元/2020, b 6716.7亿元/2020',
    ]);
    expect(rows([result('6000亿元', 'a', { comparator: 'gt' }), result('9000亿元', 'b')])[0]).toMatch(/^rebased/);
    expect(rows([result('25.7亿元', 'a'), result('25.8亿元', 'b')])[0]).toMatch(/^rebased/);
  });

  it('a baseline stated anew is rebased', () => {
    const base = (value: string, ref: string, year: string) =>
      document(year, ref, `2020年化学需氧量排放量为${value}。`, [
        { name: '化学需氧量排放量', at: `2020年化学需氧量排放量为${value}`, printed: value, role: 'actual', period: '2020' },
      ]);
    expect(rows([base('1270万吨', 'a', '2021'), base('2551万吨', 'b', '2026')])).toEqual([
      'rebased 化学需氧量排放量: a 1270万吨/2020, b 2551万吨/2020',
    ]);
  });

  it('a new target from a base that is counted anew does not simply succeed', () => {
    const first = document('2006-2010', 'a', '到2010年化学需氧量排放量控制在1270万吨以内。', [
      { name: '化学需氧量排放量', at: '化学需氧量排放量控制在1270万吨', printed: '1270万吨', period: '2010', comparator: 'le' },
    ]);
    const later = (base: string, target: string) =>
      document('2011-2015', 'b', `2010年化学需氧量排放量为${base}。到2015年，化学需氧量排放量降到${target}。`, [
        { name: '化学需氧量排放量', at: `2010年化学需氧量排放量为${base}`, printed: base, period: '2010', role: 'actual' },
        { name: '化学需氧量排放量', at: `化学需氧量排放量降到${target}`, printed: target, period: '2015' },
      ]);
    expect(rows([first, later('2551.7万吨', '2347.6万吨')])[0]).toBe(
      'rebased 化学需氧量排放量: a 1270万吨/2010, b 2551.7万吨/2010, b 2347.6万吨/2015',
    );
    // Met, or missed by a little: the new target follows the old one.
    expect(rows([first, later('1238万吨', '1100万吨')])[0]).toBe('succeeds 化学需氧量排放量: a 1270万吨/2010, b 1100万吨/2015');
    expect(rows([first, later('1400万吨', '1300万吨')])[0]).toBe('succeeds 化学需氧量排放量: a 1270万吨/2010, b 1300万吨/2015');
  });

  it('a yearly task that was far exceeded and is set lower again simply succeeds', () => {
    const year = (period: string, ref: string, text: string, done: string | null, planned: string) =>
      document(period, ref, text, [
        ...(done === null
          ? []
          : [{ name: '打通断头路', at: `打通断头路${done}`, printed: done, period: String(Number(period) - 1), role: 'actual' as const }]),
        { name: '打通断头路', at: `今年打通断头路${planned}`, printed: planned, period },
      ]);
    const a = year('2025', 'a', '今年打通断头路20条。', null, '20条');
    const b = year('2026', 'b', '去年打通断头路53条。今年打通断头路50条。', '53条', '50条');
    expect(rows([a, b])[0]).toBe('succeeds 打通断头路: a 20条/2025, b 50条/2026');
  });

  it('a number follows words, and names may vary', () => {
    const a = document('2025', 'a', '居民消费价格指数涨幅控制在2%左右。居民收入与经济增长同步。', [
      { name: '居民消费价格指数涨幅', at: '居民消费价格指数涨幅控制在2%', printed: '2%', measure: 'growth', period: '2025' },
      {
        name: '居民收入',
        at: '居民收入与经济增长同步',
        printed: '与经济增长同步',
        value: null,
        unit: '',
        text: '与经济增长同步',
        measure: 'growth',
        period: '2025',
      },
    ]);
    const b = document('2026', 'b', '居民消费价格涨幅2%左右。居民收入增长5%。', [
      { name: '居民消费价格涨幅', at: '居民消费价格涨幅2%', printed: '2%', measure: 'growth' },
      { name: '居民收入', at: '居民收入增长5%', printed: '5%', measure: 'growth' },
    ]);
    expect(rows([a, b])).toEqual([
      'succeeds 居民消费价格涨幅: a 2%/2025, b 2%/2026',
      'succeeds 居民收入: a 与经济增长同步/2025, b 5%/2026',
    ]);
  });

  it('does not compare one place with another', () => {
    const other = { ...y2025, jurisdiction: '临湖市', ref: 'c' };
    expect(new Set(compareDocuments([y2025, other]).rows.map((r) => r.relation))).toEqual(new Set(['only']));
  });
});

describe('what is lined up', () => {
  const year = (y: string, ref: string, stated: readonly Stated[], title: string | null = null): ComparedDocument => ({
    ...document(
      y,
      ref,
      stated.map((s) => `${s.at}。\n`).join(''),
      stated.map((s) => ({ period: y, ...s })),
    ),
    title,
  });

  it('goes by what its targets are for where neither caller nor title says of what year a document is', () => {
    const untitled = { ...year('2026', 'b', [growth('地区生产总值增长5%', '5%')]), period: null, title: '政府工作报告' };
    const older = year('2025', 'a', [growth('生产总值增长6%', '6%')]);
    expect(rows([untitled, older])).toEqual(['succeeds 地区生产总值: a 6%/2025, b 5%/2026']);
  });

  it('is not a stock and what was added to it, nor a capacity and an output', () => {
    const of = (name: string, value: string): Stated => ({ name, at: `${name}达到${value}`, printed: value });
    const apart = (a: Stated, b: Stated) => rows([year('2025', 'a', [a]), year('2026', 'b', [b])]).map((row) => row.split(' ')[0]);
    expect(apart(of('培育专精特新企业', '100家'), of('专精特新企业', '800家'))).toEqual(['only', 'only']);
    expect(apart(of('天然气产量', '370亿方'), of('新增天然气产量', '10亿方'))).toEqual(['only', 'only']);
    expect(apart(of('粮食综合生产能力', '52万吨'), of('粮食产量', '53万吨'))).toEqual(['only', 'only']);
    expect(apart(of('培育专精特新企业', '100家'), of('新增专精特新企业', '120家'))).toEqual(['succeeds']);
    expect(apart(of('农村幸福院', '750个'), of('新增农村幸福院', '700个'))).toEqual(['succeeds']);
  });

  it('is each part of a joint statement that the other document states by itself', () => {
    const of = (name: string, concept: string | null, value: string): Stated => ({
      name,
      concept,
      measure: 'growth',
      at: `${name}增长${value}`,
      printed: value,
    });
    const old = year('2025', 'a', [of('固定资产投资', 'invest.fixed', '6%'), of('社会消费品零售总额', 'retail', '5%')]);
    const now = year('2026', 'b', [of('社会消费品零售总额、固定资产投资', null, '4%')]);
    expect(compareDocuments([old, now]).rows.map((r) => [r.relation, r.statements.map((s) => s.valueText).join()])).toEqual([
      ['succeeds', '6%,4%'],
      ['succeeds', '5%,4%'],
    ]);
    const unrelated = year('2025', 'a', [growth('地区生产总值增长6%', '6%')]);
    expect(rows([unrelated, now]).filter((row) => row.includes('4%'))).toHaveLength(1);
  });

  it('notices a document that contradicts itself, with both quotes in one row', () => {
    const rate = (at: string, printed: string, over: Partial<Stated> = {}): Stated => ({
      name: '城镇调查失业率',
      concept: 'unemployment.surveyed',
      at,
      printed,
      ...over,
    });
    const twice = year('2026', 'a', [rate('城镇调查失业率控制在5.5%', '5.5%'), rate('表1城镇调查失业率5%', '5%')]);
    const other = year('2025', 'b', [rate('失业率控制在5.5%', '5.5%')]);
    const found = rows([twice, other]);
    expect(found[0]).toBe('contradicts 城镇调查失业率: a 5.5%/2026, a 5%/2026');
    const agreeing = year('2026', 'a', [rate('城镇调查失业率控制在5.5%', '5.5%'), rate('表1城镇调查失业率5.5%', '5.5%')]);
    expect(rows([agreeing, other]).some((row) => row.startsWith('contradicts'))).toBe(false);
    const stretch = year('2026', 'a', [
      growth('地区生产总值增长5%', '5%'),
      growth('力争地区生产总值增长6%', '6%', { ambition: 'stretch' }),
    ]);
    expect(rows([stretch, other]).some((row) => row.startsWith('contradicts'))).toBe(false);
  });
});
