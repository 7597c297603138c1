import { type DeliverLocale, wordsOf } from './words.js';

/** Characters that mean something in one of the chat dialects; none of them knows backslash escapes, so that they become full width. */
const ACTIVE = new Set('\\`*_[]<>#~@');
const toFullWidth = (c: string): string => String.fromCharCode(c.charCodeAt(0) + 0xfee0);

/**
 * CommonMark as this folder composes it, in the subset that chat robots share: headings, bold, lists and links. Escaped characters, and
 * every bare angle bracket, become their full-width twins, so that a page's words can neither mention a group (`<@all>`), nor link, nor
 * format anything.
 */
export function toChatMarkdown(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, (_, c: string, at: number, all: string) => (ACTIVE.has(c) && !isInner(c, at, all) ? toFullWidth(c) : c))
    .replace(/<|(?<!^)>|^>(?! )/gm, (c) => toFullWidth(c));
}

/** The underscores of FETCH_NOT_FOUND begin no emphasis in any dialect. */
const isInner = (c: string, at: number, all: string): boolean =>
  c === '_' && /\w/.test(all[at - 1] ?? '') && /[A-Za-z0-9]/.test(all[at + 2] ?? '');

/** Slack's own dialect: one star for bold, `<address|text>` for a link, `&<>` as entities. */
export function toSlackMarkdown(markdown: string): string {
  return toChatMarkdown(markdown)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)/g, (_, text: string, url: string) => `<${url.replace(/\|/g, '%7C')}|${text}>`)
    .replace(/\*\*([^*\n]+)\*\*/g, '*$1*')
    .replace(/^#{1,6} +(.+)$/gm, (_, title: string) => `*${title.replace(/\*/g, '')}*`)
    .replace(/^(\s*)- /gm, '$1• ');
}

export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * Keeps whole lines from the start as far as the limit allows and says how many were left out. The size is measured by `size`, for the
 * services count differently: bytes, characters, or bytes of the whole request.
 */
export function fitLines(text: string, max: number, locale: DeliverLocale, size: (text: string) => number = byteLength): string {
  if (size(text) <= max) return text;
  const lines = text.split('\n');
  const filled = (kept: number) => lines.slice(kept).filter((l) => l.trim() !== '').length;
  // Sizes grow with the number of lines: the border is found by halving.
  let low = 0;
  let high = lines.length - 1;
  const candidate = (kept: number) => [...lines.slice(0, kept), wordsOf(locale).cut(filled(kept))].join('\n');
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (size(candidate(middle)) <= max) low = middle;
    else high = middle - 1;
  }
  if (low > 0) return candidate(low);
  // A single first line that is too long by itself: cut between characters, never within one.
  const tail = `…\n${wordsOf(locale).cut(filled(1))}`;
  let start = '';
  for (const character of lines[0] ?? '') {
    if (size(start + character + tail) > max) break;
    start += character;
  }
  return start + tail;
}

/** At most `max` characters (code points), an ellipsis where something was cut. */
export function fitCharacters(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}
