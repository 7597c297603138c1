import type { Config, ConfiguredSource } from '../config/index.js';
import { PlanwatchError } from '../errors.js';
import type { ErrorRecord } from '../records/index.js';
import { type CheckResult, dayOf, findUntold, markTold, type RunResult, runChecks } from '../watch/index.js';
import type { Assembly } from './assemble.js';
import type { CliContext } from './context.js';
import { withDiscovered } from './open.js';
import { createProgress } from './progress.js';
import { BACKLOG, BEGUN, OPEN_ROUND } from './state-keys.js';
import { gatherReport, reportIdOf, shownPath, writeReports } from './write-report.js';

export type ReportWhen = 'always' | 'changes' | 'never';

/** One round: the checks, the report they call for, and what could not be done. */
export interface Round {
  readonly startedAt: string;
  readonly checks: readonly CheckResult[];
  readonly reports: readonly string[];
  /** Of reports and deliveries; a failed source stands in its check. */
  readonly failures: readonly ErrorRecord[];
  readonly interrupted: boolean;
}

/**
 * Takes the store, does one round and gives the store back.
 * @param checks the checking itself; `run` gives all sources, `import` a single copy
 * @throws PlanwatchError SNAPSHOTS_*
 */
export async function doRound(
  config: Config,
  context: CliContext,
  assembly: Assembly,
  reportWhen: ReportWhen,
  checks: () => Promise<RunResult>,
): Promise<Round> {
  const { store } = assembly;
  const release = await store.lock();
  try {
    // Left behind by a round that was killed: then what it recorded is looked for in every source, not only in those of this round.
    const interruptedBefore = (await store.getState(OPEN_ROUND)) !== null;
    await store.putState(OPEN_ROUND, { at: context.now() });
    const result = await checks();
    const now = await withDiscovered(config, assembly);
    // Who calls a run off does not wait for a browser; the round stays open, and the next one tells what this one recorded.
    if (result.interrupted) return { ...result, reports: [], failures: [] };
    const { reports, failures } = await reportNews(now, context, assembly, reportWhen, result, interruptedBefore);
    await store.deleteState(OPEN_ROUND);
    const sending = await sendNews(now, context, assembly);
    return {
      ...{ startedAt: result.startedAt, checks: result.checks, interrupted: result.interrupted, reports },
      failures: [...failures.map(({ code, message, hint }) => ({ code, message, hint })), ...sending],
    };
  } finally {
    await release();
  }
}

/** The checks of a `run` over sources, with a progress bar on a terminal. */
export async function checkAll(
  config: Config,
  context: CliContext,
  assembly: Assembly,
  sources: readonly ConfiguredSource[],
): Promise<RunResult> {
  const progress = createProgress(context, sources.filter((s) => s.url !== null).length);
  const check = (some: readonly ConfiguredSource[]) =>
    runChecks(assembly.parts, some, {
      concurrency: config.network.concurrency,
      signal: context.signal,
      onCheck: (result, done) => progress.update(done, result.source),
    });
  try {
    const result = await check(sources);
    // What a listing page brought in today is read today.
    const known = new Set(config.sources.map((s) => s.id));
    const fresh = (await withDiscovered(config, assembly)).sources.filter((s) => !known.has(s.id));
    if (fresh.length === 0 || result.interrupted) return result;
    const more = await check(fresh);
    return { ...more, startedAt: result.startedAt, checks: [...result.checks, ...more.checks] };
  } finally {
    progress.stop();
  }
}

async function reportNews(
  config: Config,
  context: CliContext,
  assembly: Assembly,
  when: ReportWhen,
  result: RunResult,
  everywhere: boolean,
): Promise<{ reports: string[]; failures: PlanwatchError[] }> {
  if (result.interrupted) return { reports: [], failures: [] };
  const { store, parts } = assembly;
  // A report that was begun and not finished is finished as it was begun: the same news under the same id, never once more under another.
  const begun = when === 'never' ? null : ((await store.getState(BEGUN)) as NewsReport | null);
  const finished = begun === null ? NOTHING_WRITTEN : await writeNews(config, context, assembly, begun);

  const backlog = ((await store.getState(BACKLOG)) as { sources: string[] } | null)?.sources ?? [];
  const told = (c: CheckResult) => (c.outcome !== 'unchanged' && c.outcome !== 'failed') || c.proposals.length > 0;
  const touched = new Set([...backlog, ...result.checks.filter(told).map((c) => c.source)]);
  const candidates = config.sources.filter((s) => everywhere || touched.has(s.id));
  const untold = await findUntold(parts, candidates);
  const fresh = finished.failures.length > 0 ? untold.keys.filter((key) => !begun?.keys.includes(key)) : untold.keys;
  const waiting = [...new Set(untold.keys.map((k) => k.split('/')[0] as string))];
  if (waiting.join() !== backlog.join()) await store.putState(BACKLOG, { sources: waiting });
  const wanted = when === 'always' || (when === 'changes' && untold.worthReporting && fresh.length > 0);
  // One report at a time: where the last one cannot be finished (no browser), the next would fail as well.
  if (!wanted || finished.failures.length > 0) return { reports: [...finished.reports], failures: [...finished.failures] };

  const today = dayOf(context.now(), config.timezone);
  const since = untold.since === null ? today : dayOf(untold.since, config.timezone);
  const news: NewsReport = { id: reportIdOf(fresh.length > 0 ? fresh : [result.startedAt]), keys: fresh, since, until: today };
  await store.putState(BEGUN, news);
  const written = await writeNews(config, context, assembly, news);
  return { reports: [...finished.reports, ...written.reports], failures: [...written.failures] };
}

/** A report after a run, as it was begun. */
interface NewsReport {
  readonly id: string;
  readonly keys: readonly string[];
  readonly since: string;
  readonly until: string;
}

interface WrittenNews {
  readonly reports: readonly string[];
  readonly failures: readonly PlanwatchError[];
}
const NOTHING_WRITTEN: WrittenNews = { reports: [], failures: [] };

async function writeNews(config: Config, context: CliContext, { store, parts }: Assembly, news: NewsReport): Promise<WrittenNews> {
  const { id, keys, since, until } = news;
  const wanted = { id, since, until, locale: config.report.locale, only: new Set(keys), keep: true };
  const input = await gatherReport(config, context, parts, config.sources, wanted);
  const written = await writeReports(config, context, input, config.report.formats, config.report.dir, `planwatch-${until}-${id}`);
  // Without its PDF the news counts as untold: the next round prints it again under the same id.
  if (written.failures.length === 0) {
    // Into the outbox before the news counts as told: killed in between, the next round enqueues the same id, which is known.
    if (config.deliver.length > 0) {
      const { enqueue, toDelivery } = await import('./delivery.js');
      await enqueue(config, context, store, [toDelivery(input, written.paths)]);
    }
    await markTold(parts, keys, id);
    await store.deleteState(BEGUN);
    const backlog = ((await store.getState(BACKLOG)) as { sources: string[] } | null)?.sources ?? [];
    const open = await findUntold(
      parts,
      config.sources.filter((s) => backlog.includes(s.id)),
    );
    await store.putState(BACKLOG, { sources: [...new Set(open.keys.map((k) => k.split('/')[0] as string))] });
  }
  return { reports: written.paths.map(shownPath), failures: written.failures };
}

/** Alerts are planned from the logs, then everything that waits is sent. A channel that is down costs the round nothing but this. */
async function sendNews(config: Config, context: CliContext, { store }: Assembly): Promise<readonly ErrorRecord[]> {
  if (config.deliver.length === 0) return [];
  const { enqueueAlerts, flushOutbox } = await import('./delivery.js');
  await enqueueAlerts(config, context, store);
  const { sent, failures } = await flushOutbox(config, context, store);
  for (const { channel, subject } of sent) context.log.info(`sent ${channel}: ${subject}`);
  return failures;
}

/** @throws PlanwatchError CLI_UNKNOWN_SOURCE for the first id that the configuration does not know */
export function pickSources(config: Config, ids: readonly string[]): readonly ConfiguredSource[] {
  const known = config.sources.map((s) => s.id);
  for (const id of ids) if (!known.includes(id)) throw new PlanwatchError('CLI_UNKNOWN_SOURCE', { id, known });
  return ids.length === 0 ? config.sources : config.sources.filter((s) => ids.includes(s.id));
}
