import { type Document, NO_METADATA, type RawPart } from './document.js';
import { readText } from './text/index.js';

/**
 * Reads plain text or Markdown. Spans point into `text` as given (which has no byte order mark).
 * Lines are joined to paragraphs, tables (flattened to one cell a line, Markdown, columns of a printed page) become table blocks, page numbers and
 * running headers belong to no block.
 */
export function parseText(text: string, part: Pick<RawPart, 'sha256' | 'mediaType'>): Document {
  const read = readText(text);
  return {
    text,
    metadata: { ...NO_METADATA, title: read.title },
    blocks: read.blocks,
    links: [],
    unreadable: read.unreadable,
    mediaType: part.mediaType ?? 'text/plain',
    charset: 'utf-8',
    charsetFrom: 'utf-8-valid',
    sha256: part.sha256,
    isDocument: true,
    why: null,
  };
}
