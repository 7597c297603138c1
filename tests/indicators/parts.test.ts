import { describe, expect, it } from 'vitest';
import { parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';

/** `role period name measure comparator value` of every record, in order. */
const read = (text: string): string[] =>
  extractIndicators(parseText(text, { sha256: '', mediaType: 'text/plain' })).indicators.map(
    (i) => `${i.role} ${i.period} ${i.name} ${i.measure} ${i.comparator} ${i.text ?? `${i.value}${i.unit}`}`,
  );

describe('a report that names other years among the tasks of its own', () => {
  const found = read(`政府工作报告
——2021年1月26日在松溪区第三届人民代表大会第六次会议上

一、2020年和“十三五”工作回顾
2020年，预计全年实现地区生产总值526.4亿元，增长4.1%。
五年来，地区生产总值年均增长7.2%，建成公园26个。去年，粮食产量12.6万吨。全区新增停车场9个。
二、“十四五”时期经济社会发展主要目标
未来五年，地区生产总值年均增长6.5%左右，到2025年突破750亿元。展望2035年，常住人口城镇化率达到80%。
三、2021年工作安排
2021年是“十四五”开局之年。经济社会发展主要预期目标为：地区生产总值增长6%以上，城镇新增就业1.2万人。
（一）聚力产业升级。编制面向2035年的国土空间规划。新建标准厂房20万平方米。去年我们引进项目32个，今年再引进项目40个以上。
（二）聚力民生。落实2030年碳达峰目标要求。改造老旧小区18个。到2023年底，新增床位500张。新建公厕12座。
（三）谋划长远。编制好“十五五”规划前期研究，统筹未来五年发展。建设公园3个。
四、加强政府自身建设
压减一般性支出5%以上。
`);

  it('ends 2035 and 2030 with the sentence that names them', () => {
    expect(found).toContain('target 2021 新建标准厂房 level eq 20万平方米');
    expect(found).toContain('target 2021 改造老旧小区 level eq 18个');
    expect(found).toContain('target 2035 常住人口城镇化率 level eq 80%');
  });

  it('gives a deadline to its own clause only', () => {
    expect(found).toContain('target 2023 新增床位 level eq 500张');
    expect(found).toContain('target 2021 新建公厕 level eq 12座');
  });

  it('reads 去年 among the tasks as done, and in a review of five years as an aside', () => {
    expect(found).toContain('actual 2020 引进项目 level eq 32个');
    expect(found).toContain('target 2021 引进项目 level ge 40个');
    expect(found).toContain('actual 2020 粮食产量 level eq 12.6万吨');
    expect(found).toContain('actual 2016-2020 新增停车场 level eq 9个');
  });

  it('does not take a plan to come for the part of the report', () => {
    expect(found).toContain('target 2021 建设公园 level eq 3个');
    expect(found).toContain('target 2021 一般性支出 growth ge -5%');
  });

  it('tells the three growths of one name apart', () => {
    expect(found.filter((line) => /地区生产总值 (?:growth|cagr)/.test(line))).toEqual([
      'actual 2020 地区生产总值 growth eq 4.1%',
      'actual 2016-2020 地区生产总值 cagr eq 7.2%',
      'target 2021-2025 地区生产总值 cagr approx 6.5%',
      'target 2021 地区生产总值 growth ge 6%',
    ]);
  });
});

describe('a report read in December, for the year after', () => {
  const found = read(`在临江县第十七届人民代表大会第一次会议上
政府工作报告
（2021年12月20日）
一、过去五年工作回顾
过去五年，全县地区生产总值年均增长7.5%，累计脱贫3.2万人。
今年以来，预计全年地区生产总值增长8.5%，一般公共预算收入达到18亿元。
二、今后五年的奋斗目标
今后五年，地区生产总值年均增长7%以上，到2026年达到400亿元。要建成高标准农田30万亩。
三、2022年主要任务
2022年主要预期目标是：地区生产总值增长7.5%左右，城镇登记失业率控制在4%以内。
新建农村公路120公里。
`);

  it('has the year of its tasks, not that of the meeting', () => {
    expect(found).toEqual([
      'actual 2017-2021 地区生产总值 cagr eq 7.5%',
      'actual 2017-2021 脱贫 level eq 3.2万人',
      'actual 2021 地区生产总值 growth approx 8.5%',
      'actual 2021 一般公共预算收入 level eq 18亿元',
      'target 2022-2026 地区生产总值 cagr ge 7%',
      'target 2026 地区生产总值 level eq 400亿元',
      'target 2022-2026 建成高标准农田 level eq 30万亩',
      'target 2022 地区生产总值 growth approx 7.5%',
      'target 2022 城镇登记失业率 level le 4%',
      'target 2022 新建农村公路 level eq 120公里',
    ]);
  });
});

describe('what 去年, 今年 and 明年 are in such a report', () => {
  it('counts from the day it was read on', () => {
    const found = read(`在临江县第十七届人民代表大会第二次会议上
政府工作报告
（2022年12月26日）
一、2022年工作回顾
今年，全县新建公园6个。去年，全县新建公园4个。
二、2023年工作安排
2023年主要预期目标是：地区生产总值增长6%左右。
明年，新建学校3所。今年新建的2所投入使用。
`);
    expect(found).toEqual([
      'actual 2022 新建公园 level eq 6个',
      'actual 2021 新建公园 level eq 4个',
      'target 2023 地区生产总值 growth approx 6%',
      'target 2023 新建学校 level eq 3所',
      expect.stringMatching(/^actual 2022 .* 2所$/),
    ]);
  });
});

describe('a report on the execution of one plan and the draft of the next', () => {
  const found = read(`关于松溪市2024年国民经济和社会发展计划执行情况与2025年国民经济和社会发展计划草案的报告
一、2024年国民经济和社会发展计划执行情况
全市地区生产总值增长5.2%。城镇新增就业2.1万人。
二、2025年经济社会发展总体要求和主要目标
综合考虑，建议2025年经济社会发展主要预期目标为：
——地区生产总值增长5.5%左右。
——城镇新增就业2万人以上。
三、2025年经济社会发展的主要任务和措施
建成5G基站600个。
`);

  it('is for the year of the draft', () => {
    expect(found).toEqual([
      'actual 2024 地区生产总值 growth eq 5.2%',
      'actual 2024 城镇新增就业 level eq 2.1万人',
      'target 2025 地区生产总值 growth approx 5.5%',
      'target 2025 城镇新增就业 level ge 2万人',
      'target 2025 建成5G基站 level eq 600个',
    ]);
  });
});

describe('a first report of a new government, in parts with plans and spans among the tasks', () => {
  const found = read(`政府工作报告
第一部分 过去五年和2021年工作回顾
过去的五年，是我县发展史上极不平凡的五年。地区生产总值突破300亿元，财政收入年均增长6.5%。
2021年，面对困难，全年地区生产总值增长8.3%，新增市场主体4200户。
第二部分 今后五年的总体要求和奋斗目标
今后五年的主要目标是：地区生产总值年均增长7%左右，五年累计新增就业2万人。到“十四五”末，规上工业企业突破200家。
第三部分 2022年重点工作
2022年是新一届政府开局之年。主要预期目标是：地区生产总值增长7.5%以上。
一、突出乡村振兴。2021年帮扶资金投入1.2亿元，今年增加到1.5亿元。“十四五”期间建成美丽乡村60个，今年新建美丽乡村15个。
二、突出民生改善。今后三年新建学校9所，今年新建学校3所。
三、突出自身建设。“三公”经费比上年下降3%。
`);

  it('gives each its time', () => {
    expect(found).toEqual([
      'actual 2021 地区生产总值 level gt 300亿元',
      'actual 2017-2021 财政收入 cagr eq 6.5%',
      'actual 2021 地区生产总值 growth eq 8.3%',
      'actual 2021 新增市场主体 level eq 4200户',
      'target 2022-2026 地区生产总值 cagr approx 7%',
      'target 2022-2026 新增就业 level eq 2万人',
      'target 2025 规上工业企业 level gt 200家',
      'target 2022 地区生产总值 growth ge 7.5%',
      'actual 2021 帮扶资金投入 level eq 1.2亿元',
      'target 2022 帮扶资金投入 level eq 1.5亿元',
      'target 2021-2025 建成美丽乡村 level eq 60个',
      'target 2022 新建美丽乡村 level eq 15个',
      'target 2022-2024 新建学校 level eq 9所',
      'target 2022 新建学校 level eq 3所',
      'target 2022 “三公”经费 growth eq -3%',
    ]);
  });
});

describe('an outline', () => {
  const found = read(`松溪县国民经济和社会发展第十五个五年规划纲要
第一章 发展基础与环境
第一节 发展成就
“十四五”时期，全县地区生产总值由210亿元增加到305亿元。2025年，城镇化率达到55.3%。累计建成高标准农田42万亩。
第二节 面临形势
当前，全球产业链加速重构。2025年全县65岁以上人口占比达到18.4%。
第二章 总体要求
坚持稳中求进。展望2035年，地区生产总值比2025年翻一番，人均可支配收入突破8万元。
到2030年，城镇化率提高到60%。五年新增就业3万人。
第三章 建设现代产业体系
2027年底前，建成食品产业园2个。新增专精特新企业40家。落实2035年远景目标，建设示范村50个。
`);

  it('ends a year ahead with its paragraph, a deadline with its sentence, and a chapter with the next', () => {
    expect(found).toEqual([
      'actual 2020 地区生产总值 level eq 210亿元',
      'actual 2025 地区生产总值 level eq 305亿元',
      'actual 2025 城镇化率 level eq 55.3%',
      'actual 2021-2025 建成高标准农田 level eq 42万亩',
      'actual 2025 65岁以上人口占比 level eq 18.4%',
      'target 2035 地区生产总值 growth eq 100%',
      'target 2035 人均可支配收入 level gt 8万元',
      'target 2030 城镇化率 level eq 60%',
      'target 2026-2030 新增就业 level eq 3万人',
      'target 2027 建成食品产业园 level eq 2个',
      'target 2026-2030 新增专精特新企业 level eq 40家',
      'target 2026-2030 建设示范村 level eq 50个',
    ]);
  });
});

describe('a report in mid-year', () => {
  it('has results of its own year', () => {
    expect(
      read(`松溪区2023年国民经济和社会发展计划上半年执行情况的报告
一、上半年计划执行情况
上半年，地区生产总值260亿元，同比增长5.8%。
二、下半年工作安排
新开工项目32个。全年预期目标为：地区生产总值增长6%左右。
`),
    ).toEqual([
      'actual 2023H1 地区生产总值 level eq 260亿元',
      'actual 2023H1 地区生产总值 growth eq 5.8%',
      'target 2023 新开工项目 level eq 32个',
      'target 2023 地区生产总值 growth approx 6%',
    ]);
  });
});

describe('an assessment of a plan in mid-term', () => {
  it('tells what was reached from what is proposed', () => {
    expect(
      read(`松溪区“十四五”规划纲要实施中期评估报告
一、规划实施总体情况
2022年，地区生产总值达到520亿元，两年年均增长6.1%。常住人口城镇化率达到66.2%。
二、下一步工作建议
到2025年，地区生产总值达到650亿元。将研发投入强度目标由2.6%调整为2.4%。
`),
    ).toEqual([
      'actual 2022 地区生产总值 level eq 520亿元',
      'actual 2021-2022 地区生产总值 cagr eq 6.1%',
      'actual 2022 常住人口城镇化率 level eq 66.2%',
      'target 2025 地区生产总值 level eq 650亿元',
      'actual null 研发投入强度 level eq 2.6%',
      'target 2025 研发投入强度 level eq 2.4%',
    ]);
  });
});

describe('a notice that adjusts targets', () => {
  const text = `松溪区人民政府关于调整2023年国民经济和社会发展计划部分指标的通知
各街道办事处、区政府各部门：
根据上半年经济运行情况，对2023年部分计划指标作如下调整：
一、将地区生产总值增速目标由6%调整为6.5%。
二、固定资产投资增长目标由8%下调至5%。
三、城镇新增就业目标由1.2万人调整到1.5万人。
`;

  it('states the new target for its year, and the former one as neither target nor result of a year', () => {
    expect(read(text)).toEqual([
      'actual null 地区生产总值 growth eq 6%',
      'target 2023 地区生产总值 growth eq 6.5%',
      'actual null 固定资产投资 growth eq 8%',
      'target 2023 固定资产投资 growth eq 5%',
      'actual null 城镇新增就业 level eq 1.2万人',
      'target 2023 城镇新增就业 level eq 1.5万人',
    ]);
  });

  it('asks for a review of the former one, and says why', () => {
    const { indicators } = extractIndicators(parseText(text, { sha256: '', mediaType: 'text/plain' }));
    expect(indicators.map((i) => i.why ?? '')).toEqual([
      'the target before its adjustment, not a result',
      '',
      'the target before its adjustment, not a result',
      '',
      'the target before its adjustment, not a result',
      '',
    ]);
  });
});

describe('an annex that explains words', () => {
  it('states nothing, and ends where a table of tasks begins', () => {
    const found = read(`2026年青禾区政府工作报告
一、2025年工作回顾
过去一年，地区生产总值增长5.8%，新建公园6个，改造老旧小区12个，城镇新增就业3.2万人，粮食产量18.6万吨，森林覆盖率达到51%。
二、2026年重点工作
今年，地区生产总值增长6%以上，新建公厕20座。
名词解释
1.“三横五纵”路网：是指到2030年建成的8条快速路。
2.双百工程：2023年印发的方案提出，培育企业100家。
`);
    expect(found.some((line) => /2030|100家|2023/.test(line))).toBe(false);
    expect(found).toContain('target 2026 新建公厕 level eq 20座');
  });
});

describe('a plan whose goals stand in one sentence', () => {
  const found = read(`松溪县国民经济和社会发展第十五个五年规划纲要
第二章 主要目标
“十五五”时期，地区生产总值年均增长5%左右，力争到2029年总量达到430亿元；单位GDP能耗累计降低11%；常住人口城镇化率达到61%；居民收入与经济增长同步；完成交通投资90亿元，其中乡道投资20亿元。
第三章 重点工程
新（改、扩）建水厂6座，新增供水能力8万吨/日。
`);

  it('ends a year named in passing with its own part, and keeps growth and sums over the plan', () => {
    expect(found).toEqual([
      'target 2026-2030 地区生产总值 cagr approx 5%',
      'target 2029 地区生产总值总量 level eq 430亿元',
      'target 2026-2030 单位GDP能耗 growth eq -11%',
      'target 2030 常住人口城镇化率 level eq 61%',
      'target 2026-2030 居民收入 growth eq 与经济增长同步',
      'target 2026-2030 交通投资 level eq 90亿元',
      'target 2026-2030 乡道投资 level eq 20亿元',
      'target 2026-2030 新（改、扩）建水厂 level eq 6座',
      'target 2026-2030 新增供水能力 level eq 8万吨/日',
    ]);
  });

  it('calls nothing a stretch that has no floor before it', () => {
    const text = '到2030年，产值年均增长6%，力争总量达到40亿元。';
    const { indicators } = extractIndicators(parseText(text, { sha256: '', mediaType: 'text/plain' }));
    expect(indicators.map((i) => i.ambition)).toEqual([null, null]);
  });
});

describe('a notice that adjusts a sum of five years', () => {
  it('is still of the five years', () => {
    const found = read(`松岭区人民政府关于调整“十四五”规划纲要部分指标的通知
松府发〔2023〕8号
一、调整指标
五年累计新增学位由2000个调整为2600个。
`);
    expect(found).toContain('target 2021-2025 新增学位 level eq 2600个');
  });
});
