import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PdfContent, PdfPage, PdfRule, PdfRun } from '../document/index.js';
import { type Frame, frameOf, type TextItem } from './pdf-frame.js';
import { rulesOf } from './pdf-rules.js';

/** In pages. A plan has some hundreds; a file with more is something else, and would hold the reader for minutes. */
const MAX_PAGES = 1500;
/** Pixels of a picture that pdf.js may decode; we only ask where pictures stand, so none. */
const MAX_IMAGE_PIXELS = 1;
/** Pages without text that are looked at for pictures; decoding one takes a good part of a second. */
const MAX_PICTURE_PAGES = 20;

/**
 * Node 20 has no `ArrayBuffer.prototype.transferToFixedLength`, with which pdf.js 5 hands over path data; without it nearly all ruling lines
 * are lost behind a warning. Can go with Node 20.
 */
function provideTransfer(): void {
  const prototype = ArrayBuffer.prototype as unknown as Record<string, unknown>;
  if (typeof prototype.transferToFixedLength === 'function') return;
  Object.defineProperty(prototype, 'transferToFixedLength', {
    configurable: true,
    writable: true,
    value(this: ArrayBuffer, length = this.byteLength) {
      const copy = new ArrayBuffer(length);
      new Uint8Array(copy).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
      return copy;
    },
  });
}

/** Folder of the predefined CMaps; without them text in fonts that are not embedded (GBK-EUC-H, UniGB-UCS2-H) comes out empty. A path: pdf.js hands it to `fs`. */
function cmapFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('pdfjs-dist/package.json')), 'cmaps', '/');
}

type Unpdf = typeof import('unpdf');
type Proxy = Awaited<ReturnType<Unpdf['getDocumentProxy']>>;

const open = ({ getDocumentProxy }: Unpdf, bytes: Uint8Array, maxImageSize: number): Promise<Proxy> =>
  // A plain copy: pdf.js refuses a Buffer, and takes what it is given for its own.
  getDocumentProxy(new Uint8Array(bytes), {
    cMapUrl: cmapFolder(),
    cMapPacked: true,
    maxImageSize,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  } as Parameters<Unpdf['getDocumentProxy']>[1]);

/** Reads text with positions, ruling lines and which pages are pictures. @throws whatever pdf.js throws on a damaged or locked file */
export async function readPdf(bytes: Uint8Array): Promise<PdfContent> {
  provideTransfer();
  const unpdf = await import('unpdf');
  const ops = (await unpdf.getResolvedPDFJS()).OPS as unknown as Record<string, number>;
  const pdf = await open(unpdf, bytes, MAX_IMAGE_PIXELS);
  try {
    if (pdf.numPages > MAX_PAGES) throw new Error(`it has ${pdf.numPages} pages, more than ${MAX_PAGES}`);
    const info = (await pdf.getMetadata().catch(() => null))?.info as { Title?: string } | undefined;
    const pages: PdfPage[] = [];
    for (let number = 1; number <= pdf.numPages; number++) pages.push(await readPage(pdf, number, ops));
    const silent = pages.flatMap((page, i) => (page.runs.length === 0 ? [i] : []));
    const some = silent.length > 0 && silent.length < pages.length;
    return { title: info?.Title?.trim() || null, pages: some ? await withPictures(unpdf, bytes, ops, pages, silent) : pages };
  } finally {
    await pdf.destroy?.();
  }
}

async function readPage(pdf: Proxy, number: number, ops: Record<string, number>): Promise<PdfPage> {
  const page = await pdf.getPage(number);
  const items = (await page.getTextContent()).items as unknown as TextItem[];
  const frame = frameOf(page.view, page.rotate, items);
  const runs = items.flatMap((item) => toRun(item, frame));
  let rules: PdfRule[] = [];
  if (runs.length > 0) {
    const operators = await page.getOperatorList();
    rules = rulesOf(operators.fnArray, operators.argsArray, ops, frame);
  }
  page.cleanup();
  return { width: frame.width, height: frame.height, runs, rules, images: 0 };
}

/** Pages without text among pages with text: blank ones and pictures are told apart by opening the file once more, pictures let through. */
async function withPictures(
  unpdf: Unpdf,
  bytes: Uint8Array,
  ops: Record<string, number>,
  pages: readonly PdfPage[],
  silent: readonly number[],
): Promise<PdfPage[]> {
  const out = [...pages];
  const pdf = await open(unpdf, bytes, -1);
  try {
    for (const index of silent.slice(0, MAX_PICTURE_PAGES)) {
      const page = await pdf.getPage(index + 1);
      const { fnArray } = await page.getOperatorList();
      const images = fnArray.filter(
        (op) => op === ops.paintImageXObject || op === ops.paintImageMaskXObject || op === ops.paintInlineImageXObject,
      ).length;
      out[index] = { ...(out[index] as PdfPage), images };
      page.cleanup();
    }
  } finally {
    await pdf.destroy?.();
  }
  return out;
}

function toRun(item: TextItem, frame: Frame): PdfRun[] {
  if (typeof item.str !== 'string' || item.str.length === 0) return [];
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform;
  // Text across the page stands in margins and stamps.
  if (frame.along(a, b) <= 0) return [];
  const [x, y] = frame.at(e, f);
  return [{ text: item.str, x, y, width: item.width, height: item.height || Math.hypot(c, d) || Math.hypot(a, b) }];
}
