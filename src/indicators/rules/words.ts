import { type Block, type Document, type Folded, joinLines, toRawSpan } from '../../document/index.js';
import type { Mention } from './mentions.js';
import { periodOf } from './periods.js';
import { readQualitative } from './qualitative.js';
import type { Reading } from './records.js';
import { ADJUSTED_TO_WORDS, roleAt, type Sentence } from './sentence.js';

const STOPS: ReadonlySet<number> = new Set([...'，；。：！？'].map((sign) => sign.charCodeAt(0)));

/** The targets without a number of one sentence: only where the scope looks ahead, and never in a clause that states a value. */
export function readWords(s: Sentence, own: readonly Mention[], document: Document, block: Block, folded: Folded): Reading[] {
  if (s.scope.role === 'actual' && !s.cues.some((cue) => cue.scope.role === 'target')) return [];
  const readings: Reading[] = [];
  let start = s.start;
  for (let i = s.start; i <= s.end; i++) {
    if (i < s.end && !STOPS.has(s.text.charCodeAt(i))) continue;
    const from = start;
    start = i + 1;
    const adjusted = readAdjusted(s, from, i, own, document, block, folded);
    if (adjusted) readings.push(adjusted);
    for (const part of partsWithoutValues(s.text, from, i, own)) {
      const reading = readPart(s, part.start, part.end, document, block, folded);
      if (reading) readings.push(reading);
    }
  }
  return readings;
}

/** The whole clause; where it states values, its members that state none: `服务贸易与上年持平、数字贸易增长8%`. */
function partsWithoutValues(text: string, from: number, to: number, own: readonly Mention[]): { start: number; end: number }[] {
  const inside = (start: number, end: number) => own.some((m) => m.printed.start >= start && m.printed.start < end);
  if (!inside(from, to)) return [{ start: from, end: to }];
  const parts: { start: number; end: number }[] = [];
  let start = from;
  for (let i = from; i <= to; i++) {
    if (i < to && text[i] !== '、') continue;
    if (!inside(start, i)) parts.push({ start, end: i });
    start = i + 1;
  }
  return parts;
}

const FROM = /(?:目标值?|指标值?|预期)?(?:由|从)$/;

/** 一般公共预算收入由增长6%调整为与上年持平: the words a figure is replaced by are those of what stands before 由. */
function readAdjusted(
  s: Sentence,
  from: number,
  to: number,
  own: readonly Mention[],
  document: Document,
  block: Block,
  folded: Folded,
): Reading | null {
  const value = own.findLast((m) => m.printed.start >= from && m.printed.start < to);
  if (!value) return null;
  const turn = ADJUSTED_TO_WORDS.exec(s.text.slice(value.tail, to));
  if (!turn) return null;
  const at = s.text.slice(from, value.printed.start).search(/[由从](?=[^由从]*$)/);
  if (at < 0) return null;
  const name = s.text
    .slice(from, from + at + 1)
    .replace(FROM, '')
    .replace(/降幅$/, '下降')
    .replace(/^.*[）)]/, '');
  const words = value.tail + turn[0].length;
  return readPart(s, words, to, document, block, folded, name);
}

/** @param named the name, where it does not stand in the part itself */
function readPart(s: Sentence, from: number, to: number, document: Document, block: Block, folded: Folded, named = ''): Reading | null {
  const read = readQualitative(named + s.text.slice(from, to));
  if (!read || read.start < named.length) return null;
  const found = { ...read, start: read.start - named.length, end: read.end - named.length };
  const { scope, rules } = roleAt(s, from + found.start);
  if (scope.role !== 'target') return null;
  const span = toRawSpan(folded, from + found.start, from + found.end);
  const quote = toRawSpan(folded, from, to);
  return {
    draft: {
      name: found.name,
      measure: found.measure,
      decimals: null,
      unit: '',
      comparator: found.comparator,
      period: periodOf(scope, {
        measure: found.measure === 'growth' ? 'growth' : 'level',
        reached: true,
        state: true,
        flow: false,
        part: null,
      }),
      role: 'target',
      text: found.words,
      form: 'prose',
      section: block.section,
      quote: joinLines(document.text.slice(quote.start, quote.end)),
      span,
      valueText: document.text.slice(span.start, span.end),
    },
    rules: [found.rule, ...rules],
  };
}
