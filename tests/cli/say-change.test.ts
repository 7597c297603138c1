import { describe, expect, it } from 'vitest';
import { sayStatement } from '../../src/cli/say-change.js';
import type { Indicator } from '../../src/indicators/index.js';

const indicator = (some: Partial<Indicator>): Indicator => ({
  ...{ id: 'x', name: '森林覆盖率', concept: null, measure: 'level', value: 45, unit: '%', quantity: { value: '45', unit: '%' } },
  ...{ comparator: 'eq', period: '2025', role: 'target', ambition: null, attribute: null, basis: null, base: null, text: null },
  ...{ form: 'prose', section: [], quote: '森林覆盖率达到45%', needsReview: false, span: { start: 0, end: 3 }, valueText: '45%', ...some },
});

describe('sayStatement', () => {
  it.each<[Partial<Indicator>, string]>([
    [{}, '45%'],
    [{ comparator: 'ge' }, '45%以上'],
    [{ comparator: 'approx', value: 900, unit: '亿元', valueText: '900亿元' }, '900亿元左右'],
    [{ comparator: 'le' }, '45%以内'],
    [{ comparator: 'lt' }, '低于45%'],
    [{ comparator: 'gt', value: 1200, unit: '万人次', valueText: '1200万人次' }, '超过1200万人次'],
    // The bound stands in the printed value already.
    [{ comparator: 'gt', value: 4100, unit: '户', valueText: '4100余户' }, '4100余户'],
    // In a table the unit stands in the header.
    [{ form: 'table', valueText: '45' }, '45%'],
    [{ form: 'table', valueText: '４５' }, '45%'],
    [{ valueText: '４５％' }, '45%'],
    [{ value: [8, 9], valueText: '8%—9%' }, '8%—9%'],
    [{ value: '1.9:1', unit: 'ratio', valueText: '1.9:1' }, '1.9:1'],
    [{ value: null, unit: '', text: '完成市下达任务', valueText: '' }, '完成市下达任务'],
    [{ value: null, unit: '', text: null, valueText: '' }, '森林覆盖率达到45%'],
  ])('%j', (some, said) => {
    expect(sayStatement(indicator(some), [])).toBe(said);
  });

  it('adds what changed beside the value', () => {
    expect(sayStatement(indicator({ attribute: '约束性' }), [])).toBe('45%');
    expect(sayStatement(indicator({ attribute: '约束性' }), ['attribute'])).toBe('45%（约束性）');
    expect(sayStatement(indicator({}), ['period', 'role'])).toBe('45%（2025，target）');
    expect(sayStatement(null, ['value'])).toBe('—');
  });
});
