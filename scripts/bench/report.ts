// Cases for `npm run bench`: what a report costs beside what the browser alone needs, and the largest report we promise. Documents are invented.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer';
import { getDocumentProxy } from 'unpdf';
import { findBrowser, launchBrowser, systemProbe } from '../../src/browser/index.js';
import { buildReport, type ReportInput, renderHtml, renderPdf } from '../../src/report/index.js';
import { large } from '../../tests/report/fixtures/districts.js';
import type { BenchCase } from '../bench.js';

/** So many changed documents make a report of about 20 pages. */
const DOCUMENTS_OF_20_PAGES = 8;
const PLAIN = 'the browser alone, 20 pages from a file';

let browser: Browser | null = null;
let peakMb = 0;
let pages = 0;
let printed: Uint8Array | null = null;
const ratios: number[] = [];
const dir = mkdtempSync(join(tmpdir(), 'planwatch-bench-'));
const file = join(dir, 'report.html');
const inputs = new Map<number, ReportInput>();

/** What this process and all it started hold at the moment, shared pages counted once: MB; 0 where there is no /proc. */
function memoryMb(): number {
  const parents = new Map<number, number>();
  const folders = existsSync('/proc/self/stat') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  for (const name of folders) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Ended while we looked.
    }
  }
  const isOurs = (pid: number): boolean => pid === process.pid || (parents.has(pid) && isOurs(parents.get(pid) as number));
  let kb = 0;
  for (const pid of parents.keys()) {
    if (!isOurs(pid)) continue;
    try {
      kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // Ended, or not ours to read.
    }
  }
  return Math.round(kb / 1024);
}

const open = async (documents: number) => {
  inputs.set(documents, large(documents));
  browser ??= await launchBrowser({
    choice: await findBrowser({ executable: null }, process.env, systemProbe()),
    sandbox: 'auto',
    purpose: 'print',
  });
};
const close = async () => {
  if (printed) pages = (await getDocumentProxy(printed)).numPages;
  await browser?.close();
  browser = null;
  rmSync(dir, { recursive: true, force: true });
};

const report = async (documents: number): Promise<void> => {
  const model = buildReport(inputs.get(documents) as ReportInput);
  const { title, locale, generatedAt } = model;
  printed = await renderPdf(renderHtml(model), { browser: browser as Browser, title, locale, generatedAt });
};

/** Looking at the memory of ten processes takes a while itself: only where the memory is the question. */
const watched = async (run: () => Promise<void>): Promise<void> => {
  const sample = () => {
    peakMb = Math.max(peakMb, memoryMb());
  };
  const sampler = setInterval(sample, 250);
  await run();
  clearInterval(sampler);
  sample();
};

const timed = async (run: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await run();
  return performance.now() - start;
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
    name: 'the same two in turn',
    runs: 15,
    /** Read after the runs: what else the machine does falls on both. */
    get note() {
      return `median of their ratios ${(ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? 0).toFixed(2)}; at most 1.3`;
    },
    run: async () => {
      const ours = await timed(() => report(DOCUMENTS_OF_20_PAGES));
      ratios.push(ours / (await timed(printFile)));
    },
  },
  {
    name: 'model and HTML of 200 changed documents',
    note: 'eight changed targets each',
    runs: 1,
    warmup: 0,
    prepare: () => open(200),
    run: () => renderHtml(buildReport(inputs.get(200) as ReportInput)),
  },
  {
    name: 'a report of 200 changed documents, model to PDF',
    runs: 1,
    warmup: 0,
    /** Read after the run. */
    get note() {
      return `${pages} pages, ${peakMb} MB at most with the browser; under 60 s and 1 GB`;
    },
    prepare: () => {
      peakMb = 0;
    },
    run: () => watched(() => report(200)),
    finish: close,
  },
];
