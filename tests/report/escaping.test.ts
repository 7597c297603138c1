import * as cheerio from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportInput } from '../../src/report/index.js';
import { buildReport, renderHtml, renderMarkdown } from '../../src/report/index.js';
import { sample } from './fixtures/districts.js';

const base = sample('one', 'en');
const shape = (html: string) => {
  const $ = cheerio.load(html);
  return $('body *')
    .toArray()
    .map((node) => node.tagName)
    .join(' ');
};

/** The same report with other words of the page in every place where the page's words are printed. */
function withWords(words: string): ReportInput {
  const [first, ...rest] = base.sources;
  const [set] = first?.changeSets ?? [];
  const [change] = set?.set.diff.changes ?? [];
  if (!first || !set || !change?.before || !change.after) throw new Error('fixture');
  const said = {
    ...change,
    before: { ...change.before, name: words, section: [words] },
    after: { ...change.after, name: words, section: [words] },
  };
  const changeSets = [{ ...set, set: { ...set.set, diff: { ...set.set.diff, changes: [said] } } }];
  return { ...base, sources: [{ ...first, source: { ...first.source, title: words, jurisdiction: words }, changeSets }, ...rest] };
}

// Signs that mean something to HTML, Handlebars, CSS or Markdown, among ordinary ones.
const words = fc
  .array(
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '{{',
      '}}',
      '{{{',
      '</style>',
      '<!--',
      ']]>',
      '|',
      '`',
      '\\',
      '*',
      '\u202e',
      '\u0000',
      '目标',
      'a',
      ' ',
      '%',
      '=',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => `x${parts.join('')}`);

describe('whatever a page says', () => {
  const plain = shape(renderHtml(buildReport(withWords('plain'))));

  it('changes no element of the report', () => {
    fc.assert(
      fc.property(words, (text) => shape(renderHtml(buildReport(withWords(text)))) === plain),
      { numRuns: 40 },
    );
  });

  it('opens no HTML in Markdown but the marks of a change', () => {
    fc.assert(
      fc.property(words, (text) => {
        const tags = renderMarkdown(buildReport(withWords(text))).match(/<\/?[a-z!][^>]*>/gi) ?? [];
        expect(tags.filter((tag) => !/^<\/?(?:ins|del|sub)>$|^<https?:/.test(tag))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
