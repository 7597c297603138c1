import type { LookupAddress } from 'node:dns';
import { lookup as dnsLookup } from 'node:dns/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProxySettings } from './proxy.js';

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
  /** Further tries after a passing failure. */
  readonly retries: number;
  /** Hosts whose certificate is not verified. */
  readonly insecureTls: readonly string[];
  /** Null asks every site directly. */
  readonly proxy: ProxySettings | null;
}

/** All addresses of a name. @throws an error with a `code` such as ENOTFOUND */
export type Lookup = (host: string) => Promise<readonly LookupAddress[]>;

/** What a fetch needs from outside, so that tests hold the clock. */
export interface Surroundings {
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  /** In [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly lookup: Lookup;
  readonly log: { debug(message: string, values?: Record<string, unknown>): void };
}

/** Merged over `DEFAULTS` and the real surroundings. */
export interface FetcherOptions extends Partial<NetworkSettings>, Partial<Surroundings> {
  /** First pause before a further try; doubles each time. @default 1000 */
  readonly retryBaseMs?: number;
  /** Certificates (PEM) of further authorities to trust, beside those of Node. */
  readonly trust?: readonly string[];
}

/** INTERFACE.md, `network`. */
export const DEFAULTS: NetworkSettings & { readonly retryBaseMs: number } = {
  userAgent: 'planwatch/1.0',
  timeoutMs: 30_000,
  maxBytes: 100 * 1024 * 1024,
  concurrency: 8,
  perHost: { concurrency: 1, delayMs: 1000 },
  robots: true,
  allow: [],
  insecureTls: [],
  proxy: null,
  retries: 2,
  retryBaseMs: 1000,
};

/** The real world. Tests pass their own. */
export const SURROUNDINGS: Surroundings = {
  now: () => new Date().toISOString(),
  random: () => Math.random(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
  lookup: (host) => dnsLookup(host, { all: true }),
  log: { debug: () => undefined },
};

/** RFC 9110 §15.4 sets no number; browsers stop at 20, curl's default is 30. A page that needs more than ten is a loop. */
export const MAX_REDIRECTS = 10;
/** A body that keeps coming at this pace may take longer than `timeoutMs`: plans of 90 MB come from slow servers. */
export const MIN_BYTES_PER_SECOND = 16 * 1024;
/** No body takes longer than this many times `timeoutMs`, however fast. */
export const MAX_TIMEOUTS_PER_BODY = 10;
/** Names and values together; the largest seen on plan pages is 3 KB. */
export const MAX_HEADER_BYTES = 32 * 1024;
