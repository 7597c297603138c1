import { dayIn } from '../dates.js';
import type { Metadata } from '../document.js';
import { type Label, labelOf, type Pair, pairsInLine } from '../labels.js';
import { fullestJurisdiction, jurisdictionIn, kindOf } from '../subject.js';
import { tidy } from '../whitespace.js';
import { attr, type Dom, tagOf, textOf, walk } from './dom.js';
import { rowsOf } from './table.js';

/** `<meta>` content by lower-case name, first one wins: systems print the site group twice. */
export function metaTags(root: Dom): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  walk(root, (node) => {
    if (tagOf(node) !== 'meta') return undefined;
    const name = (attr(node, 'name') || attr(node, 'property')).toLowerCase();
    const content = tidy(attr(node, 'content'));
    if (name && content && !tags.has(name)) tags.set(name, content);
    return false;
  });
  return tags;
}

const SHORT_VALUE = 200;

function pairsOfTable(table: Dom): { pairs: Pair[]; cells: number } {
  const pairs: Pair[] = [];
  let cells = 0;
  for (const row of rowsOf(table)) {
    const texts = row.cells.map((cell) => tidy(textOf(cell)));
    cells += texts.filter(Boolean).length;
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i] as string;
      const label = labelOf(text);
      if (label) {
        const value = texts[i + 1] ?? '';
        if (!labelOf(value)) pairs.push([label, value]);
      } else if (text.length < SHORT_VALUE) pairs.push(...pairsInLine(text));
    }
  }
  return { pairs, cells };
}

/** Terms and values of a list: `dt`/`dd`, or one `label：value` an item, the label often in its own element. */
function pairsOfList(list: Dom): { pairs: Pair[]; cells: number } {
  const pairs: Pair[] = [];
  let cells = 0;
  let label: Label | null = null;
  for (const item of list.children ?? []) {
    if (item.type !== 'tag') continue;
    const text = tidy(textOf(item));
    if (tagOf(item) === 'dt') label = labelOf(text);
    else if (tagOf(item) === 'dd' && label) {
      pairs.push([label, text]);
      label = null;
      cells++;
      continue;
    }
    if (text && tagOf(item) !== 'dt') cells++;
    if (text.length < SHORT_VALUE) pairs.push(...pairsInLine(text));
  }
  return { pairs, cells };
}

export interface Particulars {
  readonly pairs: readonly Pair[];
  /** Tables and lists that hold nothing but particulars: not part of the text. */
  readonly nodes: ReadonlySet<Dom>;
}

/** Metadata tables and lists anywhere in the page, desktop and mobile copies alike. */
export function particularsOf(root: Dom): Particulars {
  const pairs: Pair[] = [];
  const nodes = new Set<Dom>();
  walk(root, (node) => {
    const tag = tagOf(node);
    if (tag !== 'table' && tag !== 'ul' && tag !== 'dl') return undefined;
    if (sizeOf(node) > MAX_PARTICULARS || holdsTable(node)) return undefined;
    const found = tag === 'table' ? pairsOfTable(node) : pairsOfList(node);
    const certain = found.pairs.filter(([label]) => label !== 'title' && label !== 'source').length;
    if (certain >= 2 && found.pairs.length * 3 >= found.cells && !holdsArticle(node)) {
      pairs.push(...found.pairs);
      nodes.add(node);
      return false;
    }
    return undefined;
  });
  return { pairs, nodes };
}

/** Rows or items; a longer table or list is content. */
const MAX_PARTICULARS = 40;
const sizeOf = (node: Dom): number =>
  tagOf(node) === 'table' ? rowsOf(node).length : (node.children ?? []).filter((child) => child.type === 'tag').length;

/** A table round others is page layout; each of its tables is looked at by itself. */
function holdsTable(node: Dom): boolean {
  let nested = false;
  walk(node, (inner) => {
    if (inner !== node && tagOf(inner) === 'table') nested = true;
    return nested ? false : undefined;
  });
  return nested;
}

/** Layout tables may hold the particulars in one cell and the article in another. */
function holdsArticle(node: Dom): boolean {
  return tidy(textOf(node)).length > 1500;
}

const BRANDING =
  /(?:政府|门户|信息公开|公开|统计局|发改委|委员会|办公室|[省市区县州]).{0,8}(?:网|网站|平台|门户)?$|网$|^首页$|^[\u4e00-\u9fff]{2,12}(?:省|市|区|县|州|旗)人民政府$|文件$|栏$/;

/** `标题_国务院部门文件_中国政府网` -> 标题: the longest part that is no branding. */
export function titleOfHead(head: string, siteName: string | null): string | null {
  const parts = tidy(head)
    .split(/\s*[_|｜–]\s*|\s+[-—]+\s+|-(?=[^-]*(?:网|政府|委员会|局|平台)$)/)
    .map((part) => part.trim())
    .filter((part) => part && part !== siteName);
  const named = parts.filter((part) => !BRANDING.test(part) || /(?:报告|规划|纲要|公报)/.test(part));
  const pool = named.length > 0 ? named : parts;
  return pool.reduce<string | null>((best, part) => (best === null || part.length > best.length ? part : best), null);
}

const NAMES_A_DOCUMENT = /(?:报告|规划|纲要|计划|公报|意见|通知|方案|决定|批复|建议|要点|决议|公告|指标|目标)/;

/** 规划, 工作报告: a name of a kind, not of a document. */
const SHORTEST_TITLE = 6;

const dayOf = (text: string | undefined) => (text ? dayIn(text) : null);

/** When the system wrote the page, which says nothing about the document: printed in `others`, or under its own name. */
function generatedAt(tags: ReadonlyMap<string, string>): string | null {
  const others = tags.get('others') ?? '';
  const stamp = /生成时间\s*[:：]?\s*(\S.*)$/.exec(others)?.[1] ?? null;
  return stamp?.trim() ?? null;
}

/** `PubDate` where it is not the moment the page was generated. */
function publishedInTags(tags: ReadonlyMap<string, string>): string | null {
  const first = dayOf(tags.get('firstpublishedtime')) ?? dayOf(tags.get('article:published_time')) ?? dayOf(tags.get('publishdate'));
  if (first) return first;
  const given = tags.get('pubdate');
  if (!given) return null;
  const made = [generatedAt(tags), tags.get('maketime')];
  return made.some((stamp) => stamp && (stamp === given || (/\d:\d/.test(stamp) && stamp.slice(0, 16) === given.slice(0, 16))))
    ? null
    : dayIn(given);
}

/** TRS and Hanweb print the day of publication into the address. */
function dayOfAddress(url: string | null): string | null {
  const found =
    url &&
    (/\/t((?:19|20)\d{6})_\d+/.exec(url)?.[1] ??
      /\/((?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2})\/(?:art_|content_|c\w{6,}|[0-9a-f]{8})/.exec(url)?.[1]);
  return found ? dayIn(found) : null;
}

export interface Sources {
  readonly root: Dom;
  readonly tags: ReadonlyMap<string, string>;
  readonly particulars: Particulars;
  /** Lines outside the article and at its head, where bylines stand. */
  readonly bylines: readonly string[];
  readonly headings: readonly string[];
  readonly url: string | null;
  /** What the article's own first and last lines say. */
  readonly text: Metadata;
}

/** Joins what a page says about itself in its tags, tables, bylines, title, address and text, the more deliberate statement first. */
export function metadataOfPage(sources: Sources): Metadata {
  const { tags, text } = sources;
  const pairs = [...sources.particulars.pairs, ...sources.bylines.flatMap(pairsInLine)].filter(
    ([, value]) => value && value !== '无' && value !== '/',
  );
  const value = (label: Label) => pairs.find(([of]) => of === label)?.[1] ?? null;
  const day = (label: Label) =>
    pairs
      .filter(([of]) => of === label)
      .map(([, on]) => dayIn(on))
      .find((on) => on !== null) ?? null;
  const siteName = tags.get('sitename') ?? null;
  const head = titleTag(sources.root);
  const found =
    clean(tags.get('articletitle')) ??
    clean(value('title')) ??
    bestHeading(sources.headings, head) ??
    clean(head ? titleOfHead(head, siteName) : null);
  // 文件下载, 正文, 专题: the template's word for the page; the article's own first lines know better.
  const own = text.title !== null && NAMES_A_DOCUMENT.test(text.title) ? text.title : null;
  const title = own !== null && (found === null || found.length < SHORTEST_TITLE || !NAMES_A_DOCUMENT.test(found)) ? own : found;
  const source = value('source') ?? tags.get('contentsource') ?? null;
  const body = source && /(?:政府|委员会|局|厅|办公室|部|委|人大|办)$/.test(source) ? source : null;
  const issuer = clean(value('issuer')) ?? body;
  const fromHead = head
    ? head
        .split(/[_|｜\-—]/)
        .map(tidy)
        .findLast((part) => /(?:政府|网|局|委)/.test(part))
    : null;
  const candidates = [
    jurisdictionIn(title),
    text.jurisdiction,
    jurisdictionIn(issuer),
    jurisdictionIn(siteName),
    jurisdictionIn(fromHead ?? null),
  ];
  return {
    title,
    jurisdiction: fullestJurisdiction(candidates, tags.get('siteidcode') ?? null),
    kind: kindOf(title) ?? text.kind,
    issuer,
    documentNumber: value('documentNumber')?.replace(/\s+/g, '') ?? text.documentNumber,
    indexNumber: value('indexNumber')?.replace(/\s+/g, '') ?? null,
    writtenOn: day('writtenOn') ?? text.writtenOn,
    publishedOn: day('publishedOn') ?? publishedInTags(tags) ?? dayOfAddress(sources.url),
  };
}

const clean = (text: string | null | undefined): string | null => (text ? tidy(text) || null : null);

/** The browser title. */
export function titleTag(root: Dom): string | null {
  let title: string | null = null;
  walk(root, (node) => {
    if (tagOf(node) === 'title' && title === null) title = tidy((node.children ?? []).map((child) => child.data ?? '').join(''));
    return title === null ? undefined : false;
  });
  return title;
}

/** An `<h1>` or title element that the browser title repeats, else the first that reads like a document's name. */
function bestHeading(headings: readonly string[], head: string | null): string | null {
  const bare = (text: string) => text.replace(/\s+/g, '');
  const repeated = head ? headings.filter((text) => bare(text).length >= 6 && bare(head).includes(bare(text))) : [];
  // The site's own name is a heading that the browser title repeats as well.
  const named = [...repeated, ...headings].find((text) => NAMES_A_DOCUMENT.test(text));
  return named ?? repeated.find((text) => !BRANDING.test(text)) ?? null;
}
