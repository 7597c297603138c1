import { isContinued, isDashCell, isNumericCell, isTableCaption, isTableNote, isUnitCell, squeezeCell } from './cell-types.js';
import { columnsFirst } from './flat-columns.js';
import { gridOf } from './flat-grid.js';
import { type FlatHeader, readFlatHeader } from './flat-header.js';
import { readRows } from './flat-rows.js';
import type { FoundTable } from './found-table.js';
import { toTable } from './grid.js';
import { bareHeading, headingLevel, RANKS } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';

/** Longest cell, in characters; a longer line is running text. */
const MAX_CELL = 70;

/** Reads a table whose cells stand one a line, header first, beginning at `lines[at]`; null where there is none. */
export function readFlatTable(lines: readonly Line[], at: number): FoundTable | null {
  const header = readFlatHeader(lines, at);
  if (!header) return null;
  const end = bodyEnd(lines, header);
  const body = withoutPageBreaks(lines.slice(header.to, end), header);
  if (body.length < 3) return null;
  const { rows, used } = columnsFirst(body, header) ?? readRows(body, header);
  const withValues = rows.filter((row) => row.values.length > 0);
  const lastUsed = body[used - 1] as Line | undefined;
  const notesFrom = used === body.length || !lastUsed ? end : lines.indexOf(lastUsed, header.to) + 1;
  const { notes, to } = readNotes(lines, notesFrom);
  const caption = header.caption >= 0 ? bareHeading((lines[header.caption] as Line).text) : null;
  const from = header.caption >= 0 ? header.caption : at;
  const above = lines[at - 1]?.text ?? '';
  const about = { caption, notes: /^[（(]?单位[：:]/.test(above) ? [above, ...notes] : notes, origin: 'flat' as const };
  const valueColumns = header.columns.filter((c) => c.role === 'value').length;
  if (header.columns.some((c) => c.role === 'name') || header.columns.some((c) => c.role === 'serial')) {
    const figures = body.filter((line) => isNumericCell(line.text)).length;
    const named = rows.filter((row) => row.name.length > 0 && row.values.length > 0).length;
    if (named === 0 && figures >= 6 && figures >= body.length * 0.6)
      return { from, to: endOfFigures(lines, header.to), table: toTable([], 0, about), lost: 'lost-names' };
  }
  if (withValues.length < 2) return null;
  const overfull = withValues.filter((row) => row.values.length > valueColumns).length;
  if (overfull > withValues.length / 2) return { from, to, table: toTable([], 0, about), lost: 'format' };
  return { from, to, table: gridOf(header, rows, about, body), lost: null };
}

/** Leaves out what a page break put into the table: `- 12 -`, `第12页`, the header once more. */
function withoutPageBreaks(body: readonly Line[], header: FlatHeader): Line[] {
  const head = header.columns.flatMap((column) => column.parts).sort((a, b) => a.start - b.start);
  const words = head.map((part) => squeezeCell(part.text));
  const kept: Line[] = [];
  for (let i = 0; i < body.length; i++) {
    const text = squeezeCell((body[i] as Line).text);
    if (/^(?:[-—–]\d{1,4}[-—–]|第\d{1,4}页)$/.test(text) || isContinued(text)) continue;
    if (text === words[0] && words.every((word, k) => squeezeCell(body[i + k]?.text ?? '') === word)) {
      i += words.length - 1;
      continue;
    }
    kept.push(body[i] as Line);
  }
  return kept;
}

function endOfFigures(lines: readonly Line[], from: number): number {
  let i = from;
  while (
    i < lines.length &&
    (lines[i] as Line).text.length <= 12 &&
    (isNumericCell((lines[i] as Line).text) || isDashCell((lines[i] as Line).text))
  )
    i++;
  return i;
}

function bodyEnd(lines: readonly Line[], header: FlatHeader): number {
  let i = header.to;
  for (; i < lines.length; i++) {
    const text = (lines[i] as Line).text;
    if (text.length > MAX_CELL || /。/.test(text) || isTableNote(text)) break;
    const rank = headingLevel(text);
    if (rank > 0 && rank <= RANKS.section) break;
    if (/^#{1,6}\s/.test(text) || (rank === RANKS.box && isTableCaption(text) && !isContinued(text))) break;
    // `一、经济发展` may head a group of rows, `二、主要任务` the next chapter: a group is followed by a row.
    if (rank === RANKS.item || rank === RANKS.bracket) {
      const ahead = lines.slice(i + 1, i + 5).map((l) => l.text);
      if (ahead.some((t) => t.length > MAX_CELL) || !ahead.some((t) => isNumericCell(t) || isUnitCell(t))) break;
    }
  }
  return i;
}
