import { describe, expect, it } from 'vitest';
import { buildReport, renderJson, renderMarkdown, reportSchema } from '../../src/report/index.js';
import { citation, esc } from '../../src/report/markdown-words.js';
import { LOCALES } from '../../src/report/types.js';
import { KINDS, sample } from './fixtures/districts.js';
import { hostile } from './fixtures/hostile.js';

describe('Markdown', () => {
  it.each(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))(
    '%s in %s is the golden text',
    async (kind, locale) => {
      await expect(renderMarkdown(buildReport(sample(kind, locale)))).toMatchFileSnapshot(`golden/${kind}.${locale}.md`);
    },
  );

  it('says all that the model says: every name, value, hash and reason', () => {
    const model = buildReport(sample('many', 'zh-CN'));
    const text = renderMarkdown(model);
    const comparisons = model.documents.flatMap((document) => document.comparisons);
    const words = [
      ...model.revisions.flatMap((row) => [row.name, row.before?.text, row.after?.text]),
      ...comparisons.flatMap((one) => [one.before.digest, one.after.digest, one.before.snapshot, ...one.minor.map((row) => row.name)]),
      ...model.unknown.map((row) => row.whyText),
      ...model.sources.map((row) => row.title),
    ];
    for (const word of words) if (word) expect(text).toContain(esc(word));
  });

  it('keeps every row of a table to its columns, hostile names included', () => {
    const lines = renderMarkdown(buildReport(hostile('en'))).split('\n');
    let width = 0;
    for (const line of lines) {
      const bars = line.startsWith('|') ? (line.match(/(?<!\\)\|/g) ?? []).length : 0;
      if (bars > 0 && width > 0) expect(bars).toBe(width);
      width = bars;
    }
    expect(lines.join('\n')).not.toMatch(/<script|<img|[^\\]\[链接\]\(/);
  });

  it.each([
    ['a|b', 'a\\|b'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['@me #12', '@\u2060me #\u206012'],
    ['见 https://example.com/a', '见 https\\://example.com/a'],
    ['1. 目标', '\\1. 目标'],
    ['- 目标', '\\- 目标'],
    ['5.5%', '5.5%'],
  ])('escapes %s', (text, escaped) => expect(esc(text)).toBe(escaped));
});

describe('the line to cite', () => {
  const url = 'https://plans.example/2026/a_b_c.html';
  const of = (citationText: string, to: string | null) => citation({ citationText, url: to });

  it('links the address of the document, unchanged, and no other', () => {
    expect(of(`某县*计划*.${url}.SHA-256：ab`, url)).toBe(`某县\\*计划\\*.<${url}>.SHA-256：ab`);
    expect(of('见 https://other.example/x_y.SHA-256：ab', url)).toBe('见 https\\://other.example/x\\_y.SHA-256：ab');
    expect(of('x <b>', null)).toBe('x &lt;b&gt;');
    expect(of('a javascript:x b', 'javascript:x')).toBe('a javascript:x b');
  });

  it('holds no character that a copy would break on', () => {
    for (const kind of KINDS) {
      const lines = renderMarkdown(buildReport(sample(kind, 'zh-CN')))
        .split('\n')
        .filter((line) => line.startsWith('引用格式'));
      for (const line of lines) expect(line).not.toMatch(/[\u200b-\u200f\u2060]/);
    }
  });
});

describe('JSON', () => {
  it('is the model, and the model fits the schema', () => {
    const model = buildReport(sample('many', 'en'));
    expect(reportSchema.parse(JSON.parse(renderJson(model)))).toEqual(model);
    expect(renderJson(model)).toContain('"schema": "planwatch.report/1"');
  });

  it('has its schema published', async () => {
    const { z } = await import('zod');
    const schema = { ...z.toJSONSchema(reportSchema), $id: 'planwatch.report/1', title: 'planwatch report' };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schemas/report.schema.json');
  });
});
