import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withArtifacts } from '../../src/report/pdf/artifacts.js';
import { LOCALES } from '../../src/report/types.js';
import { KINDS, sample } from './fixtures/districts.js';
import { hostile } from './fixtures/hostile.js';
import { faultsOf } from './pdf-ua.js';
import { NO_BROWSER, print, printBrowser } from './print.js';

let browser: Browser | null = null;
beforeAll(async () => {
  browser = await printBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
});

describe('what a program can check of PDF/UA-1', () => {
  it.for(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))(
    'finds nothing in %s in %s',
    { timeout: 30_000 },
    async ([kind, locale], { skip }) => {
      if (!browser) skip(NO_BROWSER);
      expect(await faultsOf(await print(browser as Browser, sample(kind, locale)))).toEqual([]);
    },
  );

  it('finds nothing where the pages were written by somebody with bad intentions', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    expect(await faultsOf(await print(browser as Browser, hostile('zh-CN')))).toEqual([]);
  }, 30_000);

  it('finds what is taken away', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const pdf = await PDFDocument.load(await print(browser as Browser, sample('one', 'en')), { updateMetadata: false });
    for (const [, object] of pdf.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict)) continue;
      if (object.get(PDFName.of('S')) === PDFName.of('Figure')) object.delete(PDFName.of('Alt'));
      if (object.get(PDFName.of('S')) === PDFName.of('TH')) object.delete(PDFName.of('A'));
      if (object.get(PDFName.of('S')) === PDFName.of('H2')) object.set(PDFName.of('S'), PDFName.of('H3'));
      if (object.get(PDFName.of('Subtype')) === PDFName.of('Link')) object.delete(PDFName.of('Contents'));
    }
    const found = (await faultsOf(await pdf.save())).join('\n');
    for (const checkpoint of ['13-004', '14-003', '15-003', '28-012']) expect(found).toContain(checkpoint);
  }, 30_000);
});

describe('what is drawn outside of the structure', () => {
  it('is marked, the first stretch as the furniture of the page', () => {
    const content = [
      'q',
      '0 0 10 10 re',
      'f',
      'Q',
      'q',
      '/P <</MCID 0 >>BDC',
      'BT',
      '<01> Tj',
      'ET',
      'EMC',
      '1 0 0 RG',
      'BT',
      '<02> Tj',
      'ET',
      'Q',
    ];
    expect(withArtifacts(content.join('\n'))?.split('\n')).toEqual([
      '/Artifact <</Type /Pagination>> BDC',
      ...content.slice(0, 5),
      'EMC',
      ...content.slice(5, 10),
      '/Artifact BMC',
      ...content.slice(10),
      'EMC',
    ]);
  });

  it('is left alone where it is part of the structure, or nothing is drawn', () => {
    const content = [
      'q',
      '1 0 0 RG',
      '/P <</MCID 0 >>BDC',
      'BT',
      '/Span<</ActualText <FEFF9875> >> BDC',
      '<01> Tj',
      'EMC',
      'ET',
      'EMC',
      'Q',
    ].join('\n');
    expect(withArtifacts(content)).toBe(content);
  });

  it('takes words with a reading of their own along', () => {
    const content = ['BT', '/Span<</ActualText <FEFF9875> >> BDC', '<01> Tj', 'EMC', 'ET', '/P <</MCID 0 >>BDC', 'EMC'];
    expect(withArtifacts(content.join('\n'))?.split('\n')).toEqual([
      '/Artifact <</Type /Pagination>> BDC',
      ...content.slice(0, 5),
      'EMC',
      ...content.slice(5),
    ]);
  });

  it('is not marked across the edge of a text object', () => {
    expect(withArtifacts(['BT', '<01> Tj', '/P <</MCID 0 >>BDC', '<02> Tj', 'EMC', 'ET'].join('\n'))).toBeNull();
  });
});
