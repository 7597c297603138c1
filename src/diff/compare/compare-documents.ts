import type Big from 'big.js';
import type { Comparator, Indicator } from '../../indicators/index.js';
import type { Comparison, ComparisonRow, Edition, Statement } from '../change.js';
import { textKey } from '../text/key.js';
import { amountOf, compareQuantities, isWithinPrecision } from '../values/amounts.js';
import { restatedBase } from './rebased.js';
import { selfContradictions } from './self-contradictions.js';
import { type Thread, type Told, threadsOf, toTold } from './threads.js';

/** One of the documents to compare. `ref` says where it came from (`ID@WHEN`, a file) and appears with its quotes. */
export interface ComparedDocument {
  readonly edition: Edition;
  readonly jurisdiction: string | null;
  readonly period: string | null;
  readonly title: string | null;
  readonly ref: string;
}

/**
 * Lines up the indicators of any number of documents, by jurisdiction, concept and period.
 * @returns one row per thing stated: `agrees` (same period, same quantity), `contradicts` (same period, other quantity, in two documents or in one), `rebased` (a past value stated
 *   anew, or the base of a new target counted in another way), `succeeds` (a target for a later period in a later document), `only` (one document states it). Rows that several documents share
 *   come first, in the order of the newest document
 */
export function compareDocuments(items: readonly ComparedDocument[]): Comparison {
  const years = items.map(yearOf);
  const oldestFirst = items.map((_, i) => i).sort((x, y) => (years[x] ?? 0) - (years[y] ?? 0) || x - y);
  const places = new Map<string, { readonly target: Told[]; readonly actual: Told[] }>();
  oldestFirst.forEach((i, order) => {
    const item = items[i] as ComparedDocument;
    const jurisdiction = item.jurisdiction ?? item.edition.document.metadata.jurisdiction;
    const period = item.period ?? (years[i] === null ? null : String(years[i]));
    const title = item.title ?? item.edition.document.metadata.title;
    const place = places.get(jurisdiction ?? '') ?? { target: [], actual: [] };
    places.set(jurisdiction ?? '', place);
    for (const indicator of item.edition.extraction.indicators) {
      const statement: Statement = { ...indicator, document: { title, jurisdiction, period, ref: item.ref } };
      place[indicator.role].push(...toTold(statement, order, years[i] ?? null));
    }
  });
  const rows = [...places.values()].flatMap(({ target, actual }) => {
    const twice = selfContradictions(target);
    const told = new Set(twice.flat().map((t) => t.statement));
    // Of a document that contradicts itself both quotes stand in one row, not each alone in its own.
    const rest = tellOnce(threadsOf(target)).filter(
      (thread) => relationOf(thread) !== 'only' || !thread.every((t) => told.has(t.statement)),
    );
    return [
      ...twice.map((group) => ({ ...rowOf(group, []), relation: 'contradicts' as const })),
      ...rest.map((thread) => rowOf(thread, actual)),
      ...tellOnce(threadsOf(actual)).map((thread) => rowOf(thread, [])),
    ];
  });
  const rank = (row: ComparisonRow) => (row.relation === 'only' ? 1 : 0);
  return { schema: 'planwatch.compare/1', rows: rows.sort((x, y) => rank(x) - rank(y)) };
}

/** Year a document is of: the first of its period, else of its title, else of what most of its targets are for. */
function yearOf(item: ComparedDocument): number | null {
  const text = item.period ?? item.title ?? item.edition.document.metadata.title ?? '';
  const year = /(?:19|20)\d{2}/.exec(text.normalize('NFKC'));
  return year ? Number(year[0]) : yearOfTargets(item.edition.extraction.indicators);
}

/** The title of many a report is just 政府工作报告. */
function yearOfTargets(indicators: readonly Indicator[]): number | null {
  const counts = new Map<number, number>();
  for (const { role, period } of indicators) {
    const year = role === 'target' ? /^\d{4}/.exec(period ?? '')?.[0] : undefined;
    if (year !== undefined) counts.set(Number(year), (counts.get(Number(year)) ?? 0) + 1);
  }
  const [most] = [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0]);
  return most?.[0] ?? null;
}

/** A joint statement is told with each part that another document states too; alone, only once. */
function tellOnce(threads: readonly Thread[]): Thread[] {
  const shared = new Set(threads.filter((thread) => relationOf(thread) !== 'only').flatMap((thread) => thread.map((t) => t.statement)));
  return threads.filter((thread) => {
    if (relationOf(thread) !== 'only') return true;
    const fresh = thread.some((t) => !shared.has(t.statement));
    for (const t of thread) shared.add(t.statement);
    return fresh;
  });
}

function rowOf(thread: Thread, actuals: readonly Told[]): ComparisonRow {
  const last = thread[thread.length - 1] as Told;
  const relation = relationOf(thread);
  const base = relation === 'succeeds' ? restatedBase(thread, actuals) : null;
  const shown = base ? [...thread.filter((t) => t.order !== base.order), base, ...thread.filter((t) => t.order === base.order)] : thread;
  return {
    concept: thread.find((t) => t.concept !== null)?.concept ?? null,
    name: last.statement.name,
    jurisdiction: last.statement.document.jurisdiction,
    relation: base ? 'rebased' : relation,
    statements: shown.map((t) => t.statement),
  };
}

function relationOf(thread: Thread): ComparisonRow['relation'] {
  const [first] = thread;
  if (!first || new Set(thread.map((t) => t.order)).size < 2) return 'only';
  if (new Set(thread.map((t) => t.statement.period)).size > 1) return 'succeeds';
  if (thread.every((t) => agrees(first.statement, t.statement)))
    return first.statement.period === null && !sameYear(thread) ? 'succeeds' : 'agrees';
  if (first.statement.period === null && !sameYear(thread)) return 'succeeds';
  return first.statement.role === 'actual' ? 'rebased' : 'contradicts';
}

const sameYear = (thread: Thread): boolean => new Set(thread.map((t) => t.year)).size === 1;

const SIDE: Readonly<Record<Comparator, 'floor' | 'ceiling' | 'about' | 'exact'>> = {
  ge: 'floor',
  gt: 'floor',
  le: 'ceiling',
  lt: 'ceiling',
  approx: 'about',
  eq: 'exact',
};

/** Two documents agree where the quantity is one and neither bound excludes the other: 60%以上 and >60 do, 5%以上 and 5%左右 do not. */
function agrees(a: Statement, b: Statement): boolean {
  if (a.quantity === null && b.quantity === null) return textKey(a.text ?? '') === textKey(b.text ?? '');
  const likeness = compareQuantities(a, b);
  if (likeness !== 'same' && likeness !== 'restated') return a.role === 'actual' && b.role === 'actual' && isOneResult(a, b);
  const [x, y] = [SIDE[a.comparator], SIDE[b.comparator]];
  return x === y || x === 'exact' || y === 'exact';
}

/** A result told as 超6000亿元 is no farther above its bound than this. */
const ABOVE_BOUND = '1.2';

/** Results are told more and less exactly: 25.77 and 25.8, 超6000亿元 and 6716.7亿元 are one. */
function isOneResult(a: Statement, b: Statement): boolean {
  const [x, y] = [amountOf(a), amountOf(b)];
  if (x === null || y === null || x.dimension !== y.dimension || !x.low.eq(x.high) || !y.low.eq(y.high)) return false;
  if (isWithinPrecision(x, y)) return true;
  const above = (bound: Statement, least: Big, value: Big) =>
    SIDE[bound.comparator] === 'floor' && value.gte(least) && value.lte(least.times(ABOVE_BOUND));
  return SIDE[a.comparator] !== SIDE[b.comparator] && (above(a, x.low, y.low) || above(b, y.low, x.low));
}
