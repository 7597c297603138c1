/**
 * The values of PDF files (ISO 32000-1, 7.3) as text, one character for a byte. Objects are changed as text and never turned into a tree: a report
 * of hundreds of pages has a hundred thousand of them, and all but a few are copied as they stand.
 */

const SPACE = /[\0\t\n\f\r ]*/y;
/** A reference, or a name, number or keyword. `12 0 R` `/Type` `-3.5` `true` */
const ATOM = /\d+ \d+ R(?![^\0\t\n\f\r ()<>[\]{}/%])|\/?[^\0\t\n\f\r ()<>[\]{}/%]+/y;

export function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** Where the string that begins at `at` ends: parentheses nest, a backslash takes the next character with it. */
function stringEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i + 1;
  }
  return -1;
}

/**
 * Where the value that begins at or after `at` ends.
 * @returns -1 where the text ends first, or what stands there is no value
 */
export function valueEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = skipSpace(text, at); i < text.length; i = skipSpace(text, i)) {
    const c = text[i] as string;
    if (c === '(') i = stringEnd(text, i);
    else if (c === '[' || (c === '<' && text[i + 1] === '<')) {
      depth++;
      i += c === '[' ? 1 : 2;
    } else if (c === ']' || (c === '>' && text[i + 1] === '>')) {
      depth--;
      i += c === ']' ? 1 : 2;
    } else if (c === '<') i = text.indexOf('>', i) + 1 || -1;
    else {
      ATOM.lastIndex = i;
      i = ATOM.test(text) ? ATOM.lastIndex : -1;
    }
    if (i < 0 || depth < 0) return -1;
    if (depth === 0) return i;
  }
  return -1;
}

/** The values of an array, or of whatever else stands between `from` and `to`, as they are written. */
function valuesIn(text: string, from: number, to: number): string[] {
  const values: string[] = [];
  for (let i = skipSpace(text, from); i < to; i = skipSpace(text, i)) {
    const end = valueEnd(text, i);
    if (end < 0 || end > to) break;
    values.push(text.slice(i, end));
    i = end;
  }
  return values;
}

/** `[1 0 R 2 0 R]` gives its values; any other value gives itself; undefined gives nothing. */
export const arrayOf = (value: string | undefined): readonly string[] =>
  value === undefined ? [] : value.startsWith('[') ? valuesIn(value, 1, value.length - 1) : [value];

/** The entries of a dictionary in their order: name without its slash, value as written. */
export function entriesOf(dict: string): Map<string, string> {
  const start = dict.indexOf('<<') + 2;
  const values = valuesIn(dict, start, dict.lastIndexOf('>>'));
  const entries = new Map<string, string>();
  for (let i = 0; i + 1 < values.length; i += 2) entries.set((values[i] as string).slice(1), values[i + 1] as string);
  return entries;
}

export const dictOf = (entries: Iterable<readonly [string, string]>): string =>
  `<<${[...entries].map(([name, value]) => `/${name} ${value}`).join('\n')}>>`;

/** Object number of `12 0 R`, null of anything else. */
export const referenceOf = (value: string | undefined): number | null => {
  const number = /^(\d+) \d+ R$/.exec(value ?? '')?.[1];
  return number === undefined ? null : Number(number);
};

export const refer = (number: number): string => `${number} 0 R`;

/** Adds to the number of every reference of a value, but not to what looks like one inside a string. */
export function shiftReferences(value: string, by: number): string {
  const shift = (piece: string) =>
    piece.replace(/(?<![^\0\t\n\f\r <>[\]()])(\d+) (\d+) R(?![^\0\t\n\f\r ()<>[\]{}/%])/g, (_, n, g) => `${Number(n) + by} ${g} R`);
  let shifted = '';
  let from = 0;
  for (let open = value.indexOf('('); open >= 0; open = value.indexOf('(', from)) {
    const end = stringEnd(value, open);
    if (end < 0) break;
    shifted += shift(value.slice(from, open)) + value.slice(open, end);
    from = end;
  }
  return shifted + shift(value.slice(from));
}

/** A text string (7.9.2.2) as UTF-16 in hexadecimal digits: no character of it can end it. */
export function textString(text: string): string {
  let hex = 'FEFF';
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0');
  return `<${hex}>`;
}

/** ISO instant -> `(D:20261120013012Z)` (7.9.4). */
export const dateString = (at: string): string =>
  `(D:${new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-T:]/g, '')})`;
