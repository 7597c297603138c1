import type { PdfRule } from '../document/index.js';
import type { Frame } from './pdf-frame.js';

/** In points: thinner boxes are lines that a typesetter drew as filled rectangles. */
const MAX_RULE_THICKNESS = 3;
/** In points: shorter strokes are parts of signs and drawings. */
const MIN_RULE_LENGTH = 6;
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
export function rulesOf(operators: readonly number[], args: readonly unknown[], ops: Record<string, number>, frame: Frame): PdfRule[] {
  const rules: PdfRule[] = [];
  const stack: Matrix[] = [];
  let matrix = IDENTITY;
  const add = (x1: number, y1: number, x2: number, y2: number) => {
    const [ax, ay] = frame.at(matrix[0] * x1 + matrix[2] * y1 + matrix[4], matrix[1] * x1 + matrix[3] * y1 + matrix[5]);
    const [bx, by] = frame.at(matrix[0] * x2 + matrix[2] * y2 + matrix[4], matrix[1] * x2 + matrix[3] * y2 + matrix[5]);
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
