import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withArtifacts, withoutReadings } from '../../src/report/pdf/content.js';
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

  it('and qpdf, where it is installed, finds nothing either', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const dir = mkdtempSync(join(tmpdir(), 'planwatch-qpdf-'));
    try {
      const path = join(dir, 'report.pdf');
      writeFileSync(path, await print(browser as Browser, sample('many', 'en'), 'Letter'));
      const { error, status, stdout, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
      if (error) skip('no qpdf on this machine');
      // 3 with warnings, 2 with errors.
      expect(status, stdout + stderr).toBe(0);
    } finally {
      rmSync(dir, { recursive: true });
    }
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

describe('how a glyph is to be read', () => {
  const span = (code: string, shown: string) => `/Span<</ActualText <FEFF${code}> >> BDC\n${shown}\nEMC\nET`;
  const isNamed = (glyph: number, code: number) => glyph === 0x395f && code === 0x6587;

  it('is not said again where the text layer says it', () => {
    expect(withoutReadings(`BT\n${span('6587', '12.27 0 Td <395F> Tj')}`, isNamed)).toBe('BT\n12.27 0 Td <395F> Tj\nET');
    expect(withoutReadings(span('6587', '<395F> Tj'), isNamed)).toBe('<395F> Tj\nET');
    const first = '/F4 10.65 Tf\n1 0 0 -1 46 4252 Tm\n<395F> Tj';
    expect(withoutReadings(span('6587', first), isNamed)).toBe(`${first}\nET`);
  });

  it('stays where the text layer says another character, or the glyph is a variant, or there are several', () => {
    for (const content of [
      span('2F42', '<395F> Tj'),
      span('6587', '<0012> Tj'),
      span('65876587', '<395F> Tj'),
      span('6587', '<395F> Tj\n<395F> Tj'),
    ])
      expect(withoutReadings(content, isNamed)).toBe(content);
  });

  it('is not said of a glyph that is not there', () => {
    expect(withoutReadings('BT\n/Span<</ActualText <FEFF4E00> >> BDC\nEMC\nET', isNamed)).toBe('BT\nET');
  });

  it('is left to the text layer in a whole report', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const pdf = await PDFDocument.load(await print(browser as Browser, sample('one', 'zh-CN')), { updateMetadata: false });
    for (const [, object] of pdf.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFRawStream) || object.dict.has(PDFName.of('Type')) || object.dict.has(PDFName.of('Length1'))) continue;
      expect(Buffer.from(decodePDFRawStream(object).decode()).includes('/ActualText')).toBe(false);
    }
  });
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
