import type { Browser } from 'puppeteer';
import { findBrowser, launchBrowser, systemProbe } from '../../src/browser/index.js';
import { isPlanwatchError } from '../../src/errors.js';
import type { Paper, ReportInput } from '../../src/report/index.js';
import { buildReport, renderHtml, renderPdf } from '../../src/report/index.js';

/** Where no browser is installed the tests that print are left out, and say so; on CI one must be there. */
export const NO_BROWSER = 'no browser on this machine: apt-get install chromium-headless-shell';

export async function printBrowser(): Promise<Browser | null> {
  try {
    const choice = await findBrowser({ executable: null }, process.env, systemProbe());
    return await launchBrowser({ choice, sandbox: 'auto', purpose: 'print' });
  } catch (error) {
    if (process.env.CI || !isPlanwatchError(error) || !/^(?:REPORT_NO_BROWSER|BROWSER_LAUNCH_FAILED)$/.test(error.code)) throw error;
    return null;
  }
}

export async function print(browser: Browser, input: ReportInput, paper: Paper = 'A4'): Promise<Uint8Array> {
  const model = buildReport(input);
  const { title, locale, generatedAt } = model;
  return renderPdf(renderHtml(model, { paper }), { browser, paper, title, locale, generatedAt });
}
