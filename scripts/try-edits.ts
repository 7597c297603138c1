// Five edits of targets such as a person would make in a page, chosen by a seed. Used by `npm run try`.
import type { Indicator } from '../src/indicators/index.js';

/** A text and the indicators that planwatch reads in it; spans point into the text. */
export interface Original {
  readonly file: string;
  readonly text: string;
  readonly indicators: readonly Indicator[];
}

export interface Edit {
  readonly file: string;
  readonly kind: string;
  readonly indicator: Indicator;
  /** The printed words and what takes their place, `start` in the text. */
  readonly start: number;
  readonly was: string;
  readonly becomes: string;
  /** What a report must find: the field and the newer reading. */
  readonly field: 'value' | 'comparator';
  readonly value: Indicator['value'];
  readonly comparator: Indicator['comparator'];
}

/** Mulberry32: the same seed picks the same edits on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Adds or takes a step in the last printed place or, of whole numbers, about a tenth; on the printed digits, without fractions of binary. */
function step(digits: string, up: boolean): string {
  const places = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  const scaled = Number(digits.replace('.', ''));
  const by = Math.max(1, places > 0 ? 3 : Math.round(scaled / 10));
  const next = String(up ? scaled + by : scaled - by).padStart(places + 1, '0');
  return places === 0 ? next : `${next.slice(0, -places)}.${next.slice(-places)}`;
}

type Maker = (original: Original, indicator: Indicator) => Omit<Edit, 'file' | 'kind' | 'indicator'> | null;

const PLAIN = /^\d+(?:\.\d+)?/;
/** The printed digits, null where the value is written otherwise (1,533 亿元, 一半). */
const numeralOf = (i: Indicator) => {
  const digits = PLAIN.exec(i.valueText)?.[0];
  return digits !== undefined && typeof i.value === 'number' && Number(digits) === Math.abs(i.value) ? digits : null;
};
const signed = (i: Indicator, digits: string) => (typeof i.value === 'number' && i.value < 0 ? -Number(digits) : Number(digits));

const byStep =
  (up: boolean): Maker =>
  (_, i) => {
    const digits = numeralOf(i);
    // One step below 0 or 1 is no target any more, and 100 % cannot be raised.
    if (digits === null || Number(digits) < 2 || (up && i.unit === '%' && Number(digits) > 90)) return null;
    const next = step(digits, up);
    return { start: i.span.start, was: digits, becomes: next, field: 'value', value: signed(i, next), comparator: i.comparator };
  };

/** Puts another word behind the value, or one where there was none. */
const byWord =
  (from: '以上' | '左右' | '', to: '以上' | '左右' | '以内', comparator: Indicator['comparator']): Maker =>
  ({ text }, i) => {
    const behind = text.slice(i.span.end, i.span.end + 2);
    const wanted = from === '' ? i.comparator === 'eq' && /^[，。；]/.test(behind) : behind === from;
    if (!wanted || (from === '以上' && i.comparator !== 'ge') || (from === '左右' && i.comparator !== 'approx')) return null;
    // 达到8%以上 and 控制在8%左右 read well; 超过8%以上 and a front word that holds the comparator do not.
    if (/(?:超过|突破|不低于|不少于|不超过|低于|至少|约|近|力争|高于)[^，。；]{0,4}$/.test(text.slice(i.span.start - 12, i.span.start)))
      return null;
    return { start: i.span.end, was: from, becomes: to, field: 'comparator', value: i.value, comparator };
  };

const toRange: Maker = ({ text }, i) => {
  const digits = numeralOf(i);
  if (digits === null || i.unit !== '%' || i.valueText !== `${digits}%` || i.measure !== 'growth' || i.comparator !== 'eq') return null;
  if (/^(?:以上|左右|以内)/.test(text.slice(i.span.end)) || Number(digits) > 50 || typeof i.value !== 'number' || i.value < 0) return null;
  const upper = step(digits.includes('.') ? digits : `${digits}.0`, true);
  return {
    start: i.span.start,
    was: `${digits}%`,
    becomes: `${digits}%—${upper}%`,
    field: 'value',
    value: [Number(digits), Number(upper)],
    comparator: 'eq',
  };
};

/** What the five edits are, in order; further makers of a row stand in where a folder offers no place for the first. */
const KINDS: readonly { readonly kind: string; readonly makers: readonly Maker[] }[] = [
  { kind: 'value raised', makers: [byStep(true)] },
  { kind: 'value lowered', makers: [byStep(false)] },
  { kind: 'comparator 以上 to 左右', makers: [byWord('以上', '左右', 'approx'), byWord('左右', '以上', 'ge')] },
  { kind: 'comparator added', makers: [byWord('', '以上', 'ge')] },
  { kind: 'value to a range', makers: [toRange, byStep(true)] },
];

/**
 * Picks one target for each kind of edit, from as many files as there are.
 * @param fits keeps an edit out where the caller cannot carry it into the page
 * @throws Error where the texts offer no target for a kind
 */
export function chooseEdits(originals: readonly Original[], seed: number, fits: (edit: Edit) => boolean = () => true): Edit[] {
  const random = seeded(seed);
  const chosen: Edit[] = [];
  for (const { kind, makers } of KINDS) {
    // A file that has fewer edits so far goes first, so that five edits reach five files.
    const count = (file: string) => chosen.filter((e) => e.file === file).length;
    const files = originals.map((o) => ({ o, key: count(o.file) + random() })).sort((a, b) => a.key - b.key);
    const edit = makers.flatMap((make) => files.map(({ o }) => pick(o, kind, make, random, chosen, fits))).find((e) => e !== null);
    if (!edit) throw new Error(`No target here can take this edit: ${kind}`);
    chosen.push(edit);
  }
  return chosen;
}

function pick(
  o: Original,
  kind: string,
  make: Maker,
  random: () => number,
  chosen: readonly Edit[],
  fits: (edit: Edit) => boolean,
): Edit | null {
  const targets = o.indicators.filter((i) => i.role === 'target' && !i.needsReview && typeof i.value === 'number');
  const possible = targets.flatMap((indicator): Edit[] => {
    const made = make(o, indicator);
    if (made === null || chosen.some((e) => e.file === o.file && Math.abs(e.start - made.start) < 40)) return [];
    const edit = { file: o.file, kind, indicator, ...made };
    return fits(edit) ? [edit] : [];
  });
  return possible[Math.floor(random() * possible.length)] ?? null;
}

/** The text with its edits made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((out, e) => {
      if (out.slice(e.start, e.start + e.was.length) !== e.was) throw new Error(`"${e.was}" does not stand at ${e.start} of ${e.file}`);
      return out.slice(0, e.start) + e.becomes + out.slice(e.start + e.was.length);
    }, text);
}
