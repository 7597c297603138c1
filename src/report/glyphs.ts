import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What printers set for a character they have no type for (U+3013 GETA MARK). */
const GETA = '〓';

const fontPath = () =>
  join(
    dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')),
    '400Regular',
    'NotoSansSC_400Regular.ttf',
  );

/**
 * The characters the report's font can draw, read from its `cmap` table (OpenType 1.9, subtable format 12).
 * @returns a test for code points; null where the font has no such table
 */
export function fontCoverage(path: string = fontPath()): ((code: number) => boolean) | null {
  const file = openSync(path, 'r');
  try {
    const read = (at: number, length: number) => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, at);
      return bytes;
    };
    const tables = read(12, read(4, 2).readUInt16BE(0) * 16);
    for (let i = 0; i < tables.length; i += 16) {
      if (tables.toString('latin1', i, i + 4) !== 'cmap') continue;
      return coverageOf(read(tables.readUInt32BE(i + 8), tables.readUInt32BE(i + 12)));
    }
    return null;
  } finally {
    closeSync(file);
  }
}

function coverageOf(cmap: Buffer): ((code: number) => boolean) | null {
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = cmap.readUInt32BE(4 + i * 8 + 4);
    if (cmap.readUInt16BE(at) !== 12) continue;
    const groups = cmap.readUInt32BE(at + 12);
    const covered = new Uint8Array(0x110000 >> 3);
    for (let g = 0; g < groups; g++) {
      const start = cmap.readUInt32BE(at + 16 + g * 12);
      const end = cmap.readUInt32BE(at + 16 + g * 12 + 4);
      for (let code = start; code <= end; code++) covered[code >> 3] = (covered[code >> 3] as number) | (1 << (code & 7));
    }
    return (code) => ((covered[code >> 3] as number) & (1 << (code & 7))) !== 0;
  }
  return null;
}

/** Replaces what the font cannot draw: a box on the page tells nothing, the mark tells that a character stood there. */
export function withoutMissingGlyphs(html: string, has: (code: number) => boolean): string {
  return html.replace(/\P{ASCII}/gu, (c) => (has(c.codePointAt(0) as number) ? c : GETA));
}
