import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldBlock, toRawSpan } from '../../../src/document/fold.js';

const folded = (text: string) => fold(text).text;

describe('fold', () => {
  it.each([
    ['增长６％，ＧＤＰ２．５', '增长6%，GDP2.5'],
    ['共 1533.16 亿元', '共1533.16亿元'],
    ['1 0 个', '10个'],
    ['2020 2025', '2020 2025'],
    ['green bonds 发行', 'green bonds发行'],
    ['产值1,533.16亿元,增长5%;其中:甲(区)', '产值1,533.16亿元，增长5%；其中：甲（区）'],
    ['比例1：2，1∶3', '比例1:2，1:3'],
    ['目标：5', '目标：5'],
    ['PM<sub>2.5</sub>浓度', 'PM2.5浓度'],
    ['**约束性**指标*', '约束性指标*'],
    ['增\u200b长\u00ad7\ufeff%', '增长7%'],
    ['⽣态\u3000环\u00a0境\t保\u2003护', '生态环境保护'],
    ['R&D投入a,b', 'R&D投入a,b'],
    ['﹪', '%'],
    ['目标是:GDP', '目标是：GDP'],
    ['「十四五」『九五』', '“十四五”“九五”'],
  ])('%s', (text, plain) => expect(folded(text)).toBe(plain));

  it('takes the pieces in order, and closes up where they meet', () => {
    const text = '全区生产总\n— 3 —\n值增长 6%';
    const pieces = [
      { start: 0, end: 5 },
      { start: 12, end: text.length },
    ];
    const result = fold(text, pieces);
    expect(result.text).toBe('全区生产总值增长6%');
    expect(toRawSpan(result, 5, 10)).toEqual({ start: 12, end: text.length });
  });

  it('maps each unit to one of the text, in order', () => {
    const units = fc.constantFrom(...'甲乙年１２3456％%，,.:：（( )a bB\u3000\n\u200b*<>/⽣豈'.split(''));
    fc.assert(
      fc.property(fc.array(units, { maxLength: 60 }), (list) => {
        const text = list.join('');
        const { text: plain, map } = fold(text);
        expect(map.length).toBe(plain.length + 1);
        expect([...map].every((at, i) => i === 0 || at >= (map[i - 1] as number))).toBe(true);
        expect(fold(plain).text.length).toBeLessThanOrEqual(plain.length);
        for (let i = 0; i < plain.length; i++) if (/[甲乙年a-zB]/.test(plain[i] as string)) expect(text[map[i] as number]).toBe(plain[i]);
      }),
    );
  });

  it('gives a long text whole', () => {
    const text = '全区新增就业１２人，'.repeat(5000);
    expect(folded(text)).toBe('全区新增就业12人，'.repeat(5000));
  });

  it('gives nothing for nothing', () => {
    expect(fold('', [])).toEqual({ text: '', map: Int32Array.of(0) });
    expect(fold('甲乙', [])).toEqual({ text: '', map: Int32Array.of(0) });
  });

  it('folds a block once, and again where it stands in another text', () => {
    const span = { start: 0, end: 4 };
    const block = { kind: 'paragraph', span, pieces: [span], level: 0, section: [], table: null } as const;
    const first = foldBlock('增长６％', block);
    expect(first).toEqual(fold('增长６％'));
    expect(foldBlock('增长６％', block)).toBe(first);
    expect(foldBlock('下降７％', block).text).toBe('下降7%');
  });
});
