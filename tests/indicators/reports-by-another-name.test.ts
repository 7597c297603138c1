import { describe, expect, it } from 'vitest';
import { parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';

/** `role period name value` of every record, in order. */
const read = (text: string): string[] =>
  extractIndicators(parseText(text, { sha256: '', mediaType: 'text/plain' })).indicators.map(
    (i) => `${i.role} ${i.period} ${i.name} ${i.value}`,
  );

describe('a report of a year by another name', () => {
  it('a summary with the plan of the next year looks back and ahead as a work report does', () => {
    const found = read(`云山街道2025年工作总结和2026年工作计划

一、2025年工作总结

2025年，全街道实现税收12.8亿元，同比增长7.3%。

二、2026年工作计划

力争税收增长6%，新建社区食堂2个。截至去年底，全街道电梯达320部。
`);
    expect(found).toEqual([
      'actual 2025 税收 12.8',
      'actual 2025 税收 7.3',
      'target 2026 税收 6',
      'target 2026 新建社区食堂 2',
      'actual 2025 电梯 320',
    ]);
  });

  it('so does a report on the work of a year', () => {
    const found = read(`关于2025年全县经济工作的报告

去年，全县规上工业企业净增35家。今年要引进项目40个。
`);
    expect(found).toEqual(['actual 2024 净增规上工业企业 35', 'target 2025 引进项目 40']);
  });

  it('an action plan is none', () => {
    const found = read(`云山县绿色建筑三年行动方案（2024—2026年）

到2026年，新建绿色建筑20万平方米。
`);
    expect(found).toEqual(['target 2024-2026 新建绿色建筑 20']);
  });
});
