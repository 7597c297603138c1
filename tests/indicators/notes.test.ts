import { describe, expect, it } from 'vitest';
import { parseDocument, parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';
import { partOf } from '../document/make/part.js';

const names = (found: { readonly indicators: readonly { readonly name: string }[] }) => found.indicators.map((i) => i.name);

describe('notes state nothing', () => {
  it('neither under a table of a page nor where data come from', async () => {
    const document = await parseDocument([
      partOf(
        `<body><h1>白沙区“十四五”商务发展规划</h1><p>表1 主要指标</p>
        <table><tr><td>指标</td><td>2020年</td><td>2025年</td></tr><tr><td>网络零售额（亿元）</td><td>35</td><td>80</td></tr></table>
        <p>注：网络零售额含外埠平台，2020年共有网店620家。</p><p>数据来源：区商务局，调查企业320家。</p>
        <p>到2025年，新建社区商业中心12个。</p></body>`,
      ),
    ]);
    expect(names(extractIndicators(document))).toEqual(['网络零售额', '网络零售额', '新建社区商业中心']);
  });

  it('but the items of a list numbered ①② do', () => {
    const text = '白沙区2022年政府工作报告\n二、2022年工作安排\n今年要办好实事：\n①新建公园12座。\n②改造公厕20座。\n';
    expect(names(extractIndicators(parseText(text, { sha256: '', mediaType: 'text/plain' })))).toEqual(['新建公园', '改造公厕']);
  });

  it('nor do the names of tables and boxes', async () => {
    const document = await parseDocument([
      partOf(
        `<body><h1>丰水县“十四五”粮食安全规划</h1><p>表2　50万吨产能分年度目标</p>
        <table><tr><td>指标</td><td>2020年</td><td>2025年</td></tr><tr><td>粮食产量（万吨）</td><td>44</td><td>50</td></tr></table>
        <p>专栏3　“十四五”期间建设10个粮食烘干中心工程</p><p>新建烘干中心10个。</p>
        <p>附表1：30个重点项目投资120亿元安排表</p></body>`,
      ),
    ]);
    expect(names(extractIndicators(document)).filter((name) => /表|专栏|安排/.test(name))).toEqual([]);
    expect(names(extractIndicators(document))).toContain('新建烘干中心');
  });
});
