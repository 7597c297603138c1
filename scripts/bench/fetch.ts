/**
 * Fetching unchanged pages on loopback, pacing and robots off, against a bare loop with the same concurrency in the same process, which
 * serves them too. Figures: `npm run bench -- fetch`.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { createFetcher, type Fetcher } from '../../src/fetch/index.js';
import type { BenchCase } from '../bench.js';

const CONCURRENCY = 8;
const PAGE = Buffer.from(`<html><body>${'<p>全年粮食产量稳定在12万吨以上，居民收入与经济增长同步。</p>'.repeat(400)}</body></html>`);
const source = { id: 'bench', robots: false, timeoutMs: null, fetch: 'http' as const };

let server: Server;
let origin = '';
let agent: Agent;
let fetcher: Fetcher;

async function prepare(): Promise<void> {
  server = createServer((q, r) => {
    if (q.headers['if-none-match'] === '"1"') r.writeHead(304, { etag: '"1"' }).end();
    else r.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: '"1"' }).end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  agent = new Agent({ connections: CONCURRENCY });
  fetcher = createFetcher({ allow: ['127.0.0.1'], concurrency: CONCURRENCY, perHost: { concurrency: CONCURRENCY, delayMs: 0 } });
}

async function finish(): Promise<void> {
  await fetcher.close();
  await agent.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Visits `/0` to `/n`, keeping nothing of what comes back. */
async function visit(pages: number, one: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < pages) await one(next++);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

const bare = (pages: number, headers: Record<string, string>) =>
  visit(pages, async (n) => {
    const { body } = await agent.request({ origin, path: `/${n}`, method: 'GET', headers });
    await body.arrayBuffer();
  });
const known = { validators: { etag: '"1"', lastModified: null } };

/** A round takes 50 ms: the first ones compile, and a few are lost to whatever else the machine does. */
const OFTEN = { warmup: 8, runs: 15 };

export const cases: readonly BenchCase[] = [
  { name: 'bare loop, 1,000 × 304', prepare, finish, ...OFTEN, run: () => bare(1000, { 'if-none-match': '"1"' }) },
  {
    ...{ name: 'fetcher, 1,000 × 304', ratioTo: 'bare loop, 1,000 × 304', prepare, finish, ...OFTEN },
    run: () => visit(1000, (n) => fetcher.fetch({ url: `${origin}/${n}`, source, ...known })),
    note: 'must stay under 2 ×',
  },
  { name: 'bare loop, 1,000 × 30 kB', prepare, finish, ...OFTEN, run: () => bare(1000, {}) },
  {
    ...{ name: 'fetcher, 1,000 × 30 kB', ratioTo: 'bare loop, 1,000 × 30 kB', prepare, finish, ...OFTEN },
    run: () => visit(1000, (n) => fetcher.fetch({ url: `${origin}/${n}`, source })),
    note: 'must stay under 2 ×',
  },
  {
    ...{ name: 'fetcher, 4,000 × 30 kB', ratioTo: 'fetcher, 1,000 × 30 kB', prepare, finish, runs: 7, warmup: 2 },
    run: () => visit(4000, (n) => fetcher.fetch({ url: `${origin}/${n}`, source })),
    note: 'rss as after 1,000',
  },
];
