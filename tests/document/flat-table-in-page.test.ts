import { describe, expect, it } from 'vitest';
import { type Document, parseDocument } from '../../src/document/index.js';

const CELLS = [
  ['指标', '单位', '2020年', '2025年', '属性'],
  ['地区生产总值', '亿元', '612.4', '900', '预期性'],
  ['常住人口城镇化率', '%', '71.3', '76', '预期性'],
  ['森林覆盖率', '%', '43.5', '45', '约束性'],
  ['粮食综合生产能力', '万吨', '12.7', '12.6', '约束性'],
].flat();
const BEFORE = '“十四五”时期，云汀区要努力实现以下目标，主要指标如下表所示。';
const CAPTION = '专栏1 “十四五”时期主要指标';
const AFTER = '把发展经济着力点放在实体经济上，到2025年，制造业增加值占地区生产总值比重达到33%。';

async function read(body: string): Promise<Document> {
  const bytes = new TextEncoder().encode(
    `<html><head><meta charset="utf-8"><title>纲要</title></head><body><div class="TRS_Editor">${body}</div></body></html>`,
  );
  return parseDocument([
    { bytes, mediaType: 'text/html', charset: 'utf-8', url: 'http://www.yunting.example/t1.html', fileName: null, sha256: '0' },
  ]);
}
const inParagraphs = (lines: readonly string[]) => lines.map((l) => `<p>${l}</p>`).join('');

describe('a page that prints a table as one cell a line', () => {
  it.each([
    ['a paragraph', inParagraphs([BEFORE, CAPTION, ...CELLS, AFTER])],
    ['a line break', `<p>${BEFORE}</p><p>${CAPTION}<br>${CELLS.join('<br>')}</p><p>${AFTER}</p>`],
  ])('is read as that table: %s', async (_, body) => {
    const document = await read(body);
    const tables = document.blocks.filter((b) => b.kind === 'table');
    expect(tables).toHaveLength(1);
    const cells = tables[0]?.table?.cells ?? [];
    for (const { text, span } of cells) if (span) expect(document.text.slice(span.start, span.end)).toBe(text);
    const row = cells.find((c) => c.text === '森林覆盖率')?.row;
    expect(cells.filter((c) => c.row === row).map((c) => c.text)).toEqual(['森林覆盖率', '%', '43.5', '45', '约束性']);
    const said = document.blocks.filter((b) => b.kind === 'paragraph').map((b) => document.text.slice(b.span.start, b.span.end));
    expect(said).toEqual([BEFORE, AFTER]);
  });

  it('keeps a figure of full width and the words beside it in two cells', async () => {
    const rows = [
      '居民人均可支配收入增长',
      '%',
      '６．９',
      '与经济增长基本同步',
      '预期性',
      '基本养老保险参保率',
      '%',
      '９２',
      '完成上级下达任务',
      '预期性',
    ];
    const document = await read(inParagraphs([BEFORE, CAPTION, ...CELLS, ...rows, AFTER]));
    const cells = document.blocks.find((b) => b.kind === 'table')?.table?.cells ?? [];
    const rowOf = (name: string) => cells.filter((c) => c.row === cells.find((d) => d.text === name)?.row).map((c) => c.text);
    expect(rowOf('居民人均可支配收入增长')).toEqual(['居民人均可支配收入增长', '%', '６．９', '与经济增长基本同步', '预期性']);
    expect(rowOf('基本养老保险参保率')).toEqual(['基本养老保险参保率', '%', '９２', '完成上级下达任务', '预期性']);
  });

  it('does not take short paragraphs for one', async () => {
    const lines = [BEFORE, '主要任务', '建设城市书房', '新建城市绿道', '改造老旧小区', '建成口袋公园', '新增养老床位', '办好幼儿园', AFTER];
    const document = await read(inParagraphs(lines));
    expect(document.blocks.filter((b) => b.kind === 'table')).toEqual([]);
  });

  it('reads a table run together on one line of a short page', async () => {
    const glued = `${CAPTION}指标单位2020年2025年属性常住人口城镇化率%71.376.0预期性森林覆盖率%43.545.0约束性粮食产量万吨12.712.6约束性`;
    const document = await read(inParagraphs([BEFORE, glued, AFTER]));
    const cells = document.blocks.find((b) => b.kind === 'table')?.table?.cells ?? [];
    expect(cells.filter((c) => c.row === 2).map((c) => c.text)).toEqual(['森林覆盖率', '%', '43.5', '45.0', '约束性']);
    for (const { text, span } of cells) if (span && /\d/.test(text)) expect(document.text.slice(span.start, span.end)).toBe(text);
  });
});
