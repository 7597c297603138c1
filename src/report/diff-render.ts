import { buildDiffReport, type DiffView } from './diff-report.js';
import { diffText, type TextOptions } from './diff-text.js';
import { type HtmlOptions, renderHtml } from './html.js';
import { renderMarkdown } from './markdown.js';

/**
 * The difference of two editions: `text` for a terminal, `html` and `md` as a report of one document with its redline. A PDF is the HTML, printed.
 * @throws PlanwatchError REPORT_TEMPLATE, REPORT_TEMPLATES_NOT_FOUND
 */
export function renderDiff(view: DiffView, format: 'text' | 'html' | 'md', options: TextOptions & HtmlOptions = {}): string {
  const model = buildDiffReport(view);
  if (format === 'text') return diffText(model, options);
  return format === 'html' ? renderHtml(model, options) : renderMarkdown(model);
}
