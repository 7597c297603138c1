import Big from 'big.js';
import type { Measure, Quantity } from '../indicator.js';
import { memoised, memoisedBy } from '../memo.js';
import { baseOf } from '../quantity/index.js';
import { CATALOGUE } from './catalogue.js';
import type { Concept } from './concept.js';
import { isHowCounted, normaliseName, type Part, partOf, spellings } from './spelling.js';

export interface ConceptFinder {
  /** Key of the catalogue entry a name stands for; null where none fits. */
  readonly findConcept: (name: string, measure: Measure, unit: string) => string | null;
  readonly conceptByKey: (key: string) => Concept | null;
  /** False where a value of this concept can only be a misreading. */
  readonly isPlausible: (key: string, measure: Measure, quantity: Quantity) => boolean;
}

/** What is left of a name where no member of a family is named. */
const NO_MEMBER =
  /^(?:[一二三四五六七八九十]|取消|调整|行动|计划|惠及|一批|过|重点|主要|各类|全部|其他|相关|该|化解|办结|受理|累计|平均|总|年度|同比|增长|带动|新增|完成|占|的)*$/;

const exactly = memoised((decimal: string) => new Big(decimal));

/** Finders of additions that cannot change any more, by their list; the catalogue alone is the empty one. */
const finders = new WeakMap<readonly Concept[], ConceptFinder>();
const CATALOGUE_ALONE: readonly Concept[] = Object.freeze([]);

/**
 * A finder over the catalogue and what a configuration adds to it. One is made for each document; turning a thousand names into keys costs as
 * much as reading a short page, so it is made once for each frozen list.
 */
export function createConceptFinder(additions: readonly Concept[] = CATALOGUE_ALONE): ConceptFinder {
  const list = additions.length === 0 ? CATALOGUE_ALONE : additions;
  const known = finders.get(list);
  if (known !== undefined) return known;
  const made = buildFinder(list);
  if (Object.isFrozen(list)) finders.set(list, made);
  return made;
}

/** Concepts that come about within a period: 新增 before their names, or 建设, makes no other of them. */
const isFlow = (concept: Concept): boolean =>
  concept.flow === true || /(?:^|\.)new(?:\.|$)/.test(concept.key) || partOf(concept.zh, false).part === 'new';

const isCounted = (measure: Measure, unit: string): boolean => measure === 'level' && !/^(?:[%‰]|ratio)/.test(unit);

/** How the members of a family are told apart from their own additions. */
const MEMBERS: Readonly<Record<Part, string>> = { '': '', new: '新增', net: '净增', attracted: '引进', started: '开工', built: '建成' };

function fits(concept: Concept, measure: Measure, unit: string): boolean {
  if (concept.measures && !concept.measures.includes(measure)) return false;
  if (measure !== 'level' || !concept.units || concept.units.length === 0 || unit === '') return true;
  return concept.units.includes(baseOf(unit).base) || (unit === 'ratio' && concept.units.includes('ratio'));
}

/** One ending of a family's names; `kind` is kept in the keys of its members, and empty for what the family is first of all of. */
interface Ending {
  readonly concept: Concept;
  readonly suffix: string;
  readonly kind: string;
}

interface Names {
  /** Entry that a normalised name stands for, among those that such a value can be of. */
  readonly named: (spelling: string, measure: Measure, unit: string) => Concept | undefined;
  /** Endings of families, the longest first. */
  readonly families: readonly Ending[];
}

/** 每千人口床位 says as much as 每千人口床位数. */
const withoutCount = (key: string): readonly string[] => (/^每.人.{2,}数$/.test(key) ? [key, key.slice(0, -1)] : [key]);

function indexOf(concepts: readonly Concept[]): Names {
  const index = (namesOf: (concept: Concept) => readonly string[]): ReadonlyMap<string, readonly Concept[]> => {
    const map = new Map<string, Concept[]>();
    for (const concept of concepts) {
      for (const key of new Set(namesOf(concept).map(normaliseName).flatMap(withoutCount))) {
        const list = map.get(key);
        if (list) list.push(concept);
        else map.set(key, [concept]);
      }
    }
    return map;
  };
  const always = index((concept) => [concept.zh, ...(concept.synonyms ?? [])]);
  const ofGrowth = index((concept) => concept.growthSynonyms ?? []);
  const ofLevel = index((concept) => concept.levelSynonyms ?? []);
  const families = concepts
    .flatMap((concept) =>
      (concept.suffixes ?? []).flatMap((group, i) => {
        const alike = group.split('|');
        return alike.map((suffix): Ending => ({ concept, suffix, kind: i === 0 ? '' : (alike[0] as string) }));
      }),
    )
    .sort((a, b) => b.suffix.length - a.suffix.length);
  return {
    named: (spelling, measure, unit) => {
      const only = measure === 'growth' || measure === 'cagr' ? ofGrowth : ofLevel;
      return [...(only.get(spelling) ?? []), ...(always.get(spelling) ?? [])].find((concept) => fits(concept, measure, unit));
    },
    families,
  };
}

function buildFinder(additions: readonly Concept[]): ConceptFinder {
  const byKey = new Map(CATALOGUE.map((c) => [c.key, c]));
  for (const concept of additions) byKey.set(concept.key, concept);
  const { named, families } = indexOf([...byKey.values()]);
  const memberOf = (key: string, measure: Measure, unit: string): string | null => {
    const family = families.find(
      ({ concept, suffix }) => key.length > suffix.length && key.endsWith(suffix) && fits(concept, measure, unit),
    );
    if (!family) return null;
    const { part, rest } = partOf(key.slice(0, -family.suffix.length).replace(/占$/, ''), isCounted(measure, unit));
    return NO_MEMBER.test(rest) ? null : `${family.concept.key}/${MEMBERS[part]}${rest}${family.kind}`;
  };
  /** What was added to a stock has an entry of its own (firms.hightech.new), or the stock's with a stroke. */
  const additionTo = (concept: Concept, part: Part): string =>
    part === '' ? concept.key : byKey.has(`${concept.key}.${part}`) ? `${concept.key}.${part}` : `${concept.key}/${part}`;
  const search = (name: string, measure: Measure, unit: string): string | null => {
    const bracket = /^(.{2,})[（(](\p{Script=Han}{2,12})[）)]$/u.exec(name);
    // A part of a figure is never the figure itself: 规上工业增加值（汽车制造业） must not meet 规上工业增加值.
    const member = bracket && !isHowCounted(bracket[2] as string) ? `/${bracket[2]}` : '';
    if (bracket) {
      const [, whole, inner] = bracket as unknown as [string, string, string];
      // 服务业 in brackets behind a value added is what it is where its growth is stated.
      const kind = /(?:生产总值|GDP|增加值)$/.test(whole) ? 'growth' : measure;
      const own = named(normaliseName(inner + whole), measure, unit) ?? (member ? named(normaliseName(inner), kind, unit) : undefined);
      if (own) return own.key;
    }
    const key = normaliseName(name);
    const { part, rest } = partOf(key, isCounted(measure, unit));
    for (const spelling of spellings(key)) {
      const found = named(spelling, measure, unit);
      if (found) return found.key + member;
    }
    for (const spelling of rest === key ? [] : spellings(rest)) {
      const found = named(spelling, measure, unit);
      if (found) return additionTo(found, part === 'new' && isFlow(found) ? '' : part) + member;
    }
    const inside = /^(.{2,})[（(](\p{Script=Han}{2,12})[）)](.+)$/u.exec(name);
    const outer = inside ? search(`${inside[1]}${inside[3]}`, measure, unit) : null;
    if (inside && outer !== null && !outer.startsWith('of.')) return isHowCounted(inside[2] as string) ? outer : `${outer}/${inside[2]}`;
    const found = memberOf(key, measure, unit);
    return found === null ? null : found + member;
  };
  // A report names one thing again and again: last year's result, the plan's target, the year's.
  const findConcept = memoisedBy((name, measure, unit) => `${measure} ${unit.length} ${unit}${name}`, search);
  const conceptByKey = (key: string): Concept | null =>
    byKey.get(key) ?? (key.includes('/') ? byKey.get(key.split('/')[0] as string) : undefined) ?? null;
  const isPlausible = (key: string, measure: Measure, quantity: Quantity): boolean => {
    const concept = conceptByKey(key);
    if (!concept) return true;
    // Members of a family start from nothing: exports of one product may grow fiftyfold.
    const growth = concept.growthRange ?? (concept.suffixes ? undefined : (['-95', '6000'] as const));
    const range =
      measure === 'level' ? (key.includes('/') && !concept.suffixes ? undefined : concept.range) : measure === 'delta' ? undefined : growth;
    if (!range || (measure === 'level' && concept.units && concept.units.length > 0 && !concept.units.includes(quantity.unit))) return true;
    const values = typeof quantity.value === 'string' ? [quantity.value] : quantity.value;
    return values.every((v) => v.includes(':') || (exactly(v).gte(exactly(range[0])) && exactly(v).lte(exactly(range[1]))));
  };
  return { findConcept, conceptByKey, isPlausible };
}
