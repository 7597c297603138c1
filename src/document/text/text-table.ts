import { isContinued, isGroupWords, isTableCaption, isTableNote, squeezeCell } from './cell-types.js';
import type { FoundTable } from './found-table.js';
import { type GridRow, joinWords, toTable, type Words } from './grid.js';
import { bareHeading, headingLevel, RANKS } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';
import { PLACES, readTextHeader, type TextHeader, type Token, tokensOf } from './text-header.js';
import { finish, type MainRow, mainRow, needs, share } from './text-rows.js';

/** `创新` and `驱动` set beside their rows: a short word that completes no name, next to a row that lacks nothing. */
function isGroupPiece(line: Line, before: MainRow | undefined, header: TextHeader): boolean {
  if (!/^\p{Script=Han}{1,4}$/u.test(line.text) || (before && needs(before, header))) return false;
  return !/(?:率|比|重|例|数|量|值|额|平|度|积|命|限|低|降|少|长|速|人|元|吨|里|米|品|产|业|房|地|口|费|力|名|位)$/.test(line.text);
}

/** Reads a table whose rows are lines and whose columns are set apart by spaces, as text copied from a PDF has them; null where there is none. */
export function readTextTable(lines: readonly Line[], at: number): FoundTable | null {
  const header = readTextHeader(lines, at);
  if (!header) return null;
  const printed = new Set(lines.slice(at, header.to).map((line) => squeezeCell(line.text)));
  const rows: MainRow[] = [];
  let loose: Line[] = [];
  let group: Token | null = null;
  let end = header.to;
  for (let i = header.to; i < lines.length; i++) {
    const line = lines[i] as Line;
    const rank = headingLevel(line.text);
    const below = lines[i + 1];
    // What a page break puts in: the header once more, a page number.
    if (printed.has(squeezeCell(line.text)) || /^(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页)$/.test(line.text)) continue;
    if (/^\d{1,4}$/.test(line.text) && loose.length === 0 && !(rows[rows.length - 1] && needs(rows[rows.length - 1] as MainRow, header)))
      continue;
    if (isContinued(line.text)) continue;
    // The next table, by its title or by a header of its own.
    if (rows.length > 0 && ((rank === RANKS.box && isTableCaption(line.text)) || readTextHeader(lines, i) !== null)) break;
    const before = rows[rows.length - 1];
    if (
      isGroupWords(line.text) &&
      below &&
      (mainRow(below, i, header)?.name.length ?? 0) > 0 &&
      loose.length === 0 &&
      !(before && needs(before, header) && before.values.length === 0)
    ) {
      group = tokensOf(line)[0] as Token;
      continue;
    }
    if (
      line.text.length > 120 ||
      isTableNote(line.text) ||
      /^\d{1,2}\s*(?:指(?!标|数)|暂)/.test(line.text) ||
      (rank > 0 && rank <= RANKS.item && !/\s[\d-]/.test(line.text)) ||
      /。$/.test(line.text)
    )
      break;
    const row = mainRow(line, i, header);
    if (row) {
      share(rows[rows.length - 1] ?? null, row, loose, header);
      loose = [];
      row.group ??= group;
      group = null;
      rows.push(row);
      end = i + 1;
    } else if (isGroupPiece(line, before, header)) group ??= tokensOf(line)[0] as Token;
    else if (loose.length >= 6) break;
    else loose.push(line);
  }
  if (rows.length < 3 || rows.filter((row) => row.values.length > 0).length < 2) return null;
  const last = rows[rows.length - 1] as MainRow;
  if (needs(last, header) || last.above.length > 0) {
    last.below = loose.slice(0, last.above.length);
    end += last.below.length;
  }
  const { notes, to } = readNotes(lines, end);
  const caption =
    header.caption >= 0
      ? bareHeading((lines[header.caption] as Line).text).replace(/^\d{1,3}(?=[“《（\p{Script=Han}])(?!\d*年)/u, '')
      : null;
  const above = lines[at - 1]?.text ?? '';
  const about = { caption, notes: /^[（(]?单位[：:]/.test(above) ? [above, ...notes] : notes, origin: 'text' as const };
  const from = header.caption >= 0 ? header.caption : at;
  if (rows.every((row) => finish(row, header).name.length === 0)) return { from, to, table: toTable([], 0, about), lost: 'lost-names' };
  return { from, to, table: gridOf(rows, header, about), lost: null };
}

function gridOf(
  rows: readonly MainRow[],
  header: TextHeader,
  about: { caption: string | null; notes: readonly string[]; origin: 'text' },
): ReturnType<typeof toTable> {
  const words = (token: Token | null, otherwise: string): Words => (token ? joinWords([token]) : { text: otherwise, span: null });
  const hasAttribute = header.attribute || rows.some((row) => row.attribute);
  const head: Words[] = [
    words(header.serialToken, '序号'),
    { ...words(header.name, '指标'), text: PLACES.test(header.name?.text ?? '') ? (header.name?.text ?? '') : '指标' },
  ];
  if (header.unit) head.push({ ...words(header.unitToken, '单位'), text: '单位' });
  head.push(...header.values.map((value) => joinWords([value])));
  if (hasAttribute) head.push({ ...words(header.attributeToken, '属性'), text: '属性' });
  const grid: GridRow[] = [{ header: true, cells: head.map((cell, k) => (k === 0 ? { ...cell, text: '序号' } : cell)) }];
  for (const row of rows) {
    if (row.group) grid.push({ header: false, wide: true, cells: [joinWords([row.group])] });
    const full = finish(row, header);
    const cell = (tokens: readonly Token[]): Words | null => (tokens.length > 0 ? joinWords(tokens) : null);
    const cells: (Words | null)[] = [row.serial ? joinWords([row.serial]) : null, cell(full.name)];
    if (header.unit) cells.push(cell(full.unit));
    const values = header.values.map((_, k) =>
      cell(full.values[full.values.length >= header.values.length ? k : k - (header.values.length - full.values.length)] ?? []),
    );
    cells.push(...values);
    if (hasAttribute) cells.push(row.attribute ? joinWords([row.attribute]) : null);
    grid.push({ header: false, cells });
  }
  return toTable(grid, head.length, about);
}
