import { type Mark, type OutboxRecord, toPendingKey } from './outbox-record.js';
import type { OutboxState } from './types.js';

/** One message on its way within one flush, shared by the channels that send it. */
export interface Job {
  readonly record: OutboxRecord;
  /** Channels of one message mark it at the same time: writes go one after the other. */
  mark(channel: string, mark: Mark): Promise<void>;
}

export function createJob(state: OutboxState, record: OutboxRecord): Job {
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
