import * as cheerio from 'cheerio';
import { describe, expect, it } from 'vitest';
import {
  buildReport,
  type ReportedChangeSet,
  type ReportedSource,
  type ReportInput,
  renderHtml,
  renderMarkdown,
} from '../../src/report/index.js';
import { inputOf, prose } from './fixtures/pair.js';

const say = (a: string, b: string) =>
  prose(`预计发电量增长${a}，快递业务量增长${b}。`, [
    { q: `发电量增长${a}`, v: a, name: '发电量' },
    { q: `快递业务量增长${b}`, v: b, name: '快递业务量' },
  ]);
const sourceOf = (input: ReportInput) => input.sources[0] as ReportedSource;
const setOf = (a: ReturnType<typeof say>, b: ReturnType<typeof say>, id: string, at: string): ReportedChangeSet => {
  const one = sourceOf(inputOf(a, b)).changeSets[0] as ReportedChangeSet;
  return { ...one, set: { ...one.set, id, at } };
};
const once = inputOf(say('4%', '12%'), say('5%', '12%'));
const twice = (at: string): ReportInput => ({
  ...once,
  sources: [
    {
      ...sourceOf(once),
      changeSets: [
        setOf(say('4%', '12%'), say('5%', '12%'), 's1', '2026-11-12T00:17:30Z'),
        setOf(say('5%', '12%'), say('6%', '13%'), 's2', at),
      ],
    },
  ],
});
const named = (id: string, title: string, jurisdiction: string): ReportedSource => {
  const one = sourceOf(once);
  return { ...one, source: { ...one.source, id, title, jurisdiction } };
};
const several = (...sources: ReportedSource[]) => buildReport({ ...once, sources });

describe('the table of revised targets', () => {
  it('tells changes of one target apart by the day of the check, and counts the target once', () => {
    const model = buildReport(twice('2026-11-18T00:17:30Z'));
    expect(model.revisions.map((row) => [row.name, row.before?.text, row.foundText])).toEqual([
      ['发电量', '4%', '2026年11月12日发现'],
      ['发电量', '5%', '2026年11月18日发现'],
      ['快递业务量', '12%', null],
    ]);
    expect(model.finding).toBe('1 份文件中有 2 项目标共被修订 3 次：3 项上调。');
    expect(buildReport({ ...twice('2026-11-18T00:17:30Z'), locale: 'en' }).finding).toBe('3 changes to 2 targets in 1 document: 3 raised.');
    const $ = cheerio.load(renderHtml(model));
    expect($('.ranked tbody tr').first().text()).toContain('2026年11月12日发现');
    expect(renderMarkdown(model)).toContain('**发电量** · 2026年11月18日发现');
  });

  it('gives the minute where both checks were on one day', () => {
    const found = buildReport(twice('2026-11-12T09:17:30Z')).revisions.map((row) => row.foundText);
    expect(found).toEqual(['2026年11月12日 08:17发现', '2026年11月12日 17:17发现', null]);
  });

  it('gives the document where the same indicator changed in several of one place', () => {
    const model = several(
      named('a', '2026年双桥县人民政府工作报告', '临川市双桥县'),
      named('b', '双桥县“十五五”规划纲要', '临川市双桥县'),
      named('c', '北岭县政府工作报告', '临川市北岭县'),
    );
    expect(model.revisions.map((row) => row.titleText)).toEqual(['2026年政府工作报告', '“十五五”规划纲要', null]);
    const other = inputOf(
      prose('粮食产量30万吨。', [{ q: '粮食产量30万吨', v: '30万吨', name: '粮食产量' }]),
      prose('粮食产量31万吨。', [{ q: '粮食产量31万吨', v: '31万吨', name: '粮食产量' }]),
    );
    const grain = { ...sourceOf(other), source: { ...sourceOf(other).source, id: 'grain', title: '双桥县计划', jurisdiction: '双桥县' } };
    expect(several(named('a', '双桥县工作报告', '双桥县'), grain).revisions.map((row) => row.titleText)).toEqual([null, null]);
    expect(model.finding).toBe('3 份文件中有 3 项目标被修订：3 项上调。');
    const rows = cheerio.load(renderHtml(model))('.ranked tbody tr');
    expect(rows.map((_, row) => cheerio.load(row)('.from').text()).get()).toEqual(['2026年政府工作报告', '“十五五”规划纲要', '']);
  });

  it('falls back on what differs where short titles are alike', () => {
    const titles = several(named('a', '双桥县纲要', '双桥县'), named('b', '双桥县纲要', '双桥县')).revisions.map((row) => row.titleText);
    expect(new Set(titles).size).toBe(2);
  });

  it.each([
    ['车位', '个', ['个', '1'], '+1,000'],
    ['绿道', '公里', ['公里', '1'], '+1,000 km'],
    ['专利', '件/万人', ['件/万人', '1'], '+1,000 件/万人'],
    ['车位', '万个', ['个', '10000'], '+10 million'],
  ] as const)('groups the digits of a difference in English, of a unit known or not: %s %s', (name, unit, base, delta) => {
    const say = (n: string) => prose(`新建${name}${n}${unit}。`, [{ q: `新建${name}${n}${unit}`, v: `${n}${unit}`, name, unit, base }]);
    const [row] = buildReport({ ...inputOf(say('2600'), say('3600')), locale: 'en' }).revisions;
    expect(row?.deltaText).toBe(delta);
  });

  it('says nothing where nothing has to be told apart', () => {
    expect(buildReport(once).revisions.map((row) => [row.titleText, row.foundText])).toEqual([[null, null]]);
  });
});
