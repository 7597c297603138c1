import { isGroupWords, isTableCaption, squeezeCell } from './cell-types.js';
import type { FoundTable } from './found-table.js';
import type { GluedColumn } from './glued-cells.js';
import { gridOf, type Head } from './glued-grid.js';
import { type GluedHead, readGluedHeader } from './glued-header.js';
import { type Place, readGluedRows } from './glued-rows.js';
import { toTable, type Words } from './grid.js';
import { bareHeading, headingLevel, RANKS } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';

/** `专栏2　…` in mid-line with a blank or colon behind its number is a title that lost its line; `见专栏2` is a reference. */
const LOST_CAPTION = /(?<![见如和、（(《“]|^|\s)(?=专栏\s?\d{1,2}[\s\u3000：:]+\S)/g;

/** Splits lines at titles of boxes that stand in mid-line because their line break was lost. */
export function splitAtCaptions(lines: readonly Line[]): Line[] {
  const out: Line[] = [];
  for (const line of lines) {
    if (line.text.length < 20 || !line.text.includes('专栏')) {
      out.push(line);
      continue;
    }
    let from = 0;
    const cuts = [...line.text.matchAll(LOST_CAPTION)].map((m) => m.index).filter((at) => at > 0);
    for (const at of [...cuts, line.text.length]) {
      const text = line.text.slice(from, at).trimEnd();
      if (text)
        out.push({
          start: line.start + from,
          end: line.start + from + text.length,
          text,
          gap: from === 0 ? line.gap : 0,
          indent: from === 0 ? line.indent : 0,
        });
      from = at;
    }
  }
  return out;
}

/** How much of a text is digits: a row of a table has many, a sentence few. */
const digitShare = (text: string): number => (text.match(/[\d.%％-]/g)?.length ?? 0) / Math.max(1, text.length);
const isGluedBody = (text: string): boolean => {
  const head = text.slice(0, 160);
  return !/。/.test(head) && (digitShare(head) > 0.12 || /增减情况|计划目标|(?:19|20)\d\d年.{0,4}目标/.test(head));
};

/** Characters of lines, half width and without white space, with their places in the text. */
interface Squeezed {
  readonly text: string;
  readonly at: readonly number[];
}

function squeeze(lines: readonly Line[]): Squeezed {
  let text = '';
  const at: number[] = [];
  for (const line of lines) {
    for (let i = 0; i < line.text.length; i++) {
      const raw = line.text[i] as string;
      if (/[\s\u200b\ufeff]/.test(raw)) {
        // A blank behind a sign may be an empty cell.
        if (/[\d%右上下内〕】\]-]$/.test(text)) {
          text += ' ';
          at.push(line.start + i);
        }
        continue;
      }
      const folded = /[①-⑳]/.test(raw) ? raw : raw.normalize('NFKC');
      text += folded.length !== 1 ? raw : folded === '、' && /\d$/.test(text) ? '.' : folded;
      at.push(line.start + i);
    }
  }
  return { text, at };
}

/** With fewer the header words stand in a sentence. */
const FEWEST_DIGITS = 6;
const TITLE = /^(?:专栏|表|附表|附件)[\s\u3000]*[一二三四五六七八九十\d]/;
/** A header without its title in front. */
const HEAD_FIRST = /^(?:序\s*号|指\s*标|项\s*目|名\s*称)/;
const MOST_LINES = 60;
const isTight = (text: string): boolean => !/\s/.test(text.trim());
/** Words and figures of one row, nothing between them: `城镇化率（%）71.376预期性`. */
const isGluedRow = (text: string): boolean =>
  isTight(text) && /^(?:\d{1,2}[.、]?)?\p{Script=Han}/u.test(text) && /\d[\d.]*[<>≥≤＜＞〔【[-]?\d/.test(text) && !/[。；，]/.test(text);

/** Without its title the line begins with the header, and the body goes on in it or a row a line below. */
function standsAlone(line: Line, first: string, head: { readonly from: number; readonly to: number }, next: Line | undefined): boolean {
  if (head.from > 0) return false;
  if ((first.slice(head.to).match(/\d/g)?.length ?? 0) >= FEWEST_DIGITS) return true;
  return head.to === first.length && isTight(line.text) && next !== undefined && (isGluedRow(next.text) || isGroupWords(next.text));
}

/** In characters: the title of a table and the words of its header. */
const LONGEST_HEAD = 400;
const NOTES = /注\s*[:：]|资料来源|数据来源/;

/**
 * Recognises a table whose cells were run together without anything between them, from its title on, and reads what can be told apart: the numbers of rows
 * and notes, units in brackets, attributes, signs, a printed change that must be true. A row that can be read in two ways stays unread and the table is then
 * reported: `lost-names` where only figures remain, else `format`.
 */
export function findGluedTable(lines: readonly Line[], at: number, source: string): FoundTable | null {
  const line = lines[at] as Line;
  const titled = TITLE.test(line.text);
  if (!titled && !HEAD_FIRST.test(line.text)) return null;
  const first = squeezeCell(line.text.slice(0, LONGEST_HEAD));
  const begun = readGluedHeader(first);
  if (!begun || (!titled && !standsAlone(line, first, begun, lines[at + 1]))) return null;
  // Lines that head a group of rows name no row.
  const rows: Line[] = [line];
  let to = at + 1;
  while (to < lines.length && to < at + MOST_LINES) {
    const text = (lines[to] as Line).text;
    const rank = headingLevel(text);
    const below = lines[to + 1]?.text ?? '';
    const groups = isGroupWords(text) && text.length <= 16 && isGluedBody(below) && isTight(below);
    if (!groups && ((rank > 0 && rank <= RANKS.box) || TITLE.test(text) || NOTES.test(text.slice(0, 6)) || !isGluedBody(text))) break;
    if (!groups) rows.push(lines[to] as Line);
    to++;
  }
  const all = squeeze(rows);
  // Its last words may stand on the lines below.
  const head = readGluedHeader(all.text.slice(0, LONGEST_HEAD).replaceAll(' ', '')) ?? begun;
  const from = skipBlanks(all.text, head.to);
  const noted = NOTES.exec(all.text.slice(from));
  const body = all.text.slice(from, noted ? from + noted.index : undefined);
  if ((body.match(/\d/g)?.length ?? 0) < FEWEST_DIGITS) return null;
  const after = readNotes(lines, to, noted ? all.text.slice(from + noted.index) : '');
  const printed = [...(noted ? [all.text.slice(from + noted.index)] : []), ...after.notes];
  const above = lines[at - 1];
  const caption = head.from > 0 ? captionOf(all, head.from, source) : above && isTableCaption(above.text) ? bareHeading(above.text) : null;
  const about = { caption, notes: printed, origin: 'text' as const };
  const named =
    body
      .match(/\p{Script=Han}{4,}(?:[(（][^)）]{1,12}[)）])?[%‰]?(?=[\d<>≥≤＜＞〔【[-])/gu)
      ?.filter((name) => !/百分点|情况|年|目标/.test(name)).length ?? 0;
  const empty = toTable([], 0, about);
  if (named < 2) return { from: at, to: after.to, table: empty, lost: 'lost-names' };
  const has = (role: string) => head.words.some((word) => word.role === role);
  const facts = {
    hasSerial: has('serial') || /^1\p{Script=Han}/u.test(body),
    hasAttribute: has('attribute'),
    years: yearsBetween(head.words),
    notes: notesIn(printed),
    firstNote: 1 + head.words.filter((word) => word.note).length,
  };
  // `2020年〔累计〕` heads two columns or one.
  const tries = [head.words, joinTotals(head.words)].map((words) => ({
    words,
    ...readGluedRows(body, { ...facts, columns: words.filter((word) => word.role === 'value').map((word) => kindOf(word.text)) }),
  }));
  const { words, rows: read, lost } = tries.reduce((best, one) => (one.lost < best.lost ? one : best));
  const stated = read.filter((row) => row.values.length > 0).length;
  if (stated < 2 || stated < lost) return { from: at, to: after.to, table: empty, lost: 'format' };
  const slice = (places: readonly Place[]): Words => wordsOf(places, { text: all.text, at: all.at }, from, source);
  const place = (count: number) => skipBlanks(all.text, count);
  const heads: Head[] = words.map((word) => ({
    ...word,
    words: wordsOf([{ from: place(word.from + 1) - 1, to: place(word.to) }], all, 0, source),
  }));
  const built = gridOf(read, heads, slice);
  const table = toTable(built.grid, built.width, about);
  return {
    from: at,
    to: after.to,
    table: built.uncertain.length > 0 ? { ...table, uncertainRows: built.uncertain } : table,
    lost: lost + built.lost > 0 ? 'format' : null,
  };
}

/** Places counted in the text without blanks, as places in the text with them. */
function skipBlanks(text: string, count: number): number {
  let i = 0;
  for (let seen = 0; i < text.length && seen < count; i++) if (text[i] !== ' ') seen++;
  return i;
}

/** `2020年` and `〔累计〕` as one header word. */
function joinTotals(words: readonly GluedHead[]): GluedHead[] {
  const joined: GluedHead[] = [];
  for (const word of words) {
    const last = joined[joined.length - 1];
    if (last?.role === 'value' && /^[〔【[]/.test(word.text))
      joined[joined.length - 1] = { ...last, text: last.text + word.text, to: word.to };
    else joined.push(word);
  }
  return joined;
}

/** From the first year of the header to the last. */
function yearsBetween(words: readonly GluedHead[]): number | null {
  const years = words.map((word) => Number(/^(?:到|至)?((?:19|20)\d\d)年?(?![比较])/.exec(word.text)?.[1] ?? 0)).filter((year) => year > 0);
  return years.length > 1 ? Math.max(...years) - Math.min(...years) : null;
}

const kindOf = (head: string): GluedColumn =>
  /^年均/.test(head)
    ? 'average'
    : /[比较]|增[减长速幅]|变化/.test(head) && !/目标$/.test(head)
      ? /%/.test(head)
        ? 'percent'
        : 'change'
      : /^[〔【[]|^(?:五年)?累计/.test(head)
        ? 'total'
        : 'level';

/** How many notes are numbered 1, 2, 3 … one after another. */
function notesIn(notes: readonly string[]): number {
  const text = squeezeCell(notes.join('\n'));
  let k = 0;
  for (let from = 0; ; k++) {
    const next = new RegExp(`(?<![\\d.])${k + 1}[.、](?!\\d)`).exec(text.slice(from));
    if (!next) return k;
    from += next.index + next[0].length;
  }
}

function wordsOf(places: readonly Place[], { at }: Squeezed, offset: number, source: string): Words {
  const parts = places
    .filter((place) => place.to > place.from)
    .map((place) => ({ start: at[offset + place.from] as number, end: (at[offset + place.to - 1] as number) + 1 }));
  const [first, last] = [parts[0], parts[parts.length - 1]];
  if (!first || !last) return { text: '', span: null };
  const text = parts.map((part) => source.slice(part.start, part.end).replace(/\s+/g, '')).join('');
  return { text, span: { start: first.start, end: last.end } };
}

/** The title before the header words that follow it: `专栏1 “十三五”生态环境保护主要指标` of `…主要指标指标2015年…`. */
function captionOf(all: Squeezed, head: number, source: string): string {
  const end = all.at[skipBlanks(all.text, head) - 1] ?? all.at[0] ?? 0;
  return source
    .slice(all.at[0] ?? 0, end + 1)
    .replace(/[\s\u3000：:]+$/, '')
    .replace(/\s+/g, ' ');
}
