import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainSentence, type Indicator } from '../../src/indicators/index.js';
import { EXCLUSIONS } from '../../src/indicators/rules/exclusions.js';
import { QUALITATIVE } from '../../src/indicators/rules/qualitative.js';
import { TIME_RULES } from '../../src/indicators/rules/time-rules.js';
import { VERBS } from '../../src/indicators/rules/verbs.js';

interface Entry {
  readonly text: string;
  /** In order; `[]` is a counter-example. Only the fields given are compared. */
  readonly expect: readonly Partial<Indicator>[];
  readonly note?: string;
}

const DIR = new URL('../corpus/indicators/', import.meta.url);
const corpus = readdirSync(DIR)
  .filter((f) => f.endsWith('.json'))
  .map((f) => ({ rule: f.replace(/\.json$/, ''), entries: JSON.parse(readFileSync(new URL(f, DIR), 'utf8')) as Entry[] }));

const rules = [...VERBS, ...TIME_RULES, ...EXCLUSIONS, ...QUALITATIVE].map((rule) => rule.name);

describe.each(corpus)('$rule', ({ rule, entries }) => {
  it.each(entries)('$text', ({ text, expect: wanted }) => {
    const { values, omissions } = explainSentence(text, { period: '2026' });
    const trace = () => JSON.stringify({ values: values.map((v) => [v.indicator.valueText, v.rules]), omissions }, null, 1);
    expect(values.length, trace()).toBe(wanted.length);
    values.forEach(({ indicator }, i) => {
      expect(indicator, trace()).toMatchObject(wanted[i] as object);
      expect(text.slice(indicator.span.start, indicator.span.end)).toBe(indicator.valueText);
    });
    const spans = values.map(({ indicator }) => indicator.span);
    spans.forEach((span, i) => {
      for (const other of spans.slice(i + 1))
        expect(other.start >= span.end || other.end <= span.start, 'two readings of one span').toBe(true);
    });
  });

  it.runIf(rules.includes(rule))('fires in at least one of its examples', () => {
    const fired = entries.flatMap(({ text }) => {
      const { values, omissions } = explainSentence(text, { period: '2026' });
      return [...values.flatMap((v) => v.rules), ...omissions.map((o) => o.rule)];
    });
    expect(fired).toContain(rule);
  });
});

describe('the corpus', () => {
  it('has a file for every rule', () => {
    const files = corpus.map((c) => c.rule);
    expect(rules.filter((rule) => !files.includes(rule))).toEqual([]);
  });

  it('names each rule once', () => {
    expect(new Set(rules).size).toBe(rules.length);
  });
});
