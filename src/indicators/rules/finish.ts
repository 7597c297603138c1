import type { Measure } from '../indicator.js';
import { memoisedBy } from '../memo.js';
import type { Mention } from './mentions.js';
import { cleanName } from './names.js';
import { withoutTargetWord } from './notices.js';
import type { Sentence } from './sentence.js';
import type { ReadVerb } from './verbs.js';

/** 完成, 实现 before an aggregate. */
const DONE =
  /^(?:累计|共|预计)?(?:完成|实现)(?=[^，、]{2,}(?:生产总值|增加值|产值|收入|总额|总值|进出口|零售额|销售额|销售|营业额|成交额|合同额|投资|产量|利润|税收|支出)$|(?:税收|总产值|产值|营业收入|增加值)$)/;

const byMeasure = (name: string, measure: Measure): string => `${measure} ${name}`;

/** The measure words leave: 增速 and 涨幅 name no thing. */
export const finishName = memoisedBy(byMeasure, (name: string, measure: Measure): string => {
  let out = withoutTargetWord(name);
  if (measure !== 'level')
    out = out.replace(
      /(?:年均|同比|累计)*(?:增速|增幅|涨幅|增长率|增长|降幅|(?:下降|降低|减少|削减|压减|压缩|减排)(?:幅度|比例)|上涨|下降|降低)$/,
      '',
    );
  out = out
    .replace(/(?:同比|累计|分别|预计|五年|年均|合计|共)+$/, '')
    .replace(/^(?:全年|累计)(?=.{3,})/, '')
    // 固定资产投资全年预期目标为增长8%
    .replace(/(?<=.{3})(?:全年|年初|年度)的?(?:预期|发展)?目标(?:值)?[为是]?$/, '')
    // 国家级企业实现零的突破、达3家: that there was none before.
    .replace(/(?<=.{2})(?:实现)?(?:零|“零”|历史性)的?突破$/, '')
    // 吞吐量首破8000万吨: for the first time.
    .replace(/(?<=.{2}[量额值数次入])首$/, '')
    // 批发业四个行业销售额: of that one.
    .replace(/(?<=业)[两三四五六]个行业(?=销售额|营业额|增加值)/, '')
    // 生产总值连跨4个千亿台阶、达到1.3万亿元: the steps name no thing.
    .replace(/(?<=.{2})(?:连续)?(?:连跨|跨越|跨上|迈上|登上)\d+个.{1,6}台阶$/, '')
    // 主体总量15万户，净增1万户: so many of them came.
    .replace(/^(净增.{2,})(?:总量|总数)$/, '$1')
    // 用电负荷连续15天超2000万千瓦: how long it lasted names no thing.
    .replace(/(?<=\p{Script=Han}{3})(?:连续)?\d+天$/u, '')
    .replace(/累计(?=新增|新建|完成|实现|投入)/, '')
    .replace(/(?<=.{2})(?:每(?:人|户|生|名))?每(?:人|月|年|天)$/, '')
    .replace(/^(?:稳定|稳住)(?=.{2,}(?:面积|产量|总产)$)/, '')
    // 规上企业实现总产值 is 规上企业总产值.
    .replace(/(?<=企业|单位|园区|工业)(?:实现|完成)(?=(?:总产值|产值|增加值|营业收入|利润|税收|销售)[^，]{0,3}$)/, '')
    .replace(/(?<=[^，、]{3})实现(?=(?:增加值|营业收入|总产值|产值|利润总额|零售额|销售额)$)/, '')
    // 古城去年接待游客: the time is the period's.
    .replace(/(?<=\p{Script=Han}{2})(?:去年|上年|今年|明年|20\d\d年)(?=\p{Script=Han}{2})/u, '')
    // 完成固定资产投资 is 固定资产投资: what is measured, not that it came about.
    .replace(DONE, '');
  return cleanName(out) || name;
});

/** Bare numbers count only behind a rate, index or ratio that has no unit: 死亡率低于0.025. */
export function acceptsBare(s: Sentence, mention: Mention, name: string, verb: ReadVerb, isStart: boolean): boolean {
  const next = s.text[mention.tail] ?? '';
  const closes = isStart || next === '' || '，。；、）)！'.includes(next) || mention.after !== null;
  return (
    closes &&
    name.length >= 3 &&
    (/(?:率|指数|系数|比值|倍差|弹性|床位|评分|得分|基尼|比|满意度)$/.test(name) || (verb.measure === 'level' && /(?:数|值)$/.test(name)))
  );
}
