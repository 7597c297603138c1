import type { Config, ConfiguredSource } from '../../config/index.js';
import { isPlanwatchError } from '../../errors.js';
import { type CronSchedule, createCron, planNext, type Slot } from '../../schedule/index.js';
import type { SnapshotStore } from '../../snapshots/index.js';
import type { Assembly } from '../assemble.js';
import { wallClock } from '../clock.js';
import type { CliContext } from '../context.js';
import { openWatch, withDiscovered } from '../open.js';
import { logError } from '../print.js';
import { checkAll, doRound } from '../round.js';
import { periodicReport } from './report.js';

/** A slot that starts within this is on time; later it counts as made up. */
const TOLERANCE_MS = 5 * 60_000;

const COURIER_MS = 5 * 60_000;

interface Job {
  readonly key: string;
  readonly cron: CronSchedule;
  readonly work: () => Promise<void>;
}

/**
 * Stays up and does what the schedule asks for, one job at a time, until SIGINT or SIGTERM. A slot that was missed while the process was
 * down is made up once, at the start.
 */
export async function watch(context: CliContext): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required', 'required');
  context.inZone?.(config.timezone);
  const clock = (instant: string | undefined) => (instant === undefined ? 'never' : wallClock(instant, config.timezone));
  const jobs = jobsOf(config, context, assembly);
  const state = createJobState(assembly.store);
  let working: Promise<void> = Promise.resolve();
  const running = new Set<string>();

  let damage: unknown = null;
  const stop = new AbortController();
  const stopped = AbortSignal.any([context.signal, stop.signal]);
  // Nothing more can be recorded in a damaged store: whoever restarts the daemon must see it, every other failure waits for the next slot.
  const failed = (error: unknown) => {
    if (!isPlanwatchError(error) || error.code !== 'SNAPSHOTS_DAMAGED') return logError(context.log, error);
    damage ??= error;
    stop.abort();
  };
  const beat = (job: Job) => {
    // One job at a time: the store has one writer, and a report should see finished checks.
    working = working.then(() => runIfDue(job)).catch(failed);
  };
  const runIfDue = async (job: Job) => {
    if (stopped.aborted) return;
    const now = context.now();
    const done = await state.done(job.key);
    const due = job.cron.due(now, done?.at ?? state.startedAt(now));
    const decision = planNext({ due, done, now, running: running.has(job.key), toleranceMs: TOLERANCE_MS });
    if (decision.action !== 'run') return;
    if (decision.late) context.log.info(`${job.key}: making up the slot of ${clock(decision.slot.at)}`);
    running.add(job.key);
    try {
      await job.work();
      if (!context.signal.aborted) await state.record(job.key, decision.slot);
    } finally {
      running.delete(job.key);
    }
    if (!context.signal.aborted)
      context.log.info(`alive: ${job.key} of ${clock(decision.slot.at)} done; next ${clock(job.cron.next(1)[0])}`);
  };

  for (const job of jobs) {
    job.cron.start(() => beat(job));
    context.log.info(`${job.key}: next ${clock(job.cron.next(1)[0])}`);
    beat(job);
  }
  // A channel that was down gets its message when its time has come, not at the next check.
  const courier = setInterval(() => {
    // A slot that could not be done (another process held the store, no browser) is tried again; one that is done is left alone.
    for (const job of jobs) beat(job);
    working = working.then(() => sendDue(config, context, assembly)).catch(failed);
  }, COURIER_MS);
  await new Promise<void>((resolve) => {
    if (stopped.aborted) resolve();
    else stopped.addEventListener('abort', () => resolve(), { once: true });
  });
  context.log.info('stopping');
  clearInterval(courier);
  for (const job of jobs) await job.cron.stop();
  await working;
  await assembly.close();
  if (damage !== null) throw damage;
  return 0;
}

async function sendDue(config: Config, context: CliContext, { store }: Assembly): Promise<void> {
  if (config.deliver.length === 0 || context.signal.aborted) return;
  const { flushOutbox, isSomethingDue } = await import('../delivery.js');
  if (!(await isSomethingDue(config, context, store))) return;
  const release = await store.lock();
  try {
    const { sent, failures } = await flushOutbox(config, context, store);
    for (const { channel, subject } of sent) context.log.info(`sent ${channel}: ${subject}`);
    for (const failure of failures) context.log.error(failure.message, { code: failure.code });
  } finally {
    await release();
  }
}

function jobsOf(config: Config, context: CliContext, assembly: Assembly): Job[] {
  const byExpression = new Map<string, ConfiguredSource[]>();
  for (const source of config.sources) {
    const expression = source.schedule.check ?? config.schedule.check;
    byExpression.set(expression, [...(byExpression.get(expression) ?? []), source]);
  }
  const checks = [...byExpression].map(([expression, sources]) => ({
    key: `check ${expression}`,
    cron: createCron(expression, config.timezone),
    work: async () => {
      const now = await withDiscovered(config, assembly);
      const added = now.sources.filter((s) => !config.sources.includes(s) && (s.schedule.check ?? config.schedule.check) === expression);
      const round = await doRound(now, context, assembly, config.report.when, () =>
        checkAll(now, context, assembly, [...sources, ...added]),
      );
      const count = (outcome: string) => round.checks.filter((c) => c.outcome === outcome).length;
      context.log.info(
        `${round.checks.length} checked: ${count('first')} for the first time, ${count('changed')} changed, ${count('unchanged')} unchanged, ${count('quarantined')} quarantined, ${count('failed')} failed`,
      );
      for (const check of round.checks)
        if (check.error) context.log.warn(`${check.source}: ${check.error.message}`, { code: check.error.code });
      for (const failure of round.failures) context.log.error(failure.message, { code: failure.code, hint: failure.hint });
      for (const path of round.reports) context.out(`${path}\n`);
    },
  }));
  const summary: Job = {
    key: `report ${config.schedule.report}`,
    cron: createCron(config.schedule.report, config.timezone),
    work: async () => {
      if (config.report.when === 'never') return;
      for (const path of await periodicReport(await withDiscovered(config, assembly), context, assembly)) context.out(`${path}\n`);
    },
  };
  return [...checks, summary];
}

/** Which slot of each job was carried out last, in the store, so that a restart neither repeats nor forgets one. */
function createJobState(store: SnapshotStore) {
  let firstNow: string | null = null;
  const keyOf = (job: string) => `schedule/${Buffer.from(job).toString('base64url')}`;
  return {
    /** Before the first slot ever, nothing lies behind to be made up. */
    startedAt(now: string): string {
      firstNow ??= new Date(Math.floor(Date.parse(now) / 60_000) * 60_000 - 1).toISOString();
      return firstNow;
    },
    done: async (job: string) => ((await store.getState(keyOf(job))) as { slot: Slot } | null)?.slot ?? null,
    record: (job: string, slot: Slot) => store.putState(keyOf(job), { job, slot }),
  };
}
