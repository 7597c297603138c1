import type { Comparator, Measure } from '../indicator.js';
import { comparatorBefore } from '../lexicon/comparators.js';
import type { Mention } from './mentions.js';
import type { Item, Sentence } from './sentence.js';
import type { ReadVerb } from './verbs.js';

/** 的增长, 的年均增速 behind a rate: 保持20%以上的增长. */
const GROWTH_BEHIND = /^的(?:同比|年均|高速|较快|两位数)?(?:增长(?!点|极|动能|贡献)|增速|增幅)/;

export function measureOf(
  mention: Mention,
  verb: ReadVerb,
  name: string,
  start: Item | null,
  net: boolean,
  same: Item | null,
  raised: boolean,
  after: string,
): { measure: Measure; negative: boolean } {
  const kind = mention.printed.kind;
  // 增速由6%提高到6.5%: the end is of the same rate as the start.
  // 由下降2.3%转为增长8.5%: each with its own direction.
  if (start && (start.measure === 'growth' || start.measure === 'cagr'))
    return { measure: start.measure, negative: verb.measure === 'change' ? verb.negative : start.negative };
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
  // 提升100所, 完善提升20个: so many things are worked on; nothing grows by that number.
  if (verb.measure === 'change' && kind === 'count' && raised && !/^(?:等级|级别|档|位次|名次)/.test(after))
    return { measure: 'level', negative: false };
  // 连续三年保持20%以上的增长: the word of growth stands behind its rate.
  if (kind === 'percent' && (verb.measure === null || verb.measure === 'level') && GROWTH_BEHIND.test(after))
    return { measure: 'growth', negative: false };
  if (verb.measure === 'change') return { measure: rate ? 'growth' : 'delta', negative: verb.negative };
  if (/(?:增速|增幅|涨幅|(?<!自然)增长率|上涨幅度|增长)$/.test(name) && rate) return { measure: 'growth', negative: false };
  if (/(?:降幅|下降率|降低率|下降|降低|(?:下降|降低|减少|削减|压减|压缩|减排)(?:幅度|比例))$/.test(name) && rate)
    return { measure: 'growth', negative: true };
  if (kind === 'point') return { measure: 'delta', negative: false };
  if (kind === 'times' && verb.measure === null) return { measure: 'growth', negative: false };
  if (net) return { measure: 'delta', negative: false };
  return { measure: 'level', negative: false };
}

/** @param behind the word behind the last value of a list that is given 分别; it holds for all of them */
export function comparatorFor(s: Sentence, index: number, lead: string, mention: Mention, behind: Comparator | null = null): Comparator {
  const before = s.text.slice(Math.max(s.start, mention.printed.start - 8), mention.printed.start);
  const own = comparatorBefore(index === 0 ? lead.slice(-8) : before.replace(/^.*[、和及与，]/, ''));
  if (mention.after !== null && own !== 'gt') return mention.after;
  if (own) return own;
  // 至少办好1所: a verb stands between the bound and what it bounds.
  if (
    /(?:至少|最少)(?:要|应)?\p{Script=Han}{1,4}$/u.test(s.text.slice(Math.max(s.start, mention.printed.start - 7), mention.printed.start))
  )
    return 'ge';
  // 分别增长4.5%、5.5%左右: the word behind the last holds for all.
  if (behind !== null && mention.after === null) return behind;
  // 超过50亿美元和20亿美元: the word before the first holds for all.
  const shared = index > 0 ? comparatorBefore(lead.slice(-8)) : null;
  if (shared && shared !== 'approx') return shared;
  const clause = s.text.slice(Math.max(s.start, mention.printed.start - 40), mention.printed.start);
  if (clause.includes('预计') && /预计[^，；。]{0,30}$/.test(clause)) return 'approx';
  return mention.after ?? 'eq';
}
