import type { Change, Edition } from '../diff/index.js';
import type { Indicator } from '../indicators/index.js';
import { clean, name as nameOf } from './format.js';
import { type Passage, passageOf } from './passages.js';
import type { Evidence, EvidenceSide, Segment } from './schema.js';
import { clip, diffWords } from './segments.js';

/** Words such as 不低于 and 以上 stand this close to their figure. */
export const BOUND_REACH = 3;

/**
 * The passages a change rests on, before and after, with the words that differ marked. A paragraph where it stands in prose, the table row with
 * its header where it stands in a table. Only text of the documents, healed of line breaks.
 * @param words compares two passages; several changes of one passage can share its result
 */
export function evidenceOfChange(change: Change, before: Edition, after: Edition, words: typeof diffWords = diffWords): Evidence {
  const old = change.before && passageOf(before.document, change.before);
  const now = change.after && passageOf(after.document, change.after);
  if (old?.kind === 'row' && now?.kind === 'row') {
    const same = old.cells.length === now.cells.length;
    const marked = old.cells.map((cell, i) => (same ? words(cell.text, now.cells[i]?.text ?? '') : null));
    return {
      before: rowSide(old, change.before as Indicator, (i) => marked[i]?.before ?? null),
      after: rowSide(now, change.after as Indicator, (i) => marked[i]?.after ?? null),
      isRowPair: same && old.header.join('\n') === now.header.join('\n') && old.caption === now.caption,
    };
  }
  if (old?.kind === 'paragraph' && now?.kind === 'paragraph') {
    const marked = words(old.text, now.text);
    return {
      before: { section: [...sectionOf(change.before)], paragraph: clip(withOwn(marked.before, change.before)), row: null },
      after: { section: [...sectionOf(change.after)], paragraph: clip(withOwn(marked.after, change.after)), row: null },
      isRowPair: false,
    };
  }
  return { before: alone(old, change.before, 'removed'), after: alone(now, change.after, 'inserted'), isRowPair: false };
}

export const sectionOf = (indicator: Indicator | null) => (indicator?.section ?? []).map(nameOf);

/**
 * Flags the changed words that belong to the statement itself. One sentence often holds several targets, and each of them has its own entry:
 * without the flag a reader could not tell which of the marked figures the entry is about.
 */
function withOwn(segments: readonly Segment[], indicator: Indicator | null): Segment[] {
  const text = segments.map((segment) => segment.text).join('');
  const quote = indicator ? clean(indicator.quote).trim() : '';
  const start = quote === '' ? -1 : text.indexOf(quote);
  if (start < 0 || indicator === null) return segments.map((segment) => ({ ...segment, isOwn: true }));
  // A quote may run on to a neighbour's figure; the value with its bound decides, the whole quote only where the value is words.
  const value = clean(indicator.valueText).trim();
  const inQuote = quote.indexOf(value);
  const from = start + Math.max(0, inQuote - BOUND_REACH);
  const to = inQuote < 0 ? start + quote.length : start + inQuote + value.length + BOUND_REACH;
  let at = 0;
  return segments.map((segment) => {
    const isOwn = segment.mark !== 'same' && at < to && at + segment.text.length > from;
    at += segment.text.length;
    return { ...segment, isOwn };
  });
}

/** One side without a counterpart of the same form: the statement itself is what was taken out or put in. */
function alone(passage: Passage | null, indicator: Indicator | null, mark: 'removed' | 'inserted'): EvidenceSide | null {
  if (!passage || !indicator) return null;
  if (passage.kind === 'row') return rowSide(passage, indicator, (i) => [{ text: passage.cells[i]?.text ?? '', mark, isOwn: true }]);
  const quote = clean(indicator.quote);
  const at = passage.text.indexOf(quote);
  const segments: Segment[] =
    at < 0
      ? [{ text: passage.text, mark, isOwn: true }]
      : [
          { text: passage.text.slice(0, at), mark: 'same', isOwn: false },
          { text: quote, mark, isOwn: true },
          { text: passage.text.slice(at + quote.length), mark: 'same', isOwn: false },
        ];
  return { section: [...sectionOf(indicator)], paragraph: clip(segments.filter((segment) => segment.text !== '')), row: null };
}

function rowSide(row: Extract<Passage, { kind: 'row' }>, indicator: Indicator, segmentsOf: (i: number) => Segment[] | null): EvidenceSide {
  const cells = row.cells.map((cell, i) => ({
    segments: segmentsOf(i) ?? [{ text: cell.text, mark: 'same' as const, isOwn: false }],
    isValue: cell.isValue,
    isName: cell.isName,
  }));
  return { section: [...sectionOf(indicator)], paragraph: null, row: { caption: row.caption, header: [...row.header], cells } };
}
