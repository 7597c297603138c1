const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface RetryOptions {
  /** Wait after the first passing fault. @default 5 minutes */
  readonly baseMs: number;
  /** Longest wait after a passing fault: a server that is back is not kept waiting for longer. @default 6 hours */
  readonly capMs: number;
  /** Wait after a fault that somebody has to mend (a wrong password): asking often would only lock the account. @default 24 hours */
  readonly refusedMs: number;
  /** After this long without success a message is given up for the channel. @default 14 days */
  readonly giveUpMs: number;
}

export const RETRY_DEFAULTS: RetryOptions = {
  baseMs: 5 * MINUTE_MS,
  capMs: 6 * HOUR_MS,
  refusedMs: 24 * HOUR_MS,
  giveUpMs: 14 * 24 * HOUR_MS,
};

/**
 * How long to wait after the given number of attempts: doubling, capped, between three quarters and the whole of it.
 * @param attempts so far, 1 or more
 * @param random in [0, 1): the jitter that keeps the machines of one office from asking their mail server in the same second
 * @param retryAfterMs what the service asked for; never more than a day of it is believed
 */
export function toWaitMs(
  attempts: number,
  fault: { readonly transient: boolean; readonly retryAfterMs: number | null },
  random: number,
  options: RetryOptions = RETRY_DEFAULTS,
): number {
  const plain = fault.transient ? Math.min(options.capMs, options.baseMs * 2 ** Math.min(attempts - 1, 30)) : options.refusedMs;
  const jittered = Math.round(plain * (0.75 + random * 0.25));
  return Math.max(jittered, Math.min(fault.retryAfterMs ?? 0, 24 * HOUR_MS));
}
