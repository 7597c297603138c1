import { deflateSync, inflateSync } from 'node:zlib';
import type { PdfFile } from './file.js';
import { dictOf, entriesOf, referenceOf } from './values.js';

const hex = (text: string) => Number.parseInt(text, 16);
const hex4 = (n: number) => n.toString(16).toUpperCase().padStart(4, '0');
const utf16 = (code: number) =>
  Array.from({ length: String.fromCodePoint(code).length }, (_, i) => hex4(String.fromCodePoint(code).charCodeAt(i))).join('');
const codeOf = (units: string) => String.fromCharCode(...(units.match(/.{4}/g) ?? []).map(hex)).codePointAt(0) as number;

/**
 * Rewrites what the fonts of a PDF say their glyphs mean (ISO 32000-1, 9.10.3): each impostor gives way to the character that was printed.
 * @param names from a wrong character to the right one
 */
export function correctTextLayer({ objects }: PdfFile, names: ReadonlyMap<number, number>): void {
  for (const { value } of [...objects.values()]) {
    if (!value.includes('/ToUnicode')) continue;
    const number = referenceOf(entriesOf(value).get('ToUnicode'));
    const map = number === null ? undefined : objects.get(number);
    if (number === null || !map?.stream) continue;
    const entries = entriesOf(map.value);
    const isPacked = entries.get('Filter') === '/FlateDecode';
    const cmap = Buffer.from(isPacked ? inflateSync(map.stream) : map.stream).toString('latin1');
    const stream = deflateSync(Buffer.from(correct(cmap, names), 'latin1'));
    objects.set(number, { value: dictOf(entries.set('Filter', '/FlateDecode').set('Length', `${stream.length}`)), stream });
  }
}

/** Glyph by glyph in blocks of a hundred, which is the most that a reader need accept. */
function correct(cmap: string, names: ReadonlyMap<number, number>): string {
  const meanings = new Map<number, string>();
  for (const [, block] of cmap.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g)) {
    for (const [, glyph, units] of (block as string).matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      meanings.set(hex(glyph as string), units as string);
  }
  for (const [, block] of cmap.matchAll(/beginbfrange\s([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, units] of (block as string).matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      const first = codeOf(units as string);
      for (let glyph = hex(from as string); glyph <= hex(to as string); glyph++)
        meanings.set(glyph, utf16(first + glyph - hex(from as string)));
    }
  }
  const lines = [...meanings]
    .sort(([a], [b]) => a - b)
    .map(([glyph, units]) => {
      const meant = units.length <= 8 ? names.get(codeOf(units)) : undefined;
      return `<${hex4(glyph)}> <${meant === undefined ? units : utf16(meant)}>`;
    });
  const blocks: string[] = [];
  for (let i = 0; i < lines.length; i += 100) {
    const some = lines.slice(i, i + 100);
    blocks.push(`${some.length} beginbfchar\n${some.join('\n')}\nendbfchar`);
  }
  const bare = cmap.replace(/\d+\s+beginbf(?:char|range)\s[\s\S]*?endbf(?:char|range)\s*/g, '');
  return bare.replace('endcmap', () => `${blocks.join('\n')}\nendcmap`);
}
