import { wordDiff } from '../diff/index.js';
import type { Segment } from './schema.js';

/** A passage longer than this is cut to the sentences around what changed; in UTF-16 units. */
const PASSAGE_LIMIT = 260;
/** And never more than this in all: a sentence of ten targets is quoted ten times, each time round another of them. */
const PASSAGE_MAXIMUM = 340;
/** How much of an unchanged run is kept on either side of a change. */
const CONTEXT = 110;

/**
 * Both texts with the words that differ marked. Figures are whole words (20.4 to 20.9 differs as a figure, not as a digit); punctuation and width
 * alone are never marked.
 */
export function diffWords(before: string, after: string): { readonly before: Segment[]; readonly after: Segment[] } {
  const same = (text: string): Segment[] => (text === '' ? [] : [{ text, mark: 'same', isOwn: false }]);
  if (before === after) return { before: same(before), after: same(after) };
  const sides = { before: [] as Segment[], after: [] as Segment[] };
  for (const { op, old, new: now } of wordDiff(before, after)) {
    sides.before.push(...markedWords(old, op === 'deleted' ? 'removed' : 'same'));
    sides.after.push(...markedWords(now, op === 'inserted' ? 'inserted' : 'same'));
  }
  return { before: join(sides.before), after: join(sides.after) };
}

/** A stop at the end of a run belongs to the sentence, not to the words that differ. */
function markedWords(text: string, mark: Segment['mark']): Segment[] {
  const [, words = text, stop = ''] = /^([\s\S]*?)([\s，。、；：！？,;]*)$/.exec(text) ?? [];
  const segments: Segment[] = [
    { text: words, mark, isOwn: mark !== 'same' },
    { text: stop, mark: 'same', isOwn: false },
  ];
  return mark === 'same' ? [{ text, mark, isOwn: false }] : segments.filter((segment) => segment.text !== '');
}

/** Joins neighbours of one mark. */
function join(segments: readonly Segment[]): Segment[] {
  const out: Segment[] = [];
  for (const segment of segments) {
    const last = out[out.length - 1];
    if (last?.mark === segment.mark) out[out.length - 1] = { ...last, text: last.text + segment.text };
    else if (segment.text !== '') out.push({ ...segment });
  }
  return out;
}

/** Shortens the unchanged runs of a long passage at the marks of a sentence, so that every change keeps the words around it. */
export function clip(segments: readonly Segment[]): Segment[] {
  return around(clipRuns(segments));
}

/** The same without a limit to the whole: a passage that is told once for all of its changes keeps them all. */
export function clipRuns<S extends Segment>(segments: readonly S[]): S[] {
  const length = segments.reduce((sum, segment) => sum + segment.text.length, 0);
  if (length <= PASSAGE_LIMIT) return [...segments];
  return segments.map((segment, i) => {
    if (segment.mark !== 'same') {
      return segment.text.length > PASSAGE_LIMIT ? { ...segment, text: `${cutEnd(segment.text, PASSAGE_LIMIT)}…` } : segment;
    }
    const head = i === 0 ? '' : cutEnd(segment.text, CONTEXT);
    const tail = i === segments.length - 1 ? '' : cutStart(segment.text, CONTEXT);
    if (head === '' && tail === '') return { ...segment, text: `${cutEnd(segment.text, PASSAGE_LIMIT)}…` };
    const isShort = segment.text.length <= head.length + tail.length + 20;
    return isShort ? segment : { ...segment, text: `${head} … ${tail}`.trim() };
  });
}

/** Of a passage with changes all over, the part round the words of the statement itself. */
function around(segments: readonly Segment[]): Segment[] {
  const size = (some: readonly Segment[]) => some.reduce((sum, segment) => sum + segment.text.length, 0);
  if (size(segments) <= PASSAGE_MAXIMUM) return [...segments];
  const own = Math.max(
    0,
    segments.findIndex((segment) => segment.isOwn),
  );
  let [from, to] = [own, own + 1];
  for (let more = true; more; ) {
    more = false;
    for (const [a, b] of [
      [from - 1, to],
      [from, to + 1],
    ] as const) {
      if (
        a < 0 ||
        b > segments.length ||
        (a === from && b === to) ||
        size(segments.slice(Math.min(a, from), Math.max(b, to))) > PASSAGE_MAXIMUM
      )
        continue;
      [from, to] = [Math.min(a, from), Math.max(b, to)];
      more = true;
    }
  }
  const cut: Segment = { text: '…', mark: 'same', isOwn: false };
  return [...(from > 0 ? [cut] : []), ...segments.slice(from, to), ...(to < segments.length ? [cut] : [])];
}

// A cut falls behind a stop where there is one within reach, else wherever it must, but never inside a surrogate pair or a figure.
function cutEnd(text: string, size: number): string {
  if (text.length <= size) return text;
  const near = text.slice(0, size);
  const stop = Math.max(near.lastIndexOf('。'), near.lastIndexOf('；'), near.lastIndexOf('，'), near.lastIndexOf('、'));
  return stop > size / 3 ? near.slice(0, stop + 1) : near.replace(/[\ud800-\udbff]$|[\d.,%]+$/, '');
}

function cutStart(text: string, size: number): string {
  if (text.length <= size) return text;
  const near = text.slice(-size);
  const stop = /[。；，、]/.exec(near.slice(0, (size * 2) / 3));
  return stop ? near.slice(stop.index + 1) : near.replace(/^[\udc00-\udfff]|^[\d.,%]+/, '');
}
