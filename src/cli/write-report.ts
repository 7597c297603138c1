import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import type { Config } from '../config/index.js';
import { isPlanwatchError, type PlanwatchError } from '../errors.js';
import type { Source } from '../records/index.js';
import type { Locale, ReportFormat, ReportInput } from '../report/index.js';
import { collectReport, type WatchParts } from '../watch/index.js';
import type { CliContext } from './context.js';
import { toKnown, version } from './main.js';
import { writeOut } from './out.js';
import { printPdf } from './pdf.js';

export interface ReportWanted {
  readonly since: string;
  readonly until: string;
  readonly locale: Locale;
  readonly only: ReadonlySet<string> | null;
  readonly id: string;
  /** See `ReportRequest`; the caller holds the lock. */
  readonly keep?: boolean;
}

/** The id of a report that tells these: the same news, the same id, so that it is never sent twice. */
export const reportIdOf = (keys: readonly string[]): string =>
  createHash('sha256')
    .update([...keys].sort().join('\n'))
    .digest('hex')
    .slice(0, 12);

/** Gathers what a report says; `sources` are all that it must not be silent about. */
export async function gatherReport(
  config: Config,
  context: CliContext,
  parts: WatchParts,
  sources: readonly Source[],
  wanted: ReportWanted,
): Promise<ReportInput> {
  return collectReport(parts, sources, {
    ...wanted,
    generatedAt: context.now(),
    timezone: config.timezone,
    version: await version(),
    insecureTls: config.network.insecureTls,
    robotsOverridden: config.network.robots ? sources.filter((s) => !s.robots).map((s) => s.id) : sources.map((s) => s.id),
  });
}

export interface WrittenReport {
  /** In the order of the formats asked for. */
  readonly paths: readonly string[];
  readonly failures: readonly PlanwatchError[];
}

/**
 * Writes a report in each format. A format that cannot be made here (no browser) does not keep the others from being written.
 * @param name file name without extension
 */
export async function writeReports(
  config: Config,
  context: CliContext,
  input: ReportInput,
  formats: readonly ReportFormat[],
  dir: string,
  name: string,
): Promise<WrittenReport> {
  const paths: string[] = [];
  const failures: PlanwatchError[] = [];
  for (const format of formats) {
    try {
      const content = await renderReport(config, context, input, format);
      const path = join(dir, `${name}.${format}`);
      await writeOut(path, content);
      paths.push(path);
    } catch (error) {
      // What was checked is recorded by now and must be told, whatever the disk says.
      const known = toKnown(error);
      if (!isPlanwatchError(known)) throw error;
      failures.push(known);
    }
  }
  return { paths, failures };
}

/** @throws PlanwatchError REPORT_*, BROWSER_* */
export async function renderReport(
  config: Config,
  context: CliContext,
  input: ReportInput,
  format: ReportFormat,
): Promise<string | Uint8Array> {
  const report = await import('../report/index.js');
  const model = report.buildReport(input);
  const templates = { templatesDir: config.report.templates };
  if (format === 'json') return report.renderJson(model);
  if (format === 'md') return report.renderMarkdown(model, templates);
  const html = report.renderHtml(model, templates);
  if (format === 'html') return html;
  return printPdf(config, context, html, { title: model.title, locale: input.locale, generatedAt: input.generatedAt });
}

/** A path as the user would type it: relative where the file lies below the working folder. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
