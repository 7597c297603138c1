import Big from 'big.js';
import type { Measure, Quantity } from '../indicator.js';
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

/** One spelling for the variants of a name: brackets, quotes and 全市 fall, 规模以上 becomes 规上, GDP 地区生产总值. */
export function normaliseName(name: string): string {
  return name
    .replace(/[（(【[][^）)】\]]{0,30}[）)】\]]/g, '')
    .replace(QUALIFIERS, '')
    .replace(/规模以上/g, '规上')
    .replace(/限额以上/g, '限上')
    .replace(/国内生产总值|GDP|gdp|地区生产总值|生产总值/g, '地区生产总值')
    .replace(/研究与试验发展|研究与实验发展|R&D|r&d|研究和试验发展/gi, '研发')
    .replace(/占地区地区/g, '占地区')
    .replace(/细颗粒物|PM₂\.₅|PM_2\.5|PM2\.5|PM25/gi, 'PM2.5')
    .replace(/PM2\.5PM2\.5/g, 'PM2.5')
    .replace(/总额|总值|总量(?=$)|(?:年均)?(?:增速|增长率|增长|增幅|涨幅)$/g, '')
    .replace(/每(百|千|万)(?:名)?(?:常住)?(?:人口|人)/g, '每$1人');
}

/** A name, then the name with less around it: no place (巴蜀市森林覆盖率), no verb of doing (新建), no 人数 or 数量. */
function spellings(key: string): string[] {
  const bare = key.replace(/^\p{Script=Han}{1,6}?(?:省|市|区|县|州|盟|旗)(?=\p{Script=Han}{3})/u, '');
  const done = (word: string) => word.replace(/^(?:完成|实施|新开工|开工|启动|实现|建设|累计|全面|力争|开展)+(?=.{3})/, '');
  const tail = (word: string) => word.replace(/(?:人数|数量|总数|总量|情况|工程|任务|数)$/, '');
  return [...new Set([key, done(key), tail(key), tail(done(key)), bare, done(bare), tail(bare)])];
}

export function createConceptFinder(additions: readonly Concept[] = []): ConceptFinder {
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
    return family
      ? `${family.concept.key}/${key.slice(0, -family.suffix.length).replace(/^(?:新增|新建|建成|培育|引进|完成|实施)+/, '')}`
      : null;
  };
  const findConcept = (name: string, measure: Measure, unit: string): string | null => {
    const key = normaliseName(name);
    for (const spelling of spellings(key)) {
      const found = (byName.get(spelling) ?? []).find((c) => fits(c, measure, unit));
      if (found) return found.key;
    }
    return memberOf(key, measure, unit);
  };
  const conceptByKey = (key: string): Concept | null => byKey.get(key) ?? byKey.get(key.split('/')[0] as string) ?? null;
  const isPlausible = (key: string, measure: Measure, quantity: Quantity): boolean => {
    const concept = conceptByKey(key);
    if (!concept) return true;
    // Members of a family start from nothing: exports of one product may grow fiftyfold.
    const growth = concept.growthRange ?? (concept.suffixes ? undefined : (['-95', '6000'] as const));
    const range = measure === 'level' ? concept.range : measure === 'delta' ? undefined : growth;
    if (!range || (measure === 'level' && concept.units && concept.units.length > 0 && !concept.units.includes(quantity.unit))) return true;
    const values = typeof quantity.value === 'string' ? [quantity.value] : quantity.value;
    return values.every((v) => v.includes(':') || (new Big(v).gte(range[0]) && new Big(v).lte(range[1])));
  };
  return { findConcept, conceptByKey, isPlausible };
}
