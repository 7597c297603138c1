/** Shorter values would blank out ordinary words. */
const MIN_SECRET_CHARS = 4;
const MAX_ANSWER_CHARS = 300;
const WEB_ADDRESS = /\bhttps?:\/\/[^\s"'<>]+/gi;

/**
 * Makes foreign text (an answer of a server, a message of a library) fit to be logged and stored: known secrets are blanked out,
 * of addresses only the origin stays (the addresses of chat robots carry their key in path or query), line breaks go, and it is cut.
 * @param secrets values that must never be seen, as configured and as they look inside an address
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((s) => [s, encodeURIComponent(s), Buffer.from(s).toString('base64')]);
  const known = [...new Set(forms)].filter((s) => s.length >= MIN_SECRET_CHARS).sort((a, b) => b.length - a.length);
  return (text) => {
    const hidden = known.reduce((t, secret) => t.replaceAll(secret, '***'), text);
    const plain = hidden
      .replace(WEB_ADDRESS, (u) => toOrigin(u))
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim();
    return plain.length > MAX_ANSWER_CHARS ? `${plain.slice(0, MAX_ANSWER_CHARS)}…` : plain;
  };
}

/** `https://hooks.example.com` of an address whose path is a secret. */
export function toOrigin(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '(address)';
}

/** The parts of an address that are as good as a password: user, path and query. */
export function secretsOf(url: string): readonly string[] {
  if (!URL.canParse(url)) return [url];
  const parsed = new URL(url);
  // Keys of the known services have 24 characters and more; shorter segments are words such as "services".
  const path = parsed.pathname.split('/').filter((x) => x.length >= 12);
  const query = [...parsed.searchParams.values()].filter((x) => x.length >= 6);
  return [url, ...path, ...query, parsed.username, parsed.password].filter((x) => x.length > 0);
}
