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
  const oldSpan = spansOf(before, mate, tail);
  const newSpan = spansOf(after, back, tail);
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
  if (tail && (left.old.end > ends.old || left.new.end > ends.new)) pieces.push({ op: 'kept', ...left });
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
 * Key range to raw span, widened so that neighbouring ranges touch and the first and last reach the ends of the text. What stands between two ranges goes
 * to the one before it, but behind a deleted or inserted word to the one after: the full stop behind a changed figure did not change.
 */
const spansOf = (layout: Layout, mate: Int32Array, tail: boolean) => {
  const border = (at: number): number => {
    if (at === 0) return 0;
    const next = layout.raw[at] as number;
    return (tail || at < mate.length) && (mate[at - 1] as number) < 0 ? Math.min(next, (layout.raw[at - 1] as number) + 1) : next;
  };
  return (start: number, end: number) => ({ start: border(start), end: border(end) });
};
