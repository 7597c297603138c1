import type { Browser } from 'puppeteer';
import { PlanwatchError } from '../errors.js';
import { impostors, readGlyphMap, withoutMissingGlyphs } from './glyphs.js';
import type { Paper } from './html.js';
import { createMessages } from './messages/index.js';
import { finishPdf } from './pdf-finish.js';
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
  /** For the slowest step, printing. A report of hundreds of documents on a busy machine takes minutes. @default 170000 */
  readonly timeoutMs?: number;
}

/**
 * Prints a finished HTML report: tagged, with bookmarks, page numbers from the style sheet, no script run and nothing fetched.
 * @returns the file; equal bytes for equal arguments and one version of the browser
 * @throws PlanwatchError REPORT_PRINT_FAILED
 */
export async function renderPdf(html: string, options: PdfOptions): Promise<Uint8Array> {
  const { browser, paper = 'A4', title, locale, generatedAt, timeoutMs = 170_000 } = options;
  const glyphs = readGlyphMap();
  const shown = withoutMissingGlyphs(html, glyphs);
  let printed: Uint8Array;
  try {
    const page = await browser.newPage();
    try {
      await page.setJavaScriptEnabled(false);
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        const allowed = /^(?:data|about):/.test(request.url());
        void (allowed ? request.continue() : request.abort('blockedbyclient')).catch(() => {});
      });
      await page.setContent(withPaper(shown, paper), { waitUntil: 'load', timeout: timeoutMs });
      printed = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: timeoutMs });
    } finally {
      await page.close();
    }
  } catch (error) {
    throw new PlanwatchError('REPORT_PRINT_FAILED', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
  const t = createMessages(locale);
  return finishPdf(printed, {
    title,
    locale,
    at: generatedAt,
    subject: t('report.subject'),
    keywords: t('report.keywords'),
    impostors: impostors(shown, glyphs),
  });
}

/** The paper is the style sheet's affair; a later rule of the same kind wins over the one the HTML came with. */
const withPaper = (html: string, paper: Paper) => html.replace('</head>', `<style>@page { size: ${paper}; }</style>\n</head>`);
