import robotsModule from 'robots-parser';
import { PlanwatchError } from '../errors.js';
import type { Answer } from './wire.js';

// The package says `export default` in its types and `module.exports` in its code.
const robotsParser = robotsModule as unknown as (
  url: string,
  text: string,
) => {
  isAllowed(url: string, userAgent: string): boolean | undefined;
  getCrawlDelay(userAgent: string): number | undefined;
};

/** RFC 9309 §2.4: not longer than 24 hours; a watch that stays up looks again sooner. */
const KEEP_MS = 3_600_000;
/** RFC 9309 §2.5 asks for at least 500 KiB. */
export const MAX_ROBOTS_BYTES = 512 * 1024;
const MAX_ORIGINS = 1000;

interface Rules {
  readonly isAllowed: (url: string) => boolean;
  readonly crawlDelayMs: number | null;
}
const EVERYTHING: Rules = { isAllowed: () => true, crawlDelayMs: null };

/** The answer came, but is no list of rules: RFC 9309 §2.3.1.3 takes that as leave to fetch. */
const NO_RULES: ReadonlySet<string> = new Set([
  ...['FETCH_NOT_FOUND', 'FETCH_BLOCKED', 'FETCH_STATUS', 'FETCH_EMPTY', 'FETCH_TOO_LARGE', 'FETCH_INCOMPLETE', 'FETCH_PROTOCOL'],
  ...['FETCH_REDIRECTS', 'FETCH_ADDRESS_FORBIDDEN', 'FETCH_URL_INVALID', 'FETCH_NOT_MODIFIED_UNASKED'],
]);

export interface Robots {
  /**
   * @returns the crawl delay that the site asks for, in milliseconds, null for none
   * @throws PlanwatchError FETCH_ROBOTS; what kept robots.txt from being read (RFC 9309 §2.3.1.4: then nothing may be fetched)
   */
  check(url: URL): Promise<number | null>;
}

/** Said of the host, so true of every page on it. */
const OF_THE_HOST: ReadonlySet<string> = new Set(['FETCH_DNS', 'FETCH_REFUSED', 'FETCH_TLS', 'FETCH_TIMEOUT', 'FETCH_HOST_DOWN']);

/** What kept robots.txt from being read, told of the page that waits for it. */
function toPageError(error: unknown, page: URL): unknown {
  if (!(error instanceof PlanwatchError)) return error;
  const url = page.href;
  if (OF_THE_HOST.has(error.code))
    return new PlanwatchError(error.code, { ...(error.params as object), url } as never, { cause: error.cause });
  return new PlanwatchError('FETCH_ROBOTS_UNREAD', { url, reason: error.message }, { cause: error });
}

/**
 * @param load  fetches a robots.txt, following its redirects, and throws FETCH_* as for a page
 * @param now   milliseconds since the epoch
 */
export function createRobots(userAgent: string, load: (url: URL) => Promise<Answer>, now: () => number): Robots {
  const cache = new Map<string, { readonly at: number; readonly rules: Promise<Rules> }>();

  async function read(url: URL): Promise<Rules> {
    let answer: Answer;
    try {
      answer = await load(url);
    } catch (error) {
      if (error instanceof PlanwatchError && NO_RULES.has(error.code)) return EVERYTHING;
      throw error;
    }
    // A site that answers every path with its front page has no rules.
    if (/html/i.test(answer.headers['content-type'] ?? '')) return EVERYTHING;
    const rules = robotsParser(url.href, new TextDecoder().decode(answer.bytes.subarray(0, MAX_ROBOTS_BYTES)));
    const delay = rules.getCrawlDelay(userAgent);
    return {
      isAllowed: (x) => rules.isAllowed(x, userAgent) !== false,
      crawlDelayMs: delay !== undefined && Number.isFinite(delay) && delay > 0 ? delay * 1000 : null,
    };
  }

  return {
    async check(url) {
      const robots = new URL('/robots.txt', url.origin);
      let entry = cache.get(url.origin);
      if (entry === undefined || now() - entry.at > KEEP_MS) {
        if (cache.size >= MAX_ORIGINS) cache.clear();
        entry = { at: now(), rules: read(robots) };
        cache.set(url.origin, entry);
        // A failure is not remembered: the next source of the host tries anew.
        entry.rules.catch(() => cache.delete(url.origin));
      }
      const rules = await entry.rules.catch((error) => Promise.reject(toPageError(error, url)));
      if (!rules.isAllowed(url.href)) throw new PlanwatchError('FETCH_ROBOTS', { url: url.href, robots: robots.href });
      return rules.crawlDelayMs;
    },
  };
}
