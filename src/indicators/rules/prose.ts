import { type Block, type Document, type Folded, toRawSpan } from '../../document/index.js';
import type { DocumentContext, Scope } from '../context.js';
import type { Comparator, Measure, Role } from '../indicator.js';
import { comparatorBefore } from '../lexicon/comparators.js';
import { planIn } from '../lexicon/plans.js';
import type { Draft } from '../refine/build.js';
import { type Layout, layoutOf } from './layout.js';
import { type Mention, type Omission, scanMentions } from './mentions.js';
import { cleanLead, cleanName, distribute, stripOpening, TASK } from './names.js';
import { FLOW, periodOf, STATE } from './periods.js';
import { readQualitative } from './qualitative.js';
import { type Cue, cuesIn, sentencesOf } from './scopes.js';
import { type ReadVerb, readVerb } from './verbs.js';

/** One value with all that was decided about it, before it becomes a record. */
export interface Reading {
  readonly draft: Draft;
  /** Rules that took part, in the order they fired. */
  readonly rules: readonly string[];
}

export interface ProseResult {
  readonly readings: readonly Reading[];
  /** Spans in `Document.text`. */
  readonly omissions: readonly Omission[];
}

/** How far back a name may begin. */
const LOOK_BACK = 90;
/** More values than this in one list are a table without its grid, or noise. */
const LONGEST_LIST = 24;
/** How far a noun behind its count may reach. */
const LOOK_AHEAD = 40;

const STOPS = '，；。！？：\n';
const HAN = /[\p{Script=Han}“《A-Za-z]/u;

/** Every value stated in one block of running text. */
export function readBlock(document: Document, block: Block, context: DocumentContext): ProseResult {
  const folded = context.foldedOf(block);
  const text = folded.text;
  const layout = layoutOf(text);
  const { mentions, omissions } = scanMentions(text, layout);
  const readings: Reading[] = [];
  const dropped: Omission[] = [...omissions];
  {
    let scope = context.scopeOf(block);
    let next = 0;
    for (const { start, end } of sentencesOf(text)) {
      const cues = cuesIn(text.slice(start, end), context, scope);
      const own: Mention[] = [];
      while (next < mentions.length && (mentions[next] as Mention).printed.start < end) own.push(mentions[next++] as Mention);
      if (own.length > 0) {
        const sentence: Sentence = { text, start, end, layout, cues, scope, context };
        const result = readSentence(sentence, own);
        for (const item of result.readings) readings.push(toReading(item, document, block, folded, sentence));
        dropped.push(...result.omissions);
      }
      for (const reading of readWords({ text, start, end, layout, cues, scope, context }, own, document, block, folded))
        readings.push(reading);
      for (const cue of cues) if (cue.persists) scope = cue.scope;
    }
  }
  const raw = (o: Omission): Omission => {
    const span = toRawSpan(folded, o.start, o.end);
    return { ...o, start: span.start, end: span.end };
  };
  return { readings, omissions: dropped.sort((a, b) => a.start - b.start).map(raw) };
}

/** The targets without a number of one sentence: only where the scope looks ahead, and never in a clause that states a value. */
function readWords(s: Sentence, own: readonly Mention[], document: Document, block: Block, folded: Folded): Reading[] {
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
        period: periodOf(scope, { measure: 'level', reached: true, state: true, flow: false, part: null }),
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

interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly layout: Layout;
  readonly cues: readonly Cue[];
  readonly scope: Scope;
  readonly context: DocumentContext;
}

interface Item {
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
  readonly base: string | null;
  readonly basis: string | null;
  readonly doubts: readonly string[];
  readonly rules: readonly string[];
}

/** Where the words that belong to a value begin: after the last stop, the last value, or the bracket it stands in. */
function leadStart(s: Sentence, at: number, floor: number): number {
  const limit = Math.max(s.start, floor, at - LOOK_BACK);
  for (let i = at - 1; i >= limit; i--) {
    const c = s.text[i] as string;
    const partner = s.layout.partner[i] as number;
    if (partner >= limit && partner < i) {
      i = partner;
      continue;
    }
    if (partner > i) return i + 1;
    if (STOPS.includes(c) && (s.layout.quote[i] ?? 0) === 0) return i + 1;
  }
  return limit;
}

/** 31个市级重大项目、80个…: what follows the value before belongs to that value, up to the last sign that separates the two. */
function skipPredicate(s: Sentence, begin: number, at: number, floor: number): number {
  if (begin !== floor || floor <= s.start || !HAN.test(s.text[begin] ?? '') || /^(?:和|及|与|以及|并)/.test(s.text.slice(begin, begin + 2)))
    return begin;
  const lead = s.text.slice(begin, at);
  if (readVerb(lead).measure !== null && !lead.includes('、')) return begin;
  const comma = lead.lastIndexOf('、');
  if (comma >= 0) return begin + comma;
  const and = Math.max(lead.lastIndexOf('和'), lead.lastIndexOf('及'), lead.lastIndexOf('与'));
  return and > 0 ? begin + and : begin;
}

const LINK = /^(?:、|和|及|以及|与|，|,|；|并)?(?:约|近|超|超过|分别|各|则|又|又分别)*$/;
const MOVED =
  /^(?:[（(][^）)]{0,20}[）)])?(?:，)?(?:分别|又|进一步|大幅|逐步|预计|已|将)*(?:增长|增加|提高|提升|上升|升|增|降|下降|降低|减少|缩小|压缩|优化|调整|扩大|发展|攀升|跃升|拓展|改善|缩短|压减|上调|回升|变|壮大|扩展)(?:到|至|为|成)(?:了|约|近)?(?:20\d\d年的?)?(?:约|近|超过|超)?$/;

/** After 由71所: any short verb of change, 优化整合为. */
const MERGED = /^[\p{Script=Han}，]{0,10}(?:到|至|为|成|达)(?:了|约|近|超过|超)?$/u;

function readSentence(s: Sentence, mentions: readonly Mention[]): { readings: Item[]; omissions: Omission[] } {
  const readings: Item[] = [];
  const omissions: Omission[] = [];
  let subject = '';
  let task = '';
  let floor = s.start;
  let afterScope = false;
  for (let i = 0; i < mentions.length; ) {
    const group = groupAt(s, mentions, i);
    const first = group[0] as Mention;
    const last = group[group.length - 1] as Mention;
    if (group.length > LONGEST_LIST) {
      for (const m of group)
        omissions.push({
          start: m.printed.start,
          end: m.printed.end,
          rule: 'run-of-numbers',
          reason: 'too many numbers in a row to be a statement',
        });
      floor = last.tail;
      i += group.length;
      continue;
    }
    const begin = skipPredicate(s, leadStart(s, first.printed.start, floor), first.printed.start, afterScope ? -1 : floor);
    const lead = s.text.slice(begin, first.printed.start);
    const before = floor > s.start ? s.text.slice(floor, first.printed.start) : '';
    const nextMention = mentions[i + group.length];
    const scopeCount = group.length === 1 && isScopeCount(s, first, nextMention, lead);
    if (scopeCount) {
      omissions.push({
        start: first.printed.start,
        end: first.printed.end,
        rule: 'scope-count',
        reason: 'a count that only delimits another value',
      });
      // What it counts names the value that follows; 100亿元以上项目 is a class of things and stays in the name.
      if (first.printed.kind === 'count' && first.after === null && !/^的/.test(s.text.slice(first.tail, first.tail + 1)))
        floor = first.tail;
      afterScope = true;
      i += 1;
      continue;
    }
    const read = readGroup(s, group, lead, begin, before, subject, task, readings);
    if (read.omitted)
      omissions.push(
        ...group.map((m) => ({ start: m.printed.start, end: m.printed.end, rule: read.omitted as string, reason: read.reason })),
      );
    else {
      readings.push(...read.items);
      subject = read.subject;
      task = read.task;
    }
    // A numeral that is no value divides nothing: 12345市民服务热线诉求解决率.
    if (!read.omitted) floor = last.tail;
    afterScope = false;
    i += group.length;
  }
  return { readings, omissions };
}

/** Values that stand in one list behind one name or one list of names. */
function groupAt(s: Sentence, mentions: readonly Mention[], at: number): Mention[] {
  const group = [mentions[at] as Mention];
  for (let j = at + 1; j < mentions.length; j++) {
    const previous = group[group.length - 1] as Mention;
    const next = mentions[j] as Mention;
    const between = s.text.slice(previous.tail, next.printed.start);
    if (between.length > 8 || !LINK.test(between)) break;
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

const COUNT_KINDS = new Set(['count', 'people', 'money', 'length', 'area', 'energy', 'mass']);

/** 42个国考断面水质优良比例达到100%: the first count says of what the share is. */
function isScopeCount(s: Sentence, mention: Mention, next: Mention | undefined, lead: string): boolean {
  if (!COUNT_KINDS.has(mention.printed.kind)) return false;
  const after = s.text.slice(mention.tail, Math.min(mention.tail + LOOK_AHEAD, s.end));
  const counted = mention.printed.kind === 'count' || mention.printed.kind === 'people';
  if (
    mention.after !== null &&
    !counted &&
    /^(?:的)?(?:重点|重大|产业|工业|龙头|标志性)?(?:项目|企业|产业|园区|集群|工程|机组|锅炉|产品|品牌|县|区县|乡镇|街道|群众|人口)/.test(
      after,
    )
  )
    return true;
  if (!next) return false;
  const between = s.text.slice(mention.tail, next.printed.start);
  if (MOVED.test(between) || (/[由从]$/.test(lead) && MERGED.test(between))) return false;
  // 2000万元以上的技改项目3000个: the amount says which ones are counted.
  if (
    mention.after !== null &&
    mention.printed.kind === 'money' &&
    /^的?[\p{Script=Han}]{2,14}$/u.test(between) &&
    next.printed.kind === 'count'
  )
    return true;
  if (between.length > LOOK_AHEAD || between.length < 3 || /[，；：、。]/.test(between) || !HAN.test(between[0] as string)) return false;
  if (/(?:和|及|以及|与)/.test(between) && next.printed.kind === mention.printed.kind) return false;
  const verb = readVerb(between);
  const stated = readVerb(lead);
  if (stated.measure !== null && stated.measure !== 'level') return false;
  const strong =
    verb.measure !== null ||
    verb.rules.length > 0 ||
    ['percent', 'point', 'times'].includes(next.printed.kind) ||
    /(?:超过|突破|达|完成投资|投资|营收|产值|总额)$/.test(between) ||
    verb.rest.length < between.length;
  return strong && mention.printed.kind === 'count';
}

interface GroupReading {
  readonly items: Item[];
  readonly subject: string;
  readonly task: string;
  readonly omitted: string | null;
  readonly reason: string;
}

/** Names that only say how the thing before is counted. */
const PART_OF_SUBJECT =
  /^(?:总量|总数|总额|总规模|规模|总值|总金额|金额|总投资|投资额|投资|价款|总面积|面积|数量|个数|户数|人数|比重|占比|比例|比率|增速|增幅|年均|余额|产值|均价|单价|累计|产量|销量|产能|保有量|总产值|销售额|营收|利润|税收|增量|总长|里程|份额|增加值|交易额|成交额|合同额|签约额|协议资金|总产量|单产|亩产|亩均|人均|户均|规模化|城乡差距|差距|完成投资|到位资金|总产能|带动就业|惠及群众)$/;

function readGroup(
  s: Sentence,
  group: readonly Mention[],
  rawLead: string,
  begin: number,
  before: string,
  subject: string,
  task: string,
  earlier: readonly Item[],
): GroupReading {
  const previous = earlier[earlier.length - 1] ?? null;
  const first = group[0] as Mention;
  const empty = { items: [], subject, task };
  // Most bare numbers in a page are no values; the cheap test first.
  if (first.printed.kind === 'none' && rawLead.trim().length < 3 && subject === '')
    return { ...empty, omitted: 'no-name', reason: 'a number without unit and name' };
  const moved = previous !== null && before !== '' && (MOVED.test(before) || (previous.isStart && MERGED.test(before)));
  const lead = rawLead.replace(/^[、，和及与；以]+(?=.)/, (m) => (m === '以' ? '以' : ''));
  const verb = readVerb(lead);
  const rules: string[] = [...verb.rules];
  const listed = /^(?:、|和|及|以及|与)/.test(before) || (before !== '' && /^(?:、|和|及|以及|与)/.test(rawLead));
  const stretch =
    /力争|争取|努力|冲刺|奋斗/.test(lead) ||
    /(?:力争|争取|冲刺)[^，；。]{0,4}$/.test(s.text.slice(Math.max(s.start, first.printed.start - 10), first.printed.start));

  let name = '';
  let carried = false;
  let newSubject = subject;
  let newTask = listed ? task : '';
  const doubts: string[] = [];
  const fromWord =
    /(?:^|[\p{Script=Han}”）)])(?:由|从|自)(?:20\d\d年的?|[“"]?十[一二三四五六七]五[”"]?(?:期?末|时期)?的?|上年的?|去年的?|原来的?|[一二三四五]年前的?)?$/u.exec(
      verb.rest,
    );
  const finish = (group[group.length - 1] as Mention).tail;
  const onward = s.text.slice(finish, nextNumeral(s, finish));
  const isStart = fromWord !== null && (MOVED.test(onward) || MERGED.test(onward));
  let rest = fromWord
    ? verb.rest.slice(0, verb.rest.length - fromWord[0].replace(/^[\p{Script=Han}”）)](?=[由从自])/u, '').length)
    : verb.rest;

  const basis = BASIS.exec(rest)?.[0] ?? null;
  if (basis) rest = rest.replace(basis, '');
  const baseFound =
    /(?:比|较|同|与)((?:20\d\d年|[“"]?十[一二三四五六七]五[”"]?(?:规划)?(?:期?末|时期)?|上年|去年|[一二三四五]年前|年初|“[^”]{2,8}”)(?:同期|末|底|以来)?)(?:相比)?/.exec(
      lead,
    );
  const base = baseFound ? (baseFound[1] as string).replace(/[“”"]/g, '').replace(/^(20\d\d)年$/, '$1') : null;
  if (baseFound) rest = rest.replace(baseFound[0], '');
  const ground = /(?:在)?(20\d\d)年(?:的)?基础上/.exec(lead);
  if (ground) rest = rest.replace(ground[0], '');
  rest = rest.replace(/分别/g, '');

  if (moved && previous) {
    rules.push('change-from-to');
    name = previous.name;
    carried = group.length > 1;
  } else {
    name = group.length > 1 ? cleanLead(rest) : cleanName(rest);
  }
  const ahead = nounAfter(s, group[group.length - 1] as Mention);
  const measured = verb.measure;
  const quantityKind = first.printed.kind;
  const countLike =
    quantityKind === 'count' ||
    quantityKind === 'people' ||
    quantityKind === 'money' ||
    quantityKind === 'length' ||
    quantityKind === 'area' ||
    quantityKind === 'mass' ||
    quantityKind === 'energy' ||
    quantityKind === 'volume' ||
    quantityKind === 'other';
  const endsWithList = /等$/.test(rest);
  let valueFirst = false;

  if (!moved) {
    const onlyTask = TASK.exec(name);
    const bareTask = onlyTask !== null && onlyTask[0].length === name.length;
    const opens = lead.length <= 1;
    const percentOf =
      quantityKind === 'percent' && (verb.measure === null || measured === 'level' || opens) && (!verb.reached || opens)
        ? nounAfter(s, first)
        : '';
    const changes = name === '' && verb.measure === 'change' && rawLead.length <= 3 && countLike && ahead !== '';
    if (changes) {
      // 增加5000个普通高中招生计划: what is added stands behind its number.
      rules.push('count-before-noun');
      valueFirst = true;
      name = verb.negative ? ahead : `${lead.trim()}${ahead}`;
    } else if (
      percentOf &&
      (s.text[first.tail] === '的' || first.tail > first.printed.end || opens) &&
      !/^(?:同步|水平|目标)/.test(percentOf)
    ) {
      rules.push('share-before-noun');
      name = `${name}${percentOf}`;
    } else if (
      !isStart &&
      countLike &&
      ahead !== '' &&
      (first.tail === first.printed.end || quantityKind === 'count' || quantityKind === 'people' || name === '' || bareTask) &&
      (measured === null || measured === 'level') &&
      (!verb.reached || name === '')
    ) {
      valueFirst = true;
      rules.push('count-before-noun');
      const head = countedHead(rest, name);
      if (bareTask) newTask = onlyTask[0];
      const taken = listed && task && head === '' ? task : '';
      if (taken) newTask = task;
      if (head && !bareTask) newTask = head;
      const opening = endsWithList ? (TASK.exec(name)?.[0] ?? '') : '';
      name =
        endsWithList && GENERIC.test(ahead)
          ? `${topicOf(s) ? `${topicOf(s)}${opening}` : listHead(name)}${ahead}`
          : `${ahead.length <= 6 && /项目/.test(ahead) && !head ? topicOf(s) : ''}${taken}${opening}${head}${ahead}`;
    } else if (
      name === '' ||
      PART_OF_SUBJECT.test(name) ||
      /^(?:占|高于|低于|快于|优于|好于|领先|超出|慢于|多于|比全国|比全省|高出|较全国)/.test(name)
    ) {
      carried = name === '';
      if (subject) {
        rules.push('name-carried-over');
        const stem = verb.reached || name !== '' ? subject.replace(/^(?:新增|净增|新登记|新设|新注册|累计)(?:各类)?/, '') : subject;
        name = name === '' ? (verb.reached || measured !== null ? stem : subject) : `${stem}${name}`;
      } else {
        const topic = previousClause(s, begin) || topicOf(s);
        if (topic) {
          rules.push('name-from-clause-before');
          name = name ? `${topic}${name}` : topic;
        }
      }
    }
    // 开展“甲”培训，全年培训40万人次: a verb alone takes the clause before it.
    if (!valueFirst && name !== '' && TASK.exec(name)?.[0].length === name.length) name = previousClause(s, begin) || name;
    const taskFound = TASK.exec(name);
    if (taskFound) newTask = taskFound[0];
    else if (listed && task && !valueFirst && countLike && measured === null && !PART_OF_SUBJECT.test(name)) {
      rules.push('verb-carried-over');
      name = `${task}${name}`;
      newTask = task;
    }
  }
  // 规上工业企业新增44家 reads as 新增规上工业企业.
  const added = /^(.+?)(新增|净增|累计新增|共新增)$/.exec(name);
  const net = /净增$/.test(name);
  if (added) name = `${(added[2] as string).replace(/^累计|^共/, '')}${(added[1] as string).replace(/^累计/, '')}`;

  if (isListCount(rest, first, ahead)) return { ...empty, omitted: 'list-count', reason: 'the number of things just listed' };
  if (
    first.printed.unit === '条' &&
    ahead === '' &&
    /(?:贯彻|落实|出台|制定|推出|实施|印发)/.test(rest) &&
    !/[路线道街河航流][”"]?$/.test(rest)
  )
    return { ...empty, omitted: 'policy-title', reason: 'a policy named by its number of articles' };
  if (name === '' && first.printed.unit.endsWith('人口')) name = '人口';
  if (name === '') {
    if (quantityKind === 'none') return { ...empty, omitted: 'no-name', reason: 'a number without unit and name' };
    doubts.push('no name found');
  }
  if (quantityKind === 'none' && !acceptsBare(s, first, name, verb))
    return { ...empty, omitted: 'no-unit', reason: 'a number without a unit' };

  // 压减一般性支出12.6亿元: the verb stands before its object.
  const ahead0 = /^(压减|减少|削减|压降|缩减|降低|压缩)(?=.{2,})/.exec(name);
  const movedObject = ahead0 !== null && !valueFirst && (verb.measure === null || verb.rules.join() === 'done');
  if (movedObject && ahead0) {
    rules.push('fall-before-object');
    name = name.slice(ahead0[0].length);
  }
  const share = /^(.*?)(?:集聚|贡献|占据|吸引|占|集中)了?(.+)的$/.exec(rest);
  if (share && quantityKind === 'percent') {
    rules.push('share-of');
    name = `${cleanName((share[1] as string).replace(/^.*等/, '')) || subject}占${cleanName(share[2] as string)}比重`;
  }
  // 甲产量3万吨、乙产量5万吨，分别增长9%、7%: the names are those of the values before.
  const recent = carried && group.length > 1 ? earlier.slice(-group.length).map((item) => item.name) : [];
  const done = /^(.+?)(?:分别|各|均)?(新增|净增|新认定|新设立?|新建|新登记|新引进|新培育)$/.exec(name);
  if (done && group.length > 1) name = done[1] as string;
  const listedNames = recent.length === group.length && new Set(recent).size === recent.length ? recent : null;
  const split = group.length > 1 ? (listedNames ?? distribute(name, group.length)) : null;
  const names = done && split ? split.map((n) => `${done[2]}${n}`) : split;
  if (names) rules.push('respectively');
  const items: Item[] = group.map((mention, index) => {
    const own = names ? cleanName(names[index] as string) || (names[index] as string) : name;
    const measure = measureOf(
      mention,
      movedObject ? { ...verb, measure: 'change', negative: true } : verb,
      own,
      moved && previous ? previous : null,
      net,
      carried && previous && previous.name === finishName(own, 'growth') ? previous : null,
    );
    const comparator = comparatorFor(s, index, lead, mention);
    const label = finishName(own, measure.measure);
    return {
      mention,
      name: label,
      measure: measure.measure,
      negative: measure.negative,
      comparator,
      reached: verb.reached || moved,
      flow:
        FLOW.test(own) ||
        [stripOpening(rest), own].some((words) => TASK.test(words) && !/^(?:集聚|覆盖|通达|拥有|吸引|运营)/.test(words)) ||
        (valueFirst && !/(?:通达|覆盖|拥有|共有|现有|年产)/.test(`${rest}${own}`)) ||
        /累计|五年(?:来)?(?:共|累计)?|获评|荣获/.test(lead) ||
        /^(?:全部|全面|稳步|如期|顺利|有力)/.test(s.text.slice(mention.tail, mention.tail + 2)),
      lead,
      leadStart: begin,
      stretch: stretch && previous !== null && sameThing(previous.name, label),
      isStart,
      base: base ?? ground?.[1] ?? null,
      basis,
      doubts:
        group.length > 1 && !names && index > 0 && mention.printed.unit === first.printed.unit
          ? [...doubts, 'one name for several values']
          : doubts,
      rules: [...rules],
    };
  });
  if (names) newSubject = names[names.length - 1] as string;
  else if (!PART_OF_SUBJECT.test(name) && name !== '' && !/^占/.test(cleanName(rest)))
    newSubject = name === '' ? subject : cleanName(rest) === '' || PART_OF_SUBJECT.test(cleanName(rest)) ? subject || name : name;
  return { items, subject: newSubject, task: newTask, omitted: null, reason: '' };
}

const sameThing = (a: string, b: string) => a === b || a.includes(b) || b.includes(a);

/** 甲、乙、丙3个行政区: the count adds nothing to the list before it. */
function isListCount(rest: string, mention: Mention, ahead: string): boolean {
  if (
    mention.printed.kind !== 'count' ||
    ahead === '' ||
    typeof mention.printed.decimals !== 'string' ||
    !rest.includes('、') ||
    /等$/.test(rest)
  )
    return false;
  const tail = rest.split(/[，；。：]/).pop() as string;
  const count = Number(mention.printed.decimals);
  return (
    [/、|和|及|与/, /、/].some((separator) => tail.split(separator).filter((part) => part.trim() !== '').length === count) && count > 1
  );
}

/** Nouns too general to name anything alone. */
const GENERIC = /^(?:项目|工程|任务|单位|地区|国家|村|镇|区县|平台|基地|企业)(?:建设|开工)?$/;

/** What a sentence is about, where its first clause only says so: 高速公路网，…; 推动新能源汽车产业提质扩量，…. Empty where it does not. */
function topicOf(s: Sentence): string {
  const opening = s.text.slice(s.start, Math.min(s.start + 24, s.end));
  const field = /^(?:在)?(\p{Script=Han}{2,8}?)(?:网|方面|领域)，/u.exec(opening);
  if (field) return field[1] as string;
  const moved =
    /^(?:推动|推进|加快|促进|支持|做强|做大做强|壮大)(\p{Script=Han}{2,8}?)(?:产业)?(?:提质|升级|扩量|扩容|集聚|壮大|倍增)/u.exec(opening);
  return moved ? (moved[1] as string) : '';
}

/** The words before a count that belong to what is counted: 生态环保领域28项重点工程, but nothing of 秦安基地等22个 or 枢纽和3条. */
function countedHead(rest: string, name: string): string {
  if (/(?:等|的|和|(?<![惠普])及|与|、|了)$/.test(rest)) return '';
  const last = name.slice(Math.max(name.lastIndexOf('、'), name.lastIndexOf('，')) + 1);
  return last.length > 18 ? '' : last;
}

/** 启动甲基地、乙线等14个项目: 启动甲基地等. */
function listHead(name: string): string {
  const first = name.split('、')[0] as string;
  return first.length > 20 ? '' : `${first.replace(/等$/, '')}等`;
}

/** The measure words leave: 增速 and 涨幅 name no thing. */
function finishName(name: string, measure: Measure): string {
  let out = name;
  if (measure !== 'level') out = out.replace(/(?:年均|同比|累计)*(?:增速|增幅|涨幅|增长率|增长|降幅|上涨|下降|降低)$/, '');
  out = out.replace(/(?:同比|累计|分别|预计|五年|年均|合计|共)+$/, '').replace(/^(?:全年|累计)(?=.{3,})/, '');
  return cleanName(out) || name;
}

/** Where the next digit begins; bounded. */
function nextNumeral(s: Sentence, from: number): number {
  for (let i = from; i < Math.min(from + 24, s.end); i++) if (/[\d一二三四五六七八九两]/.test(s.text[i] as string)) return i;
  return Math.min(from, s.end);
}

/** The noun a count stands before (31个市级重大项目有力推进), without its predicate. */
function nounAfter(s: Sentence, mention: Mention): string {
  const from = mention.tail;
  let end = from;
  while (end < Math.min(from + LOOK_AHEAD, s.end)) {
    const c = s.text[end] as string;
    const partner = s.layout.partner[end] as number;
    if (partner > end) {
      end = partner + 1;
      continue;
    }
    if (STOPS.includes(c) || (partner !== -1 && partner < end)) break;
    if (/\d/.test(c) && !/^\d*(?:[A-Za-z岁]|$)/.test(s.text.slice(end, end + 4))) break;
    end++;
  }
  let noun = s.text.slice(from, end).replace(/^的/, '');
  if (!HAN.test(noun[0] ?? '')) return '';
  noun = noun.replace(/(?:、|和|及|以及|与)$/, '').replace(/[、和及与](?:新增|改造|完成|实施|新建|建成|推进|培育|引进|开工|覆盖)?$/, '');
  if (/[、]/.test(noun) && /\d/.test(s.text[end] ?? '')) noun = noun.split('、')[0] as string;
  const predicate =
    /(?:扎实|深入|有序|稳步|高效|立起|参照|有力|顺利|加快|全部|全面|总体|成为|获评|获批|获得|入选|进入|纳入|处于|实现|投入|正式|如期|圆满|集中|相继|陆续|取得|构筑|上榜|位列|位居|(?<!所)在[^线建]|达到|得到|完成|投用|竣工|闻令|白衣|都是|超[过警]|通过|落户|落地).*$/u;
  if (/^(?:全部|全面|稳步|如期|顺利|有力|基本)/.test(noun)) return '';
  const trimmed = noun.replace(predicate, '');
  // 46项成果纳入清单: a noun of two units alone names nothing.
  if (trimmed.length >= 3 || noun.length > 20) noun = trimmed;
  return noun.replace(/^的/, '').replace(/(?:的|等)$/, '');
}

/** A clause that names what the next one measures: 全员劳动生产率稳步提高，达到…. */
function previousClause(s: Sentence, begin: number): string {
  let end = begin;
  while (end > s.start && /[，；：\s]/.test(s.text[end - 1] as string)) end--;
  if (end <= s.start) return '';
  const start = leadStart(s, end, s.start);
  const clause = s.text.slice(start, end).replace(/连续\d+年|20\d\d年/g, '');
  if (/\d/.test(clause) || clause.length > 30) return '';
  const name = cleanName(
    clause.replace(
      /(?:稳步|持续|大幅|明显|显著|不断|进一步|稳定|快速|较快|加快)*(?:提高|提升|增长|增加|下降|改善|扩大|发展|优化|上升|回升|向好).*$/,
      '',
    ),
  );
  return name.length >= 2 && name.length <= 20 ? name : '';
}

/** Bare numbers count only behind a rate, index or ratio that has no unit: 死亡率低于0.025. */
function acceptsBare(s: Sentence, mention: Mention, name: string, verb: ReadVerb): boolean {
  const next = s.text[mention.tail] ?? '';
  const closes = next === '' || '，。；、）)！'.includes(next) || mention.after !== null;
  return (
    closes &&
    name.length >= 3 &&
    (/(?:率|指数|系数|比值|弹性|床位|评分|得分|基尼|比)$/.test(name) || (verb.measure === 'level' && /(?:数|值)$/.test(name)))
  );
}

function measureOf(
  mention: Mention,
  verb: ReadVerb,
  name: string,
  start: Item | null,
  net: boolean,
  same: Item | null,
): { measure: Measure; negative: boolean } {
  const kind = mention.printed.kind;
  if (start) return { measure: 'level', negative: false };
  // 增长6%以上、力争达到7%: the second figure is of the same rate.
  if (
    same &&
    same.mention.printed.kind === 'percent' &&
    kind === 'percent' &&
    (same.measure === 'growth' || same.measure === 'cagr') &&
    verb.measure !== 'change' &&
    verb.measure !== 'cagr'
  )
    return { measure: same.measure, negative: same.negative };
  if (mention.printed.style === 'step') return { measure: 'growth', negative: false };
  if (verb.measure === 'cagr') return { measure: 'cagr', negative: verb.negative };
  const rate = kind === 'percent' || kind === 'times';
  if (/(?:年均|平均每年).{0,4}(?:增速|增长|增幅|递增)$/.test(name) && rate) return { measure: 'cagr', negative: false };
  if (verb.measure === 'growth') return { measure: 'growth', negative: verb.negative };
  if (verb.measure === 'change') return { measure: rate ? 'growth' : 'delta', negative: verb.negative };
  if (/(?:增速|增幅|涨幅|增长率|上涨幅度|增长)$/.test(name) && rate) return { measure: 'growth', negative: false };
  if (/(?:降幅|下降率|降低率|下降|降低)$/.test(name) && rate) return { measure: 'growth', negative: true };
  if (kind === 'point') return { measure: 'delta', negative: false };
  if (kind === 'times' && verb.measure === null) return { measure: 'growth', negative: false };
  if (net) return { measure: 'delta', negative: false };
  return { measure: 'level', negative: false };
}

function comparatorFor(s: Sentence, index: number, lead: string, mention: Mention): Comparator {
  const before = s.text.slice(Math.max(s.start, mention.printed.start - 8), mention.printed.start);
  const own = comparatorBefore(index === 0 ? lead.slice(-8) : before.replace(/^.*[、和及与，]/, ''));
  if (mention.after !== null && own !== 'gt') return mention.after;
  if (own) return own;
  // 超过50亿美元和20亿美元: the word before the first holds for all.
  const shared = index > 0 ? comparatorBefore(lead.slice(-8)) : null;
  if (shared && shared !== 'approx') return shared;
  if (
    /预计[^，；。]{0,30}$/.test(s.text.slice(Math.max(s.start, mention.printed.start - 40), mention.printed.start)) &&
    s.text.slice(Math.max(s.start, mention.printed.start - 40), mention.printed.start).includes('预计')
  )
    return 'approx';
  return mention.after ?? 'eq';
}

const roleAt = (s: Sentence, at: number): { scope: Scope; part: string | null; rules: string[] } => {
  let scope = s.scope;
  let part: string | null = null;
  let rules: string[] = [];
  for (const cue of s.cues) {
    if (cue.at + s.start > at) break;
    scope = cue.scope;
    part = cue.part;
    rules = [...rules.slice(-1), cue.rule];
  }
  return { scope, part, rules };
};

const BASIS =
  /(?:按)?(?:20\d\d年(?:不变)?价(?:格)?(?:计算)?|可比口径|同口径|可比价格?|不变价(?:格)?|同比口径|扣除[^，。；、）)]{2,16}(?:因素|后|影响)|剔除[^，。；、）)]{2,16}(?:因素|后|影响))/;

function toReading(item: Item, document: Document, block: Block, folded: Folded, s: Sentence): Reading {
  const { mention } = item;
  const span = toRawSpan(folded, mention.printed.start, mention.printed.end);
  const valueText = document.text.slice(span.start, span.end);
  const { scope, part, rules } = roleAt(s, mention.printed.start);
  const state = STATE.test(item.name) || mention.printed.kind === 'percent' || mention.printed.kind === 'ratio';
  let role: Role = scope.role;
  // 到2025年，建成25个平台: so many stand then; 到2025年，新建9所: so many were added on the way.
  const standing =
    rules.includes('by-year') && /建成|培育|打造|形成|集聚/.test(item.lead + item.name) && !/新增|累计|新建/.test(item.lead + item.name);
  const reached = (item.reached && !/累计(?!达)/.test(item.lead)) || standing;
  const sinceBase =
    item.measure === 'growth' &&
    item.base !== null &&
    /^20\d\d$/.test(item.base) &&
    scope.span !== null &&
    Number(item.base) !== scope.span[0] - 1;
  let period = periodOf(sinceBase ? { ...scope, mode: 'year' } : scope, { measure: item.measure, reached, state, flow: item.flow, part });
  if (item.isStart) {
    role = 'actual';
    const said =
      /(20\d\d)年/.exec(item.lead.slice(-14))?.[1] ??
      planIn(`${/[“"]?十[一二三四五六七]五[”"]?(?=[^，]{0,6}$)/.exec(item.lead)?.[0] ?? ''}规划`)?.[1];
    period = said
      ? String(said)
      : scope.mode === 'span' && scope.span
        ? String(scope.span[0] - 1)
        : scope.year === null
          ? null
          : String(scope.year - 1);
  }
  const basis = item.basis ?? /^（([^）]{0,20})）/.exec(s.text.slice(mention.tail, mention.tail + 24))?.[1]?.match(BASIS)?.[0] ?? null;
  const quoteSpan = toRawSpan(folded, quoteStart(s, item), mention.tail);
  const name = basis ? stripOpening(item.name.replace(BASIS, '')) || item.name : item.name;
  return {
    draft: {
      name,
      measure: item.measure,
      decimals: mention.printed.decimals,
      negative: item.negative,
      unit: mention.printed.unit,
      comparator: item.comparator,
      period,
      role,
      ambition: item.stretch && role === 'target' ? 'stretch' : null,
      basis,
      base: item.base,
      form: 'prose',
      section: block.section,
      quote: document.text.slice(quoteSpan.start, quoteSpan.end).replace(/\s*\n\s*/g, ''),
      doubts: item.doubts,
      span,
      valueText,
    },
    rules: [...item.rules, ...rules],
  };
}

/** The quote begins with the clause, without list signs. */
function quoteStart(s: Sentence, item: Item): number {
  let at = item.leadStart;
  while (at < item.mention.printed.start && /[、，；：。\s]/.test(s.text[at] as string)) at++;
  return at;
}
