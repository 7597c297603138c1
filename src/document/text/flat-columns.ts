import { isAttributeCell, isDashCell, isNameCell, isNumericCell, isQualitativeCell, isUnitCell } from './cell-types.js';
import type { FlatHeader } from './flat-header.js';
import type { FlatRow } from './flat-rows.js';
import type { Line } from './lines.js';

/** Fewer rows could as well be chance. */
const FEWEST_ROWS = 3;

const FITS: Readonly<Record<string, (text: string) => boolean>> = {
  serial: (text) => /^[(（]?\d{1,3}[)）.、．]?$/.test(text),
  name: (text) => isNameCell(text) && !isUnitCell(text),
  unit: (text) => isUnitCell(text) || isDashCell(text),
  value: (text) => isNumericCell(text) || isDashCell(text) || isQualitativeCell(text),
  attribute: isAttributeCell,
};

/**
 * Sorts a body that was copied column by column: all names, then all figures of the first year, then those of the next. Only where each column has as many
 * cells as the first and every cell looks like its column's; null otherwise.
 */
export function columnsFirst(body: readonly Line[], header: FlatHeader): { rows: FlatRow[]; used: number } | null {
  const roles = header.columns.map((column) => column.role);
  const count = body.length / roles.length;
  if (!Number.isInteger(count) || count < FEWEST_ROWS || roles.some((role) => FITS[role] === undefined)) return null;
  const cell = (column: number, row: number) => body[column * count + row] as Line;
  const all = roles.every((role, c) =>
    Array.from({ length: count }, (_, r) => cell(c, r)).every((line) => FITS[role]?.(line.text) === true),
  );
  if (!all) return null;
  const rows = Array.from({ length: count }, (_, r): FlatRow => {
    const of = (role: string) => roles.flatMap((own, c) => (own === role ? [cell(c, r)] : []));
    return {
      serial: of('serial')[0] ?? null,
      name: of('name'),
      unit: of('unit')[0] ?? null,
      values: of('value').map((line) => [line]),
      attribute: of('attribute')[0] ?? null,
      other: [],
      after: null,
      group: false,
    };
  });
  return { rows, used: body.length };
}
