import { PlanwatchError } from '../errors.js';
import { hostOf } from './address.js';
import { MAX_HEADER_BYTES } from './settings.js';

interface Coded {
  readonly code?: string;
  readonly name?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** The error and all that it wraps, outermost first. */
function chain(error: unknown): Coded[] {
  const seen: Coded[] = [];
  const visit = (x: unknown): void => {
    if (x === null || typeof x !== 'object' || seen.length > 20 || seen.includes(x)) return;
    seen.push(x);
    visit((x as Coded).cause);
    for (const inner of (x as Coded).errors ?? []) visit(inner);
  };
  visit(error);
  return seen;
}

const CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority we do not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority we do not know',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is made out to another host',
  CERT_REVOKED: 'its certificate was revoked',
};
const REFUSALS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EADDRNOTAVAIL: 'the address is not available',
  EACCES: 'the connection was forbidden on this machine',
};
const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const BREAKS = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNABORTED', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

/** True where the handshake itself failed, so that older settings may succeed; a bad certificate is none of these. */
export const isHandshakeFailure = (error: unknown): boolean => chain(error).some((x) => /^(ERR_SSL_|EPROTO$)/.test(x.code ?? ''));

/**
 * What went wrong before or between the bytes of an answer, in our own terms.
 * @returns the error itself where it is a PlanwatchError already or nothing we know: then it is our bug
 */
export function toFetchError(error: unknown, url: URL, timeoutMs: number): unknown {
  const all = chain(error);
  const ours = all.find((x) => x instanceof PlanwatchError);
  const href = url.href;
  const host = hostOf(url);
  if (ours instanceof PlanwatchError) {
    // Thrown inside the connector, which knows the host alone: the message names the page.
    const { code, params } = ours as PlanwatchError<'FETCH_DNS' | 'FETCH_ADDRESS_FORBIDDEN' | 'FETCH_PROXY'>;
    return code === 'FETCH_DNS' || code === 'FETCH_ADDRESS_FORBIDDEN' || code === 'FETCH_PROXY'
      ? new PlanwatchError(code, { ...params, url: href } as never, { cause: ours.cause })
      : ours;
  }
  for (const { code = '', name } of all) {
    if (code in CERTIFICATES)
      return new PlanwatchError('FETCH_TLS', { url: href, host, reason: CERTIFICATES[code] as string }, { cause: error });
    if (/^(ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|CRL_|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH)/.test(code)) {
      return new PlanwatchError('FETCH_TLS', { url: href, host, reason: `the handshake failed (${code})` }, { cause: error });
    }
    if (code in REFUSALS) return new PlanwatchError('FETCH_REFUSED', { url: href, reason: REFUSALS[code] as string }, { cause: error });
    if (TIMEOUTS.has(code)) return new PlanwatchError('FETCH_TIMEOUT', { url: href, timeoutMs }, { cause: error });
    if (/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/.test(code)) return new PlanwatchError('FETCH_DNS', { url: href, host }, { cause: error });
    if (code === 'UND_ERR_HEADERS_OVERFLOW') {
      return new PlanwatchError(
        'FETCH_PROTOCOL',
        { url: href, reason: `its headers are longer than ${MAX_HEADER_BYTES} bytes` },
        { cause: error },
      );
    }
    if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
      return new PlanwatchError('FETCH_PROTOCOL', { url: href, reason: 'its body is not as long as it says' }, { cause: error });
    if (name === 'HTTPParserError' || /^HPE_/.test(code))
      return new PlanwatchError('FETCH_PROTOCOL', { url: href, reason: 'its answer is malformed' }, { cause: error });
    if (BREAKS.has(code)) return new PlanwatchError('FETCH_INCOMPLETE', { url: href, received: 0, expected: null }, { cause: error });
  }
  return error;
}

/** Firewalls before Chinese government sites say no with any of these; 412 and 521 come with a script to solve. */
const BLOCKED = new Set([400, 401, 403, 405, 406, 412, 418, 451, 521]);

/** The error that a status means, null for a status that brings a page. 304 and redirects are handled before. */
export function statusError(url: string, status: number, retryAt: string | null): PlanwatchError | null {
  if (status >= 200 && status < 300 && status !== 206) return null;
  if (status === 404 || status === 410) return new PlanwatchError('FETCH_NOT_FOUND', { url, status });
  if (status === 429) return new PlanwatchError('FETCH_RATE_LIMITED', { url, retryAt });
  if (BLOCKED.has(status)) return new PlanwatchError('FETCH_BLOCKED', { url, status });
  if (status >= 500 || status === 408 || status === 425) return new PlanwatchError('FETCH_SERVER', { url, status });
  return new PlanwatchError('FETCH_STATUS', { url, status });
}

const FRONT_PAGE = /^\/(?:(?:index|default|home)(?:\.\w{1,5})?)?$/i;

/** The error where a page inside a site led to its front page: many sites answer so for what they have removed, with status 200 in the end. */
export function homeError(asked: URL, got: URL): PlanwatchError | null {
  const isFront = (url: URL): boolean => FRONT_PAGE.test(url.pathname) && url.search === '';
  if (isFront(asked) || !isFront(got)) return null;
  return new PlanwatchError('FETCH_MOVED_HOME', { url: asked.href, home: got.href });
}
