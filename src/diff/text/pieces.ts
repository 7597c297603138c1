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
 * The redline. The old spans, in their order, partition the old text, the new spans the new text: punctuation, white space and page furniture
 * belong to the piece before them. A moved piece stands where it went.
 */
export function piecesOf(alignment: Alignment): Piece[] {
  const { before, after, mate, back, moved } = alignment;
  const old = runsOf(mate, (i) => moved[i] === 1);
  const now = runsOf(back, (j) => moved[back[j] as number] === 1);
  const pieces: Piece[] = [];
  let i = 0;
  const oldSpan = spansOf(before);
  const newSpan = spansOf(after);
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

/** Key range to raw span, widened so that neighbouring ranges touch and the first and last reach the ends of the text. */
const spansOf = (layout: Layout) => (start: number, end: number) => ({
  start: start === 0 ? 0 : (layout.raw[start] as number),
  end: layout.raw[end] as number,
});
