// Makes the pictures of the README (`npm run pictures`): pages of an invented report as docs/images/report-*.png. Needs a browser, and pdftoppm
// from poppler-utils to turn the printed pages into images. Run it after a change to templates/ and look at what it made.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, launchBrowser, systemProbe } from '../src/browser/index.js';
import { buildReport, type Locale, renderHtml, renderPdf } from '../src/report/index.js';
import { sample } from '../tests/report/fixtures/districts.js';

/** Dots per inch: a page 660 pixels wide, legible in a README and small in the repository. */
const RESOLUTION = 80;
const PAGES: readonly [name: string, locale: Locale, page: number][] = [
  ['report-first-page.zh', 'zh-CN', 1],
  ['report-evidence.zh', 'zh-CN', 2],
  ['report-first-page', 'en', 1],
  ['report-evidence', 'en', 2],
];

const out = fileURLToPath(new URL('../docs/images', import.meta.url));
mkdirSync(out, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'planwatch-pictures-'));
const made = (name: string) => process.stdout.write(`${relative(process.cwd(), join(out, `${name}.png`))}\n`);
const choice = await findBrowser({ executable: null }, process.env, systemProbe());
const browser = await launchBrowser({ choice, sandbox: 'auto', purpose: 'print' });
try {
  for (const [name, locale, number] of PAGES) {
    const model = buildReport(sample('many', locale));
    const { title, generatedAt } = model;
    const path = join(work, `${name}.pdf`);
    writeFileSync(path, await renderPdf(renderHtml(model), { browser, title, locale, generatedAt }));
    const page = String(number);
    execFileSync('pdftoppm', ['-r', String(RESOLUTION), '-png', '-singlefile', '-f', page, '-l', page, path, join(out, name)]);
    made(name);
  }
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setViewport({ width: 390, height: 844, deviceScaleFactor: 1.5 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await page.setContent(renderHtml(buildReport(sample('many', 'zh-CN'))));
  await page.screenshot({ path: join(out, 'report-phone.zh.png') });
  made('report-phone.zh');
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
