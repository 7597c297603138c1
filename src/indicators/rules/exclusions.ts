import type { Printed } from '../quantity/index.js';
import { NAME_EXCLUSIONS } from './name-exclusions.js';
import { SCOPE_EXCLUSIONS } from './scope-exclusions.js';

/** How much of the sentence an exclusion sees on either side. */
export const WINDOW = 32;

export interface Around {
  readonly printed: Printed;
  /** Up to WINDOW units before the numeral and after its unit. */
  readonly before: string;
  readonly after: string;
  /** Inside “”, 《》 or 「」. */
  readonly quoted: boolean;
  /** The numeral stands at the beginning of its paragraph. */
  readonly first: boolean;
}

/** A numeral that is no value. All parts given must hold. */
export interface ExclusionRule {
  readonly name: string;
  /** Told by `planwatch explain`. */
  readonly reason: string;
  readonly before?: RegExp;
  readonly after?: RegExp;
  readonly when?: (around: Around) => boolean;
}

const single = (p: Printed) => (typeof p.decimals === 'string' ? p.decimals : null);
const bare = (a: Around) => a.printed.unit === '';
const isYear = (p: Printed) => p.style === 'arabic' && /^(?:19|20)\d\d$/.test(single(p) ?? '');
/** A count of years, days or hours is a value only where its name says so. */
const TIMED_NAME =
  /(?:年限|寿命|天数|天数比|时数|学时|课时|工期|时长|时间|用时|周期|时限|天数达|天数为|小时数|优良|达标天|污染天气|平均居住|平均停留|平均逗留|人均停留|平均过夜)(?:[^，。；]{0,12}|[从由][^，。；]{1,24}|[^，。；]{0,14}，(?:同比|[比较](?:上年|去年|\d{4}年)(?:同期)?)?(?:增加|减少|多|少|增|减)(?:了)?)$/;

const COUNTED = /\d+(?:多|余)?([个家所名座户项支])\p{Script=Han}{3,14}/gu;

/** “2家国家实验室、9个大装置、31家重点实验室”: what there is, counted one by one; “1个中心、3个片区、5个镇” says how a place is laid out. */
function isQuotedInventory(before: string, printed: Printed, after: string): boolean {
  if (printed.kind !== 'count' && printed.kind !== 'people') return false;
  const inside = `${/[^“”]*$/.exec(before)?.[0] ?? ''}${single(printed) ?? ''}${printed.unit}${/^[^“”]*/.exec(after)?.[0] ?? ''}`;
  const counted = [...inside.matchAll(COUNTED)];
  return (
    counted.length >= 3 && inside.includes('、') && !inside.includes('+') && counted.some((found) => found[1] !== '个' && found[1] !== '项')
  );
}

export const EXCLUSIONS: readonly ExclusionRule[] = [
  {
    name: 'table-number',
    reason: 'the number of a table',
    when: ({ printed, before }) => /^(?:附?[表图]|专栏|附件)$/.test(before.trim()) && printed.kind !== 'percent',
  },
  {
    name: 'policy-articles',
    reason: 'a policy named by its number of articles',
    after: /^(?:政策)?(?:措施|政策|意见|举措|办法|硬措施)(?:落实|落地)?[，。；、]/,
    when: ({ printed }) => printed.unit === '条',
  },
  {
    name: 'calendar-year',
    reason: 'a calendar year',
    when: ({ printed, after }) => isYear(printed) && (printed.unit === '年' || (printed.unit === '' && /^(?:年|[—–~～-]|\/)/.test(after))),
  },
  {
    name: 'year-after-dash',
    reason: 'a calendar year',
    before: /(?:19|20)\d\d年?[—–~～至到-]{1,2}$/,
    when: ({ printed }) => isYear(printed),
  },
  { name: 'month-or-day', reason: 'a date', when: ({ printed }) => printed.unit === '月' || printed.unit === '日' },
  {
    name: 'clock',
    reason: 'a time of day',
    when: ({ printed, after, before }) =>
      printed.kind === 'ratio' &&
      (/^(?:时|分|，.{0,3}会)/.test(after) || /[时午日]$/.test(before)) &&
      /^\d{1,2}:\d\d$/.test(single(printed) ?? ''),
  },
  {
    name: 'clock-words',
    reason: 'a time of day',
    before: /\d{1,2}[时点]$/,
    when: ({ printed }) => printed.unit === '分' || printed.unit === '分钟',
  },
  {
    name: 'clock-line',
    reason: 'a time of day',
    when: ({ printed, first, before }) =>
      printed.kind === 'ratio' &&
      (first || /\d[-日]\s*$|\d{2}\s*$/.test(before)) &&
      /^\d{1,2}:\d{2}(?::\d{2})?$/.test(single(printed) ?? ''),
  },
  { name: 'month-range', reason: 'months of a year', when: ({ printed, after }) => printed.unit === '' && /^[—–~-]\d{1,2}月/.test(after) },
  {
    name: 'places-moved',
    reason: 'a ranking',
    // 全省排名12位、37位，分别提升3位、8位.
    before: /(?:提升|上升|前进|进|下降|后退|前移)(?:了)?(?:\d{1,3}位、)*$/,
    when: ({ printed }) => printed.unit === '位',
  },
  {
    name: 'share-of-a-ranking',
    reason: 'a ranking',
    before: /(?:全[球国省市]|世界|国际|ESI|、|位列|进入)前$/,
    when: ({ printed }) => printed.kind === 'percent',
  },
  {
    name: 'ordinal',
    reason: 'an ordinal',
    before: /(?:第|No\.?|NO\.?|№|编号|序号|排名|排|位居|位列|居|列|名列|晋级|跃居|升至第|前|全[国省市区州盟]前)$/,
    when: ({ printed, before }) =>
      !/(?:目前|年前|此前|日前|当前|下)$/.test(before) && (/第$/.test(before) || ['位', '名', '', '强', '个'].includes(printed.unit)),
  },
  { name: 'per', reason: 'what a rate is per', before: /每$/, when: ({ printed }) => printed.kind !== 'percent' },
  {
    name: 'bracketed-count',
    reason: 'the number of things listed',
    before: /[（(]共?$/,
    after: /^[）)]/,
    when: ({ printed }) => printed.kind === 'count',
  },
  {
    name: 'in-a-row',
    reason: 'times in a row',
    before: /(?:连续|连|蝉联|第)$/,
    when: ({ printed }) => ['次', '年', '个月', '届', '个', '期', '个季度', '批', '季度', '天', '场', '轮'].includes(printed.unit),
  },
  { name: 'ordinal-list', reason: 'an ordinal', before: /第[\d一二三四五六七八九十]{1,3}[、和]$/ },
  { name: 'ranking', reason: 'a ranking', before: /(?:全国|全省|全市|全区|西部|中部|世界|全球|同比|排位|排名|增速)(?:第|前)$/ },
  {
    name: 'list-number',
    reason: 'a list number',
    when: ({ printed, first, before, after }) =>
      (first || (/[；。：]\s*$/.test(before) && /^.\p{Script=Han}{2}/u.test(after))) &&
      bare({ printed } as Around) &&
      /^[、.．)）]/.test(after),
  },
  {
    name: 'list-number-glued',
    reason: 'a list number before a count',
    // 8.6个重大专项：…: the eighth entry of a list, of six things; nothing is counted in tenths.
    when: ({ printed, first }) => first && /^\d{1,2}\.\d{1,2}$/.test(single(printed) ?? '') && /^[个项家条类件座所]$/.test(printed.unit),
  },
  {
    name: 'bracketed-number',
    reason: 'a list number',
    before: /[（(〔[]$/,
    after: /^[）)〕\]]/,
    when: ({ printed, after }) => bare({ printed } as Around) && !/^[）)〕\]](?:左右|以上)/.test(after),
  },
  { name: 'document-number', reason: 'a document number', after: /^(?:号|〕|-\d)/, when: (a) => bare(a) },
  {
    name: 'line-number',
    reason: 'a number that names something',
    after: /^(?:号|线|版|路(?!公交)|院|弄|巷|师|团|军|航班|航站楼|国道|省道|高速)/,
    when: (a) => bare(a),
  },
  {
    name: 'part-of-word',
    reason: 'part of a name',
    before: /[A-Za-z\-–—_/+·.](?:\d{0,4})$/,
    when: ({ before, printed }) =>
      /[A-Za-z][-–—_.]?$/.test(before) &&
      printed.kind !== 'percent' &&
      printed.kind !== 'point' &&
      !/(?:GDP|M2|CPI|达|R&D|PPI)$/.test(before),
  },
  {
    name: 'latin-tail',
    reason: 'part of a name',
    after: /^(?:[A-Za-z]|挡|英寸|寸|纳米|微米|千伏|伏|赫兹|兆赫|吨级|马力|mm|nm)/,
    when: (a) => bare(a) || a.printed.unit === 'T' || a.printed.unit === 'P',
  },
  {
    name: 'formula',
    reason: 'a slogan or formula',
    when: ({ before, after, printed }) => /\+$/.test(before) || (/^\+/.test(after) && printed.kind !== 'percent'),
  },
  {
    name: 'grade',
    reason: 'a grade or class',
    after: /^(?:级|型|代|期(?!房)|强|挡|后(?=[”"』])|式|维|化(?!解)|周年|届|中全会|大以来|全覆盖|类水质|线城市|线|方水)/,
    when: ({ printed, after }) => bare({ printed } as Around) || /^(?:级|型)/.test(after),
  },
  {
    name: 'anniversary',
    reason: 'an anniversary',
    when: ({ printed }) => printed.unit === '周年' || printed.unit === '世纪' || printed.unit === '年代',
  },
  {
    name: 'party-anniversary',
    reason: 'an anniversary',
    before: /(?:建党|建国|建军|成立|建区|建市|诞辰|胜利|解放|改革开放)$/,
    when: ({ printed }) => printed.unit === '年' || printed.unit === '周年',
  },
  { name: 'duration', reason: 'a duration', when: ({ printed, before }) => printed.kind === 'time' && !TIMED_NAME.test(before) },
  {
    name: 'age',
    reason: 'an age limit',
    when: ({ printed, before }) => printed.kind === 'age' && !/寿命/.test(before) && !/(?:年龄)[^，。；]{0,10}$/.test(before),
  },
  {
    name: 'quoted',
    reason: 'inside a name, slogan or title',
    when: ({ quoted, printed, before, after }) =>
      quoted &&
      !isQuotedInventory(before, printed, after) &&
      !(/[“「](?:双)?$/.test(before) && /^(?:元)?[”」](?:目标|大关|台阶|[，。、；])/.test(after) && /[亿万]/.test(printed.unit)),
  },
  {
    name: 'people-addressed',
    reason: 'the people spoken of, not an indicator',
    after: /^\p{Script=Han}{0,6}(?:人民|儿女|父老|乡亲|干部群众|各族|中国人|同胞)(?!币|政府|医院|法院|检察|调解|武装|防空|团体)/u,
    when: ({ printed }) => /万|亿/.test(printed.unit),
  },
  {
    name: 'aspects',
    reason: 'a count of headings, not of things',
    after: /^(?:方面|维度|层面|环节|大类(?!民生)|\d+[项件个])/,
    when: ({ printed, after }) => (/^\d/.test(after) ? /^(?:大)?类$/.test(printed.unit) : printed.unit === '个'),
  },
  {
    name: 'indicators-counted',
    reason: 'a count of indicators, not one of them',
    after: /^(?:主要|核心|重点|约束性|预期性|发展|具体)*指标/,
    when: ({ printed }) => printed.unit === '项' || printed.unit === '个',
  },
  {
    name: 'indicators-counted-before',
    reason: 'a count of indicators, not one of them',
    before: /(?:约束性|预期性|主要)指标(?:共|有|为)?$/,
    when: ({ printed }) => printed.unit === '项' || printed.unit === '个',
  },
  {
    name: 'indicators-by-state',
    reason: 'a count of indicators, not one of them',
    before: /指标(?:任务)?(?:中|里)?[^。；]{0,40}$/,
    after: /^(?:指标)?(?:均|全部|全面|已经|已|提前|超额|基本|未能?|尚未|达到|达标|超过|好于|优于|低于|滞后|符合|完成|实现)/,
    when: ({ printed }) => printed.unit === '项' || printed.unit === '个',
  },
  {
    name: 'place-in-ranking',
    reason: 'a ranking',
    before: /(?:排名|位次|名次|排位)[^，。；]{0,14}$/,
    when: ({ printed }) => ['位', '名', ''].includes(printed.unit),
  },
  {
    name: 'times-told',
    reason: 'times something happened',
    before: /(?:先后|曾|曾经|多|又一|接连|第)$/,
    when: ({ printed }) => printed.unit === '次',
  },
  {
    name: 'visits-paid',
    reason: 'times something happened',
    after: /^(?:亲临|莅临|回信|致信|致贺信|致电|点赞|听取)/,
    when: ({ printed }) => printed.unit === '次',
  },
  // 600分以上考生53人: those from that mark upwards are counted.
  {
    name: 'mark-from-which',
    reason: 'a limit that says which are counted',
    after: /^(?:及?以上)的?\p{Script=Han}{1,6}\d/u,
    when: ({ printed }) => printed.unit === '分',
  },
  {
    name: 'steps-climbed',
    reason: 'how many steps, not of what',
    before: /(?:连[跨上破过]|跨越|迈上)了?$/,
    after: /^[一二三四五六七八九十百千万亿]+元?(?:级)?(?:新?台阶|大关)/,
    when: ({ printed }) => printed.unit === '个',
  },
  // 经受住用电负荷超2000万千瓦的考验: what was withstood, no result.
  { name: 'withstanding', reason: 'a trial withstood', before: /(?:经受住|抵御住?|战胜|顶住|克服)了?$/ },
  { name: 'withstood', reason: 'a trial withstood', after: /^(?:以上|左右)?的?(?:高位|极端)?(?:考验|冲击|挑战)/ },
  { name: 'fraction', reason: 'a fraction', after: /^(?:分之|\/\d)/, when: (a) => bare(a) },
  { name: 'meeting', reason: 'a session or head-count', after: /^(?:全会|会议|全体会议|全体大会|集体学习|党代会|代表大会|常委会|常务会)/ },
  ...NAME_EXCLUSIONS,
  ...SCOPE_EXCLUSIONS,
];

/** The first rule that says this numeral is no value; null where none does. */
export const excludedBy = (around: Around): ExclusionRule | null =>
  EXCLUSIONS.find(
    (rule) =>
      // What is asked of the numeral itself first: it is cheap, and most rules are about one kind of unit.
      (!rule.when || rule.when(around)) &&
      (!rule.before || rule.before.test(around.before)) &&
      (!rule.after || rule.after.test(around.after)),
  ) ?? null;
