import { cleanName } from './names.js';

/** What a gap is measured to: 全市, 年度目标, 全省平均水平. */
const BENCHMARK =
  '(?:全[国省市区县州盟]|(?:GDP|经济|地区生产总值|财政收入)(?:增速|增长|增幅)?|[^，。；、\\d]{0,10}(?:平均(?:水平|线|数|值|增速|增幅)?|目标|目标任务|任务|计划|进度|预期|水平|主城|[国省市区县]|农村|城镇|[东中西]部|地区))';

/** 高于全市, 分别快于全国、全省 before the size of the gap. */
const STATED = new RegExp(
  `(增速|增幅|涨幅|降幅)?(?:分别|均|总体|继续|持续|普遍|连续\\p{Script=Han}{1,4})*(高于|低于|快于|慢于|高出|优于|好于|领先|落后|超出|超过?(?=[^，]{0,4}(?:目标|任务|进度|计划))|多于|少于)(${BENCHMARK}(?:[、和]${BENCHMARK})*)$`,
  'u',
);

/** 比年初预期目标低, 较控制目标高出. */
const COMPARED = new RegExp(`(?:比|较)(${BENCHMARK})(?:分别|均)?(高|低|快|慢|多|少)(?:出|了)*$`);

/** 比城镇居民高 before points: whoever is compared with. */
const COMPARED_POINTS =
  /(?<![占对])(?:比|较)(?![重例率较])([^，。；、\d]{0,8}(?:居民|企业|行业|产业|投资|收入|同类|经济))(?:分别|均)?(高|低|快|慢)(?:出|了)*$/;

/** Times that 比 and 较 compare with are bases, not benchmarks. */
const TIME = /^(?:上年|去年|同期|年初$|20\d\d年|上月|“?十[一二三四五]五)/;

/**
 * 地区生产总值增速|高于全市, |比年初预期目标低: a gap to a benchmark, whose name keeps the comparison.
 * @returns the words before the comparison, and the comparison as the end of a name; null where the lead states no gap
 */
export function gapOf(lead: string, points: boolean): { readonly head: string; readonly gap: string } | null {
  const stated = STATED.exec(lead);
  if (stated && !TIME.test(stated[3] as string))
    return { head: cleanName(lead.slice(0, stated.index)), gap: `${stated[1] ?? ''}${stated[2]}${stated[3]}` };
  const compared = COMPARED.exec(lead) ?? (points ? COMPARED_POINTS.exec(lead) : null);
  if (compared && !TIME.test(compared[1] as string))
    return { head: cleanName(lead.slice(0, compared.index)), gap: `${compared[2]}于${compared[1]}` };
  return null;
}

/** 高于全国|、全省: the word of comparison is that of all benchmarks in the list; 甲、乙|高于全省: the comparison is that of all things. */
export function withComparison(names: readonly string[], gap: string): string[] {
  if (names[names.length - 1]?.endsWith(gap) && !names[0]?.includes(gap))
    return names.map((name) => (name.endsWith(gap) ? name : `${name}${gap}`));
  const found = /^(.*?(?:高于|低于|快于|慢于|高出|优于|好于|领先|落后|超出|多于|少于))(.{2,})$/.exec(names[0] ?? '');
  return names.map((name, i) => (found && i > 0 && !/[高低快慢优好多少]于|高出|领先|落后|超出/.test(name) ? `${found[1]}${name}` : name));
}
