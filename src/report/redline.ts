import type { Diff, Edition, Piece } from '../diff/index.js';
import type { Span } from '../document/index.js';
import { clean } from './format.js';
import type { Segment } from './schema.js';

/** Words kept on either side of a change, in UTF-16 units. */
const CONTEXT = 60;
/** A rewritten document is told by its first passages; the HTML of the whole would be the document twice. */
const MAX_PASSAGES = 300;

export interface Redline {
  readonly passages: readonly { readonly segments: Segment[] }[];
  /** How many more there are than are shown. */
  readonly left: number;
}

/** The changed passages of two texts in the order of the redline, each with the words around it. Changes of white space alone are not shown. */
export function redlineOf(diff: Diff, before: Edition, after: Edition): Redline {
  const passages: { segments: Segment[] }[] = [];
  let open: Segment[] = [];
  let isLineDone = false;
  const close = () => {
    if (open.some((segment) => segment.mark !== 'same' && segment.text.trim() !== '')) passages.push({ segments: open });
    open = [];
  };
  const add = (text: string, mark: Segment['mark']) => {
    if (text !== '') open.push({ text, mark, isOwn: mark !== 'same' });
  };
  const { pieces } = diff.text;
  pieces.forEach((piece, i) => {
    const text = textOf(piece, before, after);
    if (piece.op === 'deleted' || piece.op === 'inserted') {
      // A line that came or went is no part of the line before it, nor of the one behind.
      if (/^\s*\n/.test(text) && open.every((segment) => segment.mark === 'same')) open = [];
      isLineDone = text.slice(text.trimEnd().length).includes('\n');
      add(clean(text), piece.op === 'deleted' ? 'removed' : 'inserted');
      return;
    }
    // A line's end closes a passage; so does a run too long to read through.
    const [head, tail] = edges(text);
    if (isLineDone) close();
    isLineDone = false;
    if (open.length > 0 || head === text) add(head, 'same');
    if (head !== text || piece.op === 'moved') {
      close();
      if (i < pieces.length - 1 && piece.op === 'kept') add(tail, 'same');
    }
  });
  close();
  return { passages: passages.slice(0, MAX_PASSAGES), left: Math.max(0, passages.length - MAX_PASSAGES) };
}

const slice = (edition: Edition, span: Span | null) => (span ? edition.document.text.slice(span.start, span.end) : '');
const textOf = (piece: Piece, before: Edition, after: Edition) => (piece.new ? slice(after, piece.new) : slice(before, piece.old));

/** What of a kept run belongs to the change before it, and what to the change behind it. */
function edges(text: string): readonly [head: string, tail: string] {
  const first = text.indexOf('\n');
  if (first < 0 && text.length <= 2 * CONTEXT) return [text, ''];
  const head = first >= 0 && first <= CONTEXT ? text.slice(0, first) : `${text.slice(0, CONTEXT)}…`;
  const last = text.lastIndexOf('\n');
  const tail = last >= 0 && text.length - last - 1 <= CONTEXT ? text.slice(last + 1) : `…${text.slice(-CONTEXT)}`;
  return [clean(head), clean(tail)];
}
