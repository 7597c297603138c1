import { PDFDict, PDFDocument, type PDFHexString, PDFName, type PDFRef } from '@cantoo/pdf-lib';
import type { Browser } from 'puppeteer';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { impostors, readGlyphMap, withoutMissingGlyphs } from '../../src/report/glyphs.js';
import type { ReportInput } from '../../src/report/index.js';
import { buildReport } from '../../src/report/index.js';
import { LOCALES } from '../../src/report/types.js';
import { KINDS, sample } from './fixtures/districts.js';
import { hostile } from './fixtures/hostile.js';
import { NO_BROWSER, print, printBrowser } from './print.js';

// pdf.js of this version asks for it while reading the drawing commands; Node 20 has not got it.
const prototype = ArrayBuffer.prototype as { transferToFixedLength?: (length?: number) => ArrayBuffer };
prototype.transferToFixedLength ??= function transfer(this: ArrayBuffer, length?: number) {
  return this.slice(0, length);
};

let browser: Browser | null = null;
const made = new Map<string, Uint8Array>();
beforeAll(async () => {
  browser = await printBrowser();
  if (!browser) return;
  for (const kind of KINDS) for (const locale of LOCALES) made.set(`${kind} ${locale}`, await print(browser, sample(kind, locale)));
}, 120_000);
afterAll(async () => {
  await browser?.close();
});

const open = (bytes: Uint8Array) => getDocumentProxy(bytes.slice());
const EACH = KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const));

async function textOf(bytes: Uint8Array): Promise<string> {
  const pdf = await open(bytes);
  const pages: string[] = [];
  for (let i = 1; i <= pdf.numPages; i++) {
    const { items } = await (await pdf.getPage(i)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  return pages.join('\n');
}
/** Line ends, and the thin spaces the browser sets between Chinese and Latin, are no part of the words. */
const bare = (text: string) => text.replace(/\s/g, '');

interface Outline {
  readonly title: string;
  readonly items: readonly Outline[];
}
const titles = (outline: readonly Outline[]): string[] => outline.flatMap((one) => [one.title, ...titles(one.items)]);

describe.each(EACH)('the PDF of %s in %s', (kind, locale) => {
  const bytes = (skip: (note: string) => never): Uint8Array => made.get(`${kind} ${locale}`) ?? skip(NO_BROWSER);
  const model = buildReport(sample(kind, locale));

  it('embeds the two cuts of its font, subset, and no other', async ({ skip }) => {
    const pdf = await PDFDocument.load(bytes(skip), { updateMetadata: false });
    const names = new Set<string>();
    for (const [, object] of pdf.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict)) continue;
      const subtype = object.get(PDFName.of('Subtype'))?.toString();
      expect(subtype).not.toBe('/Type3');
      if (object.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor')) continue;
      names.add(object.get(PDFName.of('FontName'))?.toString() ?? '');
      expect(object.has(PDFName.of('FontFile2'))).toBe(true);
    }
    expect([...names].map((name) => name.replace(/^\/[A-Z]{6}\+/, '')).sort()).toEqual(['NotoSansSC-Bold', 'NotoSansSC-Regular']);
  });

  it('gives back every name, value, reason and hash as text, the finding before the table before the evidence', async ({ skip }) => {
    const text = bare(await textOf(bytes(skip)));
    const comparisons = model.documents.flatMap((document) => document.comparisons);
    const words = [
      model.title,
      model.finding,
      ...model.revisions.flatMap((row) => [row.name, row.before?.text, row.after?.text, row.deltaText]),
      ...comparisons.flatMap((one) => [one.before.digest, one.after.digest, ...one.minor.map((row) => row.name)]),
      ...model.baselines.flatMap((baseline) =>
        baseline.sections.flatMap((section) => section.rows.flatMap((row) => [row.name, row.value.text])),
      ),
      ...model.unknown.flatMap((row) => [row.title, row.whyText]),
      ...model.sources.map((row) => row.title),
    ];
    const missing = words.filter((word) => word && !text.includes(bare(word)));
    expect(missing).toEqual([]);
    const order = [model.title, model.finding, ...model.documents.map((document) => document.comparisons[0]?.after.digest ?? '')].map(
      (word) => text.indexOf(bare(word)),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('has bookmarks, tags, language, title, author and the date of the data', async ({ skip }) => {
    const pdf = await open(bytes(skip));
    const outline = titles(((await pdf.getOutline()) ?? []) as Outline[]).map(bare);
    for (const document of [...model.documents, ...model.baselines]) expect(outline).toContain(bare(document.title));
    for (const row of model.revisions) expect(outline.some((title) => title.replace(/^[①-⑳]/, '').startsWith(bare(row.name)))).toBe(true);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
    for (const role of ['H1', 'H2', 'P']) expect(tree).toContain(`"role":"${role}"`);
    const { info, metadata } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: model.title, Author: 'planwatch', Language: locale, CreationDate: 'D:20261120013012Z' });
    expect(metadata?.getRaw()).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(metadata?.get('dc:title')).toBe(model.title);
  });

  it('draws no box: every glyph is one of the font', async ({ skip }) => {
    const pdf = await open(bytes(skip));
    for (let i = 1; i <= pdf.numPages; i++) {
      const { argsArray } = await (await pdf.getPage(i)).getOperatorList();
      const glyphs = argsArray
        .flat(3)
        .filter(
          (one: unknown): one is { originalCharCode: number } => typeof one === 'object' && one !== null && 'originalCharCode' in one,
        );
      expect(glyphs.length).toBeGreaterThan(50);
      expect(glyphs.filter((glyph) => glyph.originalCharCode === 0)).toEqual([]);
    }
  });

  it('leaves no heading alone at the foot of a page', async ({ skip }) => {
    const pdf = await open(bytes(skip));
    const headings = new Set(titles(((await pdf.getOutline()) ?? []) as Outline[]).map(bare));
    const kept = new Set([...model.documents, ...model.baselines].map((document) => bare(document.url ?? '')));
    for (let i = 1; i <= pdf.numPages; i++) {
      const lines = new Map<number, string>();
      for (const item of (await (await pdf.getPage(i)).getTextContent()).items) {
        if (!('transform' in item) || item.str.trim() === '') continue;
        const y = Math.round(item.transform[5]);
        lines.set(y, (lines.get(y) ?? '') + item.str);
      }
      // The lowest line of all is the footer.
      const [, last = ''] = [...lines].sort(([a], [b]) => a - b).map(([, text]) => bare(text));
      expect(headings.has(last) || kept.has(last), `page ${i} ends with ${last}`).toBe(false);
    }
  });

  it('stays small and numbers its pages', async ({ skip }) => {
    expect(bytes(skip).length).toBeLessThan(1_000_000);
    const text = bare(await textOf(bytes(skip)));
    const pages = (await open(bytes(skip))).numPages;
    if (kind === 'none') expect(pages).toBe(1);
    expect(text).toContain(locale === 'en' ? `Page1of${pages}` : `第1页，共${pages}页`);
  });
});

describe('links and tables', () => {
  it('every inner link resolves, says where it leads and comes back', async ({ skip }) => {
    const bytes = made.get('many zh-CN') ?? skip(NO_BROWSER);
    const pdf = await open(bytes);
    let inner = 0;
    for (let i = 1; i <= pdf.numPages; i++) {
      for (const link of await (await pdf.getPage(i)).getAnnotations()) {
        expect(link.contentsObj?.str ?? '').not.toBe('');
        if (link.url) continue;
        inner++;
        const goal = typeof link.dest === 'string' ? await pdf.getDestination(link.dest) : link.dest;
        expect(goal, JSON.stringify(link.dest)).toBeTruthy();
      }
    }
    // Ten rows lead to their evidence, ten entries back; the list of sources leads to two documents.
    expect(inner).toBeGreaterThanOrEqual(22);
  });

  it('tables have tagged header cells with a scope', async ({ skip }) => {
    const pdf = await PDFDocument.load(made.get('many en') ?? skip(NO_BROWSER), { updateMetadata: false });
    let headers = 0;
    let scoped = 0;
    for (const [, object] of pdf.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object.get(PDFName.of('S')) !== PDFName.of('TH')) continue;
      headers++;
      const attributes = JSON.stringify(pdf.context.lookup(object.get(PDFName.of('A')) as PDFRef)?.toString() ?? '');
      if (/Scope/.test(attributes)) scoped++;
    }
    expect(headers).toBeGreaterThan(50);
    expect(scoped).toBe(headers);
  });
});

describe('structure', () => {
  it('describes every figure with its values and types every list item', async ({ skip }) => {
    const pdf = await PDFDocument.load(made.get('many en') ?? skip(NO_BROWSER), { updateMetadata: false });
    const elements = pdf.context
      .enumerateIndirectObjects()
      .map(([, object]) => object)
      .filter((object): object is PDFDict => object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('StructElem'));
    const of = (role: string) => elements.filter((one) => one.get(PDFName.of('S')) === PDFName.of(role));
    const alternatives = of('Figure').map((figure) => (figure.lookup(PDFName.of('Alt')) as PDFHexString | undefined)?.decodeText() ?? '');
    expect(alternatives.length).toBeGreaterThan(10);
    expect(alternatives.filter((text) => text === '')).toEqual([]);
    expect(alternatives.some((text) => text.includes('20 January 2026 7%左右, 2 April 2026 6.5%以上'))).toBe(true);
    expect(of('LI').length).toBe(of('LBody').length);
  });
});

describe('printing', () => {
  it('gives the same bytes for the same data, in one browser or another', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const again = await printBrowser();
    try {
      const bytes = await print(again as Browser, sample('many', 'zh-CN'));
      expect(Buffer.from(bytes).equals(Buffer.from(made.get('many zh-CN') as Uint8Array))).toBe(true);
    } finally {
      await again?.close();
    }
  });

  it('sets the paper it is asked for', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const size = async (paper: 'A4' | 'Letter') =>
      (await PDFDocument.load(await print(browser as Browser, sample('none', 'en'), paper))).getPage(0).getSize();
    const [a4, letter] = [await size('A4'), await size('Letter')];
    expect([Math.round(a4.width), Math.round(a4.height)]).toEqual([595, 842]);
    expect([Math.round(letter.width), Math.round(letter.height)]).toEqual([612, 792]);
  });

  it('runs no script, fetches nothing and keeps its layout under hostile text', async ({ skip }) => {
    if (!browser) skip(NO_BROWSER);
    const pdf = await open(await print(browser as Browser, hostile('en') as ReportInput));
    expect(pdf.numPages).toBeLessThan(12);
    expect(await pdf.getJSActions()).toBeNull();
    for (let i = 1; i <= pdf.numPages; i++) {
      const page = await pdf.getPage(i);
      const [, , width] = page.view as [number, number, number, number];
      for (const item of (await page.getTextContent()).items) {
        if (!('transform' in item) || item.str.trim() === '') continue;
        expect(item.transform[4]).toBeGreaterThanOrEqual(0);
        expect(item.transform[4] + item.width).toBeLessThanOrEqual(width);
      }
    }
  });
});

describe('characters that share a glyph', () => {
  it('are named by the one that was printed', () => {
    const names = impostors('目标–一', readGlyphMap());
    expect(names.get(0x2f6c)).toBe('目'.codePointAt(0));
    expect(names.get(0x2f00)).toBe('一'.codePointAt(0));
    expect(names.get('目'.codePointAt(0) as number)).toBeUndefined();
  });
});

describe('characters the font has not got', () => {
  it('are set as a mark, all others left alone', () => {
    const glyphs = readGlyphMap();
    const kept = '地区生产总值①℃‰〔2021〕㎡—–−▲▼×→…“”';
    expect(withoutMissingGlyphs(kept, glyphs)).toBe(kept);
    expect(withoutMissingGlyphs('a😀b\uffff', glyphs)).toBe('a〓b〓');
  });
});
