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
export function readRows(body: readonly Line[], header: FlatHeader): { rows: FlatRow[]; used: number } {
  const has = (role: string) => header.columns.some((c) => c.role === role);
  const order = header.columns.map((c) => c.role);
  const valueCount = order.filter((r) => r === 'value').length;
  const unitFirst = has('unit') && order.indexOf('unit') < order.indexOf('value');
  const attributeFirst = has('attribute') && order.indexOf('attribute') < order.indexOf('value');
  const numbered = serials(body, header);
  const rows: FlatRow[] = [];
  let row: FlatRow | null = null;
  let used = 0;
  const start = (first: Line, serial: Line | null): FlatRow => {
    if (row) (row as FlatRow).after = first;
    row = { serial, name: [], unit: null, values: [], attribute: null, other: [], after: null, group: false };
    rows.push(row);
    return row;
  };
  const nameOf = (r: FlatRow) => r.name.map((l) => l.text).join('');
  for (let i = 0; i < body.length; i++) {
    const line = body[i] as Line;
    const text = line.text;
    const now = row as FlatRow | null;
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
        const open = now.values[now.values.length - 1];
        const unfinished =
          open &&
          !/\d/.test(open.map((l) => l.text).join('')) &&
          !isDashCell((open[0] as Line).text) &&
          !isWholeWords(open.map((l) => l.text).join(''));
        if (open && unfinished) {
          open.push(...parts);
          i += words - 1;
          used = i + 1;
          continue;
        }
        if (parts.length <= valueCount - now.values.length && parts.every((part) => isWholeWords(part.text)))
          now.values.push(...parts.map((part) => [part]));
        else now.values.push(parts);
        i += words - 1;
        used = i + 1;
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
  while (rows.length > 0 && (rows[rows.length - 1] as FlatRow).values.length === 0 && (rows[rows.length - 1] as FlatRow).attribute === null)
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
