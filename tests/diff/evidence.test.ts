import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyReviews,
  asRecorded,
  type Change,
  diffEditions,
  evidenceOf,
  isDismissed,
  withReversals,
  wordDiff,
} from '../../src/diff/index.js';
import { edition, type Stated, tableDocument } from './editions.js';

const GDP: Stated = { name: '地区生产总值', measure: 'growth', at: '地区生产总值增长6%', printed: '6%' };
const frame = (s: string) => `三、2026年工作安排\n今年，全区${s}左右，城镇新增就业2万人。\n`;
const old = edition(frame(GDP.at), [GDP]);
const now = edition(frame('地区生产总值增长6.5%'), [{ ...GDP, at: '地区生产总值增长6.5%', printed: '6.5%' }]);
const show = (runs: readonly { text: string; changed: boolean }[] | null) =>
  runs?.map((r) => (r.changed ? `[${r.text}]` : r.text)).join('') ?? null;

describe('evidence', () => {
  it('is the paragraph on both sides, the changed words marked', () => {
    const found = evidenceOf(diffEditions(old, now).changes[0] as Change, old, now);
    expect(show(found.before)).toBe('今年，全区地区生产总值增长[6%]左右，城镇新增就业2万人。');
    expect(show(found.after)).toBe('今年，全区地区生产总值增长[6.5%]左右，城镇新增就业2万人。');
    expect(found.section).toEqual(['三、2026年工作安排']);
    expect(found.header).toBeNull();
  });

  it('is the row of a table with the names of its columns', () => {
    const table = (value: string) => {
      const made = tableDocument('专栏1 主要指标', [
        ['指标', '2030年'],
        ['森林覆盖率', value],
        ['床位', '7'],
      ]);
      return edition(made.text, [{ name: '森林覆盖率', at: `森林覆盖率\t${value}`, printed: value, unit: '%', form: 'table' }], made);
    };
    const [a, b] = [table('43'), table('44')];
    const found = evidenceOf(diffEditions(a, b).changes[0] as Change, a, b);
    expect([show(found.before), show(found.after)]).toEqual(['森林覆盖率 | [43]', '森林覆盖率 | [44]']);
    expect(found.header).toEqual(['指标', '2030年']);
  });

  it('has one side for what was added or removed', () => {
    const none = edition(frame('各项工作稳步推进'), []);
    const added = diffEditions(none, old).changes[0] as Change;
    expect(added.type).toBe('added');
    const found = evidenceOf(added, none, old);
    expect(found.before).toBeNull();
    expect(show(found.after)).toBe('今年，全区[地区生产总值增长6%]左右，城镇新增就业2万人。');
  });

  it('cuts a long paragraph to the sentences round the value', () => {
    const long = `${'坚持稳中求进，做好各项工作。'.repeat(40)}全区${GDP.at}。${'让群众得到更多实惠。'.repeat(40)}`;
    const [a, b] = [edition(long, [GDP]), edition(long.replace('6%', '6.5%'), [{ ...GDP, at: '地区生产总值增长6.5%', printed: '6.5%' }])];
    const found = evidenceOf(diffEditions(a, b).changes[0] as Change, a, b);
    expect(show(found.after)).toBe('…全区地区生产总值增长[6.5%]。…');
  });
});

describe('words of two short texts', () => {
  it('put together give back both', () => {
    const words = fc
      .array(fc.constantFrom('增长', '6%', '6.5%', '，', '左右', ' ', '“', '达到', '达', '全区', '\n'), { maxLength: 20 })
      .map((l) => l.join(''));
    fc.assert(
      fc.property(words, words, (a, b) => {
        const runs = wordDiff(a, b);
        if (runs.some((r) => r.old)) expect(runs.map((r) => r.old).join('')).toBe(a);
        if (runs.some((r) => r.new)) expect(runs.map((r) => r.new).join('')).toBe(b);
      }),
    );
  });

  it('see no change in punctuation and width', () => {
    expect(wordDiff('增长6%，稳中有进', '增长６％,稳中有进').map((r) => r.op)).toEqual(['kept']);
  });
});

describe('a person’s word', () => {
  const diff = diffEditions(old, now);
  const id = diff.changes[0]?.id as string;
  it('stands beside its change, the last one given', () => {
    const reviewed = applyReviews(diff, [
      { change: id, verdict: 'dismiss', note: '笔误', at: '2026-03-02T00:00:00Z' },
      { change: id, verdict: 'confirm', note: null, at: '2026-03-01T00:00:00Z' },
      { change: 'other', verdict: 'confirm', note: null, at: '2026-03-03T00:00:00Z' },
    ]);
    expect(reviewed.changes[0]?.review).toEqual({ verdict: 'dismiss', note: '笔误', at: '2026-03-02T00:00:00Z' });
    expect(reviewed.changes.filter(isDismissed)).toHaveLength(1);
    expect(applyReviews(diff, []).changes[0]?.review).toBeNull();
  });
});

describe('a value set back', () => {
  it('is a new revision that names the first', () => {
    const there = diffEditions(old, now);
    const back = withReversals(diffEditions(now, old), there.changes);
    expect(back.changes[0]).toMatchObject({ type: 'revised', direction: 'lowered', reverts: there.changes[0]?.id });
    expect(back.changes[0]?.id).not.toBe(there.changes[0]?.id);
    expect(withReversals(there, there.changes).changes[0]?.reverts).toBeUndefined();
    // Back again: the third revision is neither the first nor a word on it, and takes the second back.
    const earlier = [...there.changes, ...back.changes];
    const again = withReversals(diffEditions(old, now), earlier);
    expect(again.changes[0]).toMatchObject({ id: `${there.changes[0]?.id}-2`, reverts: back.changes[0]?.id });
    const fourth = withReversals(diffEditions(now, old), [...earlier, ...again.changes]);
    expect(fourth.changes[0]).toMatchObject({ id: `${back.changes[0]?.id}-2`, reverts: again.changes[0]?.id });
    expect(withReversals(diffEditions(old, now), [...earlier, ...again.changes, ...fourth.changes]).changes[0]?.id).toBe(
      `${there.changes[0]?.id}-3`,
    );
    expect(withReversals(there, []).changes).toEqual(there.changes);
    // A copy put in between later on: its ids are not those of what was recorded after it, which it cannot take back.
    const between = withReversals(diffEditions(old, now), [], again.changes);
    expect(between.changes[0]?.id).toBe(`${there.changes[0]?.id}`);
    const second = withReversals(diffEditions(old, now), [], there.changes);
    expect(second.changes[0]).toMatchObject({ id: `${there.changes[0]?.id}-2` });
    expect(second.changes[0]?.reverts).toBeUndefined();
    expect(asRecorded(diffEditions(old, now), again.changes).changes[0]).toMatchObject({
      id: again.changes[0]?.id,
      reverts: back.changes[0]?.id,
    });
  });
});
