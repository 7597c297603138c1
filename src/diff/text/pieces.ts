import type { Piece } from '../change.js';
import type { Alignment } from './alignment.js';
import type { Layout } from './layout.js';

interface Run {
  readonly start: number;
  readonly end: number;
  readonly op: 'kept' | 'moved' | 'alone';
  readonly mate: number;
}

/**
 * The redline. The old spans, in their order, partition the old text, the new spans the new text; punctuation, white space and page furniture
 * belong to one of the pieces they stand between. A moved piece stands where it went.
 */
export function piecesOf(alignment: Alignment): Piece[] {
  const { before, after, mate, back, moved } = alignment;
  const old = runsOf(mate, (i) => moved[i] === 1);
  const now = runsOf(back, (j) => moved[back[j] as number] === 1);
  const pieces: Piece[] = [];
  let i = 0;
  // Both texts end in a changed word: the full stop behind it is kept.
  const tail = [old, now].every((runs) => runs[runs.length - 1]?.op === 'alone');
  const cuts = { old: new Map<number, number>(), new: new Map<number, number>() };
  closeOver(before, mate, after, cuts.old, cuts.new);
  closeOver(after, back, before, cuts.new, cuts.old);
  const oldSpan = spansOf(before, mate, tail, cuts.old);
  const newSpan = spansOf(after, back, tail, cuts.new);
  const flush = (until: number) => {
    for (; i < old.length && (old[i] as Run).op !== 'kept' && (old[i] as Run).start < until; i++) {
      const run = old[i] as Run;
      if (run.op === 'alone') pieces.push({ op: 'deleted', old: oldSpan(run.start, run.end), new: null });
    }
  };
  for (const run of now) {
    if (run.op === 'alone') {
      flush(Number.POSITIVE_INFINITY);
      pieces.push({ op: 'inserted', old: null, new: newSpan(run.start, run.end) });
    } else {
      if (run.op === 'kept') {
        flush(Number.POSITIVE_INFINITY);
        i++;
      }
      pieces.push({ op: run.op, old: oldSpan(run.mate, run.mate + run.end - run.start), new: newSpan(run.start, run.end) });
    }
  }
  flush(Number.POSITIVE_INFINITY);
  const ends = { old: oldSpan(0, mate.length).end, new: newSpan(0, back.length).end };
  const left = { old: { start: ends.old, end: before.document.text.length }, new: { start: ends.new, end: after.document.text.length } };
  if (left.old.end > ends.old || left.new.end > ends.new) pieces.push({ op: 'kept', ...left });
  return pieces;
}

function runsOf(mate: Int32Array, isMoved: (index: number) => boolean): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < mate.length; ) {
    const first = mate[start] as number;
    const op = first < 0 ? 'alone' : isMoved(start) ? 'moved' : 'kept';
    let end = start + 1;
    while (
      end < mate.length &&
      (first < 0 ? (mate[end] as number) < 0 : mate[end] === first + end - start && (op === 'moved') === isMoved(end))
    )
      end++;
    runs.push({ start, end, op, mate: first });
    start = end;
  }
  return runs;
}

/**
 * Where words went and what stood round them closed up: the punctuation that is left is shared out as the text that had them has it, so that
 * `A，[B]。` cut to `A。` loses `，B` and the full stop stays behind; of two that are alike the first stays (`A，B，C` loses `B，`).
 */
function closeOver(long: Layout, mate: Int32Array, short: Layout, longCuts: Map<number, number>, shortCuts: Map<number, number>): void {
  for (let start = 1; start < mate.length; start++) {
    if ((mate[start] as number) >= 0 || (mate[start - 1] as number) < 0) continue;
    let end = start + 1;
    while (end < mate.length && (mate[end] as number) < 0) end++;
    const at = (mate[start - 1] as number) + 1;
    if (at !== (end < mate.length ? mate[end] : short.key.length)) continue;
    const left = gapAt(short, at);
    const [first, second] = [gapAt(long, start), gapAt(long, end)];
    let head = 0;
    while (head < Math.min(left.text.length, first.text.length) && left.text[head] === first.text[head]) head++;
    let tail = 0;
    const most = Math.min(left.text.length - head, second.text.length);
    while (tail < most && left.text[left.text.length - 1 - tail] === second.text[second.text.length - 1 - tail]) tail++;
    longCuts.set(start, first.start + head);
    longCuts.set(end, second.end - tail);
    shortCuts.set(at, left.end - tail);
  }
}

/** What stands between key unit `at` and the one before it. */
function gapAt(layout: Layout, at: number): { readonly start: number; readonly end: number; readonly text: string } {
  const end = layout.raw[at] as number;
  const start = Math.min(end, (layout.raw[at - 1] as number) + 1);
  return { start, end, text: layout.document.text.slice(start, end) };
}

/**
 * Key range to raw span, widened so that neighbouring ranges touch and the first and last reach the ends of the text. What stands between two ranges goes
 * to the one before it, but behind a deleted or inserted word to the one after: the full stop behind a changed figure did not change.
 */
const spansOf = (layout: Layout, mate: Int32Array, tail: boolean, cuts: ReadonlyMap<number, number>) => {
  const border = (at: number): number => {
    if (at === 0) return 0;
    const cut = cuts.get(at);
    if (cut !== undefined) return cut;
    const next = layout.raw[at] as number;
    return (tail || at < mate.length) && (mate[at - 1] as number) < 0 ? Math.min(next, (layout.raw[at - 1] as number) + 1) : next;
  };
  return (start: number, end: number) => ({ start: border(start), end: border(end) });
};
