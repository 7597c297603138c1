import type { PdfPage, PdfRun } from '../readers.js';
import { linesOf, type PdfLine } from './lines.js';

/** Share of the page's height at its top and bottom in which headers, footers and page numbers stand. */
const MARGIN = 0.12;

const PAGE_NUMBER = /^[-—–－―·.~\s]*(?:第?\s*\d{1,4}\s*页?|[ivxlcIVXLC]{1,6})(?:\s*[/／共,，]\s*共?\s*\d{1,4}\s*页?)?[-—–－―·.~\s]*$/;

/** A header may carry the page's number at an end; figures inside a line are text, or lines of a list would count as one. */
const masked = (text: string) => text.replace(/\s+/g, '').replace(/^[-—–·]*\d{1,4}[-—–·]*|[-—–·]*\d{1,4}[-—–·]*$/g, '#');

interface MarginLine {
  readonly page: number;
  readonly line: PdfLine;
}

/**
 * The pages' runs without page numbers and running headers: numbers alone in the margins, and lines that several pages print at the same place.
 */
export function withoutFurniture(pages: readonly PdfPage[]): PdfPage[] {
  const margins: MarginLine[] = [];
  pages.forEach((page, number) => {
    // Whole lines first: a raised note mark may reach into the margin without its line.
    const inMargin = (line: PdfLine) => line.y > page.height * (1 - MARGIN) || line.y < page.height * MARGIN;
    // Between upright lines stands a table, whose heading is printed again on every page.
    const uprights = page.rules.filter((rule) => rule.x1 === rule.x2);
    const inTable = (line: PdfLine) =>
      uprights.some((rule) => rule.y1 <= line.y && rule.y2 >= line.y && rule.x1 > line.x - 40 && rule.x1 < line.right + 40);
    for (const line of linesOf(page.runs).filter(inMargin)) if (!inTable(line)) margins.push({ page: number, line });
  });
  const repeated = new Map<string, { pages: Set<number>; ys: number[] }>();
  for (const { page, line } of margins) {
    const key = masked(line.text);
    const seen = repeated.get(key) ?? { pages: new Set(), ys: [] };
    seen.pages.add(page);
    seen.ys.push(line.y);
    repeated.set(key, seen);
  }
  const dropped = new Map<number, PdfLine[]>();
  for (const { page, line } of margins) {
    const seen = repeated.get(masked(line.text));
    const steady = seen && Math.max(...seen.ys) - Math.min(...seen.ys) < 12;
    const running = seen && steady && seen.pages.size >= Math.max(2, Math.min(pages.length * 0.3, 6)) && !/[。；]$/.test(line.text);
    if (PAGE_NUMBER.test(line.text) || running) dropped.set(page, [...(dropped.get(page) ?? []), line]);
  }
  return pages.map((page, number) => {
    const lines = dropped.get(number);
    if (!lines) return page;
    const gone = (run: PdfRun) =>
      lines.some((line) => Math.abs(run.y - line.y) <= 0.45 * line.height && run.x >= line.x - 1 && run.x <= line.right + 1);
    return { ...page, runs: page.runs.filter((run) => !gone(run)) };
  });
}
