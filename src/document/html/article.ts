import { PlanwatchError } from '../../errors.js';
import type { Draft } from '../draft.js';
import { dropDead, dropFurniture } from './clean.js';
import { type Dom, type Page, parsePage } from './dom.js';
import { layout } from './layout.js';
import { mainContent } from './main-content.js';
import { bodyInScript, type ScriptBody } from './script-json.js';

export interface HtmlOptions {
  readonly selector: string | null;
  readonly url: string | null;
  readonly origin?: 'html' | 'docx';
}

/** Fewer characters outside links are no article. */
export const ARTICLE_MASS = 400;

/** Characters of text and tables, lines of links left out. */
export const runningMass = (drafts: readonly Draft[]) =>
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

export interface Article {
  /** Where it stands in the page. */
  readonly nodes: readonly Dom[];
  readonly drafts: readonly Draft[];
  readonly body: ScriptBody | null;
  /** Read as it stands, without a title put in front. */
  readonly whole: boolean;
}

/**
 * The article of a page: what the user's selector names, else what the page's own structure says, else a string in a script. Cleans the tree.
 * @throws PlanwatchError DOCUMENT_SELECTOR
 */
export function findArticle(page: Page, scripts: string, options: HtmlOptions, skip: ReadonlySet<Dom>): Article {
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
