import { dayIn } from './dates.js';
import type { Link } from './document.js';
import { resolve } from './html/links.js';
import { tidy } from './whitespace.js';

const TITLE = /^(?:title|doctitle|name|bt|subject|headline|wjbt)$/i;
const ADDRESS = /^(?:url|link|href|docpuburl|pageurl|post_url|html_url|arturl|visiturl|puburl)$/i;
const DAY = /(?:time|date|rq|_at)$/i;
/** Entries of one answer; lists send some dozens. */
const MAX_ITEMS = 2000;

/** Some interfaces send seconds since 1970 for a day, counted in China's time. */
function toDay(value: unknown): string | null {
  if (typeof value === 'string') return dayIn(value);
  if (typeof value !== 'number' || value < 5e8) return null;
  const ms = value > 1e11 ? value : value * 1000;
  return dayIn(new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10));
}

/**
 * The entries of a list that a system sends as JSON (UCAP search, gkmlpt, gov.cn): every object with a title and an address, in order.
 * @param json the decoded answer; anything that is no JSON gives none
 */
export function itemsOfJson(json: string, base: string | null): Link[] {
  let root: unknown;
  try {
    root = JSON.parse(json.replace(/^\s*[\w$.]+\(|\)\s*;?\s*$/g, ''));
  } catch {
    return [];
  }
  const links: Link[] = [];
  const stack: unknown[] = [root];
  while (stack.length > 0 && links.length < MAX_ITEMS) {
    const at = stack.pop();
    if (typeof at !== 'object' || at === null) continue;
    const entries = Object.entries(at);
    const text = (wanted: RegExp) =>
      entries.find(([key, value]) => wanted.test(key) && typeof value === 'string' && value.trim())?.[1] as string | undefined;
    const title = text(TITLE);
    const href = resolve(text(ADDRESS) ?? '', base);
    if (title && href && tidy(title).length >= 4) {
      const on = entries.map(([key, value]) => (DAY.test(key) ? toDay(value) : null)).find((day) => day !== null) ?? null;
      links.push({ href, text: tidy(title.replace(/<[^>]{0,40}>/g, '')), rel: 'item', on });
    }
    for (const [, value] of entries.reverse()) stack.push(value);
  }
  return links;
}
