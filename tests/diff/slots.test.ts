import { describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff/index.js';
import { HEAD, lines } from './changes.js';
import { edition } from './editions.js';

describe('a clause that differs in its figures alone', () => {
  it('keeps its statement, whatever names were read for it', () => {
    const text = (n: string) => `${HEAD}年度任务全部开工，推进${n}“和美里巷”试点，惠及居民。\n`;
    const old = edition(text('200个'), [{ name: '年度任务', at: '推进200个', printed: '200个' }]);
    const now = edition(text('202个'), [{ name: '“和美里巷”试点', at: '推进202个', printed: '202个' }]);
    expect(lines(diffEditions(old, now))).toEqual(['revised value: 年度任务 200个 -> 202个']);
  });

  it('goes by the order of the figures where it has several', () => {
    const text = (a: string, b: string) => `${HEAD}新建滨河步道和林荫车道共${a}、${b}。\n`;
    const old = edition(text('20公里', '30公里'), [
      { name: '步道', at: '车道共20公里', printed: '20公里' },
      { name: '林荫', at: '、30公里', printed: '30公里' },
    ]);
    const now = edition(text('25公里', '30公里'), [
      { name: '滨河', at: '车道共25公里', printed: '25公里' },
      { name: '林荫', at: '、30公里', printed: '30公里' },
    ]);
    expect(lines(diffEditions(old, now))).toEqual(['revised value: 步道 20公里 -> 25公里']);
  });

  it('says nothing where the clause has few words of its own: another subject may stand before it', () => {
    const text = (who: string, n: string) => `${HEAD}${who}，增长${n}。\n`;
    const old = edition(text('旅游收入120亿元', '6%'), [
      { name: '旅游收入', at: '旅游收入120亿元', printed: '120亿元' },
      { name: '旅游收入', at: '增长6%', printed: '6%', measure: 'growth' },
    ]);
    const now = edition(text('港口吞吐量300万吨', '8%'), [
      { name: '港口吞吐量', at: '港口吞吐量300万吨', printed: '300万吨' },
      { name: '港口吞吐量', at: '增长8%', printed: '8%', measure: 'growth' },
    ]);
    expect(diffEditions(old, now).summary).toMatchObject({ revised: 0, added: 2, removed: 2 });
  });

  it('pairs short and long names of one thing', () => {
    const text = (who: string, n: string) => `${HEAD}${who}达到${n}。\n`;
    const old = edition(text('人均地区生产总值', '6.6万元'), [{ name: '人均地区生产总值', at: '达到6.6万元', printed: '6.6万元' }]);
    const now = edition(text('人均GDP', '7.1万元'), [{ name: '人均GDP', at: '达到7.1万元', printed: '7.1万元' }]);
    expect(lines(diffEditions(old, now))).toEqual(['revised value: 人均地区生产总值 6.6万元 -> 7.1万元']);
  });
});

describe('words that only say what is compared with', () => {
  it('open no period: 与上年持平 is no year', () => {
    const text = (n: string) => `${HEAD}云贸易${n}。\n城镇新增就业5万人。\n`;
    const old = edition(text('增长6%'), [
      { name: '云贸易', measure: 'growth', at: '云贸易增长6%', printed: '6%' },
      { name: '城镇新增就业', at: '城镇新增就业5万人', printed: '5万人' },
    ]);
    const now = edition(text('与上年持平'), [
      { name: '云贸易', at: '云贸易与上年持平', printed: '与上年持平', value: null, unit: '', text: '与上年持平' },
      { name: '城镇新增就业', at: '城镇新增就业5万人', printed: '5万人', period: '2025' },
    ]);
    expect(lines(diffEditions(old, now))).toEqual(['revised value+text: 云贸易 6% -> 与上年持平']);
  });
});

describe('a word that turns a target into a result', () => {
  it('turns its own statement, not one whose clause says what it is', () => {
    const text = (verb: string) => `${HEAD}今年，${verb}投资30亿元，预计新增就业2万人。\n`;
    const stated = (verb: string, role: 'target' | 'actual') => [
      { name: '完成投资', at: `${verb}投资30亿元`, printed: '30亿元', role },
      { name: '新增就业', at: '新增就业2万人', printed: '2万人', role },
    ];
    const old = edition(text('力争完成'), stated('力争完成', 'target'));
    const now = edition(text('已完成'), stated('已完成', 'actual'));
    expect(lines(diffEditions(old, now))).toEqual(['revised role: 完成投资 30亿元 -> 30亿元']);
  });
});
