import { PlanwatchError } from '../errors.js';
import { hostOf, toHttpUrl } from './address.js';
import { homeError, statusError } from './classify.js';
import { parseContentType } from './content-type.js';
import { createCookieJar } from './cookies.js';
import { createHealth } from './health.js';
import { createHosts } from './hosts.js';
import { parseRetryAfter, retryDelay } from './retry.js';
import { createRobots, MAX_ROBOTS_BYTES } from './robots.js';
import { DEFAULTS, type FetcherOptions, MAX_REDIRECTS, SURROUNDINGS } from './settings.js';
import type { Fetched, Fetcher, FetchRequest, NotModified, Validators } from './types.js';
import { type Answer, createWire } from './wire.js';

/** So long a host that asks us to come back later is left alone altogether; its page may have asked for more. */
const MAX_HOLD_MS = 10_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const NONE: Validators = { etag: null, lastModified: null };

/** What one try of one fetch carries along. */
interface Trip {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly robots: boolean;
  readonly signal: AbortSignal | undefined;
  /** Set when the answer carried `Retry-After`. */
  retryAfter: string | null;
}

/** A `Location` may hold raw bytes of UTF-8, which arrive as Latin-1 (RFC 9110 §10.2.2 allows neither; browsers read both). */
function locationOf(answer: Answer): string | null {
  const raw = answer.headers.location;
  if (raw === undefined || raw === '') return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(raw, 'latin1'));
  } catch {
    return raw;
  }
}

/** The name service has answered that there is no such name; asking it again within seconds changes nothing. */
const isDefinite = ({ code, cause }: PlanwatchError): boolean =>
  code === 'FETCH_DNS' && (cause as { code?: string } | undefined)?.code === 'ENOTFOUND';

/** What several fetches wait for goes on when one of them is called off. */
function untilAborted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return shared;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** All bytes white space: a page that says nothing. Only looked at for short bodies. */
const isBlank = (bytes: Uint8Array): boolean => bytes.length < 4096 && bytes.every((x) => x === 0x20 || (x >= 0x09 && x <= 0x0d));

/**
 * A fetcher over HTTP. One for a whole run: it holds the pace of each host, its robots.txt and open connections.
 * @param options merged over `DEFAULTS`
 */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const settings = { ...DEFAULTS, ...SURROUNDINGS, ...options };
  const now = (): number => Date.parse(settings.now());
  const wire = createWire(settings);
  const health = createHealth(now);
  const hosts = createHosts(settings, { now, sleep: settings.sleep });
  const robots = createRobots(
    settings.userAgent,
    (url) => {
      const headers = { 'user-agent': settings.userAgent, accept: 'text/plain,*/*;q=0.5', 'accept-encoding': 'gzip, deflate, br' };
      const trip = {
        timeoutMs: settings.timeoutMs,
        maxBytes: MAX_ROBOTS_BYTES,
        headers,
        robots: false,
        signal: undefined,
        retryAfter: null,
      };
      // The page that waits for it tries again, and then asks anew.
      return travel(url, trip).then((answer) => settle(answer, url.href, NONE, trip));
    },
    now,
  );

  /** Follows redirects to an answer that is none. Every hop passes the gate, robots.txt and the pace of its host. */
  async function travel(start: URL, trip: Trip): Promise<Answer> {
    const jar = createCookieJar();
    const seen = new Set<string>();
    let url = start;
    let insecureTls = false;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const host = hostOf(url);
      if (trip.robots) {
        const crawlDelayMs = await untilAborted(robots.check(url), trip.signal);
        if (crawlDelayMs !== null) hosts.slowDown(host, crawlDelayMs);
      }
      const cookie = jar.header(host);
      const key = `${url.href}\n${cookie}`;
      // The same question with the same cookies gets the same answer for ever.
      if (seen.has(key)) break;
      seen.add(key);
      const headers = cookie === null ? trip.headers : { ...trip.headers, cookie };
      const { timeoutMs, maxBytes, signal } = trip;
      const paced = hop === 0 || host !== hostOf(start);
      const answer = await hosts.run(host, paced, () => wire.ask({ url, headers, timeoutMs, maxBytes, ...(signal && { signal }) }), signal);
      insecureTls ||= answer.insecureTls;
      jar.store(host, answer.setCookie);
      const location = REDIRECTS.has(answer.status) ? locationOf(answer) : null;
      if (location === null) return { ...answer, insecureTls };
      url = toHttpUrl(location, url);
    }
    throw new PlanwatchError('FETCH_REDIRECTS', { url: start.href, count: seen.size });
  }

  /** Turns an answer into a page, or into the error that it means. */
  function settle(answer: Answer, url: string, validators: Validators, trip: Trip): Answer {
    const { status, bytes } = answer;
    trip.retryAfter = answer.headers['retry-after'] ?? null;
    const wait = trip.retryAfter === null ? null : parseRetryAfter(trip.retryAfter, now());
    if (wait !== null && (status === 429 || status === 503)) hosts.holdUntil(hostOf(answer.url), now() + Math.min(wait, MAX_HOLD_MS));
    if (status === 304) {
      if (validators.etag === null && validators.lastModified === null) throw new PlanwatchError('FETCH_NOT_MODIFIED_UNASKED', { url });
      return answer;
    }
    const error = statusError(url, status, wait === null ? null : new Date(now() + wait).toISOString());
    if (error !== null) throw error;
    if (isBlank(bytes)) throw new PlanwatchError('FETCH_EMPTY', { url, status });
    return answer;
  }

  /** Tries again while it makes sense. The pause holds no lane. */
  async function persist<T>(trip: Trip, target: URL, attemptOnce: (trip: Trip) => Promise<T>): Promise<T> {
    const url = target.href;
    health.admit(target);
    for (let attempt = 1; ; attempt++) {
      trip.retryAfter = null;
      try {
        const result = await attemptOnce(trip);
        health.answered(target);
        return result;
      } catch (error) {
        if (!(error instanceof PlanwatchError)) throw trip.signal?.aborted ? new PlanwatchError('FETCH_ABORTED', { url }) : error;
        const { code } = error;
        const transient = error.transient && !isDefinite(error);
        const { retries, retryBaseMs: baseMs } = settings;
        const { retryAfter } = trip;
        const isPatient = code !== 'FETCH_TIMEOUT' || !health.isSlow(target);
        const wait =
          isPatient && retryDelay({ attempt, transient, code, retryAfter, now: now(), jitter: settings.random(), retries, baseMs });
        if (wait === null || wait === false) {
          health.failed(target, error);
          throw error;
        }
        settings.log.debug(`${error.message}; trying again in ${Math.round(wait)} ms`, { code, attempt });
        await settings.sleep(wait, trip.signal).catch(() => Promise.reject(new PlanwatchError('FETCH_ABORTED', { url })));
      }
    }
  }

  return {
    async fetch(request: FetchRequest): Promise<Fetched | NotModified> {
      const start = toHttpUrl(request.url);
      start.hash = '';
      const validators = request.validators ?? NONE;
      const conditional = validators.etag !== null || validators.lastModified !== null;
      const headers: Record<string, string> = {
        'user-agent': settings.userAgent,
        accept: 'text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8',
        'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
        'accept-encoding': 'gzip, deflate, br',
        ...(validators.etag !== null && { 'if-none-match': validators.etag }),
        ...(validators.lastModified !== null && { 'if-modified-since': validators.lastModified }),
        ...(!conditional && { 'cache-control': 'no-cache' }),
        ...(request.referer !== undefined && { referer: request.referer }),
      };
      const timeoutMs = request.source.timeoutMs ?? settings.timeoutMs;
      const trip: Trip = {
        timeoutMs,
        maxBytes: settings.maxBytes,
        headers,
        robots: request.source.robots,
        signal: request.signal,
        retryAfter: null,
      };
      const answer = await persist(trip, start, async (t) => settle(await travel(start, t), start.href, validators, t));
      const capturedAt = new Date(now()).toISOString();
      if (answer.status === 304) return { kind: 'not-modified', url: request.url, capturedAt };
      const home = answer.url === start ? null : homeError(start, answer.url);
      if (home !== null) throw home;
      const { status, bytes, insecureTls } = answer;
      const { mediaType, charset } = parseContentType(answer.headers['content-type']);
      return {
        ...{ kind: 'fetched', bytes, url: request.url, finalUrl: answer.url.href, status, headers: answer.headers, mediaType, charset },
        ...{ etag: answer.headers.etag ?? null, lastModified: answer.headers['last-modified'] ?? null, capturedAt, insecureTls },
      };
    },
    close: () => wire.close(),
  };
}
