import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelSettings } from '../../src/config/index.js';
import { type Channel, createChannels, createOutbox, verifyMail } from '../../src/deliver/index.js';
import { flatten, parseMessage } from './helpers/mime.js';
import { memoryLog, memoryState, PDF_BYTES, PDF_NAME, reportDelivery, withTempDir } from './helpers/sample.js';
import { type SmtpReceiver, startSmtpReceiver } from './helpers/smtp-receiver.js';

type MailSettings = Extract<ChannelSettings, { type: 'mail' }>;
let server: SmtpReceiver;
beforeEach(async () => {
  server = await startSmtpReceiver();
});
afterEach(() => server.close());

const settings = (over: Partial<MailSettings> = {}): MailSettings => ({
  type: 'mail',
  host: '127.0.0.1',
  port: server.port,
  secure: false,
  from: '规划监测 <watch@example.org>',
  to: ['发改委 王某 <reader@example.org>'],
  userEnv: null,
  passwordEnv: null,
  timeoutMs: 10_000,
  jurisdictions: [],
  concepts: [],
  changes: [],
  events: ['report', 'alert', 'alive'],
  ...over,
});
const channel = (over: Partial<MailSettings> = {}, secrets = {}) => createChannels([settings(over)], secrets)[0] as Channel;
const send = (c: Channel) => withTempDir(async (dir) => c.send(await reportDelivery(dir)));

describe('mail', () => {
  it('arrives whole: Chinese subject, names and file name, text and HTML, every byte of the PDF', async () => {
    await send(channel());
    expect(server.messages).toHaveLength(1);
    const raw = server.messages[0] as Buffer;
    const message = parseMessage(raw);
    expect(message.headers.get('subject')).toBe('规划指标监测（2026-02-23 至 2026-03-01）：修订 1 项（云岭区地区生产总值下调），新增 1 项');
    expect(message.headers.get('from')).toBe('规划监测 <watch@example.org>');
    expect(message.headers.get('to')).toBe('发改委 王某 <reader@example.org>');
    expect(new Date(message.headers.get('date') ?? '').toISOString()).toBe('2026-03-02T00:30:00.000Z');
    expect(message.headers.get('auto-submitted')).toBe('auto-generated');
    const parts = flatten(message);
    expect(parts.map((p) => p.type)).toEqual(['multipart/mixed', 'multipart/alternative', 'text/plain', 'text/html', 'application/pdf']);
    const [text, html, pdf] = ['text/plain', 'text/html', 'application/pdf'].map((type) => parts.find((p) => p.type === type));
    expect(text?.content.toString('utf8')).toContain(
      '· [澄江市云岭区规划纲要] 云岭区地区生产总值（2021-2025，目标，预期性）：年均增长8%以上 → 年均增长7.5%左右（下调，转差）',
    );
    expect(html?.content.toString('utf8')).toContain('<li><strong>澄江市云岭区规划纲要</strong>');
    expect(pdf?.fileName).toBe(PDF_NAME);
    expect(pdf?.content.equals(PDF_BYTES)).toBe(true);
    // Old servers mangle anything else: 7 bits, and no line over 998 bytes (RFC 5322 §2.1.1).
    expect(raw.every((byte) => byte < 0x80)).toBe(true);
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n')
          .map((l) => l.length),
      ),
    ).toBeLessThanOrEqual(998);
  });

  it('has the same Message-ID when it is sent again, and another one for another delivery or channel', async () => {
    await withTempDir(async (dir) => {
      const delivery = await reportDelivery(dir);
      await channel().send(delivery);
      await channel().send(delivery);
      await channel().send({ ...delivery, id: 'other' });
      await channel({ name: 'second' }).send(delivery);
    });
    const ids = server.messages.map((m) => parseMessage(m).headers.get('message-id'));
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@example\.org>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
  });

  it.each([
    ['greets nobody', 'silent', 'DELIVER_TIMEOUT', true],
    ['takes the message and never answers', 'hang', 'DELIVER_TIMEOUT', true],
    ['asks to come back later', 'later', 'DELIVER_SERVER', true],
    ['refuses the message', 'refuse', 'DELIVER_REFUSED', false],
  ] as const)('to a server that %s fails as it should', async (_, mode, code, transient) => {
    server.mode = mode;
    const timeoutMs = code === 'DELIVER_TIMEOUT' ? 300 : 10_000;
    await expect(send(channel({ timeoutMs }))).rejects.toMatchObject({ code, transient, exit: 4 });
    expect(server.messages).toEqual([]);
  });

  it('to a server that is not there fails as a passing fault', async () => {
    await server.close();
    await expect(send(channel())).rejects.toMatchObject({ code: 'DELIVER_UNREACHABLE', transient: true });
    server = await startSmtpReceiver();
  });

  it('that was refused by one of two recipients is not sent to the other again, but says so', async () => {
    server.mode = 'one-recipient';
    const sent = await send(channel({ to: ['reader@example.org', 'nobody@example.org'] }));
    expect(server.recipients).toEqual([['reader@example.org']]);
    expect(sent.warnings).toEqual([`127.0.0.1:${server.port} refused the recipient nobody@example.org`]);
  });

  it('logs in with the secrets, and keeps them out of the error when they are wrong', async () => {
    const guarded = await startSmtpReceiver({ login: { user: 'watch-account', pass: 'right-password' } });
    try {
      const over = { port: guarded.port, userEnv: 'U', passwordEnv: 'P' };
      await send(channel(over, { U: 'watch-account', P: 'right-password' }));
      expect(guarded.logins).toEqual([{ user: 'watch-account', pass: 'right-password' }]);
      const error = await send(channel(over, { U: 'watch-account', P: 'wrong-password' })).catch((e: unknown) => e as Error);
      expect(error).toMatchObject({ code: 'DELIVER_REFUSED' });
      expect(`${(error as Error).message}${JSON.stringify(error)}`).not.toMatch(/wrong-password|watch-account/);
      await expect(verifyMail(settings(over), { U: 'watch-account', P: 'right-password' })).resolves.toBeUndefined();
      await expect(verifyMail(settings(over), { U: 'watch-account', P: 'bad' })).rejects.toMatchObject({ code: 'DELIVER_REFUSED' });
    } finally {
      await guarded.close();
    }
  });

  it('never sends a password in the clear to another machine', async () => {
    // Leads to this machine as well, but the driver does not take it for it. The server offers no encryption.
    const guarded = await startSmtpReceiver({ login: { user: 'u-account', pass: 'p-password' } });
    try {
      const over = { host: '0.0.0.0', port: guarded.port, userEnv: 'U', passwordEnv: 'P' };
      await expect(send(channel(over, { U: 'u-account', P: 'p-password' }))).rejects.toMatchObject({ code: 'DELIVER_TLS' });
      expect(guarded.logins).toEqual([]);
    } finally {
      await guarded.close();
    }
  });

  it('waits out a night without a server and arrives once', async () => {
    await withTempDir(async (dir) => {
      let clock = Date.parse('2026-03-02T00:30:00.000Z');
      const state = memoryState();
      const log = memoryLog();
      const open = () => createOutbox(state, [channel()], { now: () => new Date(clock).toISOString(), log });
      await open().enqueue(await reportDelivery(dir));
      server.mode = 'later';
      for (let i = 0; i < 4; i++) {
        await open().flush();
        clock += 6 * 3600_000;
      }
      server.mode = 'accept';
      await open().flush();
      await open().flush({ retryNow: true });
      expect(server.messages).toHaveLength(1);
      expect(log.lines.filter((l) => l.level === 'warn')).toHaveLength(4);
    });
  });
});
