const MAX_COOKIES = 50;
const MAX_COOKIE_BYTES = 4096;

/**
 * The cookies of one fetch, forgotten after it. Some ministries answer the first request with a redirect to itself that sets a cookie, and
 * go on doing so for ever without it. Each cookie goes back only to the host that set it.
 */
export interface CookieJar {
  store(host: string, setCookie: readonly string[]): void;
  /** The `Cookie` header for a host, null where it has none. */
  header(host: string): string | null;
}

export function createCookieJar(): CookieJar {
  const jar = new Map<string, Map<string, string>>();
  return {
    store(host, lines) {
      const own = jar.get(host) ?? new Map<string, string>();
      jar.set(host, own);
      for (const line of lines) {
        const [pair = '', ...attributes] = line.split(';');
        const at = pair.indexOf('=');
        const name = pair.slice(0, at).trim();
        const value = pair.slice(at + 1).trim();
        // RFC 6265 §4.1.1 token and octets; anything else could forge a header.
        if (at < 1 || pair.length > MAX_COOKIE_BYTES || !/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || !/^[\x21-\x7e ]*$/.test(value)) continue;
        const expired = attributes.some((x) => /^\s*max-age\s*=\s*-?0*\s*$/i.test(x) || /^\s*max-age\s*=\s*-/i.test(x));
        if (expired) own.delete(name);
        else if (own.has(name) || own.size < MAX_COOKIES) own.set(name, value);
      }
    },
    header(host) {
      const own = jar.get(host);
      return own === undefined || own.size === 0 ? null : [...own].map(([name, value]) => `${name}=${value}`).join('; ');
    },
  };
}
