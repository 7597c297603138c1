import { isPlanwatchError, PlanwatchError } from '../errors.js';
import type { ErrorRecord } from '../records/index.js';
import { withoutMissing } from './attachments.js';
import { RETRY_DEFAULTS, type RetryOptions, toWaitMs } from './backoff.js';
import { toGaveUpDelivery } from './gave-up.js';
import {
  DONE,
  isDone,
  type Mark,
  type OutboxRecord,
  PENDING,
  parseDone,
  parseRecord,
  toDone,
  toDoneKey,
  toPendingKey,
} from './outbox-record.js';
import type { Channel, DeliverLog, Delivery, OutboxState } from './types.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long the id of a message that is done is remembered: longer than any report is repeated. */
const REMEMBER_MS = 400 * DAY_MS;
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

export interface PendingDelivery {
  readonly id: string;
  readonly subject: string;
  readonly enqueuedAt: string;
  readonly channels: readonly {
    readonly channel: string;
    readonly attempts: number;
    readonly nextAt: string | null;
    readonly error: ErrorRecord | null;
  }[];
}

export interface FlushResult {
  readonly results: readonly ChannelResult[];
  /** Records that could not be read; the others were delivered. */
  readonly damaged: readonly ErrorRecord[];
  /** 0, or 4 where something was not delivered, or 3 where the outbox is damaged. */
  readonly exit: 0 | 3 | 4;
}

export interface OutboxOptions {
  readonly now: () => string;
  /** In [0, 1). @default Math.random */
  readonly random?: () => number;
  readonly log: DeliverLog;
  /** @default RETRY_DEFAULTS */
  readonly retry?: Partial<RetryOptions>;
}

export interface Outbox {
  /** Recorded durably before this resolves; nothing is sent yet. False where this id is known already, sent or not. */
  enqueue(delivery: Delivery): Promise<boolean>;
  /** Sends what is due, all channels at once and each in its own order. @param options.retryNow also what still waits for its time */
  flush(options?: { readonly retryNow?: boolean; readonly signal?: AbortSignal }): Promise<FlushResult>;
  pending(): Promise<readonly PendingDelivery[]>;
  /** When something is due next; null where nothing waits. */
  nextAt(): Promise<string | null>;
}

/**
 * What has to be delivered, kept in the store until every channel has it. Each message carries a mark per channel; the list of channels is
 * fixed when the message is enqueued, so that a channel added later does not get old news. An attempt is marked before it is made and
 * again after it: killed between sending and the second mark, that one channel gets the message once more (at least once), recognisable
 * by Message-ID, `Idempotency-Key`, folder name or entry id. The caller holds the lock of the store.
 */
export function createOutbox(state: OutboxState, channels: readonly Channel[], options: OutboxOptions): Outbox {
  const { now, random = Math.random, log } = options;
  const retry = { ...RETRY_DEFAULTS, ...options.retry };
  const configured = new Map(channels.map((c) => [c.name, c]));

  async function load(): Promise<{ records: OutboxRecord[]; damaged: ErrorRecord[] }> {
    const records: OutboxRecord[] = [];
    const damaged: ErrorRecord[] = [];
    for (const key of await state.listState(PENDING)) {
      try {
        const value = await state.getState(key);
        if (value !== null) records.push(parseRecord(key, value));
      } catch (error) {
        if (!isPlanwatchError(error)) throw error;
        damaged.push(toErrorRecord(error));
      }
    }
    return { records: records.sort((a, b) => a.enqueuedAt.localeCompare(b.enqueuedAt)), damaged };
  }

  async function enqueue(delivery: Delivery): Promise<boolean> {
    const key = toPendingKey(delivery.id);
    if ((await state.getState(toDoneKey(delivery.id))) !== null || (await state.getState(key)) !== null) return false;
    const waiting: Mark = { state: 'waiting', attempts: 0, at: null, nextAt: null, error: null };
    const marks = Object.fromEntries(channels.filter((c) => c.accepts(delivery)).map((c) => [c.name, waiting]));
    const record = { schema: 'planwatch.outbox/1', delivery, enqueuedAt: now(), marks } as unknown as OutboxRecord;
    if (Object.keys(marks).length === 0) await state.putState(toDoneKey(delivery.id), toDone(record, now()));
    else await state.putState(key, record);
    return true;
  }

  async function flush({ retryNow = false, signal }: { retryNow?: boolean; signal?: AbortSignal } = {}): Promise<FlushResult> {
    const { records, damaged } = await load();
    for (const error of damaged) log.error(error.message, { code: error.code });
    const jobs = records.map((record) => createJob(state, record));
    const names = new Set(records.flatMap((r) => Object.keys(r.marks).filter((n) => r.marks[n]?.state === 'waiting')));
    const lanes = [...names].map((name) => runLane(name, jobs, retryNow, signal));
    const settled = await Promise.allSettled(lanes);
    let finished = false;
    for (const job of jobs) if (isDone(job.record)) finished = (await finish(job.record)) || finished;
    if (finished) await forget();
    const results = settled.flatMap((s) => (s.status === 'fulfilled' ? s.value : []));
    const broken = settled.find((s) => s.status === 'rejected');
    if (broken !== undefined) throw broken.reason; // The store could not be written: every lane has stopped at its own mark.
    const undelivered = results.some(
      (r) => r.outcome === 'failed' || r.outcome === 'gave-up' || (r.outcome === 'waiting' && r.attempts > 0),
    );
    return { results, damaged, exit: damaged.length > 0 ? 3 : undelivered ? 4 : 0 };
  }

  /** One channel's messages, one after the other: those tried least first, so that one that never passes holds up no other. */
  async function runLane(name: string, jobs: readonly Job[], retryNow: boolean, signal?: AbortSignal): Promise<ChannelResult[]> {
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
      } else if (down || signal?.aborted === true || (!retryNow && mark.nextAt !== null && mark.nextAt > now())) {
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
    if (news !== null) await enqueueFor(news, name);
    await job.mark(name, { state: 'gave-up', attempts, at: now(), nextAt: null, error });
    log.error(`"${delivery.subject}" is given up for ${name} after ${days} days: ${fault.message}`, values);
    return { outcome: 'gave-up' as const, down };
  }

  /** Goes to every other channel that hears alerts; sent at the next flush. */
  async function enqueueFor(news: Delivery, except: string): Promise<void> {
    const others = channels.filter((c) => c.name !== except);
    await createOutbox(state, others, options).enqueue(news);
  }

  /** The order matters: killed between the two, the message is still known by its id. */
  async function finish(record: OutboxRecord): Promise<true> {
    await state.putState(toDoneKey(record.delivery.id), toDone(record, now()));
    await state.deleteState(toPendingKey(record.delivery.id));
    return true;
  }

  async function forget(): Promise<void> {
    const horizon = new Date(Date.parse(now()) - REMEMBER_MS).toISOString();
    for (const key of await state.listState(DONE)) {
      try {
        if (parseDone(key, await state.getState(key)).doneAt < horizon) await state.deleteState(key);
      } catch (error) {
        if (!isPlanwatchError(error)) throw error;
        log.warn(error.message, { code: error.code });
      }
    }
  }

  async function pending(): Promise<readonly PendingDelivery[]> {
    const { records } = await load();
    return records.map((r) => ({
      id: r.delivery.id,
      subject: r.delivery.subject,
      enqueuedAt: r.enqueuedAt,
      channels: Object.entries(r.marks).flatMap(([channel, { state: s, attempts, nextAt, error }]) =>
        s === 'waiting' ? [{ channel, attempts, nextAt, error }] : [],
      ),
    }));
  }

  async function nextAt(): Promise<string | null> {
    const times = (await pending()).flatMap((p) => p.channels.map((c) => c.nextAt ?? p.enqueuedAt));
    return times.sort()[0] ?? null;
  }

  return { enqueue, flush, pending, nextAt };
}

interface Job {
  readonly record: OutboxRecord;
  /** Channels of one message mark it at the same time: writes go one after the other. */
  mark(channel: string, mark: Mark): Promise<void>;
}

function createJob(state: OutboxState, record: OutboxRecord): Job {
  let writing: Promise<void> = Promise.resolve();
  return {
    record,
    mark(channel, mark) {
      record.marks[channel] = mark;
      const write = writing.catch(() => undefined).then(() => state.putState(toPendingKey(record.delivery.id), record));
      writing = write;
      return write;
    },
  };
}

const toErrorRecord = (error: PlanwatchError): ErrorRecord => ({ code: error.code, message: error.message, hint: error.hint });

/** A fault that is no PlanwatchError is a bug of ours in a driver: told as such, and no reason to lose the message or stop the others. */
const toFault = (thrown: unknown, channel: string): PlanwatchError =>
  isPlanwatchError(thrown)
    ? thrown
    : new PlanwatchError('DELIVER_BUG', { channel, what: thrown instanceof Error ? thrown.name : 'unknown' }, { cause: thrown });
