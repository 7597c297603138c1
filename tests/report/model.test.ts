import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/diff/index.js';
import { ERRORS } from '../../src/errors.js';
import { evidenceOfChange } from '../../src/report/evidence.js';
import { clean, createFormatter } from '../../src/report/format.js';
import { buildReport, reportSchema } from '../../src/report/index.js';
import { CATALOGUE, createMessages, REASONS_ZH } from '../../src/report/messages/index.js';
import { printedValue } from '../../src/report/printed.js';
import { LOCALES } from '../../src/report/types.js';
import type { Stated } from './fixtures/build.js';
import { edition } from './fixtures/build.js';
import { KINDS, qingshi, sample } from './fixtures/districts.js';

const zh = createMessages('zh-CN');
const en = createMessages('en');
const changes = (qingshi().changeSets[0]?.set.diff.changes ?? []) as readonly Change[];
const named = (name: string, type = 'revised') =>
  changes.find((change) => (change.after ?? change.before)?.name === name && change.type === type) as Change;

describe('the finding', () => {
  it.each([
    ['many', 'zh-CN', '2 份文件中有 9 项目标被修订：2 项上调、4 项下调、1 项收紧、1 项改为约束性、1 项其他修订。另有取消目标 1 项。'],
    [
      'many',
      'en',
      '9 targets revised in 2 documents: 2 raised, 4 lowered, 1 tightened, 1 made binding and 1 otherwise revised. In addition, 1 target was removed.',
    ],
    ['one', 'en', '1 target revised in 1 document: 1 lowered.'],
    ['none', 'zh-CN', '本期检查 3 份文件共 60 次，未发现任何修订。'],
    ['none', 'en', '3 documents checked 60 times; no revision was found.'],
    ['baseline', 'zh-CN', '首次收录 2 份文件，共读出 20 项目标、9 项完成数据；以此为今后比对的基线。'],
    ['failures', 'en', '3 sources could not be checked; whether their targets were revised cannot be told.'],
  ] as const)('%s in %s', (kind, locale, sentence) => {
    expect(buildReport(sample(kind, locale)).finding).toBe(sentence);
  });

  it('counts every revised target in exactly one category', () => {
    const model = buildReport(sample('many', 'en'));
    const revised = model.revisions.filter((row) => row.type === 'revised');
    const sum = [...(model.finding.split(':')[1]?.split('.')[0]?.matchAll(/\d+/g) ?? [])].reduce(
      (total, match) => total + Number(match[0]),
      0,
    );
    expect(sum).toBe(revised.length);
  });

  it('says that only wording changed where no indicator did', () => {
    const input = sample('one', 'en');
    const [first, ...rest] = input.sources;
    const set = first?.changeSets[0];
    if (!first || !set) throw new Error('fixture');
    const onlyText = { ...set, set: { ...set.set, diff: { ...set.set.diff, changes: [] } } };
    const model = buildReport({ ...input, sources: [{ ...first, changeSets: [onlyText] }, ...rest] });
    expect(model.finding).toBe('No target was revised; the text of 1 document changed without touching an indicator.');
  });

  it('tells figures that came or went from mere wording', () => {
    const input = sample('one', 'en');
    const [first, ...rest] = input.sources;
    const set = first?.changeSets[0];
    const change = set?.set.diff.changes[0];
    if (!first || !set || !change?.after) throw new Error('fixture');
    const withOnly = (one: Change) =>
      buildReport({
        ...input,
        sources: [{ ...first, changeSets: [{ ...set, set: { ...set.set, diff: { ...set.set.diff, changes: [one] } } }] }, ...rest],
      }).finding;
    const figure = { ...change, type: 'added' as const, fields: [], before: null, after: { ...change.after, role: 'actual' as const } };
    expect(withOnly(figure)).toBe('No target was revised; 1 reported figure was added or dropped in 1 document.');
    expect(withOnly({ ...change, type: 'reworded', fields: [] })).toBe('No target was revised; 1 document changed in wording only.');
  });

  it('leaves dismissed changes out of every count and lists them', () => {
    const input = sample('one', 'en');
    const [first, ...rest] = input.sources;
    const change = first?.changeSets[0]?.set.diff.changes[0];
    if (!first || !change) throw new Error('fixture');
    const reviews = [{ change: change.id, verdict: 'dismiss' as const, note: 'a misprint', at: '2026-11-13T02:10:00Z' }];
    const model = buildReport({ ...input, sources: [{ ...first, reviews }, ...rest] });
    expect(model.revisions).toEqual([]);
    expect(model.finding).toBe('No revision stands: 1 change was dismissed by a reviewer.');
    expect(model.documents[0]?.comparisons[0]?.dismissed.map((row) => row.review?.note)).toEqual(['a misprint']);
    expect(model.notes).toContain('1 change was dismissed by a reviewer and is not counted.');
  });
});

describe('printed values', () => {
  const one = (paragraph: string, stated: Stated) => {
    const [indicator] = edition({ sha256: '0' }, [{ heading: '一、目标', paragraphs: [paragraph] }], [stated]).extraction.indicators;
    if (!indicator) throw new Error('fixture');
    return indicator;
  };
  it.each([
    ['地区生产总值增长6.5%左右。', '6.5%', {}, '6.5%左右', 'about 6.5%', 'approx'],
    ['失业率控制在5.5%以内。', '5.5%', {}, '控制在5.5%以内', 'at most 5.5%', 'le'],
    ['绿化率不低于40%。', '40%', {}, '不低于40%', 'at least 40%', 'ge'],
    ['能耗下降13.5%。', '13.5%', { value: -13.5 }, '下降13.5%', 'down 13.5%', 'eq'],
    ['投资增长6%以上、力争达到7%。', '7%', { stretch: true }, '力争达到7%', 'aiming for 7%', 'eq'],
    ['新增就业4.2万人以上。', '4.2万人', { base: ['人', '10000'] }, '4.2万人以上', 'at least 42,000 people', 'ge'],
    ['收入达到1862.4亿元。', '1862.4亿元', { base: ['元', '100000000'] }, '1862.4亿元', '186.24 billion yuan', 'eq'],
    ['新建驿站1200座。', '1200座', { base: ['座', '1'] }, '1200座', null, 'eq'],
    ['新建车位不少于1200个。', '1200个', { base: ['个', '1'] }, '不少于1200个', 'at least 1,200', 'ge'],
    ['新建车位1.8万个。', '1.8万个', { base: ['个', '10000'] }, '1.8万个', '18,000', 'eq'],
    ['增长5.5%—6%。', '5.5%—6%', { unit: '%' }, '5.5%—6%', null, 'eq'],
  ] as const)('%s', (paragraph, v, more, text, gloss, cmp) => {
    const indicator = one(paragraph, { q: paragraph.replace('。', ''), v, name: '某项', cmp, ...(more as object) });
    expect(printedValue(indicator, 'zh-CN')).toEqual({ text, gloss: null });
    expect(printedValue(indicator, 'en')).toEqual({ text, gloss });
  });

  it('gives a fall and a rise each its word where they stand side by side', () => {
    const of = (paragraph: string, v: string, value: number, more: Partial<Stated> = {}) =>
      one(paragraph, { q: paragraph.replace('。', ''), v, name: '某项', value, measure: 'growth', ...more });
    const fall = of('固定资产投资下降3%。', '3%', -3);
    const words = (beside: ReturnType<typeof of>, other = fall) =>
      [other, beside].map((side) => printedValue(side, 'en', [other, beside])).map(({ text, gloss }) => [text, gloss]);
    const down = ['下降3%', 'down 3%'];
    expect(words(of('固定资产投资增长3%。', '3%', 3))).toEqual([down, ['增长3%', 'up 3%']]);
    expect(words(of('固定资产投资实现3%左右。', '3%', 3, { cmp: 'approx' }))).toEqual([down, ['增长3%左右', 'up about 3%']]);
    expect(words(of('占比上升不低于2%。', '2%', 2, { cmp: 'ge', measure: 'delta' }))[1]?.[0]).toBe('上升不低于2%');
    expect(words(of('固定资产投资下降2%。', '2%', -2))[1]?.[0]).toBe('下降2%');
    expect(words(of('固定资产投资为0%。', '0%', 0))[1]?.[0]).toBe('0%');
    expect(words(of('结余3亿元。', '3亿元', 3), of('结余-5亿元。', '-5亿元', -5)).map(([text]) => text)).toEqual(['-5亿元', '3亿元']);
    expect(printedValue(of('固定资产投资增长3%。', '3%', 3), 'zh-CN').text).toBe('3%');
  });

  it('adds the unit that stands in a header and words for a bound that is not beside the value', () => {
    const indicator = one('森林覆盖率 42.5', { q: '森林覆盖率 42.5', v: '42.5', name: '森林覆盖率', unit: '%', cmp: 'ge' });
    expect(printedValue(indicator, 'zh-CN').text).toBe('42.5%以上');
  });
});

describe('words and numbers of a language', () => {
  it('formats days, spans of days and instants', () => {
    const [a, b] = [createFormatter('zh-CN', 'Asia/Shanghai', zh), createFormatter('en', 'Asia/Shanghai', en)];
    expect(a.days('2026-11-01', '2026-11-20')).toBe('2026年11月1日至20日');
    expect(b.days('2026-10-25', '2026-11-20')).toBe('25 October – 20 November 2026');
    expect(a.days('2025-12-01', '2026-01-04')).toBe('2025年12月1日至2026年1月4日');
    expect(b.days('2026-11-20', '2026-11-20')).toBe('20 November 2026');
    expect(a.instant('2026-11-19T16:30:00Z')).toBe('2026年11月20日 00:30');
    expect(b.instant('2026-11-19T16:30:00Z')).toBe('20 Nov 2026 00:30');
    expect([a.period('2021-2025'), b.period('2021-2025'), a.period('2020Q1'), b.period('2020Q1'), a.period(null)]).toEqual([
      '2021—2025年',
      '2021–2025',
      '2020年第一季度',
      'Q1 2020',
      '未注明',
    ]);
    expect([a.list(['甲', '乙', '丙']), b.list(['a', 'b', 'c'])]).toEqual(['甲、乙、丙', 'a, b and c']);
  });

  it('has every message in both languages with the same parameters', () => {
    const parameters = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();
    for (const [key, [chinese, english]] of Object.entries(CATALOGUE)) {
      expect(parameters(english), key).toEqual(parameters(chinese));
      if (/\p{Script=Han}/u.test(english)) throw new Error(`${key} has Chinese in its English`);
    }
  });

  it('refuses an unknown message and a missing parameter', () => {
    expect(() => en('no.such' as never)).toThrow('no message is called "no.such"');
    expect(() => en('finding.troubled', {})).toThrow('message "finding.troubled" needs "d"');
  });

  it('knows a Chinese reason for every code a check can end with', () => {
    const codes = Object.keys(ERRORS).filter((code) => /^(?:FETCH|DOCUMENT|WATCH)_/.test(code));
    expect(codes.filter((code) => !REASONS_ZH[code])).toEqual([]);
  });

  it('takes out what reorders or breaks a line', () => {
    expect(clean('甲\u202e乙\u200f丙\ud800丁\uffff戊\u0007己\n庚')).toBe('甲乙丙\ufffd丁\ufffd戊 己 庚');
  });
});

describe('evidence', () => {
  const [set] = qingshi().changeSets;
  if (!set) throw new Error('fixture');
  const words = (segments: readonly { text: string; mark: string; isOwn: boolean }[] | null | undefined, own = true) =>
    (segments ?? []).filter((segment) => segment.mark !== 'same' && segment.isOwn === own).map((segment) => segment.text);

  it('quotes both paragraphs whole and marks the words of this statement apart from its neighbours', () => {
    const { before, after } = evidenceOfChange(named('地区生产总值'), set.before, set.after);
    expect(before?.paragraph?.map((segment) => segment.text).join('')).toContain(
      '今年经济社会发展的主要预期目标是：地区生产总值增长6.5%左右',
    );
    expect(words(before?.paragraph)).toEqual(['6.5%']);
    expect(words(after?.paragraph)).toEqual(['6%']);
    expect(words(after?.paragraph, false)).toEqual(['4.2万人', '与经济', '同步']);
    expect(before?.section).toEqual(['二、2026年总体要求和主要目标']);
  });

  it('sets two rows of one table under one header', () => {
    const outline = sample('many', 'zh-CN').sources[1]?.changeSets[0];
    const change = outline?.set.diff.changes.find((one) => one.after?.name === '粮食综合生产能力');
    if (!outline || !change) throw new Error('fixture');
    const { before, after, isRowPair } = evidenceOfChange(change, outline.before, outline.after);
    expect(isRowPair).toBe(true);
    expect(after?.row?.header).toEqual(['类别', '指标', '单位', '2025年', '2030年', '属性']);
    expect(before?.row?.cells[4]).toEqual({ segments: [{ text: '28', mark: 'removed', isOwn: true }], isValue: true, isName: false });
    expect(after?.row?.cells[4]?.segments).toEqual([{ text: '27.5', mark: 'inserted', isOwn: true }]);
  });

  it('shows a removed statement as taken out and its absence on the other side', () => {
    const { before, after } = evidenceOfChange(named('保障性租赁住房', 'removed'), set.before, set.after);
    expect(after).toBeNull();
    expect(words(before?.paragraph)).toEqual(['筹集保障性租赁住房3200套']);
  });
});

describe('the model', () => {
  it.each(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))(
    '%s in %s fits its schema and is the same each time',
    (kind, locale) => {
      const model = buildReport(sample(kind, locale));
      expect(reportSchema.parse(model)).toEqual(model);
      expect(buildReport(sample(kind, locale))).toEqual(model);
    },
  );

  it('is never silent about a source', () => {
    for (const kind of KINDS) {
      const input = sample(kind, 'en');
      const model = buildReport(input);
      for (const { source } of input.sources) expect(model.sources.map((row) => row.source)).toContain(source.id);
    }
    const states = buildReport(sample('failures', 'en')).unknown.map((row) => [row.source, row.state]);
    expect(states).toEqual([
      ['songxi-outline', 'failed'],
      ['bailu-report', 'quarantined'],
      ['linhe-report', 'unchecked'],
    ]);
  });

  it('tells since when, why and what stands instead', () => {
    const rows = buildReport(sample('many', 'zh-CN')).unknown;
    expect(rows.find((row) => row.state === 'failed')).toMatchObject({
      sinceText: '2026年10月28日 08:17',
      whyText: '在限定时间内没有应答。',
      standsText: '尚无任何快照可用。',
      code: 'FETCH_TIMEOUT',
    });
    expect(rows.find((row) => row.state === 'unreadable')?.whyText).toBe('“专栏4 重大项目投资安排”以图片发布，其中的指标未能读取。');
    expect(rows.find((row) => row.state === 'recovered')?.whyText).toBe('本期 20 次检查中有 2 次未成功，最近一次已恢复。');
  });

  it('gives each change a line that can be cited', () => {
    const [after] = buildReport(sample('one', 'en')).documents[0]?.comparisons.map((one) => one.after) ?? [];
    expect(after?.citationText).toMatch(
      /^青石区人民政府\. 2026年青石区人民政府工作报告 \(青石府发〔2026〕1号\)\. Published 20 January 2026\. Captured 12 Nov 2026 08:17\. https:\/\/\S+ SHA-256 [0-9a-f]{64}; snapshot \S+\.$/,
    );
  });
});
