import { describe, expect, it } from 'vitest';
import { createCookieJar } from '../../src/fetch/cookies.js';
import { createHosts } from '../../src/fetch/hosts.js';
import { aFetcher, aRequest, failureOf, serve, serveBytes } from './servers.js';

describe('the pace of a host', () => {
  /** A clock that moves only while somebody sleeps. */
  function clockwork() {
    let time = 0;
    const sleepers: { until: number; wake: () => void }[] = [];
    const sleep = (ms: number): Promise<void> => new Promise((wake) => void sleepers.push({ until: time + ms, wake }));
    const settle = async (): Promise<void> => {
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    };
    const run = async (): Promise<void> => {
      await settle();
      while (sleepers.length > 0) {
        sleepers.sort((a, b) => a.until - b.until);
        const next = sleepers.shift();
        time = next?.until ?? time;
        next?.wake();
        await settle();
      }
    };
    return { now: () => time, sleep, run };
  }

  it('spaces requests to one host and lets others pass', async () => {
    const clock = clockwork();
    const hosts = createHosts({ concurrency: 8, perHost: { concurrency: 1, delayMs: 1000 } }, clock);
    const started: string[] = [];
    const visit = (host: string, paced = true) => hosts.run(host, paced, async () => void started.push(`${host} ${clock.now()}`));
    const all = Promise.all([visit('a'), visit('a'), visit('b'), visit('a'), visit('b')]);
    await clock.run();
    await all;
    expect(started).toEqual(['a 0', 'b 0', 'a 1000', 'b 1000', 'a 2000']);
  });

  it('counts a hop on the same host as part of one visit', async () => {
    const clock = clockwork();
    const hosts = createHosts({ concurrency: 8, perHost: { concurrency: 1, delayMs: 1000 } }, clock);
    const times: number[] = [];
    await hosts.run('a', true, async () => void times.push(clock.now()));
    await hosts.run('a', false, async () => void times.push(clock.now()));
    expect(times).toEqual([0, 0]);
  });

  it('keeps to both limits on what runs at once', async () => {
    const clock = clockwork();
    const hosts = createHosts({ concurrency: 3, perHost: { concurrency: 2, delayMs: 0 } }, clock);
    let running = 0;
    const peaks = { all: 0, a: 0 };
    const held = { a: 0 };
    await Promise.all(
      [...'aaaabbbb'].map((host) =>
        hosts.run(host, true, async () => {
          running++;
          if (host === 'a') held.a++;
          peaks.all = Math.max(peaks.all, running);
          peaks.a = Math.max(peaks.a, held.a);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          if (host === 'a') held.a--;
        }),
      ),
    );
    expect(peaks).toEqual({ all: 3, a: 2 });
  });

  it('slows down for a crawl delay, within reason', async () => {
    const clock = clockwork();
    const hosts = createHosts({ concurrency: 8, perHost: { concurrency: 1, delayMs: 1000 } }, clock);
    hosts.slowDown('a', 5000);
    hosts.slowDown('b', 86_400_000);
    const times: string[] = [];
    const all = Promise.all([...'aabb'].map((host) => hosts.run(host, true, async () => void times.push(`${host} ${clock.now()}`))));
    await clock.run();
    await all;
    expect(times).toEqual(['a 0', 'b 0', 'a 5000', 'b 10000']);
  });
});

describe('robots.txt', () => {
  const source = { id: 'a', robots: true, timeoutMs: null, fetch: 'http' as const };
  async function site(robots: string | number, headers: Record<string, string> = { 'content-type': 'text/plain' }) {
    const asked: string[] = [];
    const origin = await serve((q, r) => {
      asked.push(q.url ?? '');
      if (q.url !== '/robots.txt') r.end('甲');
      else if (typeof robots === 'number') r.writeHead(robots, headers).end();
      else r.writeHead(200, headers).end(robots);
    });
    return { origin, asked };
  }

  it('is honoured for our own name and for all', async () => {
    const { origin } = await site('User-agent: planwatch\nDisallow: /inner/\n\nUser-agent: *\nDisallow: /\n');
    const fetcher = aFetcher({ userAgent: 'planwatch/1.0 (+contact)' });
    expect(await fetcher.fetch({ url: `${origin}/plan`, source })).toMatchObject({ status: 200 });
    expect(await failureOf(fetcher.fetch({ url: `${origin}/inner/plan`, source }))).toBe(
      `FETCH_ROBOTS: ${origin}/inner/plan is closed to us by ${origin}/robots.txt`,
    );
    expect(await failureOf(aFetcher({ userAgent: 'other/1.0' }).fetch({ url: `${origin}/plan`, source }))).toContain('FETCH_ROBOTS');
  });

  it('is read once for a host', async () => {
    const { origin, asked } = await site('');
    const fetcher = aFetcher();
    await Promise.all(['/a', '/b', '/c'].map((path) => fetcher.fetch({ url: origin + path, source })));
    expect(asked.filter((x) => x === '/robots.txt').length).toBe(1);
  });

  it('is not asked for where the source says so', async () => {
    const { origin, asked } = await site('User-agent: *\nDisallow: /');
    expect(await aFetcher().fetch(aRequest(`${origin}/plan`))).toMatchObject({ status: 200 });
    expect(asked).toEqual(['/plan']);
  });

  it.each([[404], [403], ['<html>front page</html>', { 'content-type': 'text/html' }]] as const)(
    'gives leave where it has no rules: %j',
    async (robots, headers?) => {
      const { origin } = await site(robots, headers);
      expect(await aFetcher().fetch({ url: `${origin}/plan`, source })).toMatchObject({ status: 200 });
    },
  );

  it('keeps us out while it cannot be read (RFC 9309 §2.3.1.4), and is asked again the next time', async () => {
    const { origin, asked } = await site(503);
    const fetcher = aFetcher();
    for (let i = 0; i < 2; i++) {
      expect(await failureOf(fetcher.fetch({ url: `${origin}/plan`, source }))).toBe(
        `FETCH_ROBOTS_UNREAD: ${origin}/plan was not asked for, because we could not learn whether we may: ${origin}/robots.txt failed on its server (503)`,
      );
    }
    expect(asked).toEqual(['/robots.txt', '/robots.txt']);
  });

  it('tells what is wrong with the host of the page that waits for it', async () => {
    const origin = await serveBytes(() => undefined);
    expect(await failureOf(aFetcher({ timeoutMs: 50 }).fetch({ url: `${origin}/plan`, source }))).toBe(
      `FETCH_TIMEOUT: No answer from ${origin}/plan within 50 ms`,
    );
  });

  it('holds for the host that a redirect leads to', async () => {
    const closed = await site('User-agent: *\nDisallow: /');
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
    const target = closed.origin.replace('127.0.0.1', 'closed.linhe.example');
    const origin = await serve((q, r) =>
      q.url === '/robots.txt' ? r.writeHead(404).end() : r.writeHead(302, { location: `${target}/plan` }).end(),
    );
    const fetcher = aFetcher({ lookup, allow: ['127.0.0.1', 'closed.linhe.example'] });
    expect(await failureOf(fetcher.fetch({ url: `${origin}/`, source }))).toBe(
      `FETCH_ROBOTS: ${target}/plan is closed to us by ${target}/robots.txt`,
    );
  });
});

describe('the cookie jar', () => {
  it('gives a host its own cookies back', () => {
    const jar = createCookieJar();
    jar.store('a.example', ['s=1; Path=/; HttpOnly', 't=x=y', 's=2']);
    expect(jar.header('a.example')).toBe('s=2; t=x=y');
    expect(jar.header('b.example')).toBeNull();
    jar.store('a.example', ['s=; Max-Age=0']);
    expect(jar.header('a.example')).toBe('t=x=y');
  });

  it('takes nothing that could forge a header, and not without end', () => {
    const jar = createCookieJar();
    jar.store('a.example', [
      '=1',
      'a b=1',
      'n=1\r\nHost: x',
      `l=${'x'.repeat(5000)}`,
      'novalue',
      ...Array.from({ length: 80 }, (_, i) => `c${i}=1`),
    ]);
    expect(jar.header('a.example')?.split('; ').length).toBe(50);
    expect(jar.header('a.example')).not.toContain('Host');
  });
});
