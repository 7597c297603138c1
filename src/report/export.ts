import type { Indicator } from '../indicators/index.js';
import { type Cell, CHANGE_COLUMNS, changeRows, INDICATOR_COLUMNS, indicatorCells, indicatorRows, type Row } from './export-rows.js';
import type { ReportInput } from './types.js';

/** Excel takes a CSV without it for a local code page. */
const BYTE_ORDER_MARK = '\ufeff';
/** Excel's own limit of characters in a cell. */
const CELL_LIMIT = 32_767;
const EXPORT_EPOCH = new Date(Date.UTC(1980, 0, 1));

/** A text that a spreadsheet would take for a formula is given the apostrophe that makes it text again. */
function csvCell(cell: Cell | undefined): string {
  if (!cell) return '';
  const plain = cell.kind === 'text' && /^[=+\-@\t\r]/.test(cell.text) ? `'${cell.text}` : cell.text;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

function csv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => csvCell(row[column])).join(','))];
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

const INDICATORS = Object.keys(INDICATOR_COLUMNS);
const CHANGES = Object.keys(CHANGE_COLUMNS);
const ALL_TABLES = ['all', 'indicators', 'changes'] as const;

/**
 * All indicators and changes as CSV (RFC 4180) with byte order mark. One table: its first column, `record`, says whether a row is an indicator or a
 * change, and the columns of a change are empty for an indicator.
 * @param table only the rows of one kind, without the columns of the other @default 'all'
 */
export function exportCsv(input: ReportInput, table: (typeof ALL_TABLES)[number] = 'all'): string {
  if (table === 'indicators') return csv(INDICATORS, indicatorRows(input));
  if (table === 'changes') return csv([...INDICATORS, ...CHANGES], changeRows(input));
  const named = (kind: string) => (row: Row) => ({ record: { kind: 'text' as const, text: kind }, ...row });
  const rows = [...indicatorRows(input).map(named('indicator')), ...changeRows(input).map(named('change'))];
  return csv(['record', ...INDICATORS, ...CHANGES], rows);
}

/** The indicators of one document as CSV with byte order mark. */
export function indicatorsToCsv(indicators: readonly Indicator[]): string {
  const columns = Object.keys(indicators[0] ? indicatorCells(indicators[0]) : INDICATOR_COLUMNS).filter(
    (name) => !/^(?:source|jurisdiction|kind$|document|snapshot|captured|sha)/.test(name),
  );
  return csv(columns, indicators.map(indicatorCells));
}

/** All indicators and changes as a workbook of three sheets: indicators, changes, and what each column holds. */
export async function exportXlsx(input: ReportInput): Promise<Uint8Array> {
  const { utils, write } = await import('@e965/xlsx');
  const book = utils.book_new();
  const add = (name: string, columns: readonly string[], rows: readonly Row[]) => {
    const sheet = utils.aoa_to_sheet([[...columns], ...rows.map((row) => columns.map((column) => xlsxValue(row[column])))]);
    sheet['!autofilter'] = { ref: utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length, c: columns.length - 1 } }) };
    sheet['!cols'] = columns.map((column) => ({ wch: /name|title|quote|section|sha256|snapshot/.test(column) ? 28 : 13 }));
    utils.book_append_sheet(book, sheet, name);
  };
  const zh = input.locale === 'zh-CN';
  add(zh ? '指标' : 'indicators', INDICATORS, indicatorRows(input));
  add(zh ? '变动' : 'changes', [...INDICATORS, ...CHANGES], changeRows(input));
  const about = Object.entries({ ...INDICATOR_COLUMNS, ...CHANGE_COLUMNS }).map(([column, words]) => ({
    column: { kind: 'text' as const, text: column },
    meaning: { kind: 'text' as const, text: words[zh ? 0 : 1] },
  }));
  add(zh ? '字段说明' : 'columns', ['column', 'meaning'], about);
  book.Props = { Title: 'planwatch', Author: 'planwatch', CreatedDate: EXPORT_EPOCH };
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

/** A number where the spreadsheet's own arithmetic gives back every digit, else the digits as text. */
function xlsxValue(cell: Cell | undefined): string | number | null {
  if (!cell) return null;
  if (cell.kind === 'number' && String(Number(cell.text)) === cell.text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''))
    return Number(cell.text);
  return cell.text.slice(0, CELL_LIMIT);
}
