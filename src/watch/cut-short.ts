import type { Document, RawPart } from '../document/index.js';

const CLOSING = /<\/html\s*>/i;
/** Counters and scripts follow the closing tag on many sites. */
const TAIL_BYTES = 64 * 1024;
/** Of the last words; white space left out. */
const LAST_CHARS = 20;

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const isPage = (bytes: Uint8Array): boolean => /<(?:!doctype html|html|head|body)\b/i.test(latin(bytes.subarray(0, 4096)));
const bare = (text: string): string => text.replace(/\s+/g, '');

/** Whether the words that a document ended with are gone. */
export const lostLastWords = (before: Document, after: Document): boolean =>
  !bare(after.text).includes(bare(before.text.slice(-4 * LAST_CHARS)).slice(-LAST_CHARS));

/** Less is a closing phrase that was said otherwise. */
const LEAST_LOST_CHARS = 60;

/**
 * Whether an article over several pages, or a cover with its attachments, has lost the later ones: its last words are gone, and there are fewer
 * parts or, where pages follow one another, less text. A site that lost its pager would else be told to have dropped all targets of the second
 * half; a file at the end that became shorter is an edition like any other.
 */
export function lostLaterParts(before: Sized, after: Sized): boolean {
  if (before.parts < 2 || !lostLastWords(before.document, after.document)) return false;
  if (after.parts < before.parts) return true;
  return before.endsWithPage && bare(before.document.text).length - bare(after.document.text).length >= LEAST_LOST_CHARS;
}

/**
 * Whether a page ends within a tag or a character, and without its closing tag: of that nothing needs to be known beforehand.
 */
export function endsMidway(parts: readonly RawPart[]): boolean {
  const bytes = parts[0]?.bytes;
  if (bytes === undefined || !isPage(bytes)) return false;
  const text = latin(bytes);
  if (CLOSING.test(text)) return false;
  return text.lastIndexOf('<') > text.lastIndexOf('>') || (isUtf8(bytes, true) && !isUtf8(bytes, false));
}

/** @param stream forgives a last character of which some bytes are still to come */
function isUtf8(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}

interface Sized {
  readonly parts: number;
  /** The last part is a page, not a file. */
  readonly endsWithPage: boolean;
  readonly document: Document;
}

/**
 * Whether a page has no closing tag any more. Together with its last words that means that its server or a cache gave up in the middle and
 * counted what it had sent; a site that merely stopped closing its pages keeps the words.
 */
export function lostClosingTag(before: readonly RawPart[], after: readonly RawPart[]): boolean {
  const [was, is] = [before[0]?.bytes, after[0]?.bytes];
  if (was === undefined || is === undefined || !isPage(was) || !isPage(is)) return false;
  return CLOSING.test(latin(was.subarray(Math.max(0, was.length - TAIL_BYTES)))) && !CLOSING.test(latin(is));
}
