import { describe, expect, test } from 'vitest';
import { taskCells } from '../../../src/indicators/tables/index.js';
import { gridDocument } from './grid-document.js';

describe('cells for the prose rules', () => {
  const tasks = gridDocument({
    title: '青石县国民经济和社会发展第十四个五年规划纲要',
    caption: '专栏4 重点项目',
    rows: [
      ['类别', '项目名称', '建设内容'],
      [{ t: '交通', r: 2 }, '滨河路改造', '改造道路5公里，新建桥梁2座。'],
      ['环城路', '完善配套设施'],
    ],
  });

  test('a cell of tasks with a figure is a paragraph under the table’s caption', () => {
    const cells = taskCells(tasks);
    expect(cells.map(({ block }) => tasks.text.slice(block.span.start, block.span.end))).toEqual(['改造道路5公里，新建桥梁2座。']);
    expect(cells[0]?.block.section).toEqual(['专栏4 重点项目']);
    expect(cells[0]?.of.kind).toBe('table');
  });

  test('an indicator table gives none', () => {
    const indicators = gridDocument({
      title: '青石县规划纲要',
      caption: null,
      rows: [
        ['指标', '2020年', '2025年'],
        ['每千人口床位数（张）', '5', '6'],
        ['人均预期寿命（岁）', '78', '80'],
      ],
    });
    expect(taskCells(indicators)).toEqual([]);
  });
});
