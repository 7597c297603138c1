import {
  isAttributeCell,
  isDashCell,
  isGroupWords,
  isLabelledValue,
  isNumericCell,
  isQualitativeCell,
  isUnitCell,
  squeezeCell,
} from './cell-types.js';
import type { Line } from './lines.js';
import { type TextHeader, type Token, tokensOf } from './text-header.js';

/** The line of a row that carries its number, attribute or values, with the lines above and below that its cells wrap onto. */
export interface MainRow {
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
export function mainRow(line: Line, at: number, header: TextHeader): MainRow | null {
  const tokens = tokensOf(line);
  const row: MainRow = { at, group: null, serial: null, name: [], unit: [], values: [], attribute: null, above: [], below: [] };
  let rest = tokens;
  if (
    header.serial &&
    /^\p{Script=Han}{2,8}$/u.test(tokens[0]?.text ?? '') &&
    /^\d{1,3}$/.test(squeezeCell(tokens[1]?.text ?? '')) &&
    tokens.length > 3
  ) {
    row.group = tokens[0] as Token;
    rest = tokens.slice(1);
  }
  if (
    !header.serial &&
    rest.length > 2 &&
    isGroupWords(rest[0]?.text ?? '') &&
    /\p{Script=Han}{2}/u.test(rest[1]?.text ?? '') &&
    !isValueToken(rest[1]?.text ?? '') &&
    !isQualitativeCell(rest[1]?.text ?? '')
  ) {
    row.group = rest[0] as Token;
    rest = rest.slice(1);
  }
  const first = rest[0];
  if (header.serial && first && /^\d{1,3}[.、]?$/.test(squeezeCell(first.text))) {
    row.serial = first;
    rest = rest.slice(1);
    // A printed column of groups behind the numbers: filled in the first row of each group only.
    const columns = 2 + Number(header.unit) + header.values.length + Number(header.attribute);
    if (
      header.group &&
      row.group === null &&
      rest.length > 2 &&
      /^\p{Script=Han}{2,10}$/u.test(rest[0]?.text ?? '') &&
      (isGroupWords(rest[0]?.text ?? '') || rest.length === columns) &&
      /\p{Script=Han}{2}/u.test(rest[1]?.text ?? '') &&
      !isUnitCell(rest[1]?.text ?? '') &&
      !isQualitativeCell(rest[1]?.text ?? '')
    ) {
      row.group = rest[0] as Token;
      rest = rest.slice(1);
    }
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

/** True where a column of the row is still empty. */
export const needs = (row: MainRow, header: TextHeader) =>
  row.name.length === 0 || (header.unit && row.unit.length === 0) || row.values.length < header.values.length;

/**
 * Gives the lines between two rows to the one they belong to. A row that lacks nothing takes none from below unless the next lacks nothing either (a name
 * that wraps downwards); where both lack something, print centres a row's number on its wrapped cells, so it has as many lines below as above.
 */
export function share(before: MainRow | null, after: MainRow, loose: readonly Line[], header: TextHeader): void {
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

export interface Finished {
  readonly name: readonly Token[];
  readonly unit: readonly Token[];
  readonly values: readonly (readonly Token[])[];
}

/** Adds what stands on the lines above and below to the columns of a row. */
export function finish(row: MainRow, header: TextHeader): Finished {
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
        const bare = /^\d{1,2}(?:\.\d)?$/.test(squeezeCell(token.text));
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
