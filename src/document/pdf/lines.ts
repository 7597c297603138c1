import { plainIdeographs } from '../radicals.js';
import type { PdfRun } from '../readers.js';

/** Runs that stand beside one another without a wide gap. */
export interface Fragment {
  readonly x: number;
  readonly right: number;
  readonly text: string;
}

/** One printed line. Points from the lower left corner. */
export interface PdfLine {
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** Size of its largest type. */
  readonly height: number;
  readonly text: string;
  readonly fragments: readonly Fragment[];
}

/** In ems: runs whose baselines differ by less share a line, so that sub- and superscripts stay with their word. */
const BASELINE_TOLERANCE = 0.45;
/** In ems: a wider gap separates columns. */
const COLUMN_GAP = 1.4;

const isWide = (unit: string) => /[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef\u2018-\u201d]/.test(unit);
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

interface Open {
  y: number;
  height: number;
  runs: PdfRun[];
}

/** Groups runs to lines from top to bottom; runs of white space only count as gaps. */
export function linesOf(runs: readonly PdfRun[]): PdfLine[] {
  const lines: Open[] = [];
  const speaking = runs.filter((run) => run.text.trim() !== '');
  // Large type first: it sets the baseline that small type is hung on.
  for (const run of [...speaking].sort((a, b) => b.height - a.height)) {
    let best: Open | null = null;
    let nearest = Number.POSITIVE_INFINITY;
    for (const line of lines) {
      const distance = Math.abs(line.y - run.y);
      if (distance < nearest && distance <= BASELINE_TOLERANCE * Math.max(line.height, run.height)) {
        best = line;
        nearest = distance;
      }
    }
    if (best) best.runs.push(run);
    else lines.push({ y: run.y, height: run.height, runs: [run] });
  }
  return lines
    .sort((a, b) => b.y - a.y)
    .map(finish)
    .filter((line) => line.text !== '');
}

function finish(open: Open): PdfLine {
  const runs = open.runs.sort((a, b) => a.x - b.x);
  const em = open.height || 10;
  const fragments: Fragment[] = [];
  let text = '';
  let x = 0;
  let right = Number.NEGATIVE_INFINITY;
  const close = () => {
    const clean = tidyRun(text);
    if (clean) fragments.push({ x, right, text: clean });
    text = '';
  };
  for (const run of runs) {
    const trimmed = run.text.trim();
    const lead = run.text.length - run.text.trimStart().length;
    // A bold face imitated by printing twice.
    if (text.endsWith(trimmed) && Math.abs(right - (run.x + run.width)) < 0.2 * em && run.x < right - 0.6 * run.width) continue;
    const gap = run.x - right;
    if (text && gap > COLUMN_GAP * em) close();
    if (!text) x = run.x;
    else if (needsSpace(text, run.text, gap, em) || (lead > 0 && !isWide(text.at(-1) ?? ''))) text += ' ';
    text += raised(run, open, text);
    right = Math.max(run.x + run.width, fragments.length > 0 && !text ? right : run.x + run.width);
  }
  close();
  const first = fragments[0];
  return {
    x: first?.x ?? 0,
    right: Math.max(...fragments.map((fragment) => fragment.right), 0),
    y: open.y,
    height: open.height,
    text: fragments.map((fragment) => fragment.text).join(' '),
    fragments,
  };
}

/** Raised small digits are exponents behind a letter and note marks behind anything else. */
function raised(run: PdfRun, open: Open, before: string): string {
  const text = plainIdeographs(run.text);
  const digits = text.trim();
  if (run.height > 0.85 * open.height || run.y < open.y + 0.15 * open.height || !/^\d{1,2}$/.test(digits)) return text;
  return /[A-Za-zμ]$/.test(before) ? [...digits].map((digit) => SUPERSCRIPTS[Number(digit)]).join('') : `[${digits}]`;
}

function needsSpace(before: string, after: string, gap: number, em: number): boolean {
  const left = before.at(-1) ?? '';
  const right = after.trimStart()[0] ?? '';
  if (isWide(left) && isWide(right)) return gap > 0.8 * em;
  if (isWide(left) || isWide(right)) return false;
  return gap > 0.2 * em;
}

/** Spaces that justified print puts between Chinese characters and figures go; those of a heading (`第一章 总则`) stay. */
function tidyRun(text: string): string {
  const caption = /^\s*(专栏|附?表|图)\s?(\d[\d.—–-]*)\s+(?=\S)/.exec(text);
  if (caption) return `${caption[1]}${caption[2]} ${tidyRun(text.slice(caption[0].length))}`;
  return text
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .replace(
      /(?<=[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef])/g,
      '',
    )
    .replace(/(?<=[，。；：、（）《》]) | (?=[，。；：、（）《》])/g, '')
    .trim();
}

/** Text of lines set one under another as one string: nothing between Chinese characters, a space between words and figures. */
export function joinLines(texts: readonly string[]): string {
  return texts.reduce((joined, text) => {
    if (!joined) return text;
    const [left, right] = [joined.at(-1) ?? '', text[0] ?? ''];
    const cutFigure = /[.．,]/.test(left) && /\d/.test(right);
    return isWide(left) || isWide(right) || cutFigure || /[/（([〔<>≥≤-]/.test(left) || /[/）)\]〕%％.,]/.test(right)
      ? joined + text
      : `${joined} ${text}`;
  }, '');
}
