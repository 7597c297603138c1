import type { Document } from '../document/index.js';

/** Fewer entries may all be replaced by chance. */
const LEAST_ENTRIES = 3;

/**
 * Whether a listing has become another page: it is called otherwise, and none of its entries is left. The front page of a site is full of links
 * too, and each of them would be told as a document found. A list that merely ran on keeps its name.
 */
export function otherListing(before: Document, after: Document): string | null {
  const items = (document: Document) => new Set(document.links.filter((link) => link.rel === 'item').map((link) => link.href));
  const [was, is] = [items(before), items(after)];
  if (was.size < LEAST_ENTRIES || before.metadata.title === after.metadata.title || [...was].some((href) => is.has(href))) return null;
  return `None of the ${was.size} entries of the last good edition is left, and the page is called “${after.metadata.title ?? ''}”`;
}
