import { describe, expect, it } from 'vitest';
import { parseQuantity, toCommon, toQuantity } from '../../src/indicators/index.js';
import { chineseValue } from '../../src/indicators/quantity/index.js';

describe('parseQuantity', () => {
  it.each([
    ['1533.16亿元', '1533.16', '亿元', 9],
    ['1,533.16亿元', '1533.16', '亿元', 10],
    ['7000余家', '7000', '家', 6],
    ['40多万人', '40', '万人', 5],
    ['38万元/人年', '38', '万元/人年', 7],
    ['29微克/立方米', '29', '微克/立方米', 8],
    ['0.8个百分点', '0.8', '个百分点', 7],
    ['百分之九十六', '96', '%', 6],
    ['两千亿元', '2000', '亿元', 4],
    ['翻一番', '100', '%', 3],
    ['翻两番', '300', '%', 3],
    ['翻番', '100', '%', 2],
    ['2000亿台阶', '2000', '亿', 5],
    ['300家庭农场', '300', '', 3],
    ['1.9:1', '1.9:1', 'ratio', 5],
    ['0.5:36.2:63.3', '0.5:36.2:63.3', 'ratio', 13],
  ])('reads %s', (text, decimals, unit, end) => {
    expect(parseQuantity(text, 0)).toMatchObject({ decimals, unit, end, start: 0 });
  });

  it.each([
    ['5%-6%', ['5', '6'], '%'],
    ['4.5—5%', ['4.5', '5'], '%'],
    ['1—2所', ['1', '2'], '所'],
    ['5%至6%', ['5', '6'], '%'],
  ])('reads the range %s', (text, decimals, unit) => {
    expect(parseQuantity(text, 0)).toMatchObject({ decimals, unit, end: text.length });
  });

  it('reads nothing where no numeral begins', () => {
    expect(parseQuantity('增长5%', 0)).toBeNull();
  });
});

describe('chineseValue', () => {
  it.each([
    ['二〇三五', '2035'],
    ['三百二十', '320'],
    ['十五', '15'],
    ['一千零六', '1006'],
    ['两万三千', '23000'],
    ['三亿五千万', '350000000'],
  ])('%s is %s', (word, value) => {
    expect(chineseValue(word)).toBe(value);
  });
});

describe('toQuantity', () => {
  it.each([
    ['35', 'μg/m³', '35', '微克/立方米'],
    ['2', '万hm²', '300000', '亩'],
    ['3', '万t', '30000', '吨'],
    ['4', '万元/名', '40000', '元/人'],
    ['6.5', '件/万人', '6.5', '件/万人'],
  ])('takes symbols for the words they stand for: %s %s', (decimal, unit, value, base) => {
    expect(toQuantity(decimal, unit)).toEqual({ value, unit: base });
  });

  it.each([
    ['1.5', '万人', '15000', '人'],
    ['6.07', '亿吨', '607000000', '吨'],
    ['1.214', '万亿斤', '607000000', '吨'],
    ['0.1', '万亿元', '100000000000', '元'],
    ['7', '%', '7', '%'],
    ['3.4', '倍', '340', '%'],
    ['50', '万元/人', '500000', '元/人'],
    ['3', '亿千瓦时', '300000000', '千瓦时'],
    ['0.8', '个百分点', '0.8', '个百分点'],
    ['-12.6', '亿元', '-1260000000', '元'],
    ['15.6', '万套（间）', '156000', '套'],
  ])('%s%s is %s %s', (decimal, unit, value, base) => {
    expect(toQuantity(decimal, unit)).toEqual({ value, unit: base });
  });

  it('keeps both ends of a range and the parts of a ratio', () => {
    expect(toQuantity(['5', '6'], '%')).toEqual({ value: ['5', '6'], unit: '%' });
    expect(toQuantity('1.9:1', 'ratio')).toEqual({ value: '1.9:1', unit: 'ratio' });
  });

  it('brings areas together: 223万公顷 and 3345万亩 are one', () => {
    expect(toCommon(toQuantity('223', '万公顷'))).toEqual(toCommon(toQuantity('3345', '万亩')));
    expect(toCommon(toQuantity('2', '平方公里'))).toEqual({ value: '3000', unit: '亩' });
  });
});
