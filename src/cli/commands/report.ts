import { createHash } from 'node:crypto';
import type { Config } from '../../config/index.js';
import { PlanwatchError } from '../../errors.js';
import type { Locale, ReportFormat, ReportInput } from '../../report/index.js';
import type { SnapshotStore } from '../../snapshots/index.js';
import { dayOf, findUntold, markTold, reportKey, SUMMARIES } from '../../watch/index.js';
import type { Assembly } from '../assemble.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { chooseFormat, writeOut } from '../out.js';
import { LAST_SUMMARY } from '../state-keys.js';
import { gatherReport, renderReport, shownPath, writeReports } from '../write-report.js';

/** The summary of a period; by default of the time since the last summary. */
export async function report(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const out = flags.out as string | undefined;
  const format = chooseFormat<ReportFormat>(flags.format, out, ['pdf', 'html', 'md', 'json'], 'pdf');
  const { config, assembly } = await openWatch(context, 'required');
  // A look at it on stdout, or at days that were asked for, is no report that the next one follows: nothing is written into the store.
  const remembers = flags.since === undefined && flags.until === undefined && out !== '-';
  const release = remembers ? await assembly.store.lock() : async () => {};
  try {
    const { input, keys } = await gatherSummary(config, context, assembly, flags);
    if (out === undefined) {
      const { paths, failures } = await writeReports(config, context, input, [format], config.report.dir, summaryName(input));
      if (failures[0]) throw failures[0];
      for (const path of paths) context.out(`${shownPath(path)}\n`);
    } else {
      const content = await renderReport(config, context, input, format);
      if (out !== '-') {
        await writeOut(out, content);
        context.out(`${out}\n`);
      } else if (typeof content === 'string') context.out(content);
      else context.outBytes(content);
    }
    if (remembers) await rememberSummary(assembly.store, input, keys);
    return 0;
  } finally {
    await release();
    await assembly.close();
  }
}

/**
 * The periodic report of the daemon: every configured format, then its delivery.
 * @returns paths of the files
 * @throws PlanwatchError REPORT_*, BROWSER_*: the slot is then tried again
 */
export async function periodicReport(config: Config, context: CliContext, assembly: Assembly): Promise<readonly string[]> {
  const release = await assembly.store.lock();
  try {
    const { input, keys } = await gatherSummary(config, context, assembly, {});
    const { paths, failures } = await writeReports(config, context, input, config.report.formats, config.report.dir, summaryName(input));
    if (failures[0]) throw failures[0];
    if (config.deliver.length > 0) {
      const { enqueue, flushOutbox, toDelivery } = await import('../delivery.js');
      await enqueue(config, context, assembly.store, [toDelivery(input, paths)]);
      await rememberSummary(assembly.store, input, keys);
      for (const failure of (await flushOutbox(config, context, assembly.store)).failures)
        context.log.error(failure.message, { code: failure.code });
    } else await rememberSummary(assembly.store, input, keys);
    return paths;
  } finally {
    await release();
  }
}

async function gatherSummary(
  config: Config,
  context: CliContext,
  { store, parts }: Assembly,
  flags: Record<string, unknown>,
): Promise<{ readonly input: ReportInput; readonly keys: readonly string[] }> {
  const ids = config.sources.map((s) => s.id);
  const until = (flags.until as string | undefined) ?? dayOf(context.now(), config.timezone);
  // Days that were asked for hold what was captured in them; else all is told that no summary told before, whenever it was captured.
  const asked = flags.since !== undefined || flags.until !== undefined;
  const news = asked ? null : await newsOf(parts, config);
  const since = (flags.since as string | undefined) ?? (await defaultSince(store, ids, config.timezone, until));
  if (since > until) throw new PlanwatchError('CLI_USAGE', { problem: `--since ${since} lies after --until ${until}` });
  const locale = (flags.locale as Locale | undefined) ?? config.report.locale;
  const input = await gatherReport(config, context, parts, config.sources, {
    id: '',
    since,
    until,
    locale,
    only: news && new Set(news.untold),
  });
  // Named after what it tells: the same news the same number, so that it is sent once, and other news another file.
  const told = input.sources.flatMap(({ source, changeSets, checks, current }) => [
    source.id,
    current?.snapshot.id ?? '',
    String(checks.length),
    ...changeSets.map(({ set }) => set.id),
  ]);
  const id = createHash('sha256')
    .update(JSON.stringify(['summary', since, until, locale, told]))
    .digest('hex')
    .slice(0, 12);
  return { input: { ...input, id }, keys: news?.all ?? [] };
}

/**
 * What no summary has told, and what is told once this one is. A store of an older version, or one whose list was set aside, knows only when the last
 * summary was made.
 */
async function newsOf(
  parts: Assembly['parts'],
  config: Config,
): Promise<{ readonly untold: readonly string[]; readonly all: readonly string[] }> {
  const { keys, recordedAt } = await findUntold(parts, config.sources, SUMMARIES);
  const isListed = (await parts.store.getState(SUMMARIES)) !== null;
  const last = isListed ? null : ((await parts.store.getState(LAST_SUMMARY)) as LastSummary | null);
  return { untold: keys.filter((_, i) => last === null || (recordedAt[i] ?? last.at) >= last.at), all: keys };
}

interface LastSummary {
  readonly until: string;
  readonly at: string;
}

const summaryName = ({ since, until, locale, id }: ReportInput): string => `planwatch-${since}-to-${until}-${locale}-${id}`;
/** The day, what was told, and that the edits of mere words in it were told: they wait for no other report. */
async function rememberSummary(store: SnapshotStore, input: ReportInput, keys: readonly string[]): Promise<void> {
  const onlyWords = input.sources.flatMap(({ source, changeSets }) =>
    changeSets.filter(({ set }) => set.diff.changes.length === 0).map(({ set }) => reportKey(source.id, { changeSet: set.id })),
  );
  await markTold({ store }, onlyWords, input.id);
  await markTold({ store }, keys, input.id, SUMMARIES);
  await store.putState(LAST_SUMMARY, { until: input.until, at: input.generatedAt });
}

/** The day of the last summary, which may have seen its earlier half only; before the first one, the day of the first check. */
async function defaultSince(store: SnapshotStore, ids: readonly string[], timezone: string, until: string): Promise<string> {
  const last = (await store.getState(LAST_SUMMARY)) as LastSummary | null;
  if (last !== null) return last.until < until ? last.until : until;
  let first = until;
  for (const id of ids) {
    const check = (await store.checks(id))[0];
    const day = check === undefined ? until : dayOf(check.at, timezone);
    if (day < first) first = day;
  }
  return first;
}
