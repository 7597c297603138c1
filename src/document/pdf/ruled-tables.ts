import type { DraftCell, DraftTable } from '../draft.js';
import { trimGrid } from '../html/table.js';
import type { PdfPage, PdfRule, PdfRun } from '../readers.js';
import { joinLines, linesOf } from './lines.js';

/** In points: ends of rules that meet, and rules meant to lie on one line, differ by less. */
const SNAP = 3;
/** Rules on a page beyond which it is a drawing, not a table. */
const MAX_RULES = 6000;

export interface PlacedTable {
  readonly table: DraftTable;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const isLevel = (rule: PdfRule) => rule.y1 === rule.y2;

/** Values no further apart than SNAP count as one. Ascending. */
function snap(values: readonly number[]): number[] {
  const out: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    if (out.length === 0 || value - (out[out.length - 1] as number) > SNAP) out.push(value);
  }
  return out;
}

const touches = (a: PdfRule, b: PdfRule) => a.x1 - SNAP <= b.x2 && b.x1 - SNAP <= a.x2 && a.y1 - SNAP <= b.y2 && b.y1 - SNAP <= a.y2;

/** Rules that hang together, directly or through others. */
function components(rules: readonly PdfRule[]): PdfRule[][] {
  const groups: PdfRule[][] = [];
  const sorted = [...rules].sort((a, b) => b.y2 - a.y2);
  const group = new Int32Array(sorted.length).fill(-1);
  for (let i = 0; i < sorted.length; i++) {
    if (group[i] !== -1) continue;
    const members: PdfRule[] = [];
    const queue = [i];
    group[i] = groups.length;
    while (queue.length > 0) {
      const at = queue.pop() as number;
      members.push(sorted[at] as PdfRule);
      for (let j = 0; j < sorted.length; j++) {
        if (group[j] === -1 && touches(sorted[at] as PdfRule, sorted[j] as PdfRule)) {
          group[j] = groups.length;
          queue.push(j);
        }
      }
    }
    groups.push(members);
  }
  return groups;
}

/** Tables drawn with lines, and the runs that are not inside one. */
export function ruledTables(page: PdfPage): { tables: PlacedTable[]; rest: PdfRun[] } {
  if (page.rules.length < 4 || page.rules.length > MAX_RULES) return { tables: [], rest: [...page.runs] };
  let rest = [...page.runs];
  const tables: PlacedTable[] = [];
  for (const rules of components(page.rules)) {
    const level = rules.filter(isLevel);
    const upright = rules.filter((rule) => !isLevel(rule));
    if (level.length < 2 || upright.length < 1) continue;
    const left = Math.min(...rules.map((rule) => rule.x1));
    const right = Math.max(...rules.map((rule) => rule.x2));
    const bottom = Math.min(...rules.map((rule) => rule.y1));
    const top = Math.max(...rules.map((rule) => rule.y2));
    // Outer lines are often left away at the sides.
    const xs = snap([left, right, ...upright.map((rule) => rule.x1)]);
    const ys = snap([bottom, top, ...level.map((rule) => rule.y1)]).reverse();
    if (xs.length < 3 || ys.length < 3) continue;
    const inside = rest.filter((run) => within(run, left, right, bottom, top));
    const table = trimGrid(fill(xs, ys, level, upright, inside));
    if (table.columns < 2 || table.rows < 2 || table.cells.filter((cell) => cell.text).length < 3) continue;
    tables.push({ table, top, bottom, left, right });
    const taken = new Set(inside);
    rest = rest.filter((run) => !taken.has(run));
  }
  return { tables, rest };
}

const within = (run: PdfRun, left: number, right: number, bottom: number, top: number) => {
  const [x, y] = [run.x + run.width / 2, run.y + run.height * 0.3];
  return x > left - SNAP && x < right + SNAP && y > bottom - SNAP && y < top + SNAP;
};

/** The field before the edge found; words that reach over the outer lines belong to the outer fields. */
const fieldOf = (edge: number, fields: number) => (edge < 0 ? fields - 1 : Math.max(0, edge - 1));

/** Half an em for Latin letters and figures, a quarter for a space: near enough to tell which side of a line a character is on. */
const advance = (unit: string) => (unit === ' ' ? 0.25 : unit.charCodeAt(0) < 0x2000 ? 0.5 : 1);

/** A run that the reader of the file put together over a line between two cells, cut there; at a space where one is near. */
function splitAtRules(run: PdfRun, upright: readonly PdfRule[]): PdfRun[] {
  const em = run.height;
  const crossing = upright.filter(
    (rule) =>
      rule.x1 > run.x + 0.4 * em && rule.x1 < run.x + run.width - 0.4 * em && rule.y1 <= run.y + 0.3 * em && rule.y2 >= run.y + 0.3 * em,
  );
  const edge = crossing[0]?.x1;
  if (edge === undefined || run.text.trim().length < 2) return [run];
  const units = [...run.text];
  const total = units.reduce((sum, unit) => sum + advance(unit), 0) || 1;
  const starts: number[] = [];
  let at = run.x;
  for (const unit of units) {
    starts.push(at);
    at += (advance(unit) / total) * run.width;
  }
  const distance = (i: number) => Math.abs((starts[i] as number) - edge) - (units[i] === ' ' ? 0.8 * em : 0);
  let cut = 1;
  for (let i = 1; i < units.length; i++) if (distance(i) < distance(cut)) cut = i;
  const rest = units.slice(cut).join('').trim();
  // A last character or closing mark that sticks out belongs to the words before it.
  if (rest.length < 2 || /^[）)\]〕，。；、：%％]/.test(rest)) return [run];
  const x = starts[cut] as number;
  const left = { ...run, text: units.slice(0, cut).join(''), width: x - run.x };
  const right = { ...run, text: units.slice(cut).join(''), x, width: run.x + run.width - x };
  return [
    left,
    ...splitAtRules(
      right,
      upright.filter((rule) => rule.x1 > edge + 1),
    ),
  ];
}

/** Fields of the grid between which no line is drawn are one cell. */
function fill(
  xs: readonly number[],
  ys: readonly number[],
  level: readonly PdfRule[],
  upright: readonly PdfRule[],
  runs: readonly PdfRun[],
): DraftTable {
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  const parent = Int32Array.from({ length: columns * rows }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  for (let r = 0; r < rows; r++) {
    const middleY = ((ys[r] as number) + (ys[r + 1] as number)) / 2;
    for (let c = 0; c < columns; c++) {
      const middleX = ((xs[c] as number) + (xs[c + 1] as number)) / 2;
      const edge = xs[c + 1] as number;
      const floor = ys[r + 1] as number;
      if (c + 1 < columns && !upright.some((rule) => Math.abs(rule.x1 - edge) <= SNAP && rule.y1 <= middleY && rule.y2 >= middleY))
        parent[find(r * columns + c + 1)] = find(r * columns + c);
      if (r + 1 < rows && !level.some((rule) => Math.abs(rule.y1 - floor) <= SNAP && rule.x1 <= middleX && rule.x2 >= middleX))
        parent[find((r + 1) * columns + c)] = find(r * columns + c);
    }
  }
  const boxes = new Map<number, { r1: number; r2: number; c1: number; c2: number; runs: PdfRun[] }>();
  for (let i = 0; i < columns * rows; i++) {
    const [r, c] = [Math.floor(i / columns), i % columns];
    const box = boxes.get(find(i));
    if (!box) boxes.set(find(i), { r1: r, r2: r, c1: c, c2: c, runs: [] });
    else {
      box.r1 = Math.min(box.r1, r);
      box.r2 = Math.max(box.r2, r);
      box.c1 = Math.min(box.c1, c);
      box.c2 = Math.max(box.c2, c);
    }
  }
  for (const run of runs.flatMap((whole) => splitAtRules(whole, upright))) {
    // By its first character: a run may reach over the line to its right where a cell is too narrow.
    const x = run.x + Math.min(run.width / 2, run.height / 2);
    const y = run.y + run.height * 0.3;
    const c = fieldOf(
      xs.findIndex((edge) => edge > x),
      columns,
    );
    const r = fieldOf(
      ys.findIndex((edge) => edge < y),
      rows,
    );
    boxes.get(find(r * columns + c))?.runs.push(run);
  }
  const cells: DraftCell[] = [];
  for (const box of boxes.values()) {
    const text = joinLines(linesOf(box.runs).map((line) => line.text));
    cells.push({ row: box.r1, column: box.c1, rowSpan: box.r2 - box.r1 + 1, colSpan: box.c2 - box.c1 + 1, text, header: false });
  }
  return { kind: 'table', caption: null, cells, rows, columns, origin: 'pdf' };
}
