import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/index.js';
import { toSignature } from '../../src/deliver/drivers/webhook.js';
import { createChannels } from '../../src/deliver/index.js';
import { ERRORS } from '../../src/errors.js';

const text = await readFile(new URL('../../docs/delivery.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';

describe('docs/delivery.md', () => {
  it('shows a configuration that is valid, with a channel of every type', () => {
    const names = [...block('yaml').matchAll(/Env: (\w+)/g)].map((m) => m[1] as string);
    const env = Object.fromEntries(names.map((n) => [n, `https://service.example/${n}`]));
    const config = parseConfig(block('yaml'), { path: '/x/planwatch.yaml', env });
    const channels = createChannels(config.deliver, config.secrets);
    expect(channels.map((c) => c.type).sort()).toEqual(['atom', 'dingtalk', 'feishu', 'file', 'mail', 'slack', 'webhook', 'wecom']);
    expect(channels.at(-1)?.name).toBe('archive');
  });

  it('shows code that takes our signature and no other', async () => {
    const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(block('js'))}`)) as {
      isGenuine(secret: string, headers: Record<string, string>, body: string): boolean;
    };
    const now = String(Math.floor(Date.now() / 1000));
    const headers = (timestamp: string, signature = toSignature('s', timestamp, '{}')) => ({
      'x-planwatch-timestamp': timestamp,
      'x-planwatch-signature': signature,
    });
    expect(isGenuine('s', headers(now), '{}')).toBe(true);
    expect(isGenuine('s', headers(now), '{ }')).toBe(false);
    expect(isGenuine('other', headers(now), '{}')).toBe(false);
    expect(isGenuine('s', headers('1000000000'), '{}')).toBe(false);
    expect(isGenuine('s', {}, '{}')).toBe(false);
  });
});

describe('errors of delivery', () => {
  const rows = Object.entries(ERRORS).filter(([code]) => code.startsWith('DELIVER_'));
  it.each(rows)('%s has a hint, and tells the environment from a fault of ours', (code, row) => {
    expect(row.hint.length).toBeGreaterThan(20);
    expect(row.exit).toBe(code === 'DELIVER_NAME_TAKEN' ? 2 : /_BUG$|_DAMAGED$/.test(code) && code !== 'DELIVER_FEED_DAMAGED' ? 3 : 4);
  });
});
