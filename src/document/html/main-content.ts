import { proseMass, textMass } from './clean.js';
import { attr, type Dom, type Page, tagOf, walk } from './dom.js';

/**
 * Where the publishing systems put an article's body, by class or id, most specific first. Sources: the systems' own templates as seen on the
 * pages listed for each (TRS WCM, Hanweb, UCAP, Shanghai, gov.cn, Suzhou, Boda, EmpireCMS).
 */
const BODY_NAMES: readonly string[] = [
  '#UCAP-CONTENT',
  'ucapcontent',
  '.TRS_Editor',
  '.trs_editor_view',
  '.TRS_UEDITOR',
  '.Custom_UnionStyle',
  '#zoomcon',
  '#zoom',
  '#Zoom',
  '#ivs_content',
  '.Article_content',
  '.article-content-body',
  '.article-content',
  '.article-body',
  '.article_content',
  '.con_text',
  '.pages_content',
  '.conlun2_box_text',
  '#zfgzbg',
  '.v_news_content',
  '.wp_articlecontent',
  '#vsb_content',
  '#artibody',
  '.xxgk_content',
  '.gkmlpt-content',
  '.news_content',
  '.content_text',
  '.view',
  'td.p1',
];

/** A named body must hold this share of what the general rule finds, or the name is used for something else on this page. */
const NAMED_SHARE = 0.6;
/** Characters of prose that may be left behind on the way down: the sentences of warnings and footers, not a paragraph of the article. */
const LEAST_LOSS = 30;
const MOST_LOSS = 80;
const LOSS_SHARE = 0.01;
/** Characters of prose below which a page is weighed by all its text. */
const LITTLE_PROSE = 60;

const isWithin = (node: Dom, other: Dom): boolean => {
  for (let at: Dom | null | undefined = node; at; at = at.parent) if (at === other) return true;
  return false;
};

/** The general rule: from the top down to the smallest element that still holds nearly all of the page's prose. */
function byMass(root: Dom, mass: ReadonlyMap<Dom, number>): Dom {
  const whole = mass.get(root) ?? 0;
  const needed = whole - Math.min(Math.max(LEAST_LOSS, Math.min(MOST_LOSS, whole * LOSS_SHARE)), whole * 0.2);
  let at = root;
  for (;;) {
    const child = (at.children ?? []).find((node) => node.type === 'tag' && (mass.get(node) ?? 0) >= needed);
    if (!child || whole === 0 || isLeafish(child)) return at;
    at = child;
  }
}

/** A paragraph or a table that is the article itself: its container is the body. */
function isLeafish(node: Dom): boolean {
  if (tagOf(node) === 'p' || tagOf(node) === 'span' || tagOf(node) === 'font') return true;
  if (tagOf(node) !== 'table') return false;
  let nested = false;
  let paragraphs = 0;
  walk(node, (inner) => {
    if (inner !== node && tagOf(inner) === 'table') nested = true;
    if (tagOf(inner) === 'p' || tagOf(inner) === 'div') paragraphs++;
    return nested ? false : undefined;
  });
  return !nested && paragraphs < 5;
}

const weight = (nodes: readonly Dom[], mass: ReadonlyMap<Dom, number>) => nodes.reduce((sum, node) => sum + (mass.get(node) ?? 0), 0);

/** Ranks in BODY_NAMES by `#id`, `.class` and tag; asking the CSS engine costs ten times as much. */
const RANKS = new Map(BODY_NAMES.map((name, rank) => [name, rank]));

/** The ranks that a node answers to. */
function ranksOf(node: Dom): number[] {
  const names = [tagOf(node)];
  const id = attr(node, 'id');
  const classes = attr(node, 'class');
  if (id) names.push(`#${id}`);
  if (classes) for (const name of classes.split(/\s+/)) names.push(`.${name}`, `${tagOf(node)}.${name}`);
  return names.flatMap((name) => RANKS.get(name) ?? []);
}

/**
 * The elements that hold the article, in document order.
 * @param selector the user's own; null where it matches nothing is for the caller to tell
 */
export function mainContent(page: Page, selector: string | null): Dom[] {
  if (selector) return outermost(page.select(selector));
  const prose = proseMass(page.root);
  const mass = (prose.get(page.root) ?? 0) >= LITTLE_PROSE ? prose : textMass(page.root);
  const general = byMass(page.root, mass);
  const needed = (mass.get(general) ?? 0) * NAMED_SHARE;
  const named: Dom[][] = BODY_NAMES.map(() => []);
  walk(page.root, (node) => {
    if (node.attribs) for (const rank of ranksOf(node)) (named[rank] as Dom[]).push(node);
    return undefined;
  });
  for (const found of named) {
    const nodes = outermost(found);
    if (nodes.length > 0 && weight(nodes, mass) >= Math.max(needed, 1)) return nodes;
  }
  return [general];
}

function outermost(nodes: readonly Dom[]): Dom[] {
  const kept: Dom[] = [];
  for (const node of nodes) {
    const last = kept[kept.length - 1];
    if (!last || !isWithin(node, last)) kept.push(node);
  }
  return kept;
}
