import type { Indicator } from '../../indicators/index.js';
import type { ChangeField, ChangeType } from '../change.js';
import { textKey } from '../text/key.js';
import { itemAt } from '../text/layout.js';
import { compareQuantities, isSameQuantity } from '../values/amounts.js';
import { unitKey } from '../values/units.js';
import {
  changedNearby,
  changedWords,
  headerChanged,
  leadTime,
  ownRange,
  plainWords,
  rawText,
  type Side,
  sentenceOf,
  timeChangedBefore,
} from './context.js';
import type { Located } from './located.js';
import { isKept } from './pairs.js';
import type { Range } from './slots.js';

/** Words by which a sentence turns from what was done to what is meant to be, or back. */
const ROLE_WORDS = /目标|预[期计]|力争|确保|努力|争取|计划|安排|完成|实现|已|了|将|要|达|年|拟|规划/;
const BOUNDS = /左右|以[上下内外]|约|近|超|突破|[低高]于|少于|大于|小于|至少|上下|余|多|[<>≥≤]|控制|力争|确保|预计|及/;

export interface Verdict {
  /** null for no change. */
  readonly type: ChangeType | null;
  readonly fields: readonly ChangeField[];
}

/** Everything that judging a pair needs beside the pair. */
export interface Sides {
  readonly old: Side;
  readonly now: Side;
  readonly before: readonly Located[];
  readonly after: readonly Located[];
}

/**
 * Says what kind of change a pair is. A reading may differ only because the extractor met the words in other surroundings; so every field
 * asks the redline for a changed word that could account for it, and without one the difference is ours, not the page's.
 */
export function judge(sides: Sides, x: Located, y: Located): Verdict {
  const fields = fieldsOf(sides, x, y);
  if (fields.length > 0) return { type: 'revised', fields };
  if (isReworded(sides, x, y)) return { type: 'reworded', fields };
  return { type: isMoved(sides, x, y) ? 'moved' : null, fields };
}

function fieldsOf(sides: Sides, x: Located, y: Located): ChangeField[] {
  const { old, now } = sides;
  const a = x.indicator;
  const b = y.indicator;
  // Most pairs: no field differs, whatever became of the words.
  if (isReadAlike(a, b)) return [];
  const words = `${changedWords(old, x)} ${changedWords(now, y)}`;
  const header = headerChanged(old, x) || headerChanged(now, y);
  const elsewhere = isMoved(sides, x, y) && (headingOf(old, x) !== headingOf(now, y) || leadTime(old, x) !== leadTime(now, y));
  // Paired although their words went elsewhere (two years' figures exchanged): nothing is kept that could speak against a change.
  const apart = !isTogether(old, x, now, y);
  const touched = words.length > 1 || header || apart;
  const fields: ChangeField[] = [];
  if (touched) fields.push(...quantityFields(sides, x, y));
  const bound = BOUNDS.test(`${changedNearby(old, x)} ${changedNearby(now, y)}`);
  if (a.comparator !== b.comparator && a.value !== null && b.value !== null && (bound || header || apart)) fields.push('comparator');
  const timeMayDiffer = header || elsewhere || timeChangedBefore(old, x) || timeChangedBefore(now, y);
  if (a.period !== b.period && timeMayDiffer) fields.push('period');
  const inTable = a.form === 'table' && b.form === 'table';
  const turned = !inTable && ROLE_WORDS.test(words) && !(saysItsRole(old, x) && saysItsRole(now, y));
  if (a.role !== b.role && (turned || timeMayDiffer)) fields.push('role');
  // The attribute of a row binds its target, not the base year beside it.
  const isTarget = a.role === 'target' || b.role === 'target';
  if (isTarget && a.attribute !== b.attribute && (/预期|约束/.test(words) || header)) fields.push('attribute');
  if (fields.length === 0 && touched && a.measure !== b.measure && /年均|增|降|提|达|减|占|累计/.test(words)) fields.push('value');
  return fields;
}

const isReadAlike = (a: Indicator, b: Indicator): boolean =>
  (a.value === null ? b.value === null && a.text === b.text : b.value !== null) &&
  isSameQuantity(a.quantity, b.quantity) &&
  a.comparator === b.comparator &&
  a.period === b.period &&
  a.role === b.role &&
  a.attribute === b.attribute &&
  a.measure === b.measure;

/** Words that look ahead in a clause of their own, kept as they were: 预计新增就业2万人, whatever was turned round before it. */
function saysItsRole(side: Side, x: Located): boolean {
  const clause = side.layout.atoms[x.atom];
  return (
    clause !== undefined &&
    isKept(side.mate, clause) &&
    /目标|预[期计]|力争|确保|争取|计划/.test(side.layout.key.slice(clause.start, clause.end))
  );
}

function isTogether(own: Side, x: Located, other: Side, y: Located): boolean {
  const from = sentenceOf(own, x);
  const to = sentenceOf(other, y);
  if (!from || !to) return false;
  for (let i = from.start; i < from.end; i++) {
    const j = own.mate[i] as number;
    if (j >= to.start && j < to.end) return true;
  }
  return false;
}

function quantityFields(sides: Sides, x: Located, y: Located): ChangeField[] {
  const a = x.indicator;
  const b = y.indicator;
  if (a.value === null && b.value === null) return textKey(a.text ?? '') === textKey(b.text ?? '') ? [] : ['text'];
  if (a.value === null || b.value === null) return ['value', 'text'];
  switch (compareQuantities(a, b)) {
    case 'same':
    case 'restated':
      return [];
    case 'incomparable':
      // All its characters stand, unit and all, perhaps with a page number between them.
      if (a.form === 'prose' && b.form === 'prose' && isPrintKept(sides, x, y)) return [];
      return sameNumeral(a, b) ? ['unit'] : ['value', 'unit'];
    case 'different':
      // The printed value stands unchanged: it is another number only if its sign or the unit in a header changed.
      if (isPrintKept(sides, x, y) && unitKey(a.unit) === unitKey(b.unit) && !sameMagnitude(a, b)) return [];
      return sameNumeral(a, b) && unitKey(a.unit) !== unitKey(b.unit) ? ['unit'] : ['value'];
  }
}

const isPrintKept = ({ old, now }: Sides, x: Located, y: Located): boolean =>
  isKept(old.mate, x) && isKept(now.mate, y) && (old.mate[x.start] as number) === y.start;

/** The same figures, whatever their sign. */
function sameMagnitude(a: Indicator, b: Indicator): boolean {
  const plain = (value: Indicator['value']) => JSON.stringify(value).replace(/-/g, '');
  return a.value !== null && plain(a.value) === plain(b.value);
}
const sign = (i: Indicator): number => (typeof i.value === 'number' ? Math.sign(i.value) : 0);
const sameNumeral = (a: Indicator, b: Indicator): boolean => sameMagnitude(a, b) && sign(a) === sign(b);

/** The statement's own words differ, or its figure is printed in another way; punctuation, width and white space are no words. */
function isReworded({ old, now, before, after }: Sides, x: Located, y: Located): boolean {
  const from = ownRange(old, x, before);
  const to = ownRange(now, y, after);
  const changed = (side: Side, range: Range) => !isKept(side.mate, range);
  if ((changed(old, from) || changed(now, to)) && !isSaidAlike(old, x, from, now, y, to)) return true;
  if (x.indicator.unit !== y.indicator.unit && unitKey(x.indicator.unit) !== unitKey(y.indicator.unit) && touchedRow(old, now, x, y))
    return true;
  if (changed(old, from) || changed(now, to)) return false;
  return spokenOtherwise(old, from, now) || spokenOtherwise(now, to, old);
}

/** The words are the same although the redline found no move, or only the verb of a list went to its new first member: 盘活土地、厂房. */
function isSaidAlike(old: Side, x: Located, from: Range, now: Side, y: Located, to: Range): boolean {
  const a = plainWords(old.layout, from.start, from.end);
  const b = plainWords(now.layout, to.start, to.end);
  if (a === b) return true;
  const [short, long, side, z] = a.length < b.length ? [a, b, old, x] : [b, a, now, y];
  const clause = side.layout.atoms[z.atom];
  if (!clause || !long.endsWith(short)) return false;
  const verb = long.slice(0, long.length - short.length);
  return short.length > z.end - z.start && plainWords(side.layout, clause.start, clause.end).startsWith(verb);
}

/** The characters are kept, but one side says 达 where the other says 达到. */
function spokenOtherwise(own: Side, range: Range, other: Side): boolean {
  const start = own.mate[range.start] as number;
  const end = (own.mate[range.end - 1] as number) + 1;
  if (rawText(own.layout, range.start, range.end) === rawText(other.layout, start, end)) return false;
  return plainWords(own.layout, range.start, range.end) !== plainWords(other.layout, start, end);
}

/** In a table the unit may stand in the header or in the name's cell. */
const touchedRow = (old: Side, now: Side, x: Located, y: Located): boolean =>
  headerChanged(old, x) || headerChanged(now, y) || changedWords(old, x) !== '' || changedWords(now, y) !== '';

/** The statement stands elsewhere: its words were found as a move, or they lie outside the kept words that framed them. */
function isMoved({ old, now }: Sides, x: Located, y: Located): boolean {
  for (let i = x.start; i < x.end; i++) {
    const j = old.mate[i] as number;
    if (j >= y.start && j < y.end) return old.moved[i] === 1;
  }
  return isOutOfFrame(old, x, now, y) || isOutOfFrame(now, y, old, x);
}

function isOutOfFrame(own: Side, x: Located, other: Side, y: Located): boolean {
  const left = neighbourKept(own, x.start - 1, -1);
  const right = neighbourKept(own, x.end, 1);
  const low = left < 0 ? -1 : (own.mate[left] as number);
  const high = right < 0 ? other.layout.key.length : (own.mate[right] as number);
  return y.start < low || y.end > high;
}

function neighbourKept(side: Side, from: number, step: number): number {
  for (let i = from; i >= 0 && i < side.mate.length; i += step) if ((side.mate[i] as number) >= 0 && side.moved[i] !== 1) return i;
  return -1;
}

function headingOf(side: Side, x: Located): string {
  const headings = sentenceOf(side, x)?.headings ?? [];
  const nearest = side.layout.sentences[headings[headings.length - 1] ?? -1];
  return nearest ? side.layout.key.slice(nearest.start, nearest.end) : '';
}

/**
 * True where an unmatched statement's words still stand in the other edition: the extractor read them once and not again, which
 * says nothing about the page. Either its whole sentence is kept and nothing was added to it, or its clause is and the other edition reads nothing there
 * (where it reads another statement, the subject changed).
 * @param others statements of the other edition, in document order
 */
export function isStillPrinted(own: Side, x: Located, others: readonly Located[]): boolean {
  const sentence = sentenceOf(own, x);
  if (!sentence || headerChanged(own, x)) return false;
  if (isUnbroken(own, sentence)) return true;
  const clause = own.layout.atoms[x.atom];
  if (!clause || sentence.row !== null || !isUnbroken(own, { start: clause.start, end: Math.max(clause.end, x.end) })) return false;
  const from = own.mate[x.start] as number;
  const to = own.mate[x.end - 1] as number;
  const near = itemAt(others, to);
  return ![near - 1, near, near + 1].some((k) => {
    const y = others[k];
    return y !== undefined && y.start <= to && y.end > from;
  });
}

/** Every character is kept, and nothing was put between them. */
function isUnbroken(side: Side, range: { readonly start: number; readonly end: number }): boolean {
  if (range.end <= range.start || !isKept(side.mate, range)) return false;
  return (side.mate[range.end - 1] as number) - (side.mate[range.start] as number) === range.end - range.start - 1;
}
