import type { Item, Part, Plan } from './plan.js';
import type { Random } from './random.js';
import { printSlot } from './revisions.js';

/**
 * Every way in which a printed page changes although nothing in it did. The list is published with the figures; what it makes is synthetic.
 * `words` (达到 and 达, 规模以上 and 规上) may give `reworded` and nothing else.
 */
export const COSMETICS = [
  'spaces',
  'full-width',
  'quotes',
  'commas',
  'page-breaks',
  'reflow',
  'headers',
  'footers',
  'counters',
  'crlf',
  'bold',
  'indent',
  'blank-lines',
  'words',
  'html',
  'other-site',
  'inline-tags',
  'dashes',
  'navigation',
  'printed-on',
  'flat-table',
] as const;
export type Cosmetic = (typeof COSMETICS)[number];

export interface Page {
  readonly fileName: string;
  readonly content: string;
}

const itemText = (item: Item): string => item.map((x) => (typeof x === 'string' ? x : `${printSlot(x)}${x.suffix}`)).join('');

/** Prints a plan as a text file, or as a web page where `html` or `other-site` is among the cosmetics. */
export function print(plan: Plan, random: Random, cosmetics: readonly Cosmetic[]): Page {
  const has = (c: Cosmetic) => cosmetics.includes(c);
  const dress = (text: string) => dressed(text, random, has);
  if (has('html') || has('other-site')) return { fileName: 'page.html', content: asHtml(plan, random, has, dress) };
  const lines: string[] = [];
  if (has('navigation')) lines.push('首页 > 政务公开 > 政府工作报告', '');
  lines.push(dress(plan.title), '');
  if (has('counters')) lines.push(`发布日期：2026-02-${String(random.int(10, 28))} 浏览次数：${random.int(20, 9000)}`, '');
  for (const part of plan.parts) {
    lines.push(has('bold') && part.table === null ? `**${dress(part.heading)}**` : dress(part.heading));
    for (const paragraph of part.paragraphs) {
      const text = dress(paragraph.map((s) => `${s.lead}${s.items.map(itemText).join('，')}。`).join(''));
      lines.push(...wrapped(has('indent') ? `　　${text}` : text, random, has));
      if (has('blank-lines')) lines.push('');
    }
    if (part.table) lines.push(...tableLines(part, dress, has('flat-table')), '');
  }
  if (has('footers')) lines.push('', '责任编辑：王某', '主办：某某人民政府办公室  网站标识码：1234567890');
  if (has('printed-on')) lines.push(`打印时间：2026年3月${random.int(1, 28)}日`);
  return { fileName: has('flat-table') ? 'page.txt' : 'page.md', content: lines.join(has('crlf') ? '\r\n' : '\n') };
}

/** A table as Markdown, or as a page copied into a text file gives it: one cell a line. */
function tableLines(part: Part, dress: (text: string) => string, flat: boolean): string[] {
  const table = part.table;
  if (!table) return [];
  const row = (cells: readonly string[]) => (flat ? cells.join('\n') : `| ${cells.join(' | ')} |`);
  const rule = flat ? [] : [row(table.header.map(() => '---'))];
  return [
    row(table.header.map(dress)),
    ...rule,
    ...table.rows.map((r) => row([dress(r.name), r.unit, dress(printSlot(r.base)), dress(printSlot(r.target)), r.attribute])),
  ];
}

/** Breaks a paragraph as a printed page does: lines of one width, and now and then a page number between two of them. */
function wrapped(text: string, random: Random, has: (c: Cosmetic) => boolean): string[] {
  if (!has('reflow') && !has('page-breaks')) return [text];
  const width = has('reflow') ? 34 : 100_000;
  const lines: string[] = [];
  let rest = text;
  while (rest.length > 0) {
    const breakHere = has('page-breaks') && random.chance(has('reflow') ? 0.06 : 0.4) && rest.length > 40;
    const size = breakHere && !has('reflow') ? safeCut(rest, random.int(10, rest.length - 10)) : safeCut(rest, width);
    lines.push(rest.slice(0, size));
    rest = rest.slice(size);
    if (breakHere && rest.length > 0) {
      if (has('headers')) lines.push('', `- ${random.int(2, 40)} -`, '', '2026年政府工作报告', '');
      else lines.push('', `— ${random.int(2, 40)} —`, '');
    }
  }
  return lines;
}

/** A printed figure is not broken between its digits, nor does a line begin with a stop. */
function safeCut(text: string, at: number): number {
  let cut = Math.min(at, text.length);
  while (cut < text.length && (/[\d.％%0-9０-９．]/.test(text[cut] ?? '') || /[，。；：、）”]/.test(text[cut] ?? ''))) cut++;
  return cut;
}

function dressed(text: string, random: Random, has: (c: Cosmetic) => boolean): string {
  let out = text;
  if (has('words')) out = random.chance(0.5) ? out.replace(/达到/g, '达') : out.replace(/规模以上/g, '规上');
  if (has('dashes')) out = out.replace(/(\d%?)-(\d)/g, (_, a: string, b: string) => `${a}${random.pick(['—', '－', '~', '–'])}${b}`);
  if (has('full-width')) out = out.replace(/[0-9%.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  if (has('quotes')) out = out.replace(/[“”]/g, '"');
  if (has('commas')) out = out.replace(/，/g, ',').replace(/：/g, ':').replace(/（/g, '(').replace(/）/g, ')');
  if (has('spaces'))
    out = out
      .replace(/(\p{Script=Han})(?=[0-9０-９])/gu, (c) => (random.chance(0.6) ? `${c} ` : c))
      .replace(/([%％\d０-９])(?=\p{Script=Han})/gu, (c) => (random.chance(0.3) ? `${c} ` : c));
  return out;
}

function asHtml(plan: Plan, random: Random, has: (c: Cosmetic) => boolean, dress: (text: string) => string): string {
  const other = has('other-site');
  const inline = (text: string) =>
    has('inline-tags')
      ? escaped(text).replace(/\d+/g, (d) => (random.chance(0.5) ? `<span style="FONT-SIZE: 14pt">${d}</span>` : d))
      : escaped(text);
  const body = plan.parts
    .map((part) => {
      const heading = other
        ? `<p style="text-align:left"><strong>${inline(dress(part.heading))}</strong></p>`
        : `<p>　　<b>${inline(dress(part.heading))}</b></p>`;
      const paragraphs = part.paragraphs.map(
        (g) => `<p>　　${inline(dress(g.map((s) => `${s.lead}${s.items.map(itemText).join('，')}。`).join('')))}</p>`,
      );
      return [heading, ...paragraphs, part.table ? htmlTable(part, dress, inline) : ''].join('\n');
    })
    .join('\n');
  const title = escaped(dress(plan.title));
  const meta = `<meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="2026-03-0${random.int(1, 9)} 10:00:00">`;
  const counter = `<span>访问量：</span><span>${random.int(10, 9999)}</span>`;
  const foot = has('footers')
    ? '<div class="footer"><p>主办：某某人民政府办公室　承办：某某信息中心</p><p>网站标识码：1234567890</p></div>'
    : '';
  return other
    ? `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_某某人民政府</title>${meta}</head><body><div class="top"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div><div class="pages"><h1>${title}</h1><div class="pages_date">${counter} 【字体：大 中 小】</div><div class="TRS_Editor">${body}</div><div class="share">扫一扫在手机打开当前页</div></div>${foot}</body></html>`
    : `<html><head><meta charset="utf-8"><title>${title}</title>${meta}</head><body><table><tr><td><a href="/">网站首页</a> &gt; <a href="/gk">信息公开</a></td></tr></table><div class="article"><h2>${title}</h2><p>${counter}</p><div id="zoom">${body}</div><p><a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></p></div>${foot}</body></html>`;
}

function htmlTable(part: Part, dress: (text: string) => string, inline: (text: string) => string): string {
  const table = part.table;
  if (!table) return '';
  const row = (cells: readonly string[], tag: string) => `<tr>${cells.map((c) => `<${tag}>${inline(c)}</${tag}>`).join('')}</tr>`;
  return `<table border="1">${row(table.header.map(dress), 'td')}${table.rows.map((r) => row([dress(r.name), r.unit, dress(printSlot(r.base)), dress(printSlot(r.target)), r.attribute], 'td')).join('')}</table>`;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
