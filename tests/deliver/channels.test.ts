import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { type ChannelHarness, channelConformance } from '../conformance/channel.js';
import { type Reply, startHttpReceiver } from './helpers/http-receiver.js';
import { flatten, parseMessage } from './helpers/mime.js';
import { startSmtpReceiver } from './helpers/smtp-receiver.js';

const everything = {
  jurisdictions: [],
  concepts: [],
  changes: [],
  events: ['report', 'alert', 'alive'] as ('report' | 'alert' | 'alive')[],
};

/** A service on HTTP: `key` is in the address, as with all chat robots. */
async function httpHarness(
  type: 'webhook' | 'wecom' | 'dingtalk' | 'feishu' | 'slack',
  replies: { readonly ok: Reply; readonly unable: Reply; readonly refusing: Reply },
  read: (body: Record<string, never>) => string,
): Promise<ChannelHarness> {
  const server = await startHttpReceiver(replies.ok);
  const secrets = {
    HOOK_URL: `${server.url}/robot/send/0f9e8d7c6b5a49382716?access_token=5ecret70ken5ecret70ken`,
    HOOK_SECRET: 'SEC-7f6e5d4c3b2a',
  };
  let counted: Set<number> = new Set();
  return {
    settings: { type, urlEnv: 'HOOK_URL', url: null, secretEnv: 'HOOK_SECRET', timeoutMs: 10_000, ...everything },
    secrets,
    async arrived() {
      return server.requests.flatMap((r, i) =>
        counted.has(i) ? [] : [{ text: read(JSON.parse(r.body)), key: (r.headers['idempotency-key'] as string | undefined) ?? null }],
      );
    },
    async become(mode) {
      if (mode !== 'well') counted = new Set([...counted, ...Array.from({ length: 5 }, (_, i) => server.requests.length + i)]);
      else counted = new Set([...counted].filter((i) => i < server.requests.length));
      server.fallback = mode === 'well' ? replies.ok : mode === 'unable' ? replies.unable : mode === 'refusing' ? replies.refusing : 'hang';
    },
    close: () => server.close(),
  };
}

const echo = 'see https://hooks.example.com/robot/send/0f9e8d7c6b5a49382716?access_token=5ecret70ken5ecret70ken with SEC-7f6e5d4c3b2a';
const json = (body: unknown, status = 200): Reply => ({ status, body: JSON.stringify(body) });

channelConformance(
  'webhook',
  () =>
    httpHarness(
      'webhook',
      { ok: json({}), unable: { status: 503, body: echo }, refusing: { status: 403, body: echo } },
      (b: { subject?: string; text?: string }) => `${b.subject}\n${b.text}`,
    ),
  { skip: { limit: 'a webhook has no limit of its own' } },
);
channelConformance(
  'wecom',
  () =>
    httpHarness(
      'wecom',
      {
        ok: json({ errcode: 0, errmsg: 'ok' }),
        unable: json({ errcode: 45009, errmsg: echo }),
        refusing: json({ errcode: 93000, errmsg: echo }),
      },
      (b: { markdown?: { content: string } }) => b.markdown?.content ?? '',
    ),
  { skip: { repeat: 'the robot knows no key' }, maxTextBytes: 4096 },
);
channelConformance(
  'dingtalk',
  () =>
    httpHarness(
      'dingtalk',
      {
        ok: json({ errcode: 0, errmsg: 'ok' }),
        unable: json({ errcode: -1, errmsg: echo }),
        refusing: json({ errcode: 310000, errmsg: echo }),
      },
      (b: { markdown?: { text: string } }) => b.markdown?.text ?? '',
    ),
  { skip: { repeat: 'the robot knows no key' }, maxTextBytes: 20_000 },
);
channelConformance(
  'feishu',
  () =>
    httpHarness(
      'feishu',
      {
        ok: json({ code: 0, msg: 'success', data: {} }),
        unable: json({ code: 11232, msg: echo }),
        refusing: json({ code: 19021, msg: echo }),
      },
      (b: { card?: { header: { title: { content: string } }; elements: { content: string }[] } }) =>
        b.card?.elements.map((e) => e.content).join('\n') ?? '',
    ),
  { skip: { repeat: 'the robot knows no key' }, maxTextBytes: 20_000 },
);
channelConformance(
  'slack',
  () =>
    httpHarness(
      'slack',
      {
        ok: { status: 200, body: 'ok' },
        unable: { status: 429, body: echo, headers: { 'retry-after': '30' } },
        refusing: { status: 404, body: `no_service ${echo}` },
      },
      (b: { text?: string; blocks?: { text: { text: string } }[] }) =>
        [b.text, ...(b.blocks ?? []).slice(1).map((x) => x.text.text)].join('\n'),
    ),
  { skip: { repeat: 'incoming webhooks know no key' }, maxTextBytes: 90_000 },
);

channelConformance(
  'mail',
  async () => {
    const server = await startSmtpReceiver({ login: { user: 'watch-account', pass: 'p4ssw0rd-of-the-test' } });
    return {
      settings: {
        type: 'mail',
        host: '127.0.0.1',
        port: server.port,
        secure: false,
        from: '规划监测 <watch@example.org>',
        to: ['reader@example.org'],
        userEnv: 'SMTP_USER',
        passwordEnv: 'SMTP_PASSWORD',
        timeoutMs: 10_000,
        ...everything,
      },
      secrets: { SMTP_USER: 'watch-account', SMTP_PASSWORD: 'p4ssw0rd-of-the-test' },
      arrived: async () =>
        server.messages.map((raw) => {
          const message = parseMessage(raw);
          const text = flatten(message)
            .find((p) => p.type === 'text/plain')
            ?.content.toString('utf8');
          return { text: `${message.headers.get('subject')}\n${text}`, key: message.headers.get('message-id') ?? null };
        }),
      async become(mode) {
        server.mode = mode === 'well' ? 'accept' : mode === 'unable' ? 'later' : mode === 'refusing' ? 'refuse' : 'hang';
      },
      close: () => server.close(),
    };
  },
  { skip: { limit: 'mail has no limit for text' } },
);

/** Root may write anywhere, so that a folder is made unwritable by a file that stands in its place. */
async function block(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await writeFile(path, 'in the way');
}

channelConformance(
  'file',
  async (dir) => {
    const out = join(dir, 'out');
    return {
      settings: { type: 'file', dir: out, ...everything },
      secrets: {},
      async arrived() {
        const folders = (await readdir(out)).filter((name) => !name.startsWith('.'));
        return Promise.all(
          folders.map(async (name) => ({
            text: await readFile(join(out, name, 'message.txt'), 'utf8'),
            key: (JSON.parse(await readFile(join(out, name, 'delivery.json'), 'utf8')) as { id: string }).id,
          })),
        );
      },
      async become(mode) {
        if (mode === 'well') await rm(out, { force: true });
        else await block(out);
      },
      close: async () => undefined,
    };
  },
  { skip: { refusing: 'a disk is never refused for good', silent: 'a disk has no time limit', limit: 'a file has no limit' } },
);

channelConformance(
  'atom',
  async (dir) => {
    const file = join(dir, 'public', 'feed.xml');
    return {
      settings: { type: 'atom', file, title: '云岭规划监测', url: 'https://plans.example.org/', ...everything },
      secrets: {},
      async arrived() {
        const xml = await readFile(file, 'utf8').catch(() => null);
        if (xml === null || !xml.startsWith('<?xml')) return [];
        const parsed = new XMLParser({ isArray: (n) => n === 'entry', parseTagValue: false }).parse(xml, true);
        return parsed.feed.entry.map((e: { id: string; title: unknown; content: unknown }) => ({
          text: `${e.title}\n${e.content}`,
          key: e.id,
        }));
      },
      async become(mode) {
        await rm(join(dir, 'public'), { recursive: true, force: true });
        if (mode === 'unable') await block(join(dir, 'public'));
        if (mode === 'refusing') {
          await mkdir(join(dir, 'public'));
          await writeFile(file, '<html><body>another page</body></html>');
        }
      },
      close: async () => undefined,
    };
  },
  { skip: { silent: 'a disk has no time limit', limit: 'a feed has no limit' } },
);
