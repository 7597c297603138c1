import type { Block, Span } from '../document.js';
import { hashesOf, headingLevel, opensParagraph, RANKS } from './headings.js';
import { type Line, printWidth, spanOf } from './lines.js';
import { findNoise, linePrintsFull, type Wrapping, wrappingOf } from './page-noise.js';
import { type DraftBlock, sectionize } from './sectionize.js';
import { findTitle } from './title.js';

const ENDS_PARAGRAPH = /[。；！？：…”」!?;:]$/;
const NOTE = /^(?:注\s*[：:释]|注\s*\d|备\s*注\s*[：:]|说\s*明\s*[：:]|资料来源|\[\d{1,3}\]|[①-⑳]|\d{1,2}\s*指(?!导|标|数|挥|定))/;

/** A line of running text, or a block already read (a table) that stands between lines. */
export type Item = Line | DraftBlock;
const isDraft = (item: Item): item is DraftBlock => 'kind' in item;

export interface Built {
  readonly blocks: readonly Block[];
  readonly title: string | null;
}

/**
 * Joins lines to headings, paragraphs and notes and puts them in their sections.
 * A paragraph cut by lines, pages, page numbers or rules is one block whose pieces leave the noise out.
 * @param items in reading order; tables come as finished drafts
 */
export function buildBlocks(items: readonly Item[]): Built {
  const drafts: DraftBlock[] = [];
  const lines = items.filter((item): item is Line => !isDraft(item));
  const wrapping = wrappingOf(lines);
  const title = findTitle(lines);
  const noise = findNoise(lines, wrapping, title);
  let open: { pieces: Span[]; text: string; last: Line; note: boolean } | null = null;
  const close = () => {
    if (!open) return;
    const first = open.pieces[0] as Span;
    const last = open.pieces[open.pieces.length - 1] as Span;
    drafts.push({
      kind: open.note ? 'note' : 'paragraph',
      span: { start: first.start, end: last.end },
      pieces: open.pieces,
      table: null,
      text: open.text,
    });
    open = null;
  };
  let index = -1;
  let taken: Line | null = null;
  let acrossPage = false;
  for (const item of items) {
    if (isDraft(item)) {
      close();
      acrossPage = false;
      drafts.push(item);
      continue;
    }
    index++;
    if (item === taken) continue;
    if (noise.breaks.has(index)) close();
    if (noise.pages.has(index)) acrossPage = true;
    if (noise.dropped.has(index)) continue;
    const skipped = noise.skip.get(index) ?? 0;
    const line: Line = skipped > 0 ? { ...item, start: item.start + skipped, text: item.text.slice(skipped) } : item;
    const current = open as { pieces: Span[]; text: string; last: Line; note: boolean } | null;
    const cut = current !== null && isCut(current.text, current.last, line, wrapping, acrossPage);
    acrossPage = false;
    if (title.lines.has(index)) {
      close();
      drafts.push({ kind: 'heading', span: spanOf(line), pieces: [spanOf(line)], table: null, text: line.text, title: true });
      continue;
    }
    if (current && cut) {
      current.pieces.push(spanOf(line));
      current.text += line.text;
      current.last = line;
      continue;
    }
    close();
    const rest = headingRest(line, lines[index + 1], lines[index + 2], wrapping);
    if (rest && !noise.dropped.has(index + 1)) {
      drafts.push({
        kind: 'heading',
        span: { start: line.start, end: rest.end },
        pieces: [spanOf(line), spanOf(rest)],
        table: null,
        text: line.text + rest.text,
      });
      taken = rest;
    } else if (isHeading(line, wrapping.width))
      drafts.push({ kind: 'heading', span: spanOf(line), pieces: [spanOf(line)], table: null, text: line.text });
    else open = { pieces: [spanOf(line)], text: line.text, last: line, note: NOTE.test(line.text) };
  }
  close();
  return { blocks: sectionize(drafts), title: title.text };
}

function isHeading(line: Line, width: number | null): boolean {
  if (hashesOf(line.text) > 0) return true;
  if (/^\*\*[^*]{2,40}\*\*$/.test(line.text) && !/[。；]/.test(line.text)) return true;
  if (headingLevel(line.text) === 0) return false;
  if (width === null) return true;
  // A full line that starts like a heading and has no end is the first line of a paragraph; `九、…` of nearly full width is still a heading.
  const rank = headingLevel(line.text);
  return printWidth(line.text) < (rank <= RANKS.item ? width : width - 4) || rank <= RANKS.section;
}

/**
 * The second line of a heading that fills its first: `1.3 到2035年建成……现代化` / `国际大都市`. It is short, closes no sentence, and full lines follow.
 */
function headingRest(line: Line, next: Line | undefined, afterwards: Line | undefined, wrapping: Wrapping): Line | null {
  if (wrapping.width === null || !next || !afterwards || headingLevel(line.text) === 0 || !linePrintsFull(line, wrapping)) return null;
  if (/[。；，：,]$/.test(line.text) || /。/.test(line.text) || printWidth(next.text) > wrapping.width * 0.7) return null;
  if (/[。；，：！,]/.test(next.text) || opensParagraph(next.text) || /\d/.test(next.text)) return null;
  return linePrintsFull(afterwards, wrapping) || opensParagraph(afterwards.text) ? next : null;
}

/** `4.1:` + `41.6:54.3`, `65` + `.7%`: a figure runs on whatever its last sign is taken for. */
const isFigureCut = (last: string, next: string): boolean =>
  (/[\d０-９][:：∶.．]$/.test(last) && /^[\d０-９]/.test(next)) || (/[\d０-９]$/.test(last) && /^[.．:：∶][\d０-９]/.test(next));

/** Shortest text, in characters, that a page break may have cut; shorter ones are captions and signatures. */
const CUT_BY_PAGE = 12;

/**
 * True where `line` goes on with the sentence that `last` left open.
 * @param acrossPage a page number stands between the two
 */
function isCut(text: string, last: Line, line: Line, wrapping: Wrapping, acrossPage: boolean): boolean {
  if (isFigureCut(last.text, line.text)) return true;
  // Only the ends are looked at: a paragraph may have thousands of lines.
  const ended = ENDS_PARAGRAPH.test(last.text);
  // 消除违法建筑60万 + 平方米: a number wants its unit, however short the line is.
  if (acrossPage && /[\d０-９]\s*[十百千万亿]{0,2}$/.test(last.text) && !opensParagraph(line.text)) return true;
  if (acrossPage && !ended && text.length >= CUT_BY_PAGE && line.indent < 2 && !opensParagraph(line.text)) return true;
  if (wrapping.width !== null) {
    const full = linePrintsFull(last, wrapping);
    if (opensParagraph(line.text) && (ended || !full)) return false;
    if (line.indent >= 2 && (ended || wrapping.indented || !full)) return false;
    if (ended) return full && line.gap === 0 && !/[：:]$/.test(last.text);
    return full || line.gap === 0;
  }
  if (ended || opensParagraph(line.text)) return false;
  return text.length >= 30 && /[，。；,]/.test(text.slice(0, 400));
}
