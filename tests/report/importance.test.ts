import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/diff/index.js';
import { createFormatter } from '../../src/report/format.js';
import { IMPORTANCE_RULES, importanceOf, importanceTable, isHeadline, isLeading } from '../../src/report/importance.js';
import { buildReport } from '../../src/report/index.js';
import { createMessages } from '../../src/report/messages/index.js';
import { categoryOf, changeRow } from '../../src/report/rows.js';
import { qingshi, sample } from './fixtures/districts.js';

const zh = createMessages('zh-CN');
const en = createMessages('en');
const changes = (qingshi().changeSets[0]?.set.diff.changes ?? []) as readonly Change[];
const named = (name: string, type = 'revised') =>
  changes.find((change) => (change.after ?? change.before)?.name === name && change.type === type) as Change;

describe('importance', () => {
  it('adds up the points that it shows', () => {
    for (const change of changes) {
      const { score, parts } = importanceOf(change, en);
      expect(score).toBe(parts.reduce((sum, part) => sum + part.points, 0));
    }
  });

  it('gives the points of the documented rules', () => {
    // 下降3.5% to 下降3%左右 of a binding headline indicator: 30 + 20 + 20 + 14 (14.3%) + 6 + 4
    expect(importanceOf(named('单位地区生产总值能耗'), en)).toMatchObject({ score: 94 });
    // 6.5%左右 to 6%左右: 30 + 20 (leading) + 20 + 7 (7.7%) + 4
    expect(importanceOf(named('地区生产总值'), en)).toMatchObject({ score: 81 });
    expect(importanceOf(named('保障性租赁住房', 'removed'), en)).toMatchObject({ score: IMPORTANCE_RULES.removed });
  });

  it('puts a doubtful reading below its sure twin and caps the size', () => {
    const change = named('地区生产总值');
    const doubtful = { ...change, after: change.after && { ...change.after, needsReview: true } };
    expect(importanceOf(doubtful, en).score).toBe(81 + IMPORTANCE_RULES.unsure);
    const huge = { ...change, delta: change.delta && { ...change.delta, relative: '-7.3' } };
    expect(importanceOf(huge, en).parts.find((part) => part.rule === 'size')?.points).toBe(IMPORTANCE_RULES.size);
  });

  it('knows headline indicators by concept and by name', () => {
    expect(isHeadline('gdp.total', '')).toBe(true);
    expect(isHeadline(null, '全市地区生产总值')).toBe(true);
    expect(isHeadline(null, '生产性服务业增加值')).toBe(false);
    expect(isHeadline('culture.libraries', '公共图书馆')).toBe(false);
  });

  it('puts output as a whole above any other headline figure, and nothing that only mentions it', () => {
    const change = named('地区生产总值');
    const sized = (name: string, concept: string | null, relative: string): Change => ({
      ...change,
      delta: change.delta && { ...change.delta, relative },
      after: change.after && { ...change.after, name, concept },
    });
    const score = (...about: Parameters<typeof sized>) => importanceOf(sized(...about), en).score;
    expect(score('地区生产总值', 'gdp', '-0.0769')).toBeGreaterThan(score('固定资产投资', 'investment.fixed', '-0.25'));
    expect(isLeading(null, '全区生产总值')).toBe(true);
    expect(isLeading(null, '人均地区生产总值')).toBe(false);
    expect(isLeading(null, '单位地区生产总值能耗')).toBe(false);
    expect(isLeading('gdp.per-capita', '人均地区生产总值')).toBe(false);
  });

  it('takes off the doubt once a person has looked', () => {
    const change = named('地区生产总值');
    const doubtful = { ...change, after: change.after && { ...change.after, needsReview: true } };
    expect(importanceOf(doubtful, en, true).score).toBe(81);
  });

  it('ranks the first table by it and prints every rule on the method page', () => {
    const scores = buildReport(sample('many', 'zh-CN')).revisions.map((row) => row.importance.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(importanceTable(zh).map((row) => row.rule)).toEqual(Object.keys(IMPORTANCE_RULES));
  });
});

describe('categories', () => {
  const attribute = (from: '约束性' | '预期性', to: '约束性' | '预期性'): Change => {
    const change = named('地区生产总值');
    const side = (as: typeof from) => change.after && { ...change.after, attribute: as };
    return { ...change, fields: ['attribute'], direction: null, strictness: 'tightened', before: side(from), after: side(to) };
  };
  it('a changed label is counted as such, not as tightened', () => {
    expect(categoryOf(attribute('预期性', '约束性'))).toBe('bound');
    expect(categoryOf(attribute('约束性', '预期性'))).toBe('unbound');
  });
  it('a changed value outweighs a changed label', () => {
    expect(categoryOf({ ...attribute('预期性', '约束性'), fields: ['value', 'attribute'], direction: 'raised' })).toBe('raised');
  });
  it('a period alone is a moved period', () => {
    expect(categoryOf({ ...named('地区生产总值'), fields: ['period'], direction: null })).toBe('period');
  });
});

describe('what differs beside the value', () => {
  const context = { source: 's', jurisdiction: '青石区', documentTitle: '报告', set: 'x', reviews: [], anchors: new Map<string, string>() };
  const sides = (locale: 'zh-CN' | 'en', before: object, after: object, changed = Object.keys({ ...before, ...after })) => {
    const change = named('地区生产总值');
    const both = {
      ...change,
      fields: [...change.fields, ...(changed as Change['fields'])],
      before: change.before && { ...change.before, ...before },
      after: change.after && { ...change.after, ...after },
    };
    const row = changeRow(both, context, createFormatter(locale, 'Asia/Shanghai', createMessages(locale)));
    return [row.before?.text, row.after?.text];
  };
  it('stands with the value on both sides', () => {
    expect(sides('zh-CN', { period: '2024' }, { period: '2025' })).toEqual(['6.5%左右（2024年）', '6%左右（2025年）']);
    expect(sides('en', { attribute: '预期性' }, { attribute: '约束性' })).toEqual(['6.5%左右 (expected)', '6%左右 (binding)']);
    expect(sides('zh-CN', { period: '2024', attribute: '约束性' }, {})).toEqual([
      '6.5%左右（2024年、约束性）',
      '6%左右（2026年、未标属性）',
    ]);
  });
  it('tells a role that was changed', () => {
    expect(sides('zh-CN', { role: 'target' }, { role: 'actual' })).toEqual(['6.5%左右（目标）', '6%左右（完成数）']);
  });
  it('is left out where we only read it otherwise, and nobody changed it', () => {
    expect(sides('zh-CN', { period: '2024' }, { period: '2025' }, [])).toEqual(['6.5%左右', '6%左右']);
  });
  it('is left out where it is the same', () => {
    expect(sides('zh-CN', {}, {})).toEqual(['6.5%左右', '6%左右']);
  });
});
