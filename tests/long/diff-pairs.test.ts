import { describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff/index.js';
import { measurePair } from '../diff/measure.js';

const PAIRS = 500;

/**
 * Synthetic: invented plans, altered by our own lists (tests/diff/revisions.ts, tests/diff/print.ts). Real pairs and pairs made elsewhere are measured apart.
 */
describe('500 seeded pairs', () => {
  it('has at least 99 % of the known revisions, with the right values before and after', async () => {
    let expected = 0;
    const missed: string[] = [];
    for (let seed = 1; seed <= PAIRS; seed++) {
      const pair = await measurePair(seed, 8);
      expected += pair.expected.length;
      for (const one of pair.missed) missed.push(`seed ${seed}: ${JSON.stringify(one)}`);
    }
    console.log(`revisions ${expected}, missed ${missed.length}`);
    expect(expected).toBeGreaterThan(PAIRS * 7);
    expect(missed.length / expected, missed.slice(0, 20).join('\n')).toBeLessThanOrEqual(0.01);
  });

  it('revises, adds and removes nothing in purely cosmetic pairs', async () => {
    const alarms: string[] = [];
    for (let seed = 10_001; seed <= 10_000 + PAIRS; seed++) {
      const pair = await measurePair(seed, 0);
      for (const c of pair.alarms)
        alarms.push(`seed ${seed} [${pair.cosmetics}]: ${c.type} ${c.fields} ${c.before?.quote} -> ${c.after?.quote}`);
    }
    expect(alarms.slice(0, 20)).toEqual([]);
  });

  it('mirrors, and says nothing of an edition and itself', async () => {
    const turned = {
      raised: 'lowered',
      lowered: 'raised',
      tightened: 'loosened',
      loosened: 'tightened',
      better: 'worse',
      worse: 'better',
      added: 'removed',
      removed: 'added',
    } as Record<string, string>;
    const turn = (word: string | null) => (word === null ? null : (turned[word] ?? word));
    for (let seed = 1; seed <= 60; seed++) {
      const { before, after, diff } = await measurePair(seed, 10);
      const key = (type: string, fields: readonly string[], direction: string | null, strictness: string | null, a?: string, b?: string) =>
        JSON.stringify([type, fields, direction, strictness, a ?? null, b ?? null]);
      const there = diff.changes.map((c) =>
        key(turn(c.type) as string, c.fields, turn(c.direction), turn(c.strictness), c.after?.id, c.before?.id),
      );
      const back = diffEditions(after, before).changes.map((c) =>
        key(c.type, c.fields, c.direction, c.strictness, c.before?.id, c.after?.id),
      );
      expect(back.sort(), `seed ${seed}`).toEqual(there.sort());
      expect(diffEditions(before, before).changes).toEqual([]);
    }
  });
});
