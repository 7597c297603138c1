import type { Table } from '../document.js';
import { squeezeCell } from './cell-types.js';
import type { FlatColumn, FlatHeader } from './flat-header.js';
import type { FlatRow } from './flat-rows.js';
import { type GridRow, joinWords, toTable, type Words } from './grid.js';
import type { Line } from './lines.js';

/** Places each row's values in the header's columns, by the blank lines that print leaves for an empty cell where there are any. */
export function gridOf(
  header: FlatHeader,
  rows: readonly FlatRow[],
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
  const uncertain: number[] = [];
  for (const row of rows) {
    if (row.group) {
      grid.push({ header: false, wide: true, cells: [joinWords(row.name)] });
      continue;
    }
    if (row.values.length > valueColumns.length) uncertain.push(grid.length);
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
  const table = toTable(grid, columns.length, about);
  return uncertain.length > 0 ? { ...table, uncertainRows: uncertain } : table;
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
function placeValues(row: FlatRow, columns: number, usual: number, heads: readonly FlatColumn[]): (Words | null)[] {
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
