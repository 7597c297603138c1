import { tidy } from '../whitespace.js';
import { attr, type Dom, tagOf, textOf, walk } from './dom.js';

/** In characters; enough to know a pager, a challenge or a body in JSON by, and not to hold a library twice. */
const MAX_SCRIPTS = 8_000_000;

export interface Raw {
  readonly scripts: string;
  readonly frames: number;
  readonly passwordField: boolean;
}

/** What later passes take out of the tree and still need. */
export function survey(root: Dom): Raw {
  const scripts: string[] = [];
  let size = 0;
  let frames = 0;
  let passwordField = false;
  walk(root, (node) => {
    const tag = tagOf(node);
    if (tag === 'script') {
      const code = (node.children ?? []).map((child) => child.data ?? '').join('') || attr(node, 'src');
      if (size + code.length <= MAX_SCRIPTS) scripts.push(code);
      size += code.length;
      return false;
    }
    if (tag === 'frame' || tag === 'iframe') frames++;
    if (tag === 'input' && attr(node, 'type').toLowerCase() === 'password') passwordField = true;
    return undefined;
  });
  return { scripts: scripts.join('\n'), frames, passwordField };
}

/** The address that `<base>` sets for all links, null where there is none. */
export function baseOf(root: Dom): string | null {
  let base: string | null = null;
  walk(root, (node) => {
    if (tagOf(node) === 'base' && base === null && /^https?:/i.test(attr(node, 'href'))) base = attr(node, 'href');
    return undefined;
  });
  return base;
}

/** Texts of elements that carry the article's title by tag or name. */
export function headingsOf(root: Dom): string[] {
  const found: string[] = [];
  walk(root, (node) => {
    if (node.type !== 'tag') return undefined;
    const tag = tagOf(node);
    const named = `${attr(node, 'class')} ${attr(node, 'id')}`;
    if (
      tag === 'h1' ||
      tag === 'ucaptitle' ||
      /(?:^|[\s_-])(?:article-?title|art-?title|content-?title|con-?title|main-?title|news-?title|xl-?title|title|tit|bt)(?:$|[\s_-])/i.test(
        named,
      )
    ) {
      const text = tidy(textOf(node));
      if (text.length >= 4 && text.length <= 120) found.push(text);
    }
    return found.length < 40 ? undefined : false;
  });
  return found;
}

/** What the page calls itself in its tags, its browser title and its first heading, as one string. */
export function titleText(tags: ReadonlyMap<string, string>, root: Dom, headings: readonly string[]): string {
  let title = tags.get('articletitle') ?? '';
  walk(root, (node) => {
    if (tagOf(node) === 'title') title += ` ${tidy((node.children ?? []).map((child) => child.data ?? '').join(''))}`;
    return undefined;
  });
  return `${title} ${headings[0] ?? ''}`;
}
