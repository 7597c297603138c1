import { describe, expect, it } from 'vitest';
import { doubtOf, type Edition } from '../../src/diff/index.js';
import { edition, type Stated, tableDocument } from './editions.js';

const names = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const filler = '坚持稳中求进，扎实推进各项工作，让群众得到更多实惠。\n'.repeat(20);
const report = (count: number, form: Stated['form'] = 'prose', text = filler): Edition => {
  const own = names.slice(0, count);
  return edition(
    `${own.map((n) => `${n}项目${n}达到10个。`).join('\n')}\n${text}`,
    own.map((n) => ({ name: n, at: `${n}达到10个`, printed: '10个', form })),
  );
};
const unreadable = [{ heading: '专栏1 主要指标', reason: 'image' as const }];
const with_ = (e: Edition, list: typeof unreadable): Edition => ({ ...e, extraction: { ...e.extraction, unreadable: list } });

describe('could not tell', () => {
  it('believes an edition that is whole, also when some targets went', () => {
    expect(doubtOf(report(10), report(10))).toBeNull();
    expect(doubtOf(report(10), report(6))).toBeNull();
    expect(doubtOf(report(1), report(0))).toBeNull();
  });

  it('doubts a page that is no document', () => {
    const page = edition('请输入验证码', [], { isDocument: false, why: 'challenge' });
    expect(doubtOf(report(10), page)).toEqual({ code: 'NOT_A_DOCUMENT', message: 'The page is no document: challenge' });
  });

  it('doubts a fall of the indicators below half', () => {
    expect(doubtOf(report(10), report(4))).toEqual({
      code: 'INDICATORS_FELL',
      message: '4 indicators were found, the last good edition has 10',
    });
    expect(doubtOf(report(10), report(5))).toBeNull();
  });

  it('doubts a table that became a picture', () => {
    expect(doubtOf(report(10, 'table'), with_(report(2, 'table'), unreadable))).toEqual({
      code: 'TABLE_UNREADABLE',
      message: '“专栏1 主要指标” can no longer be read (image): 2 of 10 table values are left',
    });
    // It was one already.
    expect(doubtOf(with_(report(2, 'table'), unreadable), with_(report(2, 'table'), unreadable))).toBeNull();
  });

  it('doubts a text that is half gone', () => {
    expect(doubtOf(report(5), report(5, 'prose', ''))?.code).toBe('TEXT_FELL');
    expect(doubtOf(report(5, 'prose', ''), report(5, 'prose', ''))).toBeNull();
  });

  it('does not mind white space', () => {
    expect(doubtOf(report(5, 'prose', `${filler}${' \n'.repeat(5000)}`), report(5))).toBeNull();
  });

  describe('another document in its place', () => {
    const called = (title: string | null, text = '临河区人民政府', jurisdiction: string | null = null): Edition => {
      const whole = report(5, 'prose', `${text}\n${filler}`);
      return { ...whole, document: { ...whole.document, metadata: { ...whole.document.metadata, title, jurisdiction } } };
    };
    it('is told by the years of its title', () => {
      const pairs = [
        ['临河区2021年政府工作报告', '临河区2022年政府工作报告'],
        ['关于2020年计划执行情况与2021年计划草案的报告', '关于2021年计划执行情况与2022年计划草案的报告'],
        ['发展规划（2021—2025年）', '发展规划（2026—2030年）'],
        ['临河区2021年政府工作报告', '临河区二〇二二年政府工作报告'],
      ] as const;
      for (const [was, is] of pairs)
        expect(doubtOf(called(was), called(is)), is).toEqual({
          code: 'OTHER_DOCUMENT',
          message: `The page holds another document: it is called “${is}”, the last good edition “${was}”`,
        });
      const same = [
        ['临河区2021年政府工作报告', '临河区二○二一年政府工作报告'],
        ['临河区2021年政府工作报告', '政府工作报告'],
        ['第十四个五年规划（2021—2025年）', '第十四个五年规划（2021—2025年）和2035年远景目标纲要'],
        ['临河区2021年政府工作报告', null],
      ] as const;
      for (const [was, is] of same) expect(doubtOf(called(was), called(is)), String(is)).toBeNull();
    });

    it('is told by its place, where the old one is not named any more', () => {
      const old = called('政府工作报告', '我代表临河区人民政府报告工作', '澄江市临河区');
      expect(doubtOf(old, called('政府工作报告', '我代表松陂区人民政府报告工作', '澄江市松陂区'))).toMatchObject({
        code: 'OTHER_DOCUMENT',
        message: 'The page holds another document: it is of 澄江市松陂区, the last good edition of 澄江市临河区',
      });
      expect(doubtOf(old, called('政府工作报告', '我代表临河区人民政府报告工作', '澄江市'))).toBeNull();
      expect(doubtOf(old, called('政府工作报告', '我代表临河区人民政府报告工作', '临河区'))).toBeNull();
    });
  });

  describe('a text that breaks off', () => {
    const long = report(
      6,
      'prose',
      `${filler}新建农村公路八十六公里，改造老旧小区十二个，增加公共停车位。\n${filler}让我们为建设美丽家园而努力奋斗。\n`,
    );
    const cut = (at: string, tail = ''): Edition => {
      const { text } = long.document;
      const until = text.slice(0, text.indexOf(at) + at.length);
      return report(6, 'prose', `${until.slice(text.indexOf(filler))}${tail}`);
    };
    it('is doubted where it stops in the middle of a sentence', () => {
      expect(doubtOf(long, cut('改造老旧小区'))).toMatchObject({ code: 'TEXT_CUT' });
      expect(doubtOf(long, cut('改造老旧小区', '……'))).toMatchObject({ code: 'TEXT_CUT' });
      expect(doubtOf(long, cut('改造老旧小区', '……\n查看全文'))).toMatchObject({ code: 'TEXT_CUT' });
    });
    it('is believed where rows were taken off the table it ends with', () => {
      const table = (rows: number): Edition => {
        const made = tableDocument(
          '专栏1 主要指标',
          Array.from({ length: rows }, (_, i) => [`第${i + 1}项很长的指标名称，为的是行数`, '2025年', `${i + 10}个`]),
        );
        return edition(made.text, [], { blocks: made.blocks });
      };
      expect(doubtOf(table(14), table(9))).toBeNull();
    });
    it('is believed where a sentence ends, where its last words stand, and where little is gone', () => {
      expect(doubtOf(long, cut('增加公共停车位。'))).toBeNull();
      expect(doubtOf(long, cut('改造老旧小区', '\n让我们为建设美丽家园而努力奋斗。'))).toBeNull();
      expect(doubtOf(long, cut('让我们为建设美丽家园'))).toBeNull();
    });
  });

  describe('a text that lost its tail at the end of a sentence', () => {
    const lines = names.map((n) => `${n}项目${n}达到10个。`);
    const of = (count: number, first = lines[0] as string): Edition =>
      edition(
        [filler, first, ...lines.slice(1, count)].join('\n'),
        names.slice(0, count).map((n) => ({ name: n, at: `${n}达到10个`, printed: '10个' })),
      );
    const long = edition(
      [filler, ...lines, filler].join('\n'),
      names.map((n) => ({ name: n, at: `${n}达到10个`, printed: '10个' })),
    );
    it('is doubted where all else stands', () => {
      expect(doubtOf(long, of(5))).toMatchObject({ code: 'TEXT_CUT', message: expect.stringContaining('5 indicators') });
    });
    it('is believed where few figures went, and where something else was edited too', () => {
      expect(doubtOf(long, of(7))).toBeNull();
      expect(doubtOf(long, of(5, '甲项目现在甲达到10个。'))).toBeNull();
    });
  });
});
