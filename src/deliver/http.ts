import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { PlanwatchError } from '../errors.js';
import { toOrigin } from './redact.js';

/** Answers are a word or a small JSON object; what goes on beyond this is not read. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface PostOptions {
  readonly channel: string;
  readonly timeoutMs: number;
  readonly redact: (text: string) => string;
  readonly proxyFor: (url: URL) => URL | null;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Poster {
  /** @throws PlanwatchError DELIVER_* for everything but an answer of 200 to 299 */
  post(url: string, body: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Posts JSON with one time limit over everything: name, connection, headers and body. Redirects are not followed: a service that moved
 * is the operator's to confirm, for the message and its signature would go to the new place. Addresses come from the operator's own
 * configuration, so that private hosts are as good as any.
 */
export function createPoster({ channel, timeoutMs, redact, proxyFor }: PostOptions): Poster {
  const limits = { pipelining: 0, keepAliveTimeout: 1000, maxHeaderSize: 16 * 1024 };
  const agent = new Agent({ ...limits, connect: { timeout: timeoutMs } });
  let throughProxy: ProxyAgent | null = null;
  const dispatcherFor = (url: string): Dispatcher => {
    const proxy = proxyFor(new URL(url));
    if (proxy === null) return agent;
    const tls = { timeout: timeoutMs };
    throughProxy ??= new ProxyAgent({ ...limits, uri: proxy.href, requestTls: tls, proxyTls: tls, proxyTunnel: false });
    return throughProxy;
  };
  return {
    async post(url, body, headers, signal) {
      const where = toOrigin(url);
      const limit = AbortSignal.timeout(timeoutMs);
      let answer: Answer & { retryAfter: string | null };
      try {
        const response = await request(url, {
          method: 'POST',
          dispatcher: dispatcherFor(url),
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
          headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'planwatch', ...headers },
          body,
        });
        const after = response.headers['retry-after'];
        answer = {
          status: response.statusCode,
          text: await readStart(response.body),
          retryAfter: typeof after === 'string' ? after : null,
        };
      } catch (error) {
        throw toDeliverError(error, { channel, where, timeoutMs, redact, timedOut: limit.aborted });
      }
      const { status, text } = answer;
      if (status >= 200 && status < 300) return { status, text };
      const said = redact(`HTTP ${status} ${text}`);
      if (status === 429) {
        throw new PlanwatchError('DELIVER_RATE_LIMITED', { channel, where, answer: said, retryAfterMs: toDelayMs(answer.retryAfter) });
      }
      const passing = status >= 500 || status === 408 || status === 425;
      throw new PlanwatchError(passing ? 'DELIVER_SERVER' : 'DELIVER_REFUSED', { channel, where, answer: said });
    },
    // Not close(): that would wait for a server that never ends its answer.
    close: async () => void (await Promise.all([agent.destroy(), throughProxy?.destroy()])),
  };
}

async function readStart(body: AsyncIterable<Uint8Array> & { destroy(): unknown }): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) break; // Leaving the loop destroys the stream.
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}

/** Seconds form of `Retry-After` (RFC 9110 §10.2.3); its date form needs a clock that agrees with theirs and is left to our own back-off. */
const toDelayMs = (value: string | null): number | null => (value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null);

const TLS_CODE = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_OSSL)/;

/** One classification of network faults for HTTP and mail. */
export function toDeliverError(
  error: unknown,
  at: { channel: string; where: string; timeoutMs: number; redact: (t: string) => string; timedOut: boolean },
): PlanwatchError {
  const { channel, where, timeoutMs } = at;
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const reason = at.redact(error instanceof Error ? error.message || code || error.name : String(error));
  if (at.timedOut || /TIMEOUT|TIMEDOUT/.test(code)) return new PlanwatchError('DELIVER_TIMEOUT', { channel, where, timeoutMs });
  if (TLS_CODE.test(code)) return new PlanwatchError('DELIVER_TLS', { channel, where, reason });
  return new PlanwatchError('DELIVER_UNREACHABLE', { channel, where, reason });
}
