import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser, systemProbe } from '../../src/browser/index.js';
import { createBrowserFetcher, type Fetched } from '../../src/fetch/index.js';
import { failureOf, type Handler, serve } from './servers.js';

const choice = await findBrowser({ executable: null }, process.env, await systemProbe(process.env)).catch(() => null);
const source = { id: 'linhe-2021', robots: true, timeoutMs: 10_000, fetch: 'browser' as const };

// Without a browser there is nothing to try; the fetcher over HTTP is tested everywhere.
describe.skipIf(choice === null)('pages that need a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    if (choice !== null) browser = await launchBrowser({ choice, sandbox: 'auto', purpose: 'fetch' });
  });
  afterAll(async () => browser?.close());

  async function site(pages: Record<string, Handler>) {
    const asked: string[] = [];
    const origin = await serve((q, r) => {
      asked.push(q.url ?? '');
      const page = pages[q.url ?? ''];
      if (page) page(q, r);
      else r.writeHead(404).end();
    });
    const fetcher = createBrowserFetcher({ browser, allow: ['127.0.0.1'], perHost: { concurrency: 2, delayMs: 0 }, quietMs: 100 });
    const html = async (path: string): Promise<string> => {
      const fetched = (await fetcher.fetch({ url: origin + path, source })) as Fetched;
      return new TextDecoder().decode(fetched.bytes);
    };
    return { origin, asked, fetcher, html };
  }
  const html =
    (text: string): Handler =>
    (_, r) =>
      r.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);

  it('are returned as they stand after their scripts ran', async () => {
    const script = `document.querySelector('p').textContent = '粮食产量稳定在12万吨';
      fetch('/api').then((x) => x.text()).then((x) => document.body.append(x))`;
    const { origin, asked, fetcher } = await site({
      '/': html('<meta charset=gbk><p>载入中</p><img src=/big.png><link rel=stylesheet href=/a.css><script src=/s.js></script>'),
      '/s.js': (_, r) => r.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(script),
      '/api': (_, r) => r.end('后到的一段'),
    });
    const fetched = await fetcher.fetch({ url: `${origin}/`, source });
    expect(fetched).toMatchObject({
      kind: 'fetched',
      status: 200,
      mediaType: 'text/html',
      charset: 'utf-8',
      etag: null,
      insecureTls: false,
    });
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode((fetched as Fetched).bytes);
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(text).toContain('粮食产量稳定在12万吨');
    expect(text).toContain('后到的一段');
    expect(asked).not.toContain('/big.png');
    expect(asked[0]).toBe('/robots.txt');
  });

  it('reach no address that the gate refuses: not by script, frame, socket or redirect', async () => {
    let secrets = 0;
    const inner = (await serve((_, r) => r.end(String(++secrets)))).replace('127.0.0.1', 'localhost');
    const ws = inner.replace('http:', 'ws:');
    const attack = `<p>页</p><iframe src="${inner}/f"></iframe><script>
      fetch('${inner}/a').catch(() => 0); new Image().src = '${inner}/b'; navigator.sendBeacon('${inner}/c', 'x');
      try { new WebSocket('${ws}/d') } catch {} try { new WebSocket('${ws.replace('localhost', '127.0.0.1')}/e') } catch {}
      const l = document.createElement('link'); l.rel = 'preconnect'; l.href = '${inner}'; document.head.append(l);
      window.open('${inner}/g'); </script>`;
    const {
      html: load,
      origin,
      fetcher,
    } = await site({
      '/': html(attack),
      '/away': (_, r) => r.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
    });
    expect(await load('/')).toContain('页');
    expect(secrets).toBe(0);
    expect(await failureOf(fetcher.fetch({ url: `${origin}/away`, source }))).toBe(
      'FETCH_ADDRESS_FORBIDDEN: http://169.254.169.254/latest/meta-data leads to 169.254.169.254, which is not a public address',
    );
  });

  it('pass a challenge that sets a cookie and loads again, each fetch with a jar of its own', async () => {
    const { html: load, asked } = await site({
      '/': (q, r) => {
        if (q.headers.cookie === 'k=1') html('<p>正文</p>')(q, r);
        else r.writeHead(412, { 'content-type': 'text/html' }).end('<script>document.cookie = "k=1"; location.reload()</script>');
      },
    });
    expect(await load('/')).toContain('正文');
    expect(await load('/')).toContain('正文');
    expect(asked.filter((x) => x === '/').length).toBe(4);
  });

  it('may turn out to be a file, which comes as it is', async () => {
    const bytes = Buffer.from('%PDF-1.7 规划');
    const { origin, fetcher } = await site({
      '/to-plan': (_, r) => r.writeHead(302, { location: '/plan.pdf' }).end(),
      '/plan.pdf': (_, r) => r.writeHead(200, { 'content-type': 'application/pdf' }).end(bytes),
    });
    expect(await fetcher.fetch({ url: `${origin}/to-plan`, source })).toMatchObject({
      ...{ status: 200, mediaType: 'application/pdf', charset: null, finalUrl: `${origin}/plan.pdf`, bytes },
    });
  });

  it('fail with the same words as a plain fetch', async () => {
    const { origin, fetcher } = await site({
      '/robots.txt': (_, r) => r.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /inner'),
      '/loop': (_, r) => r.writeHead(302, { location: '/loop' }).end(),
      '/broken': (_, r) => r.writeHead(500, { 'content-type': 'text/html' }).end('x'),
      '/to-inner': (_, r) => r.writeHead(302, { location: '/inner' }).end(),
    });
    const failure = (path: string) => failureOf(fetcher.fetch({ url: origin + path, source }));
    expect(await failure('/gone')).toBe(`FETCH_NOT_FOUND: ${origin}/gone is gone (404)`);
    expect(await failure('/broken')).toBe(`FETCH_SERVER: ${origin}/broken failed on its server (500)`);
    expect(await failure('/loop')).toContain('FETCH_REDIRECTS');
    expect(await failure('/to-inner')).toBe(`FETCH_ROBOTS: ${origin}/inner is closed to us by ${origin}/robots.txt`);
    expect(await failureOf(fetcher.fetch({ url: 'http://10.0.0.1/', source: { ...source, robots: false } }))).toContain(
      'FETCH_ADDRESS_FORBIDDEN',
    );
    expect(await failureOf(fetcher.fetch({ url: 'file:///etc/passwd', source }))).toContain('FETCH_URL_INVALID');
  });

  it('end when they are called off, and when they take too long', async () => {
    const { origin, fetcher } = await site({ '/slow': () => undefined });
    const aborter = new AbortController();
    setTimeout(() => aborter.abort(), 200);
    expect(await failureOf(fetcher.fetch({ url: `${origin}/slow`, source, signal: aborter.signal }))).toBe(
      `FETCH_ABORTED: Fetching ${origin}/slow was called off`,
    );
    expect(await failureOf(fetcher.fetch({ url: `${origin}/slow`, source: { ...source, timeoutMs: 300 } }))).toBe(
      `FETCH_TIMEOUT: No answer from ${origin}/slow within 300 ms`,
    );
  });
});
