import type { Browser } from 'puppeteer';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputOf, prose } from './fixtures/pair.js';
import { NO_BROWSER, print, printBrowser } from './print.js';

const NAMES = '梨桃杏李枣柿栗榛茶麻棉豆薯藕菇笋'
  .split('')
  .map((word, i) => `${word}类产品加工业总产值${i % 3 === 0 ? '（规模以上单位）' : ''}`);
const edition = (from: number) => {
  const clauses = NAMES.map((name, i) => `${name}增长${from + i}%`);
  return prose(
    `${clauses.join('，')}。`,
    clauses.map((q, i) => ({ q, v: `${from + i}%`, name: NAMES[i] as string })),
  );
};
const input = inputOf(edition(10), edition(11));

describe('a report on one jurisdiction', () => {
  let browser: Browser | null = null;
  let pages: string[] = [];
  beforeAll(async () => {
    browser = await printBrowser();
    if (!browser) return;
    const pdf = await getDocumentProxy((await print(browser, input)).slice());
    for (let i = 1; i <= pdf.numPages; i++) {
      const { items } = await (await pdf.getPage(i)).getTextContent();
      pages = [
        ...pages,
        items
          .map((item) => ('str' in item ? item.str : ''))
          .join('')
          .replace(/\s/g, ''),
      ];
    }
  }, 120_000);
  afterAll(() => browser?.close());

  it('has sixteen rows of the first table on its first page, without a column for the one place', ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    for (const name of NAMES) expect(pages[0]).toContain(name);
    expect(pages[0]).not.toContain('地区期间');
    expect(pages[0]).toContain('指标期间修订前修订后');
  });

  it('numbers each of them in the paragraph that is quoted once', ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const evidence = pages.slice(1).join('');
    for (let i = 0; i < NAMES.length; i++) expect(evidence.split(String.fromCodePoint(0x2460 + i)).length - 1).toBe(3);
  });
});
