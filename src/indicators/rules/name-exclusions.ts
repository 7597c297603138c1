import type { ExclusionRule } from './exclusions.js';

/** Numerals that are part of what something is called: a class, a line, a size that names the thing. */
export const NAME_EXCLUSIONS: readonly ExclusionRule[] = [
  {
    name: 'capacity-of-a-work',
    reason: 'a capacity that names a work',
    // 年产3万吨负极材料项目, 60万吨/年煤焦油加氢装置.
    after: /^(?:的)?[\p{Script=Han}A-Z、]{2,18}?(?:项目|工程|生产线|装置|基地)/u,
    when: ({ printed, before }) => /(?:年产|年处理|年加工|日产|日处理)$/.test(before) || /\/[年日]$/.test(printed.unit),
  },
  {
    name: 'length-of-a-thing',
    reason: 'a dimension of a thing',
    after: /^长的?\p{Script=Han}{2}/u,
    when: ({ printed }) => printed.kind === 'length',
  },
  {
    name: 'speed',
    reason: 'a speed that names a class of line or train',
    before: /时速$/,
    after: /^(?:的)?\p{Script=Han}/u,
    when: ({ printed }) => printed.unit === '公里',
  },
  {
    name: 'sample-survey',
    reason: 'part of the name of a survey',
    after: /^人口(?:变动)?(?:情况)?抽样调查/,
    when: ({ printed }) => printed.kind === 'percent',
  },
  { name: 'voltage', reason: 'a voltage that names a line or station', when: ({ printed }) => printed.unit === '千伏' },
  { name: 'drug-class', reason: 'a grade or class', after: /^(?:创新药|新药|创新医疗器械)/, when: ({ printed }) => printed.unit === '类' },
  {
    name: 'peoples',
    reason: 'the fifty-six peoples',
    after: /^(?:少数)?民族(?![村乡镇团特文风院校])/,
    when: ({ printed }) => printed.unit === '个',
  },
  { name: 'sizes-and-versions', reason: 'part of a name', after: /^(?:条(?:措施|政策|意见|举措)?[”》]|[·•]\d)/ },
  {
    name: 'dimension',
    reason: 'a dimension of a thing',
    when: ({ printed, after, before }) =>
      ['米', '毫米', '厘米', '千克', '克', '升'].includes(printed.unit) &&
      /^[\p{Script=Han}]/u.test(after) &&
      !/^(?:左右|以上|以内|以下|和|及)/.test(after) &&
      !/[达到为在]$/.test(before),
  },
  {
    name: 'radius',
    reason: 'a scope, not a value',
    after:
      /^(?:范围|半径|圈|以内范围|覆盖|服务圈|生活圈|通勤|直达|经济圈|都市圈|便民|医疗圈|健身圈|阅读圈|可达|交通圈|缓冲|跑道|短跑|赛|跨越|长廊|精彩|健身|养老)/,
    when: ({ printed, after }) =>
      printed.kind === 'time' || (printed.kind === 'length' && !/^(?:覆盖(?:率)?达|跨越|长廊|健身)/.test(after)),
  },
];
