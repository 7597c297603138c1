import { type Cut, cutsOf, decide, type GluedColumn } from './glued-cells.js';

/** Half-open places in the squeezed text of a glued table. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface GluedRow {
  readonly serial: Place | null;
  /** Pieces of the name; what stood between them was the number of a note. Empty for a group, whose words are in `group`. */
  readonly name: readonly Place[];
  readonly group: readonly Place[];
  readonly values: readonly Place[];
  readonly attribute: Place | null;
  /** False where only the size of the figures told them apart. */
  readonly sure: boolean;
}

interface Facts {
  readonly columns: readonly GluedColumn[];
  /** Years between the first level and the last, null where the header does not say. */
  readonly years: number | null;
  readonly hasSerial: boolean;
  readonly hasAttribute: boolean;
  /** How many notes are printed under the table, and the number of the first that no header word carries. */
  readonly notes: number;
  readonly firstNote: number;
}

const RUN_START = /[\d<>≥≤≧≦〔【[—–-]/;
const RUN_SIGN = /[\d.,%‰<>≥≤≧≦\-—–−~～/〔〕【】[\] ]/;
const SUFFIX = /^(?:左右|以上|以下|以内|个?百分点)/;
const ATTRIBUTE = /^(?:约束|预期|指导|引导|参考|监测)性(?:指标)?/;
/** `5G`, `3岁`, `1类`: the digit is part of a word. */
const WORDS_DIGIT = /^(?:[A-Za-zⅠ-Ⅻ]|岁|类|级|届|号|小时|分钟|公里内)/;
const MOST_RUNS = 400;

interface Run extends Place {
  readonly signs: string;
}

/** The runs of figures and signs in a text; everything between them is words. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < text.length; ) {
    const c = text[i] as string;
    if (c === '(') {
      const close = text.indexOf(')', i);
      i = close > 0 && close - i <= 30 ? close + 1 : i + 1;
      continue;
    }
    if (/[A-Za-z]/.test(c)) {
      // PM2.5, R-D, CO2
      while (i < text.length && /[A-Za-z\d.&-]/.test(text[i] as string) && !/^-+[〔<>≥\d]/.test(text.slice(i, i + 3))) i++;
      continue;
    }
    if (!RUN_START.test(c)) {
      i++;
      continue;
    }
    let to = i;
    while (to < text.length) {
      const suffix = SUFFIX.exec(text.slice(to, to + 4));
      if (suffix && to > i) to += suffix[0].length;
      else if (RUN_SIGN.test(text[to] as string)) to++;
      else break;
    }
    if (WORDS_DIGIT.test(text.slice(to, to + 4)) && !/[%‰点右上下内〕】\]]\s*$/.test(text.slice(i, to)))
      while (to > i && /[\d.]/.test(text[to - 1] as string)) to--;
    if (to > i) runs.push({ from: i, to, signs: text.slice(i, to) });
    i = Math.max(to, i + 1);
    while (i < text.length && /[\d.]/.test(text[i] as string)) i++;
  }
  return runs;
}

/** What a run may be, from one state of the count of rows and notes to the next. */
interface Edge {
  readonly kind: 'cells' | 'serial' | 'note' | 'words' | 'unknown';
  readonly cuts: readonly Cut[];
  readonly serial: number;
  readonly note: number;
  readonly cost: number;
}

/**
 * A row that cannot be told apart costs more than guesses about single digits; each row number found and each change that is true is worth some. `noUnit`
 * is for figures behind a name without its unit where the other names have theirs (`超过292天的比例`).
 */
const COST = { unknown: 10, words: 1, serial: -3, missingNote: 2, hiddenNote: 1, proved: -2, uneven: 1, noUnit: 2 } as const;

function edgesOf(
  run: Run,
  text: string,
  serial: number,
  note: number,
  facts: Facts & { numbered: boolean; dotted: boolean; units: boolean; singleDash: boolean },
): Edge[] {
  const after = text.slice(run.to, run.to + 8);
  const before = text.slice(Math.max(0, run.from - 40), run.from);
  const bare = run.signs.trim();
  const next = facts.numbered && !ATTRIBUTE.test(after) && /^\p{Script=Han}|^[A-Za-z“]/u.test(after) ? serial : null;
  const noteNext = note <= facts.notes ? note : null;
  const edges: Edge[] = [];
  const unit = /\(([^()]*)\)$/.exec(before)?.[1] ?? '';
  const rate = /(?:增长|增速|增幅|涨幅|提高)[^)]{0,6}(?:\([^()]*\))?$/.test(before);
  const share = (unit.includes('%') || before.endsWith('%')) && !rate && !/指数\([^()]*\)$/.test(before);
  const cuts = /[\p{Script=Han})A-Za-z”%‰]$/u.test(before)
    ? cutsOf(run.signs, {
        columns: facts.columns,
        years: facts.years,
        share,
        rate,
        singleDash: facts.singleDash,
        serial: next,
        dotted: facts.dotted,
        note: noteNext,
      })
    : [];
  const groups = new Map<string, Cut[]>();
  for (const cut of cuts) {
    const key = `${cut.serial ?? ''}/${cut.note ?? ''}/${cut.noteHidden}/${cut.proved}`;
    const group = groups.get(key);
    if (group) group.push(cut);
    else groups.set(key, [cut]);
  }
  for (const group of groups.values()) {
    const { serial: took, note: used, noteHidden, proved } = group[0] as Cut;
    const even = group.some((cut) => cut.even);
    edges.push({
      kind: 'cells',
      cuts: group,
      serial: serial + (took === null ? 0 : 1),
      note: note + (used === null ? 0 : 1),
      cost:
        (took === null ? 0 : COST.serial) +
        (noteHidden ? COST.hiddenNote : 0) +
        (proved ? COST.proved : 0) +
        (even || proved ? 0 : COST.uneven) +
        (facts.units && !before.endsWith(')') ? COST.noUnit : 0),
    });
  }
  if (next !== null && bare === `${serial}${facts.dotted ? '.' : ''}`)
    edges.push({ kind: 'serial', cuts: [], serial: serial + 1, note, cost: COST.serial });
  if (noteNext !== null && bare === String(note)) edges.push({ kind: 'note', cuts: [], serial, note: note + 1, cost: 0 });
  if (/^\d{1,3}$/.test(bare)) edges.push({ kind: 'words', cuts: [], serial, note, cost: COST.words });
  edges.push({ kind: 'unknown', cuts: [], serial, note, cost: COST.unknown });
  return edges;
}

/** For each run, what it is on every cheapest way through the whole table. */
function readingsOf(
  runs: readonly Run[],
  text: string,
  facts: Facts & { numbered: boolean; dotted: boolean; units: boolean; singleDash: boolean },
): Edge[][] {
  const key = (serial: number, note: number) => `${serial}/${note}`;
  type State = { serial: number; note: number; cost: number };
  let states = new Map<string, State>([[key(1, facts.firstNote), { serial: 1, note: facts.firstNote, cost: 0 }]]);
  const steps: { from: string; to: string; cost: number; edge: Edge }[][] = [];
  for (const run of runs) {
    const reached = new Map<string, State>();
    const step: (typeof steps)[number] = [];
    for (const [from, state] of states) {
      for (const edge of edgesOf(run, text, state.serial, state.note, facts)) {
        const to = key(edge.serial, edge.note);
        const cost = state.cost + edge.cost;
        const known = reached.get(to);
        if (!known || cost < known.cost) reached.set(to, { serial: edge.serial, note: edge.note, cost });
        step.push({ from, to, cost, edge });
      }
    }
    steps.push(step);
    states = reached;
  }
  const total = (state: State) => state.cost + COST.missingNote * Math.max(0, facts.notes + 1 - state.note);
  const best = Math.min(...[...states.values()].map(total));
  let wanted = new Map([...states].filter(([, state]) => total(state) === best).map(([k, state]) => [k, state.cost]));
  const readings: Edge[][] = [];
  for (const step of steps.reverse()) {
    const earlier = new Map<string, number>();
    const kept: Edge[] = [];
    for (const { from, to, cost, edge } of step) {
      if (wanted.get(to) !== cost) continue;
      kept.push(edge);
      earlier.set(from, cost - edge.cost);
    }
    readings.push(kept);
    wanted = earlier;
  }
  return readings.reverse();
}

/**
 * Sorts the text of a glued table into rows. The numbers of rows and of notes must come in order, each row has one cell a column, and what can be cut in
 * two ways is left unread.
 * @param text the body without header and notes, squeezed, half width
 * @returns the rows, and how many could not be read
 */
export function readGluedRows(text: string, facts: Facts): { rows: GluedRow[]; lost: number } {
  const runs = runsOf(text);
  if (runs.length === 0 || runs.length > MOST_RUNS) return { rows: [], lost: 1 };
  const dotted = /(?:^|[^\d.])1\.(?=\p{Script=Han})/u.test(text);
  const behind = runs.filter((run) => run.signs.trim().length > 1);
  const units = behind.filter((run) => text[run.from - 1] === ')').length * 2 > behind.length;
  const singleDash = runs.some((run) => /^[-—](?![-—])|[^-—][-—]$/.test(run.signs.trim()));
  const readings = readingsOf(runs, text, { ...facts, dotted, numbered: dotted || facts.hasSerial, units, singleDash });
  const rows: GluedRow[] = [];
  let lost = 0;
  let words: Place[] = [];
  let serial: Place | null = null;
  let at = 0;
  const take = (from: number, to: number) => {
    if (text.slice(from, to).trim() !== '') words.push({ from, to });
  };
  const openRow = (place: Place) => {
    if (words.length > 0) rows.push({ serial: null, name: [], group: words, values: [], attribute: null, sure: true });
    words = [];
    serial = place;
  };
  runs.forEach((run, i) => {
    take(at, run.from);
    at = run.to;
    const kinds = new Set((readings[i] ?? []).map((edge) => edge.kind));
    const kind = kinds.size === 1 ? [...kinds][0] : 'unknown';
    const digits = () => run.from + run.signs.search(/\d/);
    if (kind === 'words') take(run.from, run.to);
    else if (kind === 'serial') openRow({ from: digits(), to: digits() + (/\d+/.exec(run.signs)?.[0].length ?? 1) });
    else if (kind === 'cells') {
      const cuts = (readings[i] ?? []).flatMap((edge) => edge.cuts);
      const decided = decide(cuts, facts.columns);
      const attribute = facts.hasAttribute ? ATTRIBUTE.exec(text.slice(run.to, run.to + 8)) : null;
      if (attribute) at = run.to + attribute[0].length;
      if (!decided || words.length === 0) lost++;
      else
        rows.push({
          serial,
          name: words,
          group: [],
          values: decided.cut.cells.map((cell) => ({ from: run.from + cell.from, to: run.from + cell.to })),
          attribute: attribute ? { from: run.to, to: at } : null,
          sure: decided.sure,
        });
      words = [];
      serial = null;
      const number = (decided?.cut ?? cuts[0])?.serial ?? null;
      if (number !== null) {
        const from = run.from + run.signs.lastIndexOf(String(number));
        serial = { from, to: from + String(number).length };
      }
    } else if (kind === 'unknown') {
      lost++;
      words = [];
      serial = null;
    }
  });
  if (at < text.length && /\p{Script=Han}{4}/u.test(text.slice(at))) lost++;
  return { rows, lost };
}
