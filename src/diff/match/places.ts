import type { Alignment } from '../text/alignment.js';
import type { Located } from './located.js';

/**
 * What the redline says of a pair: the value itself is kept (`same`) or found elsewhere (`moved`), both stand in one changed stretch (`near`),
 * their sentences are editions of one another (`sentence`), or nothing links them (`far`).
 */
export type Place = 'same' | 'moved' | 'near' | 'sentence' | 'far';

/** Share of a sentence that must be kept in the other for the two to count as its editions. */
const SENTENCE_SHARE = 0.3;

/** How far from a value its frame of kept words is looked for, in key units; bounds the work in a sentence as long as a page. */
const REACH = 240;

/** Questions about places in an alignment; sentence overlaps are counted once and kept. */
export interface Places {
  of(x: Located, y: Located): Place;
  /** Sentences of the new text that keep words of an old one, with the number of characters. */
  heirs(sentence: number): ReadonlyMap<number, number>;
}

export function createPlaces(alignment: Alignment): Places {
  const { before, after, mate, moved } = alignment;
  const sentenceOf = sentenceIndex(after.sentences, after.key.length);
  const known = new Map<number, Map<number, number>>();
  const heirs = (sentence: number) => {
    let found = known.get(sentence);
    if (!found) {
      found = new Map();
      const s = before.sentences[sentence];
      for (let i = s?.start ?? 0; i < (s?.end ?? 0); i++) {
        const j = mate[i] as number;
        if (j < 0) continue;
        const heir = sentenceOf[j] as number;
        found.set(heir, (found.get(heir) ?? 0) + 1);
      }
      known.set(sentence, found);
    }
    return found;
  };
  const of = (x: Located, y: Located): Place => {
    let common = 0;
    for (let i = x.start; i < x.end; i++) {
      const j = mate[i] as number;
      if (j >= y.start && j < y.end) common++;
    }
    if (common > 0 && 2 * common >= Math.max(x.end - x.start, y.end - y.start)) return moved[x.start] === 1 ? 'moved' : 'same';
    const shared = heirs(x.sentence).get(y.sentence) ?? 0;
    if (shared === 0) return isFramed(alignment, x, y) ? 'sentence' : 'far';
    if (isNear(alignment, x, y)) return 'near';
    const size = (s: { start: number; end: number } | undefined) => (s ? s.end - s.start : 0);
    const share = shared / Math.max(1, Math.min(size(before.sentences[x.sentence]), size(after.sentences[y.sentence])));
    return share >= SENTENCE_SHARE ? 'sentence' : 'far';
  };
  return { of, heirs };
}

function sentenceIndex(sentences: readonly { start: number; end: number }[], length: number): Int32Array {
  const index = new Int32Array(length);
  sentences.forEach((s, i) => {
    index.fill(i, s.start, s.end);
  });
  return index;
}

/** Nothing that was kept lies between the two values, neither on their left nor on their right, within the sentence. */
function isNear({ before, after, mate }: Alignment, x: Located, y: Located): boolean {
  const s = before.sentences[x.sentence] as { start: number; end: number };
  const t = after.sentences[y.sentence] as { start: number; end: number };
  const inSentence = (j: number) => j >= t.start && j < t.end;
  let left = x.start - 1;
  while (left >= s.start && x.start - left < REACH && !inSentence(mate[left] as number)) left--;
  let right = x.end;
  while (right < s.end && right - x.end < REACH && !inSentence(mate[right] as number)) right++;
  if ((left >= s.start && x.start - left >= REACH) || (right < s.end && right - x.end >= REACH)) return false;
  const fromLeft = left < s.start || (mate[left] as number) < y.start;
  const fromRight = right >= s.end || (mate[right] as number) >= y.end;
  if (!(fromLeft && fromRight)) return false;
  if (left < s.start && right >= s.end) return false;
  // And the other way round: no kept character of the new sentence between y and the frame.
  const low = left < s.start ? t.start : (mate[left] as number) + 1;
  const high = right >= s.end ? t.end : (mate[right] as number);
  return y.start >= low && y.end <= high;
}

/** Both stand in a wholly rewritten stretch between the same kept neighbours, one clause or so wide. */
function isFramed({ mate }: Alignment, x: Located, y: Located): boolean {
  let left = x.start - 1;
  while (left >= 0 && x.start - left < REACH / 4 && (mate[left] as number) < 0) left--;
  let right = x.end;
  while (right < mate.length && right - x.end < REACH / 4 && (mate[right] as number) < 0) right++;
  const from = left >= 0 ? (mate[left] as number) : -1;
  const to = right < mate.length ? (mate[right] as number) : -1;
  return from >= 0 && to >= 0 && from < y.start && y.end <= to && to - from < REACH / 2;
}
