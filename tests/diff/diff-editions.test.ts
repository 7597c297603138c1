import { describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff/index.js';
import { change, GDP, HEAD, lines } from './changes.js';
import { edition, type Stated } from './editions.js';

describe('what a revision is', () => {
  it('is a new value, with its size and direction', () => {
    const found = change(
      { ...GDP, comparator: 'approx' },
      { ...GDP, at: '地区生产总值增长6.5%', printed: '6.5%', comparator: 'approx' },
      'higher',
    );
    expect(found).toMatchObject({ type: 'revised', fields: ['value'], direction: 'raised', strictness: null, outlook: 'better' });
    expect(found?.delta).toEqual({ absolute: '0.5', unit: '个百分点', relative: '0.0833' });
  });

  it('is a bound that binds more or less', () => {
    const about = { ...GDP, at: '地区生产总值增长6%左右', comparator: 'approx' as const };
    const floor = { ...GDP, at: '地区生产总值增长6%以上', comparator: 'ge' as const };
    expect(change(about, floor)).toMatchObject({
      type: 'revised',
      fields: ['comparator'],
      direction: null,
      strictness: 'tightened',
      delta: null,
    });
    expect(change(floor, about)).toMatchObject({ type: 'revised', fields: ['comparator'], strictness: 'loosened' });
  });

  it('is better or worse by polarity, not by direction', () => {
    const rate: Stated = {
      name: '城镇调查失业率',
      concept: 'unemployment',
      at: '城镇调查失业率控制在5.5%以内',
      printed: '5.5%',
      comparator: 'le',
    };
    const higher = { ...rate, at: '城镇调查失业率控制在5.7%以内', printed: '5.7%' };
    expect(change(rate, higher, 'lower')).toMatchObject({ direction: 'raised', outlook: 'worse' });
    expect(change(higher, rate, 'lower')).toMatchObject({ direction: 'lowered', outlook: 'better' });
    expect(change(rate, higher, 'neither')).toMatchObject({ direction: 'raised', outlook: null });
    // Without a lookup, the catalogue is asked.
    const known = { ...rate, concept: 'unemployment.surveyed' };
    const text = (s: Stated) => `${HEAD}今年${s.at}。\n`;
    const [a, b] = [edition(text(rate), [known]), edition(text(higher), [{ ...higher, concept: 'unemployment.surveyed' }])];
    expect(diffEditions(a, b).changes[0]).toMatchObject({ direction: 'raised', outlook: 'worse' });
  });

  it('speaks of a fall by its printed size', () => {
    const cut: Stated = { name: '能耗强度', concept: 'energy', measure: 'growth', at: '能耗强度下降3%', printed: '3%', value: -3 };
    const deeper = { ...cut, at: '能耗强度下降3.5%', printed: '3.5%', value: -3.5 };
    expect(change(cut, deeper, 'lower')).toMatchObject({
      direction: 'raised',
      outlook: 'better',
      delta: { absolute: '0.5', relative: '0.1667' },
    });
  });

  it('weighs a range by both its ends', () => {
    const one = { ...GDP, at: '地区生产总值增长5%', printed: '5%' };
    const range = { ...GDP, at: '地区生产总值增长5%—5.5%', printed: '5%—5.5%', value: [5, 5.5] as const, unit: '%' };
    const wide = { ...GDP, at: '地区生产总值增长4.5%—6%', printed: '4.5%—6%', value: [4.5, 6] as const, unit: '%' };
    expect(change(one, range)).toMatchObject({ direction: 'raised', delta: { absolute: '0.25', ends: ['0', '0.5'] } });
    expect(change(range, one)).toMatchObject({ direction: 'lowered', delta: { absolute: '-0.25', ends: ['0', '-0.5'] } });
    expect(change(range, wide)).toMatchObject({ fields: ['value'], direction: null });
  });

  it('is a number that gives way to words, and words that change', () => {
    const number: Stated = { name: '居民收入', measure: 'growth', at: '居民收入增长6%', printed: '6%' };
    const words: Stated = {
      name: '居民收入',
      measure: 'growth',
      at: '居民收入与经济增长同步',
      printed: '与经济增长同步',
      value: null,
      unit: '',
      text: '与经济增长同步',
    };
    const basically = { ...words, at: '居民收入与经济增长基本同步', printed: '与经济增长基本同步', text: '与经济增长基本同步' };
    expect(change({ ...number, comparator: 'approx' }, words)).toMatchObject({
      type: 'revised',
      fields: ['value', 'text'],
      direction: null,
      strictness: null,
      delta: null,
    });
    expect(change(words, number)).toMatchObject({ type: 'revised', fields: ['value', 'text'] });
    expect(change(words, basically)).toMatchObject({ type: 'revised', fields: ['text'] });
  });

  it('is another period, where a year in the text changed', () => {
    const old: Stated = { name: '城镇化率', at: '到2025年城镇化率达到70%', printed: '70%', period: '2025' };
    expect(change(old, { ...old, at: '到2027年城镇化率达到70%', period: '2027' })).toMatchObject({ type: 'revised', fields: ['period'] });
    // The reading differs, the words do not: that is ours.
    expect(change(old, { ...old, period: '2027' })).toBeUndefined();
  });

  it('never lets per cent meet percentage points', () => {
    const percent: Stated = { name: '贡献率', measure: 'growth', at: '贡献率提高2%', printed: '2%' };
    const points: Stated = { name: '贡献率', measure: 'delta', at: '贡献率提高2个百分点', printed: '2个百分点' };
    expect(change(percent, points)).toMatchObject({ type: 'revised', fields: ['unit'], direction: null, delta: null });
  });

  it('is a fall where there was a rise, though the figure stands', () => {
    const fall = { ...GDP, at: '地区生产总值下降6%', value: -6 };
    expect(change(GDP, fall)).toMatchObject({ type: 'revised', fields: ['value'], direction: 'lowered' });
  });
});

describe('what is no revision', () => {
  const people: Stated = { name: '城镇新增就业', at: '新增城镇就业1.5万人', printed: '1.5万人' };
  it.each([
    ['another scale', people, { ...people, at: '新增城镇就业15000人', printed: '15000人' }],
    [
      'a restated unit, rounded',
      { name: '粮食', at: '粮食6.07亿吨', printed: '6.07亿吨' },
      { name: '粮食', at: '粮食1.21万亿斤', printed: '1.21万亿斤' },
    ],
    [
      'hectares as mu',
      { name: '灌溉面积', at: '灌溉面积223万公顷', printed: '223万公顷' },
      { name: '灌溉面积', at: '灌溉面积3345万亩', printed: '3345万亩' },
    ],
    ['a shorter verb', { ...people, at: '新增城镇就业达到1.5万人' }, { ...people, at: '新增城镇就业达1.5万人' }],
    [
      'a known abbreviation',
      { ...GDP, name: '规模以上工业增加值', at: '规模以上工业增加值增长6%' },
      { ...GDP, name: '规上工业增加值', at: '规上工业增加值增长6%' },
    ],
    ['another name of the concept', GDP, { ...GDP, name: '经济', at: '经济增长6%' }],
  ] as [string, Stated, Stated][])('calls %s reworded', (_, old, now) => {
    expect(change(old, now)).toMatchObject({ type: 'reworded', fields: [], direction: null, delta: null });
  });

  it.each([
    ['full width', '地区生产总值增长６％', '６％'],
    ['white space', '地区 生产总值增长 6 %', '6 %'],
    ['quotation marks', '“地区生产总值”增长6%', '6%'],
    ['bold marks', '**地区生产总值**增长6%', '6%'],
  ])('says nothing of %s', (_, at, printed) => {
    expect(change(GDP, { ...GDP, at, printed, value: 6, unit: '%' })).toBeUndefined();
  });

  it('says nothing where only our reading differs', () => {
    const odd: Stated = {
      ...GDP,
      name: '全区地区生产总值增',
      measure: 'level',
      role: 'actual',
      period: '2025',
      comparator: 'gt',
      attribute: '约束性',
    };
    expect(change(GDP, odd)).toBeUndefined();
  });

  it('does not call removed what is still printed', () => {
    const text = `${HEAD}全区地区生产总值增长6%。城镇新增就业2万人。\n`;
    expect(diffEditions(edition(text, [GDP]), edition(`${text}\n浏览次数：52\n`, [])).changes).toEqual([]);
  });

  it('does not call removed what stands in a sentence that was touched elsewhere, but a new subject is one', () => {
    const text = (head: string) => `${HEAD}${head}，城镇新增就业2万人，各项工作稳步推进。\n`;
    const jobs: Stated = { name: '就业', at: '城镇新增就业2万人', printed: '2万人' };
    expect(diffEditions(edition(text('深化改革'), [jobs]), edition(text('扩大开放'), [])).changes).toEqual([]);
    const growth = (head: string) => `${HEAD}${head}达到100亿元，增长6%。\n`;
    const both = (name: string): Stated[] => [
      { name, at: `${name}达到100亿元`, printed: '100亿元' },
      { name, at: '增长6%', printed: '6%', measure: 'growth' },
    ];
    const diff = diffEditions(edition(growth('工业产值'), both('工业产值')), edition(growth('旅游收入'), both('旅游收入')));
    expect(diff.summary).toMatchObject({ added: 2, removed: 2 });
    // A clause put between a statement and its subject is one more statement, and no more than that.
    const put = edition(`${HEAD}工业产值达到100亿元，新建驿站5座，增长6%。\n`, [
      { name: '工业产值', at: '工业产值达到100亿元', printed: '100亿元' },
      { name: '驿站', at: '新建驿站5座', printed: '5座' },
      { name: '驿站', at: '增长6%', printed: '6%', measure: 'growth' },
    ]);
    expect(lines(diffEditions(edition(growth('工业产值'), both('工业产值')), put))).toEqual(['added : - - -> 5座']);
  });

  it('but a loss in one printed unit is a revision, however small', () => {
    const grain: Stated = { name: '粮食', at: '粮食1.214万亿斤', printed: '1.214万亿斤' };
    expect(change(grain, { ...grain, at: '粮食1.21万亿斤', printed: '1.21万亿斤' })).toMatchObject({
      type: 'revised',
      direction: 'lowered',
    });
  });
});

describe('guards', () => {
  it('refuses editions of two extractor versions', () => {
    const one = edition('甲', []);
    const two = { ...one, extraction: { ...one.extraction, extractor: 'other' } };
    expect(() => diffEditions(one, two)).toThrow('The two extractions come from extractors test and other');
  });

  it('names a change the same way whatever the layout around it and the extractor read', () => {
    const now = { ...GDP, at: '地区生产总值增长6.5%', printed: '6.5%' };
    const plain = change(GDP, now);
    const elsewhere = change(
      { ...GDP, period: '2025', name: '生产总值' },
      { ...now, period: '2025' },
      'higher',
      (s) => `网站首页\n\n第一部分\n${HEAD}全区${s}。\n`,
    );
    expect(plain?.id).toMatch(/^[0-9a-f]{14}$/);
    expect(elsewhere?.id).toBe(plain?.id);
    expect(change(GDP, { ...now, at: '地区生产总值增长6.6%', printed: '6.6%' })?.id).not.toBe(plain?.id);
  });
});
