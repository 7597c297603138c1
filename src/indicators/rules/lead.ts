import type { Mention } from './mentions.js';
import { BASIS } from './records.js';
import { ADJUSTED, ADJUSTED_TO_WORDS, MERGED, MOVED, nextNumeral, type Sentence } from './sentence.js';
import { type ReadVerb, readVerb } from './verbs.js';

/** A lead taken apart: its verb, what is left for the name, and what the figure rests on. */
export interface LeadParts {
  readonly verb: ReadVerb;
  readonly rest: string;
  /** The start of a change: 由7所优化整合为4所. */
  readonly isStart: boolean;
  /** What moves is a figure laid down before, by a decision: 由6%调整为6.5%. */
  readonly adjusted: boolean;
  readonly base: string | null;
  readonly basis: string | null;
}

const IN_FORCE =
  /^的?(\p{Script=Han}{0,6}?)(?:统一|相应|分别|适当)*(?:降低|下降|降|下调|提高|提升|上调|增加|调整|缩短|压缩|压减)(?:至|到|为)(?:约|近)?$/u;

const GOAL_MOVED =
  /^的(?:年度|规划|预期|增长|约束性|预期性|主要)*(?:目标|指标)(?:值)?(?:拟)?(?:统一|相应)?(?:调整|上调|下调|调增|调减|调高|调低|修改|修订|变更)(?:为|到|至)/;

/** 是2016年的1.7倍: so many times what it was then, which is no growth by so much. */
const TIMES_OF =
  /(?:是|为|相当于|达到?)((?:(?:19|20)\d\d年|上年|去年|五年前|[“"]?十[一二三四五六七]五[”"]?(?:期?末|时期)?)(?:同期|末|底)?)的$/;

/** 仅为全市平均水平的92%, 是全省平均的1.8倍: a level against a benchmark. */
const SHARE_OF_AVERAGE = /(?:分别)?(?:仅|只|约)*(?:是|为|有|相当于|达到?|占)((?:[^，。、；\d]{1,8})平均(?:水平|数|值)?)的$/;

/** Takes the words before a group of values apart. */
export function splitLead(s: Sentence, lead: string, group: readonly Mention[]): LeadParts {
  const { kind } = (group[0] as Mention).printed;
  const timesOf =
    (kind === 'times' ? TIMES_OF.exec(lead) : null) ?? (kind === 'times' || kind === 'percent' ? SHARE_OF_AVERAGE.exec(lead) : null);
  if (timesOf) {
    const base = (timesOf[1] as string).replace(/[“”"]/g, '').replace(/^(20\d\d)年$/, '$1');
    const before = readVerb(lead.slice(0, timesOf.index));
    const verb: ReadVerb = { ...before, measure: 'level', negative: false, reached: true, rules: [...before.rules, 'times-of'] };
    return { verb, rest: before.rest, isStart: false, adjusted: false, base, basis: null };
  }
  let verb = readVerb(lead);
  const fromWord =
    /(?:^|[\p{Script=Han}A-Za-z\d%”）)])(?:由|从|自)(?:20\d\d年的?|[“"]?十[一二三四五六七]五[”"]?(?:期?末|时期|期间)?的?(?:累计)?(?:新建|新增|建成|完成|改造)?|上年的?|去年的?|原来的?|(?:按)?(?:同口径|可比口径)|(?:每人)?每[月年]的?|[一二三四五]年前的?)?$/u.exec(
      verb.rest,
    );
  const finish = (group[group.length - 1] as Mention).tail;
  const onward = s.text.slice(finish, nextNumeral(s, finish));
  // 保费由每生每年5元提高至10元: what the figure is per may stand between.
  const wide = fromWord === null && MOVED.test(onward) ? /^(.{2,})(?:由|从)[^，。由从]{1,8}$/u.exec(verb.rest) : null;
  // 较“十三五”末的90亿元增加10亿元: the base itself, printed.
  const printedBase = /(?:比|较)(?:20\d\d年|[“"]?十[一二三四五六七]五[”"]?(?:期?末|时期)?|上年|去年)的$/.test(lead);
  // 现行16%的税率降至13%: what is in force is where the change starts, and the noun stands between.
  const inForce = /现行的?$/.test(verb.rest) ? IN_FORCE.exec(onward) : null;
  // 进出口总额增长5%的预期目标调整为增长2%
  const isGoal = GOAL_MOVED.test(onward) || (/目标值?(?:为|是)?$/.test(lead) && ADJUSTED.test(onward) && MOVED.test(onward));
  // 由增长6%调整为与上年持平: what it becomes are words.
  const toWords = fromWord !== null && ADJUSTED_TO_WORDS.test(s.text.slice(finish, Math.min(finish + 16, s.end)));
  const isStart =
    isGoal ||
    // 在去年增长6.1%的基础上: where this year starts.
    (/(?:去年|上年)[^，]{0,8}$/.test(lead) && /^的?基础上/.test(onward)) ||
    toWords ||
    inForce !== null ||
    printedBase ||
    wide !== null ||
    (fromWord !== null && (MOVED.test(onward) || MERGED.test(onward)));
  let rest = wide
    ? (wide[1] as string)
    : fromWord
      ? verb.rest.slice(0, verb.rest.length - fromWord[0].replace(/^[\p{Script=Han}A-Za-z\d%”）)](?=[由从自])/u, '').length)
      : verb.rest;
  if (inForce) rest = `${verb.rest.replace(/现行的?$/, '')}${inForce[1]}`;
  // 增速目标由6%调整为6.5%: the word that says it is a rate stands before 由.
  const inner = isStart && verb.measure === null ? readVerb(rest) : null;
  if (inner && (inner.measure === 'growth' || inner.measure === 'cagr' || (inner.measure === 'change' && kind === 'percent'))) {
    verb = { ...inner, rules: [...verb.rules, ...inner.rules] };
    rest = inner.rest;
  }

  // 工业增加值增速目标，由原来的8%调整为5%: the rate is named in the clause before.
  if (isStart && rest === '' && verb.measure === null && kind === 'percent') {
    const at = (group[0] as Mention).printed.start - lead.length;
    const named = readVerb(s.text.slice(Math.max(s.start, at - 24), at).replace(/[，：、\s]+$/, ''));
    if (named.measure === 'growth' || named.measure === 'cagr') verb = { ...verb, measure: named.measure, negative: named.negative };
  }
  const basis = BASIS.exec(rest)?.[0] ?? null;
  if (basis) rest = rest.replace(basis, '');
  const baseFound =
    /(?:比|较|同|与)((?:(?:19|20)\d\d年|[“"]?(?:十[一二三四五六七]五|(?<=[“"])[八九十]五)[”"]?(?:规划)?(?:期?末|时期|期间)?|上年(?:年初预算|预算|执行数)?|去年|[一二三四五]年前|年初|[一二三四]季度|[上下]半年|上季度|上月|\d[—–-]\d{1,2}月|“[^”]{2,8}”)(?:同期|末|底|以来)?)(?:相比)?/.exec(
      lead,
    );
  const stated = baseFound ? (baseFound[1] as string).replace(/[“”"]/g, '').replace(/^(20\d\d)年$/, '$1') : null;
  if (baseFound) rest = rest.replace(baseFound[0], '');
  const ground = /(?:在)?(20\d\d)年(?:的)?基础上/.exec(lead);
  if (ground) rest = rest.replace(ground[0], '');
  rest = rest.replace(/分别/g, '');
  // 甲、乙产值分别…，各增长15%、10%; 甲、乙项目各30个: each of those named.
  rest = rest.replace(/各$/, '');
  return {
    verb,
    rest,
    isStart,
    adjusted: isGoal || toWords || (isStart && ADJUSTED.test(onward)),
    base: stated ?? ground?.[1] ?? null,
    basis,
  };
}
