import { describe, expect, it } from 'vitest';
import { parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';

const read = (text: string) =>
  extractIndicators(parseText(text, { sha256: '', mediaType: 'text/plain' })).indicators.map((i) =>
    [i.role, i.period ?? 'null', i.name, i.measure, i.comparator, `${JSON.stringify(i.value)}${i.unit}`, i.attribute ?? '']
      .join(' ')
      .trim(),
  );

describe('a report that adjusts the targets of its year', () => {
  const found = read(`关于调整南屏区2022年国民经济和社会发展计划部分预期目标的报告
区人大常委会：
受区人民政府委托，现就调整部分预期目标报告如下：
（一）地区生产总值预期目标由增长7%调整为增长4.5%左右。
（二）单位地区生产总值能耗降低目标从累计下降13.5%调整为累计下降14%。
（三）将进出口总额增长5%的预期目标调整为增长2%。
（四）粮食总产量目标值由“不低于32万吨”修改为“不低于33万吨”。
（五）森林覆盖率由预期性指标调整为约束性指标，目标值63%不变。
（六）新增“数字经济核心产业增加值占比”为预期性指标，目标为10%。
（七）城镇新增就业1.1万人、城镇登记失业率4.5%以内等其他目标保持不变。
（八）不再将“实际使用外资”列为预期目标。
`);

  it('reads both sides whatever verb of growth stands before them', () => {
    expect(found.slice(0, 8)).toEqual([
      'actual null 地区生产总值 growth eq 7%',
      'target 2022 地区生产总值 growth approx 4.5%',
      'actual null 单位地区生产总值能耗 growth eq -13.5%',
      'target 2022 单位地区生产总值能耗 growth eq -14%',
      'actual null 进出口总额 growth eq 5%',
      'target 2022 进出口总额 growth eq 2%',
      'actual null 粮食总产量 level ge 32万吨',
      'target 2022 粮食总产量 level ge 33万吨',
    ]);
  });

  it('names what it keeps, adds and rates anew, and nothing for what it drops', () => {
    expect(found.slice(8)).toEqual([
      'target 2022 森林覆盖率 level eq 63% 约束性',
      'target 2022 数字经济核心产业增加值占比 level eq 10% 预期性',
      'target 2022 城镇新增就业 level eq 1.1万人',
      'target 2022 城镇登记失业率 level le 4.5%',
    ]);
  });
});

describe('a notice that replaces words of a plan', () => {
  it('reads the words of the plan, old and new, and none that are struck out', () => {
    expect(
      read(`关于修订《海棠区“十四五”城乡建设规划》部分内容的通知
各镇人民政府：
现对规划部分内容作如下修订：
一、将第二章“到2025年，常住人口城镇化率达到72%”修改为“到2025年，常住人口城镇化率达到74%”。
二、第三章第一节中“新建公园12座，改造公厕30座”改为“新建公园15座，改造公厕36座”。
三、删去“建成地下管廊20公里”。
四、在第四章增加“改造老旧小区80个”的内容。
五、继续实施“10万人才计划”，优化“6+3”产业。
`),
    ).toEqual([
      'actual null 常住人口城镇化率 level eq 72%',
      'target 2025 常住人口城镇化率 level eq 74%',
      'actual null 新建公园 level eq 12座',
      'actual null 改造公厕 level eq 30座',
      'target 2021-2025 新建公园 level eq 15座',
      'target 2021-2025 改造公厕 level eq 36座',
      'target 2021-2025 改造老旧小区 level eq 80个',
    ]);
  });
});

describe('a proposal that changes a plan of the year', () => {
  it('takes any verb for the move of a target', () => {
    expect(
      read(`关于2021年松原县国民经济和社会发展计划调整方案的议案
县人大常委会：
拟对2021年计划作如下调整：
1.居民消费价格涨幅控制目标由3%左右放宽至3.5%左右；
2.新建改建农村公路目标由120公里减少到95公里；
3.研发投入强度目标值2.2%调整至2.0%；
4.将“单位GDP能耗降低”目标由14%调整为13.5%；
5.单位地区生产总值水耗下降目标维持3%不变。
`),
    ).toEqual([
      'actual null 居民消费价格 growth approx 3%',
      'target 2021 居民消费价格 growth approx 3.5%',
      'actual null 新建改建农村公路 level eq 120公里',
      'target 2021 新建改建农村公路 level eq 95公里',
      'actual null 研发投入强度 level eq 2.2%',
      'target 2021 研发投入强度 level eq 2%',
      'actual null 单位GDP能耗 growth eq -14%',
      'target 2021 单位GDP能耗 growth eq -13.5%',
      'target 2021 单位地区生产总值水耗 growth eq -3%',
    ]);
  });
});

describe('a proposal that prints former and new targets side by side', () => {
  it('names them by what stands in front, and reports the months before as results', () => {
    expect(
      read(`关于提请审议调整清溪区2023年国民经济和社会发展主要预期目标的议案
区人大常委会：
今年以来，部分指标增速低于预期。1-8月，规上工业增加值增长3.2%。
（一）固定资产投资增速：年初目标10%，调整后目标6%。
（二）一般公共预算收入：由增长5%下调为增长2%。
（三）规上工业增加值增速目标，由原来的8%左右，调整为5%左右。
——高标准农田面积。原目标为30万亩，现调整为33万亩。
`),
    ).toEqual([
      'actual 2023M1-M8 规上工业增加值 growth eq 3.2%',
      'actual null 固定资产投资 growth eq 10%',
      'target 2023 固定资产投资 growth eq 6%',
      'actual null 一般公共预算收入 growth eq 5%',
      'target 2023 一般公共预算收入 growth eq 2%',
      'actual null 规上工业增加值 growth approx 8%',
      'target 2023 规上工业增加值 growth approx 5%',
      'actual null 高标准农田面积 level eq 30万亩',
      'target 2023 高标准农田面积 level eq 33万亩',
    ]);
  });
});
