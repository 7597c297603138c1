import type { DocumentContext, Scope } from '../context.js';
import type { Comparator, Measure } from '../indicator.js';
import { dueScope } from './deadlines.js';
import type { Layout } from './layout.js';
import type { Mention } from './mentions.js';
import type { Cue } from './scopes.js';
import { readVerb } from './verbs.js';

export interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly layout: Layout;
  readonly cues: readonly Cue[];
  readonly scope: Scope;
  readonly context: DocumentContext;
}

export interface Item {
  readonly mention: Mention;
  readonly name: string;
  readonly measure: Measure;
  readonly negative: boolean;
  readonly comparator: Comparator;
  readonly reached: boolean;
  readonly flow: boolean;
  readonly lead: string;
  readonly leadStart: number;
  readonly stretch: boolean;
  /** The start of a change (从35.5%增至45%): a state before the scope's time. */
  readonly isStart: boolean;
  /** That change is a decision (由6%调整为6.5%): among targets, its start is the target that held before. */
  readonly adjusted: boolean;
  readonly base: string | null;
  readonly basis: string | null;
  readonly doubts: readonly string[];
  readonly rules: readonly string[];
}

/** How far back a name may begin. */
const LOOK_BACK = 90;

/** How far a noun behind its count may reach. */
export const LOOK_AHEAD = 40;

export const STOPS = '，；。！？：\n';
const STOP_CODES: ReadonlySet<number> = new Set([...STOPS].map((sign) => sign.charCodeAt(0)));
const NUMERAL_CODES: ReadonlySet<number> = new Set([...'0123456789一二三四五六七八九两'].map((sign) => sign.charCodeAt(0)));

export const HAN = /[\p{Script=Han}“《A-Za-z]/u;

/** Where the words that belong to a value begin: after the last stop, the last value, or the bracket it stands in. */
export function leadStart(s: Sentence, at: number, floor: number): number {
  const limit = Math.max(s.start, floor, at - LOOK_BACK);
  for (let i = at - 1; i >= limit; i--) {
    const partner = s.layout.partner[i] as number;
    if (partner >= limit && partner < i) {
      i = partner;
      continue;
    }
    if (partner > i) return i + 1;
    if ((s.layout.quote[i] ?? 0) > 0) continue;
    // By code: a string for each sign on the way back was a good part of all garbage.
    if (STOP_CODES.has(s.text.charCodeAt(i))) return i + 1;
    // “新建公园15座”: words that a notice replaces, or puts in their place, begin with their quote, unless they are a bare figure.
    if (s.layout.amends.has(i) && s.text[i] === '“' && HAS_NAME.test(s.text.slice(i + 1, at).replace(BOUNDS, ''))) return i + 1;
  }
  return limit;
}

const HAS_NAME = /\p{Script=Han}{2}/u;
const BOUNDS = /不(?:低|少|高|多|超)(?:于|过)|(?:达到|控制在|保持在|稳定在|增长|下降|左右|以上)/g;

/** 31个市级重大项目、80个…: what follows the value before belongs to that value, up to the last sign that separates the two. */
export function skipPredicate(s: Sentence, begin: number, at: number, floor: number): number {
  if (begin !== floor || floor <= s.start || !HAN.test(s.text[begin] ?? '') || /^(?:和|及|与|以及|并)/.test(s.text.slice(begin, begin + 2)))
    return begin;
  const lead = s.text.slice(begin, at);
  if (readVerb(lead).measure !== null && !lead.includes('、')) return begin;
  const comma = lead.lastIndexOf('、');
  if (comma >= 0) return begin + comma;
  const and = Math.max(lead.lastIndexOf('和'), lead.lastIndexOf('及'), lead.lastIndexOf('与'));
  return and > 0 ? begin + and : begin;
}

const LINK = /^(?:、|和|及|以及|与|，|,|；|并)?(?:约|近|超|超过|分别|各|则|又|又分别)*(?:每?[年月])?$/;

export const MOVED =
  /^[”」]?(?:[（(][^）)]{0,20}[）)])?(?:，|的(?:年度|规划|预期|增长|约束性|预期性|主要)*(?:目标|指标)值?拟?)?(?:分别|又|进一步|大幅|逐步|预计|已|将|现|拟|建议|统一|相应|适当)*(?:增长|增加|提高|提升|上升|升|增|降|下降|降低|减少|缩小|压缩|优化|调整|扩大|发展|攀升|跃升|拓展|改善|缩短|压减|上调|下调|调增|调减|调高|调低|放宽|收紧|修订|修改|变更|回升|变|转|扭转|壮大|扩展|收窄|回落|加快|放缓|扩大)(?:到|至|为|成)[“「]?(?:了|约|近)?(?:20\d\d年的?|全年的?|[一二三四]季度的?|[上下]半年的?)?(?:控制在|保持在|稳定在|维持在)?(?:累计|年均|同比)*(?:增长|下降|降低)?(?:约|近|超过|超|不低于|不少于|不高于|不超过)?$/;

/** 调整为完成市下达任务, 调整为与上年持平. */
export const ADJUSTED_TO_WORDS =
  /^[，（）]?(?:统一|相应|分别|适当|现|拟|建议|考虑)*(?:调整|上调|下调|修订|修改|变更|改)(?:为|到|至)(?=(?:与|和|同|完成|达到|保持|实现|不低于|高于)\p{Script=Han}{2})/u;

/** A change that is decided, not observed. */
export const ADJUSTED = /^[，（）”」]?(?:统一|相应|分别|适当)*(?:调整|上调|下调|调增|调减|调高|调低|放宽|收紧|修订|修改|变更)/;

/** After 由71所: any short verb of change, 优化整合为. */
export const MERGED = /^[\p{Script=Han}，]{0,10}(?:到|至|为|成|达)(?:了|约|近|超过|超)?$/u;

/** Values that stand in one list behind one name or one list of names. */
export function groupAt(s: Sentence, mentions: readonly Mention[], at: number): Mention[] {
  const group = [mentions[at] as Mention];
  for (let j = at + 1; j < mentions.length; j++) {
    const previous = group[group.length - 1] as Mention;
    const next = mentions[j] as Mention;
    const between = s.text.slice(previous.tail, next.printed.start);
    if (between.length > 8 || !LINK.test(between)) break;
    // 由205亿元增加到410亿元、翻了一番: a step is a statement of its own.
    if ((next.printed.style === 'step') !== (previous.printed.style === 'step')) break;
    // 10亿元以上|4个: the amount says which ones are counted.
    if (between === '' && previous.after !== null && (previous.printed.kind === 'money' || previous.printed.unit === '分')) break;
    // 项目10个、20亿元以上项目2个: the amount says which ones come next.
    if (
      next.after !== null &&
      next.printed.kind === 'money' &&
      previous.printed.kind !== 'money' &&
      /^(?:的?\p{Script=Han}{0,4}(?:项目|企业|工程|产业|园区)|的\p{Script=Han}{1,8}(?:占|达)|\d+[个家户项])/u.test(
        s.text.slice(next.tail, next.tail + 8),
      )
    )
      break;
    // A comma goes on with a list only where commas made it so far.
    if (
      /，|；/.test(between) &&
      group.length > 1 &&
      !/，|；/.test(s.text.slice((group[group.length - 2] as Mention).tail, previous.printed.start))
    )
      break;
    if (
      /，|；/.test(between) &&
      !/分别/.test(s.text.slice(leadStart(s, (mentions[at] as Mention).printed.start, s.start), (mentions[at] as Mention).printed.start))
    )
      break;
    if (s.layout.partner[previous.tail] !== -1 && between === '') break;
    group.push(next);
  }
  return group;
}

/** Where the next digit begins; bounded. */
export function nextNumeral(s: Sentence, from: number): number {
  const end = Math.min(from + 24, s.end);
  for (let i = from; i < end; i++) if (NUMERAL_CODES.has(s.text.charCodeAt(i))) return i;
  return Math.min(from, s.end);
}

/** 甲年均增长5%，力争到2030年达到60亿元；乙…: a year named after a value holds to the end of its own part. */
function isAside(s: Sentence, cueEnd: number, at: number): boolean {
  const stop = s.text.slice(cueEnd, at).indexOf('；');
  if (stop < 0) return false;
  // 到2028年突破200亿元，2030年达到260亿元；乙…: years that follow one another are of their part.
  const year = s.cues.find((cue) => cue.at + s.start === cueEnd)?.scope.year;
  if (s.cues.some((cue) => cue.at + s.start > cueEnd && cue.at + s.start < cueEnd + stop && cue.scope.year !== year)) return true;
  const before = s.text.slice(s.start, cueEnd);
  const part = before.slice(before.lastIndexOf('；') + 1).replace(/20\d\d年/g, '');
  return /\d[^\d，]*，/.test(part);
}

export const roleAt = (s: Sentence, at: number): { scope: Scope; part: string | null; rules: string[] } => {
  let scope = s.scope;
  let part: string | null = null;
  let rules: string[] = [];
  for (const cue of s.cues) {
    if (cue.at + s.start > at) break;
    if (!cue.persists && isAside(s, cue.at + s.start, at)) continue;
    scope = cue.scope;
    part = cue.part;
    rules = [...rules.slice(-1), cue.rule];
  }
  // A year named before the figure, in its own sentence, holds; else the one behind it.
  const named = s.cues.some((cue) => cue.at + s.start <= at && cue.scope === scope && /^(?:by|named)-year$/.test(cue.rule));
  if (!named) scope = dueScope(scope, s.text, at, s.end, s.context.year);
  return { scope, part, rules };
};
