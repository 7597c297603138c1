import { extname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { PlanwatchError } from '../../errors.js';
import type { Locale, ReportFormat } from '../../report/index.js';
import type { SnapshotStore } from '../../snapshots/index.js';
import { dayOf } from '../../watch/index.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { gatherReport, renderReport, reportIdOf, shownPath, writeReports } from '../write-report.js';

const LAST_SUMMARY = 'report/last-summary';
const FORMATS: readonly string[] = ['pdf', 'html', 'md', 'json'];

/** The summary of a period; by default of the time since the last summary. */
export async function report(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required');
  const out = flags.out as string | undefined;
  const fromName = out === undefined ? undefined : extname(out).slice(1);
  const format = ((flags.format as string | undefined) ?? (fromName && FORMATS.includes(fromName) ? fromName : 'pdf')) as ReportFormat;
  const { store, parts } = assembly;
  const release = await store.lock();
  try {
    const today = dayOf(context.now(), config.timezone);
    const until = (flags.until as string | undefined) ?? today;
    const since =
      (flags.since as string | undefined) ??
      (await defaultSince(
        store,
        config.sources.map((s) => s.id),
        config.timezone,
        until,
      ));
    if (since > until) throw new PlanwatchError('CLI_USAGE', { problem: `--since ${since} lies after --until ${until}` });
    const locale = (flags.locale as Locale | undefined) ?? config.report.locale;
    const id = reportIdOf([since, until, locale, ...config.sources.map((s) => s.id)]);
    const input = await gatherReport(config, context, parts, config.sources, { id, since, until, locale, only: null });
    if (out !== undefined) {
      const content = await renderReport(config, context, input, format);
      if (out === '-') {
        if (typeof content === 'string') context.out(content);
        else context.outBytes(content);
      } else {
        await writeFileAtomic(out, typeof content === 'string' ? content : Buffer.from(content));
        context.out(`${out}\n`);
      }
    } else {
      const written = await writeReports(config, context, input, [format], config.report.dir, `planwatch-${since}-to-${until}-${locale}`);
      if (written.failures[0]) throw written.failures[0];
      for (const path of written.paths) context.out(`${shownPath(path)}\n`);
    }
    if (flags.since === undefined && flags.until === undefined) await store.putState(LAST_SUMMARY, { until, at: context.now() });
    return 0;
  } finally {
    await release();
    await assembly.close();
  }
}

/** The day of the last summary, which may have seen its earlier half only; before the first one, the day of the first check. */
async function defaultSince(store: SnapshotStore, ids: readonly string[], timezone: string, until: string): Promise<string> {
  const last = (await store.getState(LAST_SUMMARY)) as { until: string } | null;
  if (last !== null) return last.until < until ? last.until : until;
  let first = until;
  for (const id of ids) {
    const check = (await store.checks(id))[0];
    const day = check === undefined ? until : dayOf(check.at, timezone);
    if (day < first) first = day;
  }
  return first;
}
