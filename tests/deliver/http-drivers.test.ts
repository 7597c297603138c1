import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelSettings } from '../../src/config/index.js';
import { type Channel, createChannels, createOutbox } from '../../src/deliver/index.js';
import { type HttpReceiver, startHttpReceiver } from './helpers/http-receiver.js';
import { memoryLog, memoryState, PDF_BYTES, PDF_NAME, reportDelivery, withTempDir } from './helpers/sample.js';

const everything = {
  jurisdictions: [],
  concepts: [],
  changes: [],
  events: ['report', 'alert', 'alive'] as ('report' | 'alert' | 'alive')[],
};
const NOW = Date.parse('2026-03-02T00:30:05.678Z');

let server: HttpReceiver;
beforeEach(async () => {
  server = await startHttpReceiver();
});
afterEach(() => server.close());

function channel(
  type: 'webhook' | 'wecom' | 'dingtalk' | 'feishu' | 'slack',
  over: { secret?: string; path?: string; timeoutMs?: number } = {},
): Channel {
  const settings = {
    type,
    urlEnv: null,
    url: `${server.url}${over.path ?? '/hook?access_token=5ecret70ken'}`,
    secretEnv: over.secret === undefined ? null : 'SECRET',
    timeoutMs: over.timeoutMs ?? 10_000,
    ...everything,
  } as ChannelSettings;
  return createChannels([settings], over.secret === undefined ? {} : { SECRET: over.secret }, { now: () => NOW })[0] as Channel;
}
const send = (c: Channel) => withTempDir(async (dir) => c.send(await reportDelivery(dir)));
const last = () => {
  const request = server.requests.at(-1);
  return { ...request, json: JSON.parse(request?.body ?? 'null') as Record<string, never> };
};

describe('webhook', () => {
  it('signs the timestamp and the exact bytes of the body, and carries the id as idempotency key', async () => {
    await send(channel('webhook', { secret: 'shared-secret' }));
    const { headers = {}, body = '', json } = last();
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['idempotency-key']).toBe('2026-03-02-a1b2c3');
    expect(headers['x-planwatch-timestamp']).toBe('1772411405');
    const expected = createHmac('sha256', 'shared-secret').update(`1772411405.${body}`).digest('hex');
    expect(headers['x-planwatch-signature']).toBe(`sha256=${expected}`);
    expect(json).toMatchObject({
      schema: 'planwatch.delivery/1',
      kind: 'report',
      jurisdictions: ['澄江市云岭区', '澄江市鹤山区'],
      concepts: ['gdp.total', 'forest.cover'],
      changeTypes: ['revised', 'added'],
      attachments: [{ fileName: PDF_NAME, mediaType: 'application/pdf', bytes: PDF_BYTES.length }],
      data: { event: 'report', summary: { revised: 1, added: 1 } },
    });
  });

  it('writes an id in other characters into the header in ASCII', async () => {
    await withTempDir(async (dir) => channel('webhook').send(await reportDelivery(dir, { id: '周报\r\nX-Evil: 1' })));
    expect(last().headers?.['idempotency-key']).toBe('%E5%91%A8%E6%8A%A5%0D%0AX-Evil:%201');
    expect(last().headers?.['x-evil']).toBeUndefined();
  });

  it('that answers 500 and then 200 gets the report by the second flush, with the same key', async () => {
    server.script.push({ status: 500, body: 'oops' });
    await withTempDir(async (dir) => {
      let clock = NOW;
      const log = memoryLog();
      const outbox = createOutbox(memoryState(), [channel('webhook')], { now: () => new Date(clock).toISOString(), log });
      await outbox.enqueue(await reportDelivery(dir));
      expect((await outbox.flush()).results).toMatchObject([{ outcome: 'failed', error: { code: 'DELIVER_SERVER' } }]);
      expect(log.lines.at(-1)?.message).toContain(
        `webhook: ${server.url} could not take the message now: HTTP 500 oops; next attempt after`,
      );
      clock += 3600_000;
      expect((await outbox.flush()).results).toMatchObject([{ outcome: 'sent', attempts: 2 }]);
      expect(server.requests.map((r) => r.headers['idempotency-key'])).toEqual(['2026-03-02-a1b2c3', '2026-03-02-a1b2c3']);
    });
  });

  it.each([
    ['never answers', 'hang', 'DELIVER_TIMEOUT'],
    ['begins an answer and stops', 'trickle', 'DELIVER_TIMEOUT'],
    ['cuts the connection', 'reset', 'DELIVER_UNREACHABLE'],
    ['leads elsewhere', { status: 307, body: '', headers: { location: 'http://127.0.0.1:1/' } }, 'DELIVER_REFUSED'],
    ['is gone', { status: 410, body: 'gone' }, 'DELIVER_REFUSED'],
    ['is too busy', { status: 429, body: 'slow down', headers: { 'retry-after': '120' } }, 'DELIVER_RATE_LIMITED'],
  ] as const)('that %s fails as it should', async (_, reply, code) => {
    server.fallback = reply;
    const timeoutMs = code === 'DELIVER_TIMEOUT' ? 300 : 10_000;
    await expect(send(channel('webhook', { timeoutMs }))).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });

  it('reads no more of an endless answer than it needs', async () => {
    server.fallback = { status: 200, body: 'x'.repeat(5_000_000) };
    await expect(send(channel('webhook'))).resolves.toEqual({ warnings: [] });
  });

  it('tells of a port where nobody listens', async () => {
    const settings = {
      type: 'webhook',
      urlEnv: null,
      url: 'http://127.0.0.1:1/secret-path-of-the-hook',
      secretEnv: null,
      timeoutMs: 10_000,
      ...everything,
    } as const;
    const [c] = createChannels([settings], {}) as [Channel];
    await expect(send(c)).rejects.toMatchObject({
      code: 'DELIVER_UNREACHABLE',
      message: 'webhook: no connection to http://127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1',
    });
  });

  it.each(['webhook', 'wecom', 'dingtalk', 'feishu', 'slack'] as const)(
    '%s: tells of a variable that holds no address, without what it holds',
    async (type) => {
      for (const value of ['hooks.example.com/5ecret70ken', '"https://x.example/"', 'file:///etc/passwd', 'mailto:a@example.org']) {
        const settings = { type, urlEnv: 'HOOK_URL', url: null, secretEnv: null, timeoutMs: 10_000, ...everything } as const;
        const [c] = createChannels([settings], { HOOK_URL: value }) as [Channel];
        await expect(send(c)).rejects.toMatchObject({
          code: 'DELIVER_ADDRESS',
          message: `${type}: HOOK_URL is not an http or https address`,
          transient: false,
        });
      }
    },
  );

  it('tells which variable is missing, when it sends and not before', async () => {
    const settings = { type: 'webhook', urlEnv: 'HOOK_URL', url: null, secretEnv: null, timeoutMs: 10_000, ...everything } as const;
    const [c] = createChannels([settings], {}) as [Channel];
    await expect(send(c)).rejects.toMatchObject({
      code: 'DELIVER_SECRET_MISSING',
      message: 'webhook: the environment variable HOOK_URL is not set',
    });
  });
});

describe('chat robots', () => {
  it('企业微信: a markdown message with the subject as its heading', async () => {
    server.fallback = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };
    await send(channel('wecom'));
    expect(last().path).toBe('/hook?access_token=5ecret70ken');
    expect(last().json).toMatchObject({ msgtype: 'markdown' });
    expect((last().json as { markdown?: { content: string } }).markdown?.content).toMatch(
      /^## 规划指标监测（2026-02-23 至 2026-03-01）：修订 1 项（云岭区地区生产总值下调），新增 1 项\n/,
    );
  });

  it('钉钉: signs the time with the secret in the address, keeping the token', async () => {
    server.fallback = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };
    await send(channel('dingtalk', { secret: 'SECabc' }));
    const query = new URL(last().path ?? '', server.url).searchParams;
    const sign = createHmac('sha256', 'SECabc').update(`${NOW}\nSECabc`).digest('base64');
    expect(Object.fromEntries(query)).toEqual({ access_token: '5ecret70ken', timestamp: String(NOW), sign });
    expect(last().path).not.toContain('+'); // A bare plus would be read as a space.
    expect(last().json).toMatchObject({ msgtype: 'markdown', markdown: { title: expect.stringContaining('规划指标监测') } });
  });

  it('飞书: signs in the body, with seconds, and shows a card', async () => {
    server.fallback = { status: 200, body: '{"code":0,"msg":"success"}' };
    await send(channel('feishu', { secret: 'abc' }));
    const sign = createHmac('sha256', '1772411405\nabc').update('').digest('base64');
    expect(last().json).toMatchObject({
      timestamp: '1772411405',
      sign,
      msg_type: 'interactive',
      card: { header: { title: { tag: 'plain_text' } } },
    });
  });

  it('飞书: takes the older form of success', async () => {
    server.fallback = { status: 200, body: '{"StatusCode":0,"StatusMessage":"success"}' };
    await expect(send(channel('feishu'))).resolves.toEqual({ warnings: [] });
  });

  it('Slack: a header, sections within 3000 characters, and a plain text for notifications', async () => {
    server.fallback = { status: 200, body: 'ok' };
    await withTempDir(async (dir) => {
      const delivery = await reportDelivery(dir);
      await channel('slack').send({ ...delivery, markdown: `## 标题\n**粗** A&B\n${'- 一行文字\n'.repeat(1500)}` });
    });
    const { text, blocks = [] } = last().json as { text?: string; blocks?: { type: string; text: { text: string } }[] };
    expect(text).toContain('修订 1 项');
    expect(blocks[0]?.type).toBe('header');
    expect(blocks[1]?.text.text).toMatch(/^\*标题\*\n\*粗\* A&amp;B\n• 一行文字/);
    expect(blocks.length).toBeGreaterThan(2);
    expect(blocks.every((b) => b.text.text.length <= 3000)).toBe(true);
  });

  it.each([
    ['wecom', '{"errcode":45009,"errmsg":"api freq out of limit"}', 'DELIVER_RATE_LIMITED'],
    ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', 'DELIVER_REFUSED'],
    ['dingtalk', '{"errcode":130101,"errmsg":"send too fast"}', 'DELIVER_RATE_LIMITED'],
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', 'DELIVER_REFUSED'],
    ['feishu', '{"code":11232,"msg":"frequency limited"}', 'DELIVER_RATE_LIMITED'],
    ['feishu', '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}', 'DELIVER_REFUSED'],
    ['feishu', '{"code":9499,"msg":"Bad Request"}', 'DELIVER_REFUSED'],
    ['feishu', '{"code":9499,"msg":"too many request"}', 'DELIVER_RATE_LIMITED'],
    ['wecom', '{"errcode":-1,"errmsg":"system busy"}', 'DELIVER_SERVER'],
    ['slack', '{"ok":false,"error":"invalid_token"}', 'DELIVER_REFUSED'],
    ['wecom', '<html>log in to this network</html>', 'DELIVER_REFUSED'],
    ['dingtalk', '', 'DELIVER_REFUSED'],
    ['feishu', '[0]', 'DELIVER_REFUSED'],
    ['slack', '<html>log in to this network</html>', 'DELIVER_REFUSED'],
  ] as const)('%s: 200 with %s is a failure', async (type, body, code) => {
    server.fallback = { status: 200, body };
    await expect(send(channel(type))).rejects.toMatchObject({ code });
  });
});
