import { isTableNote } from './cell-types.js';
import { headingLevel } from './headings.js';
import type { Line } from './lines.js';

const NUMBERED = /^\d{1,2}\s*[.、．]?\s*(?:指|暂|按|为|系|包括|以|表中|带|[【〔［[*#])/;

/**
 * The notes printed under a table, from `lines[from]`: each begins with 注, a mark or a footnote digit and may run over several lines.
 * @returns one string a note, and the index of the first line after them
 */
export function readNotes(lines: readonly Line[], from: number): { notes: string[]; to: number } {
  const notes: string[] = [];
  let i = from;
  for (; i < lines.length; i++) {
    const text = (lines[i] as Line).text;
    const opens =
      isTableNote(text) ||
      NUMBERED.test(text) ||
      (notes.length > 0 && /^\d{1,2}[.、．]\s*\D/.test(text) && headingLevel(text) === 0 && text.length < 120);
    const last = notes.length - 1;
    if (opens) notes.push(text);
    else if (last >= 0 && !/[。；;）)]$/.test(notes[last] as string) && headingLevel(text) === 0) notes[last] += text;
    else break;
  }
  return { notes, to: i };
}
