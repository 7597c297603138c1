import type { Browser, HTTPRequest, Page } from 'puppeteer';
import { PlanwatchError } from '../errors.js';
import { hostOf, toHttpUrl } from './address.js';
import { statusError } from './classify.js';
import { parseContentType } from './content-type.js';
import { createHosts } from './hosts.js';
import { createRobots, MAX_ROBOTS_BYTES } from './robots.js';
import { DEFAULTS, type FetcherOptions, MAX_REDIRECTS, SURROUNDINGS } from './settings.js';
import type { Fetched, Fetcher, FetchRequest } from './types.js';
import { type Answer, createWire, type Wire } from './wire.js';

export interface BrowserFetcherOptions extends FetcherOptions {
  /** Started by the caller, who also closes it. */
  readonly browser: Browser | (() => Promise<Browser>);
  /** The page counts as complete when nothing was asked for this long. @default 500 */
  readonly quietMs?: number;
}

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
interface Visit {
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
async function answer(page: Page, request: HTTPRequest, visit: Visit): Promise<void> {
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

/**
 * A fetcher for pages whose text is made by scripts: returns the page as the browser holds it after it came to rest, as UTF-8 HTML.
 * Each fetch has a context of its own, without storage or cookies of another. Validators are ignored: there is no rendered 304.
 * @throws PlanwatchError FETCH_*; FETCH_BROWSER where the browser itself failed
 */
export function createBrowserFetcher(options: BrowserFetcherOptions): Fetcher {
  const settings = { ...DEFAULTS, ...SURROUNDINGS, ...options };
  const now = (): number => Date.parse(settings.now());
  const wire = createWire(settings);
  const hosts = createHosts(settings, { now, sleep: settings.sleep });
  const robotsHeaders = { 'user-agent': settings.userAgent, accept: 'text/plain,*/*;q=0.5' };
  const robots = createRobots(
    settings.userAgent,
    async (url) => {
      const found = await wire.ask({ url, headers: robotsHeaders, timeoutMs: settings.timeoutMs, maxBytes: MAX_ROBOTS_BYTES });
      const error = found.status >= 300 && found.status < 400 ? null : statusError(url.href, found.status, null);
      if (error !== null) throw error;
      return found;
    },
    now,
  );

  async function permit(url: URL): Promise<void> {
    const crawlDelayMs = await robots.check(url);
    if (crawlDelayMs !== null) hosts.slowDown(hostOf(url), crawlDelayMs);
  }

  async function load(url: URL, timeoutMs: number, request: FetchRequest, signal: AbortSignal): Promise<Fetched> {
    const { referer } = request;
    const browser = typeof settings.browser === 'function' ? await settings.browser() : settings.browser;
    // A proxy that cannot exist: whatever is not answered by us, web sockets for one, reaches nobody.
    const context = await browser.createBrowserContext({ proxyServer: 'http://127.0.0.1:9', proxyBypassList: ['<-loopback>'] });
    const visit: Visit = {
      ...{ wire, timeoutMs, maxBytes: settings.maxBytes, userAgent: settings.userAgent, signal },
      permit: request.source.robots ? permit : async () => undefined,
      ...{ requests: 0, redirects: 0, main: null, file: null, failure: null, insecureTls: false },
    };
    const close = (): void => void context.close().catch(() => undefined);
    signal.addEventListener('abort', close, { once: true });
    try {
      const page = await context.newPage();
      await page.setUserAgent(settings.userAgent);
      await page.setRequestInterception(true);
      page.on('request', (request) => void answer(page, request, visit));
      page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
      await page.goto(url.href, { waitUntil: 'load', timeout: timeoutMs, ...(referer !== undefined && { referer }) });
      // A page that never rests is taken as it is.
      await page.waitForNetworkIdle({ idleTime: settings.quietMs ?? 500, timeout: Math.min(timeoutMs, 10_000) }).catch(() => undefined);
      const html = await page.content();
      return toFetched(url, page.url(), html, visit);
    } catch (error) {
      if (signal.aborted) throw new PlanwatchError('FETCH_ABORTED', { url: url.href });
      if (error instanceof PlanwatchError) throw error;
      if (visit.failure !== null) throw visit.failure;
      if (visit.file !== null) return toFile(url, visit.file);
      const { name, message } = error as Error;
      if (name === 'TimeoutError') throw new PlanwatchError('FETCH_TIMEOUT', { url: url.href, timeoutMs }, { cause: error });
      throw new PlanwatchError('FETCH_BROWSER', { url: url.href, reason: message.split('\n')[0] ?? 'unknown' }, { cause: error });
    } finally {
      signal.removeEventListener('abort', close);
      await context.close().catch(() => undefined);
    }
  }

  function toFile(url: URL, { url: from, status, headers, bytes, insecureTls }: Answer): Fetched {
    const { mediaType, charset } = parseContentType(headers['content-type']);
    return {
      ...{ kind: 'fetched', bytes, url: url.href, finalUrl: from.href, status, headers, mediaType, charset },
      ...{ etag: null, lastModified: null, capturedAt: new Date(now()).toISOString(), insecureTls },
    };
  }

  function toFetched(url: URL, finalUrl: string, html: string, visit: Visit): Fetched {
    if (visit.failure !== null) throw visit.failure;
    const main = visit.main;
    if (main === null) throw new PlanwatchError('FETCH_BROWSER', { url: url.href, reason: 'it asked for nothing' });
    const error = statusError(url.href, main.status, null);
    // A challenge answers 412 and its script then loads the page: `main` is the last document, so its status tells.
    if (error !== null) throw error;
    // With its byte order mark the copy reads right even where its own <meta> still names the charset it was served in.
    const bytes = new TextEncoder().encode(`\ufeff${html}`);
    if (bytes.length > settings.maxBytes) throw new PlanwatchError('FETCH_TOO_LARGE', { url: url.href, maxBytes: settings.maxBytes });
    const { headers, status } = main;
    return {
      ...{ kind: 'fetched', bytes, url: url.href, finalUrl, status, headers, mediaType: 'text/html', charset: 'utf-8' },
      ...{ etag: null, lastModified: null, capturedAt: new Date(now()).toISOString(), insecureTls: visit.insecureTls },
    };
  }

  return {
    async fetch(request) {
      const url = toHttpUrl(request.url);
      const timeoutMs = request.source.timeoutMs ?? settings.timeoutMs;
      const signal = request.signal ?? new AbortController().signal;
      if (request.source.robots) await permit(url);
      try {
        return await hosts.run(hostOf(url), true, () => load(url, timeoutMs, request, signal), signal);
      } catch (error) {
        if (signal.aborted && !(error instanceof PlanwatchError)) throw new PlanwatchError('FETCH_ABORTED', { url: url.href });
        throw error;
      }
    },
    close: () => wire.close(),
  };
}
