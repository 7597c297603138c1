import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoised } from '../../src/indicators/memo.js';
import { atEnd, cutter } from '../../src/indicators/rules/at-end.js';
import { QUALITATIVE } from '../../src/indicators/rules/qualitative.js';
import { TIME_RULES } from '../../src/indicators/rules/time-rules.js';
import { VERBS } from '../../src/indicators/rules/verbs.js';

// Ways to the same answer in less time: each must say what the long way says.

const DIR = new URL('../corpus/indicators/', import.meta.url);
const sentences = readdirSync(DIR).flatMap((file) =>
  (JSON.parse(readFileSync(new URL(file, DIR), 'utf8')) as { text: string }[]).map((entry) => entry.text),
);
const clauses = sentences.flatMap((text) => text.split(/[，。；：！？]/));
/** Words of the verb rules and what stands round them, in any order. */
const words = fc
  .array(
    fc.constantFrom(
      ...'分别 同比 均 年均 增长 增 提升 建设 新增 下降 率 达 到 为 了 约 签约 较上年 比去年 多 增速 控制在 平均 自然 共 公 一 年 x'.split(
        ' ',
      ),
    ),
    { maxLength: 9 },
  )
  .map((list) => list.join(''));

describe('a pattern matched from the end', () => {
  it.each(VERBS)('$name holds for the same words', ({ pattern }) => {
    const matches = atEnd(pattern);
    for (const clause of clauses)
      for (const end of [clause.length, clause.length >> 1]) {
        const lead = clause.slice(0, end);
        expect(matches(lead), lead).toBe(pattern.test(lead));
      }
    fc.assert(fc.property(words, (lead) => matches(lead) === pattern.test(lead)));
  });

  it('cuts off what the pattern cuts off', () => {
    const pattern = /(?:力争|将|(?<!必)要)+$/;
    const cut = cutter(pattern);
    expect(['产值力争将', '必要', '产值', ''].map(cut)).toEqual(['产值', '必要', '产值', '']);
  });
});

describe('the words a rule needs', () => {
  it.each(TIME_RULES)('$name: are in all that it matches', ({ pattern, needs }) => {
    for (const text of sentences)
      for (const [found] of text.matchAll(pattern))
        expect((needs ?? ['']).filter((word) => found.includes(word)).length, found).toBeGreaterThan(0);
  });

  it.each(QUALITATIVE)('$name: are in all that it matches', ({ pattern, needs }) => {
    for (const clause of clauses)
      if (pattern.test(clause)) expect((needs ?? ['']).filter((word) => clause.includes(word)).length, clause).toBeGreaterThan(0);
  });
});

describe('memoised', () => {
  it('asks once for a short text and each time for a long one', () => {
    const asked: string[] = [];
    const count = memoised((text: string) => {
      asked.push(text.slice(0, 2));
      return text.length;
    });
    const long = '长'.repeat(500);
    expect([count('产值'), count('产值'), count(long), count(long)]).toEqual([2, 2, 500, 500]);
    expect(asked).toEqual(['产值', '长长', '长长']);
  });

  it('answers right however many texts it was asked about', () => {
    const length = memoised((text: string) => text.length);
    for (let i = 0; i < 10_000; i++) expect(length(`第${i}项`)).toBe(String(i).length + 2);
    expect(length('第1项')).toBe(3);
  });
});
