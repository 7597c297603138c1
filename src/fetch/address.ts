import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { PlanwatchError } from '../errors.js';
import type { Lookup } from './settings.js';

/** NAT64 (RFC 6052): the last 32 bits are the address that is meant. */
const NAT64 = ipaddr.IPv6.parse('64:ff9b::');

/**
 * The one gate: may this address be connected to? Only global unicast may. Refused are loopback, private (RFC 1918, fc00::/7), link-local
 * with the cloud metadata services, carrier-grade NAT, multicast, reserved and documentation ranges, and IPv6 forms that wrap any of these.
 * @param address an IP literal without brackets
 */
export function isAllowedAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  // `1.2.3` and `0x7f.1` are addresses to some resolvers; nothing that a connection reports is written so.
  if (!ipaddr.IPv6.isValid(bare) && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return false;
  const parsed = ipaddr.parse(bare);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().range() === 'unicast';
  if (parsed.match(NAT64, 96)) return isAllowedAddress(parsed.toByteArray().slice(12).join('.'));
  return parsed.range() === 'unicast';
}

/** The host of an address without the brackets of IPv6 and the closing dot of a full name. */
export const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

/** True for this machine by its usual name, and for an address literal that the gate refuses. */
export function isInside(url: URL): boolean {
  const host = hostOf(url);
  return host === 'localhost' || host.endsWith('.localhost') || (ipaddr.isValid(host) && !isAllowedAddress(host));
}

/** True where `list` names the host of `url`. No wildcards: what is not named is not allowed. */
export function isNamed(url: URL, list: readonly string[]): boolean {
  const host = hostOf(url);
  // Chinese names are written in Chinese and travel as punycode.
  return list.some((x) => (domainToASCII(x) || x.toLowerCase()).replace(/^\[|\]$/g, '') === host);
}

/** As it may be printed: a page's own link can hold anything. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '').slice(0, 300);

/**
 * Reads an address that came from a configuration, a redirect or a page. A name and password in it are dropped: they would stand in every
 * log and snapshot.
 * @throws PlanwatchError FETCH_URL_INVALID
 */
export function toHttpUrl(text: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch (error) {
    throw new PlanwatchError('FETCH_URL_INVALID', { url: printable(text) }, { cause: error });
  }
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    throw new PlanwatchError('FETCH_URL_INVALID', { url: printable(text) });
  }
  url.username = '';
  url.password = '';
  return url;
}

/**
 * Refuses an address literal before any connection is tried: a connector never looks a literal up, so a check in the look-up alone would
 * let it pass. Names are checked where they are resolved.
 * @throws PlanwatchError FETCH_ADDRESS_FORBIDDEN
 */
export function refuseLiteral(url: URL, allow: readonly string[]): void {
  const host = hostOf(url);
  if (ipaddr.isValid(host) && !isNamed(url, allow) && !isAllowedAddress(host)) {
    throw new PlanwatchError('FETCH_ADDRESS_FORBIDDEN', { url: url.href, host, address: host });
  }
}

/**
 * The addresses of a host that may be connected to; forbidden ones among them are left out.
 * @throws PlanwatchError FETCH_ADDRESS_FORBIDDEN, FETCH_DNS
 */
export async function resolveAllowed(url: URL, allow: readonly string[], lookup: Lookup): Promise<Awaited<ReturnType<Lookup>>> {
  const host = hostOf(url);
  let all: Awaited<ReturnType<Lookup>>;
  try {
    all = await lookup(host);
  } catch (error) {
    throw new PlanwatchError('FETCH_DNS', { url: url.href, host }, { cause: error });
  }
  if (all.length === 0) throw new PlanwatchError('FETCH_DNS', { url: url.href, host });
  if (isNamed(url, allow)) return all;
  const allowed = all.filter((x) => isAllowedAddress(x.address));
  if (allowed.length === 0) throw new PlanwatchError('FETCH_ADDRESS_FORBIDDEN', { url: url.href, host, address: all[0]?.address ?? host });
  return allowed;
}
