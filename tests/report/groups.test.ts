import * as cheerio from 'cheerio';
import { describe, expect, it } from 'vitest';
import { buildReport, type ReportInput, renderHtml, renderMarkdown, reportSchema } from '../../src/report/index.js';
import { numberMark } from '../../src/report/marks.js';
import type { Part, Stated } from './fixtures/build.js';
import { inputOf, prose } from './fixtures/pair.js';

const text = (segments: readonly { text: string }[] | undefined) => (segments ?? []).map((one) => one.text).join('');
const numbers = (segments: readonly { text: string; numbers: number[] }[] | undefined) =>
  (segments ?? []).flatMap((one) => one.numbers.map((n) => [n, one.text]));
const onlyGroup = (input: ReportInput) => {
  const groups = buildReport(input).documents[0]?.comparisons[0]?.groups ?? [];
  expect(groups.length).toBe(1);
  return groups[0];
};

const two = inputOf(
  prose('预计发电量增长4%，快递业务量增长12%，茶园改造3000亩。', [
    { q: '发电量增长4%', v: '4%', name: '发电量' },
    { q: '快递业务量增长12%', v: '12%', name: '快递业务量' },
    { q: '茶园改造3000亩', v: '3000亩', name: '茶园改造' },
  ]),
  prose('预计发电量增长5%，快递业务量增长18%，新建村史馆9个。', [
    { q: '发电量增长5%', v: '5%', name: '发电量' },
    { q: '快递业务量增长18%', v: '18%', name: '快递业务量' },
    { q: '新建村史馆9个', v: '9个', name: '村史馆' },
  ]),
);

describe('changes of one paragraph', () => {
  it('are listed, and the paragraph is quoted once with their numbers; what came or went among them', () => {
    const model = buildReport(two);
    const comparison = model.documents[0]?.comparisons[0];
    const group = onlyGroup(two);
    const names = group?.changes.map((anchor) => comparison?.targets.find((one) => one.anchor === anchor)?.name);
    expect(names).toEqual(
      ['快递业务量', '发电量', '茶园改造', '村史馆'].sort((a, b) => (names?.indexOf(a) ?? 0) - (names?.indexOf(b) ?? 0)),
    );
    expect(names?.length).toBe(4);
    const place = (name: string) => (names?.indexOf(name) ?? -1) + 1;
    const { before, after } = group?.passage ?? {};
    expect(text(before?.paragraph)).toBe('预计发电量增长4%，快递业务量增长12%，茶园改造3000亩。');
    expect(numbers(before?.paragraph)).toContainEqual([place('发电量'), '4%']);
    expect(numbers(before?.paragraph)).toContainEqual([place('快递业务量'), '12%，']);
    expect(numbers(after?.paragraph)).toContainEqual([place('快递业务量'), expect.stringMatching(/^18%/)]);
    expect(numbers(before?.paragraph).map(([n]) => n)).toContain(place('茶园改造'));
    expect(numbers(after?.paragraph).map(([n]) => n)).toContain(place('村史馆'));
    expect(numbers(before?.paragraph).length).toBe(3);
    expect(numbers(after?.paragraph).length).toBe(3);
  });

  it('are one block of the page, each with its own heading and both links', () => {
    const $ = cheerio.load(renderHtml(buildReport(two)));
    expect($('.group').length).toBe(1);
    expect($('.group .passage').length).toBe(2);
    const rows = $('.ranked tbody tr').toArray();
    expect(rows.length).toBe(4);
    for (const row of rows) {
      const goal = $($(row).find('.name a').attr('href') as string);
      expect(goal.is('h4')).toBe(true);
      const mark = goal.find('.mark').text();
      expect(goal.closest('.change').find(`a[href="#${$(row).attr('id')}"]`).length).toBe(1);
      expect(goal.closest('.group').find('.passage').text()).toContain(mark);
    }
  });

  it('are told once in Markdown too', () => {
    const words = renderMarkdown(buildReport(two));
    expect(words.match(/茶园改造/g)?.length).toBe(3);
    expect(words).toContain('#### ① ');
    expect(words).toMatch(/[①②③④]<del>4%<\/del>/);
  });

  it('keep their own evidence in the data', () => {
    const [comparison] = buildReport(two).documents[0]?.comparisons ?? [];
    for (const change of comparison?.targets ?? []) expect(change.evidence.before ?? change.evidence.after).not.toBeNull();
    expect(reportSchema.safeParse(buildReport(two)).success).toBe(true);
  });

  it('number a value that is printed as before by the words around it, else by itself', () => {
    const stated = (year: string, role: '约束性' | '预期性'): Stated[] => [
      { q: `到${year}年建成渡口12处`, v: '12处', name: '渡口', period: year },
      { q: '灯塔5座', v: '5座', name: '灯塔', attribute: role },
    ];
    const group = onlyGroup(
      inputOf(
        prose('到2027年建成渡口12处，灯塔5座。', stated('2027', '预期性')),
        prose('到2029年建成渡口12处，灯塔5座。', stated('2029', '约束性')),
      ),
    );
    const before = numbers(group?.passage?.before?.paragraph);
    expect(before.map(([, words]) => words)).toEqual([expect.stringContaining('2027'), '5座']);
    expect(text(group?.passage?.before?.paragraph)).toBe('到2027年建成渡口12处，灯塔5座。');
  });

  it('stay apart where their paragraphs are', () => {
    const parts = (a: string, b: string): [Part[], Stated[]] => [
      [{ heading: '二、目标', paragraphs: [`糖料产量增长${a}。`, `渔获量增长${b}。`] }],
      [
        { q: `糖料产量增长${a}`, v: a, name: '糖料产量' },
        { q: `渔获量增长${b}`, v: b, name: '渔获量' },
      ],
    ];
    const groups = buildReport(inputOf(parts('2%', '3%'), parts('3%', '4%'))).documents[0]?.comparisons[0]?.groups ?? [];
    expect(groups.map((group) => [group.changes.length, group.passage])).toEqual([
      [1, null],
      [1, null],
    ]);
  });
});

describe('changes of one table', () => {
  const table = (rows: readonly (readonly [string, string])[]): [Part[], Stated[]] => [
    [{ heading: '专栏1', table: { caption: '专栏1 主要指标', rows: [['指标', '2030年'], ...rows] } }],
    rows.map(([name, v]) => ({ q: v, v, name, unit: '项' })),
  ];
  const input = inputOf(
    table([
      ['渡槽', '11'],
      ['水闸', '22'],
      ['泵站', '33'],
    ]),
    table([
      ['渡槽', '14'],
      ['水闸', '22'],
      ['泵站', '36'],
      ['船闸', '47'],
    ]),
  );
  it('are rows under one header, in the order of the table', () => {
    const rows = onlyGroup(input)?.passage?.table?.rows ?? [];
    expect(onlyGroup(input)?.passage?.table?.header).toEqual(['指标', '2030年']);
    const words = (cells: (typeof rows)[number]['before']) => cells?.map((cell) => text(cell.segments)).join(' ') ?? null;
    expect(rows.map((row) => [words(row.before), words(row.after)])).toEqual([
      ['渡槽 11', '渡槽 14'],
      ['泵站 33', '泵站 36'],
      [null, '船闸 47'],
    ]);
    const marks = rows.map((row) => row.after?.flatMap((cell) => cell.segments.flatMap((segment) => segment.numbers)));
    expect(marks.flat().sort()).toEqual([1, 2, 3]);
    expect(marks.every((one) => one?.length === 1)).toBe(true);
    const $ = cheerio.load(renderHtml(buildReport(input)));
    expect($('table.excerpt').length).toBe(1);
    expect($('table.excerpt thead th').length).toBe(3);
  });
});

it('has a sign for every number', () => {
  expect([1, 20, 21, 35, 36, 50, 51].map(numberMark)).toEqual(['①', '⑳', '㉑', '㉟', '㊱', '㊿', '(51)']);
});
