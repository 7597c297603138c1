export { type HtmlOptions, PAPERS, type Paper, renderHtml } from './html.js';
export { IMPORTANCE_RULES, importanceOf } from './importance.js';
export { renderJson } from './json.js';
export { renderMarkdown } from './markdown.js';
export { buildReport } from './model.js';
export { type PdfOptions, renderPdf } from './pdf.js';
export { type ReportModel, reportSchema } from './schema.js';
export type * from './types.js';
export { LOCALES, REPORT_FORMATS } from './types.js';
