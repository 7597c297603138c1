import { describe, expect, it } from 'vitest';
import { type AlertState, parseAlertState, planAlerts, type SourceHistory, toReason } from '../../src/deliver/index.js';
import { ERRORS } from '../../src/errors.js';
import type { CheckOutcome, CheckRecord } from '../../src/records/index.js';

const DAY = 24 * 3600_000;
const START = Date.parse('2026-03-02T00:17:00.000Z');
const at = (day: number) => new Date(START + day * DAY).toISOString();
const check = (day: number, outcome: CheckOutcome, code?: string, status?: number): CheckRecord => ({
  at: at(day),
  outcome,
  snapshot: null,
  ...(code === undefined ? {} : { error: { code, message: `message of ${code}`, hint: `hint of ${code}` } }),
  ...(status === undefined ? {} : { status }),
});
/** One letter per day: u unchanged, c changed, f failed, q quarantined. */
const log = (letters: string, code = 'FETCH_TIMEOUT'): CheckRecord[] =>
  [...letters].map((letter, day) => {
    const outcome = ({ u: 'unchanged', c: 'changed', f: 'failed', q: 'quarantined' } as const)[letter as 'u'];
    const record = check(day, outcome, letter === 'f' ? code : letter === 'q' ? 'WATCH_DOUBTFUL' : undefined);
    return letter === 'c' ? { ...record, summary: { revised: 2, added: 0, removed: 0, reworded: 0, moved: 0, unchanged: 9 } } : record;
  });
const source = (id: string, over = {}) => ({
  id,
  title: `${id}规划纲要`,
  jurisdiction: `澄江市${id}`,
  url: `https://${id}.example/plan`,
  ...over,
});
const options = { afterFailures: 3, locale: 'zh-CN' as const, timezone: 'Asia/Shanghai', aliveEveryDays: 0 };

/** Plays a log day by day, as runs do, storing the state as JSON between them. */
function play(letters: string, over: Partial<typeof options> = {}) {
  const checks = log(letters);
  let state: AlertState | null = null;
  return checks.map((_, day) => {
    const planned = planAlerts([{ source: source('yunling'), checks: checks.slice(0, day + 1) }], state, {
      ...options,
      ...over,
      now: at(day),
    });
    state = parseAlertState(JSON.parse(JSON.stringify(planned.state)));
    return planned.deliveries.map((d) => d.id.split(':')[0]).join();
  });
}

describe('alerts', () => {
  it.each([
    ['uuuu', ',,,'],
    ['uffu', ',,,'],
    ['uffffffu', ',,,alert,,,,recovered'],
    ['uffuffuff', ',,,,,,,,'],
    ['ufffufff', ',,,alert,recovered,,,alert'],
    ['uq', ',alert'],
    ['uqqqqu', ',alert,,,,recovered'],
    ['uffqqu', ',,,alert,,recovered'],
    ['ufffqqu', ',,,alert,,,recovered'],
    ['fff', ',,alert'],
    ['fffc', ',,alert,recovered'],
  ])('of %s are %s', (letters, expected) => {
    expect(play(letters).join()).toBe(expected);
  });

  it('come after one failure where that is set', () => {
    expect(play('ufu', { afterFailures: 1 }).join()).toBe(',alert,recovered');
  });

  it('say since when, how often, why and what to do, and where to look', () => {
    const [delivery] = planAlerts([{ source: source('yunling'), checks: log('ufff', 'FETCH_TLS') }], null, {
      ...options,
      now: at(3),
    }).deliveries;
    expect(delivery).toMatchObject({
      kind: 'alert',
      subject: '来源异常：yunling规划纲要',
      jurisdictions: ['澄江市yunling'],
      id: `alert:yunling@${at(1)}`,
    });
    expect(delivery?.text).toBe(
      [
        '以下来源无法取得可信的新内容，最近一次可用的快照仍然有效，异常期间不报告任何变化。',
        '',
        '· yunling规划纲要 (yunling)：自 2026-03-03 08:17 起，已连续 3 次',
        '  原因：证书有问题 (FETCH_TLS)',
        '  处理：等待网站修复证书；确认无误后可列入 network.insecureTls',
        '  网址：https://yunling.example/plan',
      ].join('\n'),
    );
    expect(delivery?.data).toEqual({ event: 'alert', sources: [{ source: 'yunling', since: at(1), count: 3, reason: 'certificate' }] });
  });

  it('say on recovery since when it lasted and when it ended', () => {
    const checks = log('uffffu');
    const before = planAlerts([{ source: source('yunling'), checks: checks.slice(0, 4) }], null, { ...options, now: at(3) });
    const later = planAlerts([{ source: source('yunling'), checks: checks.slice(0, 5) }], before.state, { ...options, now: at(4) });
    const [delivery] = planAlerts([{ source: source('yunling'), checks }], later.state, {
      ...options,
      now: at(5),
      locale: 'en',
    }).deliveries;
    expect(delivery?.subject).toBe('Source recovered: yunling规划纲要');
    expect(delivery?.text).toContain('in trouble since 2026-03-03 08:17, recovered 2026-03-07 08:17, 4 failed checks between');
    expect(delivery?.text).toContain('reason: a timeout');
  });

  it('see a recovery that came and went between two runs', () => {
    const first = planAlerts([{ source: source('yunling'), checks: log('ufff') }], null, { ...options, now: at(3) });
    const { deliveries, state } = planAlerts([{ source: source('yunling'), checks: log('ufffufff') }], first.state, {
      ...options,
      now: at(7),
    });
    expect(deliveries.map((d) => d.id)).toEqual([`alert:yunling@${at(5)}`, `recovered:yunling@${at(1)}`]);
    expect(state.incidents.yunling?.since).toBe(at(5));
  });

  it('know a running outage when the log they are given begins in the middle of it', () => {
    const first = planAlerts([{ source: source('yunling'), checks: log('ufff') }], null, { ...options, now: at(3) });
    const cut = log('uffffff').slice(5);
    const second = planAlerts([{ source: source('yunling'), checks: cut }], first.state, { ...options, now: at(6) });
    expect(second.deliveries).toEqual([]);
    const third = planAlerts([{ source: source('yunling'), checks: [] }], second.state, { ...options, now: at(6) });
    expect(third.deliveries).toEqual([]);
    expect(third.state.incidents.yunling?.since).toBe(at(1));
  });

  it('planned twice from the same state are the same messages', () => {
    const histories = [
      { source: source('a'), checks: log('ufff') },
      { source: source('b'), checks: log('ufff') },
    ];
    const [one, two] = [1, 2].map(() => planAlerts(histories, null, { ...options, now: at(3) }));
    expect(two).toEqual(one);
  });

  it('tell of several sources in one message, and suspect this machine when all of them fail', () => {
    const histories = ['a', 'b', 'c'].map((id) => ({ source: source(id), checks: log('ufff', 'FETCH_DNS') }));
    const { deliveries } = planAlerts(histories, null, { ...options, now: at(3) });
    expect(deliveries).toHaveLength(1);
    expect(deliveries[0]?.subject).toBe('3 个来源异常：a规划纲要 等');
    expect(deliveries[0]?.text).toContain('多半是本机的网络');
    const [one] = planAlerts([...histories, { source: source('d'), checks: log('uuuu') }], null, { ...options, now: at(3) }).deliveries;
    expect(one?.text).not.toContain('多半是本机的网络');
  });

  it('forget a source that is no longer configured', () => {
    const first = planAlerts([{ source: source('yunling'), checks: log('ufff') }], null, { ...options, now: at(3) });
    expect(planAlerts([], first.state, { ...options, now: at(4) })).toEqual({ deliveries: [], state: { ...first.state, incidents: {} } });
  });

  it('escape the title of a source in every form', () => {
    const title = '<b>纲要</b> *x* [去](https://evil.example)\n# 标题';
    const [delivery] = planAlerts([{ source: source('yunling', { title }), checks: log('uq') }], null, {
      ...options,
      now: at(1),
    }).deliveries;
    expect(delivery?.html).not.toContain('<b>');
    expect(delivery?.markdown).not.toMatch(/[^\\]\[去/);
    expect(delivery?.markdown).not.toMatch(/^# /m);
    expect(delivery?.subject).not.toContain('\n');
  });
});

describe('sign of life', () => {
  const histories: SourceHistory[] = Array.from({ length: 12 }, (_, i) => ({ source: source(`s${i}`), checks: log('u'.repeat(60)) }));
  const run = (day: number, state: AlertState | null, over: object = {}) =>
    planAlerts(
      histories.map((h) => ({ ...h, checks: h.checks.slice(0, day + 1) })),
      state,
      { ...options, aliveEveryDays: 7, locale: 'en', now: at(day), ...over },
    );

  it('comes once a week and counts what was done', () => {
    let state = run(0, null).state;
    const subjects: [number, string][] = [];
    for (let day = 1; day <= 21; day++) {
      const planned = run(day, state);
      state = planned.state;
      for (const d of planned.deliveries) subjects.push([day, d.subject]);
    }
    expect(subjects).toEqual([7, 14, 21].map((day) => [day, 'alive: 12 sources, 84 checks, nothing revised']));
  });

  it('does not slip by a day when a run is some hours early or late', () => {
    const { state } = run(0, null);
    expect(run(7, state, { now: new Date(Date.parse(at(7)) - 4 * 3600_000).toISOString() }).deliveries).toHaveLength(1);
    expect(run(6, state).deliveries).toEqual([]);
  });

  it('counts revisions and names trouble', () => {
    const changed = [
      { source: source('a'), checks: log('uucuuuuu') },
      { source: source('b'), checks: log('uuuuufff') },
    ];
    const first = planAlerts(
      changed.map((h) => ({ ...h, checks: h.checks.slice(0, 1) })),
      null,
      { ...options, aliveEveryDays: 7, now: at(0) },
    );
    const { deliveries } = planAlerts(changed, first.state, { ...options, aliveEveryDays: 7, now: at(7) });
    const alive = deliveries.find((d) => d.kind === 'alive');
    expect(alive?.subject).toBe('运行正常：2 个来源，14 次检查，2 项修订');
    expect(alive?.text).toContain('其中 1 个来源目前异常');
    expect(alive?.text).toContain('2026-03-02 08:17 至 2026-03-09 08:17');
  });
});

describe('reasons', () => {
  it.each([
    ['FETCH_NOT_FOUND', 'not-found'],
    ['FETCH_REDIRECTS', 'moved'],
    ['FETCH_BLOCKED', 'blocked'],
    ['FETCH_ROBOTS', 'robots'],
    ['FETCH_RATE_LIMITED', 'rate-limited'],
    ['FETCH_TLS', 'certificate'],
    ['FETCH_TIMEOUT', 'timeout'],
    ['FETCH_DNS', 'dns'],
    ['FETCH_REFUSED', 'unreachable'],
    ['FETCH_SERVER', 'server-error'],
    ['FETCH_ADDRESS_FORBIDDEN', 'address-refused'],
    ['FETCH_TOO_LARGE', 'too-large'],
    ['DOCUMENT_NOT_A_DOCUMENT', 'not-a-document'],
    ['WATCH_DOUBTFUL', 'quarantined'],
    ['DOCUMENT_UNREADABLE', 'unreadable'],
    ['DOCUMENT_TIMEOUT', 'unreadable'],
    ['WATCH_BUG', 'fault'],
  ])('%s is %s', (code, reason) => {
    expect(ERRORS).toHaveProperty(code);
    expect(toReason(check(0, 'failed', code))).toBe(reason);
  });

  it('are known for every error that a check can end with', () => {
    const codes = Object.keys(ERRORS).filter((code) => /^(?:FETCH|DOCUMENT|WATCH)_/.test(code) && code !== 'FETCH_STATUS');
    expect(codes.filter((code) => toReason(check(0, 'failed', code)) === 'other')).toEqual([]);
  });

  it.each([
    [404, 'not-found'],
    [308, 'moved'],
    [403, 'blocked'],
    [502, 'server-error'],
    [200, 'other'],
  ])('come from the status %i where the code says nothing', (status, reason) => {
    expect(toReason(check(0, 'failed', 'FETCH_STATUS', status))).toBe(reason);
  });
});
