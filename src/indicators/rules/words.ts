import { type Block, type Document, type Folded, toRawSpan } from '../../document/index.js';
import type { Mention } from './mentions.js';
import { periodOf } from './periods.js';
import { readQualitative } from './qualitative.js';
import type { Reading } from './records.js';
import { roleAt, type Sentence } from './sentence.js';

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

function readPart(s: Sentence, from: number, to: number, document: Document, block: Block, folded: Folded): Reading | null {
  const found = readQualitative(s.text.slice(from, to));
  if (!found) return null;
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
      quote: document.text.slice(quote.start, quote.end).replace(/\s*\n\s*/g, ''),
      span,
      valueText: document.text.slice(span.start, span.end),
    },
    rules: [found.rule, ...rules],
  };
}
