import { describe, expect, it } from 'vitest';
import { type Document, parseText } from '../../../src/document/index.js';

const parse = (text: string): Document => parseText(text, { sha256: '0'.repeat(64), mediaType: 'text/plain' });
const wordsOf = (document: Document): string[] =>
  document.blocks.map((b) => b.pieces.map((p) => document.text.slice(p.start, p.end)).join(''));

const TITLE = '2026年澜州市云汀区政府工作报告';
const SENTENCES = [
  '全区经济运行稳中向好，新动能加快成长，主要指标好于预期。',
  '深化重点领域改革，推动营商环境持续优化，市场主体活力增强。',
  '扎实推进城市更新，改造老旧街区，完善配套设施，群众满意度提升。',
];

describe('a page break in mid-sentence, in a text with one paragraph a line', () => {
  it('leaves out the page number and the title printed above the next page, even once', () => {
    const text = `${TITLE}\n${SENTENCES.join('\n')}\n大气治理持续加力，优良天数\n\n- 12 -\n\n${TITLE}\n比率达到91.2%，水质稳定达标。\n`;
    expect(wordsOf(parse(text)).at(-1)).toContain('大气治理持续加力，优良天数比率达到91.2%，水质稳定达标。');
  });

  it('leaves out a header that is not the title where it stands beside three page numbers', () => {
    const page = (i: number) => `${SENTENCES[i % 3]?.slice(0, -6)}\n— ${i + 1} —\n云汀区发展和改革局\n${SENTENCES[i % 3]?.slice(-6)}\n`;
    const words = wordsOf(parse(`${TITLE}\n${[0, 1, 2, 3].map(page).join('')}`));
    expect(words.slice(1)).toEqual([SENTENCES[0], SENTENCES[1], SENTENCES[2], SENTENCES[0]]);
  });

  it('joins what the break cut off however short it is', () => {
    const text = `${TITLE}\n${SENTENCES.join('\n')}\n新建社区食堂一共845处\n— 15 —\n左右，方便老人就餐。\n`;
    expect(wordsOf(parse(text)).at(-1)).toBe('新建社区食堂一共845处左右，方便老人就餐。');
  });

  it('joins a number and its unit', () => {
    const text = `${TITLE}\n${SENTENCES.join('\n')}\n拆违 60 万\n－20－\n\n平方米，腾出发展空间。\n`;
    expect(wordsOf(parse(text)).at(-1)).toBe('拆违 60 万平方米，腾出发展空间。');
  });

  it('keeps the title of the document, and what opens a paragraph of its own', () => {
    const text = `— 1 —\n${TITLE}\n${SENTENCES[0]}\n落款单位和日期如下一行所示\n— 2 —\n一、去年工作回顾\n${SENTENCES[1]}\n`;
    const words = wordsOf(parse(text));
    expect(words).toContain(TITLE);
    expect(words).toContain('一、去年工作回顾');
  });
});

describe('a page break in hard-wrapped text', () => {
  it('joins a line that the break left short', () => {
    const wrapped =
      SENTENCES.join('')
        .repeat(4)
        .match(/.{1,34}/gs) ?? [];
    const text = `${TITLE}\n\n${wrapped.join('\n')}\n生态修复持续推进，治理历史遗留矿\n第5页\n\n山9.5万亩，林草覆盖稳步提高，水土流失得到有效控制，城乡面\n貌明显改善。\n`;
    expect(wordsOf(parse(text)).at(-1)).toContain('治理历史遗留矿山9.5万亩，');
  });
});
