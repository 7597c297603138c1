import type { Config } from '../config/index.js';
import type { Locale } from '../report/index.js';
import type { CliContext } from './context.js';

/**
 * Prints finished HTML with the browser that is found on this machine.
 * @throws PlanwatchError REPORT_NO_BROWSER, BROWSER_LAUNCH_FAILED, REPORT_PRINT_FAILED
 */
export async function printPdf(
  config: Config,
  context: CliContext,
  html: string,
  about: { readonly title: string; readonly locale: Locale; readonly generatedAt: string },
): Promise<Uint8Array> {
  const { findBrowser, launchBrowser, systemProbe } = await import('../browser/index.js');
  const { renderPdf } = await import('../report/index.js');
  const choice = await findBrowser(config.browser, context.env, await systemProbe());
  context.log.debug(`printing with ${choice.executable}`, { from: choice.from });
  const browser = await launchBrowser({ choice, sandbox: config.browser.sandbox, purpose: 'print' });
  try {
    return await renderPdf(html, { browser, paper: config.report.paper, ...about });
  } finally {
    await browser.close();
  }
}
