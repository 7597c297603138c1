import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Fetched } from '../../src/fetch/index.js';
import { aFetcher, aRequest, failureOf, serve, serveBytes } from './servers.js';

const PAGE = '<p>全区生产总值增长7%左右</p>';
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n';

describe('faults of a server', () => {
  it('slow headers', async () => {
    const url = `${await serve(() => undefined)}/plan`;
    expect(await failureOf(aFetcher({ timeoutMs: 80 }).fetch(aRequest(url)))).toBe(`FETCH_TIMEOUT: No answer from ${url} within 80 ms`);
  });

  it('a connection that is accepted and never answers, with the timeout of the source', async () => {
    const url = `${await serveBytes(() => undefined)}/`;
    const source = { id: 'a', robots: false, timeoutMs: 60, fetch: 'http' as const };
    expect(await failureOf(aFetcher().fetch({ url, source }))).toBe(`FETCH_TIMEOUT: No answer from ${url} within 60 ms`);
  });

  it('a body that falls silent', async () => {
    const url = `${await serveBytes((socket) => socket.write(`${HEAD}Content-Length: 1000\r\n\r\n<p>`))}/`;
    expect(await failureOf(aFetcher({ timeoutMs: 80 }).fetch(aRequest(url)))).toBe(`FETCH_TIMEOUT: No answer from ${url} within 80 ms`);
  });

  it('a body that trickles for ever', async () => {
    const url = `${await serveBytes((socket) => {
      socket.write(`${HEAD}\r\n`);
      const drip = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(drip));
    })}/`;
    expect(await failureOf(aFetcher({ timeoutMs: 150 }).fetch(aRequest(url)))).toBe(`FETCH_TIMEOUT: No answer from ${url} within 150 ms`);
  });

  it('a large body at a good pace may take longer than the timeout', async () => {
    const piece = Buffer.alloc(20_000, 'x');
    const url = await serveBytes((socket) => {
      socket.write(`${HEAD}Content-Length: ${piece.length * 10}\r\n\r\n`);
      let sent = 0;
      const flow = setInterval(() => {
        socket.write(piece);
        if (++sent === 10) clearInterval(flow);
      }, 20);
    });
    expect(await aFetcher({ timeoutMs: 100 }).fetch(aRequest(url))).toMatchObject({ bytes: { length: 200_000 } });
  });

  it('a reset in the middle of the body', async () => {
    const url = `${await serveBytes((socket) => {
      socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n`, () => setImmediate(() => socket.resetAndDestroy()));
    })}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toMatch(new RegExp(`^FETCH_INCOMPLETE: ${url} broke off after [05] bytes$`));
  });

  it('a reset before any answer', async () => {
    const url = `${await serveBytes((socket) => socket.resetAndDestroy())}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(`FETCH_INCOMPLETE: ${url} broke off after 0 bytes`);
  });

  it('fewer bytes than Content-Length says', async () => {
    const url = `${await serveBytes((socket) => socket.end(`${HEAD}Content-Length: 1000\r\n\r\n<p>short`))}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(`FETCH_INCOMPLETE: ${url} broke off after 8 of 1000 bytes`);
  });

  it('chunks without the last one', async () => {
    const url = `${await serveBytes((socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n`))}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(`FETCH_INCOMPLETE: ${url} broke off after 5 bytes`);
  });

  it('an answer that is not HTTP', async () => {
    const url = `${await serveBytes((socket) => socket.end('220 ftp ready\r\n'))}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(
      `FETCH_PROTOCOL: ${url} did not answer as HTTP demands: its answer is malformed`,
    );
  });

  it('headers without end', async () => {
    const url = `${await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let i = 0; i < 100; i++) socket.write(`X-${i}: ${'y'.repeat(1000)}\r\n`);
    })}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(
      `FETCH_PROTOCOL: ${url} did not answer as HTTP demands: its headers are longer than 32768 bytes`,
    );
  });

  it('a body over the cap, told by its length before a byte is read', async () => {
    const url = `${await serve((_, r) => r.writeHead(200, { 'content-length': 5000 }).flushHeaders())}/`;
    expect(await failureOf(aFetcher({ maxBytes: 4999 }).fetch(aRequest(url)))).toBe(`FETCH_TOO_LARGE: ${url} is larger than 4999 bytes`);
  });

  it('a body that never ends', async () => {
    let sent = 0;
    const url = `${await serve((_, r) => {
      const pour = (): void => {
        while (!r.destroyed && r.write(Buffer.alloc(65_536))) sent += 65_536;
        if (!r.destroyed) r.once('drain', pour);
      };
      pour();
    })}/`;
    expect(await failureOf(aFetcher({ maxBytes: 1_000_000 }).fetch(aRequest(url)))).toBe(
      `FETCH_TOO_LARGE: ${url} is larger than 1000000 bytes`,
    );
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(50_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000), { params: { 1: 1 } })],
    ['deflate', deflateSync(Buffer.alloc(50_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(50_000_000)))],
  ])('a bomb packed with %s', async (coding, bomb) => {
    const url = `${await serve((_, r) => r.writeHead(200, { 'content-encoding': coding }).end(bomb))}/`;
    const before = process.memoryUsage().arrayBuffers;
    expect(await failureOf(aFetcher({ maxBytes: 1_000_000 }).fetch(aRequest(url)))).toBe(
      `FETCH_TOO_LARGE: ${url} is larger than 1000000 bytes`,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('a packed body that breaks off inside', async () => {
    const packed = gzipSync(PAGE.repeat(100)).subarray(0, 40);
    const url = `${await serve((_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(packed))}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(`FETCH_INCOMPLETE: ${url} broke off after 40 bytes`);
  });

  it('a coding that nobody asked for', async () => {
    const url = `${await serve((_, r) => r.writeHead(200, { 'content-encoding': 'compress' }).end('x'))}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(
      `FETCH_PROTOCOL: ${url} did not answer as HTTP demands: the content coding is unknown`,
    );
  });

  it('a body packed without end', async () => {
    const url = `${await serve((_, r) => r.writeHead(200, { 'content-encoding': Array(900).fill('gzip').join(',') }).end(gzipSync('x')))}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(
      `FETCH_PROTOCOL: ${url} did not answer as HTTP demands: it packed its body 900 times`,
    );
  });

  it('an empty 200, and one of white space', async () => {
    for (const body of ['', ' \r\n\t\n']) {
      const url = `${await serve((_, r) => r.end(body))}/`;
      expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(`FETCH_EMPTY: ${url} answered 200 with an empty body`);
    }
  });

  it.each([
    [404, 'FETCH_NOT_FOUND: URL is gone (404)'],
    [410, 'FETCH_NOT_FOUND: URL is gone (410)'],
    [401, 'FETCH_BLOCKED: URL turned us away (401)'],
    [403, 'FETCH_BLOCKED: URL turned us away (403)'],
    [412, 'FETCH_BLOCKED: URL turned us away (412)'],
    [451, 'FETCH_BLOCKED: URL turned us away (451)'],
    [500, 'FETCH_SERVER: URL failed on its server (500)'],
    [503, 'FETCH_SERVER: URL failed on its server (503)'],
    [429, 'FETCH_RATE_LIMITED: URL asks us to come back later (429)'],
    [206, 'FETCH_STATUS: URL answered 206, which is not a page'],
    [300, 'FETCH_STATUS: URL answered 300, which is not a page'],
  ])('status %d', async (status, message) => {
    const url = `${await serve((_, r) => r.writeHead(status).end(PAGE))}/p`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(message.replace('URL', url));
  });

  it('a 304 that nothing was asked for', async () => {
    const url = `${await serve((_, r) => r.writeHead(304).end())}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(
      `FETCH_NOT_MODIFIED_UNASKED: ${url} answered "not modified" (304) although nothing was said to compare with`,
    );
  });

  it('a server that is not there', async () => {
    const url = `${await serve(() => undefined)}/`;
    const { createServer } = await import('node:net');
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const port = (server.address() as { port: number }).port;
    await new Promise((resolve) => server.close(resolve));
    expect(url).not.toContain(`:${port}/`);
    expect(await failureOf(aFetcher().fetch(aRequest(`http://127.0.0.1:${port}/`)))).toBe(
      `FETCH_REFUSED: No connection to http://127.0.0.1:${port}/: the connection was refused`,
    );
  });
});

describe('redirects', () => {
  it('are followed to the end, cookies and all, without leaking them to another host', async () => {
    const asked: string[] = [];
    const other = await serve((q, r) => {
      asked.push(`other ${q.headers.cookie ?? '-'}`);
      r.end(PAGE);
    });
    const origin = await serve((q, r) => {
      asked.push(`${q.url} ${q.headers.cookie ?? '-'}`);
      // The first answer is a redirect to itself that sets a cookie, as one ministry does it.
      if (q.headers.cookie === undefined)
        r.writeHead(302, { location: '/', 'set-cookie': ['CT6T=1; Path=/; HttpOnly', 'CT6TS=a b'] }).end();
      else r.writeHead(301, { location: `${other.replace('127.0.0.1', 'localhost')}/plan.html` }).end();
    });
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
    const fetched = await aFetcher({ allow: ['127.0.0.1', 'localhost'], lookup }).fetch(aRequest(`${origin}/`));
    expect(fetched).toMatchObject({ url: `${origin}/`, finalUrl: `${other.replace('127.0.0.1', 'localhost')}/plan.html` });
    expect(asked).toEqual(['/ -', '/ CT6T=1; CT6TS=a b', 'other -']);
    expect(JSON.stringify(fetched)).not.toContain('CT6T');
  });

  it('to itself end at once', async () => {
    let asked = 0;
    const url = `${await serve((_, r) => {
      asked++;
      r.writeHead(302, { location: '/' }).end();
    })}/`;
    expect(await failureOf(aFetcher({ retries: 2 }).fetch(aRequest(url)))).toBe(
      `FETCH_REDIRECTS: ${url} was still redirecting after 1 hops`,
    );
    expect(asked).toBe(1);
  });

  it('without end stop after ten', async () => {
    let n = 0;
    const url = `${await serve((_, r) => r.writeHead(302, { location: `/${++n}` }).end())}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(`FETCH_REDIRECTS: ${url} was still redirecting after 11 hops`);
    expect(n).toBe(11);
  });

  it.each([
    ['http://10.1.2.3/', 'FETCH_ADDRESS_FORBIDDEN: http://10.1.2.3/ leads to 10.1.2.3, which is not a public address'],
    [
      'http://169.254.169.254/latest',
      'FETCH_ADDRESS_FORBIDDEN: http://169.254.169.254/latest leads to 169.254.169.254, which is not a public address',
    ],
    ['//[::ffff:127.0.0.1]/x', 'FETCH_ADDRESS_FORBIDDEN: http://[::ffff:7f00:1]/x leads to ::ffff:7f00:1, which is not a public address'],
    ['http://2130706433/', undefined],
    ['file:///etc/passwd', 'FETCH_URL_INVALID: file:///etc/passwd is not an http or https address'],
    ['javascript:1', 'FETCH_URL_INVALID: javascript:1 is not an http or https address'],
  ])('to %s pass the same gate', async (location, message) => {
    const lookup = async () => [{ address: '8.8.8.8', family: 4 }];
    const url = `${await serve((_, r) => r.writeHead(302, { location }).end())}/`;
    const fetcher =
      message === undefined
        ? aFetcher({ allow: ['localhost'], lookup: async () => [{ address: '127.0.0.1', family: 4 }] })
        : aFetcher({ lookup });
    const failure = await failureOf(fetcher.fetch(aRequest(message === undefined ? url.replace('127.0.0.1', 'localhost') : url)));
    expect(failure).toBe(message ?? 'FETCH_ADDRESS_FORBIDDEN: http://127.0.0.1/ leads to 127.0.0.1, which is not a public address');
  });

  it('with a Location in raw UTF-8 are understood', async () => {
    const url = await serveBytes((socket, path) => {
      if (path === '/') socket.end('HTTP/1.1 302 Found\r\nLocation: /规划\r\nContent-Length: 0\r\n\r\n');
      else socket.end(`${HEAD}Content-Length: 3\r\n\r\n${path === '/%E8%A7%84%E5%88%92' ? 'yes' : 'no!'}`);
    });
    expect(new TextDecoder().decode(((await aFetcher().fetch(aRequest(url))) as { bytes: Uint8Array }).bytes)).toBe('yes');
  });
});

describe('what is fetched', () => {
  it('carries the bytes as served, the final address, headers without cookies, and validators', async () => {
    const headers = {
      'content-type': 'text/html; charset="GB2312"',
      etag: 'W/"7"',
      'last-modified': 'Mon, 01 Mar 2021 00:00:00 GMT',
      'set-cookie': 's=1',
    };
    const url = `${await serve((_, r) => r.writeHead(200, headers).end(Buffer.from([0xd4, 0xf6, 0xb3, 0xa4])))}/p#part`;
    const fetched = await aFetcher({ now: () => '2021-03-01T00:00:00.000Z' }).fetch(aRequest(url));
    expect(fetched).toMatchObject({
      ...{ kind: 'fetched', url, finalUrl: url.replace('#part', ''), status: 200, mediaType: 'text/html', charset: 'gb2312' },
      ...{ etag: 'W/"7"', lastModified: 'Mon, 01 Mar 2021 00:00:00 GMT', capturedAt: '2021-03-01T00:00:00.000Z', insecureTls: false },
    });
    if (fetched.kind !== 'fetched') return;
    expect([...fetched.bytes]).toEqual([0xd4, 0xf6, 0xb3, 0xa4]);
    expect(Object.keys(fetched.headers)).not.toContain('set-cookie');
  });

  it('unpacks a page that was packed on the disk of its server, and no archive', async () => {
    const of = async (type: string, coding: string, body: Uint8Array) =>
      aFetcher().fetch(
        aRequest(`${await serve((_, r) => r.writeHead(200, { 'content-type': type, 'content-encoding': coding }).end(body))}/`),
      ) as Promise<Fetched>;
    const text = (found: Fetched) => new TextDecoder().decode(found.bytes);
    expect(text(await of('text/html; charset=utf-8', 'identity', gzipSync(PAGE)))).toBe(PAGE);
    expect(text(await of('text/html', 'gzip', gzipSync(gzipSync(PAGE))))).toBe(PAGE);
    expect((await of('application/gzip', 'identity', gzipSync(PAGE))).bytes).toEqual(gzipSync(PAGE));
  });

  it.each([
    ['gzip', gzipSync(PAGE)],
    ['x-gzip', gzipSync(PAGE)],
    ['br', brotliCompressSync(PAGE)],
    ['deflate', deflateSync(PAGE)],
    ['deflate', deflateRawSync(PAGE)],
    ['gzip, br', brotliCompressSync(gzipSync(PAGE))],
    ['identity', Buffer.from(PAGE)],
    // A cache that unpacked the body and kept the label.
    ['gzip', Buffer.from(PAGE)],
  ])('is unpacked: %s', async (coding, body) => {
    const url = await serve((_, r) => r.writeHead(200, { 'content-encoding': coding }).end(body));
    const fetched = await aFetcher().fetch(aRequest(url));
    expect(fetched.kind === 'fetched' && new TextDecoder().decode(fetched.bytes)).toBe(PAGE);
  });

  it('is asked for honestly, and conditionally where a former answer is known', async () => {
    const asked: Record<string, unknown>[] = [];
    const url = `${await serve((q, r) => {
      asked.push(q.headers);
      r.writeHead(q.headers['if-none-match'] === '"a"' ? 304 : 200).end(q.headers['if-none-match'] === '"a"' ? undefined : PAGE);
    })}/`;
    const fetcher = aFetcher({ userAgent: 'planwatch/1.0 (+mailto:plan@linhe.example)', now: () => '2021-03-01T00:00:00.000Z' });
    const validators = { etag: '"a"', lastModified: 'Mon, 01 Mar 2021 00:00:00 GMT' };
    expect(await fetcher.fetch(aRequest(url, { validators }))).toEqual({
      kind: 'not-modified',
      url,
      capturedAt: '2021-03-01T00:00:00.000Z',
    });
    expect(await fetcher.fetch(aRequest(url, { referer: 'http://linhe.example/list' }))).toMatchObject({ kind: 'fetched' });
    expect(asked).toMatchObject([
      {
        'user-agent': 'planwatch/1.0 (+mailto:plan@linhe.example)',
        'if-none-match': '"a"',
        'if-modified-since': 'Mon, 01 Mar 2021 00:00:00 GMT',
      },
      { 'user-agent': 'planwatch/1.0 (+mailto:plan@linhe.example)', referer: 'http://linhe.example/list', 'cache-control': 'no-cache' },
    ]);
    expect(asked[1]).not.toHaveProperty('if-none-match');
  });

  it('sends and keeps no password that stands in an address', async () => {
    const asked: unknown[] = [];
    const origin = await serve((q, r) => {
      asked.push(q.headers.authorization);
      if (q.url === '/') r.writeHead(302, { location: `${origin.replace('//', '//admin:secret@')}/in` }).end();
      else r.writeHead(404).end();
    });
    const failure = await failureOf(aFetcher().fetch(aRequest(`${origin.replace('//', '//user:secret@')}/`)));
    expect(failure).toBe(`FETCH_NOT_FOUND: ${origin}/ is gone (404)`);
    expect(asked).toEqual([undefined, undefined]);
  });

  it('can be called off', async () => {
    const aborter = new AbortController();
    const url = `${await serve(() => aborter.abort())}/`;
    expect(await failureOf(aFetcher().fetch(aRequest(url, { signal: aborter.signal })))).toBe(
      `FETCH_ABORTED: Fetching ${url} was called off`,
    );
    expect(await failureOf(aFetcher().fetch(aRequest(url, { signal: AbortSignal.abort() })))).toContain('FETCH_ABORTED');
  });

  it.each(['ftp://linhe.example/', 'linhe.example', '', 'http://', 'file:///etc/passwd'])('is never %j', async (url) => {
    expect(await failureOf(aFetcher().fetch(aRequest(url)))).toBe(`FETCH_URL_INVALID: ${url} is not an http or https address`);
  });
});
