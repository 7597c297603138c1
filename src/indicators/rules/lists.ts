/** Lists of names that share one noun, and the values that stand beside them. */

/** Head nouns a list of indicators shares: 汽摩、新材料产值 are two 产值. Longest first. */
const HEADS = [
  '居民人均可支配收入',
  '人均可支配收入',
  '可支配收入',
  '毛入学率',
  '营业收入',
  '主营业务收入',
  '预算收入',
  '零售总额',
  '销售总额',
  '进出口总额',
  '进出口总值',
  '利润总额',
  '保险参保率',
  '参保率',
  '覆盖率',
  '通达率',
  '通畅率',
  '办结率',
  '满意率',
  '建成率',
  '普及率',
  '达标率',
  '优良率',
  '巩固率',
  '贡献率',
  '利用率',
  '处理率',
  '合格率',
  '入学率',
  '占比',
  '比重',
  '比例',
  '增加值',
  '总产值',
  '全产业链产值',
  '产值',
  '进出口',
  '进口',
  '出口',
  '收入',
  '领域投资额',
  '投资额',
  '投资',
  '销售额',
  '零售额',
  '交易额',
  '营业额',
  '营收',
  '贷款余额',
  '存款余额',
  '余额',
  '利润',
  '增速',
  '人数',
  '人次',
  '件次',
  '起数',
  '业务量',
  '低保标准',
  '补助标准',
  '标准',
  '贷款',
  '存款',
  '花费',
  '案件',
  '立案数',
  '种植面积',
  '播种面积',
  '面积',
  '产量',
  '里程',
  '学位',
  '床位',
  '规模',
  '浓度',
  '排放量',
  '总量',
  '消费',
  '用电量',
  '吞吐量',
  '出栏',
  '存栏',
  '管网',
  '管道',
  '收购价',
  '客流量',
  '数量',
  '率',
  '额',
  '量',
  '值',
  '数',
] as const;

/** Joint names that stand for two. */
const PAIRS = [
  ['存贷款', '存款', '贷款'],
  ['内外资', '内资', '外资'],
  ['进出口', '进口', '出口'],
  ['牛羊', '牛', '羊'],
  ['产销量', '产量', '销量'],
  ['产销', '产', '销'],
] as const;

/** 第一、二、三产业; 第二、第三产业; 一、二、三次产业. */
const SHARED_INDUSTRY = /第?([一二三])[、和]第?([一二三])(?:[、和]第?([一二三]))?次?(?:产业|产(?=[，增占值投]|$))/;

/**
 * Splits a list of names for values that stand 分别 beside it.
 * @returns exactly `count` names, or null where the list does not divide so
 */
export function distribute(lead: string, count: number): string[] | null {
  // 第一、二、三产业增加值: each number is of an industry.
  const industries = lead.replace(SHARED_INDUSTRY, (_, ...found: string[]) =>
    found
      .slice(0, 3)
      .filter((sign) => sign)
      .map((sign) => `第${sign}产业`)
      .join('、'),
  );
  if (industries !== lead) return distribute(industries, count);
  // 三次产业增加值: of each of the three.
  if (count === 3 && /三次产业|一二三(?:次)?产业/.test(lead))
    return ['一', '二', '三'].map((sign) => lead.replace(/三次产业|一二三(?:次)?产业/, `第${sign}产业`));
  // 纺织、食品两大产业产值: how many they are is no part of the last.
  const counted = lead.replace(
    /(?<=、[^、]{2,12})[两二三四五六七八九]大(?:主导|支柱|特色|传统|优势|新兴)?(?:产业集群|产业链|集群|产业|行业|板块|领域)(?=产值|增加值|营收|营业收入|投资|规模|销售)/,
    '',
  );
  if (counted !== lead) return distribute(counted, count);
  // 存、贷款余额 is 存贷款余额.
  const joined2 = lead.replace(/存、贷款/, '存贷款').replace(/进、出口/, '进出口');
  if (joined2 !== lead && count === 2) return distribute(joined2, count);
  if (count < 2 || !/[^、和及与，\s]/.test(lead)) return null;
  // 新建、改造道路45条120公里: two deeds done to one thing.
  if (/^(?:新建|改造|扩建|改扩建|新增|更新|建设|修复|提升|续建|整治|维修)[、和](?=[^、和]*$)/.test(lead)) return null;
  // 批零住餐业销售额 are those of four trades.
  if (count === 4 && /批零住餐业?/.test(lead))
    return ['批发业', '零售业', '住宿业', '餐饮业'].map((trade) => lead.replace(/批零住餐业?/, trade));
  // 城乡居民人均可支配收入 are two, of town and country.
  if (count === 2 && /^[^、和与及]*城乡(?!规划|一体|融合)[^、和与]*$/.test(lead))
    return [lead.replace('城乡', '城镇'), lead.replace('城乡', '农村')];
  // 粮肉奶产量 are as many as there are signs before the head.
  const joint = /^([粮肉奶蛋菜果鱼棉油糖茶]{2,5})((?:总)?产量|产值|面积)$/.exec(lead);
  if (joint && (joint[1] as string).length === count) return [...(joint[1] as string)].map((sign) => `${sign}${joint[2]}`);
  const pair = count === 2 ? PAIRS.find(([joint]) => lead.includes(joint)) : undefined;
  if (pair && !lead.includes('、')) return [lead.replace(pair[0], pair[1]), lead.replace(pair[0], pair[2])];
  const quoted = /^((?:[“][^”]{1,20}[”]){2,})(.*)$/.exec(lead);
  const titles = quoted ? (quoted[1] as string).match(/[“][^”]{1,20}[”]/g) : null;
  if (quoted && titles?.length === count) return titles.map((title) => `${title}${quoted[2]}`);
  const byComma = splitOutsideBrackets(lead, /、/);
  if (byComma.length === count) return shareHead(byComma);
  // 甲、乙和丙: only the last join is a word.
  const tail = splitOutsideBrackets(byComma[byComma.length - 1] ?? '', /以及|及其|和|及|与/);
  if (tail.length > 1) {
    const joined = [...byComma.slice(0, -1), tail.slice(0, -1).join('和'), tail[tail.length - 1] as string];
    if (joined.length === count) return shareHead(joined);
  }
  const all = splitOutsideBrackets(lead, /、|以及|及其|和|及|与/);
  if (all.length === count) return shareHead(all);
  if (byComma.length > count) return shareHead(byComma.slice(byComma.length - count));
  return all.length > count ? shareHead(all.slice(all.length - count)) : null;
}

/** 国家级2个、省级实验室9个: a grade alone is of the noun that the next of its list names. */
export function lendNouns<T extends { readonly name: string; readonly mention: { readonly printed: { readonly unit: string } } }>(
  items: readonly T[],
): T[] {
  const out = [...items];
  for (let i = out.length - 2; i >= 0; i--) {
    const item = out[i] as T;
    const next = out[i + 1] as T;
    const noun = /级(?![级别数])(.{2,14})$/.exec(next.name)?.[1];
    if (noun && /[家省市县区界域镇村亿州]级$/.test(item.name) && item.mention.printed.unit === next.mention.printed.unit)
      out[i] = { ...item, name: `${item.name}${noun}` };
  }
  // 4A级景区2个、3A级5个: the grade that follows is of the same noun.
  for (let i = 1; i < out.length; i++) {
    const item = out[i] as T;
    const before = out[i - 1] as T;
    const noun = /.*[A\d一二三四五甲乙丙家省市县区州]级(?:以上)?(?![级别数以])(.{2,14})$/.exec(before.name)?.[1];
    if (noun && /[A\d一二三四五甲乙丙省市县区州]级(?:以上)?$/.test(item.name) && item.mention.printed.unit === before.mention.printed.unit)
      out[i] = { ...item, name: `${item.name}${noun}` };
  }
  return out;
}

function splitOutsideBrackets(text: string, separator: RegExp): string[] {
  const masked = text
    .replace(/[（(“《][^）)”》]{0,40}[）)”》]/g, (m) => '\u0001'.repeat(m.length))
    .replace(/和谐|共和|和平|总和|普及|与会|参与|以及其他|中和/g, (m) => '\u0001'.repeat(m.length));
  const parts: string[] = [];
  let at = 0;
  const global = new RegExp(separator.source, 'g');
  for (let found = global.exec(masked); found; found = global.exec(masked)) {
    parts.push(text.slice(at, found.index));
    at = found.index + found[0].length;
  }
  parts.push(text.slice(at));
  return parts.map((p) => p.trim()).filter((p) => p !== '');
}

const TAILS =
  '受理数|案损数|案损|立案数|起数|件次|人次|件数|死亡人数|伤亡人数|受伤人数|发案数|破案数|金额|总额|数量|产量|单产|总产|面积|产值|户数|人数|收入|利润';
const TAIL = new RegExp(`(?:案件)?(?:${TAILS})$`);

/** Words that stand against one another before one noun. */
const COUNTERPARTS = /^(?:城镇|城市|农村|乡村|国有|民营|脱硫|脱硝|男性|女性|中央|地方)(?=.{3})/;

/** What is let into air and water; a name for itself, and before a noun of what is done about it. */
const POLLUTANT =
  /^(?:化学需氧量|氨氮|总磷|总氮|二氧化硫|氮氧化物|挥发性有机物|颗粒物|细颗粒物|可吸入颗粒物|二氧化碳|COD|VOCs|SO2|NOx|PM2\.5|PM10)/;

/** What all parts of a list share behind the words that differ: 急难型、支出型|临时救助标准; 城镇、农村|居民收入; 甲、乙|支持丙项目比重. */
function commonRest(parts: readonly string[]): string {
  const last = parts[parts.length - 1] as string;
  const earlier = parts.slice(0, -1).map((part) => part.replace(/^全[国省市区县]/, ''));
  const grade = /[型类级档岗段]$/.exec(earlier[0] as string)?.[0];
  if (grade && earlier.every((part) => part.endsWith(grade) && part.length <= 8)) {
    const at = last.indexOf(grade);
    if (at > 0 && at < last.length - 1) return last.slice(at + 1);
  }
  // 化学需氧量、氨氮重点工程减排量: both are of the works.
  const pollutant = POLLUTANT.exec(last)?.[0];
  if (pollutant && earlier.every((part) => POLLUTANT.exec(part)?.[0] === part)) return last.slice(pollutant.length);
  const word = COUNTERPARTS.exec(last)?.[0];
  if (word && earlier.every((part) => part.length === word.length)) return last.slice(word.length);
  // 汽车、电子产值占工业比重: both shares are of the same whole.
  const ofWhole = /(?<=.{2})(?:产值|增加值|产业|投资|消费|收入)?占[^占]{2,}(?:比重|比例)?$/.exec(last)?.[0];
  if (ofWhole && earlier.every((part) => !part.includes('占')))
    return earlier.some((part) => /(?:产值|增加值|投资|消费|收入)$/.test(part)) ? ofWhole.replace(/^.*?(?=占)/, '') : ofWhole;
  const deed = /(?<=.{2})(?:支持|参与|投向|用于).{2,}$/.exec(last)?.[0];
  return deed && earlier.every((part) => !/(?:支持|参与|投向|用于)/.test(part)) ? deed : '';
}

/** What is measured against output; 单位地区生产总值能源消耗、二氧化碳排放 are both of it. */
const PER_OUTPUT = /^(?:单位|万元)(?:地区生产总值|生产总值|国内生产总值|GDP|工业增加值|规上工业增加值)(?=.{2})/;
const OF_OUTPUT = /^(?:能耗|能源消耗|水耗|用水量|二氧化碳排放|碳排放|建设用地)/;

function shareHead(parts: readonly string[]): string[] {
  const last = parts[parts.length - 1] as string;
  const head = HEADS.find((h) => last.endsWith(h) && last.length > h.length) ?? '';
  const lead = /^(?:规上|规模以上|限上|人均|对|全市|全省|新增|社区)/.exec(parts[0] as string)?.[0] ?? '';
  const rank = /^(?:第[一二三]产业|[一二三]产|[一二三]次产业)$/;
  const shared = parts.length < 2 ? '' : commonRest(parts);
  const per = PER_OUTPUT.exec(parts[0] as string)?.[0];
  return parts.map((part, i) => {
    let name = part;
    if (per && i > 0 && OF_OUTPUT.test(part)) return per + part;
    if (shared && i < parts.length - 1) return part + shared;
    const hasHead = HEADS.some((h) => part.endsWith(h) && (h.length > 1 || part.length > 3 || h === head));
    if (i < parts.length - 1 && head && (!hasHead || rank.test(part)))
      name += /居民人均可支配收入$/.test(last) && /居民$/.test(part) ? '人均可支配收入' : head;
    // 生产安全事故起数和死亡人数: the second is of the accidents as well.
    const stem = TAIL.exec(parts[0] as string);
    if (i > 0 && stem && stem.index > 0 && new RegExp(`^(?:${TAILS})$`).test(part)) name = (parts[0] as string).slice(0, stem.index) + part;
    if (i > 0 && lead === '规上' && !/^规/.test(name) && name.length <= 4) name = lead + name;
    if (i > 0 && lead === '对' && !name.startsWith('对')) name = lead + name;
    return name;
  });
}
