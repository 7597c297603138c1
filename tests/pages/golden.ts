import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, parseDocument, type RawPart, type Table } from '../../src/document/index.js';
import { createReaders } from '../../src/readers/index.js';
import { makeDocx } from '../document/make/docx.js';
import { encodeGb18030 } from '../document/make/gb18030.js';
import { partOf } from '../document/make/part.js';
import { makePdf, makeScannedPdf } from '../document/make/pdf.js';
import { PLAN, PLAN_TITLE } from '../document/make/plan.js';
import { makeXlsx } from '../document/make/xlsx.js';

/** The folder this file stands in. */
export const PAGES = fileURLToPath(new URL('.', import.meta.url));

interface SourcePart {
  /** File beside `source.json`, or the name a made file would have. */
  readonly file: string;
  readonly url?: string;
  readonly mediaType?: string;
  /** As if from the HTTP header. */
  readonly charset?: string;
  /** Bytes that the file (kept in UTF-8 to be readable) is turned to first. */
  readonly encode?: 'gb18030' | 'utf-8-bom' | 'utf-16le';
  /** Written from the invented plan of tests/document/make instead of read. */
  readonly make?: 'pdf' | 'docx' | 'xlsx' | 'scan';
}

export interface Source {
  /** The shape that this page alone covers. */
  readonly covers: string;
  readonly selector?: string;
  readonly parts: readonly SourcePart[];
}

/** Slugs of all golden pages, sorted. */
export async function slugs(): Promise<string[]> {
  const entries = await readdir(PAGES, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(PAGES, entry.name, 'source.json')))
    .map((entry) => entry.name)
    .sort();
}

export async function sourceOf(slug: string): Promise<Source> {
  return JSON.parse(await readFile(join(PAGES, slug, 'source.json'), 'utf8')) as Source;
}

function made(kind: NonNullable<SourcePart['make']>): Uint8Array {
  if (kind === 'pdf') return makePdf(PLAN, { header: PLAN_TITLE });
  if (kind === 'scan') return makeScannedPdf(3);
  if (kind === 'docx') return makeDocx(PLAN);
  const table = PLAN.find((block) => block.kind === 'table');
  return makeXlsx('云溪区“十四五”主要指标', table?.kind === 'table' ? table.rows : [], '注：〔〕内为五年累计数。');
}

function encoded(text: string, as: SourcePart['encode']): Uint8Array {
  if (as === 'gb18030') return encodeGb18030(text);
  if (as === 'utf-16le') return new Uint8Array([0xff, 0xfe, ...[...Buffer.from(text, 'utf16le')]]);
  return new TextEncoder().encode(as === 'utf-8-bom' ? `\ufeff${text}` : text);
}

export async function partsOf(slug: string): Promise<RawPart[]> {
  const { parts } = await sourceOf(slug);
  return Promise.all(
    parts.map(async ({ file, url = null, mediaType = null, charset = null, encode, make }) => {
      const bytes = make ? made(make) : encoded(await readFile(join(PAGES, slug, file), 'utf8'), encode);
      return partOf(bytes, { url, mediaType, charset, fileName: file });
    }),
  );
}

export async function parsePage(slug: string): Promise<Document> {
  const { selector = null } = await sourceOf(slug);
  return parseDocument(await partsOf(slug), { selector, readers: createReaders() });
}

/** A table as rows of printed cells; `2x3` behind a text are its row and column span, `#` marks a heading cell. */
function tableOf(table: Table, section: readonly string[]) {
  const rows: string[][] = Array.from({ length: table.rows }, () => []);
  for (const cell of table.cells) {
    const spans = cell.rowSpan > 1 || cell.colSpan > 1 ? ` ${cell.rowSpan}x${cell.colSpan}` : '';
    rows[cell.row]?.push(`${cell.header ? '#' : ''}${cell.text}${spans}`);
  }
  const { caption, headerRows, columns, notes, origin } = table;
  return { caption, section, origin, columns, headerRows, notes, rows: rows.map((cells) => cells.join(' | ')) };
}

/** What a golden page pins besides its text. */
export function expectationOf(document: Document) {
  const { metadata, isDocument, why, charset, charsetFrom, mediaType, links, unreadable, blocks, text } = document;
  return {
    isDocument,
    why,
    mediaType,
    charset,
    charsetFrom,
    metadata,
    outline: blocks
      .filter((block) => block.kind === 'heading')
      .map((block) => `${block.level} ${text.slice(block.span.start, block.span.end)}`),
    notes: blocks.filter((block) => block.kind === 'note').map((block) => text.slice(block.span.start, block.span.end)),
    tables: blocks.flatMap((block) => (block.table ? [tableOf(block.table, block.section)] : [])),
    links,
    unreadable,
  };
}
