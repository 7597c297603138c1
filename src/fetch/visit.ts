import type { HTTPRequest, Page } from 'puppeteer';
import { PlanwatchError } from '../errors.js';
import { hostOf, toHttpUrl } from './address.js';
import { MAX_REDIRECTS } from './settings.js';
import type { Answer, Wire } from './wire.js';

/** What a plan's text does not need. Scripts and style sheets stay: challenge pages work with both. */
const SKIPPED: ReadonlySet<string> = new Set([
  'image',
  'media',
  'font',
  'texttrack',
  'ping',
  'cspviolationreport',
  'prefetch',
  'manifest',
  'websocket',
]);
/** Counters and statistics; asking them would make us a visitor. */
const TRACKERS = /(^|\.)(hm\.baidu\.com|cnzz\.com|google-analytics\.com|googletagmanager\.com|51\.la|zz\.bdstatic\.com|doubleclick\.net)$/;
const MAX_REQUESTS = 300;
/** Headers that speak of the connection or of packing that we have undone. */
const NOT_PASSED_ON = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'trailer',
  'upgrade',
]);

/** One page load: what was asked, and why it stopped. */
export interface Visit {
  readonly wire: Wire;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  /** Asks robots.txt for every address that the page itself goes through. */
  readonly permit: (url: URL) => Promise<void>;
  requests: number;
  redirects: number;
  /** The answer to the page itself, its last hop. */
  main: Answer | null;
  /** Set where the address leads to a file that is not a page: it is handed out as it is. */
  file: Answer | null;
  failure: PlanwatchError | null;
  insecureTls: boolean;
}

/**
 * Answers one request of the page. The browser itself has no network: we ask in its place, so that the address gate, the caps and the
 * rules for certificates hold for every script and every hop exactly as they do without a browser.
 */
export async function answerForPage(page: Page, request: HTTPRequest, visit: Visit): Promise<void> {
  const isMain = request.isNavigationRequest() && request.frame() === page.mainFrame();
  try {
    const url = toHttpUrl(request.url());
    visit.requests += 1;
    if (SKIPPED.has(request.resourceType()) || TRACKERS.test(hostOf(url)) || visit.requests > MAX_REQUESTS) {
      await request.abort('blockedbyclient');
      return;
    }
    if (isMain) await visit.permit(url);
    const cookies = await page.browserContext().cookies();
    const cookie = cookies
      .filter((x) => isForHost(x.domain, hostOf(url)) && url.pathname.startsWith(x.path) && (!x.secure || url.protocol === 'https:'))
      .map((x) => `${x.name}=${x.value}`)
      .join('; ');
    const body = request.postData();
    const found = await visit.wire.ask({
      url,
      method: request.method(),
      headers: { ...plainHeaders(request.headers()), 'user-agent': visit.userAgent, ...(cookie !== '' && { cookie }) },
      ...(body !== undefined && { body }),
      timeoutMs: visit.timeoutMs,
      maxBytes: visit.maxBytes,
      anyStatus: true,
      signal: visit.signal,
    });
    if (isMain) {
      visit.main = found;
      visit.insecureTls ||= found.insecureTls;
      if (found.status >= 300 && found.status < 400 && found.headers.location !== undefined) visit.redirects += 1;
      if (visit.redirects > MAX_REDIRECTS) throw new PlanwatchError('FETCH_REDIRECTS', { url: request.url(), count: visit.redirects });
    }
    if (isMain && found.status === 200 && !isPage(found)) {
      visit.file = found;
      await request.abort('aborted');
      return;
    }
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(found.headers)) if (!NOT_PASSED_ON.has(name)) headers[name] = value;
    if (found.setCookie.length > 0) headers['set-cookie'] = [...found.setCookie];
    await request.respond({ status: found.status, headers, body: found.bytes });
  } catch (error) {
    if (isMain && error instanceof PlanwatchError) visit.failure = error;
    // The page may be closed by now; then there is nobody left to tell.
    await request.abort('failed').catch(() => undefined);
  }
}

/** What a browser shows as a page; a PDF or a Word file it would only save. */
const isPage = ({ headers }: Answer): boolean =>
  /html|xml|text\/plain|^$/i.test(headers['content-type'] ?? '') && !/^\s*attachment/i.test(headers['content-disposition'] ?? '');

const isForHost = (domain: string, host: string): boolean => {
  const bare = domain.replace(/^\./, '').toLowerCase();
  return host === bare || (domain.startsWith('.') && host.endsWith(`.${bare}`));
};

function plainHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = ['accept', 'accept-language', 'content-type', 'origin', 'referer', 'x-requested-with'];
  const result: Record<string, string> = { 'accept-encoding': 'gzip, deflate, br' };
  for (const name of kept) {
    const value = headers[name];
    if (value !== undefined) result[name] = value;
  }
  return result;
}
