import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PdfContent, PdfPage, PdfRule, PdfRun } from '../document/index.js';

/** In pages. A plan has some hundreds; a file with more is something else, and would hold the reader for minutes. */
const MAX_PAGES = 1500;
/** In points: thinner boxes are lines that a typesetter drew as filled rectangles. */
const MAX_RULE_THICKNESS = 3;
/** In points: shorter strokes are parts of signs and drawings. */
const MIN_RULE_LENGTH = 6;
/** Pixels of a picture that pdf.js may decode; we only ask where pictures stand, so none. */
const MAX_IMAGE_PIXELS = 1;

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

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

/** Reads text with positions, ruling lines and where pictures stand. @throws whatever pdf.js throws on a damaged or locked file */
export async function readPdf(bytes: Uint8Array): Promise<PdfContent> {
  provideTransfer();
  const { getDocumentProxy, getResolvedPDFJS } = await import('unpdf');
  const { OPS } = await getResolvedPDFJS();
  const pdf = await getDocumentProxy(bytes.slice(), {
    cMapUrl: cmapFolder(),
    cMapPacked: true,
    maxImageSize: MAX_IMAGE_PIXELS,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  } as Parameters<typeof getDocumentProxy>[1]);
  try {
    if (pdf.numPages > MAX_PAGES) throw new Error(`it has ${pdf.numPages} pages, more than ${MAX_PAGES}`);
    const info = (await pdf.getMetadata().catch(() => null))?.info as { Title?: string } | undefined;
    const pages: PdfPage[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      const content = await page.getTextContent();
      const runs = (content.items as unknown as TextItem[]).flatMap((item) => toRun(item, left, bottom));
      let rules: PdfRule[] = [];
      if (runs.length > 0) {
        const operators = await page.getOperatorList();
        rules = rulesOf(operators.fnArray, operators.argsArray, OPS as unknown as Record<string, number>, left, bottom);
      }
      pages.push({ width: right - left, height: top - bottom, runs, rules, images: 0 });
      page.cleanup();
    }
    return { title: info?.Title?.trim() || null, pages };
  } finally {
    await pdf.destroy?.();
  }
}

function toRun(item: TextItem, left: number, bottom: number): PdfRun[] {
  if (typeof item.str !== 'string' || item.str.length === 0) return [];
  const [a = 0, b = 0, , d = 0, x = 0, y = 0] = item.transform;
  // Text turned by a right angle stands in margins and stamps.
  if (Math.abs(b) > Math.abs(a)) return [];
  const height = item.height || Math.abs(d) || Math.abs(a);
  return [{ text: item.str, x: x - left, y: y - bottom, width: item.width, height }];
}

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

/** Straight lines and thin or framed boxes of a page, through the transformations in force where they are drawn. */
function rulesOf(
  operators: readonly number[],
  args: readonly unknown[],
  ops: Record<string, number>,
  left: number,
  bottom: number,
): PdfRule[] {
  const rules: PdfRule[] = [];
  const stack: Matrix[] = [];
  let matrix = IDENTITY;
  const add = (x1: number, y1: number, x2: number, y2: number) => {
    const [ax, ay] = [matrix[0] * x1 + matrix[2] * y1 + matrix[4] - left, matrix[1] * x1 + matrix[3] * y1 + matrix[5] - bottom];
    const [bx, by] = [matrix[0] * x2 + matrix[2] * y2 + matrix[4] - left, matrix[1] * x2 + matrix[3] * y2 + matrix[5] - bottom];
    const [width, height] = [Math.abs(bx - ax), Math.abs(by - ay)];
    if (Math.max(width, height) < MIN_RULE_LENGTH || Math.min(width, height) > MAX_RULE_THICKNESS) return;
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
    if (width > height) rules.push({ x1: Math.min(ax, bx), y1: y, x2: Math.max(ax, bx), y2: y });
    else rules.push({ x1: x, y1: Math.min(ay, by), x2: x, y2: Math.max(ay, by) });
  };
  operators.forEach((operator, i) => {
    const given = args[i] as unknown[] | null;
    if (operator === ops.save || operator === ops.paintFormXObjectBegin) stack.push(matrix);
    if (operator === ops.restore || operator === ops.paintFormXObjectEnd) matrix = stack.pop() ?? IDENTITY;
    else if (operator === ops.transform) matrix = multiply(matrix, given as unknown as Matrix);
    else if (operator === ops.paintFormXObjectBegin && Array.isArray(given?.[0])) matrix = multiply(matrix, given[0] as unknown as Matrix);
    else if (operator === ops.constructPath && given) drawPath(given, ops, add);
  });
  return rules;
}

/** Path codes of pdf.js 5.x inside `constructPath` (`DrawOPS`). */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const CLOSE = 4;

function drawPath(given: unknown[], ops: Record<string, number>, add: (x1: number, y1: number, x2: number, y2: number) => void): void {
  const painted = given[0];
  if (painted === ops.endPath || painted === ops.clip || painted === ops.eoClip) return;
  const filled = [ops.fill, ops.eoFill, ops.fillStroke, ops.eoFillStroke, ops.closeFillStroke, ops.closeEOFillStroke].includes(
    painted as number,
  );
  const data = (given[1] as unknown[])?.[0] as ArrayLike<number> | null | undefined;
  if (!data || typeof data.length !== 'number') return;
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  const box = {
    left: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
  };
  const segments: [number, number, number, number][] = [];
  const to = (nx: number, ny: number) => {
    box.left = Math.min(box.left, nx);
    box.right = Math.max(box.right, nx);
    box.low = Math.min(box.low, ny);
    box.high = Math.max(box.high, ny);
    x = nx;
    y = ny;
  };
  for (let i = 0; i < data.length; ) {
    const code = data[i++];
    if (code === MOVE) {
      to(data[i++] as number, data[i++] as number);
      startX = x;
      startY = y;
    } else if (code === LINE) {
      const [fromX, fromY] = [x, y];
      to(data[i++] as number, data[i++] as number);
      segments.push([fromX, fromY, x, y]);
    } else if (code === CLOSE) {
      segments.push([x, y, startX, startY]);
      [x, y] = [startX, startY];
    } else {
      const count = code === CURVE ? 6 : 4;
      i += count - 2;
      to(data[i++] as number, data[i++] as number);
    }
  }
  // A filled box thin enough is one line; a filled cell background draws no line.
  if (filled && (box.right - box.left <= MAX_RULE_THICKNESS || box.high - box.low <= MAX_RULE_THICKNESS))
    add(box.left, box.low, box.right, box.high);
  else if (!filled) for (const segment of segments) add(...segment);
}
