import { request as httpRequest } from 'node:http';
import { buildConnector } from 'undici';
import { PlanwatchError } from '../errors.js';
import { hostOf, isNamed } from './address.js';

/** Where requests go through. Addresses are `http://host:port`. */
export interface ProxySettings {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached without it, in the manner of `NO_PROXY`. */
  readonly bypass: readonly string[];
}

/** `example.org` and `.example.org` stand for all below; `*` for everything; a port narrows. */
function isBypassed(url: URL, list: readonly string[]): boolean {
  const host = hostOf(url);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.some((entry) => {
    const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (only !== undefined && only !== port) return false;
    const bare = name.replace(/^\*?\./, '');
    return name === '*' || host === bare || host.endsWith(`.${bare}`);
  });
}

/** The proxy for an address; null where it is asked directly, as the hosts of `network.allow` are: they are private, and a proxy is elsewhere. */
export function proxyFor(url: URL, proxy: ProxySettings | null, allow: readonly string[]): URL | null {
  if (proxy === null || isNamed(url, allow) || isBypassed(url, proxy.bypass)) return null;
  const address = url.protocol === 'https:' ? proxy.https : proxy.http;
  return address === null ? null : new URL(address);
}

/** `Proxy-Authorization` for the name and password of the proxy's address; no header where it has none. */
export function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

const STATUS: Readonly<Record<number, string>> = {
  403: 'it does not let us reach this host (403)',
  407: 'it wants a name and a password (407)',
};

/** The proxy is named without its password. */
export const proxyError = (url: string, proxy: URL, reason: number | Error): PlanwatchError => {
  const code = typeof reason === 'number' ? '' : ((reason as NodeJS.ErrnoException).code ?? reason.message);
  const why = typeof reason === 'number' ? (STATUS[reason] ?? `it answered ${reason}`) : `it cannot be reached (${code})`;
  return new PlanwatchError(
    'FETCH_PROXY',
    { url, proxy: proxy.host, reason: why },
    typeof reason === 'number' ? undefined : { cause: reason },
  );
};

type Options = { readonly timeoutMs: number; readonly tls: buildConnector.BuildOptions };

/** Connects to the proxy itself, for requests in absolute form (RFC 9112 §3.2.2). */
export function plainConnector(proxy: URL, { timeoutMs }: Options): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs });
  return (options, callback) =>
    connect(options, (error, socket) => (error === null ? callback(null, socket) : callback(proxyError(proxy.href, proxy, error), null)));
}

/** Connects through a tunnel (RFC 9110 §9.3.6): TLS is spoken with the site and verified as without a proxy. */
export function tunnelConnector(proxy: URL, { timeoutMs, tls }: Options): buildConnector.connector {
  const secure = buildConnector({ ...tls, timeout: timeoutMs });
  return (options, callback) => {
    const path = `${options.hostname}:${options.port || '443'}`;
    const site = `https://${options.hostname}/`;
    const asking = httpRequest({
      ...{
        host: proxy.hostname.replace(/^\[|\]$/g, ''),
        port: proxy.port || 80,
        method: 'CONNECT',
        path,
        agent: false,
        timeout: timeoutMs,
      },
      headers: { host: path, ...proxyAuthorization(proxy) },
    });
    asking.once('connect', (answer, socket) => {
      if (answer.statusCode === 200) {
        secure({ ...options, httpSocket: socket as never }, callback);
        return;
      }
      socket.destroy();
      callback(proxyError(site, proxy, answer.statusCode ?? 0), null);
    });
    asking.once('timeout', () => asking.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    asking.once('error', (error) => callback(proxyError(site, proxy, error), null));
    asking.end();
  };
}
