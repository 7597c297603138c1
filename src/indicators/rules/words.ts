import { type Block, type Document, type Folded, toRawSpan } from '../../document/index.js';
import type { Mention } from './mentions.js';
import { periodOf } from './periods.js';
import { readQualitative } from './qualitative.js';
import type { Reading } from './records.js';
import { roleAt, type Sentence } from './sentence.js';

/** The targets without a number of one sentence: only where the scope looks ahead, and never in a clause that states a value. */
export function readWords(s: Sentence, own: readonly Mention[], document: Document, block: Block, folded: Folded): Reading[] {
  if (s.scope.role === 'actual' && !s.cues.some((cue) => cue.scope.role === 'target')) return [];
  const readings: Reading[] = [];
  let start = s.start;
  for (let i = s.start; i <= s.end; i++) {
    if (i < s.end && !'，；。：！？'.includes(s.text[i] as string)) continue;
    const from = start;
    start = i + 1;
    if (own.some((m) => m.printed.start >= from && m.printed.start < i)) continue;
    const found = readQualitative(s.text.slice(from, i));
    if (!found) continue;
    const { scope, rules } = roleAt(s, from + found.start);
    if (scope.role !== 'target') continue;
    const span = toRawSpan(folded, from + found.start, from + found.end);
    const quote = toRawSpan(folded, from, i);
    readings.push({
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
    });
  }
  return readings;
}
