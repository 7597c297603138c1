import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { dictOf, entriesOf, refer, referenceOf, valueEnd } from './values.js';

/** An object of a PDF file: its value as text, one character for a byte, and the bytes of its stream where it has one. */
export interface PdfObject {
  readonly value: string;
  readonly stream: Uint8Array | null;
}

/** The objects of a file by number; generations other than 0 do not occur in what a browser prints. */
export interface PdfFile {
  readonly objects: Map<number, PdfObject>;
  /** Number of the catalog. */
  readonly root: number;
}

const END_OF_STREAM = 'endstream';
/** The dictionary of a stream is shorter than this, as a rule. Bytes. */
const HEAD = 4096;
/** Objects that are packed together: more pack closer, but a reader unpacks all of them to see one. */
const PACKED = 200;

const nextNumber = (objects: ReadonlyMap<number, PdfObject>): number => {
  let last = 0;
  for (const number of objects.keys()) last = Math.max(last, number);
  return last + 1;
};

/** @returns the number of the new object */
export function addObject({ objects }: PdfFile, value: string, stream: Uint8Array | null = null): number {
  const number = nextNumber(objects);
  objects.set(number, { value, stream });
  return number;
}

/**
 * Reads a file with a classic table of its objects (ISO 32000-1, 7.5.4), which is what Chromium writes. What it says of its origin is left out.
 * @throws Error where there is none
 */
export function readPdf(bytes: Uint8Array): PdfFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = file.toString('latin1', Math.max(0, file.length - 2048));
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
  const trailerAt = Number.isNaN(table) ? -1 : file.indexOf('trailer', table, 'latin1');
  if (trailerAt < 0 || file.toString('latin1', table, table + 4) !== 'xref')
    throw new Error('the printed file has no table of its objects');
  const starts = offsets(file.toString('latin1', table + 4, trailerAt));
  const order = [...starts].sort(([, a], [, b]) => a - b);
  const objects = new Map<number, PdfObject>();
  for (const [i, [number, start]] of order.entries()) objects.set(number, readObject(file, start, order[i + 1]?.[1] ?? table));
  const trailer = entriesOf(file.toString('latin1', trailerAt));
  const root = referenceOf(trailer.get('Root'));
  objects.delete(referenceOf(trailer.get('Info')) ?? 0);
  if (root === null || !objects.has(root)) throw new Error('the printed file has no catalog');
  return { objects, root };
}

/**
 * Reads what a browser printed, also should one of the future write it otherwise: the PDF library then puts it into the form we read.
 * @throws Error where the library cannot read it either
 */
export async function readPrinted(bytes: Uint8Array): Promise<PdfFile> {
  try {
    return readPdf(bytes);
  } catch {
    const { PDFDocument } = await import('@cantoo/pdf-lib');
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    return readPdf(await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }));
  }
}

function offsets(table: string): Map<number, number> {
  const starts = new Map<number, number>();
  let number = 0;
  for (const line of table.split(/\r\n|\r|\n/)) {
    const entry = /^(\d{10}) \d{5} ([nf])/.exec(line);
    if (!entry) number = Number(/^(\d+) \d+/.exec(line)?.[1] ?? number);
    else if (entry[2] === 'n') starts.set(number++, Number(entry[1]));
    else number++;
  }
  return starts;
}

function readObject(file: Buffer, start: number, end: number): PdfObject {
  const hasStream = file.toString('latin1', Math.max(start, end - 24), end).includes(END_OF_STREAM);
  let text = file.toString('latin1', start, hasStream ? Math.min(end, start + HEAD) : end);
  const from = text.indexOf('obj') + 3;
  if (!hasStream) return { value: text.slice(from, text.lastIndexOf('endobj')).trim(), stream: null };
  let to = valueEnd(text, from);
  if (to < 0) {
    text = file.toString('latin1', start, end);
    to = valueEnd(text, from);
  }
  const value = text.slice(from, to).trim();
  const length = Number(entriesOf(value).get('Length'));
  const at = start + to + (/^\s*stream\r?\n/.exec(text.slice(to, to + 32))?.[0].length ?? Number.NaN);
  if (!(at + length <= end)) throw new Error('the printed file has a stream without a length');
  return { value, stream: file.subarray(at, at + length) };
}

/**
 * Writes a file whose objects are packed (7.5.7): half the size of what the browser writes. The file identifier is a digest of all the rest, so equal
 * objects give equal bytes.
 * @param info  number of the information dictionary
 */
export function writePdf({ objects, root }: PdfFile, info: number): Uint8Array {
  const pieces: Buffer[] = [];
  let length = 0;
  const put = (...some: readonly (string | Uint8Array)[]) => {
    for (const one of some) {
      const piece = typeof one === 'string' ? Buffer.from(one, 'latin1') : Buffer.from(one.buffer, one.byteOffset, one.byteLength);
      pieces.push(piece);
      length += piece.length;
    }
  };
  const numbers = [...objects.keys()].sort((a, b) => a - b);
  let next = nextNumber(objects);
  /** Number -> how a reader finds it (7.5.8.3): 1, where it begins; 2, what it is packed in and the how-many-eth it is there. */
  const places = new Map<number, readonly [kind: 1 | 2, where: number, index: number]>();
  const putStream = (number: number, value: string, stream: Uint8Array) => {
    places.set(number, [1, length, 0]);
    put(`${number} 0 obj\n${value}\nstream\n`, stream, '\nendstream\nendobj\n');
  };

  put('%PDF-1.7\n%\xd3\xeb\xe9\xe1\n');
  const plain: number[] = [];
  for (const number of numbers) {
    const { value, stream } = objects.get(number) as PdfObject;
    if (stream) putStream(number, value, stream);
    else plain.push(number);
  }
  for (let i = 0; i < plain.length; i += PACKED) {
    const packed = plain.slice(i, i + PACKED);
    let head = '';
    let body = '';
    for (const [index, number] of packed.entries()) {
      places.set(number, [2, next, index]);
      head += `${number} ${body.length} `;
      body += `${(objects.get(number) as PdfObject).value}\n`;
    }
    const stream = deflateSync(Buffer.from(head + body, 'latin1'));
    putStream(next++, `<</Type /ObjStm /N ${packed.length} /First ${head.length} /Filter /FlateDecode /Length ${stream.length}>>`, stream);
  }

  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  const id = `<${hash.digest('hex').slice(0, 32)}>`;
  const at = length;
  places.set(next, [1, at, 0]);
  const table = Buffer.alloc((next + 1) * 7);
  for (const [number, [kind, where, index]] of places) {
    table.writeUInt8(kind, number * 7);
    table.writeUInt32BE(where, number * 7 + 1);
    table.writeUInt16BE(index, number * 7 + 5);
  }
  const stream = deflateSync(table);
  const entries = { Type: '/XRef', Size: `${next + 1}`, W: '[1 4 2]', Root: refer(root), Info: refer(info), ID: `[${id}${id}]` };
  putStream(next, dictOf([...Object.entries(entries), ['Filter', '/FlateDecode'], ['Length', `${stream.length}`]]), stream);
  put(`startxref\n${at}\n%%EOF\n`);
  const whole = Buffer.concat(pieces);
  return new Uint8Array(whole.buffer, whole.byteOffset, whole.length);
}
