/**
 * Reading a plan of 62,000 characters, and one sixteen times as long: the demo's own documents, repeated with other figures, which gives ten
 * times as many values as an outline has; or the plan that PLANWATCH_BENCH_TEXT names, whole and sixteen times over.
 * Figures: `npm run bench -- indicators`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Document, parseDocument, parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';
import type { BenchCase } from '../bench.js';
import { ownText, repeated } from '../bench-text.js';

const own = ownText();
const CHARS = own?.length ?? 62_000;
const page = fileURLToPath(new URL('../../demo/site/edition-1/zwgk/zfgzbg/202101/t20210125_30117.html', import.meta.url));
const part = { mediaType: 'text/plain', sha256: '0'.repeat(64) };

async function planOf(chars: number): Promise<string> {
  if (own !== null) return repeated(own, chars);
  const raw = { bytes: readFileSync(page), mediaType: 'text/html', charset: null, url: null, fileName: null, sha256: part.sha256 };
  const { text } = await parseDocument([raw]);
  let plan = '';
  for (let i = 0; plan.length < chars; i++) plan += `${text.replace(/\d+(?=个|家|公里|万人)/g, (n) => String(Number(n) + i))}\n`;
  return plan.slice(0, chars);
}

let text = '';
let long = '';
let document: Document;
const prepare = async () => {
  if (text !== '') return;
  text = await planOf(CHARS);
  long = await planOf(CHARS * 16);
  document = parseText(text, part);
};

export const cases: readonly BenchCase[] = [
  { name: `text of ${CHARS.toLocaleString('en')} characters to document`, warmup: 5, runs: 9, prepare, run: () => parseText(text, part) },
  { name: 'its indicators', note: 'under 100 ms', warmup: 5, runs: 9, prepare, run: () => extractIndicators(document) },
  { name: 'text and indicators', note: 'under 100 ms', warmup: 5, runs: 9, prepare, run: () => extractIndicators(parseText(text, part)) },
  {
    ...{ name: 'the same sixteen times as long', note: 'at most 20 times', ratioTo: 'text and indicators', warmup: 1, runs: 3, prepare },
    run: () => extractIndicators(parseText(long, part)),
  },
];
