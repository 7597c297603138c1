import type { Block, Document, Folded } from '../../document/index.js';
import type { Scope } from '../context.js';
import { HEADING_RULES } from './heading-rules.js';
import { TIME_RULES, type TimeRule } from './time-rules.js';
import { isReport, lastYear, type TimeFacts } from './times.js';

export type { TimeFacts } from './times.js';

/** A word of time: where it stands, the scope it opens, and how far that goes. */
export interface Cue {
  readonly rule: string;
  readonly at: number;
  readonly scope: Scope;
  /** It outlives its sentence. */
  readonly persists: boolean;
  /** It holds to the end of the section and not only of the paragraph. */
  readonly outlives: boolean;
  /** A part of a year (`Q1`, `H1`); null for whole years. */
  readonly part: string | null;
}

/** A sentence of a folded text, the scope it begins in and its words of time. */
export interface TimedSentence {
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
  readonly cues: readonly Cue[];
}

export interface Scopes {
  readonly byBlock: ReadonlyMap<Block, Scope>;
  /** The sentences of running text, as they were read to find the scopes. */
  readonly sentences: ReadonlyMap<Block, readonly TimedSentence[]>;
  readonly fallback: Scope;
}

const QUOTE = /[“《]/;

/** Slogans in quotes set no time (“五年全开工、十年全开通”); the names of plans do. */
const withoutQuotes = (sentence: string): string =>
  !QUOTE.test(sentence)
    ? sentence
    : sentence.replace(/[“《][^”》]{6,60}[”》]/g, (quoted) => {
        // 《…第十五个五年规划的建议》 does name the years that follow.
        const plan = /第十[一二三四五六七]个五年规划/.exec(quoted);
        if (!plan) return '\u0001'.repeat(quoted.length);
        const end = plan.index + plan[0].length;
        return '\u0001'.repeat(plan.index) + plan[0] + '\u0001'.repeat(quoted.length - end);
      });

/** Any word that any rule needs, nothing where a rule needs none: most sentences name no time at all. */
const TIME_WORDS = new RegExp([...new Set(TIME_RULES.flatMap((rule) => rule.needs ?? ['']))].join('|'));

/** Every word of time in one sentence, in order. */
export function cuesIn(raw0: string, facts: TimeFacts, start: Scope): Cue[] {
  if (!TIME_WORDS.test(raw0)) return [];
  const rules = TIME_RULES.filter((rule) => !rule.needs || rule.needs.some((word) => raw0.includes(word)));
  const sentence = withoutQuotes(raw0);
  const cues: Cue[] = [];
  const raw: { rule: TimeRule; found: RegExpExecArray }[] = [];
  for (const rule of rules) {
    rule.pattern.lastIndex = 0;
    for (let found = rule.pattern.exec(sentence); found; found = rule.pattern.exec(sentence)) raw.push({ rule, found });
  }
  raw.sort((a, b) => a.found.index - b.found.index || TIME_RULES.indexOf(a.rule) - TIME_RULES.indexOf(b.rule));
  let current = start;
  let until = -1;
  for (const { rule, found } of raw) {
    if (found.index < until) continue;
    const made = rule.produce(found, facts, current, start);
    if (!made) continue;
    const { part = null, ...changes } = made;
    const opens = found.index < (rule.persistsWithin ?? 0);
    const reach = opens ? (rule.reach?.(found, facts, current) ?? 'section') : 'sentence';
    current = { ...current, ...changes };
    cues.push({
      rule: rule.name,
      at: found.index + found[0].length,
      scope: current,
      persists: reach !== 'sentence',
      outlives: reach === 'section',
      part,
    });
    until = found.index + found[0].length;
  }
  return cues;
}

export function scopeOfHeading(heading: string, facts: TimeFacts, current: Scope): Scope | null {
  const text = heading.replace(/\s+/g, '');
  for (const rule of HEADING_RULES) {
    if (!rule.pattern.test(text)) continue;
    const made = rule.produce(text, facts);
    // Among the tasks of a year a heading looks back only where it says so: 努力在关键环节取得突破 does not.
    if (made?.role === 'actual' && current.role === 'target' && isReport(facts) && !/回顾|完成情况|执行情况|成就|过去|去年/.test(text))
      continue;
    if (made) return { ...current, ...made };
  }
  return null;
}

/** Longest line still taken for a heading when a heading rule looks at it. */
const LONGEST_HEADING = 60;

/** Walks the blocks once: headings open scopes for their subtree, sentences that set the time open them for what follows. */
export function scopesOf(document: Document, facts: TimeFacts, foldedOf: (block: Block) => Folded): Scopes {
  const fallback: Scope = isReport(facts)
    ? {
        role: 'actual',
        mode: 'year',
        year: lastYear(facts),
        span: facts.plan,
      }
    : // A notice that names no plan speaks of its year: 关于调整2023年部分计划指标的通知.
      facts.plan && (facts.planStated !== false || facts.kind !== 'notice')
      ? { role: 'target', mode: 'span', year: facts.plan[1], span: facts.plan }
      : { role: 'target', mode: 'year', year: facts.year, span: facts.plan };
  const byBlock = new Map<Block, Scope>();
  const sentences = new Map<Block, readonly TimedSentence[]>();
  let current = fallback;
  // Of a plan: the scopes of the headings above. A report turns from one part to the next, often without a heading, and never back.
  const above: { level: number; scope: Scope }[] = [];
  // The part of a report whose heading says that it lays down what is to be done: a paragraph that looks back there (一年来，…) ends with itself.
  let ahead = false;
  for (const block of document.blocks) {
    if (block.kind === 'table') {
      byBlock.set(block, current);
      continue;
    }
    const text = foldedOf(block).text;
    if (block.kind === 'heading' && text.length <= LONGEST_HEADING) {
      if (!isReport(facts)) {
        while (above.length > 0 && (above[above.length - 1]?.level ?? 0) >= block.level) above.pop();
        current = above[above.length - 1]?.scope ?? fallback;
      }
      const made = scopeOfHeading(text, facts, current);
      if (made) {
        current = made;
        ahead = isReport(facts) && made.role === 'target';
        above.push({ level: block.level, scope: made });
      }
      byBlock.set(block, current);
      continue;
    }
    byBlock.set(block, current);
    const timed = timeSentences(text, facts, current);
    sentences.set(block, timed);
    for (const { cues } of timed)
      for (const cue of cues)
        if (cue.outlives && !(ahead && cue.scope.role === 'actual' && text.length > LONGEST_HEADING)) current = cue.scope;
  }
  return { byBlock, sentences, fallback };
}

/** The sentences of a folded text that begins in `start`, each with the scope that the ones before leave it. */
export function timeSentences(text: string, facts: TimeFacts, start: Scope): TimedSentence[] {
  let scope = start;
  return sentencesOf(text).map((sentence) => {
    const cues = cuesIn(text.slice(sentence.start, sentence.end), facts, scope);
    const timed = { ...sentence, scope, cues };
    for (const cue of cues) if (cue.persists) scope = cue.scope;
    return timed;
  });
}

const LONGEST_SENTENCE = 1500;
const [FULL_STOP, EXCLAMATION, QUESTION, COMMA, SEMICOLON] = [...'。！？，；'].map((sign) => sign.charCodeAt(0));

/** Sentences of a folded text, at 。！？ only: 《纲要》“…。” keep their closing mark. */
export function sentencesOf(text: string): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // What runs on for pages is no sentence; cutting it keeps every step below bounded.
    const tooLong = i - start >= LONGEST_SENTENCE && (code === COMMA || code === SEMICOLON || i - start >= 2 * LONGEST_SENTENCE);
    if (code !== FULL_STOP && code !== EXCLAMATION && code !== QUESTION && !tooLong) continue;
    let end = i + 1;
    while (end < text.length && '”’）》'.includes(text[end] as string)) end++;
    sentences.push({ start, end });
    start = end;
    i = end - 1;
  }
  if (start < text.length) sentences.push({ start, end: text.length });
  return sentences;
}
