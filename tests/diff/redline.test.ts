import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Diff, diffEditions, type Piece } from '../../src/diff/index.js';
import { fold } from '../../src/document/index.js';
import { revise } from './edit.js';
import { edition } from './editions.js';
import { makePlan } from './plan.js';
import { print } from './print.js';
import { createRandom } from './random.js';

const redline = (a: string, b: string): Diff => diffEditions(edition(a, []), edition(b, []));
const oldSpans = (d: Diff) => d.text.pieces.flatMap((p) => (p.old ? [p.old] : [])).sort((x, y) => x.start - y.start || x.end - y.end);
const newSpans = (d: Diff) => d.text.pieces.flatMap((p) => (p.new ? [p.new] : []));
const cut = (text: string, spans: readonly { start: number; end: number }[]) => spans.map((s) => text.slice(s.start, s.end)).join('');
const shown = (d: Diff, a: string, b: string) =>
  d.text.pieces
    .filter((p) => p.op !== 'kept')
    .map((p) => `${p.op} ${(p.op === 'deleted' ? a.slice(p.old?.start, p.old?.end) : b.slice(p.new?.start, p.new?.end)).trim()}`);

function checkWhole(a: string, b: string): void {
  const d = redline(a, b);
  if (d.text.pieces.length === 0) return;
  if (d.text.pieces.some((p) => p.old)) expect(cut(a, oldSpans(d))).toBe(a);
  if (d.text.pieces.some((p) => p.new)) expect(cut(b, newSpans(d))).toBe(b);
  const order = (list: readonly { start: number }[]) =>
    list.every((s, i) => i === 0 || (list[i - 1] as { start: number }).start <= s.start);
  expect(order(newSpans(d))).toBe(true);
  for (const p of d.text.pieces) expect([p.old === null, p.new === null]).toEqual(SIDES[p.op]);
}
const SIDES: Record<Piece['op'], [boolean, boolean]> = {
  kept: [false, false],
  moved: [false, false],
  inserted: [true, false],
  deleted: [false, true],
};

const words = fc.constantFrom(
  '地区生产总值',
  '增长',
  '6%',
  '6.5%',
  '左右',
  '，',
  '。',
  '、',
  '新增',
  '1.5万人',
  '１５000人',
  '。\n',
  '\n',
  '—',
  '“',
  '”',
  '改造老旧小区',
  '20个',
  ' ',
  '**',
  '一、',
  '2025年',
  '·',
  '- 3 -\n',
);
const text = fc.array(words, { maxLength: 60 }).map((list) => list.join(''));

describe('the redline', () => {
  it('gives back both texts, and mirrors', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        checkWhole(a, b);
        const there = redline(a, b).text.pieces;
        const back = redline(b, a).text.pieces;
        const key = (p: Piece, x: Piece['old'], y: Piece['old']) =>
          `${x?.start}-${x?.end}/${y?.start}-${y?.end}/${p.op === 'kept' || p.op === 'moved' ? p.op : 'one'}`;
        expect(new Set(back.map((p) => key(p, p.new, p.old)))).toEqual(new Set(there.map((p) => key(p, p.old, p.new))));
      }),
      { numRuns: 300 },
    );
  });

  it('gives back both texts of edited plans', () => {
    for (const seed of [1, 2, 3]) {
      const random = createRandom(seed);
      const plan = makePlan(seed);
      const a = print(plan, random, ['spaces', 'reflow']).content;
      const b = print(revise(plan, random, 10).plan, random, ['full-width', 'quotes']).content;
      checkWhole(a, b);
    }
  });

  it('keeps a text that differs only in what a reader does not see', () => {
    const a = '全区地区生产总值增长6%—6.5%，“六稳”工作落实。\n新增就业1,500人。';
    const b = '全区地区 生产总值增长６％-６.５％,"六稳"工作落实。新增就业1500人。';
    const d = redline(a, b);
    expect(d.text.pieces.map((p) => p.op)).toEqual(['kept']);
  });

  it('shows a figure with its unit as one word', () => {
    const [a, b] = ['全年地区生产总值增长6%左右，新增就业1.5万人。', '全年地区生产总值增长6.5%左右，新增就业1.6万人。'];
    expect(shown(redline(a, b), a, b)).toEqual(['deleted 6%', 'inserted 6.5%', 'deleted 1.5万人', 'inserted 1.6万人']);
  });

  it.each([
    ['at the end of a paragraph', '新增养老床位500张', '，新增停车位2600个', '。\n各位代表，让我们携手前行。'],
    ['inside a sentence', '新增养老床位500张，', '新增停车位2600个，', '新增公园3座。\n让我们携手前行。'],
    ['at the end of the text', '新增养老床位500张', '，新增停车位2600个', '。'],
    ['a paragraph', '新增养老床位500张。\n', '新增停车位2600个。\n', '各位代表，让我们携手前行。'],
    ['the last paragraph', '新增养老床位500张。', '\n新增停车位2600个。', ''],
    ['a heading', '新增养老床位500张。\n', '（二）停车位\n', '新增停车位2600个。'],
  ])('takes words out with their own punctuation: %s', (_, head, gone, tail) => {
    const [a, b] = [head + gone + tail, head + tail];
    const span = { start: head.length, end: head.length + gone.length };
    expect(redline(a, b).text.pieces.filter((p) => p.op !== 'kept')).toEqual([{ op: 'deleted', old: span, new: null }]);
    expect(redline(b, a).text.pieces.filter((p) => p.op !== 'kept')).toEqual([{ op: 'inserted', old: null, new: span }]);
    for (const p of redline(a, b).text.pieces.filter((q) => q.op === 'kept'))
      expect(a.slice(p.old?.start, p.old?.end)).toBe(b.slice(p.new?.start, p.new?.end));
  });

  it('calls a paragraph that moved a move, and marks the word that changed in it', () => {
    const p = (n: string) => `要扎实做好${n}方面的各项重点工作，让人民群众得到更多实惠。\n`;
    const block = '要办好民生实事，改造城镇老旧小区120个，持续改善城乡人居环境。\n';
    const a = `${block}${p('教育')}${p('医疗')}${p('文化')}${p('体育')}`;
    const b = `${p('教育')}${p('医疗')}${p('文化')}${p('体育')}${block}`;
    expect(shown(redline(a, b), a, b)).toEqual([`moved ${block.trim()}`]);
    const c = b.replace('120', '130');
    expect(shown(redline(a, c), a, c)).toEqual([
      'deleted 120个',
      'moved 要办好民生实事，改造城镇老旧小区',
      'inserted 130个',
      'moved ，持续改善城乡人居环境。',
    ]);
  });

  it('does not read a page number that stands in a paragraph of its own', () => {
    const a = '全区新建高标准农田142万亩，城镇新增就业2万人。';
    const b = '全区新建高标准农田142万\n\n— 3 —\n\n亩，城镇新增就业2万人。';
    const spans = [b.slice(0, b.indexOf('\n')), '— 3 —', b.slice(b.indexOf('亩'))].map((t) => ({
      start: b.indexOf(t),
      end: b.indexOf(t) + t.length,
    }));
    const blocks = spans.map((span) => ({ kind: 'paragraph' as const, span, pieces: [span], level: 0, section: [], table: null }));
    expect(diffEditions(edition(a, []), edition(b, [], { blocks })).text.pieces.map((p) => p.op)).toEqual(['kept']);
  });

  it('reads the pieces of a block without the furniture between them', () => {
    const a = '全区地区生产总值增长6%，城镇新增就业2万人。';
    const b = '全区地区生产总值\n- 3 -\n增长6%，城镇新增就业2万人。';
    const pieces = [
      { start: 0, end: 8 },
      { start: b.indexOf('增长'), end: b.length },
    ];
    const now = edition(b, [], {
      blocks: [{ kind: 'paragraph', span: { start: 0, end: b.length }, pieces, level: 0, section: [], table: null }],
    });
    const d = diffEditions(edition(a, []), now);
    expect(d.text.pieces).toEqual([{ op: 'kept', old: { start: 0, end: a.length }, new: { start: 0, end: b.length } }]);
    expect(fold(b, pieces).text).toBe(a);
  });
});
