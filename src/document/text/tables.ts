import type { Table, Unreadable } from '../document.js';
import type { Item } from './build-blocks.js';
import { headerRole, isTableCaption } from './cell-types.js';
import { readDelimitedTable } from './delimited-table.js';
import { readFlatTable } from './flat-table.js';
import type { FoundTable } from './found-table.js';
import { findGluedTable } from './glued-table.js';
import { bareHeading } from './headings.js';
import { readHtmlTable } from './html-table.js';
import type { Line } from './lines.js';
import { isPageMark } from './page-noise.js';
import type { DraftBlock } from './sectionize.js';
import { readTextTable } from './text-table.js';
import { isYearHead, readYearRows } from './year-rows.js';

/** A header begins with a header word, or with the first half of one that was cut in two. */
const mayStart = (text: string): boolean => {
  const first = /^\S+/.exec(text)?.[0] ?? '';
  return (
    first.length <= 26 && (headerRole(first) !== null || /^(?:序|指|类|名|主要|单|属|领|项|[一二三]级)$/.test(first) || isYearHead(first))
  );
};

/** `产业  2021年完成  2022年计划` */
const mayName = (text: string): boolean =>
  /^(?:地区|区县|县区|市县|市州|乡镇|镇街|街镇|街道|园区|功能区|开发区)(?:名称)?\s+\p{Script=Han}{2}/u.test(text) ||
  /^\p{Script=Han}{2,6}\s+\S*20\d\d\S*\s+\S*20\d\d/u.test(text);

/** `![](p12.png)`, `<img …>`, `[图片]` */
const PICTURE = /^(?:!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>|[[［【（(]\s*(?:图片|此处为图片|图)\s*[\]］】）)])$/i;
const PROMISES_TABLE = /指标|目标|情况表?$|一览表?$|^表|^附表/;

/** Replaces the lines of every table by one table block; tables that cannot be read are told in `unreadable` and their lines are read by nobody. */
export function findTables(all: readonly Line[], source: string): { items: Item[]; unreadable: Unreadable[] } {
  // A page may end anywhere in a table, in its header too.
  const lines = all.filter((line) => !isPageMark(line.text));
  const found: FoundTable[] = [];
  const pictures: { at: number; heading: string }[] = [];
  for (let i = 0; i < lines.length; i++) {
    const text = (lines[i] as Line).text;
    const floor = found[found.length - 1]?.to ?? 0;
    const above = lines[i - 1]?.text ?? '';
    if (PICTURE.test(text) && isTableCaption(above) && PROMISES_TABLE.test(above)) pictures.push({ at: i, heading: bareHeading(above) });
    const table = startTable(lines, i, text, source);
    if (!table || table.from < floor) continue;
    found.push(table);
    i = table.to - 1;
  }
  const promised = lines.filter((_, at) => isBroken(lines, at) && !found.some((t) => t.from <= at && at < t.to));
  const items: Item[] = [];
  const unreadable: Unreadable[] = pictures.map(({ heading }) => ({ heading, reason: 'image' as const }));
  let at = 0;
  for (const table of found) {
    for (const line of between(all, lines[at], lines[table.from])) items.push(line);
    items.push(toDraft(lines.slice(table.from, table.to), table.lost && table.table.rows === 0 ? null : table.table));
    if (table.lost) unreadable.push({ heading: table.table.caption ?? (lines[table.from] as Line).text, reason: table.lost });
    at = table.to;
  }
  for (const line of between(all, lines[at], undefined)) items.push(line);
  for (const line of promised) unreadable.push({ heading: bareHeading(line.text), reason: 'format' });
  return { items, unreadable };
}

/** Short lines with figures behind the title of an indicator table that no reader took: its cells are out of order. */
function isBroken(lines: readonly Line[], at: number): boolean {
  if (
    !/^(?:#+\s*|\*\*)?(?:专栏|附?表)[\s\u3000]*[\d一二三四五六七八九十].*(?:主要指标|指标体系|目标指标|指标表?$)/.test(
      (lines[at] as Line).text,
    )
  )
    return false;
  if (!isTableCaption((lines[at] as Line).text)) return false;
  let short = at + 1;
  while (short < lines.length && short <= at + LONGEST_LOOK && isCellLike((lines[short] as Line).text)) short++;
  const below = lines.slice(at + 1, short);
  return below.length >= FEWEST_CELLS && below.filter((line) => /\d/.test(line.text)).length >= below.length * 0.4;
}

const LONGEST_LOOK = 40;
const FEWEST_CELLS = 6;
const isCellLike = (text: string): boolean =>
  text.length <= 36 && !/[。；，]/.test(text) && !/^(?:第[一二三四五六七八九十]+[章节篇]|[（(]?[一二三四五六七八九十]+[）)、])/.test(text);

/** The lines from one to before another, page numbers among them: they tell prose where pages end. */
function between(all: readonly Line[], from: Line | undefined, to: Line | undefined): readonly Line[] {
  if (from === undefined) return [];
  return all.slice(all.indexOf(from), to === undefined ? all.length : all.indexOf(to));
}

function startTable(lines: readonly Line[], i: number, text: string, source: string): FoundTable | null {
  if (text.startsWith('<')) return readHtmlTable(lines, i, source);
  if (text.includes('|') || source.slice(lines[i]?.start, lines[i]?.end).includes('\t')) {
    const table = readDelimitedTable(lines, i, source);
    if (table) return table;
  }
  const glued = text.length > 10 ? findGluedTable(lines, i, source) : null;
  if (glued) return glued;
  if (text.length > 80 || !(mayStart(text) || mayName(text))) return null;
  return readYearRows(lines, i) ?? (/\s/.test(text) ? readTextTable(lines, i) : null) ?? readFlatTable(lines, i) ?? null;
}

function toDraft(lines: readonly Line[], table: Table | null): DraftBlock {
  const pieces = lines.map((line) => ({ start: line.start, end: line.end }));
  return {
    kind: 'table',
    span: { start: (lines[0] as Line).start, end: (lines[lines.length - 1] as Line).end },
    pieces,
    table,
    text: '',
  };
}
