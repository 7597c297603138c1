import { PlanwatchError } from '../errors.js';
import type { CHARSET_RULES } from './document.js';

export interface Decoded {
  readonly text: string;
  /** WHATWG name in lower case. */
  readonly charset: string;
  readonly charsetFrom: (typeof CHARSET_RULES)[number];
}

/**
 * Every GB label is decoded as GB18030, which contains the others: Node 20 has no four-byte characters under `gbk`, and pages labelled
 * gb2312 use characters of GBK. Labels a page may carry that no decoder knows give null.
 */
export function toCharset(label: string | null | undefined): string | null {
  const bare = label
    ?.trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase();
  if (!bare) return null;
  if (/^(?:gb|x-gbk|cn-gb|chinese|csgb|iso-ir-58|cp936|ms936|windows-936)/.test(bare)) return 'gb18030';
  if (bare === 'utf8' || bare === 'utf-8' || bare === 'unicode-1-1-utf-8') return 'utf-8';
  try {
    return new TextDecoder(bare).encoding;
  } catch {
    return null;
  }
}

/** The decoded text, null where the bytes are not valid in the charset. */
function decodeStrict(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes that end in the middle of a character, as a file cut short does: the whole characters before the cut. */
function decodeCut(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

const read = (bytes: Uint8Array, charset: string) => decodeStrict(bytes, charset) ?? decodeCut(bytes, charset);

function bomOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33) return 'gb18030';
  return null;
}

/** The label of `<meta charset>` or `<meta http-equiv content>` or an XML declaration in the first 4 kB (WHATWG looks at 1 kB; real heads are longer). */
export function metaCharset(bytes: Uint8Array): string | null {
  let head = '';
  for (const byte of bytes.subarray(0, 4096)) head += byte < 0x80 ? String.fromCharCode(byte) : '?';
  head = head.replace(/<!--[\s\S]*?-->/g, '');
  const meta = /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head) ?? /<\?xml\b[^>]*encoding\s*=\s*["']([\w.:-]+)/i.exec(head);
  return meta?.[1] ?? null;
}

/** Share of common Chinese characters and sentence marks among the non-ASCII ones; a wrong reading of GBK bytes has few. */
function plausibility(text: string): number {
  let common = 0;
  let all = 0;
  for (let i = 0; i < Math.min(text.length, 20_000); i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    all++;
    if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3000 && code <= 0x3011) || (code >= 0xff00 && code <= 0xff5e)) common++;
    else if (code >= 0x2010 && code <= 0x2030) common++;
  }
  return all === 0 ? 1 : common / all;
}

/** True where the bytes hold a multi-byte sequence, so that being valid UTF-8 says something. */
const isTelling = (bytes: Uint8Array) => bytes.some((byte) => byte >= 0x80);

/** UTF-8 by validity; a cut tail is forgiven only behind whole multi-byte characters, or `2021` + half of a GBK 年 would pass. */
function readUtf8(bytes: Uint8Array): string | null {
  const whole = decodeStrict(bytes, 'utf-8');
  if (whole !== null) return whole;
  const cut = decodeCut(bytes, 'utf-8');
  return cut !== null && /[\u0080-\uffff]/.test(cut) ? cut : null;
}

/** More broken characters than this, in a page or in a thousand of its characters, and it is no UTF-8. */
const FEW_BROKEN = { all: 50, inThousand: 5 } as const;

/**
 * A page in UTF-8 of which single characters are broken: sites cut titles of their lists by bytes. UTF-8 finds its way again behind each of them,
 * which no GB charset does. Where one of them lies in the document itself, the document is refused for its U+FFFD; beside it they do no harm.
 */
function readBrokenUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  const telling = text.match(/[\u0080-\uffff]/g)?.length ?? 0;
  return broken <= Math.min(FEW_BROKEN.all, (telling * FEW_BROKEN.inThousand) / 1000) && plausibility(text) > 0.6 ? text : null;
}

/** Where the strict decoder stops, for the error message. */
function firstBadByte(bytes: Uint8Array, charset: string): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (decodeCut(bytes.subarray(0, middle + 1), charset) === null) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Decodes a text or a page. Order: byte order mark, HTTP header, `<meta>`, strict UTF-8, else GB18030. A label whose bytes are invalid, or
 * that would read valid UTF-8 as something else, is passed over: long UTF-8 is never valid by accident. Bytes that would need U+FFFD never
 * become text; those of a page's surroundings may stand until its main content is found.
 * @param httpCharset as served, null where none was
 * @param meta whether to look for a label in the bytes (pages, not plain text)
 * @throws PlanwatchError DOCUMENT_CHARSET where no charset reads the bytes
 */
export function decode(bytes: Uint8Array, httpCharset: string | null, meta: boolean, name = 'the document'): Decoded {
  if (bytes.length === 0) return { text: '', charset: 'utf-8', charsetFrom: 'none' };
  const bom = bomOf(bytes);
  if (bom) {
    const text = read(bytes, bom);
    if (text !== null) return { text, charset: bom, charsetFrom: 'bom' };
  }
  const utf8 = readUtf8(bytes);
  const labels = [
    { label: httpCharset, from: 'http' as const },
    { label: meta ? metaCharset(bytes) : null, from: 'meta' as const },
  ];
  for (const { label, from } of labels) {
    const charset = toCharset(label);
    if (!charset) continue;
    if (charset === 'utf-8') {
      if (utf8 !== null) return { text: utf8, charset, charsetFrom: from };
      continue;
    }
    if (utf8 !== null && isTelling(bytes)) continue;
    const text = read(bytes, charset);
    if (text !== null && (charset === 'big5' || plausibility(text) > 0.6)) return { text, charset, charsetFrom: from };
  }
  if (utf8 !== null) return { text: utf8, charset: 'utf-8', charsetFrom: 'utf-8-valid' };
  const text = read(bytes, 'gb18030');
  if (text !== null && plausibility(text) > 0.5) return { text, charset: 'gb18030', charsetFrom: 'fallback' };
  const broken = meta ? readBrokenUtf8(bytes) : null;
  if (broken !== null) return { text: broken, charset: 'utf-8', charsetFrom: 'utf-8-valid' };
  const offset = Math.max(firstBadByte(bytes, 'utf-8'), firstBadByte(bytes, 'gb18030'));
  throw new PlanwatchError('DOCUMENT_CHARSET', { name, offset });
}
