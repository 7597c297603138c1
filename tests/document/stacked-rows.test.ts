import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';

const page = (rows: string): Uint8Array =>
  new TextEncoder().encode(`<!doctype html><meta charset="utf-8"><title>石楠区国民经济和社会发展第十五个五年规划纲要</title>
<h1>石楠区国民经济和社会发展第十五个五年规划纲要</h1><p>专栏1 “十五五”经济社会发展主要指标</p>
<table><tr><td>指标</td><td>2025年</td><td>2030年</td><td>属性</td></tr>${rows}</table>`);

const read = async (rows: string): Promise<string[]> => {
  const document = await parseDocument([
    { bytes: page(rows), mediaType: 'text/html', charset: 'utf-8', url: 'http://www.shinan.example/t1.html', fileName: null, sha256: '0' },
  ]);
  return extractIndicators(document).indicators.map((i) => `${i.name} ${String(i.value)} ${i.unit} ${i.period}`);
};

describe('rows printed on one', () => {
  it('are taken apart line by line', async () => {
    expect(
      await read(
        '<tr><td>居民人均可支配收入（元）<br>其中：农村居民</td><td>45231<br>26780</td><td>62000<br>39000</td><td>预期性</td></tr>',
      ),
    ).toEqual([
      '居民人均可支配收入 45231 元 2025',
      '居民人均可支配收入 62000 元 2030',
      '农村居民人均可支配收入 26780 元 2025',
      '农村居民人均可支配收入 39000 元 2030',
    ]);
  });

  it('are left alone where only the name is broken', async () => {
    expect(await read('<tr><td>研发经费投入强度<br>占地区生产总值比重（%）</td><td>2.3</td><td>3.1</td><td>预期性</td></tr>')).toEqual([
      '研发经费投入强度占地区生产总值比重 2.3 % 2025',
      '研发经费投入强度占地区生产总值比重 3.1 % 2030',
    ]);
  });

  it('never make one figure of two', async () => {
    const values = (await read('<tr><td>单位面积产值增长（%）</td><td>7.1<br>8.2</td><td>6.5<br>7.5</td><td>预期性</td></tr>')).join(' ');
    expect(values).not.toMatch(/7\.18|6\.57/);
  });
});
