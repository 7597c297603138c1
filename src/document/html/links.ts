import { dayIn } from '../dates.js';
import type { Link } from '../document.js';
import { tidy } from '../whitespace.js';
import { attr, type Dom, tagOf, textOf, walk } from './dom.js';

const ATTACHMENT = /\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|pptx?)(?:$|[?#])/i;
const DOWNLOAD = /(?:download\.jsp|DownloadAttach|downloadAttach|\/attach(?:ment)?s?\/[^/]*$|file_?download|downfile)/i;
const FILE_NAME = /\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)\s*(?:[（(].{0,12}[）)])?$/i;

/** Article or list over pages: TRS and 重庆 write the pager with a script. */
const CREATE_PAGE =
  /create(?:Page(?:HTML|Html)?|PageNav)\s*\(\s*['"]?(\d+)['"]?\s*,\s*['"]?(\d+)['"]?\s*,\s*['"]([^'"]+)['"]\s*,\s*['"]([^'"]+)['"]/;
/** In pages; longer articles are mistakes or lists. */
const MAX_PARTS = 60;

/** The address a link leads to, null for what is none. Without an address of the page the link stays as written. */
export function resolve(href: string, base: string | null): string | null {
  const trimmed = href.trim().replace(/\s/g, '%20');
  if (!trimmed || /^(?:javascript|mailto|tel|data|about|#)/i.test(trimmed)) return null;
  if (!base) return trimmed;
  try {
    const url = new URL(trimmed, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

export interface Anchor {
  readonly href: string;
  readonly text: string;
  readonly node: Dom;
}

/** Anchors and the `onclick` links of sites that have no anchors, in document order. */
export function anchorsOf(root: Dom, base: string | null): Anchor[] {
  const anchors: Anchor[] = [];
  walk(root, (node) => {
    if (node.type !== 'tag' || !node.attribs) return undefined;
    const click = /(?:window\.open|location(?:\.href)?\s*=?|open\w*)\s*\(?\s*['"]([^'"]+)['"]/.exec(attr(node, 'onclick'))?.[1];
    const raw =
      tagOf(node) === 'a'
        ? (resolve(attr(node, 'href'), base) ?? (click ? resolve(click, base) : null))
        : click
          ? resolve(click, base)
          : null;
    if (raw) anchors.push({ href: raw, text: tidy(attr(node, 'title')) || tidy(textOf(node)), node });
    return undefined;
  });
  return anchors;
}

const baseName = (url: string) => url.split(/[?#]/)[0]?.split('/').pop() ?? '';

/** The folder and name of an address without its extension. */
const stem = (url: string) => (url.split(/[?#]/)[0] ?? '').replace(/\.[a-z]+$/i, '');

/** `t2021_899.html` and `t2021_899_2.html`, `index.html` and `index_2.html`; `t2021_900.html` is another article. */
function isSibling(href: string, page: string | null): boolean {
  if (!page || stem(href) === stem(page)) return false;
  const numbered = /^(.*(?:_\d{4,}|\/(?:index|list|default|[0-9a-f]{32})))_\d{1,3}$/i.exec(stem(page));
  const first = numbered?.[1] ?? stem(page);
  return stem(href) === first || (stem(href).startsWith(`${first}_`) && /^\d{1,3}$/.test(stem(href).slice(first.length + 1)));
}

/** The other pages a pager script would link to. */
function pagesOfScript(scripts: string, base: string | null): string[] {
  const call = CREATE_PAGE.exec(scripts);
  if (!call) return [];
  const total = Number(call[1]);
  const current = Number(call[2]);
  if (total < 2 || total > 2000) return [];
  const hrefs: string[] = [];
  for (let page = 0; page < total && hrefs.length < MAX_PARTS; page++) {
    if (page === current) continue;
    const name = page === 0 ? `${call[3]}.${call[4]}` : `${call[3]}_${page}.${call[4]}`;
    const href = resolve(name, base);
    if (href) hrefs.push(href);
  }
  return hrefs;
}

/** The date printed beside an anchor: in it, in its title, or in the smallest row around it that holds no other anchor. */
function dayBeside(node: Dom): string | null {
  for (let at: Dom | null | undefined = node, up = 0; at && up < 4; at = at.parent, up++) {
    if (['body', 'ul', 'ol', 'table', 'tbody'].includes(tagOf(at))) return null;
    const text = textOf(at);
    if (text.length > 400) return null;
    const day = dayIn(text.replace(/(\d{1,2})\s+((?:19|20)\d\d-\d{1,2})(?!-)/, '$2-$1'));
    if (day && (up > 0 || /\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}/.test(text))) return day;
  }
  return null;
}

export interface LinkSources {
  /** The page without its furniture, where list entries stand. */
  readonly root: Dom;
  /** All anchors of the page, pagers and attachment boxes included. */
  readonly page: readonly Anchor[];
  readonly scripts: string;
  readonly url: string | null;
  /** True where the page holds running text: its pager turns pages of the article, not of a list. */
  readonly article: boolean;
}

/** Attachments, further pages, and the entries of a list page. Each address once, in document order. */
export function linksOf(sources: LinkSources): Link[] {
  const { url, article } = sources;
  const links: Link[] = [];
  const seen = new Set<string>(url ? [url] : []);
  const add = (link: Link) => {
    if (seen.has(link.href)) return;
    seen.add(link.href);
    links.push(link);
  };
  const paging = article ? 'part' : 'next-list';
  for (const href of pagesOfScript(sources.scripts, url)) add({ href, text: baseName(href), rel: paging, on: null });
  for (const { href, text } of sources.page) {
    if (ATTACHMENT.test(href) || DOWNLOAD.test(href) || FILE_NAME.test(text)) add({ href, text, rel: 'attachment', on: null });
    else if (isSibling(href, url) && PAGER.test(text)) add({ href, text, rel: paging, on: null });
    else if (!article && (NEXT.test(text) || /dataproxy\.jsp/.test(href))) add({ href, text, rel: 'next-list', on: null });
  }
  if (article) return links;
  for (const anchor of anchorsOf(sources.root, url)) {
    const text = entryTitle(anchor);
    if (text.length < 6 || NEXT.test(text)) continue;
    const on = dayBeside(anchor.node);
    if (on || (text.length >= 10 && PLAN_WORD.test(text))) add({ href: anchor.href, text, rel: 'item', on });
  }
  return links;
}

const PAGER = /^(?:\d{1,3}|[第\s\d页]+|下一?页|下页|尾页|末页|>+|»|next)$/i;
const NEXT = /^(?:下一?页|下页|>+|»|next)$/i;
const PLAN_WORD = /(?:规划|纲要|报告|计划|公报|调整|修订|评估|通知|目标)/;

/** The title of a list entry: its `title=`, its own title element, or its words before particulars and date. */
function entryTitle(anchor: Anchor): string {
  let marked = '';
  walk(anchor.node, (node) => {
    if (!marked && node !== anchor.node && /(?:^|[\s_-])(?:tit|title|name)(?:$|[\s_-])/i.test(attr(node, 'class')))
      marked = tidy(textOf(node));
    return marked === '' ? undefined : false;
  });
  const text = attr(anchor.node, 'title') ? anchor.text : marked || anchor.text;
  return tidy(
    text
      .replace(/\s*(?:发文字号|成文日期|发布日期|索引号)\s*[:：].*$/, '')
      .replace(/[[【(（]?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\]】)）]?$/, ''),
  );
}
