import type { Body } from './types.js';
import { type DeliverLocale, wordsOf } from './words.js';

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] as string);

/** CommonMark: every ASCII punctuation character may be escaped; these are the ones that can begin something, also in the chat dialects. */
export const escapeMarkdown = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_{}[\]()<>#+!|~@]/g, '\\$&')
    .replace(/^(\s*)([-=])/, '$1\\$2')
    .replace(/^(\s*\d+)\./, '$1\\.');

/** A page's words never begin a line, a heading or a mail header of ours. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

/** A message is read on a telephone; the report has all of them. */
const MAX_ITEMS = 100;

/** A paragraph of our own words with foreign values, all three forms at once. */
export const toParagraph = (text: string): Body => ({
  text: oneLine(text),
  markdown: escapeMarkdown(text),
  html: `<p>${escapeHtml(oneLine(text))}</p>`,
});

/** Foreign words within a line of ours. */
export const toWords = (text: string): Body => ({ text: oneLine(text), markdown: escapeMarkdown(text), html: escapeHtml(oneLine(text)) });

/** An http or https address that can be followed and copied in every form; anything else stays words. */
export function toLink(address: string): Body {
  if (!/^https?:\/\/[^/[]+(?:\/|$)/i.test(address) || !URL.canParse(address)) return toWords(address);
  // These would end or format the target in one of the dialects.
  const target = new URL(address).href.replace(/[()<>[\]\\`*_~"'|]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return {
    text: address,
    markdown: `[${escapeMarkdown(address)}](${target})`,
    html: `<a href="${escapeHtml(target)}">${escapeHtml(address)}</a>`,
  };
}

export const NOTHING: Body = { text: '', markdown: '', html: '' };

/** Several bodies after one another; `html` of list items must come as whole elements. */
export function join(bodies: readonly Body[]): Body {
  const some = bodies.filter((b) => b.text !== '' || b.markdown !== '' || b.html !== '');
  return {
    text: some.map((b) => b.text).join('\n\n'),
    markdown: some.map((b) => b.markdown).join('\n\n'),
    html: some.map((b) => b.html).join('\n'),
  };
}

/**
 * A message: head, a list of items, foot.
 * @param items each with `html` as it stands inside an `li`
 * @param omitted number of items left out because this channel did not subscribe to them
 */
export function compose(head: Body, allItems: readonly Body[], foot: Body, locale: DeliverLocale, omitted = 0): Body {
  const items = allItems.slice(0, MAX_ITEMS);
  const more = allItems.length - items.length;
  const list: Body = {
    text: items.map((i) => `· ${i.text}`).join('\n'),
    markdown: items.map((i) => `- ${i.markdown}`).join('\n'),
    html: items.length === 0 ? '' : `<ul>\n${items.map((i) => `<li>${i.html}</li>`).join('\n')}\n</ul>`,
  };
  return join([
    head,
    list,
    more === 0 ? NOTHING : toParagraph(wordsOf(locale).more(more)),
    omitted === 0 ? NOTHING : toParagraph(wordsOf(locale).omitted(omitted)),
    foot,
  ]);
}
