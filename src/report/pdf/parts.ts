/** A report that is printed in parts: each a whole HTML file of its own. */
export interface Parts {
  readonly files: readonly string[];
  /** The report's head over a body of so many empty pages: running header, footer and page numbers, which no part can know. */
  readonly furniture: (pages: number) => string;
}

/** The browser holds some 12 MB for every 25,000 characters while it lays out and tags pages. */
const PART = 600_000;

interface Open {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}
interface Cut {
  readonly at: number;
  readonly open: readonly Open[];
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
/** Rows at the beginning of a table that stay with its header. */
const KEPT_ROWS = 3;

/** All margin boxes of CSS Paged Media 3, 4.2, emptied: the furniture of a part would number its pages from 1. */
const BARE = `<style>@page { ${['top-left-corner', 'top-left', 'top-center', 'top-right', 'top-right-corner', 'left-top', 'left-middle', 'left-bottom', 'right-top', 'right-middle', 'right-bottom', 'bottom-left-corner', 'bottom-left', 'bottom-center', 'bottom-right', 'bottom-right-corner'].map((box) => `@${box} { content: none !important; }`).join(' ')} }</style>\n`;
/** What is laid over a page must not cover it. */
const CLEAR = '<style>html, body { background: none !important; }</style>\n';
/** Takes the place of a first page, which has margins of its own and is not printed. */
const FIRST_PAGE = '<div style="break-after: page; height: 1px"></div>';

/**
 * Cuts a long report before an `<article>` or `<section>` that follows another, or where one alone is too long, before a row of a table whose header is
 * then repeated. Text is escaped in what the templates make, so a tag is a tag.
 * @param limit  length of a part, UTF-16 units; a report twice as long is left whole @default 600000
 * @returns null for a report that is printed as it is
 */
export function partsOf(html: string, limit = PART): Parts | null {
  const headEnd = html.length < 2 * limit ? null : /<\/head>\s*(?=<body\b)/.exec(html);
  if (!headEnd) return null;
  const bodyAt = headEnd.index + headEnd[0].length;
  const cuts = chosen(candidates(html, bodyAt), bodyAt, html.length, limit);
  if (cuts.length === 0) return null;
  const head = html.slice(0, bodyAt);
  const bare = head.replace('</head>', () => `${BARE}</head>`);
  const { anchors, goals } = linksOf(html);
  const files = [...cuts, null].map((cut, i) => {
    const before = i === 0 ? null : (cuts[i - 1] as Cut);
    const opened = before ? openers(html, before) : '';
    const own = html.slice(before?.at ?? bodyAt, cut?.at ?? html.length);
    const closed = cut
      ? [...cut.open]
          .reverse()
          .map(({ name }) => `</${name}>`)
          .join('')
      : '';
    return bare + opened + own + joints(opened + own, anchors, goals) + closed;
  });
  const body = html.slice(bodyAt, html.indexOf('>', bodyAt) + 1);
  const clear = head.replace('</head>', () => `${CLEAR}</head>`);
  return { files, furniture: (pages) => `${clear}${body}${FIRST_PAGE.repeat(pages - 1)}<div></div></body></html>` };
}

/** Every place where the report may be cut, in their order, with the elements that are open there. */
function candidates(html: string, from: number): Cut[] {
  const cuts: Cut[] = [];
  const open: Open[] = [];
  /** What the last tag closed, if only white space has come since. */
  let closed: { readonly name: string; readonly end: number } | null = null;
  let [rows, reaches] = [0, false];
  const tags = /<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>|<!--[\s\S]*?-->/g;
  tags.lastIndex = from;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    const [text, slash, name, selfClosing] = tag;
    if (name === undefined) continue;
    const end = tag.index + text.length;
    if (slash) {
      const at = open.findLastIndex((one) => one.name === name);
      if (at >= 0) open.length = at;
      closed = { name, end };
      continue;
    }
    const follows = closed && html.slice(closed.end, tag.index).trim() === '' ? closed.name : null;
    if (name === 'tbody') [rows, reaches] = [0, false];
    if (text.includes(' rowspan=')) reaches = true;
    // Between two rows of a table whose cells keep to their row.
    const isRow = name === 'tr' && ++rows > KEPT_ROWS && follows === 'tr' && !reaches;
    if (isRow && open.at(-1)?.name === 'tbody' && open.at(-2)?.name === 'table') cuts.push({ at: tag.index, open: [...open] });
    if (/^(?:article|section)$/.test(name) && /^(?:article|section)$/.test(follows ?? '')) cuts.push({ at: tag.index, open: [...open] });
    if (!selfClosing && !VOID.test(name)) open.push({ name, start: tag.index, end });
  }
  return cuts;
}

/** As few cuts as the limit allows, each at the outermost element there is, and of those at the last. */
function chosen(cuts: readonly Cut[], from: number, to: number, limit: number): Cut[] {
  const taken: Cut[] = [];
  let last = from;
  while (to - last > limit) {
    const near = cuts.filter(({ at }) => at > last + limit / 4 && at <= last + limit);
    const ahead = near.length > 0 ? near : cuts.filter(({ at }) => at > last + limit).slice(0, 1);
    const depth = Math.min(...ahead.map(({ open }) => open.length));
    const best = ahead.filter(({ open }) => open.length === depth).at(-1);
    if (!best) break;
    taken.push(best);
    last = best.at;
  }
  return taken;
}

/** The start tags a part begins with; of a table its header as well. Its first page is not printed: see FIRST_PAGE. */
function openers(html: string, { open }: Cut): string {
  const table = open.findLast(({ name }) => name === 'table');
  return open
    .map((one) => {
      const tag = html.slice(one.start, one.end);
      if (one === table) return `${FIRST_PAGE}${html.slice(one.start, html.indexOf('<tbody', one.end))}`;
      return one === open.at(-1) && !table ? tag + FIRST_PAGE : tag;
    })
    .join('');
}

const namesIn = (html: string, name: 'id' | 'href="#'): string[] =>
  [...html.matchAll(name === 'id' ? /\sid="([^"]*)"/g : /\shref="#([^"]*)"/g)].map(([, anchor]) => anchor as string);

const linksOf = (html: string) => ({ anchors: new Set(namesIn(html, 'id')), goals: new Set(namesIn(html, 'href="#')) });

/**
 * The browser makes a link within a file only where it finds the goal there, and writes down only those goals that a link leads to. What a part lacks
 * of either, because it stands in another, is put where nobody sees it.
 */
function joints(part: string, anchors: ReadonlySet<string>, goals: ReadonlySet<string>): string {
  const here = linksOf(part);
  const missing = [...here.goals].filter((id) => anchors.has(id) && !here.anchors.has(id)).map((id) => `<i id="${id}"></i>`);
  const wanted = [...here.anchors].filter((id) => goals.has(id) && !here.goals.has(id)).map((id) => `<a href="#${id}"></a>`);
  return missing.length + wanted.length > 0 ? `<div hidden>${missing.join('')}${wanted.join('')}</div>` : '';
}
