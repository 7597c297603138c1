import type { Block, Document, Folded } from '../../document/index.js';
import type { Scope } from '../context.js';
import { planIn, type YearSpan, yearIn } from '../lexicon/plans.js';

/** What a document says about itself, as far as time cues need it. */
export interface TimeFacts {
  readonly kind: string;
  readonly year: number | null;
  readonly plan: YearSpan | null;
}

/** A word of time: where it stands, the scope it opens, and whether that outlives the sentence. */
export interface Cue {
  readonly rule: string;
  readonly at: number;
  readonly scope: Scope;
  readonly persists: boolean;
  /** A part of a year (`Q1`, `H1`); null for whole years. */
  readonly part: string | null;
}

export interface Scopes {
  readonly byBlock: ReadonlyMap<Block, Scope>;
  readonly fallback: Scope;
}

interface TimeRule {
  readonly name: string;
  /** Global. Two strings it reads and one it must not stand in tests/corpus/indicators/. */
  readonly pattern: RegExp;
  /** Only within this many units of the sentence's beginning does the scope outlive the sentence; 0 never, default never. */
  readonly persistsWithin?: number;
  readonly produce: (found: RegExpExecArray, facts: TimeFacts, current: Scope) => (Partial<Scope> & { part?: string | null }) | null;
}

const year = (role: Scope['role'], value: number | null): Partial<Scope> => ({ role, mode: 'year', year: value });
const span = (role: Scope['role'], value: YearSpan): Partial<Scope> => ({ role, mode: 'span', span: value, year: value[1] });
const isReport = (facts: TimeFacts) =>
  facts.kind === 'work-report' || facts.kind === 'plan-report' || facts.kind === 'bulletin' || facts.kind === 'review';
/** The first year that still lies ahead of the document. */
const horizon = (facts: TimeFacts): number => facts.year ?? facts.plan?.[0] ?? 9999;

/** Five years that ended before the document's year. */
function yearsBehind(facts: TimeFacts): YearSpan | null {
  const next = isReport(facts) ? facts.year : (facts.plan?.[0] ?? facts.year);
  return next === null ? null : [next - 5, next - 1];
}

function forYear(value: number, facts: TimeFacts, current: Scope): Partial<Scope> {
  const ahead = value >= horizon(facts);
  // A bulletin reports the year in its title; an outline's first year is still a plan.
  if (facts.kind === 'bulletin') return year('actual', value);
  if (facts.plan && ahead && value === facts.plan[1] && !isReport(facts)) return span('target', facts.plan);
  if (!ahead && current.mode === 'span' && current.role === 'actual' && current.span && current.span[1] === value)
    return span('actual', current.span);
  return year(ahead ? 'target' : 'actual', value);
}

function forPlan(plan: YearSpan, facts: TimeFacts): Partial<Scope> | null {
  const first = horizon(facts);
  if (plan[1] < first) return span('actual', plan);
  if (plan[0] >= first || !isReport(facts)) return span('target', plan);
  return null;
}

/** Rules in the order they are tried; at one place the first wins. */
export const TIME_RULES: readonly TimeRule[] = [
  {
    name: 'review-of-years',
    pattern:
      /(?:过去的?|回顾|这|近|前|经过)(?:这)?[五5]年|[五5]年[来间里](?!的?第)|(?<![前后\d])[五5]年(?=[年累增提下减共实城新签发引完建总改平])/g,
    persistsWithin: 40,
    produce: (found, facts, current) => {
      if (current.role === 'target' && (current.mode === 'span' || found[0] === '五年')) return null;
      const behind = yearsBehind(facts);
      return behind && span('actual', behind);
    },
  },
  {
    name: 'years-ahead',
    pattern: /(?:今后|未来|下一个)的?五年|五年后/g,
    persistsWithin: 60,
    produce: (_, facts) => {
      const plan =
        facts.plan && facts.plan[0] >= horizon(facts) ? facts.plan : facts.year === null ? null : ([facts.year, facts.year + 4] as const);
      return plan && span('target', plan);
    },
  },
  {
    name: 'plan-end',
    pattern: /(?<![较比与同和由从自][“"]?)(?:到|至)?[“"]?(?<![较比与同和由从自][“"]?)十[一二三四五六七]五[”"]?(?:期?末)/g,
    produce: (found, facts) => {
      const plan = planIn(`${found[0]}规划`);
      return plan && forPlan(plan, facts);
    },
  },
  {
    name: 'plan-period',
    pattern:
      /[“"]?十[一二三四五六七]五[”"]?(?:规划)?(?:时期|期间|以来|五年|这五年|规划(?:目标任务|主要目标|确定)|(?:经济社会)?(?:发展)?(?:主要)?(?:目标|成就))(是)?/g,
    persistsWithin: 40,
    produce: (found, facts) => {
      const plan = planIn(`${found[0]}规划`);
      if (!plan) return null;
      const first = horizon(facts);
      // “十四五”时期是…机遇期 only says what the years are.
      if (found[1] && plan[1] >= first) return null;
      if (found[0].endsWith('以来') && plan[0] < first && plan[1] >= first) return span('actual', [plan[0], first - 1]);
      return forPlan(plan, facts);
    },
  },
  {
    name: 'year-behind',
    pattern:
      /(?<![较比与同])(?:刚刚)?过去(?:的)?一年|(?:刚刚)?过去的20\d\d年|一年来|这一年|(?<![较比与同占超])去年(?!同期|底)|(?<![较比与同占超的])上年(?!同期|末|底)/g,
    persistsWithin: 24,
    produce: (found, facts, current) => {
      if (facts.year === null || !isReport(facts)) return null;
      if (/[去上]年/.test(found[0]) && current.role === 'target') return null;
      return year('actual', facts.kind === 'bulletin' ? facts.year : facts.year - 1);
    },
  },
  {
    name: 'targets-of-this-year',
    pattern:
      /(?:今年|本年度?|20\d\d年)[^。；]{0,30}?(?:预期目标|主要目标|总体目标|总体要求|主要预期|目标任务|工作(?:总体)?思路|重点(?:抓好|做好|工作|推进))|做好今年|今年(?:是|，?我们[将要]|要|，?政府)|(?:主要)?预期目标[是为：]/g,
    persistsWithin: 120,
    produce: (found, facts) => {
      if (facts.year === null || facts.kind === 'bulletin') return null;
      const named = yearIn(found[0]);
      if (named !== null && named < facts.year) return null;
      if (!isReport(facts)) return null;
      return year('target', named ?? facts.year);
    },
  },
  {
    name: 'by-year',
    pattern: /(?:到|至|力争|展望|[—–-])(?:20\d\d年?|二[〇○零O]二?[〇○零O一二三四五六七八九]{1,2}年)(?:底|末|前|，|时|，?全面)?/g,
    produce: (found, facts, current) => {
      const named = yearIn(`${found[0].replace(/[^\d二〇○零O一三四五六七八九年]/g, '')}年`);
      if (named === null || /^[—–-]/.test(found[0])) return null;
      return forYear(named, facts, current);
    },
  },
  {
    name: 'named-year',
    pattern: /(?<![较比与同和从由自在至—–\-\d])(?:以)?20\d\d年(?!的?基础|规划|以来|远景|愿景|目标|[—–-])/g,
    persistsWithin: 12,
    produce: (found, facts, current) => {
      if (found[0].startsWith('以')) return null;
      const named = yearIn(found[0]);
      return named === null ? null : forYear(named, facts, current);
    },
  },
  {
    name: 'quarter',
    pattern: /(?<![较比与同])(?:第?([一二三四])季度|(上|下)半年|前(三)季度|(?<!\d)1[—–-](\d{1,2})月)/g,
    produce: (found, _facts, current) => {
      const part = found[1]
        ? `Q${'一二三四'.indexOf(found[1]) + 1}`
        : found[2]
          ? found[2] === '上'
            ? 'H1'
            : 'H2'
          : found[3]
            ? 'Q1-Q3'
            : `M1-M${found[4]}`;
      return current.mode === 'year' ? { part } : null;
    },
  },
  {
    name: 'whole-year',
    pattern: /全年/g,
    produce: (_found, facts, current) =>
      current.mode === 'span' && current.role === 'actual' && isReport(facts) && facts.year !== null
        ? { ...year('actual', facts.year - 1), part: null }
        : { part: null },
  },
];

/** Slogans in quotes set no time (“五年全开工、十年全开通”); the names of plans do. */
const withoutQuotes = (sentence: string): string => sentence.replace(/[“《][^”》]{6,60}[”》]/g, (quoted) => '\u0001'.repeat(quoted.length));

/** Every word of time in one sentence, in order. */
export function cuesIn(raw0: string, facts: TimeFacts, start: Scope): Cue[] {
  const sentence = withoutQuotes(raw0);
  const cues: Cue[] = [];
  const raw: { rule: TimeRule; found: RegExpExecArray }[] = [];
  for (const rule of TIME_RULES) {
    rule.pattern.lastIndex = 0;
    for (let found = rule.pattern.exec(sentence); found; found = rule.pattern.exec(sentence)) raw.push({ rule, found });
  }
  raw.sort((a, b) => a.found.index - b.found.index || TIME_RULES.indexOf(a.rule) - TIME_RULES.indexOf(b.rule));
  let current = start;
  let until = -1;
  for (const { rule, found } of raw) {
    if (found.index < until) continue;
    const made = rule.produce(found, facts, current);
    if (!made) continue;
    const { part = null, ...changes } = made;
    current = { ...current, ...changes };
    cues.push({
      rule: rule.name,
      at: found.index + found[0].length,
      scope: current,
      persists: found.index < (rule.persistsWithin ?? 0),
      part,
    });
    until = found.index + found[0].length;
  }
  return cues;
}

interface HeadingRule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly produce: (heading: string, facts: TimeFacts) => Partial<Scope> | null;
}

/** What a heading alone decides. */
export const HEADING_RULES: readonly HeadingRule[] = [
  {
    name: 'heading-review',
    pattern:
      /回顾|成就|取得.{0,10}(?:突破|进展|改善|提升|成效|战果|成绩|胜利)|成绩|完成情况|执行情况|发展基础|现状|过去(?:一年|五年)|发展回眸/,
    produce: (heading, facts) => {
      if (/目标|安排|部署/.test(heading) && !/回顾|完成情况|执行情况/.test(heading)) return null;
      const named = /20\d\d年/.exec(heading);
      const plan = planIn(heading);
      const value = named ? yearIn(named[0]) : null;
      if (value !== null && value < horizon(facts) && !(plan && heading.indexOf('五') < (named?.index ?? 0))) return year('actual', value);
      if (plan && plan[1] < horizon(facts)) return span('actual', plan);
      if (/一年|上年|去年/.test(heading) && facts.year !== null) return year('actual', facts.year - 1);
      if (isReport(facts)) {
        if (/五年/.test(heading)) {
          const behind = yearsBehind(facts);
          return behind && span('actual', behind);
        }
        return facts.year === null ? { role: 'actual' } : year('actual', facts.kind === 'bulletin' ? facts.year : facts.year - 1);
      }
      const behind = yearsBehind(facts);
      return behind ? span('actual', behind) : { role: 'actual' };
    },
  },
  {
    name: 'heading-environment',
    pattern: /发展环境|面临.{0,6}(?:机遇|挑战|形势|困难)|形势(?:与|和|分析)|机遇(?:与|和)挑战|战略机遇|困难挑战/,
    produce: (_, facts) => {
      const behind = yearsBehind(facts);
      return behind && !isReport(facts) ? year('actual', behind[1]) : null;
    },
  },
  {
    name: 'heading-year-ahead',
    pattern: /(?:20\d\d年|今年)/,
    produce: (heading, facts) => {
      const named = yearIn(heading);
      if (/20\d\d年[^，。]{0,4}(?:愿景|远景)/.test(heading) || (named !== null && facts.plan && named > facts.plan[1]))
        return named === null ? null : year('target', named);
      if (!isReport(facts) || facts.kind === 'bulletin') return null;
      const value = named ?? facts.year;
      return value === null || (facts.year !== null && value < facts.year) ? null : year('target', value);
    },
  },
  {
    name: 'heading-vision',
    pattern: /二[〇○零O]三[〇○零O五]年.{0,8}(?:愿景|远景|目标|展望)/,
    produce: (heading) => year('target', yearIn(heading)),
  },
  {
    name: 'heading-plan-ahead',
    pattern: /“?十[一二三四五六七]五”?|今后五年|未来五年|指导思想|(?:主要|发展|总体)目标|工作安排|重点工作|主要任务|工作部署|工作重点/,
    produce: (heading, facts) => {
      const plan = planIn(heading) ?? (/五年/.test(heading) ? facts.plan : null);
      if (plan) return forPlan(plan, facts);
      if (isReport(facts) && facts.kind !== 'bulletin')
        return /任务|安排|部署|重点|目标/.test(heading) && facts.year !== null ? year('target', facts.year) : null;
      return facts.plan && span('target', facts.plan);
    },
  },
];

export function scopeOfHeading(heading: string, facts: TimeFacts, current: Scope): Scope | null {
  const text = heading.replace(/\s+/g, '');
  for (const rule of HEADING_RULES) {
    if (!rule.pattern.test(text)) continue;
    const made = rule.produce(text, facts);
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
        year: facts.year === null ? null : facts.kind === 'bulletin' ? facts.year : facts.year - 1,
        span: facts.plan,
      }
    : { role: 'target', mode: facts.plan ? 'span' : 'year', year: facts.plan ? facts.plan[1] : facts.year, span: facts.plan };
  const byBlock = new Map<Block, Scope>();
  let current = fallback;
  let setAt = 0;
  for (const block of document.blocks) {
    if (block.kind === 'table') {
      byBlock.set(block, current);
      continue;
    }
    const text = foldedOf(block).text;
    if (block.kind === 'heading' && text.length <= LONGEST_HEADING) {
      const made = scopeOfHeading(text, facts, current);
      if (made) {
        current = made;
        setAt = block.level;
      } else if (!isReport(facts) && block.level < setAt) {
        current = fallback;
        setAt = block.level;
      }
      byBlock.set(block, current);
      continue;
    }
    byBlock.set(block, current);
    for (const sentence of sentencesOf(text)) {
      for (const cue of cuesIn(text.slice(sentence.start, sentence.end), facts, current)) if (cue.persists) current = cue.scope;
    }
  }
  return { byBlock, fallback };
}

const LONGEST_SENTENCE = 1500;

/** Sentences of a folded text, at 。！？ only: 《纲要》“…。” keep their closing mark. */
export function sentencesOf(text: string): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    // What runs on for pages is no sentence; cutting it keeps every step below bounded.
    const tooLong = i - start >= LONGEST_SENTENCE && (c === '，' || c === '；' || i - start >= 2 * LONGEST_SENTENCE);
    if (c !== '。' && c !== '！' && c !== '？' && !tooLong) continue;
    let end = i + 1;
    while (end < text.length && '”’）》'.includes(text[end] as string)) end++;
    sentences.push({ start, end });
    start = end;
    i = end - 1;
  }
  if (start < text.length) sentences.push({ start, end: text.length });
  return sentences;
}
