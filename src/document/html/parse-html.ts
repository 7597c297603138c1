import { PlanwatchError } from '../../errors.js';
import { dayIn } from '../dates.js';
import type { Link, Metadata } from '../document.js';
import { type Draft, line } from '../draft.js';
import { metadataOfText } from '../metadata-text.js';
import { kindOf } from '../subject.js';
import { printedTitle } from '../title-lines.js';
import { tidy } from '../whitespace.js';
import { dropChromeLines } from './chrome-lines.js';
import { dropDead, dropFurniture } from './clean.js';
import { attr, type Dom, type Page, parsePage, tagOf, textOf, walk } from './dom.js';
import { layout } from './layout.js';
import { anchorsOf, linksOf } from './links.js';
import { mainContent } from './main-content.js';
import { metadataOfPage, metaTags, particularsOf, titleOfHead, titleTag } from './metadata.js';
import { whyNot } from './not-document.js';
import { bodyInScript, type ScriptBody } from './script-json.js';

/** A page read into drafts, before its parts are joined and laid out. */
export interface HtmlReading {
  readonly drafts: readonly Draft[];
  readonly metadata: Metadata;
  readonly links: readonly Link[];
  readonly why: string | null;
}

export interface HtmlOptions {
  readonly selector: string | null;
  readonly url: string | null;
  readonly origin?: 'html' | 'docx';
}

/** In characters; enough to know a pager, a challenge or a body in JSON by, and not to hold a library twice. */
const MAX_SCRIPTS = 8_000_000;
/** Fewer characters outside links are no article. */
const ARTICLE_MASS = 400;
/** A page of a paged article, or a notice, may be this short where links do not outweigh it. */
const SHORT_ARTICLE = 60;

interface Raw {
  readonly scripts: string;
  readonly frames: number;
  readonly passwordField: boolean;
}

const linkMass = (drafts: readonly Draft[]) =>
  drafts.reduce((sum, draft) => sum + (draft.kind === 'line' && draft.link ? draft.text.length : 0), 0);

/** A list page has a name and a place, no number and no date of its own. */
function listingMetadata(metadata: Metadata, root: Dom): Metadata {
  const head = titleTag(root);
  return {
    ...metadata,
    title: head ? titleOfHead(head, null) : metadata.title,
    kind: 'listing',
    documentNumber: null,
    indexNumber: null,
    writtenOn: null,
    publishedOn: null,
  };
}

/** What later passes take out of the tree and still need. */
function survey(root: Dom): Raw {
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

const CDATA = '<![CDATA[';

/** The text of CDATA sections in the open; what is not closed stays as it is. */
function openCdata(html: string): string {
  const out: string[] = [];
  let at = 0;
  for (let start = html.indexOf(CDATA); start >= 0; start = html.indexOf(CDATA, at)) {
    const end = html.indexOf(']]>', start);
    if (end < 0) break;
    out.push(html.slice(at, start), html.slice(start + CDATA.length, end));
    at = end + 3;
  }
  return out.join('') + html.slice(at);
}

/** List pages of Hanweb carry their entries in CDATA inside `<recordset>`, at times inside a script of XML; HTML would read both as nothing. */
const unwrapRecords = (html: string): string =>
  /<recordset\b/i.test(html)
    ? openCdata(html)
        .replace(/<script[^>]{0,200}type=["'](?:text|application)\/xml["'][^>]{0,200}>/gi, '<div>')
        .replace(/<\/?(?:recordset|record|datastore|nextgroup|totalrecord|totalpage)\b[^>]{0,200}>/gi, ' ')
    : html;

const runningMass = (drafts: readonly Draft[]) =>
  drafts.reduce(
    (sum, draft) =>
      sum +
      (draft.kind === 'line'
        ? draft.link
          ? 0
          : draft.text.length
        : draft.kind === 'table'
          ? draft.cells.reduce((n, cell) => n + cell.text.length, 0)
          : 0),
    0,
  );

/**
 * Reads a page: its article without what the publishing system printed around it, what it says about itself, and where it leads.
 * @throws PlanwatchError DOCUMENT_SELECTOR where the user's selector is no CSS or matches nothing
 */
export function readHtml(html: string, options: HtmlOptions): HtmlReading {
  const page = parsePage(unwrapRecords(html));
  const { root } = page;
  const raw = survey(root);
  const tags = metaTags(root);
  const base = baseOf(root) ?? options.url;
  const particulars = particularsOf(root);
  const headings = headingsOf(root);
  dropDead(root);
  const anchors = anchorsOf(root, base);
  const article = findArticle(page, raw.scripts, options, particulars.nodes);
  const around = layout([root], { skip: new Set([...particulars.nodes, ...article.nodes]) });
  const outside = bylineCandidates([...around, ...article.drafts.slice(0, HEAD_LINES)]);
  const drafts = dropChromeLines(article.drafts);
  const mass = runningMass(drafts);
  const isArticle = mass >= ARTICLE_MASS || (mass >= SHORT_ARTICLE && mass > linkMass(drafts));
  const printed = printedTitle(drafts);
  const ownText = metadataOfText(headAndTail(drafts), [], printed);
  const metadata = withFields(
    metadataOfPage({ root, tags, particulars, bylines: outside, headings, url: options.url, text: ownText }),
    article.body,
  );
  const links = linksOf({ root, scripts: raw.scripts, url: base, article: isArticle, page: anchors });
  const images = drafts.filter((draft) => draft.kind === 'image').length;
  const why = whyNot({
    text: drafts.map((draft) => (draft.kind === 'line' && !draft.link ? draft.text : '')).join('\n'),
    title: titleText(tags, root, headings),
    scripts: raw.scripts,
    frames: raw.frames,
    passwordField: raw.passwordField,
    images,
    tables: drafts.filter((draft) => draft.kind === 'table').length,
    attachments: links.filter((link) => link.rel === 'attachment').length,
    items: links.filter((link) => link.rel === 'item').length,
  });
  const listing = !isArticle && links.filter((link) => link.rel === 'item').length >= 3;
  const titledDrafts = article.whole ? drafts : withTitle(drafts, metadata.title, printed);
  return { drafts: titledDrafts, metadata: listing ? listingMetadata(metadata, root) : metadata, links, why };
}

/** Lines in which a text speaks of itself. */
const ENDS = 30;

/** The first and last lines of an article, which say what it is. */
function headAndTail(drafts: readonly Draft[]): string {
  const lines = drafts.flatMap((draft) => (draft.kind === 'line' ? [draft.text] : []));
  return (lines.length <= 2 * ENDS ? lines : [...lines.slice(0, ENDS), ...lines.slice(-ENDS)]).join('\n');
}

interface Article {
  /** Where it stands in the page. */
  readonly nodes: readonly Dom[];
  readonly drafts: readonly Draft[];
  readonly body: ScriptBody | null;
  /** Read as it stands, without a title put in front. */
  readonly whole: boolean;
}

function findArticle(page: Page, scripts: string, options: HtmlOptions, skip: ReadonlySet<Dom>): Article {
  const { origin } = options;
  if (origin === 'docx') return { nodes: [page.root], drafts: layout([page.root], { origin }), body: null, whole: true };
  if (options.selector) {
    let nodes: Dom[];
    try {
      nodes = mainContent(page, options.selector);
    } catch (cause) {
      throw new PlanwatchError('DOCUMENT_SELECTOR', { selector: options.selector, problem: 'is not a CSS selector' }, { cause });
    }
    if (nodes.length === 0)
      throw new PlanwatchError('DOCUMENT_SELECTOR', { selector: options.selector, problem: 'matches nothing on this page' });
    for (const node of nodes) dropFurniture(node);
    return { nodes, drafts: layout(nodes, { skip }), body: null, whole: true };
  }
  dropFurniture(page.root);
  const nodes = mainContent(page, null);
  const drafts = layout(nodes, { skip });
  const body = runningMass(drafts) < ARTICLE_MASS * 2 ? bodyInScript(scripts) : null;
  if (body) {
    const inner = parsePage(body.html);
    dropDead(inner.root);
    const read = layout([inner.root]);
    if (runningMass(read) > runningMass(drafts)) return { nodes, drafts: read, body, whole: false };
  }
  return { nodes, drafts, body: null, whole: false };
}

const squeeze = (text: string) => text.replace(/[\s\u3000“”"'《》]/g, '');

/** The title in front of an article that does not print it itself, so that a new template leaves the text as it was. */
function withTitle(drafts: readonly Draft[], title: string | null, printed: string | null): readonly Draft[] {
  if (!title || drafts.length === 0) return drafts;
  const head = squeeze(
    drafts
      .slice(0, 6)
      .map((draft) => (draft.kind === 'line' ? draft.text : ''))
      .join(''),
  );
  if (head.includes(squeeze(title)) || (printed && squeeze(title).includes(squeeze(printed)))) return drafts;
  return [line(title), ...drafts];
}

function withFields(metadata: Metadata, body: ScriptBody | null): Metadata {
  if (!body) return metadata;
  const { fields } = body;
  const title = fields.title ?? metadata.title;
  const published =
    fields.display_publish_time ?? fields.publish_time ?? fields.publishTime ?? fields.pubDate ?? fields.first_publish_time ?? fields.date;
  return {
    ...metadata,
    title: title ? tidy(title) : null,
    kind: kindOf(title) ?? metadata.kind,
    issuer: metadata.issuer ?? fields.publisher ?? null,
    documentNumber: metadata.documentNumber ?? fields.document_number ?? fields.wjbh ?? null,
    indexNumber: metadata.indexNumber ?? fields.identifier ?? fields.id_number ?? fields.syh ?? null,
    publishedOn: (published && dayIn(published)) || metadata.publishedOn,
  };
}

function baseOf(root: Dom): string | null {
  let base: string | null = null;
  walk(root, (node) => {
    if (tagOf(node) === 'base' && base === null && /^https?:/i.test(attr(node, 'href'))) base = attr(node, 'href');
    return undefined;
  });
  return base;
}

/** Texts of elements that carry the article's title by tag or name. */
function headingsOf(root: Dom): string[] {
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

const BYLINE_SIZE = 160;
/** Lines at the head of an article within which its byline may stand. */
const HEAD_LINES = 15;

/** Short lines with a label in them, before the text starts or outside it. */
const bylineCandidates = (drafts: readonly Draft[]): string[] =>
  drafts
    .flatMap((draft) => (draft.kind === 'line' && draft.text.length <= BYLINE_SIZE && /[:：]/.test(draft.text) ? [draft.text] : []))
    .slice(0, 60);

function titleText(tags: ReadonlyMap<string, string>, root: Dom, headings: readonly string[]): string {
  let title = tags.get('articletitle') ?? '';
  walk(root, (node) => {
    if (tagOf(node) === 'title') title += ` ${tidy((node.children ?? []).map((child) => child.data ?? '').join(''))}`;
    return undefined;
  });
  return `${title} ${headings[0] ?? ''}`;
}
