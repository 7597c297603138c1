import type { PdfContent, PdfPage, PdfRule, PdfRun } from '../document/index.js';
import { guardZip } from './zip-guard.js';

/** Points per millimetre; OFD (GB/T 33190-2016) measures in millimetres from the upper left corner, PDF in points from the lower left. */
const POINTS = 72 / 25.4;
/** In mm: thicker shapes are areas, not lines. */
const MAX_THICKNESS = 1;
const A4 = [0, 0, 210, 297] as const;

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const nodes = (value: unknown): Node[] => list(value).filter(isNode);
const numbers = (value: unknown): number[] =>
  String(value ?? '')
    .trim()
    .split(/\s+/)
    .map(Number);
const textOf = (value: unknown): string => (isNode(value) ? String(value['#text'] ?? '') : String(value ?? ''));

/** All elements of one name anywhere below a node, in document order. */
function within(root: unknown, name: string): Node[] {
  const found: Node[] = [];
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const at = stack.pop();
    if (!isNode(at)) continue;
    for (const [key, value] of Object.entries(at).reverse()) {
      if (key === name) found.push(...nodes(value));
      else for (const child of nodes(value).reverse()) stack.push(child);
    }
  }
  return found;
}

/** `g 3 2.5 1` repeats: three steps of 2.5 and one of 1. */
function steps(delta: unknown): number[] {
  const given = String(delta ?? '')
    .trim()
    .split(/\s+/);
  const out: number[] = [];
  for (let i = 0; i < given.length; i++) {
    if (given[i] === 'g') {
      const count = Math.min(Number(given[i + 1]) || 0, 10_000);
      for (let n = 0; n < count; n++) out.push(Number(given[i + 2]));
      i += 2;
    } else if (given[i] !== '') out.push(Number(given[i]));
  }
  return out.filter(Number.isFinite);
}

function runsOf(object: Node, height: number): PdfRun[] {
  const [left = 0, top = 0] = numbers(object['@Boundary']);
  const size = Number(object['@Size']) || 4;
  return list(object.TextCode).flatMap((code): PdfRun[] => {
    const text = textOf(code);
    if (text === '') return [];
    const x = left + (isNode(code) ? Number(code['@X']) || 0 : 0);
    const y = top + (isNode(code) ? Number(code['@Y']) || size : size);
    const widths = isNode(code) ? steps(code['@DeltaX']) : [];
    const width = widths.length > 0 ? widths.reduce((sum, step) => sum + step, 0) + size : size * [...text].length;
    return [{ text, x: x * POINTS, y: (height - y) * POINTS, width: width * POINTS, height: size * POINTS }];
  });
}

function rulesOf(object: Node, height: number): PdfRule[] {
  const [left = 0, top = 0] = numbers(object['@Boundary']);
  const words = textOf(object.AbbreviatedData).trim().split(/\s+/);
  const rules: PdfRule[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < words.length; i++) {
    if (words[i] !== 'M' && words[i] !== 'S' && words[i] !== 'L') continue;
    const [nx, ny] = [Number(words[i + 1]), Number(words[i + 2])];
    if (words[i] === 'L' && Math.min(Math.abs(nx - x), Math.abs(ny - y)) <= MAX_THICKNESS) {
      const level = Math.abs(nx - x) > Math.abs(ny - y);
      const [x1, x2] = [(left + Math.min(x, nx)) * POINTS, (left + Math.max(x, nx)) * POINTS];
      const [y1, y2] = [(height - top - Math.max(y, ny)) * POINTS, (height - top - Math.min(y, ny)) * POINTS];
      rules.push(level ? { x1, x2, y1, y2: y1 } : { x1, x2: x1, y1, y2 });
    }
    [x, y] = [nx, ny];
    i += 2;
  }
  return rules;
}

/** Reads an OFD file's text and lines by position. Text objects with a transformation (`CTM`) keep their place, not their turn. */
export async function readOfd(bytes: Uint8Array, name: string): Promise<PdfContent> {
  await guardZip(bytes, name);
  const { unzipSync } = await import('fflate');
  const { XMLParser } = await import('fast-xml-parser');
  const files = unzipSync(bytes, { filter: (file) => /\.xml$/i.test(file.name) });
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    trimValues: false,
  });
  const decoder = new TextDecoder();
  const open = (path: string): Node | null => {
    const file = files[path.replace(/^\//, '')];
    return file ? (parser.parse(decoder.decode(file)) as Node) : null;
  };
  const root = open('OFD.xml');
  const documentPath =
    textOf(within(root, 'DocRoot')[0] ?? (within(root, 'DocBody')[0] as Node | undefined)?.DocRoot) || 'Doc_0/Document.xml';
  const document = open(documentPath);
  if (!document) throw new Error(`it names ${documentPath}, which it does not hold`);
  const folder = documentPath.replace(/[^/]*$/, '');
  const common = numbers(textOf((within(document, 'PageArea')[0] as Node | undefined)?.PhysicalBox));
  const pages: PdfPage[] = [];
  for (const entry of within(document, 'Page')) {
    const location = String(entry['@BaseLoc'] ?? '');
    const page = open(location.startsWith('/') ? location : folder + location) ?? open(location);
    if (!page) throw new Error(`its page ${location} is missing`);
    const own = numbers(textOf((within(page, 'Area')[0] as Node | undefined)?.PhysicalBox));
    const [, , width = A4[2], height = A4[3]] = own.length === 4 ? own : common.length === 4 ? common : A4;
    const runs = within(page, 'TextObject').flatMap((object) => runsOf(object, height));
    const rules = within(page, 'PathObject').flatMap((object) => rulesOf(object, height));
    pages.push({ width: width * POINTS, height: height * POINTS, runs, rules, images: within(page, 'ImageObject').length });
  }
  return { title: textOf((within(root, 'DocInfo')[0] as Node | undefined)?.Title) || null, pages };
}
