import {
  isAttributeCell,
  isDashCell,
  isLabelledValue,
  isNameCell,
  isNumericCell,
  isQualitativeCell,
  isUnitCell,
  squeezeCell,
} from './cell-types.js';
import type { FlatHeader } from './flat-header.js';
import {
  continuesName,
  hasUnit,
  isSubRow,
  isWholeWords,
  nameIsOpen,
  opensSubRows,
  serials,
  startsRow,
  wordsBeforeAttribute,
} from './flat-words.js';
import type { Line } from './lines.js';

/** A row of a flattened table: its lines sorted by what they are, not yet by column. */
export interface FlatRow {
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

/** What the header says of the columns, as far as sorting lines needs it. */
interface Facts {
  readonly values: number;
  readonly unit: 'first' | 'last' | null;
  readonly attribute: 'first' | 'last' | null;
  readonly other: boolean;
  readonly groupAfterSerial: boolean;
}

/** The walk through the body: what is known when a line is looked at. */
interface Walk {
  readonly body: readonly Line[];
  readonly numbered: ReadonlySet<number>;
  readonly facts: Facts;
  readonly rows: FlatRow[];
}

/** A row under construction: its name so far, and whether figures or attribute have come. */
interface Now {
  readonly row: FlatRow;
  readonly name: string;
  readonly filled: boolean;
}

interface Rule {
  readonly name: string;
  /** Number of lines it takes from `i` on, 0 where the line is none of its. */
  readonly take: (walk: Walk, now: Now | null, i: number) => number;
  /** What it takes completes a row, so the table reaches at least to here. */
  readonly fills?: true;
}

function start(walk: Walk, first: Line, serial: Line | null): FlatRow {
  const before = walk.rows[walk.rows.length - 1];
  if (before) before.after = first;
  const row = newRow(serial);
  walk.rows.push(row);
  return row;
}

const newRow = (serial: Line | null, name: Line[] = [], group = false): FlatRow => ({
  serial,
  name,
  unit: null,
  values: [],
  attribute: null,
  other: [],
  after: null,
  group,
});
const at = (walk: Walk, i: number): Line => walk.body[i] as Line;
const textOf = (lines: readonly Line[]): string => lines.map((l) => l.text).join('');
/** In lines: no name is broken into more. */
const LONGEST_NAME = 6;
/** Neither unit, figure nor attribute has come: the row is still its name. */
const isOnlyName = (now: Now): boolean => !now.filled && now.row.unit === null && now.name !== '' && now.row.name.length < LONGEST_NAME;

/** In order: the first that takes the line has it. What none takes begins a new row with its name. */
const RULES: readonly Rule[] = [
  {
    name: 'number',
    take: (walk, now, i) => {
      if (!walk.numbered.has(i)) return 0;
      if (now && isOnlyName(now) && now.row.serial === null) now.row.group = true;
      start(walk, at(walk, i), at(walk, i));
      return 1;
    },
  },
  {
    // `地区生产总值(亿元,` goes on with `2020年价)`, figure or not.
    name: 'open bracket',
    take: (walk, now, i) =>
      now && isOnlyName(now) && nameIsOpen(now.name) && /[)）]$/.test(at(walk, i).text) ? now.row.name.push(at(walk, i)) && 1 : 0,
  },
  {
    name: 'attribute',
    fills: true,
    take: (walk, now, i) => {
      if (!isAttributeCell(at(walk, i).text)) return 0;
      (now?.row ?? start(walk, at(walk, i), null)).attribute ??= at(walk, i);
      return 1;
    },
  },
  {
    name: 'unit',
    take: (walk, now, i) => {
      const { text } = at(walk, i);
      if (!now || now.row.unit !== null || walk.facts.unit === null) return 0;
      const next = walk.body[i + 1];
      const before =
        walk.facts.unit === 'first' &&
        now.row.values.length === 0 &&
        now.name !== '' &&
        !nameIsOpen(now.name) &&
        (isUnitCell(text) || (isDashCell(text) && next !== undefined && !isNameCell(next.text)));
      const behind = walk.facts.unit === 'last' && now.row.values.length > 0 && isUnitCell(text) && !/^\d/.test(text);
      if (!before && !behind) return 0;
      now.row.unit = at(walk, i);
      return 1;
    },
  },
  {
    // A figure behind the attribute that closes a row.
    name: 'page number',
    take: (walk, now, i) =>
      now?.row.attribute &&
      walk.facts.attribute === 'last' &&
      !walk.facts.other &&
      now.row.values.length >= walk.facts.values &&
      /^\d{1,3}$/.test(at(walk, i).text)
        ? 1
        : 0,
  },
  {
    name: 'figure',
    fills: true,
    take: (walk, now, i) => {
      const { text } = at(walk, i);
      if (!isNumericCell(text) && !isDashCell(text)) return 0;
      (now?.row ?? start(walk, at(walk, i), null)).values.push([at(walk, i)]);
      return 1;
    },
  },
  {
    name: 'name behind its number',
    take: (walk, now, i) => (now && now.name === '' && !now.filled ? now.row.name.push(at(walk, i)) && 1 : 0),
  },
  {
    name: 'wrapped name',
    take: (walk, now, i) => {
      const { text } = at(walk, i);
      if (!now || !isOnlyName(now) || !(nameIsOpen(now.name) || continuesName(text)) || (isLabelledValue(text) && hasUnit(now.name)))
        return 0;
      now.row.name.push(at(walk, i));
      return 1;
    },
  },
  { name: 'words before the attribute', fills: true, take: takeWordsBeforeAttribute },
  { name: 'value in words', fills: true, take: takeWords },
  { name: 'second name behind a number', take: takeSecondName },
  {
    name: 'responsible body',
    fills: true,
    take: (walk, now, i) => {
      const { facts } = walk;
      if (!now?.filled || !facts.other || now.row.other.length > 0 || now.row.values.length < facts.values) return 0;
      if (facts.attribute !== null && now.row.attribute === null) return 0;
      const next = walk.body[i + 1];
      if (walk.numbered.has(i + 1) || (next && isNumericCell(next.text))) return 0;
      now.row.other.push(at(walk, i));
      return 1;
    },
  },
  {
    // Without numbers: a group above its first row, or a wrapped name.
    name: 'group or wrapped name',
    take: (walk, now, i) => {
      if (!now || !isOnlyName(now) || now.row.serial !== null || now.row.group) return 0;
      // A name that ends with its unit is whole: what follows is a part of it, on a row of its own.
      if (hasUnit(now.name) && !nameIsOpen(now.name)) return 0;
      if (!hasUnit(now.name) && now.name.length <= 10 && !continuesName(at(walk, i).text)) {
        now.row.group = true;
        return 0;
      }
      now.row.name.push(at(walk, i));
      return 1;
    },
  },
];

function takeWordsBeforeAttribute(walk: Walk, now: Now | null, i: number): number {
  if (
    !now?.filled ||
    now.name === '' ||
    now.row.attribute !== null ||
    now.row.values.length >= walk.facts.values ||
    isSubRow(at(walk, i).text)
  )
    return 0;
  const count = wordsBeforeAttribute(walk.body, i, walk.numbered);
  if (count === 0) return 0;
  const parts = walk.body.slice(i, i + count);
  const last = now.row.values[now.row.values.length - 1];
  const words = last ? squeezeCell(textOf(last)) : '';
  const room = walk.facts.values - now.row.values.length;
  if (last && words !== '' && !/\d/.test(words) && !isDashCell(words) && !isWholeWords(words)) last.push(...parts);
  else if (parts.length <= room && parts.every((part) => isWholeWords(part.text))) now.row.values.push(...parts.map((part) => [part]));
  else now.row.values.push(parts);
  return count;
}

function takeWords(walk: Walk, now: Now | null, i: number): number {
  const line = at(walk, i);
  if (
    !now ||
    now.name === '' ||
    (now.row.attribute !== null && walk.facts.attribute !== 'first') ||
    now.row.values.length > walk.facts.values
  )
    return 0;
  if (now.row.unit === null && !hasUnit(now.name) && !now.filled) return 0;
  const labelled = isLabelledValue(line.text);
  if (!labelled && !(isQualitativeCell(line.text) && now.row.values.length < walk.facts.values && !startsRow(walk.body, i, walk.numbered)))
    return 0;
  const before = now.row.values[now.row.values.length - 1];
  const previous = before?.[before.length - 1];
  const joins =
    previous &&
    line.gap === previous.gap &&
    ((labelled && isLabelledValue(previous.text)) ||
      (isQualitativeCell(previous.text) && !isWholeWords(previous.text) && line.text.length <= 6));
  if (joins && before) before.push(line);
  else now.row.values.push([line]);
  return 1;
}

/** A second name-like line behind a number: a value in words, a group column, the first sub-row, or more of the name. */
function takeSecondName(walk: Walk, now: Now | null, i: number): number {
  const line = at(walk, i);
  if (!now?.row.serial || !isOnlyName(now) || isSubRow(line.text)) return 0;
  if (isQualitativeCell(line.text) && !startsRow(walk.body, i, walk.numbered) && now.row.values.length < walk.facts.values)
    now.row.values.push([line]);
  else if (walk.facts.groupAfterSerial && now.row.name.length === 1) {
    walk.rows.splice(walk.rows.length - 1, 0, newRow(null, now.row.name, true));
    now.row.name = [line];
  } else if (opensSubRows(walk.body, i, walk.numbered)) start(walk, line, null).name.push(line);
  else now.row.name.push(line);
  return 1;
}

/** Sorts the lines of the body into rows. `used` counts the lines up to the last complete row; what follows is text. */
export function readRows(body: readonly Line[], header: FlatHeader): { rows: FlatRow[]; used: number } {
  const walk: Walk = { body, numbered: serials(body, header), facts: factsOf(header), rows: [] };
  let used = 0;
  for (let i = 0; i < body.length; ) {
    const row = walk.rows[walk.rows.length - 1];
    const now: Now | null = row ? { row, name: textOf(row.name), filled: row.values.length > 0 || row.attribute !== null } : null;
    let taken = 0;
    for (const rule of RULES) {
      taken = rule.take(walk, now, i);
      if (taken > 0 && rule.fills) used = i + taken;
      if (taken > 0) break;
    }
    if (taken === 0) start(walk, at(walk, i), null).name.push(at(walk, i));
    i += Math.max(1, taken);
  }
  const { rows } = walk;
  while (rows.length > 0 && isEmpty(rows[rows.length - 1] as FlatRow)) rows.pop();
  return { rows, used };
}

const isEmpty = (row: FlatRow): boolean => row.values.length === 0 && row.attribute === null;

function factsOf(header: FlatHeader): Facts {
  const order = header.columns.map((c) => c.role);
  const side = (role: 'unit' | 'attribute') =>
    !order.includes(role) ? null : order.indexOf(role) < order.indexOf('value') ? 'first' : 'last';
  return {
    values: order.filter((role) => role === 'value').length,
    unit: side('unit'),
    attribute: side('attribute'),
    other: order.includes('other'),
    groupAfterSerial: order.includes('group') && order.indexOf('group') > order.indexOf('serial'),
  };
}
