import type { Table } from '../document.js';
import {
  isAttributeCell,
  isDashCell,
  isLabelledValue,
  isNameCell,
  isNumericCell,
  isQualitativeCell,
  isTableCaption,
  isTableNote,
  isUnitCell,
  squeezeCell,
} from './cell-types.js';
import { type FlatColumn, type FlatHeader, readFlatHeader } from './flat-header.js';
import { type GridRow, joinWords, toTable, type Words } from './grid.js';
import { bareHeading, headingLevel, RANKS } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';

export interface FoundTable {
  /** Lines from `from` up to and without `to` belong to the table, caption and notes among them. */
  readonly from: number;
  readonly to: number;
  readonly table: Table;
  /** Set where the table cannot be read; then `table` has no rows. */
  readonly lost: 'lost-names' | 'format' | null;
}

interface Row {
  serial: Line | null;
  name: Line[];
  unit: Line | null;
  values: Line[][];
  attribute: Line | null;
  other: Line[];
  /** The line behind the row's last one: empty lines above it may stand for empty cells. */
  after: Line | null;
  group: boolean;
}

/** Longest cell, in characters; a longer line is running text. */
const MAX_CELL = 70;

/** Reads a table whose cells stand one a line, header first, beginning at `lines[at]`; null where there is none. */
export function readFlatTable(lines: readonly Line[], at: number): FoundTable | null {
  const header = readFlatHeader(lines, at);
  if (!header) return null;
  const end = bodyEnd(lines, header);
  const body = withoutPageBreaks(lines.slice(header.to, end), header);
  if (body.length < 3) return null;
  const { rows, used } = readRows(body, header);
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
    if (/^(?:[-—–]\d{1,4}[-—–]|第\d{1,4}页)$/.test(text)) continue;
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
    if (/^#{1,6}\s/.test(text) || (rank === RANKS.box && isTableCaption(text))) break;
    // `一、经济发展` may head a group of rows, `二、主要任务` the next chapter: a group is followed by a row.
    if (rank === RANKS.item || rank === RANKS.bracket) {
      const ahead = lines.slice(i + 1, i + 5).map((l) => l.text);
      if (ahead.some((t) => t.length > MAX_CELL) || !ahead.some((t) => isNumericCell(t) || isUnitCell(t))) break;
    }
  }
  return i;
}

const isSerialOf = (text: string, k: number) => new RegExp(`^[(（]?${k}[)）.、．]?$`).test(squeezeCell(text));
const isSubRow = (text: string) => /^(?:[#＃※△]|其中[:：]?|[(（]\d[)）]|[①-⑳]|—)/.test(squeezeCell(text));

/** Which lines are the serial numbers 1, 2, 3 …: each must be followed by a name. */
function serials(body: readonly Line[], header: FlatHeader): ReadonlySet<number> {
  const found = new Set<number>();
  const columns = header.columns.length;
  let k = 1;
  for (let i = 0; i < body.length; i++) {
    const text = (body[i] as Line).text;
    const next = body[i + 1]?.text;
    if (!isSerialOf(text, k) || next === undefined || !isNameCell(next) || isSubRow(next)) continue;
    if (k === 1 && i > columns + 3 && !header.columns.some((c) => c.role === 'serial')) break;
    // A value equal to the number, then a group, then the number itself: the second one counts.
    const later = body[i + 2]?.text;
    if (later !== undefined && isSerialOf(later, k) && body[i + 3] && isNameCell((body[i + 3] as Line).text) && !isNumericCell(next))
      continue;
    // The value 3 before words (`3` / `完成上级下达目标`), with the number 3 to come.
    if (isQualitativeCell(next) && candidateAhead(body, i + 2, k)) continue;
    found.add(i);
    k++;
  }
  return found.size >= 2 ? found : new Set();
}

function candidateAhead(body: readonly Line[], from: number, k: number): boolean {
  for (let j = from; j < Math.min(body.length - 1, from + 6); j++) {
    const next = (body[j + 1] as Line).text;
    if (isSerialOf((body[j] as Line).text, k) && isNameCell(next) && !isQualitativeCell(next)) return true;
  }
  return false;
}

const nameIsOpen = (name: string) => {
  const text = squeezeCell(name);
  const opened = text.lastIndexOf('(');
  if (opened > text.lastIndexOf(')')) return !isUnitCell(text.slice(opened + 1)) || /[,，、/]$/.test(text);
  return /[、,，的与和及占]$/.test(text);
};
const continuesName = (text: string) =>
  /^(?:占|的|与|和|及|率|比重|比例|数|[)）(（]|[\p{Script=Han}]{1,3}[)）])/u.test(squeezeCell(text)) && !isNumericCell(text);
const hasUnit = (name: string) => /[(（][^()（）]{1,16}[)）]?$/.test(squeezeCell(name));

/** Sorts the lines of the body into rows. `used` counts the lines up to the last complete row; what follows is text. */
function readRows(body: readonly Line[], header: FlatHeader): { rows: Row[]; used: number } {
  const has = (role: string) => header.columns.some((c) => c.role === role);
  const order = header.columns.map((c) => c.role);
  const valueCount = order.filter((r) => r === 'value').length;
  const unitFirst = has('unit') && order.indexOf('unit') < order.indexOf('value');
  const attributeFirst = has('attribute') && order.indexOf('attribute') < order.indexOf('value');
  const numbered = serials(body, header);
  const rows: Row[] = [];
  let row: Row | null = null;
  let used = 0;
  const start = (first: Line, serial: Line | null): Row => {
    if (row) (row as Row).after = first;
    row = { serial, name: [], unit: null, values: [], attribute: null, other: [], after: null, group: false };
    rows.push(row);
    return row;
  };
  const nameOf = (r: Row) => r.name.map((l) => l.text).join('');
  for (let i = 0; i < body.length; i++) {
    const line = body[i] as Line;
    const text = line.text;
    const now = row as Row | null;
    const filled = now !== null && (now.values.length > 0 || now.attribute !== null);
    if (numbered.has(i)) {
      if (now && !filled && now.name.length > 0 && now.serial === null && now.unit === null) now.group = true;
      start(line, line);
      continue;
    }
    // `地区生产总值(亿元,` goes on with `2020年价)`, figure or not.
    if (now && now.name.length > 0 && !filled && now.unit === null && nameIsOpen(nameOf(now)) && /[)）]$/.test(text)) {
      now.name.push(line);
      continue;
    }
    if (isAttributeCell(text)) {
      (now ?? start(line, null)).attribute ??= line;
      used = i + 1;
      continue;
    }
    if (
      now &&
      unitFirst &&
      now.unit === null &&
      now.values.length === 0 &&
      now.name.length > 0 &&
      !nameIsOpen(nameOf(now)) &&
      (isUnitCell(text) || (isDashCell(text) && body[i + 1] && !isNameCell((body[i + 1] as Line).text)))
    ) {
      now.unit = line;
      continue;
    }
    if (now && has('unit') && !unitFirst && now.unit === null && now.values.length > 0 && isUnitCell(text) && !/^\d/.test(text)) {
      now.unit = line;
      continue;
    }
    // A figure behind the attribute that closes a row is a page number.
    if (now?.attribute && !attributeFirst && has('attribute') && !has('other') && /^\d{1,3}$/.test(text) && now.values.length >= valueCount)
      continue;
    if (isNumericCell(text) || isDashCell(text)) {
      (now ?? start(line, null)).values.push([line]);
      used = i + 1;
      continue;
    }
    if (now && now.name.length === 0 && !filled) {
      now.name.push(line);
      continue;
    }
    if (
      now &&
      now.name.length > 0 &&
      now.attribute === null &&
      !filled &&
      now.unit === null &&
      (nameIsOpen(nameOf(now)) || continuesName(text)) &&
      !(isLabelledValue(text) && hasUnit(nameOf(now)))
    ) {
      now.name.push(line);
      continue;
    }
    if (now && now.name.length > 0 && now.attribute === null && filled && now.values.length < valueCount && !isSubRow(text)) {
      const words = wordsBeforeAttribute(body, i, numbered);
      if (words > 0) {
        const parts = body.slice(i, i + words);
        if (parts.length <= valueCount - now.values.length && parts.every((part) => isWholeWords(part.text)))
          now.values.push(...parts.map((part) => [part]));
        else now.values.push(parts);
        i += words - 1;
        continue;
      }
    }
    const roomForValue =
      now !== null && now.name.length > 0 && (now.attribute === null || attributeFirst) && now.values.length <= valueCount;
    if (
      now &&
      roomForValue &&
      (now.unit !== null || hasUnit(nameOf(now)) || filled) &&
      (isLabelledValue(text) || (isQualitativeCell(text) && now.values.length < valueCount && !startsRow(body, i, numbered)))
    ) {
      const before = now.values[now.values.length - 1];
      const previous = before?.[before.length - 1];
      const joins =
        previous &&
        line.gap === previous.gap &&
        ((isLabelledValue(text) && isLabelledValue(previous.text)) ||
          (isQualitativeCell(previous.text) && previous.text.length <= 4 && text.length <= 4));
      if (joins && before) before.push(line);
      else now.values.push([line]);
      used = i + 1;
      continue;
    }
    if (now?.serial && now.name.length > 0 && !filled && now.unit === null && !isSubRow(text)) {
      // Second name-like cell after a number: a group column, a wrapped name, or a value in words.
      if (isQualitativeCell(text) && !startsRow(body, i, numbered) && now.values.length < valueCount) now.values.push([line]);
      else if (has('group') && now.name.length === 1 && order.indexOf('group') > order.indexOf('serial')) {
        rows.splice(rows.length - 1, 0, {
          serial: null,
          name: now.name,
          unit: null,
          values: [],
          attribute: null,
          other: [],
          after: null,
          group: true,
        });
        now.name = [line];
      } else if (opensSubRows(body, i, numbered)) start(line, null).name.push(line);
      else now.name.push(line);
      continue;
    }
    if (
      now &&
      has('other') &&
      now.other.length === 0 &&
      filled &&
      (now.attribute !== null || !has('attribute')) &&
      !numbered.has(i + 1) &&
      !(body[i + 1] && isNumericCell((body[i + 1] as Line).text) && !numbered.has(i + 1)) &&
      now.values.length >= valueCount
    ) {
      now.other.push(line);
      used = i + 1;
      continue;
    }
    if (now && !filled && now.serial === null && now.name.length > 0 && now.unit === null && !now.group) {
      // Without numbers: a group above its first row, or a wrapped name.
      if (!hasUnit(nameOf(now)) && nameOf(now).length <= 10 && !continuesName(text)) now.group = true;
      else {
        now.name.push(line);
        continue;
      }
    }
    start(line, null).name.push(line);
  }
  while (rows.length > 0 && (rows[rows.length - 1] as Row).values.length === 0 && (rows[rows.length - 1] as Row).attribute === null)
    rows.pop();
  return { rows, used };
}

/** `市级` needs its `下达`; `稳步提高` is whole. */
const isWholeWords = (text: string): boolean =>
  isQualitativeCell(text) &&
  /(?:下达|同步|持平|达标|提高|提升|完成|目标|要求|任务|标准|以内|增长|稳定|改善|发生|不减|下降|降低|平衡|水平)$/.test(squeezeCell(text));

/** Number of lines from `i` on that stand between a row's figures and its attribute: a value in words, perhaps on several lines; 0 for none. */
function wordsBeforeAttribute(body: readonly Line[], i: number, numbered: ReadonlySet<number>): number {
  for (let j = i; j < body.length && j <= i + 3; j++) {
    const text = (body[j] as Line).text;
    if (isAttributeCell(text)) return j - i;
    if (numbered.has(j) || isNumericCell(text) || isDashCell(text) || isUnitCell(text) || isSubRow(text) || hasUnit(text)) return 0;
  }
  return 0;
}

/** True where the line at `i` is followed by what follows a name: a unit or figures. */
function startsRow(body: readonly Line[], i: number, numbered: ReadonlySet<number>): boolean {
  const next = body[i + 1];
  if (!next || numbered.has(i + 1)) return false;
  return (isNumericCell(next.text) && hasUnit((body[i] as Line).text)) || isUnitCell(next.text);
}

/** `主要污染物排放总量减少` / `化学需氧量(%)` / 10 / `氨氮(%)` / 8: unnumbered rows follow before the next number. */
function opensSubRows(body: readonly Line[], i: number, numbered: ReadonlySet<number>): boolean {
  if (!hasUnit((body[i] as Line).text)) return false;
  let figures = 0;
  for (let j = i + 1; j < body.length && j < i + 8 && !numbered.has(j); j++) {
    const text = (body[j] as Line).text;
    if (isNumericCell(text) || isDashCell(text)) figures++;
    else if (figures > 0 && isNameCell(text) && hasUnit(text)) return true;
  }
  return false;
}

/** Places each row's values in the header's columns, by the blank lines that print leaves for an empty cell where there are any. */
function gridOf(
  header: FlatHeader,
  rows: readonly Row[],
  about: Pick<Table, 'caption' | 'notes' | 'origin'>,
  body: readonly Line[],
): Table {
  const has = (role: string) => header.columns.some((c) => c.role === role);
  const valueColumns = header.columns.filter((c) => c.role === 'value');
  const columns: (FlatColumn | 'serial' | 'name' | 'unit' | 'attribute' | 'other')[] = [];
  if (has('serial') || rows.some((r) => r.serial)) columns.push('serial');
  columns.push('name');
  if (has('unit')) columns.push('unit');
  columns.push(...valueColumns);
  if (has('attribute') || rows.some((r) => r.attribute)) columns.push('attribute');
  if (has('other')) columns.push('other');
  const usual = usualGap(body);
  const words = (line: Line | null): Words | null => (line ? joinWords([line]) : null);
  const headOf = (column: (typeof columns)[number]): Words | null => {
    if (typeof column !== 'string') return joinWords(column.parts);
    const printed = header.columns.find((c) => c.role === column);
    return printed
      ? joinWords(printed.parts)
      : column === 'name'
        ? { text: '指标', span: null }
        : column === 'attribute'
          ? { text: '属性', span: null }
          : column === 'serial'
            ? { text: '序号', span: null }
            : null;
  };
  const grid: GridRow[] = [{ header: true, cells: columns.map(headOf) }];
  for (const row of rows) {
    if (row.group) {
      grid.push({ header: false, wide: true, cells: [joinWords(row.name)] });
      continue;
    }
    const values = placeValues(row, valueColumns.length, usual, valueColumns);
    grid.push({
      header: false,
      cells: columns.map((column) => {
        if (typeof column !== 'string') return values[valueColumns.indexOf(column)] ?? null;
        if (column === 'serial') return words(row.serial);
        if (column === 'name') return row.name.length > 0 ? joinWords(row.name) : null;
        if (column === 'unit') return words(row.unit);
        if (column === 'attribute') return words(row.attribute);
        return row.other.length > 0 ? joinWords(row.other) : null;
      }),
    });
  }
  return toTable(grid, columns.length, about);
}

function usualGap(body: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const line of body.slice(1)) counts.set(line.gap, (counts.get(line.gap) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}

/**
 * With as many values as columns the order is the header's. With fewer, an empty line more than usual stands for an empty cell; where print gives no
 * such sign, a single value is taken for the last column that states a goal, and the cells around it stay unknown (null, not empty).
 */
function placeValues(row: Row, columns: number, usual: number, heads: readonly FlatColumn[]): (Words | null)[] {
  const values = row.values.map((parts) => joinWords(parts));
  if (values.length >= columns) return values.slice(0, columns);
  const empty: Words = { text: '', span: null };
  if (values.length === 0) return Array.from({ length: columns }, () => null);
  const lastValue = row.values[row.values.length - 1]?.[0];
  const behind = row.attribute && lastValue && row.attribute.start > lastValue.start ? row.attribute : row.after;
  const extra = [...row.values.map((parts) => Math.max(0, (parts[0] as Line).gap - usual)), behind ? Math.max(0, behind.gap - usual) : 0];
  // An empty cell adds one empty line, or, where each cell brings its own, as many as part two cells and one more.
  for (const lines of [1, usual + 1]) {
    const blanks = extra.map((n) => n / lines);
    const total = blanks.reduce((sum, n) => sum + n, 0);
    if (total + values.length !== columns || blanks.some((n) => !Number.isInteger(n))) continue;
    return blanks.flatMap((n, i) => [...Array.from({ length: n }, () => empty), ...(values[i] ? [values[i] as Words] : [])]);
  }
  const out: (Words | null)[] = Array.from({ length: columns }, () => null);
  const at = guessedColumns(values, heads);
  values.forEach((value, i) => {
    out[at[i] as number] = value;
  });
  return out;
}

/** Columns for values that are fewer than the columns, by what the values look like: totals and words stand under 累计 or 年均. */
function guessedColumns(values: readonly Words[], heads: readonly FlatColumn[]): number[] {
  const names = heads.map((head) => squeezeCell(head.parts.map((p) => p.text).join('')));
  const total = names.findIndex((name) => /累计|年均|\[\]/.test(name));
  const isTotal = (value: Words) => /^[[【〔]/.test(squeezeCell(value.text)) || !/\d/.test(value.text);
  const last = values[values.length - 1] as Words;
  if (values.length === 1) {
    if (total >= 0 && isTotal(last)) return [total];
    const goal = names.map((name) => /目标|规划|计划|预期/.test(name)).lastIndexOf(true);
    return [goal >= 0 ? goal : total === heads.length - 1 && heads.length > 1 ? total - 1 : heads.length - 1];
  }
  if (total === heads.length - 1) {
    const front = values.slice(0, -1).map((_, i) => i);
    return [...front, isTotal(last) ? total : values.length - 1];
  }
  return values.map((_, i) => heads.length - values.length + i);
}
