import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, type Candidate } from '../../src/diff/match/assign.js';
import { layOut } from '../../src/diff/text/layout.js';
import { alignSequences, heaviestChain } from '../../src/diff/text/sequence.js';
import { tokenise } from '../../src/diff/text/tokens.js';
import { edition } from './editions.js';

const total = (columns: Int32Array, costs: readonly Candidate[], alone: number): number =>
  [...columns].reduce(
    (sum, column, row) => sum + (column < 0 ? alone : (costs.find((c) => c.row === row && c.column === column)?.cost ?? Number.NaN)),
    0,
  );

/** The cheapest assignment by trying all. */
function bruteForce(rows: number, costs: readonly Candidate[], alone: number, row = 0, taken: ReadonlySet<number> = new Set()): number {
  if (row === rows) return 0;
  let best = alone + bruteForce(rows, costs, alone, row + 1, taken);
  for (const c of costs) {
    if (c.row !== row || taken.has(c.column)) continue;
    best = Math.min(best, c.cost + bruteForce(rows, costs, alone, row + 1, new Set([...taken, c.column])));
  }
  return best;
}

describe('the assignment', () => {
  it('is the cheapest there is', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.tuple(
          fc.constant(rows),
          fc.constant(columns),
          fc.array(fc.option(fc.integer({ min: 0, max: 120 })), { minLength: rows * columns, maxLength: rows * columns }),
        ),
      );
    fc.assert(
      fc.property(table, ([rows, columns, cells]) => {
        const costs = cells.flatMap((cost, i) =>
          cost === null ? [] : [{ row: Math.floor(i / columns), column: i % columns, cost: cost / 100 }],
        );
        const found = assign(rows, columns, costs, 1);
        const used = [...found].filter((c) => c >= 0);
        expect(new Set(used).size).toBe(used.length);
        expect(total(found, costs, 1)).toBeCloseTo(bruteForce(rows, costs, 1), 9);
      }),
      { numRuns: 500 },
    );
  });

  it('does not take the first best pair where another pairing is better in sum', () => {
    const costs = [
      { row: 0, column: 0, cost: 0.1 },
      { row: 0, column: 1, cost: 0.2 },
      { row: 1, column: 0, cost: 0.15 },
    ];
    expect([...assign(2, 2, costs, 1)]).toEqual([1, 0]);
  });
});

describe('sequences', () => {
  const letters = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 14 });
  it('align by the heaviest common subsequence', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const weightOf = (letter: number) => letter + 1;
        const mate = alignSequences(Int32Array.from(a), Int32Array.from(b), Int32Array.from(a, weightOf));
        const pairs = [...mate].flatMap((j, i) => (j < 0 ? [] : [[i, j] as const]));
        pairs.forEach(([i, j], k) => {
          expect(a[i]).toBe(b[j]);
          if (k > 0) expect(j).toBeGreaterThan((pairs[k - 1] as readonly [number, number])[1]);
        });
      }),
    );
  });

  it('keep one long member rather than two short ones', () => {
    const pairs = [
      [0, 2],
      [1, 0],
      [2, 1],
    ] as const;
    expect(heaviestChain(pairs, (p) => [10, 2, 3][p] as number)).toEqual([0]);
    expect(heaviestChain(pairs, () => 1)).toEqual([1, 2]);
  });

  it('find a few edits where nothing is unique', () => {
    const a = new Int32Array(20_000).fill(7);
    const b = Int32Array.from([...a.slice(0, 9000), 8, ...a.slice(9002)]);
    expect([...alignSequences(a, b, new Int32Array(a.length).fill(1))].filter((j) => j < 0)).toHaveLength(2);
  });

  it('find the edits in a long sequence', () => {
    const a = Int32Array.from({ length: 20_000 }, (_, i) => i % 7000);
    const b = Int32Array.from([...a.slice(0, 900), 90_001, ...a.slice(900, 15_000), ...a.slice(15_003)]);
    const mate = alignSequences(a, b, new Int32Array(a.length).fill(1));
    expect([...mate].filter((j) => j < 0)).toHaveLength(3);
  });
});

describe('words', () => {
  const wordsOf = (text: string) => {
    const layout = layOut(edition(text, []).document);
    return tokenise(layout, 0, layout.key.length).map((t) => t.text);
  };
  it.each([
    ['增长6.5%左右', ['增长', '6.5%', '左右']],
    ['1,533.16亿元、3.9%', ['1533.16亿元', '3.9%']],
    ['新增1.5万人', ['新增', '1.5万人']],
    ['提高0.8个百分点', ['提高', '0.8个百分点']],
    ['收入比1.9:1', ['收入', '比', '1.9:1']],
    ['40 | 45', ['40', '45']],
  ])('of %s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });
});
