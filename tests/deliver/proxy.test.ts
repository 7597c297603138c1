import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ChannelSettings } from '../../src/config/index.js';
import { type Channel, createChannels } from '../../src/deliver/index.js';
import { isInside } from '../../src/fetch/index.js';
import { aCertificate } from '../fetch/certificate.js';
import { reportDelivery, withTempDir } from './helpers/sample.js';

const everything = {
  jurisdictions: [],
  concepts: [],
  changes: [],
  events: ['report', 'alert', 'alive'] as ('report' | 'alert' | 'alive')[],
};
const asked: string[] = [];
let status = 200;
let tunnelPort = 0;
const sockets = new Set<Socket>();
const proxy = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
  request.resume().on('end', () => response.writeHead(status).end('{}'));
});
proxy.on('connection', (socket: Socket) => void sockets.add(socket));
proxy.on('connect', (request, socket: Socket) => {
  asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
  if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
  const site = connect(tunnelPort, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    site.pipe(socket).pipe(site);
  });
  for (const x of [site, socket]) x.on('error', () => undefined);
});
beforeEach(async () => {
  asked.length = 0;
  status = 200;
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => proxy.close(resolve));
});

const send = (url: string) =>
  withTempDir(async (dir) => {
    const settings: ChannelSettings = { type: 'webhook', url, urlEnv: null, secretEnv: null, timeoutMs: 5000, ...everything };
    const address = new URL(`http://linhe:secret@127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    const channel = createChannels([settings], {}, { proxyFor: (to) => (isInside(to) ? null : address) })[0] as Channel;
    try {
      return await channel.send(await reportDelivery(dir));
    } finally {
      await channel.close();
    }
  });
const LOGIN = `Basic ${Buffer.from('linhe:secret').toString('base64')}`;

it('a webhook goes through the proxy, in absolute form for http', async () => {
  await send('http://hook.example/plans?x=1');
  expect(asked).toEqual([`POST http://hook.example/plans?x=1 ${LOGIN}`]);
});

it('and through a tunnel for https, in which the certificate is verified', async () => {
  let reached = 0;
  const site = createTlsServer(aCertificate('hook.example'), (_, response) => {
    reached++;
    response.end('{}');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  tunnelPort = (site.address() as AddressInfo).port;
  try {
    await expect(send('https://hook.example/plans')).rejects.toMatchObject({ code: 'DELIVER_TLS' });
  } finally {
    site.closeAllConnections();
    site.close();
  }
  expect([asked, reached]).toEqual([[`CONNECT hook.example:443 ${LOGIN}`], 0]);
});

it('a proxy that refuses costs a try and tells no password', async () => {
  status = 407;
  for (const url of ['http://hook.example/plans', 'https://hook.example/plans']) {
    const error = (await send(url).catch((x: unknown) => x)) as { code: string; message: string };
    expect(error.code).toMatch(/^DELIVER_(?:UNREACHABLE|REFUSED)$/);
    expect(error.message).not.toContain('secret');
  }
});

it('an address of this machine is asked directly', async () => {
  await expect(send('http://127.0.0.1:1/hook')).rejects.toMatchObject({ code: 'DELIVER_UNREACHABLE' });
  expect(asked).toEqual([]);
});
