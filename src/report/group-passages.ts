import type { Indicator } from '../indicators/index.js';
import { BOUND_REACH, sectionOf } from './evidence.js';
import { clean } from './format.js';
import type { Member } from './groups.js';
import type { Passage } from './passages.js';
import type { GroupPassage, NumberedSegment, Segment } from './schema.js';
import { clipRuns, type diffWords } from './segments.js';

type Side = 'before' | 'after';
type Paragraph = Extract<Passage, { kind: 'paragraph' }>;
type Row = Extract<Passage, { kind: 'row' }>;
/** Where in a passage the value of the change with this number stands, and the statement around it. */
interface Goal {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly quote: readonly [number, number];
}

const passageAt = (member: Member, side: Side) => (side === 'before' ? member.old : member.now);
const indicatorAt = (member: Member, side: Side) => (side === 'before' ? member.change.before : member.change.after);

/** One paragraph for several changes: all that differs marked, and every change's own words numbered as in the list above it. */
export function markedPassage(group: readonly Member[], words: typeof diffWords): GroupPassage {
  const goals = { before: [] as Goal[], after: [] as Goal[] };
  const texts: Partial<Record<Side, string>> = {};
  group.forEach((member, i) => {
    for (const side of ['before', 'after'] as const) {
      const passage = passageAt(member, side) as Paragraph | null;
      const indicator = indicatorAt(member, side);
      if (!passage || !indicator) continue;
      texts[side] ??= passage.text;
      goals[side].push(goalOf(i + 1, passage, indicator));
    }
  });
  const both = texts.before !== undefined && texts.after !== undefined ? words(texts.before, texts.after) : null;
  const side = (name: Side) => {
    const text = texts[name];
    if (text === undefined) return null;
    const segments = both ? both[name] : quoted(text, goals[name], name === 'before' ? 'removed' : 'inserted');
    const holder = group.find((member) => indicatorAt(member, name) !== null) as Member;
    return { section: [...sectionOf(indicatorAt(holder, name))], paragraph: clipRuns(numbered(segments, goals[name])) };
  };
  return { before: side('before'), after: side('after'), table: null };
}

function goalOf(number: number, { text, at }: Paragraph, indicator: Indicator): Goal {
  const value = clean(indicator.valueText).trim();
  const start = text.startsWith(value, at) ? at : Math.max(0, text.indexOf(value));
  const quote = clean(indicator.quote).trim();
  // The last occurrence that does not begin behind the value is the one the value stands in.
  const from = text.lastIndexOf(quote, start);
  const end = Math.min(text.length, start + value.length);
  return { number, start, end, quote: from < 0 || from + quote.length < end ? [start, end] : [from, from + quote.length] };
}

/** A passage of one edition only: the statements themselves are what came or went. */
function quoted(text: string, goals: readonly Goal[], mark: Segment['mark']): Segment[] {
  const segments: Segment[] = [];
  const push = (from: number, to: number, as: Segment['mark']) => {
    if (from < to) segments.push({ text: text.slice(from, to), mark: as, isOwn: as !== 'same' });
  };
  let at = 0;
  for (const { quote } of [...goals].sort((a, b) => a.quote[0] - b.quote[0])) {
    push(at, Math.max(at, quote[0]), 'same');
    push(Math.max(at, quote[0]), quote[1], mark);
    at = Math.max(at, quote[1]);
  }
  push(at, text.length, 'same');
  return segments;
}

/**
 * Gives every change its number in the text: before the first of its marked words, else, where only words around its value differ (a year), before
 * those, else before the value itself. Marked words without a number belong to no change of the list.
 */
function numbered(segments: readonly Segment[], goals: readonly Goal[]): NumberedSegment[] {
  let at = 0;
  let placed = segments.map((segment) => {
    const start = at;
    at += segment.text.length;
    return { ...segment, isOwn: false, numbers: [] as number[], start, end: at };
  });
  type Placed = (typeof placed)[number];
  const within = (segment: Placed, from: number, to: number) => segment.mark !== 'same' && segment.start < to && segment.end > from;
  const take = (segment: Placed, number: number) => {
    segment.isOwn = true;
    segment.numbers.push(number);
  };
  // Words that several changes share, such as the end of a sentence put in anew, are cut where the statement of the next begins.
  const cutAt = (where: number) => {
    placed = placed.flatMap((segment): Placed[] => {
      if (segment.mark === 'same' || segment.start >= where || segment.end <= where) return [segment];
      const cut = where - segment.start;
      return [
        { ...segment, text: segment.text.slice(0, cut), end: where },
        { ...segment, text: segment.text.slice(cut), start: where, numbers: [] },
      ];
    });
  };
  for (const goal of goals) cutAt(goal.quote[0]);
  const left: Goal[] = [];
  for (const goal of goals) {
    const own = placed.filter((segment) => within(segment, goal.start, goal.end));
    const near = own.length > 0 ? own : placed.filter((segment) => within(segment, goal.start - BOUND_REACH, goal.end + BOUND_REACH));
    const [first] = near;
    if (first) take(first, goal.number);
    else left.push(goal);
    for (const segment of near) segment.isOwn = true;
  }
  for (const goal of left) {
    const around = placed.find((segment) => segment.numbers.length === 0 && within(segment, ...goal.quote));
    if (around) {
      take(around, goal.number);
      continue;
    }
    placed = placed.flatMap((segment): Placed[] => {
      if (segment.start > goal.start || segment.end <= goal.start) return [segment];
      const cut = goal.start - segment.start;
      const to = Math.min(segment.text.length, cut + goal.end - goal.start);
      const part = (from: number, until: number, numbers: number[]) => ({
        ...segment,
        text: segment.text.slice(from, until),
        numbers,
        start: segment.start + from,
        end: segment.start + until,
      });
      return [part(0, cut, segment.numbers), part(cut, to, [goal.number]), part(to, segment.text.length, [])].filter(
        (one) => one.text !== '',
      );
    });
  }
  return placed.map(({ start: _start, end: _end, ...segment }) => segment);
}

/** Several rows of one table under one header, each before and after, in the order of the table. */
export function tablePassage(group: readonly Member[], words: typeof diffWords): GroupPassage {
  const first = group[0] as Member;
  const { caption, header } = (first.now ?? first.old) as Row;
  const rows = new Map<string, { old: Row | null; now: Row | null; members: { member: Member; number: number }[] }>();
  group.forEach((member, i) => {
    const [old, now] = [member.old as Row | null, member.now as Row | null];
    const key = `${old?.row} ${now?.row}`;
    const row = rows.get(key) ?? { old, now, members: [] };
    row.members.push({ member, number: i + 1 });
    rows.set(key, row);
  });
  const place = ({ old, now }: { old: Row | null; now: Row | null }) => now?.row ?? old?.row ?? 0;
  const holder = first.change.after ?? first.change.before;
  return {
    before: null,
    after: null,
    table: {
      section: [...sectionOf(holder)],
      caption,
      header: [...header],
      rows: [...rows.values()].sort((a, b) => place(a) - place(b)).map((row) => rowOf(row.old, row.now, row.members, words)),
    },
  };
}

function rowOf(old: Row | null, now: Row | null, members: readonly { member: Member; number: number }[], words: typeof diffWords) {
  const pairs =
    old && now && old.cells.length === now.cells.length ? old.cells.map((cell, i) => words(cell.text, now.cells[i]?.text ?? '')) : null;
  const side = (row: Row | null, name: Side) => {
    if (!row) return null;
    const alone = { mark: name === 'before' ? ('removed' as const) : ('inserted' as const), isOwn: true };
    const cells = row.cells.map((cell, i) => ({
      segments: (pairs?.[i]?.[name] ?? [{ text: cell.text, ...alone }]).map(
        (segment): NumberedSegment => ({ ...segment, isOwn: segment.mark !== 'same', numbers: [] }),
      ),
      isValue: false,
      isName: cell.isName,
    }));
    for (const { member, number } of members) {
      const at = (passageAt(member, name) as Row).cells.findIndex((cell) => cell.isValue);
      const own = cells[at];
      if (own) own.isValue = true;
      const isMarked = (segment: NumberedSegment) => segment.mark !== 'same' && segment.numbers.length === 0;
      // A changed label stands in another cell than the value it belongs to.
      const goal =
        own?.segments.find((segment) => segment.mark !== 'same') ??
        cells.flatMap((cell) => cell.segments).find(isMarked) ??
        own?.segments[0];
      goal?.numbers.push(number);
    }
    return cells;
  };
  return { before: side(old, 'before'), after: side(now, 'after') };
}
