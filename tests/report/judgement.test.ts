import * as cheerio from 'cheerio';
import { describe, expect, it } from 'vitest';
import { buildReport, type ReportedSource, type ReportInput, renderHtml, renderMarkdown, reportSchema } from '../../src/report/index.js';
import { source } from './fixtures/build.js';
import { sample } from './fixtures/districts.js';
import { inputOf, prose } from './fixtures/pair.js';

const stated = (a: string, b: string, doubt = false) => [
  { q: `发电量增长${a}`, v: a, name: '发电量' },
  { q: `快递业务量增长${b}`, v: b, name: '快递业务量', needsReview: doubt },
];
const input = (doubt = false) =>
  inputOf(
    prose('预计发电量增长4%，快递业务量增长12%。', stated('4%', '12%', doubt)),
    prose('预计发电量增长5%，快递业务量增长13%。', stated('5%', '13%', doubt)),
  );
const changed = (from: ReportInput, more: (one: ReportedSource) => Partial<ReportedSource>): ReportInput => ({
  ...from,
  sources: from.sources.map((one) => ({ ...one, ...more(one) })),
});
const idOf = (from: ReportInput, name: string) =>
  from.sources[0]?.changeSets[0]?.set.diff.changes.find((change) => change.after?.name === name)?.id ?? '';
const reviewed = (from: ReportInput, name: string, verdict: 'confirm' | 'dismiss' | 'correct') =>
  changed(from, () => ({ reviews: [{ change: idOf(from, name), verdict, note: '已核对纸质文本', at: '2026-11-13T02:10:00Z' }] }));

describe('the word of a reviewer', () => {
  it('takes a dismissed change out of the first table and every count, and keeps it with its note at the end of its document', () => {
    const model = buildReport(reviewed(input(), '发电量', 'dismiss'));
    expect(model.revisions.map((row) => row.name)).toEqual(['快递业务量']);
    expect(model.finding).toBe('1 份文件中有 1 项目标被修订：1 项上调。');
    expect(model.counts[0]).toMatchObject({ key: 'revised', value: 1 });
    const [comparison] = model.documents[0]?.comparisons ?? [];
    expect(comparison?.summaryText).toMatch(/^修订 1，/);
    expect(comparison?.dismissed.map((row) => [row.name, row.review?.note])).toEqual([['发电量', '已核对纸质文本']]);
    const words = cheerio.load(renderHtml(model))('.comparison').text();
    expect(words.indexOf('已核对纸质文本')).toBeGreaterThan(words.indexOf('快递业务量'));
    expect(renderMarkdown(model)).toContain('已核对纸质文本');
  });

  it.each(['confirm', 'correct'] as const)('stands beside a change it does not dismiss: %s', (verdict) => {
    const model = buildReport(reviewed(input(true), '快递业务量', verdict));
    expect(model.revisions.length).toBe(2);
    expect(model.revisions.find((row) => row.name === '快递业务量')?.review).toMatchObject({ verdict, note: '已核对纸质文本' });
    expect(cheerio.load(renderHtml(model))('.change .review').text()).toContain('已核对纸质文本');
    expect(model.toReview).toEqual([]);
  });
});

describe('readings in doubt', () => {
  it('are the first thing under what could not be told, with a link to the change', () => {
    const model = buildReport(input(true));
    expect(model.toReview.map((row) => row.name)).toEqual(['快递业务量']);
    expect(model.notes).toContain('1 处变动有待人工复核，已注明。');
    const $ = cheerio.load(renderHtml(model));
    const goal = $('.unknown .to-review a').attr('href') as string;
    expect($(goal).text()).toContain('快递业务量');
    expect($('.unknown h2').next().text()).toBe('有待人工复核的读数');
    expect(renderMarkdown(model)).toMatch(/- 快递业务量 2026年: 12% → 13%/);
  });
});

describe('a value set back', () => {
  const withReverts = (id: string) =>
    changed(input(), ({ changeSets }) => ({
      changeSets: changeSets.flatMap((one) => {
        const [first, second] = one.set.diff.changes;
        if (!first || !second) throw new Error('fixture');
        const later = { ...one.set, id: 's2', diff: { ...one.set.diff, changes: [{ ...second, id: 'k-later', reverts: id }] } };
        return [one, { ...one, set: later }];
      }),
    }));
  it('is said so, with a link where the report tells that revision too', () => {
    const model = buildReport(withReverts(idOf(input(), '快递业务量')));
    const row = model.revisions.find((one) => one.id === 'k-later');
    expect(row?.reverts?.text).toContain('撤回此前的修订');
    const $ = cheerio.load(renderHtml(model));
    expect($('.reverts a').attr('href')).toBe(`#${row?.reverts?.anchor}`);
    expect($(`#${row?.reverts?.anchor}`).text()).toContain('快递业务量');
    expect(renderMarkdown(model)).toContain('撤回此前的修订');
  });
  it('has no link where it does not', () => {
    const model = buildReport(withReverts('k-elsewhere'));
    expect(model.revisions.find((one) => one.id === 'k-later')?.reverts).toMatchObject({ id: 'k-elsewhere', anchor: null });
    const $ = cheerio.load(renderHtml(model));
    expect($('.reverts').text()).toContain('k-elsewhere');
    expect($('.reverts a').length).toBe(0);
  });
});

describe('documents found on a listing page', () => {
  const listing = source('plans', '双桥县规划栏目', '双桥县', 'listing');
  const found = (url: string) => ({
    source: 'plans',
    title: '双桥县“十五五”规划纲要',
    url,
    kind: 'outline',
    on: null,
    seenAt: '2026-11-11T00:17:30Z',
  });
  const one = (url = 'https://www.shuangqiao.example/a_1.html'): ReportInput => {
    const [first] = input().sources;
    if (!first) throw new Error('fixture');
    // The list of headlines changed, but no indicator in it.
    const changeSets = first.changeSets.map((set) => ({ ...set, set: { ...set.set, diff: { ...set.set.diff, changes: [] } } }));
    return { ...sample('none', 'zh-CN'), sources: [{ ...first, source: listing, changeSets }], proposals: [found(url)] };
  };
  it('are told on the first page and in a table of every format', () => {
    const model = buildReport(one());
    expect(model.notes).toContain('目录页上新出现 1 份尚未监测的规划文件（见“新发现的文件”）。');
    expect(reportSchema.parse(model).proposals).toEqual([
      expect.objectContaining({ title: '双桥县“十五五”规划纲要', kindText: '规划纲要', onText: null, listingText: '双桥县规划栏目' }),
    ]);
    const $ = cheerio.load(renderHtml(model));
    expect($('.proposals tbody a').attr('href')).toBe('https://www.shuangqiao.example/a_1.html');
    expect(renderMarkdown(model)).toContain('<https://www.shuangqiao.example/a_1.html>');
  });
  it('do not make a changed document of the list they stand on', () => {
    expect(buildReport(one()).documents).toEqual([]);
    expect(buildReport(one()).kind).toBe('unchanged');
  });
  it('are no link where the address is none', () => {
    const model = buildReport(one('javascript:alert(1)|x'));
    expect(cheerio.load(renderHtml(model))('.proposals a').length).toBe(0);
    expect(renderMarkdown(model)).not.toContain('<javascript');
  });
  it('leave no trace where there are none', () => {
    expect(renderHtml(buildReport(input()))).not.toContain('id="proposals"');
  });
});

it('leaves out what is said across documents where nothing was compared', () => {
  const only = { concept: null, name: '发电量', jurisdiction: null, relation: 'only' as const, statements: [] };
  const model = buildReport({ ...input(), comparison: { schema: 'planwatch.compare/1', rows: [only] } });
  expect(model.across).toBeNull();
  expect(renderHtml(model)).not.toContain('id="across"');
});
