import { describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff/index.js';
import { parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';

function editionOf(sentence: string) {
  const text = `2023年澜州市政府工作报告\n\n二、2023年工作安排\n\n${sentence}\n`;
  const document = parseText(text, { sha256: '0'.repeat(64), mediaType: 'text/plain' });
  return { document, extraction: extractIndicators(document) };
}
const periods = (sentence: string) => editionOf(sentence).extraction.indicators.map((i) => `${i.valueText} ${i.period}`);

describe('a task whose deadline stands behind its figures', () => {
  it('is of the year it is due', () => {
    expect(periods('建设云汀净水厂，处理能力8万吨/日，总投资4.2亿元，2025年底前建成投运。')).toEqual(['8万吨/日 2025', '4.2亿元 2025']);
    expect(periods('改造老旧小区18个，力争于2024年6月底前全面完成。')).toEqual(['18个 2024']);
  });

  it('leaves alone what the deadline does not speak of', () => {
    expect(periods('新建公厕20座，轻轨二期2025年底前建成通车。')).toEqual(['20座 2023']);
    expect(periods('新建公厕20座；扩建学校3所，2024年底前完成。')).toEqual(['20座 2023', '3所 2024']);
    expect(periods('新建公厕20座，2022年底前完成选址。')).toEqual(['20座 2023']);
  });

  it('is revised when the deadline is', () => {
    const sentence = (year: string) => `建设云汀净水厂，处理能力8万吨/日，${year}年底前建成投运。`;
    const { changes } = diffEditions(editionOf(sentence('2024')), editionOf(sentence('2025')));
    expect(changes.map((c) => [c.type, c.fields, c.before?.period, c.after?.period])).toEqual([['revised', ['period'], '2024', '2025']]);
  });
});
