import type { LookupAddress } from 'node:dns';

/** The `network` section of the configuration. */
export interface NetworkSettings {
  readonly userAgent: string;
  /** Longest wait for the head of an answer, and for a body that comes slower than `MIN_BYTES_PER_SECOND`, per try. */
  readonly timeoutMs: number;
  /** Cap on a body, as sent and as decompressed. */
  readonly maxBytes: number;
  readonly concurrency: number;
  readonly perHost: { readonly concurrency: number; readonly delayMs: number };
  readonly robots: boolean;
  /** Hosts that may be private, exactly as named. */
  readonly allow: readonly string[];
  /** Hosts whose certificate is not verified. */
  readonly insecureTls: readonly string[];
}

/** All addresses of a name. @throws an error with a `code` such as ENOTFOUND */
export type Lookup = (host: string) => Promise<readonly LookupAddress[]>;

/** What a fetch needs from outside, so that tests hold the clock. */
export interface Surroundings {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly lookup: Lookup;
}

export interface FetcherOptions extends Partial<NetworkSettings>, Partial<Surroundings> {
  /** Further tries after a passing failure. @default 2 */
  readonly retries?: number;
  /** First pause before a further try; doubles each time. @default 1000 */
  readonly retryBaseMs?: number;
}

/** INTERFACE.md, `network`. */
export const DEFAULTS: NetworkSettings & { readonly retries: number; readonly retryBaseMs: number } = {
  userAgent: 'planwatch/1.0',
  timeoutMs: 30_000,
  maxBytes: 100 * 1024 * 1024,
  concurrency: 8,
  perHost: { concurrency: 1, delayMs: 1000 },
  robots: true,
  allow: [],
  insecureTls: [],
  retries: 2,
  retryBaseMs: 1000,
};

/** RFC 9110 §15.4 sets no number; browsers stop at 20, curl's default is 30. A page that needs more than ten is a loop. */
export const MAX_REDIRECTS = 10;
/** A body that keeps coming at this pace may take longer than `timeoutMs`: plans of 90 MB come from slow servers. */
export const MIN_BYTES_PER_SECOND = 16 * 1024;
/** No body takes longer than this many times `timeoutMs`, however fast. */
export const MAX_TIMEOUTS_PER_BODY = 10;
/** Names and values together; the largest seen on plan pages is 3 KB. */
export const MAX_HEADER_BYTES = 32 * 1024;
