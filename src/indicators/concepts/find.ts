import Big from 'big.js';
import type { Measure, Quantity } from '../indicator.js';
import { memoised, memoisedBy } from '../memo.js';
import { baseOf } from '../quantity/index.js';
import { CATALOGUE } from './catalogue.js';
import type { Concept } from './concept.js';

export interface ConceptFinder {
  /** Key of the catalogue entry a name stands for; null where none fits. */
  readonly findConcept: (name: string, measure: Measure, unit: string) => string | null;
  readonly conceptByKey: (key: string) => Concept | null;
  /** False where a value of this concept can only be a misreading. */
  readonly isPlausible: (key: string, measure: Measure, quantity: Quantity) => boolean;
}

/** Words that qualify a name without changing what it is of. */
const QUALIFIERS =
  /全社会|全省|全市|全区|全县|全国|全州|全盟|我省|我市|我区|我县|年度|累计|本级|地方|预计|力争|新增(?=市场主体数)|[“”"'‘’《》（）()、，。：:\s]|主要(?=污染物)/g;

/** What came about within the period, as against what there is: 新增高新技术企业 and 高新技术企业 are two. */
const FLOW =
  /^(?:净增|新增|新认定|新培育|新设立?|新登记|新注册|新引进|新获批|新获评|新晋|新入选|新入库|新创建|新布局|新备案|新改扩建|新改建|新建)/;

/** Verbs before a member of a family that say nothing of which one it is. */
const DOING = /^(?:建成投用|建成投运|开工建设|建成|建设|培育|引进|完成|实施|打造|认定|创建|争创|遴选|支持|推进)+(?=.{2})/;

/** A bracket behind a name that says how it is counted, not which part of it is meant: 地区生产总值（现价）, 城镇化率（常住人口）, 强度（占GDP比重）. */
const HOW_COUNTED =
  /含|扣除|剔除|按|价|口径|预计|初步|常住|户籍|全社会|全部|年均|累计|当年|年末|规模|规上|限上|占|较|同比|[A-Za-z\d%]|[元吨人个件户亩]$|预期性|约束性/;

/** What is left of a name where no member of a family is named. */
const NO_MEMBER =
  /^(?:[一二三四五六七八九十]|取消|调整|行动|计划|惠及|一批|过|重点|主要|各类|全部|其他|相关|该|化解|办结|受理|累计|平均|总|年度|同比|增长|带动|新增|完成|占|的)*$/;

/** One spelling for the variants of a name: brackets, quotes and 全市 fall, 规模以上 becomes 规上, GDP 地区生产总值. */
export const normaliseName = memoised((name: string): string =>
  name
    .replace(/[（(【[][^）)】\]]{0,30}[）)】\]]/g, '')
    .replace(QUALIFIERS, '')
    .replace(/规模以上/g, '规上')
    .replace(/限额以上/g, '限上')
    .replace(/国内生产总值|GDP|gdp|地区生产总值|(?<!海洋|农业|林业|生态系统|生态|旅游)生产总值/g, '地区生产总值')
    .replace(/研究与试验发展|研究与实验发展|R&D|r&d|研究和试验发展/gi, '研发')
    .replace(/占地区地区/g, '占地区')
    .replace(/细颗粒物|PM₂\.₅|PM_2\.5|PM2\.5|PM25/gi, 'PM2.5')
    .replace(/PM2\.5PM2\.5/g, 'PM2.5')
    .replace(/总额|总值|总量(?=$)|(?:年均)?(?:增速|增长率|增长|增幅|涨幅)$/g, '')
    .replace(/每(百|千|万)(?:名)?(?:常住)?(?:人口|人)/g, '每$1人'),
);

/** The place a name opens with: 巴蜀市森林覆盖率; not 上市, 高新区, 山区, 东盟, which are of something else. */
const PLACE =
  /^(?!对)\p{Script=Han}{1,6}?(?:省|(?<![上城都超门])市|(?<!高新|开发|[新园山城地校社库景灾牧林片]|示范|自贸|综保)区|县|州|(?<![东欧联])盟|旗)(?=\p{Script=Han}{3})/u;

/** A name, then the name with less around it: no place (巴蜀市森林覆盖率), no verb of doing (新建), no 人数 or 数量. */
const spellings = memoised((key: string): readonly string[] => {
  const bare = key.replace(PLACE, '');
  const done = (word: string) =>
    word.replace(/^(?:完成|实施|新开工|开工|启动|实现|建设|累计|全面|力争|开展|拟安排|拟|安排|落实好|保持|减轻|需)+(?=.{3})/, '');
  const tail = (word: string) => word.replace(/(?:人数|数量|总数|总量|情况|工程|任务|数)$/, '');
  return [...new Set([key, done(key), tail(key), tail(done(key)), bare, done(bare), tail(bare)])];
});

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

function buildFinder(additions: readonly Concept[]): ConceptFinder {
  const byKey = new Map(CATALOGUE.map((c) => [c.key, c]));
  for (const concept of additions) byKey.set(concept.key, concept);
  const byName = new Map<string, Concept[]>();
  for (const concept of byKey.values()) {
    for (const name of [concept.zh, ...(concept.synonyms ?? [])]) {
      const key = normaliseName(name);
      const list = byName.get(key) ?? [];
      if (!list.includes(concept)) byName.set(key, [...list, concept]);
    }
  }
  const fits = (concept: Concept, measure: Measure, unit: string): boolean => {
    if (concept.measures && !concept.measures.includes(measure)) return false;
    if (measure !== 'level' || !concept.units || concept.units.length === 0 || unit === '') return true;
    return concept.units.includes(baseOf(unit).base) || (unit === 'ratio' && concept.units.includes('ratio'));
  };
  const families = [...byKey.values()]
    .flatMap((concept) => (concept.suffixes ?? []).map((suffix) => ({ concept, suffix })))
    .sort((a, b) => b.suffix.length - a.suffix.length);
  const memberOf = (key: string, measure: Measure, unit: string): string | null => {
    const family = families.find(
      ({ concept, suffix }) => key.length > suffix.length && key.endsWith(suffix) && fits(concept, measure, unit),
    );
    if (!family) return null;
    const member = key.slice(0, -family.suffix.length).replace(/占$/, '');
    const flow = FLOW.exec(member)?.[0] ?? '';
    const which = member.slice(flow.length).replace(DOING, '');
    return NO_MEMBER.test(which) ? null : `${family.concept.key}/${flow ? '新增' : ''}${which}`;
  };
  const isFlow = (concept: Concept): boolean => concept.flow === true || /(?:^|\.)new(?:\.|$)/.test(concept.key) || FLOW.test(concept.zh);
  const named = (word: string, measure: Measure, unit: string): Concept | undefined =>
    (byName.get(normaliseName(word)) ?? []).find((c) => fits(c, measure, unit));
  const search = (name: string, measure: Measure, unit: string): string | null => {
    const part = /^(.{2,})[（(](\p{Script=Han}{2,12})[）)]$/u.exec(name);
    if (part) {
      const [, whole, member] = part as unknown as [string, string, string];
      const own = named(member + whole, measure, unit) ?? named(member, measure, unit);
      if (own) return own.key;
      // A part of a figure is never the figure itself: 规上工业增加值（汽车制造业） must not meet 规上工业增加值.
      if (!HOW_COUNTED.test(member)) {
        const of = named(whole, measure, unit);
        if (of) return `${of.key}/${member}`;
      }
    }
    const key = normaliseName(name);
    const flow = FLOW.exec(key)?.[0] ?? '';
    for (const spelling of [...spellings(key), ...(flow ? spellings(key.slice(flow.length)) : [])]) {
      const found = (byName.get(spelling) ?? []).find((c) => fits(c, measure, unit));
      if (found) return flow === '' || isFlow(found) ? found.key : `${found.key}/new`;
    }
    return memberOf(key, measure, unit);
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
