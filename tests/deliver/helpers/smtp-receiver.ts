import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** `refuse`: never like this (550); `later`: not now (451); `silent`: no greeting; `hang`: takes the data and never answers. */
export type SmtpMode = 'accept' | 'refuse' | 'later' | 'silent' | 'hang' | 'one-recipient';

export interface SmtpReceiver {
  readonly port: number;
  mode: SmtpMode;
  readonly messages: Buffer[];
  readonly logins: { readonly user: string; readonly pass: string }[];
  readonly recipients: string[][];
  close(): Promise<void>;
}

const failure = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

/** A real mail server on a free port of the loopback. */
export async function startSmtpReceiver(options: { login?: { user: string; pass: string } } = {}): Promise<SmtpReceiver> {
  const settings: SMTPServerOptions = {
    disabledCommands: options.login === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: options.login === undefined,
    logger: false,
    onConnect(_session, callback) {
      if (receiver.mode !== 'silent') callback();
    },
    onAuth(auth, _session, callback) {
      receiver.logins.push({ user: auth.username ?? '', pass: auth.password ?? '' });
      if (auth.username === options.login?.user && auth.password === options.login?.pass) callback(null, { user: auth.username });
      else callback(failure(535, `5.7.8 wrong password for ${auth.username}: ${auth.password}`));
    },
    onRcptTo(address, _session, callback) {
      if (receiver.mode === 'one-recipient' && address.address.startsWith('nobody')) callback(failure(550, 'no such user'));
      else callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (receiver.mode === 'hang') return;
        if (receiver.mode === 'refuse') return callback(failure(550, 'policy forbids this message'));
        if (receiver.mode === 'later') return callback(failure(451, 'greylisted, come back later'));
        receiver.messages.push(Buffer.concat(chunks));
        receiver.recipients.push(session.envelope.rcptTo.map((r) => r.address));
        callback();
      });
    },
  };
  const server = new SMTPServer(settings);
  server.on('error', () => undefined); // Clients that give up in the middle.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: SmtpReceiver = {
    port: (server.server.address() as AddressInfo).port,
    mode: 'accept',
    messages: [],
    logins: [],
    recipients: [],
    async close() {
      for (const connection of (server as unknown as { connections: Set<{ _socket?: { destroy(): void } }> }).connections)
        connection._socket?.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
