import { isPlanwatchError } from '../errors.js';
import type { ErrorRecord } from '../records/index.js';
import { RETRY_DEFAULTS, type RetryOptions } from './backoff.js';
import { type ChannelResult, createLanes, type FlushOptions, toErrorRecord } from './lanes.js';
import { createJob } from './outbox-job.js';
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
  /**
   * Sends what is due, all channels at once and each in its own order.
   * @param options.retryPassing also what waits after a passing fault, for a person or timer asks; not what was refused
   * @param options.retryNow also what was refused: everything that waits
   */
  flush(options?: FlushOptions): Promise<FlushResult>;
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
  const runLane = createLanes(channels, { now, random, log, retry, tellOthers: enqueueFor });

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

  async function flush(how: FlushOptions = {}): Promise<FlushResult> {
    const { records, damaged } = await load();
    for (const error of damaged) log.error(error.message, { code: error.code });
    const jobs = records.map((record) => createJob(state, record));
    const names = new Set(records.flatMap((r) => Object.keys(r.marks).filter((n) => r.marks[n]?.state === 'waiting')));
    const lanes = [...names].map((name) => runLane(name, jobs, how));
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
