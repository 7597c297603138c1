import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReport, renderHtml } from '../../src/report/index.js';
import { LOCALES } from '../../src/report/types.js';
import { KINDS, sample } from './fixtures/districts.js';
import { NO_BROWSER, printBrowser } from './print.js';

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  readonly passes: readonly unknown[];
}

let browser: Browser | null = null;
beforeAll(async () => {
  browser = await printBrowser();
}, 60_000);
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

describe('axe-core finds no fault', () => {
  it.each(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))(
    'in %s, %s: on a desk by day, on a phone by night',
    async (kind, locale) => {
      if (!browser) return; // said once below
      const html = renderHtml(buildReport(sample(kind, locale)));
      for (const [width, scheme] of [
        [1200, 'light'],
        [390, 'dark'],
      ] as const) {
        const { violations, passes } = await check(html, width, scheme);
        expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
        expect(passes.length).toBeGreaterThan(30);
      }
    },
    60_000,
  );

  it('and is able to find one', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const { violations } = await check('<html><body><img src="data:,"><h1></h1></body></html>', 1200, 'light');
    expect(violations.map((one) => one.id)).toContain('image-alt');
  }, 60_000);
});

describe('the page in a browser', () => {
  it.each([390, 320])(
    'is never wider than a phone of %d pixels',
    async (width) => {
      if (!browser) return; // said once above
      const page = await browser.newPage();
      try {
        await page.setViewport({ width, height: 800 });
        await page.setContent(renderHtml(buildReport(sample('many', 'en'))));
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      } finally {
        await page.close();
      }
    },
    60_000,
  );
});
