/** A scheduled minute. `label` is its wall-clock name in the schedule's zone (`2026-03-02 08:17`), which is what makes it unique. */
export interface Slot {
  readonly at: string;
  readonly label: string;
}

export interface PlanInput {
  /** The latest slot that is not in the future, null where none lies within the look-back. */
  readonly due: Slot | null;
  /** The slot that the log says was carried out last, null before the first. */
  readonly done: Slot | null;
  readonly now: string;
  /** A run of the same job is still at work. */
  readonly running: boolean;
  /** Up to this age a slot counts as on time. */
  readonly toleranceMs: number;
}

export type Decision =
  | { readonly action: 'run'; readonly slot: Slot; readonly late: boolean }
  | { readonly action: 'skip'; readonly slot: Slot; readonly reason: 'overlap' }
  | { readonly action: 'wait' };

/**
 * What a schedule asks for at this moment. One rule covers a late start, a week of missed slots, a clock set back, both changes of
 * daylight time and an overlap: only the latest slot counts, and a slot whose wall-clock label was carried out, or which lies before one
 * that was, is not carried out again. Missed slots are made up by one run, not by one each.
 */
export function planNext(input: PlanInput): Decision {
  const { due, done } = input;
  if (due === null) return { action: 'wait' };
  if (done !== null && (due.label <= done.label || due.at <= done.at)) return { action: 'wait' };
  if (input.running) return { action: 'skip', slot: due, reason: 'overlap' };
  return { action: 'run', slot: due, late: Date.parse(input.now) - Date.parse(due.at) > input.toleranceMs };
}

const MINUTE_MS = 60_000;

/**
 * The latest minute in `(after, now]` that matches, searched backwards, at most `lookBackMs` far.
 * @param matches whether the schedule names this minute
 * @param label wall-clock name of an instant in the schedule's zone
 */
export function latestSlot(
  now: string,
  after: string | null,
  matches: (at: Date) => boolean,
  label: (at: Date) => string,
  lookBackMs: number,
): Slot | null {
  const newest = Math.floor(Date.parse(now) / MINUTE_MS) * MINUTE_MS;
  const oldest = Math.max(newest - lookBackMs, after === null ? Number.NEGATIVE_INFINITY : Date.parse(after) + 1);
  for (let at = newest; at >= oldest; at -= MINUTE_MS) {
    const date = new Date(at);
    if (matches(date)) return { at: date.toISOString(), label: label(date) };
  }
  return null;
}
