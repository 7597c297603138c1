import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../src/cli/compare-text.js';
import { type ComparedDocument, compareDocuments } from '../../src/diff/index.js';
import { parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';

function report(year: number, ref: string, targets: string): ComparedDocument {
  const text = `${year}年澜州市政府工作报告\n\n二、${year}年工作安排\n\n今年主要预期目标是：${targets}\n`;
  const document = parseText(text, { sha256: '0'.repeat(64), mediaType: 'text/plain' });
  const { title, jurisdiction } = document.metadata;
  return { edition: { document, extraction: extractIndicators(document) }, jurisdiction, period: null, title, ref };
}
const PLAIN = { isTty: false, columns: 100 };
const LONG = '新建改造城市地下综合管廊和配套供水供气管网';
const older = report(2025, 'a.txt', `${LONG}180公里，地区生产总值增长6%左右，城镇新增就业5万人。`);
const newer = report(2026, 'b.txt', `${LONG}200公里，地区生产总值增长5.5%以上，城镇新增就业5万人，新建公厕20座。`);
const text = (columns: number, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  compareText(compareDocuments([older, newer]), ['a.txt', 'b.txt'], { ...PLAIN, columns }, locale);

describe('a comparison on a terminal', () => {
  it('letters the documents, puts headline indicators first and names the measure', () => {
    const lines = text(100).split('\n');
    expect(lines.slice(0, 2)).toEqual(['A  2025年澜州市政府工作报告  a.txt', 'B  2026年澜州市政府工作报告  b.txt']);
    expect(lines[3]).toMatch(/^关系 {2}指标 +A +B$/);
    expect(lines[5]).toMatch(/^接续 {2}地区生产总值 增速 +6%左右 2025 +5\.5%以上 2026$/);
    expect(lines.at(-2)).toBe('另有 1 项只见于一份文件');
  });

  it.each([80, 100, 140])('keeps to %d columns, a Chinese character being two wide', (columns) => {
    const lines = text(columns).split('\n');
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    const starts = lines.filter((line) => line.startsWith('接续')).map((line) => stringWidth(line.slice(0, line.search(/\S+ 2025/))));
    expect(new Set(starts).size).toBe(1);
  });

  it('speaks English where asked, the words of the page as they are', () => {
    expect(text(100, 'en')).toContain('succeeds  地区生产总值 growth');
    expect(text(100, 'en')).toContain('1 stated by one document only');
  });

  it('gives both quotes of a contradiction', () => {
    const other = report(2026, 'c.txt', '地区生产总值增长6%以上，城镇新增就业5万人。');
    const said = compareText(compareDocuments([newer, other]), ['b.txt', 'c.txt'], PLAIN, 'zh-CN');
    expect(said).toContain('不一致  地区生产总值\n');
    expect(said).toContain('  A  地区生产总值增长5.5%');
    expect(said).toContain('  B  地区生产总值增长6%以上');
  });
});
