import { constants } from 'node:crypto';
import type { LookupFunction, Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import { PlanwatchError } from '../errors.js';
import { hostOf, isAllowedAddress, isNamed, refuseLiteral, resolveAllowed } from './address.js';
import { decodeBody, isPackedText } from './body.js';
import { isHandshakeFailure, toFetchError } from './classify.js';
import { exchange } from './exchange.js';
import { plainConnector, proxyAuthorization, proxyError, proxyFor, tunnelConnector } from './proxy.js';
import { createProxyGate } from './proxy-gate.js';
import { type Lookup, MAX_HEADER_BYTES, type NetworkSettings } from './settings.js';

/** One answer to one request, its body complete and unpacked. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  /** Lower-case names; several values joined as HTTP joins them, `set-cookie` apart. */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookie: readonly string[];
  /** Empty unless the status is 2xx. */
  readonly bytes: Uint8Array;
  /** True where the certificate was not verified. */
  readonly insecureTls: boolean;
}

export interface Question {
  readonly url: URL;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Read the body whatever the status; a browser shows error pages too. */
  readonly anyStatus?: boolean;
  readonly signal?: AbortSignal;
}

export interface Wire {
  /** @throws PlanwatchError FETCH_*; redirects and error statuses are answers, not errors */
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

/** Node waits 250 ms for each address of a host before it tries the next; across borders a handshake takes longer. */
const ATTEMPT_TIMEOUT_MS = 2500;

/**
 * What servers that have not been touched for ten years need: renegotiation by the old rules, short keys, TLS 1.0 (which OpenSSL 3 speaks at
 * level 0 only). Certificates are verified all the same. Tried only after the usual settings failed: some modern sites hang under these.
 */
const LEGACY_TLS = {
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  ciphers: 'DEFAULT:!aNULL:!eNULL:!RC4:!MD5@SECLEVEL=0',
  minVersion: 'TLSv1',
} as const;

export type WireSettings = Pick<NetworkSettings, 'allow' | 'insecureTls' | 'concurrency' | 'timeoutMs' | 'proxy'> & {
  readonly lookup: Lookup;
  readonly trust?: readonly string[];
};

/** A connector that lets nobody through to an address the gate refuses: before, while and after the name is resolved. */
function gatedConnector(settings: WireSettings, tls: buildConnector.BuildOptions): buildConnector.connector {
  const lookup: LookupFunction = (hostname, _options, callback) => {
    resolveAllowed(new URL(`http://${hostname}/`), settings.allow, settings.lookup).then(
      (found) => callback(null, [...found], 0),
      (error: NodeJS.ErrnoException) => callback(error, [], 0),
    );
  };
  const connect = buildConnector({
    ...tls,
    timeout: settings.timeoutMs,
    lookup,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
  } as buildConnector.BuildOptions);
  return (options, callback) => {
    const host = options.hostname.includes(':') ? `[${options.hostname.replace(/^\[|\]$/g, '')}]` : options.hostname;
    const url = new URL(`${options.protocol}//${host}/`);
    try {
      refuseLiteral(url, settings.allow);
    } catch (error) {
      callback(error as Error, null);
      return;
    }
    connect(options, (error, socket) => {
      const address = (socket as Socket | null)?.remoteAddress;
      if (error === null && !isNamed(url, settings.allow) && !isAllowedAddress(address ?? '')) {
        socket.destroy();
        callback(new PlanwatchError('FETCH_ADDRESS_FORBIDDEN', { url: url.href, host: hostOf(url), address: address ?? 'unknown' }), null);
        return;
      }
      if (error === null) callback(null, socket);
      else callback(error, null);
    });
  };
}

function joined(raw: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined && name !== 'set-cookie' && name !== 'set-cookie2')
      headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** Sends single requests through the gate. Keep-alive connections are held until `close`. */
export function createWire(settings: WireSettings): Wire {
  const agents = new Map<string, Agent>();
  const legacyHosts = new Set<string>();
  const gate = createProxyGate(settings);

  function agentFor(insecure: boolean, legacy: boolean, proxy: URL | null, secure: boolean): Agent {
    const key = `${insecure}${legacy}${proxy === null ? '' : `${secure}${proxy.href}`}`;
    const known = agents.get(key);
    if (known !== undefined) return known;
    const ca = settings.trust === undefined ? {} : { ca: [...rootCertificates, ...settings.trust] };
    const tls = { rejectUnauthorized: !insecure, ...ca, ...(legacy ? LEGACY_TLS : {}) };
    // Our own timers and caps are exact; undici's tick once a second.
    const limits = { headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: MAX_HEADER_BYTES, pipelining: 1 };
    const options = { timeoutMs: settings.timeoutMs, tls };
    const connect =
      proxy === null ? gatedConnector(settings, tls) : secure ? tunnelConnector(proxy, options) : plainConnector(proxy, options);
    const agent = new Agent({ ...limits, connections: settings.concurrency, connect });
    agents.set(key, agent);
    return agent;
  }

  async function once(q: Question, insecure: boolean, legacy: boolean): Promise<Answer> {
    const { url, timeoutMs, maxBytes } = q;
    const proxy = settings.proxy === null ? null : proxyFor(url, settings.proxy, settings.allow);
    const secure = proxy !== null && url.protocol === 'https:';
    const through = secure ? null : proxy;
    if (proxy !== null) await gate.check(url);
    const wants = (status: number): boolean => q.anyStatus === true || (status >= 200 && status < 300);
    const request = {
      url,
      method: q.method ?? 'GET',
      headers: through === null ? q.headers : { ...q.headers, host: url.host, ...proxyAuthorization(through) },
      body: q.body ?? null,
      timeoutMs,
      maxBytes,
      through,
      signal: q.signal,
      wants,
    };
    const { status, headers: raw, bytes } = await exchange(agentFor(insecure, legacy, proxy, secure), request);
    if (through !== null && status === 407) throw proxyError(url.href, through, status);
    const headers = joined(raw);
    const coded = await decodeBody(bytes, headers['content-encoding'] ?? null, url.href, maxBytes);
    const setCookie = [raw['set-cookie'] ?? []].flat();
    return {
      url,
      status,
      headers,
      setCookie,
      insecureTls: insecure,
      bytes: isPackedText(coded, headers['content-type'] ?? null) ? await decodeBody(coded, 'gzip', url.href, maxBytes) : coded,
    };
  }

  return {
    async ask(q) {
      refuseLiteral(q.url, settings.allow);
      const secure = q.url.protocol === 'https:';
      const insecure = secure && isNamed(q.url, settings.insecureTls);
      const host = q.url.host;
      const legacy = secure && legacyHosts.has(host);
      try {
        return await once(q, insecure, legacy);
      } catch (error) {
        const ours = toFetchError(error, q.url, q.timeoutMs);
        if (!secure || legacy || !isHandshakeFailure(error)) throw ours;
        // The first error is the telling one: it stands unless the older settings work.
        const answer = await once(q, insecure, true).catch(() => Promise.reject(ours));
        legacyHosts.add(host);
        return answer;
      }
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}
