import { styleText } from 'node:util';
import stringWidth from 'string-width';
import { isPlanwatchError } from '../errors.js';
import type { ErrorRecord } from '../records/index.js';
import type { Log } from '../watch/index.js';

/**
 * A plain table for a terminal; columns are as wide as their widest cell, Chinese characters counted as two.
 * @param rows cells without line breaks
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[], maxColumn = 48): string {
  const cut = rows.map((row) => row.map((cell) => truncate(cell.replace(/\s+/g, ' '), maxColumn)));
  const widths = head.map((h, i) => Math.max(stringWidth(h), ...cut.map((row) => stringWidth(row[i] ?? ''))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === head.length - 1 ? cell : cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(cell)))))
      .join('  ')
      .trimEnd();
  return `${[line(head), line(widths.map((w) => '-'.repeat(w))), ...cut.map(line)].join('\n')}\n`;
}

/** Shortens to a width in terminal columns, with an ellipsis. */
export function truncate(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += stringWidth(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

export type Style = Parameters<typeof styleText>[0];
export const styled = (isTty: boolean, style: Style, text: string): string =>
  isTty ? styleText(style, text, { validateStream: false }) : text;

/**
 * What went wrong and what to do, in two lines; the stack only on request.
 * @param command whose help tells how it is used
 */
export function errorText(error: unknown, verbose: boolean, command?: string): string {
  if (isPlanwatchError(error)) {
    const hint = error.code === 'CLI_USAGE' && command !== undefined ? `See \`planwatch ${command} --help\`.` : error.hint;
    const cause = verbose && error.cause instanceof Error ? `\n  caused by ${error.cause.stack ?? error.cause.message}` : '';
    return `planwatch: ${error.message}\n  ${hint} [${error.code}]${cause}\n`;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `planwatch: a fault in planwatch itself; please report it.\n${text}\n`;
}

/** In the log, so that a daemon's errors have their time and, where it is asked for, their JSON. */
export function logError(log: Log, error: unknown): void {
  if (isPlanwatchError(error)) log.error(error.message, { code: error.code, hint: error.hint });
  else log.error('a fault in planwatch itself; please report it', { stack: (error as Error)?.stack ?? String(error) });
}

/** The same two lines for an error that was recorded. */
export const recordedErrorText = (error: ErrorRecord): string => `planwatch: ${error.message}\n  ${error.hint} [${error.code}]\n`;

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
