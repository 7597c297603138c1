import { type HeaderRole, headerRole, isTableCaption, squeezeCell } from './cell-types.js';
import type { Line } from './lines.js';

export interface FlatColumn {
  readonly role: HeaderRole;
  readonly parts: readonly Line[];
}

export interface FlatHeader {
  /** Index of the first header line and of the first line after the header. */
  readonly from: number;
  readonly to: number;
  /** Index of the caption line, -1 for none. */
  readonly caption: number;
  readonly columns: readonly FlatColumn[];
}

const YEAR_ONLY = /^(?:(?:19|20)\d\d|二[〇○零]\S{2})年?$/;
/** `目标` under `2020`: the second line of one header cell, unless a year follows that it could stand above. */
const QUALIFIES =
  /^(?:年|[(]?(?:规划|预期|计划)?目标[值)]?[)]?|规划值?|完成[值数]?|实际(?:完成)?值?|实绩|现状值?|基期值?|预计(?:完成|值)?|指标值|[(].{1,10}[)]|\[累计\]|年均|累计|增长|增减|比20\d\d年.*)$/;
const GROUP_LIKE = /^(?:规模|投资|面积|数量|总量|情况|变化|发展)$/;
const PIECES: Readonly<Record<string, readonly string[]>> = {
  序: ['号'],
  指: ['标', '标名称'],
  单: ['位'],
  属: ['性'],
  类: ['别'],
  主要: ['指标'],
  一级: ['指标'],
  二级: ['指标'],
  三级: ['指标'],
  名: ['称'],
};

/**
 * Reads a header whose cells stand one a line, from `lines[at]`; null where no table starts there. Cells broken in two (`2020` / `目标`, `指` / `标`)
 * come back as one column.
 */
export function readFlatHeader(lines: readonly Line[], at: number): FlatHeader | null {
  const columns: { role: HeaderRole; parts: Line[] }[] = [];
  let i = at;
  let years = 0;
  for (; i < lines.length && i - at < 40; i++) {
    const line = lines[i] as Line;
    const word = squeezeCell(line.text);
    const last = columns[columns.length - 1];
    const next = PIECES[word];
    const following = lines[i + 1];
    if (next && following && next.includes(squeezeCell(following.text))) {
      columns.push({ role: headerRole(word + squeezeCell(following.text)) ?? 'other', parts: [line, following] });
      i++;
      continue;
    }
    const lastWord = last ? squeezeCell(last.parts.map((p) => p.text).join('')) : '';
    if (last && last.role === 'value' && YEAR_ONLY.test(lastWord) && QUALIFIES.test(word) && last.parts.length === 1) {
      last.parts.push(line);
      continue;
    }
    // `五年年均增速` / `或累计`
    if (last && last.role === 'value' && /^(?:或|及|和|与|[/、])\p{Script=Han}/u.test(word) && word.length <= 8) {
      last.parts.push(line);
      continue;
    }
    if (last && last.role === 'value' && /^[[【〔(][^\d]{1,8}[\]】〕)]$/.test(word)) {
      last.parts.push(line);
      continue;
    }
    // A figure such as `2025` in the body never stands among header words: the row's serial or name comes first.
    const role = headerRole(line.text);
    const joined = role === null && following && word.length <= 8 ? headerRole(word + squeezeCell(following.text)) : null;
    if (joined !== null && following && squeezeCell(following.text).length <= 8 && !/^\d/.test(squeezeCell(following.text))) {
      // `年均增` / `长（%）`
      columns.push({ role: joined, parts: [line, following] });
      i++;
      continue;
    }
    if (role === null) break;
    // `规模` / `效益` behind the years heads the first rows.
    if (role === 'value' && years > 0 && GROUP_LIKE.test(word) && following && headerRole(following.text) === null) break;
    if (role === 'name' && columns.some((c) => c.role === 'name')) break;
    if (YEAR_ONLY.test(word)) years++;
    columns.push({ role, parts: [line] });
  }
  const heads = withoutGroupHeads(twoStoreys(columns));
  const roles = new Set(heads.map((c) => c.role));
  const values = heads.filter((c) => c.role === 'value').length;
  if (values === 0 || heads.length < 2) return null;
  let caption = -1;
  for (let back = 1; back <= 3 && at - back >= 0 && caption < 0; back++) {
    const text = (lines[at - back] as Line).text;
    if (isTableCaption(text)) caption = at - back;
    else if (text.length > 40 || !/^[(（]?单位/.test(text)) break;
  }
  const structural = [...roles].filter((r) => r !== 'value' && r !== 'other').length;
  if (!(structural >= 2 || (structural === 1 && (caption >= 0 || values >= 2)) || (caption >= 0 && values >= 2 && years >= 2))) return null;
  return { from: at, to: i, caption, columns: heads };
}

/**
 * `2021年完成` and `2022年计划` over 绝对值 and 增长（%）, printed as 2021年完成, 2022年计划, 绝对值, 增长（%）, 绝对值, 增长（%）: four columns, not six.
 */
function twoStoreys(columns: readonly FlatColumn[]): readonly FlatColumn[] {
  const words = columns.map((column) => squeezeCell(column.parts.map((p) => p.text).join('')));
  const from = columns.findIndex((column) => column.role === 'value');
  let above = 0;
  while (columns[from + above]?.role === 'value' && /20\d\d|上年|本年/.test(words[from + above] as string)) above++;
  let below = 0;
  while (columns[from + above + below]?.role === 'value' && !/20\d\d/.test(words[from + above + below] as string)) below++;
  const each = below / above;
  if (from < 0 || above < 2 || each < 1 || !Number.isInteger(each)) return columns;
  const inner = words.slice(from + above, from + above + below);
  if (!inner.every((word, i) => word === inner[i % each])) return columns;
  const joined = Array.from({ length: below }, (_, i) => {
    const top = columns[from + Math.floor(i / each)] as FlatColumn;
    return { role: 'value' as const, parts: [...top.parts, ...(columns[from + above + i] as FlatColumn).parts] };
  });
  return [...columns.slice(0, from), ...joined, ...columns.slice(from + above + below)];
}

/** `规划目标` above `2020年` and `2025年` is no column of its own: a value word without a year that comes before two years. */
function withoutGroupHeads(columns: readonly FlatColumn[]): FlatColumn[] {
  return columns.filter((column, i) => {
    if (column.role !== 'value') return true;
    const word = squeezeCell(column.parts.map((p) => p.text).join(''));
    if (/\d{4}/.test(word) || !/(?:目标|规划|指标)(?:值|目标)?$|时期$|期间$/.test(word)) return true;
    const next = [columns[i + 1], columns[i + 2]].map((c) => (c ? squeezeCell(c.parts.map((p) => p.text).join('')) : ''));
    return !next.every((w) => YEAR_ONLY.test(w) || /^(?:年均|累计|\[累计\])/.test(w)) || !next.some((w) => YEAR_ONLY.test(w));
  });
}
