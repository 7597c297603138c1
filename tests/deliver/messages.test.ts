import { describe, expect, it } from 'vitest';
import type { ChannelSettings } from '../../src/config/index.js';
import { toWaitMs } from '../../src/deliver/backoff.js';
import { byteLength, fitLines, toChatMarkdown, toSlackMarkdown } from '../../src/deliver/chat-markdown.js';
import { escapeMarkdown, toLink } from '../../src/deliver/compose.js';
import { describeChange, describeValue } from '../../src/deliver/describe-change.js';
import { type Channel, createChannels, RETRY_DEFAULTS, toReportDelivery } from '../../src/deliver/index.js';
import { createRedactor, secretsOf, toOrigin } from '../../src/deliver/redact.js';
import { WORDS } from '../../src/deliver/words.js';
import { change, indicator, reportDelivery, source, withTempDir } from './helpers/sample.js';

describe('subscription', () => {
  const accepts = async (over: object, delivery: object = {}) =>
    withTempDir(async (dir) => {
      const settings = {
        type: 'file',
        dir,
        jurisdictions: [],
        concepts: [],
        changes: [],
        events: ['report', 'alert', 'alive'],
        ...over,
      } as ChannelSettings;
      return (createChannels([settings], {})[0] as Channel).accepts(await reportDelivery(dir, delivery));
    });

  it.each([
    [{}, true],
    [{ events: ['alert'] }, false],
    [{ jurisdictions: ['澄江市'] }, true],
    [{ jurisdictions: ['澄江市云岭区'] }, true],
    [{ jurisdictions: ['澄江市云岭区南湖街道'] }, false],
    [{ jurisdictions: ['云岭区'] }, false],
    [{ concepts: ['gdp'] }, true],
    [{ concepts: ['gd'] }, false],
    [{ concepts: ['income'] }, false],
    [{ changes: ['added'] }, true],
    [{ changes: ['removed'] }, false],
    // Each filter matches something, but no one change matches both.
    [{ jurisdictions: ['澄江市云岭区'], concepts: ['forest'] }, false],
    [{ concepts: ['gdp'], changes: ['added'] }, false],
    [{ jurisdictions: ['澄江市鹤山区'], concepts: ['forest'], changes: ['added'] }, true],
  ])('%j: %s', async (over, expected) => {
    expect(await accepts(over)).toBe(expected);
  });

  it('compares the lists where a delivery has no parts', async () => {
    expect(await accepts({ jurisdictions: ['澄江市云岭区'] }, { parts: undefined })).toBe(true);
    expect(await accepts({ concepts: ['income'] }, { parts: undefined })).toBe(false);
  });

  it('lets alerts pass by jurisdiction alone, and signs of life always', async () => {
    const alert = { kind: 'alert', parts: undefined, concepts: [], changeTypes: [] };
    expect(await accepts({ concepts: ['income'], jurisdictions: ['澄江市'] }, alert)).toBe(true);
    expect(await accepts({ jurisdictions: ['临溪市'] }, alert)).toBe(false);
    expect(await accepts({ jurisdictions: ['临溪市'] }, { ...alert, jurisdictions: [] })).toBe(true);
    expect(await accepts({ jurisdictions: ['临溪市'], concepts: ['income'] }, { kind: 'alive' })).toBe(true);
  });
});

describe('channels', () => {
  const file = (over = {}) =>
    ({ type: 'file', dir: '/tmp', jurisdictions: [], concepts: [], changes: [], events: ['report'], ...over }) as ChannelSettings;

  it('are called by their names, or by type and number', () => {
    const names = createChannels([file(), file({ name: 'file-2' }), file(), file({ name: '档案' })], {}).map((c) => c.name);
    expect(names).toEqual(['file', 'file-2', 'file-3', '档案']);
  });

  it('may not share a name', () => {
    expect(() => createChannels([file({ name: 'a' }), file({ name: 'a' })], {})).toThrow('Two channels under `deliver` are called "a"');
  });
});

describe('message of a report', () => {
  const input = {
    reportId: 'r1',
    at: '2026-03-02T00:30:00.000Z',
    since: '2026-02-23',
    until: '2026-03-01',
    locale: 'zh-CN' as const,
    changed: [],
    first: [],
    attachments: [],
  };

  it('puts what a reader acts on first: targets before actuals, revisions before wording', () => {
    const c = (id: string, type: 'revised' | 'added' | 'removed' | 'reworded' | 'moved', role: 'target' | 'actual') =>
      change({
        id,
        type,
        before: type === 'added' ? null : indicator({ name: id, role }),
        after: type === 'removed' ? null : indicator({ name: id, role, value: 9 }),
      });
    const list = [
      c('moved', 'moved', 'target'),
      c('actual', 'revised', 'actual'),
      c('reworded', 'reworded', 'target'),
      c('added', 'added', 'target'),
      c('removed', 'removed', 'target'),
      c('revised', 'revised', 'target'),
    ];
    const { text, data } = toReportDelivery({ ...input, changed: [{ source: source('a', '甲区'), changes: list }] });
    expect(
      text
        .split('\n')
        .filter((l) => l.startsWith('·'))
        .map((l) => /\] (\w+)/.exec(l)?.[1]),
    ).toEqual(['revised', 'removed', 'added', 'actual', 'reworded', 'moved']);
    expect(data?.summary).toEqual({ revised: 2, added: 1, removed: 1, reworded: 1, moved: 1 });
  });

  it('says that nothing changed, and what was captured first', () => {
    expect(toReportDelivery(input)).toMatchObject({
      subject: '规划指标监测（2026-02-23 至 2026-03-01）：没有修订',
      text: '本期所有来源均无变化。',
    });
    const first = toReportDelivery({
      ...input,
      until: '2026-02-23',
      locale: 'en',
      first: [{ source: source('a', '甲区'), indicators: 1 }],
    });
    expect(first.subject).toBe('Plan indicators (2026-02-23): 1 source captured for the first time');
    expect(first.text).toContain('[甲区规划纲要] captured for the first time, 1 indicator');
  });

  it('lists a hundred changes and counts the rest', () => {
    const changes = Array.from({ length: 130 }, (_, i) => change({ id: `c${i}` }));
    const { text, parts } = toReportDelivery({ ...input, changed: [{ source: source('a', '甲区'), changes }] });
    expect(text.match(/^·/gm)).toHaveLength(100);
    expect(text).toContain('（另有 30 项，请看报告）');
    expect(parts?.items).toHaveLength(130);
  });

  it('escapes the words of a page in every form', () => {
    const name = '<img src=x onerror=alert(1)> & "引" \'号\' **粗** [去](javascript:alert(1))\n## 假标题';
    const { html, markdown, text } = toReportDelivery({
      ...input,
      changed: [{ source: source('a', '甲区', name), changes: [change({ after: indicator({ name }) })] }],
      notes: ['<i>说明</i>'],
    });
    expect(html.replace(/<\/?(?:p|ul|li|strong)>/g, '')).not.toMatch(/[<>"']/);
    expect(markdown.replace(/\\./g, '')).not.toMatch(/[<>[\]#]|\*\*粗/);
    expect(text).not.toMatch(/^## /m);
  });
});

describe('a change in one line', () => {
  it.each([
    [change(), '云岭区地区生产总值（2021-2025，目标，预期性）：年均增长8%以上 → 年均增长7.5%左右（下调，转差）'],
    [
      change({ direction: null, outlook: null, fields: ['attribute'], after: indicator({ attribute: '约束性' }) }),
      '云岭区地区生产总值（2021-2025，目标，预期性→约束性）：年均增长8%以上',
    ],
    [
      change({ type: 'removed', after: null, direction: null, outlook: null }),
      '云岭区地区生产总值（2021-2025，目标，预期性）：删除 年均增长8%以上',
    ],
    [
      change({ type: 'moved', direction: null, outlook: null, after: indicator() }),
      '云岭区地区生产总值（2021-2025，目标，预期性）：年均增长8%以上（移位）',
    ],
    [
      change({ direction: null, outlook: null, after: indicator({ needsReview: true, period: null }) }),
      '云岭区地区生产总值（2021-2025→–，目标，预期性）：年均增长8%以上（待人工核对）',
    ],
  ])('%#', (c, expected) => {
    expect(describeChange(c, 'zh-CN')).toBe(expected);
  });

  it.each([
    [{ measure: 'level', value: 1533.16, unit: '亿元', comparator: 'eq' }, '1533.16亿元', '1533.16 亿元'],
    [{ measure: 'growth', value: -3, unit: '%', comparator: 'ge' }, '下降3%以上', 'fall of at least 3%'],
    [{ measure: 'growth', value: [5, 6], unit: '%', comparator: 'eq' }, '增长5–6%', 'growth of 5–6%'],
    [{ measure: 'level', value: '1.9:1', unit: 'ratio', comparator: 'le' }, '1.9:1以内', 'at most 1.9:1'],
    [{ measure: 'level', value: -2.5, unit: '℃', comparator: 'eq' }, '-2.5℃', '-2.5℃'],
    [
      { measure: 'growth', value: null, unit: '', comparator: 'eq', text: '与经济增长基本同步' },
      '与经济增长基本同步',
      '与经济增长基本同步',
    ],
    [{ measure: 'delta', value: 0.5, unit: '个百分点', comparator: 'approx' }, '提高0.5个百分点左右', 'up by about 0.5 个百分点'],
  ] as const)('value %#', (over, zh, en) => {
    expect(describeValue(indicator(over), 'zh-CN')).toBe(zh);
    expect(describeValue(indicator(over), 'en')).toBe(en);
  });
});

describe('chat dialects', () => {
  it('keep our own headings, bold, lists, quotes and links', () => {
    expect(toChatMarkdown('## 标题\n**粗** 5\\~6\\%\n- 项\n> 引\n[报告](https://x.example/a)')).toBe(
      '## 标题\n**粗** 5～6%\n- 项\n> 引\n[报告](https://x.example/a)',
    );
    expect(toSlackMarkdown('## 标题\n**粗** A & B\n- 项\n[报告](https://x.example/a|b)')).toBe(
      '*标题*\n*粗* A &amp; B\n• 项\n<https://x.example/a%7Cb|报告>',
    );
  });

  it('leave codes and addresses as they are, to be read and followed', () => {
    const { markdown, html } = toLink('https://gov.example/a_b/(1)?x=1&y=~2#第_3_页');
    expect(toChatMarkdown(`${escapeMarkdown('FETCH_NOT_FOUND _x_')} ${markdown}`)).toBe(
      'FETCH_NOT_FOUND ＿x＿ [https://gov.example/a_b/(1)?x=1&y=～2＃第＿3＿页](https://gov.example/a%5Fb/%281%29?x=1&y=%7E2#%E7%AC%AC%5F3%5F%E9%A1%B5)',
    );
    expect(toSlackMarkdown(markdown)).toMatch(/^<https:\/\/gov\.example\/a%5Fb\/%281%29\?x=1&amp;y=%7E2#[^|]+\|https:/);
    expect(html).toMatch(/^<a href="https:[^"]+">[^<]+<\/a>$/);
    expect(toLink('javascript:alert(1)')).toEqual({
      text: 'javascript:alert(1)',
      markdown: 'javascript:alert\\(1\\)',
      html: 'javascript:alert(1)',
    });
  });

  it('cut between characters, never within one, when one line is too long by itself', () => {
    const cut = fitLines('🙂'.repeat(2000), 4096, 'zh-CN');
    expect(byteLength(cut)).toBeLessThanOrEqual(4096);
    expect(cut).toMatch(/^(?:🙂)+…\n（/u);
    expect(cut).not.toContain('\uFFFD');
  });

  it('leave what fits alone', () => {
    expect(fitLines('一\n二', 7, 'en')).toBe('一\n二');
  });
});

describe('redaction', () => {
  const url = 'https://user-name:pass-word@hooks.example.com/services/T000/B000/abcdefghijklmnopqrstuvwx?key=0123456789abcdef';
  const redact = createRedactor([...secretsOf(url), 's3cret', 'sp ace&']);

  it.each([
    [`failed for ${url}`, 'failed for ***'],
    ['see https://hooks.example.com/services/other for help', 'see https://hooks.example.com for help'],
    ['key 0123456789abcdef is wrong', 'key *** is wrong'],
    ['segment abcdefghijklmnopqrstuvwx', 'segment ***'],
    [`password s3cret or ${Buffer.from('s3cret').toString('base64')} or sp%20ace%26`, 'password *** or *** or ***'],
    ['line\r\nbreak\u0000', 'line break'],
    ['x'.repeat(400), `${'x'.repeat(300)}…`],
  ])('%j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('shows the origin of an address and nothing else', () => {
    expect(toOrigin(url)).toBe('https://hooks.example.com');
    expect(toOrigin('no address')).toBe('(address)');
  });
});

describe('waiting', () => {
  const passing = { transient: true, retryAfterMs: null };
  it('doubles up to a cap, within a quarter of jitter', () => {
    const minutes = [1, 2, 3, 8, 100].map((attempts) => toWaitMs(attempts, passing, 0.999999, RETRY_DEFAULTS) / 60_000);
    expect(minutes.map(Math.round)).toEqual([5, 10, 20, 360, 360]);
    expect(toWaitMs(1, passing, 0)).toBe(0.75 * 5 * 60_000);
  });
  it('believes no more than a day of Retry-After', () => {
    expect(toWaitMs(1, { transient: true, retryAfterMs: 999 * 24 * 3600_000 }, 0)).toBe(24 * 3600_000);
  });
});

it('the catalogue has the same entries in both languages', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shape(v)])) : typeof value;
  expect(shape(WORDS.en)).toEqual(shape(WORDS['zh-CN']));
});
