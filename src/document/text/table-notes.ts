import { isTableNote } from './cell-types.js';
import { headingLevel } from './headings.js';
import type { Line } from './lines.js';

const NUMBERED = /^\d{1,2}\s*[.、．]?\s*(?:指|暂|按|为|系|包括|以|表中|带|[【〔［[*#])/;

/** In characters: what goes on longer is text. */
const LONGEST_NOTE = 400;
/** `3.` behind notes whose last number is 2. */
const follows = (before: string, text: string): boolean =>
  Number([...before.matchAll(/(?<![\d.])(\d{1,2})[.、．]\s*[^\d\s]/g)].pop()?.[1] ?? Number.NaN) + 1 === Number(/^\d+/.exec(text)?.[0]);

/**
 * The notes printed under a table, from `lines[from]`: each begins with 注, a mark or a footnote digit and may run over several lines.
 * @param begun the first of them, where it stands above `from` in the table's own line
 * @returns one string a note, and the index of the first line after them
 */
export function readNotes(lines: readonly Line[], from: number, begun = ''): { notes: string[]; to: number } {
  const notes: string[] = [];
  let i = from;
  for (; i < lines.length; i++) {
    const text = (lines[i] as Line).text;
    const opens =
      isTableNote(text) ||
      NUMBERED.test(text) ||
      ((notes.length > 0 || begun !== '') &&
        /^\d{1,2}[.、．]\s*\D/.test(text) &&
        ((headingLevel(text) === 0 && text.length < 120) ||
          (text.length < LONGEST_NOTE && follows(notes[notes.length - 1] ?? begun, text))));
    const last = notes.length - 1;
    if (opens) notes.push(text);
    else if (last >= 0 && !/[。；;）)]$/.test(notes[last] as string) && headingLevel(text) === 0) notes[last] += text;
    else break;
  }
  return { notes, to: i };
}
