import { dayIn } from '../dates.js';
import type { Link, Metadata } from '../document.js';
import { type Draft, line } from '../draft.js';
import { metadataOfText } from '../metadata-text.js';
import { kindOf } from '../subject.js';
import { printedTitle } from '../title-lines.js';
import { tidy } from '../whitespace.js';
import { ARTICLE_MASS, findArticle, type HtmlOptions, runningMass } from './article.js';
import { dropChromeLines } from './chrome-lines.js';
import { dropDead } from './clean.js';
import { type Dom, parsePage } from './dom.js';
import { layout } from './layout.js';
import { anchorsOf, linksOf } from './links.js';
import { metadataOfPage, metaTags, particularsOf, titleOfHead, titleTag } from './metadata.js';
import { whyNot } from './not-document.js';
import { unwrapRecords } from './records.js';
import type { ScriptBody } from './script-json.js';
import { baseOf, headingsOf, survey, titleText } from './survey.js';

/** A page read into drafts, before its parts are joined and laid out. */
export interface HtmlReading {
  readonly drafts: readonly Draft[];
  readonly metadata: Metadata;
  readonly links: readonly Link[];
  readonly why: string | null;
}

/** A page of a paged article, or a notice, may be this short where links do not outweigh it. */
const SHORT_ARTICLE = 60;

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

const BYLINE_SIZE = 160;
/** Lines at the head of an article within which its byline may stand. */
const HEAD_LINES = 15;

/** Short lines with a label in them, before the text starts or outside it. */
const bylineCandidates = (drafts: readonly Draft[]): string[] =>
  drafts
    .flatMap((draft) => (draft.kind === 'line' && draft.text.length <= BYLINE_SIZE && /[:：]/.test(draft.text) ? [draft.text] : []))
    .slice(0, 60);
