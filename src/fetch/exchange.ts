import type { Agent, Dispatcher } from 'undici';
import { PlanwatchError } from '../errors.js';
import { MAX_TIMEOUTS_PER_BODY, MIN_BYTES_PER_SECOND } from './settings.js';

export interface ExchangeRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Asked instead of the site, in absolute form: a proxy for plain HTTP. */
  readonly through: URL | null;
  readonly signal: AbortSignal | undefined;
  /** Whether the body of an answer with this status is wanted. */
  readonly wants: (status: number) => boolean;
}

export interface Exchanged {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As sent, before any unpacking; empty where it was not wanted. */
  readonly bytes: Uint8Array;
}

/** An unwanted body of up to this size is read and thrown away, which keeps the connection; a larger one costs more than a new connection. */
const DRAINED_BYTES = 64 * 1024;

/**
 * One request and its whole answer, within its caps. Written against undici's handlers and not its streams: there a signal is heard only
 * once a connection stands, so that a handshake which never ends outlasts every timer; and a stream for each body costs a third of the time.
 * @throws PlanwatchError FETCH_TIMEOUT for silence, and for a trickle that outlasts `timeoutMs`; FETCH_TOO_LARGE, FETCH_INCOMPLETE,
 *   FETCH_ABORTED; errors of undici and of the system as they are
 */
export function exchange(agent: Agent, q: ExchangeRequest): Promise<Exchanged> {
  const { timeoutMs, maxBytes, signal } = q;
  const url = q.url.href;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let answer: { status: number; headers: Exchanged['headers'] } | null = null;
    let expected: number | null = null;
    let wanted = false;
    let settled = false;
    let started = 0;
    let received = 0;
    const chunks: Uint8Array[] = [];

    const settle = (finish: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', callOff);
      finish();
    };
    const fail = (error: unknown): void => {
      settle(() => reject(error));
      controller?.abort(error as Error);
    };
    const late = (): void => {
      const cause = controller === null ? Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' }) : undefined;
      fail(new PlanwatchError('FETCH_TIMEOUT', { url, timeoutMs }, { cause }));
    };
    const callOff = (): void => fail(new PlanwatchError('FETCH_ABORTED', { url }));
    const timer = setTimeout(late, timeoutMs);
    const succeed = (bytes: Uint8Array): void =>
      settle(() => resolve({ status: answer?.status ?? 0, headers: answer?.headers ?? {}, bytes }));

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(given) {
        controller = given;
        // Only now is there something to abort.
        if (settled) given.abort(new PlanwatchError('FETCH_ABORTED', { url }));
      },
      onResponseStart(given, status, headers) {
        if (status < 200) return;
        answer = { status, headers };
        started = performance.now();
        timer.refresh();
        wanted = q.wants(status);
        const length = headers['content-length'];
        expected = typeof length === 'string' && /^\d+$/.test(length) && q.method !== 'HEAD' && status !== 304 ? Number(length) : null;
        if (wanted && expected !== null && expected > maxBytes) fail(new PlanwatchError('FETCH_TOO_LARGE', { url, maxBytes }));
        else if (!wanted && status !== 304 && (expected ?? DRAINED_BYTES + 1) > DRAINED_BYTES) {
          succeed(new Uint8Array());
          given.abort(new PlanwatchError('FETCH_ABORTED', { url }));
        }
      },
      onResponseData(_, chunk) {
        received += chunk.length;
        timer.refresh();
        const ms = performance.now() - started;
        if (wanted && received > maxBytes) fail(new PlanwatchError('FETCH_TOO_LARGE', { url, maxBytes }));
        else if (ms > timeoutMs * MAX_TIMEOUTS_PER_BODY || (ms > timeoutMs && received < (ms / 1000) * MIN_BYTES_PER_SECOND)) late();
        else if (wanted) chunks.push(chunk);
      },
      onResponseEnd() {
        if (wanted && expected !== null && received < expected) fail(new PlanwatchError('FETCH_INCOMPLETE', { url, received, expected }));
        else succeed(wanted ? Buffer.concat(chunks) : new Uint8Array());
      },
      onResponseError(_, error) {
        if (answer === null || isOfTheirOwn(error)) fail(error);
        else fail(new PlanwatchError('FETCH_INCOMPLETE', { url, received, expected }, { cause: error }));
      },
    };

    if (signal?.aborted) {
      callOff();
      return;
    }
    signal?.addEventListener('abort', callOff, { once: true });
    const { method, headers, body } = q;
    const path = q.url.pathname + q.url.search;
    const where = q.through === null ? { origin: q.url.origin, path } : { origin: q.through.origin, path: q.url.origin + path };
    try {
      agent.dispatch({ ...where, method: method as 'GET', headers, body }, handler);
    } catch (error) {
      fail(error);
    }
  });
}

/** A malformed answer is told as such, even when it broke off within its body. */
const isOfTheirOwn = (error: Error): boolean => error.name === 'HTTPParserError';
