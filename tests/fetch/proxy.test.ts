import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/index.js';
import { aCertificate } from './certificate.js';
import { aFetcher, aRequest, failureOf, serve, serveTls } from './servers.js';

const HOST = 'plan.linhe.example';
const PUBLIC = [{ address: '93.184.216.34', family: 4 }];
const NOWHERE = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
const PAGE = '<p>全年粮食产量稳定在12万吨</p>';

let end: () => void = () => undefined;
afterEach(() => end());

/** A proxy for which every name stands for one port of this machine, as if that were the site. */
async function proxyTo(port: number, options: { password?: string } = {}) {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const isLetIn = (header: string | undefined) =>
    options.password === undefined || header === `Basic ${Buffer.from(options.password).toString('base64')}`;
  const plain: RequestListener = async (request, response) => {
    asked.push(`${request.method} ${request.url} host=${request.headers.host}`);
    if (!isLetIn(request.headers['proxy-authorization'])) return void response.writeHead(407).end();
    const url = new URL(request.url ?? '');
    const answer = await fetch(`http://127.0.0.1:${port}${url.pathname}${url.search}`, { redirect: 'manual' });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  };
  const server = createServer((request, response) => void plain(request, response));
  server.on('connection', (socket: Socket) => void sockets.add(socket));
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (!isLetIn(request.headers['proxy-authorization'])) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const site = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      site.pipe(socket).pipe(site);
    });
    for (const x of [site, socket]) x.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  end = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  const login = options.password === undefined ? '' : `${options.password}@`;
  const address = `http://${login}127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, address, proxy: { http: address, https: address, bypass: [] as string[] } };
}
const portOf = (origin: string): number => Number(new URL(origin).port);
const page = (_: unknown, response: { end(text: string): void }): void => response.end(PAGE);

describe('a proxy', () => {
  it('is asked in absolute form for http, and redirects go through it too', async () => {
    const site = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: `http://${HOST}/new?x=1` }).end();
      else response.end(PAGE);
    });
    const { asked, proxy } = await proxyTo(portOf(site));
    const fetched = await aFetcher({ proxy, lookup: async () => PUBLIC }).fetch(aRequest(`http://${HOST}/old`));
    expect(fetched).toMatchObject({ kind: 'fetched', status: 200, finalUrl: `http://${HOST}/new?x=1` });
    expect(asked).toEqual([`GET http://${HOST}/old host=${HOST}`, `GET http://${HOST}/new?x=1 host=${HOST}`]);
  });

  it('is a tunnel for https, and the certificate is verified through it', async () => {
    const certificate = aCertificate(HOST);
    const { asked, proxy } = await proxyTo(await serveTls(certificate, page), { password: 'linhe:secret' });
    const trusting = aFetcher({ proxy, lookup: async () => PUBLIC, trust: [certificate.cert] });
    expect(await trusting.fetch(aRequest(`https://${HOST}/`))).toMatchObject({ kind: 'fetched', status: 200, insecureTls: false });
    expect(asked).toEqual([`CONNECT ${HOST}:443`]);
    expect(await failureOf(aFetcher({ proxy, lookup: async () => PUBLIC }).fetch(aRequest(`https://${HOST}/`)))).toBe(
      `FETCH_TLS: No safe connection to https://${HOST}/: its certificate is signed by itself`,
    );
  });

  it('never leads to an address that the gate refuses', async () => {
    const site = await serve((_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end());
    const { asked, proxy } = await proxyTo(portOf(site));
    const inside = aFetcher({ proxy, lookup: async () => [{ address: '10.0.0.7', family: 4 }] });
    expect(await failureOf(inside.fetch(aRequest('https://intranet.example/')))).toBe(
      'FETCH_ADDRESS_FORBIDDEN: https://intranet.example/ leads to intranet.example (10.0.0.7), which is not a public address',
    );
    expect(await failureOf(inside.fetch(aRequest('http://192.168.1.1/')))).toContain('FETCH_ADDRESS_FORBIDDEN');
    expect(asked).toEqual([]);
    const outside = aFetcher({ proxy, lookup: async () => PUBLIC });
    expect(await failureOf(outside.fetch(aRequest(`http://${HOST}/`)))).toContain('FETCH_ADDRESS_FORBIDDEN: http://169.254.169.254/');
    expect(asked).toEqual([`GET http://${HOST}/ host=${HOST}`]);
  });

  it('resolves the names that this machine cannot', async () => {
    const { proxy } = await proxyTo(portOf(await serve(page)));
    const fetcher = aFetcher({ proxy, lookup: () => Promise.reject(NOWHERE) });
    expect(await fetcher.fetch(aRequest(`http://${HOST}/`))).toMatchObject({ kind: 'fetched', status: 200 });
  });

  it('is passed by for hosts that are allowed by name, and those of NO_PROXY', async () => {
    const { asked, proxy } = await proxyTo(1);
    const origin = await serve(page);
    expect(await aFetcher({ proxy }).fetch(aRequest(`${origin}/`))).toMatchObject({ status: 200 });
    for (const bypass of ['example', '.linhe.example', `${HOST}:80`, '*'])
      expect(
        await failureOf(
          aFetcher({ proxy: { ...proxy, bypass: [bypass] }, lookup: () => Promise.reject(NOWHERE) }).fetch(aRequest(`http://${HOST}/`)),
        ),
      ).toContain('FETCH_DNS');
    expect(asked).toEqual([]);
  });

  it('that refuses or is not there is told as itself, without its password', async () => {
    const { proxy, address } = await proxyTo(portOf(await serve(page)), { password: 'linhe:right' });
    const host = new URL(address).host;
    const wrong = `http://linhe:wrong@${host}`;
    const fetcher = aFetcher({ proxy: { ...proxy, http: wrong, https: wrong }, lookup: async () => PUBLIC });
    for (const scheme of ['http', 'https'])
      expect(await failureOf(fetcher.fetch(aRequest(`${scheme}://${HOST}/`)))).toBe(
        `FETCH_PROXY: ${scheme}://${HOST}/ could not be asked through the proxy ${host}: it wants a name and a password (407)`,
      );
    const dead = aFetcher({ proxy: { http: 'http://127.0.0.1:1', https: 'http://127.0.0.1:1', bypass: [] }, lookup: async () => PUBLIC });
    for (const scheme of ['http', 'https'])
      expect(await failureOf(dead.fetch(aRequest(`${scheme}://${HOST}/`)))).toBe(
        `FETCH_PROXY: ${scheme}://${HOST}/ could not be asked through the proxy 127.0.0.1:1: it cannot be reached (ECONNREFUSED)`,
      );
  });
});

describe('network.proxy', () => {
  const read = (proxy: string, env: Record<string, string> = {}) =>
    parseConfig(`network: {proxy: ${proxy}}`, { path: '/srv/plans/planwatch.yaml', env }).network.proxy;

  it('is none by default, whatever the environment says', () => {
    expect(parseConfig('', { path: '/srv/plans/planwatch.yaml', env: { HTTPS_PROXY: 'http://p.example:3128' } }).network.proxy).toBeNull();
  });
  it('is an address, or what the environment names', () => {
    expect(read('"http://p.example:3128"')).toEqual({ http: 'http://p.example:3128', https: 'http://p.example:3128', bypass: [] });
    expect(read('env', { https_proxy: 'p.example:3128', NO_PROXY: 'localhost,.linhe.example' })).toEqual({
      ...{ http: null, https: 'http://p.example:3128', bypass: ['localhost', '.linhe.example'] },
    });
    expect(read('env', {})).toBeNull();
  });
  it('refuses a password in the file, and what is no proxy', () => {
    expect(() => read('"http://a:b@p.example:3128"')).toThrow('holds a name or password');
    expect(() => read('"socks5://p.example:1080"')).toThrow('is an http:// address, or env');
    expect(() => read('env', { HTTPS_PROXY: 'socks5://p.example:1080' })).toThrow('HTTP_PROXY or HTTPS_PROXY is not an http:// address');
  });
});
