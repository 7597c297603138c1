import { PlanwatchError } from '../errors.js';
import { decode } from './charset.js';
import { compose } from './compose.js';
import type { Document, Metadata, RawPart, Unreadable } from './document.js';
import { type Draft, line } from './draft.js';
import { formatOf, MEDIA_TYPES } from './media.js';
import { metadataOfText } from './metadata-text.js';
import { nameOf, PARSE_LIMITS, type ParseOptions } from './parse-options.js';
import { parseText } from './parse-text.js';
import { type PartReading, readPart } from './read-part.js';
import { printedTitle } from './title-lines.js';

/**
 * Reads one plan from the files it was published in.
 * @param parts in reading order: the pages of one article, a page and its attachments
 * @returns spans point into `text`; `isDocument` is false with `why` where a part is a challenge, error or login page
 * @throws PlanwatchError DOCUMENT_CHARSET, DOCUMENT_LOST_CHARACTERS, DOCUMENT_UNREADABLE, DOCUMENT_TOO_LARGE, DOCUMENT_SELECTOR
 */
export async function parseDocument(parts: readonly RawPart[], options: ParseOptions = {}): Promise<Document> {
  const [first] = parts;
  if (!first)
    throw new PlanwatchError('DOCUMENT_UNREADABLE', { name: options.url ?? 'the document', format: 'anything', reason: 'it has no parts' });
  const maxBytes = options.limits?.maxBytes ?? PARSE_LIMITS.maxBytes;
  for (const part of parts) {
    const { length } = part.bytes;
    if (length > maxBytes)
      throw new PlanwatchError('DOCUMENT_TOO_LARGE', { name: nameOf(part), what: `${length} bytes`, limit: `${maxBytes} bytes` });
  }
  const format = formatOf(first);
  const document =
    parts.length === 1 && (format === 'text' || format === 'markdown')
      ? parsePlain(first, format)
      : joinParts(parts, await readAll(parts, options));
  const lost = document.text.split('\ufffd').length - 1;
  // Its publisher lost characters before us; such a text must be seen to be broken, not compared.
  if (lost > 0) throw new PlanwatchError('DOCUMENT_LOST_CHARACTERS', { name: nameOf(first), count: lost });
  return document;
}

/** Plain text keeps its source as its text, so that spans point into the file. */
function parsePlain(part: RawPart, format: 'text' | 'markdown'): Document {
  const { text, charset, charsetFrom } = decode(part.bytes, part.charset, false, nameOf(part));
  const document = parseText(text, { sha256: part.sha256, mediaType: MEDIA_TYPES[format] });
  const empty = text.trim() === '';
  return {
    ...document,
    metadata: metadataOfText(text, document.blocks, document.metadata.title),
    charset,
    charsetFrom,
    isDocument: !empty,
    why: empty ? 'empty: no text' : null,
  };
}

async function readAll(parts: readonly RawPart[], options: ParseOptions): Promise<PartReading[]> {
  const readings: PartReading[] = [];
  for (const part of parts) readings.push(await readPart(part, options));
  return readings;
}

const squeeze = (text: string) => text.replace(/[\s\u3000]/g, '');
/** Lines at the head of a later page within which the title may be printed again. */
const HEAD_LINES = 4;

/** A later page without the title that its template prints above every page. */
function withoutTitle(drafts: readonly Draft[], title: string | null): readonly Draft[] {
  if (!title) return drafts;
  const known = squeeze(title);
  const repeats = (draft: Draft) =>
    draft.kind === 'line' && squeeze(draft.text).replace(/[（(]?(?:第?\d{1,2}页?|\d{1,2}\/\d{1,2})[）)]?$/, '') === known;
  return drafts.filter((draft, i) => i >= HEAD_LINES || !repeats(draft));
}

/** Words over page turns: a sentence that one page leaves open goes on with the first line of the next. */
function joinOpenSentence(before: readonly Draft[], after: readonly Draft[]): Draft[] {
  const last = before[before.length - 1];
  const first = after[0];
  if (last?.kind !== 'line' || first?.kind !== 'line' || last.note || first.level > 0 || last.text.length < 30)
    return [...before, ...after];
  const goesOn =
    /[\u4e00-\u9fff，、0-9]$/.test(last.text) &&
    !/^(?:第.{1,4}[篇章节]|[一二三四五六七八九十]{1,3}、|[（(]|专栏|表|\d+[.、])/.test(first.text);
  return goesOn ? [...before.slice(0, -1), line(last.text + first.text), ...after.slice(1)] : [...before, ...after];
}

function joinParts(parts: readonly RawPart[], readings: readonly PartReading[]): Document {
  const urls = parts.flatMap((part) => (part.url ? [part.url] : []));
  const [lead, ...rest] = readings as [PartReading, ...PartReading[]];
  let drafts: readonly Draft[] = lead.drafts;
  // A pager may lead to the page itself under another address, and a cache may hand out one page for all numbers.
  const told = new Set([JSON.stringify(lead.drafts)]);
  for (const reading of rest) {
    const said = JSON.stringify(reading.drafts);
    if (told.has(said)) continue;
    told.add(said);
    const more = withoutTitle(reading.drafts, lead.metadata?.title ?? null);
    drafts = reading.paged && lead.paged ? joinOpenSentence(drafts, more) : [...drafts, ...more];
  }
  const printed = printedTitle(drafts);
  const composed = compose(drafts, readings.find((reading) => reading.metadata?.title)?.metadata?.title ?? printed);
  const own = metadataOfText(composed.text, composed.blocks, printed);
  const unreadable: Unreadable[] = [...composed.unreadable, ...readings.flatMap((reading) => reading.unreadable)];
  const stated = readings.flatMap((reading) => (reading.metadata ? [reading.metadata] : []));
  const metadata = lead.metadata?.kind === 'listing' ? lead.metadata : merged([...stated, own]);
  const pictures = drafts.filter((draft) => draft.kind === 'image').length;
  if (unreadable.length === 0 && pictures >= 3 && composed.text.length < 400)
    unreadable.push({ heading: metadata.title ?? '', reason: 'image' });
  const failed = readings.findIndex((reading) => reading.why !== null);
  const why = failed < 0 ? null : failed === 0 ? (lead.why as string) : `part ${failed + 1}: ${(readings[failed] as PartReading).why}`;
  // Where the other pages are among the parts, the links to them lead nowhere new.
  const known = new Set(urls);
  const links = new Map(
    readings.flatMap((reading) => reading.links.filter((link) => !known.has(link.href)).map((link) => [link.href, link] as const)),
  );
  return {
    text: composed.text,
    metadata,
    blocks: composed.blocks,
    links: [...links.values()],
    unreadable,
    mediaType: lead.mediaType,
    charset: lead.charset,
    charsetFrom: lead.charsetFrom,
    sha256: parts[0]?.sha256 ?? '',
    isDocument: why === null,
    why,
  };
}

/** The first statement of each field, in order of trust. */
function merged(all: readonly Metadata[]): Metadata {
  const pick = <K extends keyof Metadata>(key: K) => all.find((metadata) => metadata[key] !== null)?.[key] ?? null;
  return {
    title: pick('title'),
    jurisdiction: pick('jurisdiction'),
    kind: pick('kind'),
    issuer: pick('issuer'),
    documentNumber: pick('documentNumber'),
    indexNumber: pick('indexNumber'),
    writtenOn: pick('writtenOn'),
    publishedOn: pick('publishedOn'),
  };
}
