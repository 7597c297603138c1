import { PlanwatchError } from '../errors.js';
import { type Decoded, decode } from './charset.js';
import type { Document, Link, Metadata, RawPart, Unreadable } from './document.js';
import { type Draft, type DraftTable, line } from './draft.js';
import { readHtml } from './html/parse-html.js';
import { trimGrid } from './html/table.js';
import { itemsOfJson } from './json-list.js';
import { formatOf, MEDIA_TYPES } from './media.js';
import { nameOf, type ParseOptions } from './parse-options.js';
import { isScan, layoutPdf, picturePages } from './pdf/layout.js';
import type { PdfContent, Sheet } from './readers.js';
import { textOfRtf } from './rtf.js';
import { tidy } from './whitespace.js';

/** One part read, not yet laid out. */
export interface PartReading extends Pick<Document, 'mediaType' | 'charset' | 'charsetFrom' | 'why'> {
  readonly drafts: readonly Draft[];
  /** What the format itself says; the text's own statements are read after joining. */
  readonly metadata: Metadata | null;
  readonly links: readonly Link[];
  readonly unreadable: readonly Unreadable[];
  /** Pages of one article, over which sentences may run. */
  readonly paged: boolean;
}

const LISTING: Metadata = {
  title: null,
  jurisdiction: null,
  kind: 'listing',
  issuer: null,
  documentNumber: null,
  indexNumber: null,
  writtenOn: null,
  publishedOn: null,
};

const UNDECODED = { charset: null, charsetFrom: 'none' } as const;

/** Reads one file by what its bytes are. A format no reader knows is named in `unreadable`; bytes of no format are an error. */
export async function readPart(part: RawPart, options: ParseOptions): Promise<PartReading> {
  const name = nameOf(part);
  const format = formatOf(part);
  const mediaType = MEDIA_TYPES[format];
  const { readers } = options;
  const nothing = { mediaType, ...UNDECODED, why: null, drafts: [], metadata: null, links: [], unreadable: [], paged: false };
  const unread = (reason: Unreadable['reason']): PartReading => ({ ...nothing, unreadable: [{ heading: labelOf(part), reason }] });
  switch (format) {
    case 'text':
    case 'markdown': {
      const decoded = decode(part.bytes, part.charset, false, name);
      return { ...nothing, ...charsetOf(decoded), drafts: draftsOfText(decoded.text), why: decoded.text.trim() ? null : 'empty: no text' };
    }
    case 'html':
    case 'json': {
      const decoded = decode(part.bytes, part.charset, true, name);
      const url = part.url ?? options.url ?? null;
      const items = format === 'json' ? itemsOfJson(decoded.text, url) : [];
      if (items.length >= 2) return { ...nothing, ...charsetOf(decoded), links: items, metadata: LISTING };
      const html = format === 'json' ? `<script>${decoded.text.replaceAll('</', '<\\/')}</script>` : decoded.text;
      const reading = readHtml(html, { selector: options.selector ?? null, url });
      return { ...nothing, ...charsetOf(decoded), ...reading, paged: true };
    }
    case 'pdf':
    case 'ofd': {
      if (!readers) return unread('format');
      const content: PdfContent = await readers[format](part.bytes, name);
      if (isScan(content)) return unread('scan');
      const unreadable = picturePages(content).map((page) => ({ heading: `${labelOf(part)} 第${page}页`.trim(), reason: 'scan' as const }));
      return { ...nothing, drafts: layoutPdf(content), unreadable };
    }
    case 'docx': {
      if (!readers) return unread('format');
      const html = await readers.docx(part.bytes, name);
      return { ...nothing, drafts: readHtml(html, { selector: null, url: null, origin: 'docx' }).drafts };
    }
    case 'xlsx':
      return readers ? { ...nothing, drafts: draftsOfSheets(await readers.xlsx(part.bytes, name)) } : unread('format');
    case 'rtf':
      return { ...nothing, drafts: draftsOfText(textOfRtf(part.bytes)) };
    case 'doc':
    case 'ole': {
      if (!readers) return unread('format');
      try {
        const text = await readers.doc(part.bytes, name);
        return text.trim() ? { ...nothing, drafts: draftsOfText(text) } : unread('format');
      } catch (error) {
        // A Word file that the library cannot open is a known limit, told in the report; a damaged one looks the same.
        if (error instanceof PlanwatchError && error.code === 'DOCUMENT_UNREADABLE') return unread('format');
        throw error;
      }
    }
    case 'zip':
      return unread('format');
    case 'image':
      return unread('image');
    default:
      throw new PlanwatchError('DOCUMENT_UNREADABLE', {
        name,
        format: 'a document',
        reason: 'its bytes are of no format that is known here',
      });
  }
}

const charsetOf = ({ charset, charsetFrom }: Decoded) => ({ charset, charsetFrom });

/** How the report names a file that could not be read. */
function labelOf(part: RawPart): string {
  const last = part.fileName?.split(/[\\/]/).pop() ?? part.url?.split(/[?#]/)[0]?.split('/').pop();
  try {
    return last ? decodeURIComponent(last) : '';
  } catch {
    return last ?? '';
  }
}

/** Lines of a text; lines with tabs that follow one another are rows of a table. */
export function draftsOfText(text: string): Draft[] {
  const drafts: Draft[] = [];
  let rows: string[][] = [];
  const close = () => {
    if (rows.length >= 2) drafts.push(gridOfRows(rows));
    else for (const row of rows) drafts.push(line(row.join(' ')));
    rows = [];
  };
  for (const raw of text.split(/\r\n|[\n\r\f\v]/)) {
    const cells = raw.replace(/\t+$/, '').split('\t').map(tidy);
    if (cells.filter(Boolean).length >= 2) rows.push(cells);
    else {
      close();
      const words = tidy(raw);
      if (words) drafts.push(line(words));
    }
  }
  close();
  return drafts;
}

function gridOfRows(rows: readonly (readonly string[])[]): DraftTable {
  const columns = Math.max(...rows.map((row) => row.length));
  const cells = rows.flatMap((row, r) => row.map((text, c) => ({ row: r, column: c, rowSpan: 1, colSpan: 1, text, header: false })));
  return trimGrid({ kind: 'table', caption: null, cells, rows: rows.length, columns, origin: 'text' });
}

/** A sheet is a table under its name; rows before and after it with one cell filled are its title and notes. */
function draftsOfSheets(sheets: readonly Sheet[]): Draft[] {
  const drafts: Draft[] = [];
  for (const sheet of sheets) {
    const filled = new Map<number, number>();
    for (const cell of sheet.cells) if (cell.text.trim()) filled.set(cell.row, (filled.get(cell.row) ?? 0) + 1);
    const rows = [...filled.keys()].sort((a, b) => a - b);
    const wide = rows.filter((row) => (filled.get(row) ?? 0) > 1);
    const [from, to] = [wide[0] ?? Number.POSITIVE_INFINITY, wide[wide.length - 1] ?? -1];
    const lineOf = (row: number) => sheet.cells.filter((cell) => cell.row === row && cell.text.trim()).map((cell) => line(tidy(cell.text)));
    if (!/^Sheet\d*$|^工作表\d*$/i.test(sheet.name) && !rows.some((row) => row < from)) drafts.push(line(sheet.name));
    for (const row of rows) if (row < from) drafts.push(...lineOf(row));
    const cells = sheet.cells
      .filter((cell) => cell.row >= from && cell.row <= to)
      .map((cell) => ({
        ...cell,
        row: cell.row - from,
        rowSpan: Math.min(cell.rowSpan, to - cell.row + 1),
        text: tidy(cell.text),
        header: false,
      }));
    if (cells.length > 0)
      drafts.push(trimGrid({ kind: 'table', caption: null, cells, rows: to - from + 1, columns: sheet.columns, origin: 'xlsx' }));
    for (const row of rows) if (row > to) drafts.push(...lineOf(row));
  }
  return drafts;
}
