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
});
