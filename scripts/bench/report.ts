// Cases for `npm run bench`: what a report costs beside what the browser alone needs, and the largest report we promise. Documents are invented.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer';
import { findBrowser, launchBrowser, systemProbe } from '../../src/browser/index.js';
import { buildReport, type ReportInput, renderHtml, renderPdf } from '../../src/report/index.js';
import { large } from '../../tests/report/fixtures/districts.js';
import type { BenchCase } from '../bench.js';

/** So many changed documents make a report of about 20 pages. */
const DOCUMENTS_OF_20_PAGES = 4;
const PLAIN = 'the browser alone, 20 pages from a file';

let browser: Browser | null = null;
const dir = mkdtempSync(join(tmpdir(), 'planwatch-bench-'));
const file = join(dir, 'report.html');
const inputs = new Map<number, ReportInput>();

const open = async (documents: number) => {
  inputs.set(documents, large(documents, documents === DOCUMENTS_OF_20_PAGES ? 'many' : 'two'));
  browser ??= await launchBrowser({
    choice: await findBrowser({ executable: null }, process.env, systemProbe()),
    sandbox: 'auto',
    purpose: 'print',
  });
};
const close = async () => {
  await browser?.close();
  browser = null;
  rmSync(dir, { recursive: true, force: true });
};

const report = async (documents: number) => {
  const model = buildReport(inputs.get(documents) as ReportInput);
  const { title, locale, generatedAt } = model;
  return renderPdf(renderHtml(model), { browser: browser as Browser, title, locale, generatedAt });
};

async function printFile(): Promise<void> {
  const page = await (browser as Browser).newPage();
  await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
  await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  await page.close();
}

export const cases: readonly BenchCase[] = [
  {
    name: PLAIN,
    note: 'goto, pdf',
    prepare: async () => {
      await open(DOCUMENTS_OF_20_PAGES);
      writeFileSync(file, renderHtml(buildReport(inputs.get(DOCUMENTS_OF_20_PAGES) as ReportInput)));
    },
    run: printFile,
  },
  {
    name: 'a report of 20 pages, model to PDF',
    ratioTo: PLAIN,
    note: 'at most 1.3 times, under 3 s',
    run: () => report(DOCUMENTS_OF_20_PAGES),
  },
  {
    name: 'model and HTML of 200 changed documents',
    note: 'two revised targets each',
    runs: 1,
    warmup: 0,
    prepare: () => open(200),
    run: () => renderHtml(buildReport(inputs.get(200) as ReportInput)),
  },
  {
    name: 'a report of 200 changed documents, model to PDF',
    runs: 1,
    warmup: 0,
    note: 'under 60 s and 1 GB',
    run: () => report(200),
    finish: close,
  },
];
