import { type Block, type Document, type Folded, joinLines, toRawSpan } from '../../document/index.js';
import type { Role } from '../indicator.js';
import { planIn } from '../lexicon/plans.js';
import type { Draft } from '../refine/build.js';
import { isReplaced } from './layout.js';
import { stripOpening } from './names.js';
import { attributeStated, isFormerGoal, isGoalInBracket } from './notices.js';
import { periodOf, STATE } from './periods.js';
import { type Item, roleAt, type Sentence } from './sentence.js';
import { isReport } from './times.js';

/** One value with all that was decided about it, before it becomes a record. */
export interface Reading {
  readonly draft: Draft;
  /** Rules that took part, in the order they fired. */
  readonly rules: readonly string[];
}

/** 新增处理能力6.5万吨/日, 淘汰落后产能20万吨: what is added to a stock or taken from it adds up. */
const ADDED_CAPACITY = /^(?:累计|五年)?(?:新增|净增|淘汰|化解|退出|压减|关停|压缩).*(?:能力|产能|容量|里程|床位)$/;

/** 取消甲增长8%的预期目标; not 取消收费12项, which is a deed. */
const WITHDRAWN = /^(?:[一二三四五六七八九十\d（）()、.．\s]*)(?:取消|不再设定|不再设置|不再列入|撤销|删除)[^，。；]*(?:目标|指标)/;

/** Rules of words that say a level was reached. */
const REACHING = new Set(['reached', 'moved-to', 'is', 'change-from-to']);

export const BASIS =
  /(?:按)?(?:20\d\d年(?:不变)?价(?:格)?(?:计算)?|可比口径(?:计算)?|自然口径|同口径(?:计算)?|可比价格?(?:计算)?|不变价(?:格)?(?:计算)?|同比口径|扣除[^，。；、）)]{2,16}(?:因素|后|影响)|剔除[^，。；、）)]{2,16}(?:因素|后|影响))/;

/** 按可比价格计算，比上年增长4.3%: a clause of its own before the figure. */
const basisBefore = (s: Sentence, item: Item): string | undefined => {
  const before = s.text.slice(Math.max(s.start, item.leadStart - 20), item.leadStart);
  const clause = /(?:^|[，；])([^，；]{4,18})，$/.exec(before)?.[1];
  return clause !== undefined && BASIS.exec(clause)?.[0].length === clause.length ? clause : undefined;
};

export function toReading(item: Item, document: Document, block: Block, folded: Folded, s: Sentence): Reading {
  const { mention } = item;
  const span = toRawSpan(folded, mention.printed.start, mention.printed.end);
  const valueText = document.text.slice(span.start, span.end);
  const { scope, part, rules } = roleAt(s, mention.printed.start);
  const state =
    (STATE.test(item.name) && !ADDED_CAPACITY.test(item.name)) || mention.printed.kind === 'percent' || mention.printed.kind === 'ratio';
  let role: Role = scope.role;
  // 到2025年，建成25个平台: so many stand then; 到2025年，新建9所: so many were added on the way.
  const standing =
    rules.includes('by-year') && /建成|培育|打造|形成|集聚/.test(item.lead + item.name) && !/新增|累计|新建/.test(item.lead + item.name);
  // 年均超过46万人: an average over the plan, not a state at its end.
  const yearly = item.measure === 'level' && /(?:年均|平均每年)[^，。；]{0,4}$|^[^，。；]{0,4}每年(?!人)[^，。；]{2,16}$/.test(item.lead);
  // 改造超过2100万套: how many were done, whatever word compares; 达到 says that so many stand, and a plan ahead speaks of its last year.
  const compared = item.flow && scope.role === 'actual' && !item.rules.some((rule) => REACHING.has(rule));
  const reached = (item.reached && !compared && !/累计(?!达)|(?:支出|投入|投资|资金|补贴|减免)累计/.test(item.lead) && !yearly) || standing;
  const sinceBase =
    item.measure === 'growth' &&
    item.base !== null &&
    /^20\d\d$/.test(item.base) &&
    scope.span !== null &&
    Number(item.base) !== scope.span[0] - 1;
  let period = periodOf(sinceBase ? { ...scope, mode: 'year' } : scope, {
    measure: item.measure,
    reached,
    state,
    flow: item.flow || yearly,
    // 由上半年5.5%降到5.3%: the part of the year is that of the start.
    part: item.rules.includes('change-from-to') ? null : part,
  });
  // “十四五”时期，…。2025年，…。累计建成42万亩: of all the years, though the sentence before named the last.
  if (
    role === 'actual' &&
    !isReport(s.context) &&
    scope.mode === 'year' &&
    scope.span?.[1] === scope.year &&
    item.flow &&
    !state &&
    /累计/.test(item.lead)
  )
    period = `${scope.span[0]}-${scope.span[1]}`;
  // 近三年…年均增长12%: the three years up to the scope's.
  const recent = item.measure === 'cagr' && role === 'actual' && scope.year !== null ? yearsNamed(s, mention.printed.start) : null;
  if (recent !== null && scope.year !== null) period = `${scope.year - recent + 1}-${scope.year}`;
  // The target before its adjustment is neither in force nor a result of any year.
  if (isGoalInBracket(s.text, item.leadStart, item.lead)) role = 'target';
  const withdrawn = scope.role === 'target' && WITHDRAWN.test(clauseOf(s, mention.printed.start));
  // 目标由120公里减少到95公里, in a notice: what moves is the target, whatever the verb.
  const moved =
    item.adjusted ||
    (s.context.kind === 'notice' && ((item.isStart && /目标|指标|计划/.test(item.lead)) || isFormerGoal(item.lead))) ||
    (isFormerGoal(item.lead) && /^[^。；\d]{0,16}(?:调整|修订|修改|上调|下调|放宽)/.test(s.text.slice(mention.tail, mention.tail + 24)));
  const former = withdrawn || ((moved || isReplaced(s.text, mention.tail)) && scope.role === 'target');
  if (former) {
    role = 'actual';
    period = null;
  } else if (item.isStart) {
    role = 'actual';
    const said =
      /(20\d\d)年/.exec(item.lead.slice(-14))?.[1] ??
      planIn(`${/[“"]?十[一二三四五六七]五[”"]?(?=[^，]{0,6}$)/.exec(item.lead)?.[0] ?? ''}规划`)?.[1];
    period = said
      ? String(said)
      : part !== null && scope.year !== null
        ? `${scope.year}${part}`
        : scope.mode === 'span' && scope.span
          ? String(scope.span[0] - 1)
          : scope.year === null
            ? null
            : String(scope.year - 1);
  }
  // （按可比口径） behind a value says how it is counted; a bracket with a figure of its own speaks of that figure.
  const bracket = /^（([^）\d]{0,20})）/.exec(s.text.slice(mention.tail, mention.tail + 24))?.[1];
  const basis = (item.basis ?? basisBefore(s, item) ?? (bracket ? BASIS.exec(bracket)?.[0] : undefined))?.replace(/^按|计算$/g, '') ?? null;
  const quoteSpan = toRawSpan(folded, quoteStart(s, item), mention.tail);
  const said = basis ? stripOpening(item.name.replace(BASIS, '')) || item.name : item.name;
  const name = withdrawn ? said.replace(/^(?:取消|不再设定|不再设置|不再列入|撤销|删除)/, '') : said;
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
      attribute: attributeStated(clauseOf(s, mention.printed.start)),
      basis,
      base: item.base,
      form: 'prose',
      section: block.section,
      quote: joinLines(document.text.slice(quoteSpan.start, quoteSpan.end)),
      doubts: former
        ? [...item.doubts, withdrawn ? 'a target that is withdrawn, not a result' : 'the target before its adjustment, not a result']
        : item.doubts,
      span,
      valueText,
    },
    rules: [...item.rules, ...rules],
  };
}

/** The part of a sentence between two ； that a value stands in. */
function clauseOf(s: Sentence, at: number): string {
  const sentence = s.text.slice(s.start, s.end);
  const to = sentence.indexOf('；', at - s.start);
  return sentence.slice(sentence.lastIndexOf('；', at - s.start) + 1, to < 0 ? sentence.length : to);
}

const COUNTED_YEARS =
  /(?:近|最近|过去|前|这)([两二三四五六七八九十]|\d{1,2})年(?:来|间|里)?[^，。；\d]{0,24}$|([两二三四])年(?:来|间)?年?(?:均|平均)[^，。；\d]{0,8}$/;
const NUMERALS = ' 一二三四五六七八九十';

/** How many years an average is over where its clause counts them; null where it does not. */
function yearsNamed(s: Sentence, at: number): number | null {
  const found = COUNTED_YEARS.exec(s.text.slice(Math.max(s.start, at - 40), at));
  const word = found?.[1] ?? found?.[2];
  if (word === undefined) return null;
  const years = word === '两' ? 2 : /\d/.test(word) ? Number(word) : NUMERALS.indexOf(word);
  return years >= 2 && years <= 20 ? years : null;
}

/** The quote begins with the clause, without list signs. */
function quoteStart(s: Sentence, item: Item): number {
  let at = item.leadStart;
  while (at < item.mention.printed.start && /[、，；：。\s]/.test(s.text[at] as string)) at++;
  return at;
}
