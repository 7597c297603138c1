import type { ExclusionRule } from './exclusions.js';

/** Numerals that say which ones are meant, or what something is about, and state no value. */
export const SCOPE_EXCLUSIONS: readonly ExclusionRule[] = [
  {
    name: 'scope-of-work',
    reason: 'a scope, not a value',
    // 围绕22个产业布局: what the work is about.
    before: /(?:围绕|聚焦|针对|瞄准|锚定|对照|立足)(?:[^，。；\d]{0,20}等|(?:\d+[个条项类]\p{Script=Han}{1,10}、)+)?$/u,
    when: ({ printed }) => printed.kind === 'count',
  },
  {
    name: 'size-of-each',
    reason: 'a limit that says which ones are meant',
    before: /(?:单笔|单户|单项|每笔)(?:授信|投资|金额)?$/,
    after: /^(?:以下|以上|以内)/,
    when: ({ printed }) => printed.kind === 'money',
  },
  {
    name: 'threshold',
    reason: 'a limit that says which part is meant',
    before: /(?:所得额|销售额|营业额|收入|金额|价格|费用|投资额|不到|不超过|未超过|低于|超过|至|[—–~-])$/,
    after: /^(?:(?:至|[—–~-])\d[\d.]*[万亿]?元)?(?:（含）)?(?:以下|以上|以内)?的?部分/,
    when: ({ printed }) => printed.kind === 'money' || printed.unit === '',
  },
  {
    name: 'bound-of-a-class',
    reason: 'a limit that says which are counted',
    // 亩均税收低于25万元的企业仍有210家: the enterprises are counted.
    before: /(?:低于|不足|不到|高于|大于|小于)$/,
    after: /^的\p{Script=Han}{2,8}\d[\d.]*[万余多]*[个家户项处座人]/u,
  },
  {
    name: 'amount-of-a-class',
    reason: 'a class of size, not a value',
    before: /(?:过|超|超过|达|上|上缴税收|税收|营收|产值|收入)(?:\d[\d.]*[万亿]+元?[、和])?$/,
    after:
      /^(?:[、和]\d[\d.]*[万亿]+元?)?(?:的)?(?:(?:重大|重点|标志性|产业化?|工业)+(?=项目))?(?:优势|特色|农产品|龙头|工业|制造业|产业|企业|项目|集群|园区|省份|城市|区县|县域|县(?!级)|镇|乡|村|平台|品牌|产业链|大品种|单品|上市公司|领军|链主|骨干)|^的\d+[个家户项]|^的\p{Script=Han}{2,18}\d[\d.]*[万余多]*[个家户项]/u,
    when: ({ printed }) => printed.kind === 'money' || /[亿万]$/.test(printed.unit),
  },
  {
    name: 'class-of-the-counted',
    reason: 'a class of size, not a value',
    // 64个预增产值过10亿元、120个过2000万元的增长点: the amount says which ones are counted; 34栋楼宇营收超400亿元 is a sum.
    before: /\d(?:多|余)?[个家户项]\p{Script=Han}{0,8}(?:超过|过|超)$/u,
    after: /^(?:以上)?(?:的\p{Script=Han}|、\d+[个家户项]\p{Script=Han}{0,8}(?:超过|过|超)\d)/u,
    when: ({ printed }) => printed.kind === 'money' || /[亿万]$/.test(printed.unit),
  },
  {
    name: 'class-by-size',
    reason: 'a limit that says which ones are meant',
    // 单机容量30万千瓦以上（含）的机组要加装设施: which ones have to.
    after:
      /^(?:（含）|及)?(?:以上|以下|以内)(?:（含）)?的(?!增长|增速|水平|标准|比例|速度|目标)\p{Script=Han}{0,10}(?:企业|机组|锅炉|单位|建筑|用户|矿山|车辆|船舶|电站|水库|设施|农户|家庭|变压器|装置|生产线|厂)/u,
    when: ({ printed, before }) =>
      ['power', 'mass', 'energy', 'area', 'volume', 'length', 'money', 'other'].includes(printed.kind) &&
      !/[个家座台户项条]$/.test(printed.unit) &&
      !/(?:建成|新建|实现|完成|达到|新增|关停|淘汰|改造)(?:约|近)?$/.test(before),
  },
];
