import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { ChannelSettings } from '../../src/config/index.js';
import { type Channel, createChannels } from '../../src/deliver/index.js';
import { PDF_BYTES, PDF_NAME, reportDelivery, withTempDir } from './helpers/sample.js';

const everything = {
  jurisdictions: [],
  concepts: [],
  changes: [],
  events: ['report', 'alert', 'alive'] as ('report' | 'alert' | 'alive')[],
};
const open = (settings: ChannelSettings) => createChannels([settings], {})[0] as Channel;

describe('file channel', () => {
  it('leaves a folder with the message in three forms, the record and the attachment', async () => {
    await withTempDir(async (dir) => {
      const out = join(dir, 'out');
      await open({ type: 'file', dir: out, ...everything }).send(await reportDelivery(dir));
      const folders = await readdir(out);
      expect(folders).toEqual([expect.stringMatching(/^2026-03-02-report-[0-9a-f]{10}$/)]);
      const folder = join(out, folders[0] as string);
      expect((await readdir(folder)).sort()).toEqual(['delivery.json', 'message.html', 'message.md', 'message.txt', PDF_NAME].sort());
      expect((await readFile(join(folder, PDF_NAME))).equals(PDF_BYTES)).toBe(true);
      expect(await readFile(join(folder, 'message.html'), 'utf8')).toContain('<html lang="zh-CN">');
    });
  });

  it('starts over what a kill left half-written', async () => {
    await withTempDir(async (dir) => {
      const out = join(dir, 'out');
      const channel = open({ type: 'file', dir: out, ...everything });
      const delivery = await reportDelivery(dir);
      await channel.send(delivery);
      const [name] = await readdir(out);
      const other = join(dir, 'other');
      await mkdir(join(other, `.${name}.tmp`), { recursive: true });
      await writeFile(join(other, `.${name}.tmp`, 'half'), 'x');
      await open({ type: 'file', dir: other, ...everything }).send(delivery);
      expect(await readdir(other)).toEqual([name]);
      expect(await readdir(join(other, name as string))).not.toContain('half');
    });
  });

  it('keeps attachments of one name apart, and none outside its folder', async () => {
    await withTempDir(async (dir) => {
      const path = join(dir, 'x.bin');
      await writeFile(path, 'x');
      const attachments = ['../../escape.txt', 'message.txt', 'MESSAGE.txt', '..', 'a\u0000b.txt'].map((fileName) => ({
        fileName,
        mediaType: 'text/plain',
        path,
      }));
      const out = join(dir, 'out');
      await open({ type: 'file', dir: out, ...everything }).send(await reportDelivery(dir, { attachments }));
      const [name] = await readdir(out);
      expect((await readdir(join(out, name as string))).sort()).toEqual(
        [
          '_.._escape.txt',
          'MESSAGE-3.txt',
          'a_b.txt',
          'attachment',
          'delivery.json',
          'message-2.txt',
          'message.html',
          'message.md',
          'message.txt',
        ].sort(),
      );
    });
  });

  it('tells of an attachment that vanished at the last moment', async () => {
    await withTempDir(async (dir) => {
      const delivery = await reportDelivery(dir, {
        attachments: [{ fileName: 'a.pdf', mediaType: 'application/pdf', path: join(dir, 'gone') }],
      });
      await expect(open({ type: 'file', dir, ...everything }).send(delivery)).rejects.toMatchObject({
        code: 'DELIVER_ATTACHMENT',
        message: 'file: the attachment a.pdf cannot be read: ENOENT',
      });
    });
  });
});

describe('atom channel', () => {
  const parse = async (file: string) => {
    const xml = await readFile(file, 'utf8');
    return new XMLParser({ isArray: (n) => n === 'entry', parseTagValue: false, ignoreAttributes: false }).parse(xml, true).feed;
  };

  it('keeps former entries word for word, newest first, one per delivery', async () => {
    await withTempDir(async (dir) => {
      const file = join(dir, 'feed.xml');
      const channel = open({ type: 'atom', file, title: '监测 & <订阅>', url: null, ...everything });
      const tricky = { subject: 'a & b <c> "]]>" \u0001', html: '<p>x &amp; y ]]&gt; ]]> \u0008 &lt;b&gt;</p>' };
      await channel.send(await reportDelivery(dir, { id: '1', at: '2026-03-02T00:30:00.000Z', ...tricky }));
      const first = (await parse(file)).entry[0];
      for (const id of ['2', '3', '2'])
        await channel.send(await reportDelivery(dir, { id, at: `2026-03-0${Number(id) + 1}T00:30:00.000Z` }));
      const feed = await parse(file);
      expect(feed.title).toBe('监测 & <订阅>');
      expect(feed.entry.map((e: { updated: string }) => e.updated.slice(0, 10))).toEqual(['2026-03-04', '2026-03-03', '2026-03-02']);
      expect(feed.entry[2]).toEqual(first);
      expect(first.title['#text'] ?? first.title).toBe('a &amp; b &lt;c&gt; &quot;]]&gt;&quot; \u0001'.replace('\u0001', ''));
      expect(first.id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    });
  });

  it('keeps the newest hundred', async () => {
    await withTempDir(async (dir) => {
      const file = join(dir, 'feed.xml');
      const channel = open({ type: 'atom', file, title: 't', url: 'https://plans.example.org/', ...everything });
      const delivery = await reportDelivery(dir);
      for (let i = 0; i < 103; i++) await channel.send({ ...delivery, id: `r${i}`, at: new Date(Date.UTC(2026, 0, 1 + i)).toISOString() });
      const { entry } = await parse(file);
      expect(entry).toHaveLength(100);
      expect(entry[0].updated).toBe('2026-04-13T00:00:00.000Z');
    });
  });

  it.each(['<feed><entry>', '<?xml version="1.0"?><rss/>', ''])('does not overwrite what it did not write: %j', async (content) => {
    await withTempDir(async (dir) => {
      const file = join(dir, 'feed.xml');
      await writeFile(file, content);
      await expect(
        open({ type: 'atom', file, title: 't', url: null, ...everything }).send(await reportDelivery(dir)),
      ).rejects.toMatchObject({ code: 'DELIVER_FEED_DAMAGED' });
      expect(await readFile(file, 'utf8')).toBe(content);
    });
  });
});
