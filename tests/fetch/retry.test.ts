import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RETRY_WAIT_MS, parseRetryAfter, type RetryQuestion, retryDelay } from '../../src/fetch/index.js';
import { aFetcher, aRequest, failureOf, serve, serveBytes } from './servers.js';

const NOW = Date.parse('2021-03-01T00:00:00Z');
const question: RetryQuestion = {
  ...{ attempt: 1, transient: true, code: 'FETCH_SERVER', retryAfter: null, now: NOW, jitter: 0, retries: 2, baseMs: 1000 },
};

describe('whether and when to try again', () => {
  it.each([
    [{}, 500],
    [{ jitter: 0.999 }, 999.5],
    [{ attempt: 2 }, 1000],
    [{ attempt: 3 }, null],
    [{ transient: false }, null],
    [{ retries: 0 }, null],
    [{ code: 'FETCH_ABORTED' }, null],
    [{ retryAfter: '7' }, 7000],
    [{ retryAfter: '0' }, 500],
    [{ retryAfter: '30' }, 30_000],
    [{ retryAfter: '31' }, null],
    [{ retryAfter: 'Mon, 01 Mar 2021 00:00:12 GMT' }, 12_000],
    [{ retryAfter: 'Mon, 01 Mar 2021 01:00:00 GMT' }, null],
    [{ retryAfter: 'Sun, 28 Feb 2021 00:00:00 GMT' }, 500],
    [{ retryAfter: 'soon' }, 500],
    [{ attempt: 9, retries: 20 }, MAX_RETRY_WAIT_MS],
  ])('%j waits %j', (change, delay) => expect(retryDelay({ ...question, ...change })).toBe(delay));

  it('always ends, and never waits longer than its bound', () => {
    fc.assert(
      fc.property(
        fc.record({ attempt: fc.nat(50), jitter: fc.double({ min: 0, max: 0.999, noNaN: true }), retryAfter: fc.option(fc.string()) }),
        (x) => {
          const delay = retryDelay({ ...question, ...x });
          if (delay === null) return;
          expect(x.attempt).toBeLessThanOrEqual(question.retries);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(MAX_RETRY_WAIT_MS);
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 5 ', 5000],
    ['Mon, 01 Mar 2021 00:02:00 GMT', 120_000],
    ['Monday, 01-Mar-21 00:02:00 GMT', 120_000],
    ['Sun, 01 Mar 2020 00:00:00 GMT', 0],
    ['', null],
    ['-5', null],
    ['1.5', null],
    ['5 apples', null],
    ['2021', 2_021_000],
    [null, null],
  ])('%j is %j', (value, expected) => expect(parseRetryAfter(value, NOW)).toBe(expected));
});

describe('a fetch', () => {
  const failing = async (times: number, status: number, headers: Record<string, string> = {}) => {
    let asked = 0;
    const url = `${await serve((_, r) => (asked++ < times ? r.writeHead(status, headers).end() : r.end('甲')))}/`;
    return { url, asked: () => asked };
  };
  const now = () => '2021-03-01T00:00:00.000Z';

  it('gets through after passing failures, waiting longer each time', async () => {
    const { url, asked } = await failing(2, 502);
    const fetcher = aFetcher({ retries: 2 });
    expect(await fetcher.fetch(aRequest(url))).toMatchObject({ status: 200 });
    expect(asked()).toBe(3);
    expect(fetcher.pauses).toEqual([500, 1000]);
  });

  it('gives up after its retries, with the last error', async () => {
    const { url, asked } = await failing(9, 500);
    expect(await failureOf(aFetcher({ retries: 2 }).fetch(aRequest(url)))).toBe(`FETCH_SERVER: ${url} failed on its server (500)`);
    expect(asked()).toBe(3);
  });

  it('asks once where asking again cannot help', async () => {
    for (const status of [404, 403, 410]) {
      const { url, asked } = await failing(9, status);
      await failureOf(aFetcher({ retries: 2 }).fetch(aRequest(url)));
      expect(asked(), String(status)).toBe(1);
    }
  });

  it.each([
    ['7', 7000],
    ['Mon, 01 Mar 2021 00:00:09 GMT', 9000],
  ])('waits as long as a 429 asks with Retry-After: %s', async (value, wait) => {
    const { url } = await failing(1, 429, { 'retry-after': value });
    const fetcher = aFetcher({ retries: 2, now });
    expect(await fetcher.fetch(aRequest(url))).toMatchObject({ status: 200 });
    expect(fetcher.pauses[0]).toBe(wait);
  });

  it.each(['3600', 'Mon, 01 Mar 2021 01:00:00 GMT'])('leaves it to the next slot where a 429 asks for %s', async (value) => {
    const { url, asked } = await failing(9, 429, { 'retry-after': value });
    expect(await failureOf(aFetcher({ retries: 2, now }).fetch(aRequest(url)))).toBe(
      `FETCH_RATE_LIMITED: ${url} asks us to come back later (429), not before 2021-03-01T01:00:00.000Z`,
    );
    expect(asked()).toBe(1);
  });

  it('keeps other pages of a host back for as long as it asked', async () => {
    const { url } = await failing(1, 429, { 'retry-after': '20' });
    const fetcher = aFetcher({ now });
    await failureOf(fetcher.fetch(aRequest(url)));
    await fetcher.fetch(aRequest(`${url}other`));
    expect(fetcher.pauses).toEqual([10_000]);
  });

  it('stops waiting when it is called off', async () => {
    const { url } = await failing(9, 500);
    const aborter = new AbortController();
    const sleep = async (_: number, signal?: AbortSignal) => {
      aborter.abort();
      signal?.throwIfAborted();
    };
    expect(await failureOf(aFetcher({ retries: 2, sleep }).fetch(aRequest(url, { signal: aborter.signal })))).toBe(
      `FETCH_ABORTED: Fetching ${url} was called off`,
    );
  });

  it('waits for a host that does not answer once, and no more after three pages without a connection', async () => {
    const url = (await serveBytes(() => undefined)).replace('http:', 'https:');
    const fetcher = aFetcher({ retries: 2, timeoutMs: 40 });
    const page = (n: number) => failureOf(fetcher.fetch(aRequest(`${url}/${n}`)));
    for (const n of [1, 2, 3]) expect(await page(n)).toBe(`FETCH_TIMEOUT: No answer from ${url}/${n} within 40 ms`);
    expect(fetcher.pauses.length).toBe(2);
    const host = url.replace('https://', '');
    expect(await page(4)).toBe(`FETCH_HOST_DOWN: ${url}/4 was not tried: ${host} could not be reached for the 3 pages before`);
    expect(await page(5)).toContain('FETCH_HOST_DOWN');
  });

  it('goes on asking a host of which one page is slow', async () => {
    let asked = 0;
    const url = await serve((q, r) => {
      if (q.url !== '/slow') r.writeHead(++asked === 1 ? 500 : 200).end('甲');
    });
    const fetcher = aFetcher({ retries: 2, timeoutMs: 60 });
    for (let i = 0; i < 5; i++) expect(await failureOf(fetcher.fetch(aRequest(`${url}/slow`)))).toContain('FETCH_TIMEOUT');
    expect(await fetcher.fetch(aRequest(`${url}/flaky`))).toMatchObject({ status: 200 });
    expect(asked).toBe(2);
  });
});
