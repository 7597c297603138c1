import { squeezeCell } from './cell-types.js';
import type { FoundTable } from './found-table.js';
import { toTable } from './grid.js';
import { headingLevel, RANKS } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';

/** `专栏2　…` in mid-line with a blank or colon behind its number is a title that lost its line; `见专栏2` is a reference. */
const LOST_CAPTION = /(?<![见如和、（(《“]|^|\s)(?=专栏\s?\d{1,2}[\s\u3000：:]+\S)/g;
/** `…主要指标指标2015年2020年`, `…序号指标名称2000年2005年`: header words without anything between them. */
const GLUED_HEAD = /(?:指标|指标名称|项目|名称|序号)(?:单位)?(?:(?:19|20)\d\d年?(?:计划|规划|目标|实际|完成){0,2}){2}/;

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

/**
 * Recognises a table whose cells were run together without anything between them, from its title on. Where figures meet (`2551.72347.6`) nobody can
 * tell them apart, so such a table is reported, not guessed at: `lost-names` where only figures remain, else `format`.
 */
export function findGluedTable(lines: readonly Line[], at: number): FoundTable | null {
  const line = lines[at] as Line;
  if (!/^(?:专栏|表|附表)[\s\u3000]*[一二三四五六七八九十\d]/.test(line.text)) return null;
  const squeezed = squeezeCell(line.text.slice(0, 400));
  const head = GLUED_HEAD.exec(squeezed);
  if (!head || head.index > 80) return null;
  let to = at + 1;
  while (to < lines.length && to < at + 30) {
    const text = (lines[to] as Line).text;
    const rank = headingLevel(text);
    if ((rank > 0 && rank <= RANKS.box) || !isGluedBody(text)) break;
    to++;
  }
  const words = lines
    .slice(at, to)
    .map((l) => l.text)
    .join('');
  const body = squeezeCell(words).slice(head.index + head[0].length);
  if ((body.match(/\d/g)?.length ?? 0) < 12) return null;
  const caption = captionOf(line.text);
  const named =
    body.match(/\p{Script=Han}{4,}(?:[(（][^)）]{1,12}[)）])?(?=[\d<>≥≤＜＞〔【[-])/gu)?.filter((name) => !/百分点|情况|年|目标/.test(name))
      .length ?? 0;
  const after = readNotes(lines, to);
  return {
    from: at,
    to: after.to,
    table: toTable([], 0, { caption, notes: after.notes, origin: 'text' }),
    lost: named < 2 ? 'lost-names' : 'format',
  };
}

/** The title before the header words that follow it: `专栏1 “十三五”生态环境保护主要指标` of `…主要指标指标2015年…`. */
function captionOf(text: string): string {
  const head = /(?:序\s*号|指\s*标(?:\s*名\s*称)?(?:\s*单\s*位)?\s*(?:19|20)\d\d|项\s*目\s*(?:19|20)\d\d)/.exec(text.slice(4));
  return (head ? text.slice(0, head.index + 4) : text.slice(0, 40)).replace(/[\s\u3000：:]+$/, '').replace(/\s+/g, ' ');
}
