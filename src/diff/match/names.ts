import { textKey } from '../text/key.js';

/** Words that tell two indicators apart although the rest of their names is one. A name may hold one of a group, not another. */
const OPPOSED: readonly (readonly string[])[] = [
  ['城镇', '农村', '农民', '乡村'],
  ['城市', '县城', '乡镇'],
  ['第一产业', '第二产业', '第三产业'],
  ['一产', '二产', '三产'],
  ['新建', '改建', '改造', '续建'],
  ['学前', '小学', '初中', '高中', '义务教育', '高等教育'],
  ['收入', '支出'],
  ['上半年', '下半年'],
  ['一季度', '二季度', '三季度', '四季度'],
  ['二氧化硫', '氮氧化物', '化学需氧量', '氨氮'],
  ['省级', '市级', '区级', '县级', '国家级'],
];
/** Short and long names of one thing, as editors exchange them; the longer ones first. */
const SHORT_NAMES: readonly (readonly [RegExp, string])[] = [
  [/(?:国内|地区|全[国省市区县])?生产总值|gdp/g, '生产总值'],
  [/社(?:会消费品)?零售?总额/g, '社零'],
  [/(?:全社会)?(?:研究与试验发展|研发|r&?d(?=经费|投入|支出|人员|活动))(?:r&?d)?/g, '研发'],
  [/(?:细颗粒物)?pm2\.?5/g, '细颗粒物'],
  [/居民消费价格|cpi/g, '消费价格'],
];
const TAIL = /(?:年均)?(?:增速|增长率|增长|涨幅|增幅|指数|总量|总数|总额|数量|规模|水平)$/;
/** Words that turn a thing into another measure of it: 单位地区生产总值能耗 is no 地区生产总值. */
const TURNING = /人均|户均|亩均|单位|每|万元|占比|比重|比例|贡献率|覆盖率|强度|(?:生产|综合)能力/g;
const HEAD = /^(?:全区|全市|全县|全省|全国|我区|我市|我县|我省|其中|力争|确保|实现|累计|预计|预期|新增)(?=..)/;

/** The name without the words that come and go: 规模以上 is 规上, 增速 and 全市 fall away, brackets stay (they tell bases apart). */
export function nameKey(name: string): string {
  let key = textKey(name);
  for (const [long, short] of SHORT_NAMES) key = key.replace(long, short);
  return key.replace(HEAD, '').replace(TAIL, '') || key;
}

const bigrams = (text: string): string[] => {
  const found: string[] = [];
  for (let i = 0; i + 1 < text.length; i++) found.push(text.slice(i, i + 2));
  return found.length > 0 ? found : [text];
};

/** How much alike two name keys are, 0 to 1: containment and common pairs of characters; opposed words never meet. */
export function nameLikeness(a: string, b: string): number {
  if (a === b) return 1;
  if (a === '' || b === '') return 0;
  if (areOpposed(a, b)) return OPPOSED_LIKENESS;
  const pool = new Map<string, number>();
  const left = bigrams(a);
  const right = bigrams(b);
  for (const pair of right) pool.set(pair, (pool.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of left) {
    const rest = pool.get(pair) ?? 0;
    if (rest > 0) {
      pool.set(pair, rest - 1);
      common++;
    }
  }
  const dice = (2 * common) / (left.length + right.length);
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const turned = turning(a) !== turning(b);
  // The head of a Chinese name stands last: 全市生产总值 is a 生产总值, 生产总值能耗 is an 能耗.
  const contained = short.length >= 2 && long.includes(short);
  const likeness = contained ? Math.max(dice, (long.endsWith(short) ? 0.55 : 0.35) + 0.4 * (short.length / long.length)) : dice;
  return turned ? 0.6 * likeness : likeness;
}

const turning = (name: string): string => [...new Set(name.match(TURNING) ?? [])].sort().join();

const OPPOSED_LIKENESS = 0.1;

/** One of two names holds a word, the other its opposite: 城镇 and 农村, 进口 and 出口. Whatever else they share, they are two indicators. */
export const areOpposed = (a: string, b: string): boolean => isOpposed(a, b) || isSwappedTrade(a, b);

function isOpposed(a: string, b: string): boolean {
  for (const group of OPPOSED) {
    const inA = group.filter((word) => a.includes(word));
    const inB = group.filter((word) => b.includes(word));
    if (inA.length > 0 && inB.length > 0 && !inA.some((word) => inB.includes(word))) return true;
  }
  return false;
}

/** 进出口, 出口 and 进口 contain one another but are three indicators. */
function isSwappedTrade(a: string, b: string): boolean {
  const kind = (text: string) => (text.includes('进出口') ? 'both' : text.includes('出口') ? 'out' : text.includes('进口') ? 'in' : null);
  const left = kind(a);
  const right = kind(b);
  // 服务贸易出口 is a part of 服务贸易.
  if (
    a.includes('贸易') &&
    b.includes('贸易') &&
    left !== right &&
    (left === null ? right : left) !== 'both' &&
    (left === null || right === null)
  )
    return true;
  return left !== null && right !== null && left !== right;
}

/**
 * How the concepts of two statements stand to one another. A key of a family (`of.platforms/…`) is made from the words of the name and varies with them: two
 * such keys that differ say nothing.
 */
export function conceptsMeet(a: string | null, b: string | null): 'same' | 'apart' | 'unknown' {
  if (a === null || b === null) return 'unknown';
  if (a === b) return 'same';
  return a.startsWith('of.') || b.startsWith('of.') ? 'unknown' : 'apart';
}
