import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asRecorded, diffEditions, withReversals, wordDiff } from '../../src/diff/index.js';
import { edition, type Stated } from './editions.js';

const GDP: Stated = { name: '地区生产总值', measure: 'growth', at: '地区生产总值增长6%', printed: '6%' };
const frame = (s: string) => `三、2026年工作安排\n今年，全区${s}左右，城镇新增就业2万人。\n`;
const old = edition(frame(GDP.at), [GDP]);
const now = edition(frame('地区生产总值增长6.5%'), [{ ...GDP, at: '地区生产总值增长6.5%', printed: '6.5%' }]);

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
