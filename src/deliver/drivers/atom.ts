import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { Feed } from 'feed';
import type { ChannelSettings } from '../../config/index.js';
import { PlanwatchError } from '../../errors.js';
import { escapeHtml } from '../compose.js';
import { replaceFile } from '../disk.js';
import { type Driver, type DriverContext, SENT } from '../driver.js';
import type { Delivery } from '../types.js';

type AtomSettings = Extract<ChannelSettings, { type: 'atom' }>;

/** Two years of weekly reports; readers keep what they have seen. */
const MAX_ENTRIES = 100;
/** Bounds what is read back, should the file be something else. */
const MAX_FEED_BYTES = 32 * 1024 * 1024;

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly updated: string;
  readonly content: string;
}

/** An Atom file (RFC 4287) with one entry per delivery, newest first. The file is its own memory: what stood in it stays. */
export function createAtomDriver(settings: AtomSettings, context: DriverContext): Driver {
  return {
    async send(delivery) {
      const fail = (reason: string, cause: unknown) =>
        new PlanwatchError('DELIVER_NOT_WRITABLE', { channel: context.name, path: settings.file, reason }, { cause });
      const entries = await readEntries(settings.file, context.name);
      const id = toUrn(delivery.id);
      if (entries.some((e) => e.id === id)) return SENT;
      const next = [toEntry(delivery, id, settings.url), ...entries]
        .sort((a, b) => b.updated.localeCompare(a.updated))
        .slice(0, MAX_ENTRIES);
      try {
        await mkdir(dirname(settings.file), { recursive: true });
        await replaceFile(settings.file, toAtom(settings, next));
      } catch (error) {
        throw fail((error as NodeJS.ErrnoException).code ?? (error as Error).message, error);
      }
      return SENT;
    },
    close: async () => undefined,
  };
}

/** Permanent and the same on every machine, as RFC 4287 §4.2.6 asks. */
const toUrn = (id: string): string => {
  const hex = createHash('sha256').update(id).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const toEntry = (delivery: Delivery, id: string, url: string | null): Entry => ({
  id,
  title: delivery.subject,
  // The files have no public address unless somebody publishes them; then readers are led to that place.
  link: url ?? id,
  updated: new Date(delivery.at).toISOString(),
  content: delivery.html,
});

function toAtom(settings: AtomSettings, entries: readonly Entry[]): string {
  const feed = new Feed({
    id: settings.url ?? toUrn(settings.title),
    title: settings.title,
    ...(settings.url === null ? {} : { link: settings.url }),
    updated: new Date(entries[0]?.updated ?? 0),
    generator: 'planwatch',
    author: { name: 'planwatch' },
  });
  for (const e of entries) {
    // The library writes title and content as HTML inside CDATA sections, which "]]>" would end.
    feed.addItem({ id: e.id, title: toCdata(escapeHtml(e.title)), link: e.link, date: new Date(e.updated), content: toCdata(e.content) });
  }
  return `${feed.atom1()}\n`;
}

/** Also without the characters that XML 1.0 cannot hold at all. */
const toCdata = (html: string): string => html.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '').replaceAll(']]>', ']]&gt;');

/** @throws PlanwatchError DELIVER_FEED_DAMAGED where the file holds something else: it may be somebody's own */
async function readEntries(path: string, channel: string): Promise<readonly Entry[]> {
  let xml: string;
  try {
    xml = await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new PlanwatchError('DELIVER_NOT_WRITABLE', { channel, path, reason: code ?? (cause as Error).message }, { cause });
  }
  const damaged = (reason: string) => new PlanwatchError('DELIVER_FEED_DAMAGED', { channel, path, reason });
  if (xml.length > MAX_FEED_BYTES) throw damaged(`it has ${xml.length} characters`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    trimValues: false,
    isArray: (name) => name === 'entry' || name === 'link',
  });
  let parsed: { feed?: { generator?: unknown; entry?: readonly Record<string, unknown>[] } };
  try {
    parsed = parser.parse(xml, true);
  } catch (error) {
    throw damaged((error as Error).message);
  }
  if (parsed.feed === undefined || parsed.feed.generator !== 'planwatch') throw damaged('it is no feed written by planwatch');
  return (parsed.feed.entry ?? []).map((e) => {
    const { id, updated } = e;
    const link = (e.link as readonly Record<string, unknown>[] | undefined)?.[0]?.['@href'];
    if (typeof id !== 'string' || typeof updated !== 'string' || Number.isNaN(Date.parse(updated)))
      throw damaged('an entry has no id or date');
    return { id, updated, title: unescapeHtml(textOf(e.title)), content: textOf(e.content), link: typeof link === 'string' ? link : id };
  });
}

const textOf = (node: unknown): string =>
  typeof node === 'string' ? node : String((node as Record<string, unknown> | undefined)?.['#text'] ?? '');

const unescapeHtml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, n: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[n] as string);
