import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { partOf } from '../../src/indicators/concepts/spelling.js';
import { CATALOGUE, type Concept, createConceptFinder, type Measure, normaliseName } from '../../src/indicators/index.js';

const root = new URL('../../concepts/', import.meta.url);
const file = JSON.parse(readFileSync(new URL('catalogue.json', root), 'utf8')) as { concepts: unknown[] };
const schema = JSON.parse(readFileSync(new URL('concept.schema.json', root), 'utf8')) as {
  $defs: { concept: { required: string[]; properties: Record<string, unknown> } };
};

describe('the catalogue', () => {
  it('is what concepts/catalogue.json says (else run `npx tsx scripts/concepts.ts`)', () => {
    expect(CATALOGUE).toEqual(file.concepts);
  });

  it('keeps to its schema', () => {
    const { required, properties } = schema.$defs.concept;
    for (const concept of CATALOGUE) {
      const fields = Object.keys(concept);
      expect(
        required.filter((field) => !fields.includes(field)),
        concept.key,
      ).toEqual([]);
      expect(
        fields.filter((field) => !(field in properties)),
        concept.key,
      ).toEqual([]);
      expect(concept.key).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
      expect(['higher', 'lower', 'neither']).toContain(concept.polarity);
      if (concept.range) expect(Number(concept.range[0])).toBeLessThan(Number(concept.range[1]));
    }
  });

  it('has each key once and each name in one entry', () => {
    const keys = CATALOGUE.map((c) => c.key);
    expect(new Set(keys).size).toBe(keys.length);
    const owner = new Map<string, string>();
    for (const concept of CATALOGUE) {
      for (const name of new Set([concept.zh, ...(concept.synonyms ?? [])].map(normaliseName))) {
        const units = JSON.stringify(concept.units ?? []);
        expect(owner.get(`${name} ${units}`) ?? concept.key, name).toBe(concept.key);
        owner.set(`${name} ${units}`, concept.key);
      }
    }
  });
});

describe('the names of an entry', () => {
  const namesOf = (c: Concept) => [c.zh, ...(c.synonyms ?? []), ...(c.growthSynonyms ?? []), ...(c.levelSynonyms ?? [])];
  const { findConcept } = createConceptFinder();

  it('are of a stock or of what came to it, never of both', () => {
    for (const concept of CATALOGUE) {
      if (concept.flow || /(?:^|\.)new(?:\.|$)/.test(concept.key)) continue;
      const parts = new Set(namesOf(concept).map((name) => partOf(normaliseName(name), true).part));
      expect([...parts], concept.key).toHaveLength(1);
    }
  });

  it('join no two things, one of which is another entry’s', () => {
    for (const concept of CATALOGUE) {
      if (concept.suffixes) continue;
      const joint = namesOf(concept).filter((name) => {
        const parts = name.split(/、|和|与|及/).filter((part) => part.length > 2);
        const found = parts.map((part) => findConcept(part, 'growth', '%')).filter((key) => key !== null && !key.startsWith('of.'));
        return parts.length > 1 && new Set(found).size > 1;
      });
      // Entries that are themselves of two things are named for both.
      if (joint.length > 0) expect(concept.zh, `${concept.key}: ${joint}`).toMatch(/、|和|与|及/);
    }
  });

  it('are found again, each in its own entry', () => {
    for (const concept of CATALOGUE) {
      if (concept.suffixes) continue;
      const unit = concept.units?.[0] ?? '';
      for (const name of [concept.zh, ...(concept.synonyms ?? [])]) expect(findConcept(name, 'level', unit), name).toBe(concept.key);
      for (const name of concept.growthSynonyms ?? []) expect(findConcept(name, 'growth', '%'), name).toBe(concept.key);
      for (const name of concept.levelSynonyms ?? []) expect(findConcept(name, 'level', unit), name).toBe(concept.key);
    }
  });
});

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly measure: Measure;
  readonly unit: string;
}

const pairs = (name: string): Pair[] =>
  JSON.parse(readFileSync(new URL(`../corpus/concepts/${name}.json`, import.meta.url), 'utf8')) as Pair[];

describe('names of one statistic', () => {
  const { findConcept } = createConceptFinder();

  it.each(pairs('must-meet'))('$a and $b meet', ({ a, b, measure, unit }) => {
    expect(findConcept(a, measure, unit)).not.toBeNull();
    expect(findConcept(a, measure, unit)).toBe(findConcept(b, measure, unit));
  });
});

describe('names of two statistics', () => {
  const { findConcept } = createConceptFinder();

  it.each(pairs('must-not-meet'))('$a and $b do not meet', ({ a, b, measure, unit }) => {
    const found = [findConcept(a, measure, unit), findConcept(b, measure, unit)];
    expect(found[0] === null || found[0] !== found[1], `both ${found[0]}`).toBe(true);
  });

  it('are mostly known: keeping apart by knowing neither proves nothing', () => {
    const all = pairs('must-not-meet');
    const known = all.filter(({ a, b, measure, unit }) => findConcept(a, measure, unit) !== null && findConcept(b, measure, unit) !== null);
    expect(known.length).toBeGreaterThan(0.9 * all.length);
  });
});

describe('findConcept', () => {
  const { findConcept, conceptByKey, isPlausible } = createConceptFinder();

  it.each([
    ['规模以上工业增加值', '规上工业增加值'],
    ['GDP', '地区生产总值'],
    ['全市生产总值', '国内生产总值'],
    ['R&D经费支出占GDP比重', '全社会研发经费投入强度'],
    ['城镇新增就业人数', '新增城镇就业'],
    ['细颗粒物（PM2.5）浓度', 'PM2.5平均浓度'],
    ['居民消费价格', 'CPI'],
  ])('%s and %s meet', (a, b) => {
    const measure = 'growth';
    expect(findConcept(a, measure, '%')).not.toBeNull();
    expect(findConcept(a, measure, '%')).toBe(findConcept(b, measure, '%'));
  });

  it('keeps apart what only sounds alike', () => {
    expect(findConcept('地区生产总值', 'level', '亿元')).not.toBe(findConcept('人均地区生产总值', 'level', '万元'));
    expect(findConcept('城镇居民人均可支配收入', 'growth', '%')).not.toBe(findConcept('农村居民人均可支配收入', 'growth', '%'));
    expect(findConcept('空气质量优良天数', 'level', '天')).not.toBe(findConcept('空气质量优良天数比率', 'level', '%'));
  });

  it('keeps what was added apart from what there is', () => {
    const pairs = [
      ['净增高新技术企业', '高新技术企业', '家'],
      ['新增规上工业企业', '规上工业企业', '家'],
      ['新建公共充电桩', '公共充电桩', '个'],
      ['新设外商投资企业', '外商投资企业', '家'],
      ['新增高技能人才', '高技能人才', '万人'],
      ['建设高标准农田', '高标准农田', '万亩'],
      ['新增竹艺企业', '竹艺企业', '家'],
      ['每万人口高价值发明专利拥有量', '每万人口发明专利拥有量', '件'],
    ] as const;
    for (const [added, stock, unit] of pairs) {
      expect(findConcept(added, 'level', unit), added).not.toBeNull();
      expect(findConcept(stock, 'level', unit), stock).not.toBeNull();
      expect(findConcept(added, 'level', unit), added).not.toBe(findConcept(stock, 'level', unit));
    }
    expect(conceptByKey('firms.foreign/new')?.key).toBe('firms.foreign');
    expect(findConcept('新增社会融资规模', 'level', '亿元')).toBe(findConcept('社会融资规模', 'level', '亿元'));
  });

  it('takes a part of a figure for no more than a part', () => {
    expect(findConcept('地区生产总值（第一产业）', 'level', '亿元')).toBe('output.primary');
    expect(findConcept('居民人均可支配收入（农村）', 'growth', '%')).toBe(findConcept('农村居民人均可支配收入', 'growth', '%'));
    expect(findConcept('规上工业增加值（汽车制造业）', 'growth', '%')).toBe('output.industry/汽车制造业');
    expect(findConcept('地区生产总值（现价）', 'level', '亿元')).toBe('gdp');
    expect(findConcept('城镇化率（常住人口）', 'level', '%')).toBe('urbanisation');
  });

  it('finds no member of a family in words that name none', () => {
    for (const name of ['取消投资', '行动完成投资', '惠及企业', '一批产值', '化解率'])
      expect(findConcept(name, 'level', name.endsWith('率') ? '%' : ''), name).toBeNull();
  });

  it('takes a place off a name, not what only sounds like one', () => {
    expect(findConcept('清平县地区生产总值', 'growth', '%')).toBe('gdp');
    expect(findConcept('高新区地区生产总值', 'growth', '%')).toBeNull();
    expect(findConcept('对东盟进出口', 'growth', '%')).not.toBe(findConcept('进出口', 'growth', '%'));
  });

  it('names the member of a family', () => {
    expect(findConcept('竹制品产值', 'level', '亿元')).toBe('of.output/竹制品');
    expect(conceptByKey('of.output/竹制品')?.key).toBe('of.output');
    expect(findConcept('没有这样的东西', 'level', '个')).toBeNull();
  });

  it('catches a reading that cannot be', () => {
    expect(isPlausible('unemployment.surveyed', 'level', { value: '5.5', unit: '%' })).toBe(true);
    expect(isPlausible('unemployment.surveyed', 'level', { value: '55', unit: '%' })).toBe(false);
    expect(isPlausible('life.expectancy', 'level', { value: '8', unit: '岁' })).toBe(false);
  });

  it('takes additions, which replace an entry of the same key', () => {
    const own = createConceptFinder([
      { key: 'tea.area', zh: '茶园面积', en: 'Tea gardens', polarity: 'higher', units: ['亩'] },
      { key: 'gdp', zh: '区域总产出', en: 'Own', polarity: 'higher' },
    ]);
    expect(own.findConcept('茶园面积', 'level', '万亩')).toBe('tea.area');
    expect(own.findConcept('区域总产出', 'growth', '%')).toBe('gdp');
    expect(own.findConcept('地区生产总值', 'growth', '%')).toBeNull();
  });
});

describe('a finder', () => {
  const own: Concept = { key: 'own.parks', zh: '口袋公园数量', en: 'Pocket parks', polarity: 'higher' };

  it('is made once for the catalogue and once for each list that cannot change', () => {
    expect(createConceptFinder([])).toBe(createConceptFinder());
    const frozen = Object.freeze([own]);
    expect(createConceptFinder(frozen)).toBe(createConceptFinder(frozen));
    expect(createConceptFinder(frozen)).not.toBe(createConceptFinder());
  });

  it('follows a list that still can', () => {
    const growing: Concept[] = [{ ...own, key: 'other', zh: '别的数量' }];
    expect(createConceptFinder(growing).findConcept(own.zh, 'level', '个')).not.toBe(own.key);
    growing.push(own);
    expect(createConceptFinder(growing).findConcept(own.zh, 'level', '个')).toBe(own.key);
  });
});
