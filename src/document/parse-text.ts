import type { Block, Document, Metadata, RawPart } from './document.js';

const NO_METADATA: Metadata = {
  title: null,
  jurisdiction: null,
  kind: null,
  issuer: null,
  documentNumber: null,
  indexNumber: null,
  writtenOn: null,
  publishedOn: null,
};

/** First, line-by-line reading of plain text: one block a line. */
export function parseText(text: string, part: Pick<RawPart, 'sha256' | 'mediaType'>): Document {
  const blocks: Block[] = [];
  const section: { level: number; text: string }[] = [];
  let title: string | null = null;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).trim();
    if (line) {
      const level = headingLevel(line);
      const span = { start, end };
      if (level > 0) {
        while (section.length > 0 && (section[section.length - 1]?.level ?? 0) >= level) section.pop();
      }
      blocks.push({
        kind: level > 0 ? 'heading' : 'paragraph',
        span,
        pieces: [span],
        level,
        section: section.map((s) => s.text),
        table: null,
      });
      if (level > 0) section.push({ level, text: line.replace(/^#+\s*/, '') });
      title ??= line.replace(/^#+\s*/, '');
    }
    start = end + 1;
  }
  return {
    text,
    metadata: { ...NO_METADATA, title },
    blocks,
    links: [],
    unreadable: [],
    mediaType: part.mediaType ?? 'text/plain',
    charset: 'utf-8',
    charsetFrom: 'utf-8-valid',
    sha256: part.sha256,
    isDocument: true,
    why: null,
  };
}

function headingLevel(line: string): number {
  const bare = line.replace(/^#+\s*/, '');
  if (bare.length > 40) return 0;
  if (/^第[一二三四五六七八九十百]+[篇编]/.test(bare)) return 1;
  if (/^第[一二三四五六七八九十百]+章/.test(bare)) return 2;
  if (/^第[一二三四五六七八九十百]+节/.test(bare)) return 3;
  if (/^[一二三四五六七八九十]+、/.test(bare)) return 4;
  if (/^（[一二三四五六七八九十]+）/.test(bare) && !/[。；]/.test(bare)) return 5;
  return line.startsWith('#') ? 1 : 0;
}
