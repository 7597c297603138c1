import { createHash } from 'node:crypto';
import PQueue from 'p-queue';
import type { Browser } from 'puppeteer';
import type { Config } from '../config/index.js';
import { compareDocuments, diffEditions, doubtOf } from '../diff/index.js';
import { createBrowserFetcher, createFetcher } from '../fetch/index.js';
import { createConceptFinder, EXTRACTOR_VERSION, extractIndicators } from '../indicators/index.js';
import { createReaders, parseInWorker } from '../readers/index.js';
import { createFileStore, type SnapshotStore } from '../snapshots/index.js';
import type { WatchParts } from '../watch/index.js';
import type { CliContext } from './context.js';

export interface Assembly {
  readonly store: SnapshotStore;
  readonly parts: WatchParts;
  close(): Promise<void>;
}

/** Puts a watch together from a configuration: the only place that knows every edge. Nothing is opened before it is used. */
export function assemble(config: Config, context: CliContext): Assembly {
  const store = createFileStore(config.store.dir);
  const fetcher = createFetcher({ ...config.network, now: context.now });
  const rendered = createLazyRenderer(config, context);
  const readers = createReaders();
  // Each large document is read in a process of its own with its own memory limit; so many of them at a time.
  const parsing = new PQueue({ concurrency: 2 });
  const concepts = createConceptFinder(config.concepts);
  const parts: WatchParts = {
    store,
    fetch: (request) => fetcher.fetch(request),
    fetchRendered: (request) => rendered.fetch(request),
    parse: (raw, source) => parsing.add(() => parseInWorker(raw, { selector: source.selector, url: source.url, readers }, config.parse)),
    extract: (document, source) =>
      extractIndicators(document, {
        kind: source.kind,
        period: source.period,
        jurisdiction: source.jurisdiction,
        concepts: config.concepts,
      }),
    diff: (before, after) => diffEditions(before, after, { polarityOf: (key) => concepts.conceptByKey(key)?.polarity }),
    doubt: (before, after) => doubtOf(before, after),
    compare: (items) =>
      compareDocuments(
        items.map(({ edition, source }) => ({
          edition,
          jurisdiction: source.jurisdiction,
          period: source.period,
          title: source.title,
          ref: source.id,
        })),
      ),
    extractor: EXTRACTOR_VERSION,
    settingsOf: ({ selector, kind, period, jurisdiction }) =>
      createHash('sha256')
        .update(JSON.stringify([selector, kind, period, jurisdiction, config.concepts]))
        .digest('hex')
        .slice(0, 12),
    now: context.now,
    log: context.log,
  };
  return {
    store,
    parts,
    async close() {
      await fetcher.close();
      await rendered.close();
    },
  };
}

/** Starts a browser on the first page that needs one, and one only. */
function createLazyRenderer(config: Config, context: CliContext) {
  let launched: Promise<Browser> | null = null;
  const launch = async () => {
    const { findBrowser, launchBrowser, systemProbe } = await import('../browser/index.js');
    const choice = await findBrowser(config.browser, context.env, await systemProbe());
    return launchBrowser({ choice, sandbox: config.browser.sandbox, purpose: 'fetch' });
  };
  const browser = () => {
    launched ??= launch().catch((error: unknown) => {
      launched = null;
      throw error;
    });
    return launched;
  };
  const fetcher = createBrowserFetcher({ ...config.network, browser, now: context.now });
  return {
    fetch: fetcher.fetch.bind(fetcher),
    async close() {
      await fetcher.close();
      await (await launched?.catch(() => null))?.close();
    },
  };
}
