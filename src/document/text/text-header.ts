import { headerRole, isDashCell, isNumericCell, isTableCaption, squeezeCell } from './cell-types.js';
import type { Line } from './lines.js';

/** A run of characters without white space. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The columns of a table set in columns, as far as its header lines tell. */
export interface TextHeader {
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

/** `2025 年`, `≥ 80`, `7 左右`, `[ 20 ]`, `R&D 经费`: print puts spaces inside one word. */
const TOKEN =
  /(?:19|20)\d\d\s+年\S*|[[【〔]\s+[^\]】〕]{1,12}[\]】〕]\S*|[<>≥≤＜＞]\s+\d\S*|(?<=\s|^)[\d０-９][\d０-９.．,，]*[%％]?\s+(?:左右|上下|以上|以下|以内)(?!\p{Script=Han})|\S+/gu;

/** The words of a line with their places in the text. */
export function tokensOf(line: Line): Token[] {
  return [...line.text.matchAll(TOKEN)].map((m) => ({ text: m[0], start: line.start + m.index, end: line.start + m.index + m[0].length }));
}

const PIECE = /^(?:序|号|指|标|单|位|属|性|类|别|名|称|年|目标|项|目|领|域)$/;
export const isHeaderToken = (text: string) =>
  headerRole(text) !== null || PIECE.test(text) || /^[（(].{1,10}[)）]$|^(?:\d{4}[-—]\d{4}年?)$/.test(text);
const isGroupHead = (word: string) => !/\d{4}/.test(word) && /(?:目标|规划|指标)(?:值|目标)?$|时期$|期间$/.test(squeezeCell(word));

/** `产业  2021年完成  2022年计划`: a word of its own in front of two years names what stands below it. */
const namesItsColumn = (line: readonly Token[]): boolean =>
  line.length >= 3 &&
  /^\p{Script=Han}{2,6}$/u.test(line[0]?.text ?? '') &&
  line.slice(1).every((token) => isHeaderToken(token.text)) &&
  line.filter((token) => headerRole(token.text) === 'value' && /20\d\d/.test(squeezeCell(token.text))).length >= 2;

/** Heads of a column of places, whose rows name no indicator. */
export const PLACES = /^(?:地区|区县|县区|市县|市州|乡镇|镇街|街镇|街道|镇乡|园区|功能区|开发区)(?:名称)?$/;

/** `镇街  工业产值  固定资产投资` over as many words a line, figures behind each place. */
function isOverPlaces(line: readonly Token[], below: Line | undefined): boolean {
  if (!below || line.length < 2 || !PLACES.test(line[0]?.text ?? '') || !line.slice(1).every((t) => /\p{Script=Han}{2}/u.test(t.text)))
    return false;
  const row = tokensOf(below);
  return row.length === line.length && row.slice(1).every((token) => isNumericCell(token.text) || isDashCell(token.text));
}

function overPlaces(lines: readonly Line[], at: number, line: readonly Token[]): TextHeader {
  const above = [lines[at - 1], lines[at - 2]].filter((other): other is Line => other !== undefined);
  const caption = isTableCaption(above[0]?.text ?? '')
    ? at - 1
    : /^[（(]?单位/.test(above[0]?.text ?? '') && isTableCaption(above[1]?.text ?? '')
      ? at - 2
      : -1;
  return {
    to: at + 1,
    caption,
    serial: false,
    unit: false,
    attribute: false,
    group: null,
    name: line[0] as Token,
    values: line.slice(1),
    unitToken: null,
    attributeToken: null,
    serialToken: null,
  };
}

/** Header lines of a table set in columns: every word of at most six lines is a header word, two or more of them different roles. */
export function readTextHeader(lines: readonly Line[], at: number): TextHeader | null {
  const tokens: Token[] = [];
  let unknown: Token | null = null;
  let i = at;
  for (; i < lines.length && i < at + 6; i++) {
    const line = tokensOf(lines[i] as Line);
    if (line.length > 12) break;
    if (!line.every((token) => isHeaderToken(token.text))) {
      if (i > at || !(namesItsColumn(line) || isOverPlaces(line, lines[i + 1]))) break;
      if (isOverPlaces(line, lines[i + 1])) return overPlaces(lines, at, line);
      unknown = line[0] as Token;
    }
    tokens.push(...line);
  }
  if (i === at || tokens.length < 2) return null;
  const has = (test: RegExp) => tokens.find((token) => test.test(squeezeCell(token.text))) ?? null;
  const byRole = (role: string) => tokens.find((token) => headerRole(token.text) === role) ?? null;
  const pieces = (a: RegExp, b: RegExp) => (has(a) && has(b) ? has(a) : null);
  const serialToken = byRole('serial') ?? has(/^序$/);
  const name = byRole('name') ?? pieces(/^指$/, /^标$/) ?? pieces(/^名$/, /^称$/) ?? unknown;
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
