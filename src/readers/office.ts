import { Buffer } from 'node:buffer';
import type { Sheet, SheetCell } from '../document/index.js';
import { guardZip } from './zip-guard.js';

/** Cells of one sheet; a sheet with more is data, not a plan. */
const MAX_CELLS = 300_000;
const MAX_SHEETS = 60;

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** DOCX as HTML: headings, lists, tables with their spans; pictures as empty `<img>` so that a table printed as one is noticed. */
export async function readDocx(bytes: Uint8Array, name: string): Promise<string> {
  await guardZip(bytes, name);
  const { default: mammoth } = await import('mammoth');
  const picture = mammoth.images.imgElement(async () => ({ src: 'picture' }));
  const result = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    { convertImage: picture, ignoreEmptyParagraphs: true, styleMap: ["p[style-name='Title'] => h1:fresh"] },
  );
  return result.value;
}

/** XLSX, XLS and ODS: displayed texts and merged ranges, sheet by sheet. */
export async function readXlsx(bytes: Uint8Array, name: string): Promise<Sheet[]> {
  if (isZip(bytes)) await guardZip(bytes, name);
  const { read, utils } = await import('@e965/xlsx');
  const book = read(bytes, { type: 'array', cellFormula: false, cellHTML: false, cellStyles: false, sheetRows: 50_000 });
  return book.SheetNames.slice(0, MAX_SHEETS).flatMap((sheetName, index) => {
    const sheet = book.Sheets[sheetName];
    const hidden = book.Workbook?.Sheets?.[index]?.Hidden;
    if (!sheet?.['!ref'] || hidden) return [];
    const range = utils.decode_range(sheet['!ref']);
    const merges = sheet['!merges'] ?? [];
    const cells: SheetCell[] = [];
    const span = new Map(merges.map((merge) => [`${merge.s.r},${merge.s.c}`, merge] as const));
    for (const key of Object.keys(sheet)) {
      if (key[0] === '!') continue;
      const at = utils.decode_cell(key);
      const cell = sheet[key] as { t?: string; w?: string; v?: unknown };
      const text = cell.t === 'e' || cell.t === 'z' ? '' : (cell.w ?? String(cell.v ?? '')).trim();
      const merge = span.get(`${at.r},${at.c}`);
      if (!text && !merge) continue;
      cells.push({
        row: at.r - range.s.r,
        column: at.c - range.s.c,
        rowSpan: merge ? merge.e.r - merge.s.r + 1 : 1,
        colSpan: merge ? merge.e.c - merge.s.c + 1 : 1,
        text,
      });
      if (cells.length > MAX_CELLS) throw new Error(`sheet ${sheetName} has more than ${MAX_CELLS} cells`);
    }
    return [{ name: sheetName, rows: range.e.r - range.s.r + 1, columns: range.e.c - range.s.c + 1, cells }];
  });
}

/** Word 97–2003: running text, cells of a table row between tabs. Unfiltered, as the library would turn a dash cell into a minus. */
export async function readDoc(bytes: Uint8Array): Promise<string> {
  const { default: WordExtractor } = await import('word-extractor');
  const document = await new WordExtractor().extract(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return document.getBody({ filterUnicode: false });
}
