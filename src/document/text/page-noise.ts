import { headingLevel } from './headings.js';
import { type Line, printWidth } from './lines.js';

/** How hard-wrapped a text is: the usual print width of its full lines, or null where a line is a paragraph. */
export interface Wrapping {
  readonly width: number | null;
  /** Paragraphs begin with an indent, so a line with one never goes on with the line before. */
  readonly indented: boolean;
}

const ENDS = /[。；！？：…”」）)!?;:]$/;

/**
 * Tells text copied out of a typeset page (every line full, cut anywhere) from text with one paragraph a line.
 * Hard-wrapped is: at least 40 % of the longer lines stop in mid-sentence, and lines hardly differ in width.
 */
export function wrappingOf(lines: readonly Line[]): Wrapping {
  const counts = new Map<number, number>();
  let long = 0;
  let cut = 0;
  let huge = 0;
  const indents = lines.filter((line) => line.indent >= 2).length;
  const indented = indents >= 3 && indents >= lines.length * 0.03 && indents <= lines.length * 0.6;
  for (const line of lines) {
    const width = printWidth(line.text);
    if (width < 30) continue;
    long++;
    if (width > 150) huge++;
    // A heading ends without a sign as well, and says nothing of the width: a short notice has more headings than full lines.
    if (ENDS.test(line.text) || /[.…]{6,}/.test(line.text) || headingLevel(line.text) > 0) continue;
    cut++;
    const bin = Math.round(width / 2) * 2;
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  if (long < 5 || cut / long < 0.4 || huge / long > 0.05) return { width: null, indented };
  let best = 0;
  let width = 0;
  for (const [bin] of counts) {
    const near = (counts.get(bin - 2) ?? 0) + (counts.get(bin) ?? 0) + (counts.get(bin + 2) ?? 0);
    if (near > best || (near === best && bin > width)) {
      best = near;
      width = bin;
    }
  }
  return { width: best / cut >= 0.35 ? width : null, indented };
}

/** Columns of a printed line, to guess how many of them a paragraph takes. */
const PRINTED_LINE = 76;

// Digits in either width: a page is printed in its own, its number in the printer's.
const PAGE_MARK =
  /^(?:[-—–－·•\s]*[\d０-９]{1,4}[-—–－·•\s]*|第\s*[\d０-９]{1,4}\s*页(?:\s*[，,/／]?\s*共\s*[\d０-９]{1,4}\s*页)?|[\d０-９]{1,4}\s*[/／]\s*[\d０-９]{1,4})$/;
const GLUED = /^([\d０-９]{1,3}\s{0,2})(?=[“（(《—\p{Script=Han}①-⑳]|\d{1,2}\.\d{1,2}\s)/u;
// `30` + `万元` is the end of a figure that the line cut in two, whatever page this is.
const GOES_ON = /^[\d０-９]{1,3}\s{0,2}[万亿千百十元个家户人名亩吨年月日岁时分项件条座所处平立米公里种类批次倍成多余%％]/;
const ENDS_IN_FIGURE = /[\d０-９.．,，:：∶/／—–~～-]$/;
/** Marks that are page numbers and nothing else; with so many of them, no bare or glued number is one. */
const ENOUGH_PLAIN = 2;
// `— 12 —`, `第 12 页`; not `12`, which may be a cell, nor `12/40`.
const PLAIN_MARK = /^(?:[-—–－·•]\s*[\d０-９]{1,4}\s*[-—–－·•]|第\s*[\d０-９]{1,4}\s*页(?:\s*[，,/／]?\s*共\s*[\d０-９]{1,4}\s*页)?)$/;

const toPage = (text: string): number => Number((/[\d０-９]+/.exec(text)?.[0] ?? '').normalize('NFKC'));

/** True for a line that can be nothing but a page number, wherever it stands. */
export const isPageMark = (text: string): boolean => PLAIN_MARK.test(text);
const RULE = /^(?:[-*_]\s*){3,}$|^[-—_=·.…]{6,}$/;
/** Characters at the end of a line in which a contents line shows itself; a line of nothing but dots is not searched from each of them. */
const TOC_TAIL = 40;
const TOC = /(?:[.·]{5,}|…{3,})\s*\d{1,4}$/;

/** What to leave out of reading: whole lines, or the first characters of a line. */
export interface Noise {
  /** Line indices that are no words of the document: page numbers, rules, running headers, lines of a table of contents. */
  readonly dropped: ReadonlySet<number>;
  /** Those of them that nothing runs across: lines of a table of contents. */
  readonly breaks: ReadonlySet<number>;
  /** Line index to the number of leading characters that are a page number. */
  readonly skip: ReadonlyMap<number, number>;
  /** Those of the dropped lines that are page numbers: print broke the page there, whatever it was in the middle of. */
  readonly pages: ReadonlySet<number>;
}

/**
 * Page numbers alone on a line or glued to the next (`12本一致`), rules, running headers, contents lines, and subscripts set below their line.
 * A bare or glued number is taken for a page only as part of a run n, n+1, n+2 of at least three at plausible distances, as a sentence may well
 * go on with a number at the start of a line.
 */
export function findNoise(
  lines: readonly Line[],
  wrapping: Wrapping,
  title: { readonly text: string | null; readonly lines: ReadonlySet<number> } = NO_TITLE,
): Noise {
  const dropped = new Set<number>();
  const breaks = new Set<number>();
  const skip = new Map<number, number>();
  const marks: Mark[] = [];
  let at = 0;
  lines.forEach((line, i) => {
    const text = line.text;
    at += Math.max(1, Math.ceil(printWidth(text) / PRINTED_LINE));
    if (RULE.test(text)) dropped.add(i);
    else if (TOC.test(text.slice(-TOC_TAIL))) {
      dropped.add(i);
      breaks.add(i);
    } else if (PAGE_MARK.test(text)) {
      const page = toPage(text);
      if (/[^\d０-９]/.test(text)) dropped.add(i);
      marks.push({ line: i, at, page, glued: 0 });
    } else {
      const glued = GLUED.exec(text);
      if (glued && !GOES_ON.test(text) && !ENDS_IN_FIGURE.test(lines[i - 1]?.text ?? ''))
        marks.push({ line: i, at, page: toPage(glued[1] as string), glued: (glued[1] as string).length });
    }
  });
  const plain = marks.filter((mark) => isPageMark((lines[mark.line] as Line).text)).length;
  for (const mark of plain >= ENOUGH_PLAIN ? [] : longestRun(marks)) {
    if (mark.glued > 0) skip.set(mark.line, mark.glued);
    else dropped.add(mark.line);
  }
  const pages = new Set(marks.filter((mark) => dropped.has(mark.line)).map((mark) => mark.line));
  if (wrapping.width !== null) {
    dropSubscripts(lines, dropped);
    dropLoneNumbers(lines, dropped, wrapping);
  }
  dropRunningHeaders(lines, dropped, skip, wrapping.width === null ? pages : null, title);
  return { dropped, breaks, skip, pages };
}

const NO_TITLE = { text: null, lines: new Set<number>() };

interface Mark {
  readonly line: number;
  /** Printed lines above it, as far as they can be guessed: where a line is a paragraph, three of them may fill a page. */
  readonly at: number;
  readonly page: number;
  readonly glued: number;
}
interface Chain {
  readonly mark: Mark;
  readonly length: number;
  readonly from: Chain | null;
  /** Lines a page takes, by the first two marks of the chain. */
  readonly perPage: number | null;
}

/** A number glued to a paragraph may as well count paragraphs, so lines are counted as they are. */
const distance = (from: Mark, to: Mark): number => (from.glued > 0 || to.glued > 0 ? to.line - from.line : to.at - from.at);

/**
 * The longest run of marks whose pages rise by one, or by up to four where pages carry none, at distances that fit the first ones.
 */
function longestRun(marks: readonly Mark[]): Mark[] {
  const best = new Map<number, Chain>();
  let top: Chain | null = null;
  for (const mark of marks) {
    let from: Chain | null = null;
    for (let step = 1; step <= 4; step++) {
      const before = best.get(mark.page - step);
      if (!before || before.length < (from?.length ?? 0)) continue;
      const perPage = distance(before.mark, mark) / step;
      const usual = before.perPage ?? perPage;
      if (perPage >= 4 && perPage <= 160 && perPage <= usual * 2.5 && perPage >= usual / 2.5 && (!from || before.length > from.length))
        from = before;
    }
    const perPage = from ? (from.perPage ?? distance(from.mark, mark) / (mark.page - from.mark.page)) : null;
    const chain: Chain = { mark, length: (from?.length ?? 0) + 1, from, perPage };
    const known = best.get(mark.page);
    if (!known || chain.length >= known.length) best.set(mark.page, chain);
    if (!top || chain.length > top.length) top = chain;
  }
  const run: Mark[] = [];
  for (let chain = top; chain; chain = chain.from) run.push(chain.mark);
  return run.length >= 3 ? run : [];
}

/** A number alone between empty lines, after a line that print had filled and that stops in mid-sentence: the foot of a page, even of the only one. */
function dropLoneNumbers(lines: readonly Line[], dropped: Set<number>, wrapping: Wrapping): void {
  for (let i = 1; i + 1 < lines.length; i++) {
    const [before, line, after] = [lines[i - 1] as Line, lines[i] as Line, lines[i + 1] as Line];
    if (!/^[\d０-９]{1,3}$/.test(line.text) || line.gap === 0 || after.gap === 0) continue;
    if (linePrintsFull(before, wrapping) && !ENDS.test(before.text)) dropped.add(i);
  }
}

/** `PM 等六项` with `2.5` on the next line: the subscript stands alone and the sentence goes on after it. */
function dropSubscripts(lines: readonly Line[], dropped: Set<number>): void {
  for (let i = 1; i + 1 < lines.length; i++) {
    const text = (lines[i] as Line).text.normalize('NFKC');
    if (/^(?:\d(?:\.\d)?|[a-z])(?:\s+\d(?:\.\d)?){0,5}$/.test(text) && /(?:PM|SO|NO|CO|O|M|H)\s/.test((lines[i - 1] as Line).text))
      dropped.add(i);
  }
}

/** A line of a sentence that goes on. */
const runsOn = (line: Line | undefined): boolean => line !== undefined && !ENDS.test(line.text);

/** Shortest running header where a line is a paragraph, in characters: cells and units are shorter. */
const HEADER = 6;

/**
 * A short line without punctuation that stands beside at least three page marks is a running header, and so is the title beside a single one.
 * @param pages where a line is a paragraph, the page numbers alone count as marks; null counts all that was dropped
 */
function dropRunningHeaders(
  lines: readonly Line[],
  dropped: Set<number>,
  skip: ReadonlyMap<number, number>,
  pages: ReadonlySet<number> | null,
  title: { readonly text: string | null; readonly lines: ReadonlySet<number> },
): void {
  const beside = new Map<string, number[]>();
  const marked = (i: number) => (pages ? pages.has(i) : dropped.has(i) || skip.has(i));
  const plain = (text: string) => text.replace(/\s+/g, '');
  const titleWords = plain(title.text ?? '');
  const firstTitle = Math.min(...title.lines);
  lines.forEach((line, i) => {
    if (line.text.length > 40 || /[。；，]/.test(line.text) || dropped.has(i) || marked(i) || !(marked(i - 1) || marked(i + 1))) return;
    // The title on the first page names the document; printed again in the middle of a sentence it is the head of the next page.
    if (title.lines.has(i) && (i <= firstTitle || title.lines.has(i - 1) || !runsOn(lines[marked(i - 1) ? i - 2 : i - 1]))) return;
    if (pages && line.text.length < HEADER) return;
    const at = beside.get(line.text);
    if (at) at.push(i);
    else beside.set(line.text, [i]);
  });
  for (const [text, at] of beside) {
    const repeatsTitle = plain(text).length >= HEADER && titleWords.includes(plain(text));
    if (at.length >= 3 || repeatsTitle) for (const i of at) dropped.add(i);
  }
}

export const linePrintsFull = (line: Line, wrapping: Wrapping): boolean =>
  wrapping.width !== null && printWidth(line.text) >= wrapping.width - 6;
