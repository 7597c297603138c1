/** One invented plan, as blocks that every writer below prints in its own format. */
export interface PlanCell {
  readonly text: string;
  readonly rowSpan?: number;
  readonly colSpan?: number;
}
export type PlanBlock =
  | { readonly kind: 'title' | 'heading' | 'paragraph' | 'caption' | 'note'; readonly text: string; readonly level?: number }
  | { readonly kind: 'table'; readonly rows: readonly (readonly PlanCell[])[] };

const cell = (text: string, more: Omit<PlanCell, 'text'> = {}): PlanCell => ({ text, ...more });
const row = (...texts: string[]) => texts.map((text) => cell(text));

export const PLAN_TITLE = '青石市云溪区国民经济和社会发展第十四个五年规划纲要';

/** An invented district's plan: prose targets, a table with merged cells, signs, ranges, dashes and notes. */
export const PLAN: readonly PlanBlock[] = [
  { kind: 'title', text: PLAN_TITLE },
  { kind: 'heading', level: 1, text: '第一章 发展基础' },
  {
    kind: 'paragraph',
    text: '“十三五”时期，云溪区经济实力稳步提升。2020年，地区生产总值达到612.5亿元，年均增长7.2%；一般公共预算收入达到38.6亿元，居民人均可支配收入达到36820元。',
  },
  { kind: 'heading', level: 1, text: '第二章 发展目标' },
  {
    kind: 'paragraph',
    text: '到2025年，地区生产总值达到860亿元，年均增长6.5%左右；常住人口城镇化率提高到72%以上，研发经费投入强度达到2.8%，森林覆盖率稳定在45.2%，城镇调查失业率控制在5.5%以内。',
  },
  {
    kind: 'paragraph',
    text: '居民人均可支配收入年均增长7%左右，累计新增城镇就业5.5万人，新建保障性住房1.2万套，空气质量优良天数比率达到88%以上。',
  },
  { kind: 'caption', text: '专栏1 “十四五”时期经济社会发展主要指标' },
  {
    kind: 'table',
    rows: [
      row('类别', '序号', '指标', '单位', '2020年', '2025年', '年均增速（%）', '属性'),
      [cell('经济发展', { rowSpan: 3 }), ...row('1', '地区生产总值', '亿元', '612.5', '860', '6.5', '预期性')],
      row('2', '全员劳动生产率', '万元/人', '14.2', '18.6', '—', '预期性'),
      row('3', '常住人口城镇化率', '%', '66.4', '>72', '〔5.6〕', '预期性'),
      [cell('民生福祉', { rowSpan: 2 }), ...row('4', '城镇调查失业率', '%', '5.2', '<5.5', '—', '预期性')],
      row('5', '人均预期寿命', '岁', '78.1', '79.5', '〔1.4〕', '预期性'),
      [cell('绿色生态', { rowSpan: 2 }), ...row('6', '森林覆盖率', '%', '44.8', '45.2', '〔0.4〕', '约束性')],
      [
        cell('7'),
        cell('单位地区生产总值能源消耗降低'),
        cell('%'),
        cell('完成上级下达任务', { colSpan: 2 }),
        cell('〔14〕'),
        cell('约束性'),
      ],
    ],
  },
  { kind: 'note', text: '注：〔〕内为五年累计数。' },
  { kind: 'heading', level: 1, text: '第三章 重点任务' },
  { kind: 'heading', level: 2, text: '第一节 壮大现代产业' },
  {
    kind: 'paragraph',
    text: '坚持制造业立区，到2025年规模以上工业增加值年均增长8%，战略性新兴产业产值占规模以上工业总产值比重达到35%，培育规模以上工业企业260家。',
  },
  { kind: 'heading', level: 2, text: '第二节 改善生态环境' },
  {
    kind: 'paragraph',
    text: '持续打好污染防治攻坚战，到2025年细颗粒物年均浓度下降到32微克/立方米，城市生活污水集中处理率达到98%以上，新增城市绿地120公顷。',
  },
];
