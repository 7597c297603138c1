import { readFileSync } from 'node:fs';

/**
 * The plan that `PLANWATCH_BENCH_TEXT` names, to measure reading and comparing on a text of one's own (UTF-8); null where none is named.
 * @throws where the file cannot be read or is empty
 */
export function ownText(): string | null {
  const file = process.env.PLANWATCH_BENCH_TEXT;
  if (file === undefined || file === '') return null;
  const text = readFileSync(file, 'utf8');
  if (text.trim() === '') throw new Error(`PLANWATCH_BENCH_TEXT: ${file} is empty`);
  return text;
}

/** The same text so often, and cut, that it has `length` characters. */
export const repeated = (text: string, length: number): string =>
  `${text}\n`.repeat(Math.ceil(length / (text.length + 1))).slice(0, length);
