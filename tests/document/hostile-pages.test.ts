import { describe, expect, it } from 'vitest';
import { joinLines, parseDocument, parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';

const page = (html: string) =>
  parseDocument([
    {
      bytes: new TextEncoder().encode(`<meta charset="utf-8"><title>石楠区工作报告</title>${html}`),
      mediaType: 'text/html',
      charset: 'utf-8',
      url: 'http://www.shinan.example/t1.html',
      fileName: null,
      sha256: '0',
    },
  ]);
/** 5 s per megabyte, for a machine with other work to do six times that; quadratic time would take minutes. */
const limitMs = (size: number) => (size / 1_000_000) * 5_000 * 6;

describe('pages nested without end', () => {
  it.each(['<div>', '<b>', '<u><i>', '<table><tr><td>', '<svg>', '<font color=red>'])(
    'of %s end in time and keep their words',
    async (tag) => {
      const html = `${tag.repeat(120_000 / tag.length)}<p>今年地区生产总值增长6%。</p>`;
      const started = performance.now();
      const document = await page(html);
      expect(performance.now() - started).toBeLessThan(limitMs(html.length));
      expect(document.text).toContain('地区生产总值增长6%');
    },
  );
});

describe('blanks without end', () => {
  it.each(['\u3000', ' ', '\t', ' \n', '\u00a0'])('%j inside a statement end in time', (blank) => {
    const text = `今年地区生产总值增长${blank.repeat(150_000)}6%，居民收入${blank.repeat(150_000)}与经济增长同步。`;
    const started = performance.now();
    extractIndicators(parseText(text, { sha256: '0', mediaType: 'text/plain' }));
    expect(performance.now() - started).toBeLessThan(limitMs(text.length));
  });

  it('are short in a quotation', () => {
    expect(joinLines(`地区生产总值 \n  增长${'\u3000'.repeat(500)}6%`)).toBe('地区生产总值增长 6%');
    expect(joinLines('一行 两词')).toBe('一行 两词');
  });
});
