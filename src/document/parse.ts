import { PlanwatchError } from '../errors.js';
import { decode } from './charset.js';
import type { Document, RawPart } from './document.js';
import { parseHtml } from './html/parse-html.js';
import { formatOf, MEDIA_TYPES } from './media.js';
import { metadataOfText } from './metadata-text.js';
import { parseText } from './parse-text.js';
import type { BinaryReaders } from './readers.js';

export interface ParseLimits {
  /** Bytes of one part. @default 104857600 */
  readonly maxBytes: number;
}

export const PARSE_LIMITS: ParseLimits = { maxBytes: 104_857_600 };

export interface ParseOptions {
  /** CSS selector of the article, for pages whose own the rules do not find. */
  readonly selector?: string | null;
  /** Address that links are resolved against where a part has none. */
  readonly url?: string | null;
  /** For PDF, DOCX, XLSX and DOC; without them these formats are named unreadable. */
  readonly readers?: BinaryReaders;
  readonly limits?: Partial<ParseLimits>;
}

const nameOf = (part: RawPart) => part.fileName ?? part.url ?? 'the document';

async function parsePart(part: RawPart, options: ParseOptions): Promise<Document> {
  const name = nameOf(part);
  const maxBytes = options.limits?.maxBytes ?? PARSE_LIMITS.maxBytes;
  if (part.bytes.length > maxBytes)
    throw new PlanwatchError('DOCUMENT_TOO_LARGE', { name, what: `${part.bytes.length} bytes`, limit: `${maxBytes} bytes` });
  const format = formatOf(part);
  if (format === 'text' || format === 'markdown') {
    const { text, charset, charsetFrom } = decode(part.bytes, part.charset, false, name);
    const document = parseText(text, { sha256: part.sha256, mediaType: MEDIA_TYPES[format] });
    const metadata = metadataOfText(text, document.blocks, document.metadata.title);
    return { ...document, metadata, charset, charsetFrom };
  }
  if (format === 'html' || format === 'json') {
    const { text, charset, charsetFrom } = decode(part.bytes, part.charset, true, name);
    const html = format === 'json' ? `<script>${text}</script>` : text;
    const parsed = parseHtml(html, { selector: options.selector ?? null, url: part.url ?? options.url ?? null });
    return { ...parsed, mediaType: MEDIA_TYPES[format], charset, charsetFrom, sha256: part.sha256 };
  }
  throw new PlanwatchError('DOCUMENT_UNREADABLE', { name, format: MEDIA_TYPES[format], reason: 'no reader for this format' });
}

/** U+FFFD in what would be stored means that the publisher lost characters before us; such a text must be seen to be broken. */
function refuseLostCharacters(document: Document, name: string): Document {
  if (!document.text.includes('\ufffd')) return document;
  throw new PlanwatchError('DOCUMENT_LOST_CHARACTERS', { name, count: document.text.split('\ufffd').length - 1 });
}

/**
 * Reads one plan from the files it was published in.
 * @param parts in reading order: pages of one article, a page and its attachments
 * @returns spans point into `text`; `isDocument` false with `why` for a page that is none
 * @throws PlanwatchError DOCUMENT_CHARSET, DOCUMENT_LOST_CHARACTERS, DOCUMENT_UNREADABLE, DOCUMENT_TOO_LARGE, DOCUMENT_SELECTOR
 */
export async function parseDocument(parts: readonly RawPart[], options: ParseOptions = {}): Promise<Document> {
  const [first] = parts;
  if (!first)
    throw new PlanwatchError('DOCUMENT_UNREADABLE', { name: options.url ?? 'the document', format: 'anything', reason: 'it has no parts' });
  return refuseLostCharacters(await parsePart(first, options), nameOf(first));
}
