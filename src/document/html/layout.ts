import { type Draft, line } from '../draft.js';
import { tidy } from '../whitespace.js';
import { attr, BLOCKS, type Dom, isSilent, printedLength, tagOf, walk } from './dom.js';
import { CELL_BREAK, gridOf, rowsOf } from './table.js';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A superscript as plain text: an exponent behind a Latin letter (`km<sup>2</sup>`), a note mark behind anything else, so that the note number
 * of `15.7<sup>4</sup>` does not become a digit of the figure.
 */
function superscript(before: string, raw: string): string {
  const text = raw.replace(/\s+/g, '');
  if (!/^\d{1,2}$/.test(text)) return text;
  if (/[A-Za-zμ㎡]$/.test(before) || /[×x*]\s*10$/.test(before)) return [...text].map((d) => SUPERSCRIPTS[Number(d)]).join('');
  return `[${text}]`;
}

/** The last characters before a superscript; looking at the growing text itself would copy it each time. */
const tailOf = (before: string, added: string): string => (added.length >= TAIL ? added.slice(-TAIL) : (before + added).slice(-TAIL));
const TAIL = 16;

/** The words under a node on one line: `<br>` and blocks as a space, superscripts told from figures. */
export function inlineText(root: Dom): string {
  let out = '';
  let tail = '';
  walk(root, (node) => {
    if (node.type === 'text') {
      out += node.data;
      tail = tailOf(tail, node.data ?? '');
    } else if (isSilent(node)) return false;
    else if (tagOf(node) === 'sup') {
      out += superscript(tail.trimEnd(), rawText(node));
      return false;
    } else if (tagOf(node) === 'br' || BLOCKS.has(tagOf(node))) out += CELL_BREAK;
    return undefined;
  });
  return out;
}

function rawText(root: Dom): string {
  let out = '';
  walk(root, (node) => {
    if (node.type === 'text') out += node.data;
    return undefined;
  });
  return out;
}

/** Cells of one column are a box drawn round text (专栏), and cells that hold tables or articles are page layout: both are read as text. */
function isLayout(table: Dom): boolean {
  const rows = rowsOf(table);
  let widest = 0;
  let nested = false;
  let longest = 0;
  let filled = 0;
  for (const row of rows) {
    let speaking = 0;
    for (const cell of row.cells) {
      let length = 0;
      let paragraphs = 0;
      walk(cell, (node) => {
        if (node.type === 'text') length += printedLength(node.data ?? '');
        else if (tagOf(node) === 'table') nested = true;
        else if (tagOf(node) === 'p' || tagOf(node) === 'div') paragraphs++;
        return nested ? false : undefined;
      });
      if (nested) return true;
      if (length > 0) speaking++;
      filled += length > 0 ? 1 : 0;
      if (length > 1500 && paragraphs > 4) longest = Math.max(longest, length);
    }
    widest = Math.max(widest, speaking);
  }
  return widest < 2 || longest > 0 || filled < 2;
}

interface Options {
  /** Tables that are read elsewhere (metadata tables). */
  readonly skip?: ReadonlySet<Dom>;
  readonly origin?: 'html' | 'docx';
}

/** Reads a subtree into lines, tables and pictures, in reading order. */
export function layout(roots: readonly Dom[], options: Options = {}): Draft[] {
  const drafts: Draft[] = [];
  let buffer = '';
  let tail = '';
  let linked = 0;
  let links = 0;
  let level = 0;
  let pictures: Draft[] = [];
  let preformatted = 0;
  const flush = () => {
    // The arrow with which a converted note leads back to its mark.
    const text = tidy(buffer).replace(/ ?↑$/, '');
    if (text) drafts.push(line(text, { level, link: linked > 0 && isLinked(linked, printedLength(buffer)) }));
    drafts.push(...pictures);
    buffer = '';
    tail = '';
    linked = 0;
    pictures = [];
  };
  const enter = (node: Dom): boolean | undefined => {
    if (node.type === 'text') {
      if (preformatted > 0 && /\n/.test(node.data ?? '')) {
        for (const piece of (node.data ?? '').split(/\r?\n/)) {
          buffer += piece;
          flush();
        }
        return undefined;
      }
      buffer += node.data;
      tail = tailOf(tail, node.data ?? '');
      if (links > 0) linked += printedLength(node.data ?? '');
      return undefined;
    }
    if (node.type !== 'tag' && node.type !== 'root') return false;
    if (isSilent(node) || options.skip?.has(node)) return false;
    const tag = tagOf(node);
    if (tag === 'br') {
      flush();
      return false;
    }
    if (tag === 'img') {
      const src = attr(node, 'src') || attr(node, 'data-src') || attr(node, 'original');
      if (src && isPicture(node, src)) pictures.push({ kind: 'image', src });
      return false;
    }
    if (tag === 'sup') {
      buffer += superscript(tail.trimEnd(), rawText(node));
      return false;
    }
    if (tag === 'a') links++;
    if (tag === 'pre') preformatted++;
    if (tag === 'table' && !isLayout(node)) {
      flush();
      const grid = gridOf(node, inlineText, options.origin ?? 'html');
      if (grid.cells.length > 0) drafts.push(grid);
      return false;
    }
    if (BLOCKS.has(tag)) {
      flush();
      const heading = /^h([1-6])$/.exec(tag);
      if (heading) level = Number(heading[1]);
    }
    return undefined;
  };
  const leave = (node: Dom) => {
    const tag = tagOf(node);
    if (tag === 'a' && node.type === 'tag') links--;
    if (tag === 'pre' && node.type === 'tag') preformatted--;
    if (BLOCKS.has(tag)) {
      flush();
      if (/^h[1-6]$/.test(tag)) level = 0;
    }
  };
  for (const root of roots) {
    walk(root, enter, leave);
    flush();
  }
  return drafts;
}

/** A line of links: nothing else stands in it, or no more than the date of a list entry. */
const isLinked = (linked: number, all: number) => linked >= all - 2 || (linked >= all * 0.4 && all - linked <= 14);

const px = (text: string) => Number.parseInt(text, 10);

/** Pictures that may hold a table; not icons of file types, share buttons or spacers. */
function isPicture(node: Dom, src: string): boolean {
  const style = attr(node, 'style');
  const width = px(attr(node, 'width') || (/(?:^|[;\s])width:\s*(\d+)/i.exec(style)?.[1] ?? ''));
  const height = px(attr(node, 'height') || (/(?:^|[;\s])height:\s*(\d+)/i.exec(style)?.[1] ?? ''));
  if (width < 100 || height < 60) return false;
  return !/(?:icon|filetype|share|qrcode|ewm|logo|arrow|spacer|blank\.gif|emoji)/i.test(src);
}
