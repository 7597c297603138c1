import type { Config, ConfiguredSource } from '../config/index.js';
import { PlanwatchError } from '../errors.js';
import type { ErrorRecord } from '../records/index.js';
import { type CheckResult, dayOf, findUntold, markTold, type RunResult, runChecks } from '../watch/index.js';
import type { Assembly } from './assemble.js';
import type { CliContext } from './context.js';
import { withDiscovered } from './open.js';
import { createProgress } from './progress.js';
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

const OPEN_ROUND = 'watch/open-round';
const BACKLOG = 'watch/untold';

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
  const { store, parts } = assembly;
  const backlog = ((await store.getState(BACKLOG)) as { sources: string[] } | null)?.sources ?? [];
  const touched = new Set([
    ...backlog,
    ...result.checks.filter((c) => (c.outcome !== 'unchanged' && c.outcome !== 'failed') || c.proposals.length > 0).map((c) => c.source),
  ]);
  const candidates = config.sources.filter((s) => everywhere || touched.has(s.id));
  const untold = await findUntold(parts, candidates);
  const wanted = when === 'always' || (when === 'changes' && untold.worthReporting);
  const waiting = [...new Set(untold.keys.map((k) => k.split('/')[0] as string))];
  if (waiting.join() !== backlog.join()) await store.putState(BACKLOG, { sources: waiting });
  if (!wanted) return { reports: [], failures: [] };
  const today = dayOf(context.now(), config.timezone);
  const newsSince = untold.since === null ? today : dayOf(untold.since, config.timezone);
  const id = reportIdOf(untold.keys.length > 0 ? untold.keys : [result.startedAt]);
  const input = await gatherReport(config, context, parts, config.sources, {
    id,
    since: newsSince,
    until: today,
    locale: config.report.locale,
    only: new Set(untold.keys),
  });
  const written = await writeReports(config, context, input, config.report.formats, config.report.dir, `planwatch-${today}-${id}`);
  // Without its PDF the news counts as untold: the next round prints it again under the same id.
  if (written.failures.length === 0) {
    // Into the outbox before the news counts as told: killed in between, the next round enqueues the same id, which is known.
    if (config.deliver.length > 0) {
      const { enqueue, toDelivery } = await import('./delivery.js');
      await enqueue(config, context, store, [toDelivery(input, written.paths)]);
    }
    await markTold(parts, untold.keys, id);
    await store.putState(BACKLOG, { sources: [] });
  }
  return { reports: written.paths.map(shownPath), failures: [...written.failures] };
}

/** Alerts are planned from the logs, then everything that waits is sent. A channel that is down costs the round nothing but this. */
async function sendNews(config: Config, context: CliContext, { store }: Assembly): Promise<readonly ErrorRecord[]> {
  if (config.deliver.length === 0) return [];
  const { enqueueAlerts, flushOutbox } = await import('./delivery.js');
  await enqueueAlerts(config, context, store);
  const { sent, failures } = await flushOutbox(config, context, store);
  for (const line of sent) context.log.info(`sent ${line}`);
  return failures;
}

/** @throws PlanwatchError CLI_UNKNOWN_SOURCE for the first id that the configuration does not know */
export function pickSources(config: Config, ids: readonly string[]): readonly ConfiguredSource[] {
  const known = config.sources.map((s) => s.id);
  for (const id of ids) if (!known.includes(id)) throw new PlanwatchError('CLI_UNKNOWN_SOURCE', { id, known });
  return ids.length === 0 ? config.sources : config.sources.filter((s) => ids.includes(s.id));
}
