import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'puppeteer';
import { afterAll, describe, expect, it } from 'vitest';
import { buildReport, renderHtml } from '../../src/report/index.js';
import { LOCALES } from '../../src/report/types.js';
import { KINDS, sample } from './fixtures/districts.js';
import { NO_BROWSER, printBrowser } from './print.js';

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  readonly passes: readonly unknown[];
}

const browser: Browser | null = await printBrowser();
afterAll(async () => {
  await browser?.close();
});
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function check(html: string, width: number, scheme: 'light' | 'dark'): Promise<AxeResult> {
  const page = await (browser as Browser).newPage();
  try {
    // The report forbids scripts in itself; the checker is one.
    await page.setBypassCSP(true);
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setContent(html);
    await page.evaluate(axe);
    return (await page.evaluate('axe.run()')) as AxeResult;
  } finally {
    await page.close();
  }
}

describe.skipIf(!browser).each(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))(
  'axe-core, in %s, %s',
  (kind, locale) => {
    const html = renderHtml(buildReport(sample(kind, locale)));

    it.each([
      ['a desk by day', 1200, 'light'],
      ['a phone by night', 390, 'dark'],
    ] as const)('finds no fault on %s', { timeout: 60_000 }, async (_, width, scheme) => {
      const { violations, passes } = await check(html, width, scheme);
      expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
      expect(passes.length).toBeGreaterThan(30);
    });
  },
);

describe('axe-core', () => {
  it('and is able to find one', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const { violations } = await check('<html><body><img src="data:,"><h1></h1></body></html>', 1200, 'light');
    expect(violations.map((one) => one.id)).toContain('image-alt');
  }, 60_000);
});

describe('the page in a browser', () => {
  it('is never wider than the smallest phone', { timeout: 60_000 }, async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const page = await (browser as Browser).newPage();
    try {
      await page.setViewport({ width: 320, height: 800 });
      await page.setContent(renderHtml(buildReport(sample('many', 'en'))));
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    } finally {
      await page.close();
    }
  });
});
