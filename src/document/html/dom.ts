import { load } from 'cheerio';

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
  const $ = load(html);
  return { root: $.root()[0] as unknown as Dom, select: (selector) => $(selector).toArray() as unknown as Dom[] };
}

export const tagOf = (node: Dom): string => node.name ?? '';
export const attr = (node: Dom, name: string): string => node.attribs?.[name] ?? '';

/**
 * Visits a subtree in document order without recursion: pages nest tables thousands deep.
 * @param enter returns false to pass over a node's children
 */
export function walk(root: Dom, enter: (node: Dom) => boolean | undefined, leave?: (node: Dom) => void): void {
  const stack: { node: Dom; index: number }[] = [];
  if (enter(root) === false) return;
  stack.push({ node: root, index: 0 });
  while (stack.length > 0) {
    const top = stack[stack.length - 1] as { node: Dom; index: number };
    const child = top.node.children?.[top.index++];
    if (child === undefined) {
      leave?.(top.node);
      stack.pop();
      continue;
    }
    if (enter(child) !== false) stack.push({ node: child, index: 0 });
    else leave?.(child);
  }
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
    if (node.children?.length) node.children = node.children.filter((child) => !drop(child));
    return undefined;
  });
}
