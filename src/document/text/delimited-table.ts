import { headerRole, isNumericCell, isTableCaption } from './cell-types.js';
import type { FoundTable } from './found-table.js';
import { type GridRow, toTable, type Words } from './grid.js';
import { bareHeading } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';

/** `|---|:--:|` */
const SEPARATOR = /^\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)+\|?$/;
const HAN_OR_DIGIT = /[\p{Script=Han}\d]/u;

type Split = (line: Line) => Words[];

/** Cells between pipes; `\|` is no border. */
function splitPipes(line: Line): Words[] {
  const cells: Words[] = [];
  const text = line.text;
  let from = text.startsWith('|') ? 1 : 0;
  for (let i = from; i <= text.length; i++) {
    if (i < text.length && (text[i] !== '|' || text[i - 1] === '\\')) continue;
    if (i === text.length && text.endsWith('|')) break;
    cells.push(trimmed(text, from, i, line.start));
    from = i + 1;
  }
  return cells;
}

/** `指标 | 2025年目标 | 2022年实际`: at least three cells between pipes, none at the edges. */
const isPiped = (line: Line): boolean => /^[^|]+\|[^|]*\|/.test(line.text) && line.text.length < 400;

/** Cells between tabs; a leading tab is an empty first cell. */
function splitTabs(text: string): Split {
  return (line) => {
    const from = line.start - line.indent;
    const raw = text.slice(from, line.end);
    const cells: Words[] = [];
    let at = 0;
    for (const part of raw.split('\t')) {
      cells.push(trimmed(raw, at, at + part.length, from));
      at += part.length + 1;
    }
    return cells;
  };
}

function trimmed(text: string, from: number, to: number, offset: number): Words {
  const part = text.slice(from, to);
  const words = part.trim();
  if (words === '') return { text: '', span: null };
  const start = offset + from + part.indexOf(words);
  return { text: words.replace(/<br\s*\/?>/g, ' ').replace(/\*\*|\\(?=[|*_#<>[\]])/g, ''), span: { start, end: start + words.length } };
}

/** Reads a Markdown table, or cells set apart by tabs, that begins at `lines[at]`; null where there is none. */
export function readDelimitedTable(lines: readonly Line[], at: number, text: string): FoundTable | null {
  const line = lines[at] as Line;
  const next = lines[at + 1];
  const above = lines[at - 1];
  // A run of such lines is tried once, from its first line: trying each would be quadratic in a hostile text.
  if (SEPARATOR.test(line.text) || (above && line.gap === 0 && above.text.startsWith('|') && line.text.startsWith('|'))) return null;
  if (line.text.includes('|') && next && SEPARATOR.test(next.text))
    return collect(lines, at, splitPipes, 'markdown', (l) => l.text.includes('|'), true);
  if (line.text.startsWith('|') && next?.text.startsWith('|'))
    return collect(lines, at, splitPipes, 'markdown', (l) => l.text.startsWith('|'), false);
  if (isPiped(line) && next && isPiped(next) && !(above && line.gap === 0 && isPiped(above)))
    if (splitPipes(line).filter((cell) => headerRole(cell.text) !== null).length >= 2)
      return collect(lines, at, splitPipes, 'markdown', isPiped, false);
  if (!text.slice(line.start, line.end).includes('\t')) return null;
  const cells = splitTabs(text)(line);
  if (cells.filter((cell) => headerRole(cell.text) !== null).length < 2) return null;
  if (above && line.gap === 0 && splitTabs(text)(above).filter((cell) => headerRole(cell.text) !== null).length >= 2) return null;
  return collect(
    lines,
    at,
    splitTabs(text),
    'text',
    (l) => text.slice(l.start - l.indent, l.end).includes('\t') && l.text.length < 400,
    false,
  );
}

function collect(
  lines: readonly Line[],
  at: number,
  split: Split,
  origin: 'markdown' | 'text',
  belongs: (line: Line) => boolean,
  ruled: boolean,
): FoundTable | null {
  const rows: GridRow[] = [];
  let width = 0;
  let i = at;
  for (; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (SEPARATOR.test(line.text)) continue;
    if (!belongs(line) || (i > at && origin === 'markdown' && line.gap > 0)) break;
    const cells = split(line);
    width = Math.max(width, cells.length);
    rows.push({ header: ruled && i === at, cells });
  }
  if (rows.length < 2 || width < 2 || !rows.some((row) => row.cells.some((cell) => cell && HAN_OR_DIGIT.test(cell.text)))) return null;
  // Without a rule, header rows are those above the first figure.
  let heads = ruled ? 1 : 0;
  while (!ruled && heads < rows.length - 1 && heads < 4) {
    const cells = (rows[heads] as GridRow).cells.filter((cell): cell is Words => cell !== null && cell.text !== '');
    if (
      cells.some((cell) => isNumericCell(cell.text) && headerRole(cell.text) === null) ||
      !cells.some((cell) => headerRole(cell.text) !== null)
    )
      break;
    heads++;
  }
  let from = at;
  let caption: string | null = null;
  const above = lines[at - 1];
  const aboveThat = lines[at - 2];
  if (above && isTableCaption(above.text)) {
    caption = bareHeading(above.text);
    from = at - 1;
  } else if (above && aboveThat && /^[（(]?单位/.test(above.text) && isTableCaption(aboveThat.text)) {
    caption = bareHeading(aboveThat.text);
    from = at - 2;
  }
  const { notes, to } = readNotes(lines, i);
  const unit = above && /^[（(]?单位/.test(above.text) ? [above.text] : [];
  if (unit.length > 0 && from === at) from = at - 1;
  const grid = rows.map((row, r) => ({
    cells: [...row.cells, ...Array.from({ length: width - row.cells.length }, () => null)],
    header: r < heads,
  }));
  return { from, to, table: toTable(grid, width, { caption, notes: [...unit, ...notes], origin }), lost: null };
}
