import type { RawPart } from './document.js';

export const FORMATS = [
  'text',
  'markdown',
  'html',
  'json',
  'pdf',
  'docx',
  'xlsx',
  'doc',
  'rtf',
  'ofd',
  'zip',
  'ole',
  'image',
  'unknown',
] as const;
export type Format = (typeof FORMATS)[number];

/** The media type recorded in `Document.mediaType` for each format. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  text: 'text/plain',
  markdown: 'text/markdown',
  html: 'text/html',
  json: 'application/json',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  doc: 'application/msword',
  rtf: 'application/rtf',
  ofd: 'application/ofd',
  zip: 'application/zip',
  ole: 'application/x-ole-storage',
  image: 'image/*',
  unknown: 'application/octet-stream',
};

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);

/** Bytes as Latin-1, for looking at names and tags without decoding. */
function peek(bytes: Uint8Array, start: number, end: number): string {
  let out = '';
  for (let i = Math.max(0, start); i < Math.min(end, bytes.length); i++) out += String.fromCharCode(bytes[i] as number);
  return out;
}

function formatOfZip(bytes: Uint8Array): Format {
  // Entry names stand in the local headers at the front and again in the central directory at the back.
  const names = peek(bytes, 0, 8192) + peek(bytes, bytes.length - 65_536, bytes.length);
  if (names.includes('word/document') || names.includes('word/')) return 'docx';
  if (names.includes('xl/workbook') || names.includes('xl/')) return 'xlsx';
  if (names.includes('OFD.xml')) return 'ofd';
  return 'zip';
}

function formatOfName(name: string | null): Format | null {
  const extension = /\.([a-z0-9]+)(?:[?#].*)?$/i.exec(name ?? '')?.[1]?.toLowerCase();
  switch (extension) {
    case 'txt':
    case 'text':
      return 'text';
    case 'md':
    case 'markdown':
      return 'markdown';
    case 'htm':
    case 'html':
    case 'shtml':
    case 'xhtml':
    case 'jhtml':
    case 'mht':
    case 'asp':
    case 'aspx':
    case 'jsp':
    case 'php':
      return 'html';
    case 'json':
      return 'json';
    case 'xls':
    case 'et':
      return 'xlsx';
    case 'doc':
    case 'wps':
      return 'doc';
    default:
      return null;
  }
}

function formatOfType(type: string | null): Format | null {
  const bare = type?.split(';')[0]?.trim().toLowerCase();
  if (!bare) return null;
  if (bare === 'text/html' || bare === 'application/xhtml+xml') return 'html';
  if (bare === 'text/markdown') return 'markdown';
  if (bare === 'text/plain') return 'text';
  if (bare === 'application/json' || bare.endsWith('+json')) return 'json';
  return null;
}

/** Tags that a page, or a piece of one, starts with; XML declarations and comments may stand before. */
const HTML_START =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|script|link|style|frameset|section|article|main|h[1-6]|span|ul|ol|center|font|form|input|iframe|noscript|a|br)\b/i;

/** UTF-16 text has a zero in every other byte of its ASCII; dropped, it can be looked at like the rest. */
const withoutZeros = (head: string) => head.split('\u0000').join('');

/**
 * What a part is: by its first bytes, then as served, then by its name. A page that calls itself `.pdf` is a page.
 * @returns `unknown` for binary content that no rule knows
 */
export function formatOf(part: Pick<RawPart, 'bytes' | 'mediaType' | 'url' | 'fileName'>): Format {
  const { bytes } = part;
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return formatOfZip(bytes);
  const named = formatOfName(part.fileName) ?? formatOfName(part.url?.split(/[?#]/)[0] ?? null);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    const whole = peek(bytes, 0, 4096) + peek(bytes, bytes.length - 65_536, bytes.length);
    if (whole.includes('W\0o\0r\0k\0b\0o\0o\0k') || named === 'xlsx') return 'xlsx';
    return whole.includes('W\0o\0r\0d\0D\0o\0c') || named === 'doc' ? 'doc' : 'ole';
  }
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff) || peek(bytes, 0, 4) === 'GIF8') return 'image';
  const head = peek(bytes, 0, 2048);
  if (head.startsWith('{\\rtf')) return 'rtf';
  // A PDF may be preceded by up to a kilobyte of other bytes (ISO 32000-1, annex H, note 13).
  const pdf = head.slice(0, 1024).indexOf('%PDF-');
  if (pdf >= 0 && !HTML_START.test(head)) return 'pdf';
  if (HTML_START.test(withoutZeros(head).replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, ''))) {
    return named === 'markdown' || (named === 'text' && !/^\s*<(?:!doctype|html)/i.test(head)) ? named : 'html';
  }
  const typed = formatOfType(part.mediaType);
  if (named === 'text' || named === 'markdown' || named === 'html' || named === 'json') return typed === 'html' ? 'html' : named;
  if (typed) return typed;
  return looksBinary(bytes) ? 'unknown' : 'text';
}

/** Control characters that no text in any of the charsets we read contains, in the first 4 kB. */
export function looksBinary(bytes: Uint8Array): boolean {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return false;
  let control = 0;
  const end = Math.min(bytes.length, 4096);
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++;
  }
  return control > end / 200;
}
