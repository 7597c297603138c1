import { describe, expect, it } from 'vitest';
import { doubtOf, type Edition } from '../../src/diff/index.js';
import { edition, type Stated } from './editions.js';

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
});
