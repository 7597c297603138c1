import { parseDocument } from '../../src/document/index.js';
import { createReaders, parseInWorker } from '../../src/readers/index.js';
import { makeDocx } from '../../tests/document/make/docx.js';
import { bodyHtml } from '../../tests/document/make/html.js';
import { partOf } from '../../tests/document/make/part.js';
import { makePdf } from '../../tests/document/make/pdf.js';
import { PLAN, type PlanBlock } from '../../tests/document/make/plan.js';
import type { BenchCase } from '../bench.js';

/** The invented plan, so many times over. */
const times = (count: number): PlanBlock[] => Array.from({ length: count }, () => PLAN).flat();
const page = (count: number) =>
  `<html><body><div class="nav"><a href="/">首页</a></div><div class="TRS_Editor">${bodyHtml(times(count), 'word')}</div></body></html>`;
const sized = (bytes: number) => {
  const once = new TextEncoder().encode(page(1)).length;
  return partOf(page(Math.max(1, Math.round(bytes / once))), { fileName: 'plan.html' });
};
const readers = createReaders();
const small = sized(200_000);
const large = sized(800_000);
/** About one page of A4 to each copy of the plan and a half. */
const pdf = partOf(makePdf(times(75)), { fileName: 'plan.pdf' });
const shortPdf = partOf(makePdf(times(19)), { fileName: 'short.pdf' });
const docx = partOf(makeDocx(times(75)), { fileName: 'plan.docx' });

export const cases: readonly BenchCase[] = [
  { name: 'page of 200 kB', run: () => parseDocument([small]), warmup: 8, runs: 9, note: 'target: under 60 ms warm' },
  { name: 'page of 800 kB', run: () => parseDocument([large]), warmup: 3, ratioTo: 'page of 200 kB', note: 'linear: 4' },
  { name: 'PDF of 38 pages', run: () => parseDocument([shortPdf], { readers }), warmup: 1, runs: 3 },
  {
    name: 'PDF of 150 pages',
    run: () => parseDocument([pdf], { readers }),
    warmup: 1,
    runs: 3,
    ratioTo: 'PDF of 38 pages',
    note: 'target: under 8 s; linear: 4',
  },
  { name: 'DOCX of 150 pages', run: () => parseDocument([docx], { readers }), warmup: 1, runs: 3 },
  { name: 'DOCX in its own process', run: () => parseInWorker([docx]), warmup: 1, runs: 3, note: 'start of the process included' },
];
