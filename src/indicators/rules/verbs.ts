import type { Measure } from '../indicator.js';
import { memoised } from '../memo.js';
import { atEnd } from './at-end.js';

/** What the words right before a numeral make of it. */
export interface Reading {
  readonly measure: Measure | 'change' | null;
  readonly negative: boolean;
  /** A level reached (达到, 增至), as against an amount done (新建, 完成). */
  readonly reached: boolean;
}

export interface VerbRule {
  readonly name: string;
  /** Ends at the numeral (comparator words already taken off). What it matches is no part of the name. */
  readonly pattern: RegExp;
  readonly reading: Reading;
}

const ADVERB =
  '(?:分别|(?<!不)仅|同比|可比|(?<![人户地亩月日年])均|又|再|将|已|已经|(?<![节签条合契])约|预计|力争|累计|(?<!公)共|总计|合计|实际|名义|平均|总体|相应|较上年|比上年|逐年|进一步|继续|至少|逆势|稳步|快速|大幅|持续|显著|较快|明显|双双|同步|高速|恢复性|净|平稳|率先|连续(?:[两二三四五六七八九十\\d]{1,2}(?:年|个月|个季度))?|首次|历史性|成功|大幅度|有望|预期|全部|全年|整体)';
const RISE =
  '(?:增长|增加|提高|(?<!整合|建设|新建|修复|改造|优化|更新|提质|扩容|整治|扩面|改厕|完善|巩固|修缮|美化|亮化|绿化|改建|提标|创建)提升|上升|上涨|(?<![新净倍])增|(?<!提)升|涨|扩大|回升|攀升|跃升|反弹|上调|拓宽|增值|多增|增产|(?<![人户]均)增收|翻)';
const FALL = '(?:减产|减收|下降|降低|减少|压减|削减|压缩|缩短|缩减|缩小|回落|下跌|收窄|压降|下调|降|减|削|精简)';
const REACH = '(?:到|至|为|成|达|达到)';

/**
 * Tried in order, longest reading first. `change` is growth for a percentage or a multiple, delta for anything else.
 * Each pattern ends with `$` and looks at a bounded lead.
 */
export const VERBS: readonly VerbRule[] = [
  {
    name: 'average-growth',
    pattern: new RegExp(
      `(?:[一二两三四五近前]*年)?(?:年均|每年平均|[两二三四五]年平均|年平均|平均每年)(?:分别|复合|实际|名义|预期|累计|保持)?(?:增长|增速|增幅|递增|增长率|增长速度)(?:率|速度)?(?:分别|均)?(?:${ADVERB}*(?:为|达|达到|提高到|保持在?|稳定在|控制在|超过|在))?(?:了)?$`,
    ),
    reading: { measure: 'cagr', negative: false, reached: false },
  },
  {
    name: 'average-fall',
    pattern: new RegExp(
      `(?:[一二两三四五近前]*年)?(?:年均|每年平均|[两二三四五]年平均|年平均|平均每年)(?:分别|累计)?(?:${FALL})(?:率|幅度)?(?:分别|均)?(?:为|达|达到|到)?$`,
    ),
    reading: { measure: 'cagr', negative: true, reached: false },
  },
  {
    name: 'rate-of-rise',
    pattern:
      /(?:同比)?(?:增速|增幅|涨幅|(?<!自然)增长率|增长速度|增长幅度|上涨幅度|增长(?:预期)?目标|预期增长目标|上涨率|同比增速)(?:分别|均|预计|力争|预期|控制|目标|预期目标|控制目标)?(?:拟?(?:设定|确定|安排|保持|稳定|控制|维持|调整|定)?(?:为|在|达到?|到|于)|维持|保持|超过|提高到|是|高达|实现|[:：])?$/,
    reading: { measure: 'growth', negative: false, reached: false },
  },
  {
    name: 'rate-of-fall',
    pattern:
      /(?:降幅|跌幅|下降率|降低率|(?:下降|降低|减少|削减|压减|压缩|减排)(?:幅度|比例))(?:分别|均)?(?:(?:保持|稳定|控制)?(?:为|在|达到?|到)|超过|是)?$/,
    reading: { measure: 'growth', negative: true, reached: false },
  },
  {
    name: 'goal-of-fall',
    // 能耗降低目标为13.5%, “能耗降低”目标由14%…
    pattern:
      /(?:累计)?(?:下降|降低|减少|削减)[”]?(?:预期|约束性|规划|控制|年度)*(?:目标|指标)值?(?:分别|均)?(?:拟?(?:设定|确定|保持|稳定|控制|维持|调整|定)?(?:为|在|达到?|到|于)|维持|保持|是)?$/,
    reading: { measure: 'change', negative: true, reached: false },
  },
  {
    name: 'more-than-then',
    pattern:
      /(?:(?:比|较)(?:上年|去年|20\d\d年|年初|同期|往年|上届)(?:预算|执行数|同期|末|底|初)?(?:多|高|增)|同比多)(?:出)?(?:争取|安排|投入|引进|发放|完成|实施)?(?:了)?$/,
    reading: { measure: 'change', negative: false, reached: false },
  },
  {
    name: 'less-than-then',
    pattern: /(?:比|较)(?:上年|去年|20\d\d年|年初|同期|往年|上届)(?:预算|执行数|同期|末|底|初)?(?:少|低|减)(?:了)?$/,
    reading: { measure: 'change', negative: true, reached: false },
  },
  {
    name: 'moved-to',
    pattern: new RegExp(
      `${ADVERB}*(?:${RISE}|${FALL}|优化|调整|改善|恢复|推进|拓展|发展|壮大|增长|扩展|扩充|累积|变|跃|拉长|延长|攀升|缩|降|提|涨)${REACH}(?:了|约|近)?$`,
    ),
    reading: { measure: 'level', negative: false, reached: true },
  },
  {
    name: 'rise',
    pattern: new RegExp(`${ADVERB}*(?:保持|实现|按|达到|达)?${ADVERB}*(?<!自然)${RISE}(?:了|幅度|率)?${ADVERB}*$`),
    reading: { measure: 'change', negative: false, reached: false },
  },
  {
    name: 'fall',
    pattern: new RegExp(`${ADVERB}*${FALL}(?:了|幅度|率)?${ADVERB}*$`),
    reading: { measure: 'change', negative: true, reached: false },
  },
  {
    name: 'reached',
    pattern: new RegExp(
      `${ADVERB}*(?:达到|达成|高达|达|迈上|跨上|迈过|站上|跃上|登上|跨入|迈入|进入|跨过|跨越|连跨|跻身|重回|重返|重上|冲刺|首次|保持|稳定|巩固|控制|维持|确保|保证|守住|不变|处于|落在|跑在)(?:在|到|于|了)?${ADVERB}*(?:达到|达)?$`,
    ),
    reading: { measure: 'level', negative: false, reached: true },
  },
  {
    name: 'is',
    pattern: new RegExp(`${ADVERB}*(?:为|是|有|在|至|到|占|共有|共计|总计|合计|拥有|相当于|[:：])${ADVERB}*$`),
    reading: { measure: 'level', negative: false, reached: true },
  },
  {
    name: 'done',
    pattern: new RegExp(`${ADVERB}*(?:实现|完成|力争|争取|确保|预计|预期|计划|突破)${ADVERB}*$`),
    reading: { measure: 'level', negative: false, reached: false },
  },
  { name: 'each', pattern: new RegExp(`${ADVERB}+$`), reading: { measure: null, negative: false, reached: false } },
];

const ENDS_WITH = VERBS.map((verb) => atEnd(verb.pattern));

export interface ReadVerb extends Reading {
  readonly rules: readonly string[];
  /** The lead without verbs, adverbs and comparators. */
  readonly rest: string;
  readonly respectively: boolean;
}

const COMPARATOR =
  /(?:不低于|不少于|不小于|不得低于|不得少于|至少|最少|起码|不超过|不高于|不大于|不多于|不突破|不得超过|不得高于|最多|至多|超过了?|突破了?|高于|多于|大于|超出|首超|首次超过?|逾|跨越|越过|破|超|低于|少于|小于|不到|不足|大约|大概|约为|(?<![节签条合契])约|将近|接近|临近|逼近|迈向|近|[≥≤≈<>﹥﹤])$/;

const endsWithComparator = atEnd(COMPARATOR);

/** Takes verbs off the end of a lead, again and again, the most telling reading winning: `预计分别增长超过` leaves nothing but a growth. */
export const readVerb = memoised((lead: string): ReadVerb => {
  let rest = lead;
  let reading: Reading = { measure: null, negative: false, reached: false };
  const rules: string[] = [];
  const respectively = lead.includes('分别');
  let comparatorIsReach = false;
  for (let i = 0; i < 6; i++) {
    const comparator = endsWithComparator(rest) ? COMPARATOR.exec(rest) : null;
    if (
      comparator &&
      comparator.index + comparator[0].length === rest.length &&
      !(comparator[0] === '近' && /(?:最|附|邻|靠)近$/.test(rest)) &&
      !(comparator[0] === '超' && /高超$/.test(rest))
    ) {
      rest = rest.slice(0, comparator.index);
      if (/超|突破|破|逾|越|高于|低于|少于/.test(comparator[0])) comparatorIsReach = true;
      continue;
    }
    const words = rest;
    const rule = VERBS[ENDS_WITH.findIndex((ends) => ends(words))];
    if (!rule) break;
    const cut = rest.replace(rule.pattern, '');
    if (cut.length === rest.length) break;
    rules.push(rule.name);
    rest = cut;
    if (reading.measure === null || reading.measure === 'level') {
      const weaker = reading.measure === 'level' && (rule.reading.measure === 'change' || rule.reading.measure === null);
      if (!weaker)
        reading = { ...rule.reading, measure: rule.reading.measure ?? reading.measure, reached: rule.reading.reached || reading.reached };
    }
    if (rule.reading.measure !== null && rule.reading.measure !== 'level') break;
  }
  return {
    ...reading,
    reached: reading.reached || (comparatorIsReach && (reading.measure === null || reading.measure === 'level')),
    rules,
    rest,
    respectively,
  };
});
