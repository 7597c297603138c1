import type { Browser, PDFOptions } from 'puppeteer';
import { PlanwatchError } from '../errors.js';
import { impostors, readGlyphMap, withoutMissingGlyphs } from './glyphs.js';
import type { Paper } from './html.js';
import { createMessages } from './messages/index.js';
import { type PdfFile, readPrinted } from './pdf/file.js';
import { finishPdf } from './pdf/finish.js';
import { layOver, pagesOf } from './pdf/furniture.js';
import { joinParts } from './pdf/join.js';
import { type Parts, partsOf } from './pdf/parts.js';
import type { Locale } from './types.js';

export interface PdfOptions {
  /** A running browser started with `purpose: 'print'`; it stays open. */
  readonly browser: Pick<Browser, 'newPage'>;
  /** @default 'A4' */
  readonly paper?: Paper;
  readonly title: string;
  readonly locale: Locale;
  /** Stands in the PDF as its date: the same data give the same bytes. */
  readonly generatedAt: string;
  /** For the slowest step, printing: of the report, or of each part of a long one. @default 170000 */
  readonly timeoutMs?: number;
  /** Length of HTML that is printed at once, UTF-16 units; see `partsOf`. @default 600000 */
  readonly partLength?: number;
}

/**
 * Prints a finished HTML report: tagged, with bookmarks, page numbers from the style sheet, no script run and nothing fetched. One of hundreds of
 * documents is printed in parts, one after the other, which are joined: the browser would need gigabytes for the whole.
 * @returns the file; equal bytes for equal arguments and one version of the browser
 * @throws PlanwatchError REPORT_PRINT_FAILED
 */
export async function renderPdf(html: string, options: PdfOptions): Promise<Uint8Array> {
  const { title, locale, generatedAt } = options;
  const glyphs = readGlyphMap();
  const shown = withPaper(withoutMissingGlyphs(html, glyphs), options.paper ?? 'A4');
  const parts = partsOf(shown, options.partLength);
  const t = createMessages(locale);
  try {
    const printing = parts ? printParts(parts, options) : print(shown, options, { tagged: true, outline: true });
    // While the browser is at work.
    const names = impostors(shown, glyphs);
    return await finishPdf(await printing, {
      title,
      locale,
      at: generatedAt,
      subject: t('report.subject'),
      keywords: t('report.keywords'),
      impostors: names,
      isNamed: (glyph, code) => glyphs.glyphOf(code) === glyph && !names.has(code),
    });
  } catch (error) {
    throw new PlanwatchError('REPORT_PRINT_FAILED', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

async function printParts({ files, furniture }: Parts, options: PdfOptions): Promise<PdfFile> {
  const printed: PdfFile[] = [];
  // One at a time: each has a renderer of its own, which gives its memory back.
  for (const [i, file] of files.entries())
    printed.push(await print(file, options, { tagged: true, outline: true, pageRanges: i === 0 ? '' : '2-' }));
  const whole = joinParts(printed);
  layOver(whole, await print(furniture(pagesOf(whole).length), options, { tagged: false, outline: false }));
  return whole;
}

async function print(html: string, { browser, timeoutMs = 170_000 }: PdfOptions, how: PDFOptions): Promise<PdfFile> {
  const page = await browser.newPage();
  try {
    await Promise.all([page.setJavaScriptEnabled(false), page.setRequestInterception(true)]);
    page.on('request', (request) => {
      const allowed = /^(?:data|about):/.test(request.url());
      void (allowed ? request.continue() : request.abort('blockedbyclient')).catch(() => {});
    });
    await page.setContent(html, { waitUntil: 'load', timeout: timeoutMs });
    return await readPrinted(await page.pdf({ preferCSSPageSize: true, printBackground: true, timeout: timeoutMs, ...how }));
  } finally {
    await page.close();
  }
}

/** The paper is the style sheet's affair; a later rule of the same kind wins over the one the HTML came with. */
const withPaper = (html: string, paper: Paper) => html.replace('</head>', `<style>@page { size: ${paper}; }</style>\n</head>`);
