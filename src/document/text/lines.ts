import type { Span } from '../document.js';

/** A printed line (or, in a text without line breaks, a stretch between paragraph indents), trimmed. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Empty lines between this line and the one before. */
  readonly gap: number;
  /** White space in front of the first character; two or more mark a new paragraph in print. */
  readonly indent: number;
}

/** In characters: a line longer than this may hold several paragraphs set apart by indents only. */
const LONG_LINE = 120;
const isBlank = (code: number) =>
  code === 32 || code === 0x3000 || code === 0xa0 || code === 9 || code === 13 || code === 0xfeff || code === 0x200b;
const ENDS_SENTENCE = /[。；！？：”）…;!?:)]$/;
/** `　　一、` or `　　——` opens a paragraph whatever stands before it; `指　  标` is one word. */
const OPENS =
  /^(?:第[一二三四五六七八九十百]{1,4}[篇编章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|—{2}|各位代表|专栏)/;

function push(out: Line[], text: string, from: number, to: number, gap: number): void {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (end > start) out.push({ start, end, text: text.slice(start, end), gap, indent: start - from });
}

/** Cuts a long line where print shows a paragraph indent (`。　　二、`); most lines come back whole. */
function pushLong(out: Line[], text: string, from: number, to: number, gap: number): void {
  let at = from;
  let first = true;
  const add = (end: number) => {
    const before = out.length;
    push(out, text, at, end, first ? gap : 0);
    if (out.length > before) first = false;
    at = end;
  };
  for (let i = from; i < to; i++) {
    if (!isBlank(text.charCodeAt(i))) continue;
    let j = i;
    let wide = 0;
    while (j < to && isBlank(text.charCodeAt(j))) {
      if (text.charCodeAt(j) === 0x3000 || text.charCodeAt(j) === 9) wide++;
      j++;
    }
    const tab = text.charCodeAt(i) === 9 || text.charCodeAt(j - 1) === 9;
    if (((j - i >= 2 && wide > 0) || tab) && j < to) {
      const before = text.slice(Math.max(at, i - 1), i);
      const head = text.slice(at, Math.min(i, at + 40)).trimStart();
      if (
        tab ||
        ENDS_SENTENCE.test(before) ||
        OPENS.test(text.slice(j, j + 8)) ||
        (OPENS.test(head) && !head.startsWith('专栏') && i - at < 60)
      )
        add(i);
    }
    i = j - 1;
  }
  add(to);
}

/**
 * The lines of a text, empty ones counted but left out. LF, CRLF, CR and form feed end a line; a line of more than 120 characters is also cut
 * at paragraph indents inside it, as reports arrive that lost their line breaks.
 */
export function splitLines(text: string): Line[] {
  const out: Line[] = [];
  let gap = 0;
  for (let start = 0; start <= text.length; ) {
    let end = start;
    while (end < text.length) {
      const code = text.charCodeAt(end);
      if (code === 10 || code === 13 || code === 12) break;
      end++;
    }
    const before = out.length;
    if (end - start > LONG_LINE) pushLong(out, text, start, end, gap);
    else push(out, text, start, end, gap);
    gap = out.length > before ? 0 : gap + 1;
    if (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10) end++;
    start = end + 1;
  }
  return out;
}

export const spanOf = (line: { readonly start: number; readonly end: number }): Span => ({ start: line.start, end: line.end });

/** Columns a line takes in print: 2 for full width, 1 for the rest. */
export function printWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++)
    width +=
      text.charCodeAt(i) > 0x2e7f || text.charCodeAt(i) === 0x2014 || text.charCodeAt(i) === 0x201c || text.charCodeAt(i) === 0x201d
        ? 2
        : 1;
  return width;
}
