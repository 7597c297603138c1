import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { DiffView } from '../../src/report/index.js';
import { renderDiff } from '../../src/report/index.js';
import { qingshi } from './fixtures/districts.js';

const [set] = qingshi().changeSets;
if (!set) throw new Error('fixture');
const kept = { op: 'kept' as const, old: { start: 0, end: 20 }, new: { start: 0, end: 20 } };
const at = (text: string, words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
const diff = {
  ...set.set.diff,
  text: {
    pieces: [
      kept,
      { op: 'deleted' as const, old: at(set.before.document.text, '筹集保障性租赁住房3200套，'), new: null },
      { op: 'inserted' as const, old: null, new: at(set.after.document.text, '，托育机构覆盖全部街道') },
    ],
  },
};
const view: DiffView = {
  diff,
  before: { ref: 'qingshi@2026-07-15', edition: set.before, source: null, snapshot: null },
  after: { ref: 'qingshi.html', edition: set.after, source: null, snapshot: null },
  locale: 'zh-CN',
  generatedAt: '2026-11-20T01:30:12Z',
  timezone: 'Asia/Shanghai',
};

describe('a difference for the terminal', () => {
  const text = renderDiff(view, 'text');
  const lines = text.split('\n');

  it('puts revised targets first, then what came and went, then figures, and counts the rest', () => {
    const positions = ['单位地区生产总值能耗', '保障性租赁住房', '一般公共预算收入', '改写 1'].map((words) =>
      lines.findIndex((line) => line.includes(words)),
    );
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions[0]).toBeGreaterThan(0);
    expect(text).not.toContain('社区养老服务站');
  });

  it('lines the columns up, a Chinese character being two wide', () => {
    const arrows = lines.filter((line) => /^[▲▼↑↓!~] /.test(line)).map((line) => stringWidth(line.slice(0, line.indexOf(' → '))));
    expect(arrows.length).toBe(7); // six targets and one figure
    expect(new Set(arrows).size).toBe(1);
  });

  it.each([80, 100, 140])('fits a terminal of %d columns, on two lines where one does not do', (columns) => {
    const fitted = renderDiff(view, 'text', { columns }).split('\n');
    const rows = fitted.filter((line) => /^[▲▼↑↓!~+×] {2}/.test(line));
    expect(rows.length).toBeGreaterThan(6);
    for (const row of [...rows, ...fitted.filter((line) => line.startsWith('     '))])
      expect(stringWidth(row)).toBeLessThanOrEqual(columns);
    for (const change of diff.changes.filter((one) => one.type === 'revised')) expect(fitted.join('\n')).toContain(`[${change.id}]`);
  });

  it('says which of the figures of one name is meant: a growth is called one', () => {
    expect(lines.find((line) => line.includes('单位地区生产总值能耗'))).toContain('单位地区生产总值能耗 增速');
  });

  it('colours only where asked', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequence is what is looked for
    const escapes = /\u001b\[/;
    expect(text).not.toMatch(escapes);
    expect(renderDiff(view, 'text', { colours: true })).toMatch(escapes);
  });

  it('names each change by the id that review takes', () => {
    for (const change of diff.changes.filter((one) => one.type === 'revised')) expect(text).toContain(`[${change.id}]`);
  });

  it('says so where nothing differs', () => {
    const none = { ...diff, changes: [], summary: { ...diff.summary, revised: 0, added: 0, removed: 0, reworded: 0, moved: 0 } };
    expect(renderDiff({ ...view, diff: none, locale: 'en' }, 'text')).toContain('The two editions do not differ in any indicator.');
  });
});

describe('a difference as a page', () => {
  it('names its version, and leaves out a capture that nobody noted', () => {
    expect(renderDiff({ ...view, version: '1.2.3' }, 'html')).toContain('<meta name="generator" content="planwatch 1.2.3">');
    expect(renderDiff(view, 'html')).toContain('<meta name="generator" content="planwatch">');
    for (const locale of ['zh-CN', 'en'] as const) {
      const line =
        renderDiff({ ...view, locale }, 'md')
          .split('\n')
          .find((text) => /^(引用格式|Cite as)/.test(text)) ?? '';
      expect(line).toContain(`SHA-256${locale === 'en' ? ' ' : '：'}${set.after.document.sha256}`);
      expect(line).not.toMatch(/未记录|采集|Captured|not recorded|\.\.|\. \./);
    }
  });

  it('is a report of one document with its redline and nothing about a watch', () => {
    const html = renderDiff(view, 'html');
    expect(html).toContain('<del>筹集保障性租赁住房3200套，</del>');
    expect(html).toContain('<ins>，托育机构覆盖全部街道</ins>');
    expect(html).toContain(set.after.document.sha256);
    expect(html).not.toContain('id="sources"');
    expect(renderDiff(view, 'md')).toContain('<del>筹集保障性租赁住房3200套，</del>');
  });
});
