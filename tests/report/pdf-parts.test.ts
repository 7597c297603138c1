import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import type { Browser } from 'puppeteer';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReport, renderHtml, renderPdf } from '../../src/report/index.js';
import { partsOf } from '../../src/report/pdf/parts.js';
import { large } from './fixtures/districts.js';
import { faultsOf } from './pdf-ua.js';
import { NO_BROWSER, printBrowser } from './print.js';

const model = buildReport(large(6));
const html = renderHtml(model);
const body = (text: string) => text.slice(text.indexOf('<body'));
const bare = (text: string) => text.replace(/\s/g, '');

describe('cutting a report', () => {
  it('leaves a short one whole', () => {
    expect(partsOf(html)).toBeNull();
  });

  it('cuts before a document, so that the parts hold all of it and nothing twice', () => {
    const { files } = partsOf(html, 50_000) ?? { files: [] };
    expect(files.length).toBeGreaterThan(2);
    for (const [i, file] of files.entries()) {
      expect(file.startsWith('<!DOCTYPE html>')).toBe(true);
      expect(file).toContain('@bottom-right { content: none !important; }');
      if (i > 0)
        expect(body(file)).toMatch(/^<body[^>]*>\s*<main[^>]*>\s*(?:<section class="part documents">)?<div style="break-after: page/);
    }
    const articles = files.flatMap((file) => [...file.matchAll(/<h3 id="(d-[^"]*)"/g)].map(([, id]) => id));
    expect(articles).toEqual(model.documents.map(({ anchor }) => anchor));
  });

  it('gives a table that is cut its header again', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `<tr><th scope="row">${i}</th></tr>`).join('\n');
    const table = `<table class="t"><colgroup><col></colgroup><thead><tr><th>h</th></tr></thead>\n<tbody>\n${rows}\n</tbody></table>`;
    const { files } = partsOf(`<html><head></head><body><main>${table}<p>end</p></main></body></html>`, 500) ?? { files: [] };
    expect(files.length).toBeGreaterThan(2);
    for (const file of files.slice(1))
      expect(file).toMatch(/height: 1px"><\/div><table class="t"><colgroup><col><\/colgroup><thead>.*<\/thead>\n<tbody><tr>/);
    const numbers = files.flatMap((file) => [...file.matchAll(/"row">(\d+)/g)].map(([, n]) => Number(n)));
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('never cuts where a cell reaches over several rows, nor behind a heading', () => {
    const row = '<tr><th rowspan="2">a</th></tr><tr><td>b</td></tr>';
    const inner = `<section><h2>x</h2><article>one ${'y'.repeat(300)}</article></section>`;
    expect(partsOf(`<html><head></head><body><table><tbody>${row.repeat(50)}</tbody></table>${inner}</body></html>`, 500)).toBeNull();
  });
});

describe('a report printed in parts', () => {
  let browser: Browser | null = null;
  const printed: { whole: Uint8Array; parts: Uint8Array }[] = [];
  beforeAll(async () => {
    browser = await printBrowser();
    if (!browser) return;
    const { title, locale, generatedAt } = model;
    const whole = await renderPdf(html, { browser, title, locale, generatedAt });
    const parts = await renderPdf(html, { browser, title, locale, generatedAt, partLength: 40_000 });
    printed.push({ whole, parts });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
  });
  const both = (skip: (note: string) => never) => printed[0] ?? skip(NO_BROWSER);
  const open = (bytes: Uint8Array) => getDocumentProxy(bytes.slice());

  interface Outline {
    readonly title: string;
    readonly dest: unknown;
    readonly items: readonly Outline[];
  }
  const nested = (outline: readonly Outline[], depth = 0): string[] =>
    outline.flatMap(({ title, items }) => [`${'·'.repeat(depth)}${bare(title)}`, ...nested(items, depth + 1)]);
  /** The words between the running header and the footer, both of which stand in the margins. */
  async function wordsOf(bytes: Uint8Array): Promise<string> {
    const pdf = await open(bytes);
    let text = '';
    for (let i = 1; i <= pdf.numPages; i++) {
      for (const item of (await (await pdf.getPage(i)).getTextContent()).items)
        if ('transform' in item && item.transform[5] > 50 && item.transform[5] < 790) text += item.str;
    }
    return bare(text);
  }

  it('has the same words in the same order, headers aside that a table repeats on its next page', async ({ skip }) => {
    const { whole, parts } = both(skip);
    const headers = /序指标地区修订前修订后幅度判断|文件检查最近检查最近变动本期各次检查/g;
    const [expected, found] = [await wordsOf(whole), await wordsOf(parts)].map((text) => text.replace(headers, ''));
    expect(found?.length).toBe(expected?.length);
    expect(found === expected).toBe(true);
  });

  it('has the same bookmarks, each leading to its page', async ({ skip }) => {
    const { whole, parts } = both(skip);
    const [a, b] = [await open(whole), await open(parts)];
    const outline = ((await b.getOutline()) ?? []) as Outline[];
    expect(nested(outline)).toEqual(nested(((await a.getOutline()) ?? []) as Outline[]));
    const documents = outline[0]?.items.find(({ title }) => bare(title) === '逐份文件')?.items ?? [];
    const pages = await Promise.all(documents.map(({ dest }) => b.getPageIndex((dest as [never])[0])));
    expect(pages.length).toBe(6);
    expect(pages).toEqual([...pages].sort((x, y) => x - y));
    for (const [i, page] of pages.entries()) {
      const { items } = await (await b.getPage(page + 1)).getTextContent();
      expect(bare(items.map((item) => ('str' in item ? item.str : '')).join(''))).toContain(bare(documents[i]?.title ?? ''));
    }
  });

  it('has the same links, which lead from the table to the evidence and back', async ({ skip }) => {
    const { whole, parts } = both(skip);
    const goals = async (bytes: Uint8Array) => {
      const pdf = await open(bytes);
      const known = await pdf.getDestinations();
      const found: string[] = [];
      for (let i = 1; i <= pdf.numPages; i++) {
        for (const link of await (await pdf.getPage(i)).getAnnotations()) {
          expect(link.url ?? known[link.dest]).toBeTruthy();
          found.push(link.url ?? link.dest);
        }
      }
      return found;
    };
    const expected = await goals(whole);
    expect(expected.length).toBeGreaterThan(80);
    expect(await goals(parts)).toEqual(expected);
  });

  it('has the same structure, and one for the whole', async ({ skip }) => {
    const { whole, parts } = both(skip);
    expect(await faultsOf(parts)).toEqual([]);
    const count = async (bytes: Uint8Array) => {
      const roles = new Map<string, number>();
      for (const [, object] of (await PDFDocument.load(bytes, { updateMetadata: false })).context.enumerateIndirectObjects()) {
        const role = object instanceof PDFDict && object.has(PDFName.of('S')) ? String(object.get(PDFName.of('S'))) : null;
        if (role && /^\/(?:H\d|P|L|LI|TD|Figure|Link|Art)$/.test(role)) roles.set(role, (roles.get(role) ?? 0) + 1);
      }
      return Object.fromEntries([...roles].sort());
    };
    expect(await count(parts)).toEqual(await count(whole));
  });

  it('numbers its pages through and heads each but the first', async ({ skip }) => {
    const { parts } = both(skip);
    const pdf = await open(parts);
    const [title, period] = [bare(model.title), bare(model.periodText ?? '')];
    for (let i = 1; i <= pdf.numPages; i++) {
      const { items } = await (await pdf.getPage(i)).getTextContent();
      const margin = bare(
        items.map((item) => ('transform' in item && (item.transform[5] < 50 || item.transform[5] > 790) ? item.str : '')).join(''),
      );
      expect(margin).toContain(`第${i}页，共${pdf.numPages}页`);
      if (i > 1) expect(margin).toContain(`${title}${period}`);
      expect(margin.split('页，共').length).toBe(2);
    }
  });

  it('shows what it says: nothing is covered', async ({ skip }) => {
    const { whole, parts } = both(skip);
    const dir = mkdtempSync(join(tmpdir(), 'planwatch-parts-'));
    const ink = (bytes: Uint8Array): number => {
      writeFileSync(join(dir, 'report.pdf'), bytes);
      const { error, stdout } = spawnSync('pdftoppm', ['-r', '20', '-gray', join(dir, 'report.pdf')], { maxBuffer: 1 << 28 });
      if (error) skip('no pdftoppm on this machine');
      return stdout.reduce((sum, level) => sum + (level < 160 ? 1 : 0), 0);
    };
    try {
      const [expected, found] = [ink(whole), ink(parts)];
      expect(found).toBeGreaterThan(expected * 0.95);
      expect(found).toBeLessThan(expected * 1.1);
    } finally {
      rmSync(dir, { recursive: true });
    }
  }, 30_000);

  it('lays nothing but words over its pages', async ({ skip }) => {
    const { context } = await PDFDocument.load(both(skip).parts, { updateMetadata: false });
    const forms = context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Form') ? [object] : [],
      );
    expect(forms.length).toBeGreaterThan(10);
    for (const form of forms) expect(Buffer.from(decodePDFRawStream(form).decode()).toString('latin1')).not.toMatch(/\s[fFsSbB]\*?\s/);
  });

  it('embeds the two cuts of the font and gives every subset a name of its own', async ({ skip }) => {
    const { parts } = both(skip);
    const names: string[] = [];
    for (const [, object] of (await PDFDocument.load(parts, { updateMetadata: false })).context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor')) continue;
      names.push(String(object.get(PDFName.of('FontName'))));
      expect(object.has(PDFName.of('FontFile2'))).toBe(true);
    }
    expect(new Set(names.map((name) => name.slice(8)))).toEqual(new Set(['NotoSansSC-Regular', 'NotoSansSC-Bold']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives the same bytes for the same data', async ({ skip }) => {
    const { parts } = both(skip);
    const { title, locale, generatedAt } = model;
    const again = await renderPdf(html, { browser: browser as Browser, title, locale, generatedAt, partLength: 40_000 });
    expect(Buffer.from(again).equals(Buffer.from(parts))).toBe(true);
  });
});
