import type { Browser } from 'puppeteer';
import { PlanwatchError } from '../errors.js';
import { hostOf, toHttpUrl } from './address.js';
import { homeError, statusError } from './classify.js';
import { parseContentType } from './content-type.js';
import { createHosts } from './hosts.js';
import { createRobots, MAX_ROBOTS_BYTES } from './robots.js';
import { DEFAULTS, type FetcherOptions, SURROUNDINGS } from './settings.js';
import type { Fetched, Fetcher, FetchRequest } from './types.js';
import { answerForPage, type Visit } from './visit.js';
import { type Answer, createWire } from './wire.js';

export interface BrowserFetcherOptions extends FetcherOptions {
  /** Started by the caller, who also closes it. */
  readonly browser: Browser | (() => Promise<Browser>);
  /** The page counts as complete when nothing was asked for this long. @default 500 */
  readonly quietMs?: number;
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
      page.on('request', (request) => void answerForPage(page, request, visit));
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
    const home = homeError(url, new URL(finalUrl));
    if (home !== null) throw home;
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
