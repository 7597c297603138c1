import nodeCron, { type ScheduledTask } from 'node-cron';
import { latestSlot, type Slot } from './plan.js';

/** Weekly reports must be made up after a fortnight's holiday; searching further back costs time and helps nobody. */
const LOOK_BACK_MS = 15 * 24 * 60 * 60_000;

/** One cron expression in one zone. */
export interface CronSchedule {
  readonly expression: string;
  /** The latest slot in `(after, now]`. */
  due(now: string, after: string | null): Slot | null;
  /** The next instants, ISO 8601 in UTC. */
  next(count: number): string[];
  /** Calls back at every slot, and when node-cron notices that it slept through one. */
  start(beat: () => void): void;
  stop(): Promise<void>;
}

/**
 * Adapts node-cron: it wakes us up, and its matcher says which minutes are slots; what to do then is decided in plan.ts.
 * @param expression five-field cron expression, checked by the configuration
 * @param timezone IANA zone
 */
export function createCron(expression: string, timezone: string): CronSchedule {
  // node-cron waits for the returned promise to tell an overlap; ours is decided in plan.ts, so the beat returns at once.
  let beat: () => void = () => {};
  const task: ScheduledTask = nodeCron.createTask(expression, () => beat(), {
    timezone,
    suppressMissedWarning: true,
    logger: { info() {}, warn() {}, error() {}, debug() {} },
  });
  task.on('execution:missed', () => beat());
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return {
    expression,
    due: (now, after) =>
      latestSlot(
        now,
        after,
        (date) => task.match(date),
        (date) => clock.format(date),
        LOOK_BACK_MS,
      ),
    next: (count) => task.getNextRuns(count).map((date) => date.toISOString()),
    start(callback) {
      beat = callback;
      void task.start();
    },
    async stop() {
      await task.stop();
      await task.destroy();
    },
  };
}
