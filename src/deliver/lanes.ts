import { ERRORS, isPlanwatchError, PlanwatchError } from '../errors.js';
import type { ErrorRecord } from '../records/index.js';
import { withoutMissing } from './attachments.js';
import { type RetryOptions, toWaitMs } from './backoff.js';
import { toGaveUpDelivery } from './gave-up.js';
import type { Job } from './outbox-job.js';
import type { Mark } from './outbox-record.js';
import type { Channel, DeliverLog, Delivery } from './types.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A driver has its own time limits; this one is for a driver whose limits fail. */
const SEND_LIMIT_MS = 10 * 60 * 1000;

export interface ChannelResult {
  readonly delivery: string;
  readonly subject: string;
  readonly channel: string;
  /** `waiting`: not tried now; `failed`: tried now, will be tried again; `dropped`: the channel is no longer configured. */
  readonly outcome: 'sent' | 'waiting' | 'failed' | 'gave-up' | 'dropped';
  readonly attempts: number;
  readonly nextAt: string | null;
  readonly error: ErrorRecord | null;
  readonly warnings: readonly string[];
}

export interface FlushOptions {
  readonly retryNow?: boolean;
  readonly retryPassing?: boolean;
  readonly signal?: AbortSignal;
}

export interface LaneSurroundings {
  readonly now: () => string;
  readonly random: () => number;
  readonly log: DeliverLog;
  readonly retry: RetryOptions;
  /** Records a message for every channel but the one it is about. */
  readonly tellOthers: (news: Delivery, except: string) => Promise<void>;
}

/** A lane is one channel's part of a flush: what it has to send, one message after the other. Lanes run at the same time. */
export function createLanes(channels: readonly Channel[], { now, random, log, retry, tellOthers }: LaneSurroundings) {
  const configured = new Map(channels.map((c) => [c.name, c]));

  /** One channel's messages, one after the other: those tried least first, so that one that never passes holds up no other. */
  async function runLane(
    name: string,
    jobs: readonly Job[],
    { retryNow = false, retryPassing = false, signal }: FlushOptions,
  ): Promise<ChannelResult[]> {
    const results: ChannelResult[] = [];
    const channel = configured.get(name);
    const mine = jobs
      .filter((job) => job.record.marks[name]?.state === 'waiting')
      .sort((a, b) => (a.record.marks[name]?.attempts ?? 0) - (b.record.marks[name]?.attempts ?? 0));
    let down = false;
    for (const job of mine) {
      const { delivery } = job.record;
      const report = (outcome: ChannelResult['outcome'], warnings: readonly string[] = []) => {
        const { attempts, nextAt, error } = job.record.marks[name] as Mark;
        results.push({ delivery: delivery.id, subject: delivery.subject, channel: name, outcome, attempts, nextAt, error, warnings });
      };
      const mark = job.record.marks[name] as Mark;
      if (channel === undefined) {
        await job.mark(name, { ...mark, state: 'dropped', nextAt: null });
        log.warn(`${name} is no longer configured: "${delivery.subject}" is dropped for it`, { delivery: delivery.id, channel: name });
        report('dropped');
      } else if (
        down ||
        signal?.aborted === true ||
        (!(retryNow || (retryPassing && isPassing(mark))) && mark.nextAt !== null && mark.nextAt > now())
      ) {
        report('waiting');
      } else {
        const sent = await attempt(channel, job, signal);
        down = sent.down;
        report(sent.outcome, sent.warnings);
      }
    }
    return results;
  }

  async function attempt(channel: Channel, job: Job, signal?: AbortSignal) {
    const { name } = channel;
    const before = job.record.marks[name] as Mark;
    const attempts = before.attempts + 1;
    const waitUntil = (fault: { transient: boolean; retryAfterMs: number | null }) =>
      new Date(Date.parse(now()) + toWaitMs(attempts, fault, random(), retry)).toISOString();
    // Written first: where the disk is full nothing is sent that could not be remembered, and a crash while sending counts as an attempt.
    await job.mark(name, { ...before, attempts, at: now(), nextAt: waitUntil({ transient: true, retryAfterMs: null }) });
    const values = { delivery: job.record.delivery.id, channel: name, attempts };
    let warnings: readonly string[] = [];
    try {
      const { delivery, missing } = await withoutMissing(job.record.delivery as Delivery);
      const limit = AbortSignal.timeout(SEND_LIMIT_MS);
      const sent = await channel.send(delivery, signal === undefined ? limit : AbortSignal.any([limit, signal]));
      warnings = [...missing.map((fileName) => `the attachment ${fileName} is gone and was left out`), ...sent.warnings];
    } catch (thrown) {
      if (signal?.aborted === true) {
        await job.mark(name, before); // We were told to stop: no fault of the channel's.
        return { outcome: 'waiting' as const, down: true, warnings };
      }
      return { ...(await failed(channel, job, toFault(thrown, name), attempts, waitUntil)), warnings };
    }
    await job.mark(name, { state: 'sent', attempts, at: now(), nextAt: null, error: null });
    log.info(`"${job.record.delivery.subject}" delivered to ${name}`, values);
    for (const warning of warnings) log.warn(`${name}: ${warning}`, values);
    return { outcome: 'sent' as const, down: false, warnings };
  }

  async function failed(
    channel: Channel,
    job: Job,
    fault: PlanwatchError,
    attempts: number,
    waitUntil: (fault: { transient: boolean; retryAfterMs: number | null }) => string,
  ) {
    const { name } = channel;
    const { delivery, enqueuedAt } = job.record;
    const error = toErrorRecord(fault);
    const ageMs = Date.parse(now()) - Date.parse(enqueuedAt);
    // After a timeout or without a connection the next message would only wait in vain as well.
    const down = fault.code === 'DELIVER_TIMEOUT' || fault.code === 'DELIVER_UNREACHABLE';
    const values = { delivery: delivery.id, channel: name, attempts, code: fault.code };
    if (ageMs < retry.giveUpMs) {
      const retryAfterMs = (fault.params as { retryAfterMs?: number | null }).retryAfterMs ?? null;
      const nextAt = waitUntil({ transient: fault.transient, retryAfterMs });
      await job.mark(name, { state: 'waiting', attempts, at: now(), nextAt, error });
      log.warn(`${fault.message}; next attempt after ${nextAt}`, values);
      return { outcome: 'failed' as const, down };
    }
    const days = Math.floor(ageMs / DAY_MS);
    // First the news for the others, then the mark: killed between, the news is enqueued again under the same id.
    const news = toGaveUpDelivery(delivery as Delivery, name, days, error, now());
    if (news !== null) await tellOthers(news, name);
    await job.mark(name, { state: 'gave-up', attempts, at: now(), nextAt: null, error });
    log.error(`"${delivery.subject}" is given up for ${name} after ${days} days: ${fault.message}`, values);
    return { outcome: 'gave-up' as const, down };
  }

  return runLane;
}

/** Without an error the process was killed in the attempt, which says nothing about the service. */
function isPassing({ error }: Mark): boolean {
  const row = error === null ? null : (ERRORS as Readonly<Record<string, { readonly transient?: true }>>)[error.code];
  return row === null || row?.transient === true;
}

export const toErrorRecord = (error: PlanwatchError): ErrorRecord => ({ code: error.code, message: error.message, hint: error.hint });

/** A fault that is no PlanwatchError is a bug of ours in a driver: told as such, and no reason to lose the message or stop the others. */
const toFault = (thrown: unknown, channel: string): PlanwatchError =>
  isPlanwatchError(thrown)
    ? thrown
    : new PlanwatchError('DELIVER_BUG', { channel, what: thrown instanceof Error ? thrown.name : 'unknown' }, { cause: thrown });
