import { type DraftLine, line as draftLine } from '../draft.js';
import { opensParagraph } from '../text/index.js';
import { joinLines, type PdfLine } from './lines.js';

/** Left and right edge of the running text, its type size and the usual distance of its baselines. */
export interface Measure {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly leading: number;
}

const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** The measure of the lines of one column, over all its pages. */
export function measureOf(lines: readonly PdfLine[]): Measure {
  const sizes = new Map<number, number>();
  for (const line of lines) sizes.set(Math.round(line.height), (sizes.get(Math.round(line.height)) ?? 0) + line.text.length);
  const height = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 12;
  const body = lines.filter((line) => Math.abs(line.height - height) <= 1.5);
  const gaps = body
    .slice(1)
    .map((line, i) => (body[i] as PdfLine).y - line.y)
    .filter((gap) => gap > 0.5 * height && gap < 4 * height);
  return {
    left: quantile(ascending(body.map((line) => line.x)), 0.1),
    right: quantile(ascending(body.map((line) => line.right)), 0.85),
    height,
    leading: quantile(ascending(gaps), 0.5) || height * 1.6,
  };
}

export interface Flow {
  readonly line: PdfLine;
  /** Lines set to one measure: the page's width, or a column's. Columns are laid over one another. */
  readonly setting: 'page' | 'column';
  /** First line of a page or column: its distance from the line before says nothing. */
  readonly fresh: boolean;
}

const ENDS = /[。！？：:”」）)]$/;

/** True where `next` goes on with the paragraph of `last`. */
function goesOn(last: PdfLine, next: Flow, measure: Measure): boolean {
  const { line } = next;
  const em = measure.height;
  if (Math.abs(line.height - last.height) > 0.15 * em) return false;
  const large = line.height > 1.15 * em;
  const centred = (at: PdfLine) =>
    Math.abs((at.x + at.right) / 2 - (measure.left + measure.right) / 2) < 1.5 * em && at.x > measure.left + 1.2 * em;
  if (!next.fresh && last.y - line.y > 1.7 * measure.leading * Math.max(1, line.height / em)) return false;
  if (large && centred(line)) return centred(last) || last.right - last.x > 0.7 * (measure.right - measure.left);
  if (large) return last.right > measure.right - 2.5 * em && line.x < measure.left + 1.2 * em;
  if (last.right < measure.right - 2.2 * em) return false;
  if (line.x > measure.left + 1.2 * em) return false;
  return !(ENDS.test(last.text) && opensParagraph(line.text));
}

/** Joins lines to paragraphs by indent, short last lines, distance and type size; a page break in a sentence leaves no trace. */
export function paragraphsOf(flow: readonly Flow[], measures: Readonly<Record<Flow['setting'], Measure>>): DraftLine[] {
  const paragraphs: DraftLine[] = [];
  let open: PdfLine[] = [];
  let setting: Flow['setting'] = 'page';
  const close = () => {
    if (open.length === 0) return;
    const first = open[0] as PdfLine;
    const small = first.height < 0.92 * measures[setting].height;
    const text = joinLines(open.map((line) => line.text));
    paragraphs.push(draftLine(text, { note: small && /^(?:[①-⑳]|[[〔]?\d{1,2}[\]〕]?\s*[^\d.%])/.test(text) }));
    open = [];
  };
  for (const next of flow) {
    const last = open[open.length - 1];
    if (last && (next.setting !== setting || !goesOn(last, next, measures[setting]))) close();
    setting = next.setting;
    open.push(next.line);
  }
  close();
  return paragraphs;
}
