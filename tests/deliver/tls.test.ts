import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { expect, it } from 'vitest';
import type { ChannelSettings } from '../../src/config/index.js';
import { type Channel, createChannels } from '../../src/deliver/index.js';
import { aCertificate } from '../fetch/certificate.js';
import { reportDelivery, withTempDir } from './helpers/sample.js';

const everything = {
  jurisdictions: [],
  concepts: [],
  changes: [],
  events: ['report', 'alert', 'alive'] as ('report' | 'alert' | 'alive')[],
};
const send = (settings: ChannelSettings, secrets = {}) =>
  withTempDir(async (dir) => (createChannels([settings], secrets)[0] as Channel).send(await reportDelivery(dir)));

it('a webhook whose certificate nobody vouches for gets nothing', async () => {
  let requests = 0;
  const server = createServer(aCertificate('127.0.0.1'), (_, response) => {
    requests++;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await expect(send({ type: 'webhook', url, urlEnv: null, secretEnv: null, timeoutMs: 10_000, ...everything })).rejects.toMatchObject({
      code: 'DELIVER_TLS',
      transient: false,
    });
    expect(requests).toBe(0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

it.each([
  ['from the first byte', true],
  ['after STARTTLS', false],
])('a mail server whose certificate nobody vouches for gets neither password nor message: TLS %s', async (_, secure) => {
  let seen = '';
  const server = new SMTPServer({
    secure,
    ...aCertificate('127.0.0.1'),
    authOptional: true,
    onAuth: (auth, _session, callback) => {
      seen += `login ${auth.username}`;
      callback(null, { user: 'u' });
    },
    onData: (stream, _session, callback) => {
      seen += 'message';
      stream.on('end', () => callback()).resume();
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.server.address() as AddressInfo;
    const settings: ChannelSettings = {
      ...{ type: 'mail', host: '127.0.0.1', port, secure, from: 'a@example.org', to: ['b@example.org'] },
      ...{ userEnv: 'U', passwordEnv: 'P', timeoutMs: 10_000, ...everything },
    };
    await expect(send(settings, { U: 'user-name', P: 'pass-word' })).rejects.toMatchObject({ code: 'DELIVER_TLS' });
    expect(seen).toBe('');
  } finally {
    await new Promise<void>((resolve) => server.close(resolve));
  }
});
