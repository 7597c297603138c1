import type { Located } from './match/located.js';
import type { Layout } from './text/layout.js';

/** Key units above which a sentence is known by what stands round the value: some pages have no full stop. */
const LONG = 400;

/**
 * What a statement is known by: the words of its sentence or row, its value, and which of equal values in that sentence it is. Neither its
 * place nor how we read it takes part, so a person's word on a change outlives a new template and a new extractor.
 */
export function signatureOf(layout: Layout, x: Located | null): string {
  if (x === null) return '-';
  const sentence = layout.sentences[x.sentence];
  const whole = { start: sentence?.start ?? x.start, end: sentence?.end ?? x.end };
  const long = whole.end - whole.start > LONG;
  const from = long ? Math.max(whole.start, x.start - LONG / 4) : whole.start;
  const text = layout.key.slice(from, long ? Math.min(whole.end, x.end + LONG / 4) : whole.end);
  const value = layout.key.slice(x.start, x.end);
  const ordinal = value === '' ? 0 : text.slice(0, x.start - from).split(value).length - 1;
  return `${text}|${value}|${ordinal}`;
}

/** 53 bits in 14 hexadecimal digits (cyrb53, public domain, by bryc): no secret is kept, only names are made. */
export function shortHash(text: string): string {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ unit, 2654435761);
    h2 = Math.imul(h2 ^ unit, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(16).padStart(14, '0');
}
