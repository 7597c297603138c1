/** What is known when a try has failed. */
export interface RetryQuestion {
  /** Tries made so far, 1 after the first. */
  readonly attempt: number;
  /** From the error table: worth another try. */
  readonly transient: boolean;
  readonly code: string;
  /** The `Retry-After` header as sent, null where there was none. */
  readonly retryAfter: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** In [0, 1); spreads the tries of many watchers. */
  readonly jitter: number;
  readonly retries: number;
  readonly baseMs: number;
}

/** Longer waits are left to the next slot: a run has other sources to look at. */
export const MAX_RETRY_WAIT_MS = 30_000;

/** Transient in the long run, but the same within the minute. */
const NOT_AT_ONCE: ReadonlySet<string> = new Set(['FETCH_ABORTED', 'FETCH_HOST_DOWN']);

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3): seconds, or a date in one of the HTTP forms.
 * @returns milliseconds from `now`, never negative; null where it cannot be read
 */
export function parseRetryAfter(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // A date has a name of a day; `Date.parse` alone would take "5 apples" for a year.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/**
 * Whether and when to try again: doubling pauses with the upper half left to chance, or what the server asked for where that is longer.
 * @returns milliseconds to wait, null to give up
 */
export function retryDelay(q: RetryQuestion): number | null {
  if (!q.transient || q.attempt > q.retries || NOT_AT_ONCE.has(q.code)) return null;
  const pause = q.baseMs * 2 ** (q.attempt - 1) * (0.5 + q.jitter / 2);
  const asked = parseRetryAfter(q.retryAfter, q.now) ?? 0;
  if (asked > MAX_RETRY_WAIT_MS) return null;
  return Math.min(MAX_RETRY_WAIT_MS, Math.max(pause, asked));
}
