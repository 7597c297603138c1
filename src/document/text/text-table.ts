import {
  headerRole,
  isAttributeCell,
  isDashCell,
  isGroupWords,
  isLabelledValue,
  isNumericCell,
  isQualitativeCell,
  isTableCaption,
  isTableNote,
  isUnitCell,
  squeezeCell,
} from './cell-types.js';
import type { FoundTable } from './flat-table.js';
import { type GridRow, joinWords, toTable, type Words } from './grid.js';
import { bareHeading, headingLevel, RANKS } from './headings.js';
import type { Line } from './lines.js';
import { readNotes } from './table-notes.js';

/** A run of characters without white space. */
interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Header {
  readonly to: number;
  readonly caption: number;
  readonly serial: boolean;
  readonly unit: boolean;
  readonly attribute: boolean;
  readonly group: Token | null;
  readonly name: Token | null;
  readonly values: readonly Token[];
  readonly unitToken: Token | null;
  readonly attributeToken: Token | null;
  readonly serialToken: Token | null;
}

function tokensOf(line: Line): Token[] {
  return [...line.text.matchAll(/\S+/g)].map((m) => ({ text: m[0], start: line.start + m.index, end: line.start + m.index + m[0].length }));
}

const PIECE = /^(?:序|号|指|标|单|位|属|性|类|别|名|称|年|目标|项|目|领|域)$/;
const isHeaderToken = (text: string) =>
  headerRole(text) !== null || PIECE.test(text) || /^[（(].{1,10}[)）]$|^(?:\d{4}[-—]\d{4}年?)$/.test(text);
const isGroupHead = (word: string) => !/\d{4}/.test(word) && /(?:目标|规划|指标)(?:值|目标)?$|时期$|期间$/.test(squeezeCell(word));

/** Header lines of a table set in columns: every word of at most six lines is a header word, two or more of them different roles. */
function readHeader(lines: readonly Line[], at: number): Header | null {
  const tokens: Token[] = [];
  let i = at;
  for (; i < lines.length && i < at + 6; i++) {
    const line = tokensOf(lines[i] as Line);
    if (line.length > 12 || !line.every((token) => isHeaderToken(token.text))) break;
    tokens.push(...line);
  }
  if (i === at || tokens.length < 2) return null;
  const has = (test: RegExp) => tokens.find((token) => test.test(squeezeCell(token.text))) ?? null;
  const byRole = (role: string) => tokens.find((token) => headerRole(token.text) === role) ?? null;
  const pieces = (a: RegExp, b: RegExp) => (has(a) && has(b) ? has(a) : null);
  const serialToken = byRole('serial') ?? has(/^序$/);
  const name = byRole('name') ?? pieces(/^指$/, /^标$/) ?? pieces(/^名$/, /^称$/);
  const unitToken = byRole('unit') ?? pieces(/^单$/, /^位$/);
  const attributeToken = byRole('attribute') ?? pieces(/^属$/, /^性$/);
  const all = tokens.filter((token) => headerRole(token.text) === 'value');
  const values = all.filter(
    (token, k) => !(isGroupHead(token.text) && all.length - k > 2) && !(isGroupHead(token.text) && all.length === 3 && k === 0),
  );
  if (values.length === 0 || !(name || (serialToken && attributeToken))) return null;
  let caption = -1;
  for (let back = 1; back <= 2 && at - back >= 0 && caption < 0; back++) {
    const text = (lines[at - back] as Line).text.replace(/^\d{1,3}(?=[“《（\p{Script=Han}])(?!\d*年)/u, '');
    if (isTableCaption(text)) caption = at - back;
    else if (!/^[（(]?单位/.test(text)) break;
  }
  if ([serialToken, name, unitToken, attributeToken].filter(Boolean).length < 2 && values.length < 2 && caption < 0) return null;
  return {
    to: i,
    caption,
    serial: serialToken !== null,
    unit: unitToken !== null,
    attribute: attributeToken !== null,
    group: byRole('group'),
    name,
    values,
    unitToken,
    attributeToken,
    serialToken,
  };
}

interface MainRow {
  readonly at: number;
  /** The heading of the rows from here on, where one is printed above or in front. */
  group: Token | null;
  serial: Token | null;
  name: Token[];
  unit: Token[];
  values: Token[][];
  attribute: Token | null;
  above: Line[];
  below: Line[];
}

const isValueToken = (text: string) => isNumericCell(text) || isDashCell(text) || isLabelledValue(text) || /^[[【〔].*[\]】〕]$/.test(text);

const endsNumber = (text: string) => isValueToken(text) || isUnitCell(text);

/** A line that carries a row's own columns: an attribute, or as many values at its end as the header has. */
function mainRow(line: Line, at: number, header: Header): MainRow | null {
  const tokens = tokensOf(line);
  const row: MainRow = { at, group: null, serial: null, name: [], unit: [], values: [], attribute: null, above: [], below: [] };
  let rest = tokens;
  if (
    header.serial &&
    /^\p{Script=Han}{2,8}$/u.test(tokens[0]?.text ?? '') &&
    /^\d{1,3}$/.test(tokens[1]?.text ?? '') &&
    tokens.length > 3
  ) {
    row.group = tokens[0] as Token;
    rest = tokens.slice(1);
  }
  const first = rest[0];
  if (header.serial && first && /^\d{1,3}[.、]?$/.test(first.text)) {
    row.serial = first;
    rest = rest.slice(1);
  }
  const a = rest.findIndex((token) => isAttributeCell(token.text));
  let before = rest;
  if (a >= 0) {
    row.attribute = rest[a] as Token;
    const after = rest.slice(a + 1);
    if (
      after.length > 0 &&
      after.length <= header.values.length &&
      after.every((t) => isValueToken(t.text) || isQualitativeCell(t.text) || /[，、]/.test(t.text))
    ) {
      row.values = after.map((token) => [token]);
      before = rest.slice(0, a);
    } else before = [...rest.slice(0, a), ...after.filter((t) => isValueToken(t.text))];
  }
  const count = header.values.length;
  const plain = before.slice(before.length - count);
  // One word a column: no need to guess where the values begin.
  const exact = before.length === count + (header.unit ? 2 : 1) && plain.every((t) => isValueToken(t.text) || isQualitativeCell(t.text));
  if (row.values.length === 0 && exact) {
    row.values = plain.map((token) => [token]);
    before = before.slice(0, -count);
  }
  if (row.values.length === 0) {
    let from = before.length;
    while (from > 0 && before.length - from < header.values.length) {
      const text = (before[from - 1] as Token).text;
      const words = isQualitativeCell(text) && from > 1 && (a >= 0 || from < before.length || endsNumber(before[from - 2]?.text ?? ''));
      if (isValueToken(text) || words) from--;
      else break;
    }
    row.values = before.slice(from).map((token) => [token]);
    before = before.slice(0, from);
  }
  const last = before[before.length - 1];
  if (header.unit && last && (isUnitCell(last.text) || isDashCell(last.text))) {
    row.unit = [last];
    before = before.slice(0, -1);
  }
  row.name = [...before];
  if (
    row.attribute === null &&
    (row.values.length === 0 ||
      (row.serial === null && row.values.length < Math.min(2, header.values.length)) ||
      (row.name.length === 0 && row.serial === null))
  )
    return null;
  if (row.attribute === null && row.serial === null && !row.name.some((token) => /\p{Script=Han}{2}/u.test(token.text))) return null;
  if (row.attribute === null && row.values.every((v) => !isValueToken((v[0] as Token).text))) return null;
  return row;
}

const needs = (row: MainRow, header: Header) =>
  row.name.length === 0 || (header.unit && row.unit.length === 0) || row.values.length < header.values.length;

/** Reads a table whose rows are lines and whose columns are set apart by spaces, as text copied from a PDF has them; null where there is none. */
export function readTextTable(lines: readonly Line[], at: number): FoundTable | null {
  const header = readHeader(lines, at);
  if (!header) return null;
  const rows: MainRow[] = [];
  let loose: Line[] = [];
  let group: Token | null = null;
  let end = header.to;
  for (let i = header.to; i < lines.length; i++) {
    const line = lines[i] as Line;
    const rank = headingLevel(line.text);
    const below = lines[i + 1];
    // What a page break puts in: the header once more, a page number.
    if (tokensOf(line).every((token) => isHeaderToken(token.text)) || /^(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页)$/.test(line.text))
      continue;
    if (/^\d{1,4}$/.test(line.text) && loose.length === 0 && !(rows[rows.length - 1] && needs(rows[rows.length - 1] as MainRow, header)))
      continue;
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
    } else if (loose.length >= 6) break;
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

/**
 * Gives the lines between two rows to the one they belong to. A row that lacks nothing takes none from below unless the next lacks nothing either (a name
 * that wraps downwards); where both lack something, print centres a row's number on its wrapped cells, so it has as many lines below as above.
 */
function share(before: MainRow | null, after: MainRow, loose: readonly Line[], header: Header): void {
  if (before === null) {
    after.above = [...loose];
    return;
  }
  const wanting = needs(before, header);
  const wanted = needs(after, header);
  const below = !wanted ? loose.length : wanting || before.above.length > 0 ? Math.min(before.above.length, loose.length) : 0;
  before.below = loose.slice(0, below);
  after.above = loose.slice(below);
}

interface Finished {
  readonly name: readonly Token[];
  readonly unit: readonly Token[];
  readonly values: readonly (readonly Token[])[];
}

/** Adds what stands on the lines above and below to the columns of a row. */
function finish(row: MainRow, header: Header): Finished {
  const name: Token[][] = [[], row.name, []];
  const unit: Token[][] = [[], row.unit, []];
  const extra: Token[] = [];
  const wantsUnit = header.unit && row.unit.length === 0;
  const wantsValue = row.values.length < header.values.length;
  const inWords = row.values.find((value) => !isValueToken((value[0] as Token).text));
  [row.above, row.below].forEach((part, side) => {
    for (const line of part) {
      const tokens = tokensOf(line);
      tokens.forEach((token, k) => {
        const bare = /^\d{1,2}(?:\.\d)?$/.test(token.text);
        if (bare && (tokens.length > 1 || !wantsValue)) return;
        const isUnitPiece =
          wantsUnit &&
          squeezeCell(token.text).length <= 4 &&
          (k > 0 || tokens.length === 1) &&
          /^(?:[十百千万亿%‰]|.*[/每]|[元人吨年个家件天方米平里克]+$)/.test(token.text) &&
          !/率|比|数|量$/.test(token.text);
        if (isUnitPiece) (unit[side * 2] as Token[]).push(token);
        else if (
          (wantsValue || inWords) &&
          (isValueToken(token.text) ||
            /^[[【〔]|[\]】〕]$/.test(token.text) ||
            (isQualitativeCell(token.text) && (inWords || k > 0) && !/改造|面积|降低$|减少$/.test(token.text)))
        )
          extra.push(token);
        else (name[side * 2] as Token[]).push(token);
      });
    }
  });
  const order = (tokens: Token[]) => [...tokens].sort((a, b) => a.start - b.start);
  let values: (readonly Token[])[] = row.values;
  if (extra.length > 0 && inWords) values = row.values.map((value) => (value === inWords ? order([...value, ...extra]) : value));
  else if (extra.length > 0 && wantsValue) {
    const sum = header.values.findIndex((head) => /累计|\[|年均|〔|【/.test(head.text));
    const own = extra.some((token) => /[[【〔]|累计/.test(token.text)) && sum >= 0 ? sum : 0;
    const placed: (readonly Token[])[] = Array.from({ length: header.values.length }, () => []);
    placed[own] = order(extra);
    const free = placed.map((_, k) => k).filter((k) => k !== own);
    row.values.forEach((value, k) => {
      const to = free[k];
      if (to !== undefined) placed[to] = value;
    });
    values = placed;
  }
  return { name: name.flat(), unit: unit.flat(), values };
}

function gridOf(
  rows: readonly MainRow[],
  header: Header,
  about: { caption: string | null; notes: readonly string[]; origin: 'text' },
): ReturnType<typeof toTable> {
  const words = (token: Token | null, otherwise: string): Words => (token ? joinWords([token]) : { text: otherwise, span: null });
  const hasAttribute = header.attribute || rows.some((row) => row.attribute);
  const head: Words[] = [words(header.serialToken, '序号'), { ...words(header.name, '指标'), text: '指标' }];
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
