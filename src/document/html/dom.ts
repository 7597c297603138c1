import { load } from 'cheerio';
import { limitDepth } from './depth.js';

/** What we use of the parser's nodes. The tree is ours alone once parsed, so cleaning may change it. */
export interface Dom {
  readonly type: string;
  readonly name?: string;
  readonly attribs?: Record<string, string>;
  readonly data?: string;
  children?: Dom[];
  parent?: Dom | null;
}

export interface Page {
  readonly root: Dom;
  /** CSS selection in document order. @throws where the selector is not CSS */
  readonly select: (selector: string) => Dom[];
}

/** Parses as browsers do (parse5): tag soup is repaired, nothing is lost. */
export function parsePage(html: string): Page {
  const $ = load(limitDepth(html));
  return { root: $.root()[0] as unknown as Dom, select: (selector) => $(selector).toArray() as unknown as Dom[] };
}

export const tagOf = (node: Dom): string => node.name ?? '';
export const attr = (node: Dom, name: string): string => node.attribs?.[name] ?? '';

/**
 * Visits a subtree in document order without recursion: pages nest tables thousands deep.
 * @param enter returns false to pass over a node's children
 */
export function walk(root: Dom, enter: (node: Dom) => boolean | undefined, leave?: (node: Dom) => void): void {
  if (enter(root) === false) return;
  // Two plain stacks: an object for every node would be half the cost of reading a page.
  const nodes: Dom[] = [root];
  const next: number[] = [0];
  while (nodes.length > 0) {
    const top = nodes.length - 1;
    const node = nodes[top] as Dom;
    const child = node.children?.[next[top] as number];
    if (child === undefined) {
      leave?.(node);
      nodes.pop();
      next.pop();
      continue;
    }
    next[top] = (next[top] as number) + 1;
    if (enter(child) === false) leave?.(child);
    else if (child.children !== undefined && child.children.length > 0) {
      nodes.push(child);
      next.push(0);
    } else leave?.(child);
  }
}

/** Characters of a text that are not white space. */
export function printedLength(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 32 && code !== 0xa0 && code !== 0x3000) count++;
  }
  return count;
}

const SILENT = new Set(['script', 'style', 'noscript', 'template', 'textarea', 'select', 'button', 'title', 'svg', 'iframe', 'object']);

/** All text under a node with blocks and `<br>` as a space, untrimmed. */
export function textOf(root: Dom): string {
  let out = '';
  walk(root, (node) => {
    if (node.type === 'text') out += node.data;
    else if (SILENT.has(tagOf(node))) return false;
    else if (tagOf(node) === 'br' || BLOCKS.has(tagOf(node))) out += ' ';
    return undefined;
  });
  return out;
}

/** Elements that begin and end a line. */
export const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html ' +
    'legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption ucapcontent ucaptitle'
  ).split(' '),
);

export const isSilent = (node: Dom): boolean => SILENT.has(tagOf(node));

/** Takes nodes out of the tree. */
export function prune(root: Dom, drop: (node: Dom) => boolean): void {
  walk(root, (node) => {
    // Most elements lose nothing: no new array for them.
    if (node.children?.some(drop)) node.children = node.children.filter((child) => !drop(child));
    return undefined;
  });
}
