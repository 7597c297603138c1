/** What is known of a value column before its cells are: `total` under 〔累计〕, `change` under 2015年比2010年增长, `percent` under 增长（%）, `average` under 年均增长. */
export type GluedColumn = 'level' | 'total' | 'change' | 'percent' | 'average';

/** One way to cut a run of signs into cells: half-open places in the run, `''` for a cell that print leaves empty. */
export interface Cut {
  readonly cells: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  /** The cut leaves a digit over that is the number of a note (`15.7` `4` `15左右`). */
  readonly note: number | null;
  /** It stands against a digit, so that it may as well be one of the figure. */
  readonly noteHidden: boolean;
  /** What follows the last cell is the number of the next row. */
  readonly serial: number | null;
  /** A printed change is the difference of the printed levels. */
  readonly proved: boolean;
  /** Its levels are of one size, as two levels of one thing are. */
  readonly even: boolean;
}

const NUMBER = '(?:[1-9]\\d{0,2}(?:,\\d{3})+|0|[1-9]\\d*)(?:\\.\\d{1,4})?';
const TAIL = '(?:%|‰|个?百分点|倍)?(?:左右|以上|以下|以内)?';
const VALUE = `[<>≥≤≧≦约]?[-−]?${NUMBER}(?:[-—~～]${NUMBER})?${TAIL}`;
const CELL = new RegExp(`^(?:-{1,2}|—{1,2}|/|${VALUE}|[〔【[]${VALUE}[\\]】〕])$`);
/** In signs: a longer run is no row of a table. */
const LONGEST_RUN = 48;
const LONGEST_CELL = 16;
const MOST_YEARS = 20;
/** Places of a run looked at before it is given up; a run of a real table needs some hundreds. */
const MOST_STEPS = 3000;

const isDash = (cell: string) => /^(?:-{1,2}|—{1,2}|\/|)$/.test(cell);
const isBracketed = (cell: string) => /^[〔【[]/.test(cell);

/** Digits as a whole number with the places behind its point; null where the cell holds none or a range. */
function decimalOf(cell: string): { readonly digits: bigint; readonly places: number } | null {
  const found = /^[〔【[]?[<>≥≤≧≦约]?([-−]?)([\d,]+)(?:\.(\d+))?(?![\d.~～—-])/.exec(cell);
  if (!found) return null;
  const fraction = found[3] ?? '';
  const digits = BigInt((found[2] as string).replaceAll(',', '') + fraction);
  return { digits: found[1] ? -digits : digits, places: fraction.length };
}

const scaled = (value: { digits: bigint; places: number }, places: number): bigint => value.digits * 10n ** BigInt(places - value.places);

/** True where `change` is what the two levels make, in percent or as a difference, as exactly as it is printed. */
function proves(before: string, after: string, change: string, percent: boolean): boolean {
  const [a, b, c] = [decimalOf(before), decimalOf(after), decimalOf(change)];
  if (!a || !b || !c) return false;
  const places = Math.max(a.places, b.places, c.places);
  const [from, to, by] = [scaled(a, places), scaled(b, places), scaled(c, places)];
  const absolute = (n: bigint) => (n < 0n ? -n : n);
  if (!percent && !/%/.test(change) && absolute(to - from) === absolute(by)) return true;
  if (from === 0n || !(percent || /%|^[〔【[]/.test(change))) return false;
  // |100 (to - from) / from - change| is at most half of the last printed place.
  const unit = 10n ** BigInt(c.places);
  const off = absolute(absolute((to - from) * 100n * unit) - absolute(c.digits * from));
  return off * 2n <= absolute(from);
}

/** True where `rate` in percent, compounded over the years, makes one level of the other, as exactly as it is printed. */
function compounds(before: string, after: string, rate: string, years: number): boolean {
  const [a, b, r] = [decimalOf(before), decimalOf(after), decimalOf(rate)];
  if (!a || !b || !r || a.digits <= 0n || years < 2 || years > MOST_YEARS) return false;
  const places = Math.max(a.places, b.places);
  const [from, to] = [scaled(a, places), scaled(b, places)];
  // Half of the last printed place on either side, counted in halves of it.
  const unit = 10n ** BigInt(r.places);
  const whole = 200n * unit;
  const grown = (rateTwice: bigint) => from * (whole + rateTwice) ** BigInt(years);
  const wanted = to * whole ** BigInt(years);
  return grown(2n * r.digits - 1n) <= wanted && wanted <= grown(2n * r.digits + 1n);
}

interface Facts {
  readonly columns: readonly GluedColumn[];
  /** Years between the first level and the last, null where the header does not say. */
  readonly years: number | null;
  /** The indicator is a share in percent, which no hundred exceeds. */
  readonly share: boolean;
  /** It is a rate of change, which may be below nought. */
  readonly rate: boolean;
  /** The number that the next row carries, and whether a point follows it (`6.`). */
  readonly serial: number | null;
  readonly dotted: boolean;
  /** A single dash stands for nothing, so that two are two cells. */
  readonly singleDash: boolean;
  /** The number of the next note. */
  readonly note: number | null;
}

/**
 * Every way to cut a run of signs (`21.6623.04〔1.38〕`, `-8%2`) into one cell a column, with the number of the next row or of a note left over.
 * @param run half width; a blank stands where print has one and may be an empty cell
 */
export function cutsOf(run: string, facts: Facts): Cut[] {
  if (run.length > LONGEST_RUN) return [];
  const found: Cut[] = [];
  let steps = 0;
  const ends = (at: number, cells: Cut['cells'], note: number | null, noteHidden: boolean) => {
    const rest = run.slice(at).replace(/ /g, '');
    const serial = facts.serial !== null && rest === `${facts.serial}${facts.dotted ? '.' : ''}` ? facts.serial : null;
    if (rest !== '' && serial === null) return;
    const texts = cells.map((cell) => cell.text);
    if (!fits(texts, facts)) return;
    const even = facts.rate || isEven(texts, facts.columns, 3, false);
    found.push({ cells, note, noteHidden, serial, proved: isProved(texts, facts), even });
  };
  const walk = (start: number, cells: Cut['cells'], note: number | null, noteHidden: boolean) => {
    if (steps++ > MOST_STEPS) return;
    let at = start;
    while (run[at] === ' ') at++;
    // An empty cell leaves a blank, or nothing where it is the last.
    const missing = facts.columns.length - cells.length;
    if (missing === 0 || (missing === 1 && cells.length >= 2)) {
      const empty = { from: at, to: at, text: '' };
      ends(at, missing === 0 ? cells : [...cells, empty], note, noteHidden);
    }
    if (missing === 0) return;
    if (facts.note !== null && note === null && run.startsWith(String(facts.note), at)) {
      const behind = at + String(facts.note).length;
      walk(behind, cells, facts.note, /\d$/.test(run.slice(0, at)) || /^[\d.]/.test(run.slice(behind)));
    }
    for (let to = at + 1; to <= Math.min(run.length, at + LONGEST_CELL); to++) {
      const text = run.slice(at, to);
      if (text.endsWith(' ')) break;
      if (CELL.test(text) && !isTorn(run, at, to)) walk(to, [...cells, { from: at, to, text }], note, noteHidden);
    }
  };
  walk(0, [], null, false);
  return steps > MOST_STEPS ? [] : found;
}

/** A cell does not end before its own 左右, %, or point. */
const isTorn = (run: string, at: number, to: number): boolean =>
  /^(?:[%‰百个左以倍]|\.\d)/.test(run.slice(to)) || (/[,.]$/.test(run.slice(at, to)) as boolean);

function fits(cells: readonly string[], { columns, share, rate, singleDash }: Facts): boolean {
  if (singleDash && cells.some((cell) => /^(?:--|——)$/.test(cell))) return false;
  if (cells.every(isDash)) return false;
  const places = cells.map((cell) => (isBracketed(cell) ? null : decimalOf(cell))).filter((v) => v !== null);
  for (const [i, cell] of cells.entries()) {
    const column = columns[i];
    if (column === 'total' && !isDash(cell) && !isBracketed(cell)) return false;
    if (column === 'level' && isBracketed(cell) && columns.includes('total')) return false;
    const range = /(\d[\d.]*)[-—~～](\d[\d.]*)/.exec(cell);
    if (range && Number(range[1]) >= Number(range[2])) return false;
    const value = decimalOf(cell);
    if (!value || (column !== 'level' && column !== 'total')) continue;
    // `-90以上` is a dash and a level.
    if (value.digits < 0n && !rate) return false;
    if (share && !/^[<>≥≤]?-/.test(cell) && scaled(value, value.places) > 100n * 10n ** BigInt(value.places)) return false;
    if (value.digits === 0n && /左右|以上|[>≥]/.test(cell)) return false;
  }
  const levels = places.map((value) => value.places);
  // 7 beside 0.570, or 15.741 beside 5: nobody prints one indicator so.
  return levels.length < 2 || Math.max(...levels) - Math.min(...levels) < 3;
}

function isProved(cells: readonly string[], { columns, years }: Facts): boolean {
  const levels = cells.filter((_, i) => columns[i] === 'level');
  const [first, last] = [levels[0] as string, levels[levels.length - 1] as string];
  if (levels.length < 2) return false;
  return cells.some((cell, i) => {
    if (columns[i] === 'level' || isDash(cell)) return false;
    return columns[i] === 'average'
      ? years !== null && compounds(first, last, cell, years)
      : proves(first, last, cell, columns[i] === 'percent');
  });
}

const size = (cell: string): number => Math.abs(Number(/[\d,.]+/.exec(cell)?.[0].replaceAll(',', '') ?? Number.NaN));

/** The levels of a cut are of one size and printed with equally many places. */
function isEven(cells: readonly string[], columns: readonly GluedColumn[], limit: number, places: boolean): boolean {
  const levels = cells.filter((cell, i) => columns[i] === 'level' && !isDash(cell));
  const sizes = levels.map(size);
  if (sizes.some((n) => !Number.isFinite(n))) return false;
  if (Math.max(...sizes) > limit * Math.min(...sizes)) return false;
  return !places || new Set(levels.map((level) => decimalOf(level)?.places ?? -1)).size <= 1;
}

/**
 * The cut that must be meant: the only one there is, the only one whose printed change is true, or the only one whose levels are of like size and print.
 * `sure` is false where size alone decides. Null where two are left.
 */
export function decide(cuts: readonly Cut[], columns: readonly GluedColumn[]): { cut: Cut; sure: boolean } | null {
  const proved = cuts.filter((cut) => cut.proved);
  const whole = (all: readonly Cut[]) => (all.some((cut) => !cut.cells.some((cell) => cell.text === '')) ? full(all) : all);
  const left = whole(proved.length > 0 ? proved : cuts);
  const only = (some: readonly Cut[]) => (some.length === 1 ? (some[0] as Cut) : null);
  const one = only(left);
  if (one) return { cut: one, sure: true };
  const even = (limit: number, places: boolean) =>
    only(
      left.filter((cut) =>
        isEven(
          cut.cells.map((cell) => cell.text),
          columns,
          limit,
          places,
        ),
      ),
    );
  const [alike, near, sized] = [even(3, true), even(3, false), even(10, false)];
  if (alike && near === alike && alike.cells.some((cell) => cell.text.includes('.'))) return { cut: alike, sure: true };
  return sized ? { cut: sized, sure: false } : null;
}

const full = (cuts: readonly Cut[]): readonly Cut[] => cuts.filter((cut) => !cut.cells.some((cell) => cell.text === ''));
