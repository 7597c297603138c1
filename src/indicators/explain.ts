import { type Document, NO_METADATA } from '../document/index.js';
import { createContext, type ExtractOptions } from './context.js';
import type { Indicator } from './indicator.js';
import { toIndicator } from './refine/build.js';
import { digest } from './refine/identity.js';
import { readBlock } from './rules/prose.js';

/** One value of an explained sentence: the record, and the rules that took part in the order they fired. */
export interface ExplainedValue {
  readonly indicator: Indicator;
  readonly rules: readonly string[];
}

/** A numeral that is no value: its words, where they stand in the sentence, the rule that left it out and why. */
export interface ExplainedOmission {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly reason: string;
}

export interface Explanation {
  readonly sentence: string;
  readonly values: readonly ExplainedValue[];
  readonly omissions: readonly ExplainedOmission[];
}

/**
 * What the rules make of one sentence: every value with the rules that fired, and why each other numeral was left out.
 * @param options as for extractIndicators; a bare sentence has no year of its own, so `period` and `kind` decide what 今年 is
 */
export function explainSentence(sentence: string, options: ExtractOptions = {}): Explanation {
  const document = asDocument(sentence);
  const context = createContext(document, { kind: 'work-report', ...options });
  const values: ExplainedValue[] = [];
  const omissions: ExplainedOmission[] = [];
  for (const block of document.blocks) {
    const result = readBlock(document, block, context);
    for (const { draft, rules } of result.readings) {
      values.push({ indicator: { ...toIndicator(draft, context), id: digest(draft.quote + draft.valueText + draft.span.start) }, rules });
    }
    for (const { start, end, rule, reason } of result.omissions)
      omissions.push({ text: sentence.slice(start, end), start, end, rule, reason });
  }
  return { sentence, values, omissions };
}

/** A sentence as a page of one paragraph. */
function asDocument(text: string): Document {
  const span = { start: 0, end: text.length };
  return {
    text,
    metadata: NO_METADATA,
    blocks: text === '' ? [] : [{ kind: 'paragraph', span, pieces: [span], level: 0, section: [], table: null }],
    links: [],
    unreadable: [],
    mediaType: 'text/plain',
    charset: 'utf-8',
    charsetFrom: 'utf-8-valid',
    sha256: '',
    isDocument: true,
    why: null,
  };
}
