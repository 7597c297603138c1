import type { Written } from './grid-document.js';

/** A rectangular table: header words, then rows; an empty string is an empty cell. `group` rows hold one cell. */
export interface Plain {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const isGroup = (row: readonly string[]): boolean => row.length === 1;

export function toGrid(plain: Plain): Written[][] {
  return [
    [...plain.header],
    ...plain.rows.map((row): Written[] => (isGroup(row) ? [{ t: row[0] as string, c: plain.header.length }] : [...row])),
  ];
}

export function toMarkdown(plain: Plain): string[] {
  const pad = (row: readonly string[]) => [...row, ...Array.from({ length: plain.header.length - row.length }, () => '')];
  const line = (row: readonly string[]) => `| ${pad(row).join(' | ')} |`;
  return [line(plain.header), `|${plain.header.map(() => '---').join('|')}|`, ...plain.rows.map(line)];
}

/** One cell a line; `apart` puts an empty line between cells, as pages copied cell by cell have it. */
export function toFlat(plain: Plain, apart: boolean): string[] {
  const cells = [plain.header, ...plain.rows].flat();
  return apart ? cells.flatMap((cell) => [cell, '']) : cells;
}

/** Columns set apart by a space; an empty cell would leave no trace, so print has a dash there. */
export function toColumns(plain: Plain): string[] {
  return [plain.header, ...plain.rows].map((row) => row.map((cell) => (cell === '' ? '-' : cell)).join(' '));
}
