import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What printers set for a character they have no type for (U+3013 GETA MARK). */
const GETA = '〓';

/** Which glyph of the report's font draws a character; 0 where none does. */
export interface GlyphMap {
  readonly glyphOf: (code: number) => number;
  /** All characters the font has, ascending. */
  readonly codes: () => Iterable<number>;
}

const fontPath = () =>
  join(
    dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')),
    '400Regular',
    'NotoSansSC_400Regular.ttf',
  );

/**
 * Reads the `cmap` table of a TrueType font (OpenType 1.9, subtable format 12). Both cuts of the report's font have the same.
 * @throws Error where the font has no such table: then it is not the font we ship with
 */
export function readGlyphMap(path: string = fontPath()): GlyphMap {
  const file = openSync(path, 'r');
  try {
    const read = (at: number, length: number) => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, at);
      return bytes;
    };
    const tables = read(12, read(4, 2).readUInt16BE(0) * 16);
    for (let i = 0; i < tables.length; i += 16) {
      if (tables.toString('latin1', i, i + 4) === 'cmap') return glyphMapOf(read(tables.readUInt32BE(i + 8), tables.readUInt32BE(i + 12)));
    }
  } finally {
    closeSync(file);
  }
  throw new Error(`${path} has no character map`);
}

function glyphMapOf(cmap: Buffer): GlyphMap {
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = cmap.readUInt32BE(4 + i * 8 + 4);
    if (cmap.readUInt16BE(at) !== 12) continue;
    const glyphs = new Uint16Array(0x110000);
    const codes: number[] = [];
    for (let g = 0; g < cmap.readUInt32BE(at + 12); g++) {
      const group = at + 16 + g * 12;
      const [start, end, first] = [cmap.readUInt32BE(group), cmap.readUInt32BE(group + 4), cmap.readUInt32BE(group + 8)];
      for (let code = start; code <= end; code++) {
        glyphs[code] = first + code - start;
        codes.push(code);
      }
    }
    return { glyphOf: (code) => glyphs[code] ?? 0, codes: () => codes };
  }
  throw new Error('the character map has no subtable of format 12');
}

/** Replaces what the font cannot draw: a box on the page tells nothing, the mark tells that a character stood there. */
export const withoutMissingGlyphs = (html: string, glyphs: GlyphMap): string =>
  html.replace(/\P{ASCII}/gu, (c) => (glyphs.glyphOf(c.codePointAt(0) as number) === 0 ? GETA : c));

/**
 * Characters that share a glyph with one that was printed, and the one that was printed. Chromium's PDF names a glyph by the first character
 * that has it: the text layer then says ⽬ (U+2F6C, a radical) where 目 was printed, and nobody who searches for 目标 finds it.
 */
export function impostors(printed: string, glyphs: GlyphMap): ReadonlyMap<number, number> {
  const used = new Map<number, number>();
  for (const c of new Set(printed)) {
    const code = c.codePointAt(0) as number;
    const glyph = glyphs.glyphOf(code);
    // Where a page prints both, the ordinary character wins over the radical, which comes first in Unicode.
    if (glyph !== 0) used.set(glyph, Math.max(code, used.get(glyph) ?? 0));
  }
  const names = new Map<number, number>();
  for (const code of glyphs.codes()) {
    const meant = used.get(glyphs.glyphOf(code));
    if (meant !== undefined && meant !== code) names.set(code, meant);
  }
  return names;
}
