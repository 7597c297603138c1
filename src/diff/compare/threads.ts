import { createConceptFinder } from '../../indicators/index.js';
import type { Statement } from '../change.js';
import { assign, type Candidate } from '../match/assign.js';
import { areOpposed, conceptsMeet, nameKey, nameLikeness } from '../match/names.js';
import { amountOf, compareQuantities } from '../values/amounts.js';
import { senseOfUnit } from '../values/units.js';

/**
 * A statement with the year its document is of; `order` is the document's place among the compared, oldest first. `name` and `concept` are of the part told of,
 * where one value was stated of two things.
 */
export interface Told {
  readonly statement: Statement;
  readonly order: number;
  readonly year: number | null;
  readonly name: string;
  readonly concept: string | null;
}

/** Statements of several documents about one thing: at most one group of equal statements per document and period. */
export type Thread = Told[];

/** Dearer than this, two statements are about two things. */
const APART = 0.6;

/**
 * Lines up statements across documents: each document's statements are assigned to the threads of the older ones, all at once and at the least cost.
 * @param told statements of one jurisdiction, one role; any order
 */
export function threadsOf(told: readonly Told[]): Thread[] {
  const threads: Thread[] = [];
  const orders = [...new Set(told.map((t) => t.order))].sort((x, y) => x - y);
  for (const order of orders) {
    const own = distinct(told.filter((t) => t.order === order));
    const index = indexOf(threads);
    const candidates: Candidate[] = [];
    own.forEach((group, row) => {
      for (const column of candidatesFor(group[0] as Told, index)) {
        const cost = distance(threads[column] as Thread, group[0] as Told);
        if (cost < APART) candidates.push({ row, column, cost });
      }
    });
    const columns = assign(own.length, threads.length, candidates, APART);
    own.forEach((group, row) => {
      const column = columns[row] as number;
      if (column >= 0) (threads[column] as Thread).push(...group);
      else threads.push([...group]);
    });
  }
  return threads;
}

/** One document often says a thing twice, in prose and in its table: the repetition joins the first. */
function distinct(told: readonly Told[]): Told[][] {
  const groups: Told[][] = [];
  const byKey = new Map<string, Told[]>();
  for (const t of told) {
    const s = t.statement;
    const key = [t.concept ?? t.name, s.measure, s.period, JSON.stringify(s.quantity) ?? s.text].join('|');
    const known = byKey.get(key);
    if (known) known.push(t);
    else {
      const group = [t];
      byKey.set(key, group);
      groups.push(group);
    }
  }
  return groups;
}

interface Index {
  readonly concepts: Map<string, Set<number>>;
  readonly pairs: Map<string, Set<number>>;
}

function indexOf(threads: readonly Thread[]): Index {
  const index: Index = { concepts: new Map(), pairs: new Map() };
  const put = (map: Map<string, Set<number>>, key: string, i: number) => {
    const set = map.get(key);
    if (set) set.add(i);
    else map.set(key, new Set([i]));
  };
  threads.forEach((thread, i) => {
    for (const { concept, name } of thread) {
      if (concept !== null) put(index.concepts, concept, i);
      for (let k = 0; k + 1 < name.length; k++) put(index.pairs, name.slice(k, k + 2), i);
    }
  });
  return index;
}

function candidatesFor(told: Told, index: Index): Set<number> {
  const found = new Set(told.concept === null ? [] : (index.concepts.get(told.concept) ?? []));
  for (let k = 0; k + 1 < told.name.length; k++) for (const i of index.pairs.get(told.name.slice(k, k + 2)) ?? []) found.add(i);
  return found;
}

/** How far a statement is from the latest of a thread; Infinity where they cannot be about one thing. */
function distance(thread: Thread, told: Told): number {
  const last = thread[thread.length - 1] as Told;
  const a = last.statement;
  const b = told.statement;
  const words = (a.quantity === null) !== (b.quantity === null);
  if (a.measure !== b.measure && !words && !isGrowthPair(a, b)) return Number.POSITIVE_INFINITY;
  if (
    !words &&
    a.quantity !== null &&
    b.quantity !== null &&
    senseOfUnit(a.quantity.unit).dimension !== senseOfUnit(b.quantity.unit).dimension
  )
    return Number.POSITIVE_INFINITY;
  if (spanOf(a.period) !== spanOf(b.period)) return Number.POSITIVE_INFINITY;
  const samePeriod = a.period === b.period;
  if (!samePeriod && (a.role === 'actual' || horizonGap(last, told) > 1 || last.order === told.order)) return Number.POSITIVE_INFINITY;
  const concepts = conceptsMeet(last.concept, told.concept);
  const sameConcept = concepts === 'same';
  if (concepts === 'apart') return Number.POSITIVE_INFINITY;
  if (areOpposed(last.name, told.name) || isStockOfFlow(a, b)) return Number.POSITIVE_INFINITY;
  const likeness = nameLikeness(last.name, told.name);
  if (!sameConcept && likeness < 0.7) return Number.POSITIVE_INFINITY;
  let cost = (sameConcept ? 0.45 : 1) * (1 - likeness);
  if (samePeriod) cost += ['same', 'restated'].includes(compareQuantities(a, b)) ? 0 : 0.05;
  else cost += 0.1;
  if (a.measure !== b.measure) cost += 0.1;
  if (a.basis !== b.basis) cost += 0.05;
  if (a.ambition !== b.ambition) cost += 0.2;
  if (a.form !== b.form) cost += 0.02;
  return cost;
}

const isGrowthPair = (a: Statement, b: Statement): boolean =>
  (a.measure === 'growth' || a.measure === 'cagr') && (b.measure === 'growth' || b.measure === 'cagr');

/** Years a period covers; quarters apart; null periods meet each other. */
function spanOf(period: string | null): string {
  if (period === null) return '';
  const years = period.match(/\d{4}/g) ?? [];
  if (/[QH]/.test(period)) return period.slice(4);
  return years.length === 2 ? `${Number(years[1]) - Number(years[0])}` : '0';
}

/** A report of 2026 speaks of 2026 as one of 2025 does of 2025; its words on 2030 answer to those on 2030 or 2029. */
function horizonGap(a: Told, b: Told): number {
  const end = (t: Told) => Number(t.statement.period?.match(/\d{4}/g)?.pop() ?? Number.NaN);
  if (a.year === null || b.year === null || Number.isNaN(end(a)) || Number.isNaN(end(b))) return 0;
  return Math.abs(end(a) - a.year - (end(b) - b.year));
}

/** What came about within the time, as against what there is. */
const FLOW = /^(?:累计|全年|再)?(?:新|净增|培育|引进|引育|招引|建成|建设|打造|认定|创建)/;
/** A flow named without its verb stays about as large from year to year; a stock is another thing. */
const APART_IN_SIZE = 4;

/** 培育专精特新企业1000家 and 专精特新企业6000家, 新增天然气产量10亿方 and 天然气产量370亿方: one is added to the other. */
function isStockOfFlow(a: Statement, b: Statement): boolean {
  if (FLOW.test(a.name) === FLOW.test(b.name) || a.measure !== 'level') return false;
  const [x, y] = [amountOf(a), amountOf(b)];
  if (x === null || y === null || x.low.lte(0) || y.low.lte(0)) return false;
  return x.low.gt(y.high.times(APART_IN_SIZE)) || y.low.gt(x.high.times(APART_IN_SIZE));
}

const catalogue = createConceptFinder();

/**
 * A statement as it is told; of a joint one (社会消费品零售总额、固定资产投资均增长4%) each part that the catalogue knows, as the other document states them
 * one by one.
 */
export function toTold(statement: Statement, order: number, year: number | null): Told[] {
  const whole: Told = { statement, order, year, name: nameKey(statement.name), concept: statement.concept };
  const names = statement.name.split(/、|以及|及|和/).map((name) => name.trim());
  if (names.length < 2) return [whole];
  const parts = names.map((name): Told => {
    const concept = name.length < 3 ? null : catalogue.findConcept(name, statement.measure, statement.unit);
    return { ...whole, name: nameKey(name), concept: concept?.startsWith('of.') ? null : concept };
  });
  const known = new Set(parts.map((part) => part.concept));
  return known.has(null) || known.size !== parts.length ? [whole] : parts;
}
