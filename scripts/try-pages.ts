// Turns the texts of a folder into pages, and edits in a text into edits in its page. Used by `npm run try`.
import { extname } from 'node:path';
import type { Page } from './serve-folder.js';
import type { Edit } from './try-edits.js';

/** `page`: text wrapped into HTML, paragraph by paragraph; `text`: as text/plain. Files that are HTML stay HTML. */
export type Wrapping = 'page' | 'text';

const isHtml = (file: string) => /\.html?$/i.test(file);
const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Blank lines part paragraphs; lines inside one are kept as the printed lines they are. */
function wrap(title: string, text: string): string {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t\u3000]*\n/)
    .map((p) => p.replace(/^\n+|\n+$/g, ''))
    .filter((p) => p.trim() !== '')
    .map((p) => `<p>${escapeHtml(p).split('\n').join('<br>\n')}</p>`);
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a></div>
<div class="TRS_Editor">
${paragraphs.join('\n')}
</div>
<div class="footer">版权所有　网站地图　联系我们</div>
</body>
</html>
`;
}

/** What the server answers for a file; always UTF-8, and said so in the header, which outranks what a page says of itself. */
export function pageOf(file: string, source: string, as: Wrapping): Page {
  const utf8 = new TextEncoder();
  if (isHtml(file)) return { body: utf8.encode(source), type: 'text/html; charset=utf-8' };
  if (as === 'text') return { body: utf8.encode(source), type: `text/${extname(file) === '.md' ? 'markdown' : 'plain'}; charset=utf-8` };
  return { body: utf8.encode(wrap(file.replace(/\.\w+$/, ''), source)), type: 'text/html; charset=utf-8' };
}

/**
 * The edit with its place in the file as it is served. Spans of texts point into the file; those of HTML into the words read from it, which
 * are looked up in the markup with as many words before them as it takes to be unique.
 * @returns null where the place cannot be told for certain
 */
export function carryOver(input: { readonly file: string; readonly source: string; readonly text: string }, edit: Edit): Edit | null {
  if (!isHtml(input.file)) return input.source.slice(edit.start, edit.start + edit.was.length) === edit.was ? edit : null;
  for (let before = 4; before <= 24; before++) {
    const words = input.text.slice(Math.max(0, edit.start - before), edit.start + edit.was.length);
    const at = input.source.indexOf(words);
    if (at < 0) return null;
    if (input.source.indexOf(words, at + 1) < 0) return { ...edit, start: at + words.length - edit.was.length };
  }
  return null;
}
