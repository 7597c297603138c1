import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Change, diffEditions, doubtOf } from '../../src/diff/index.js';
import { editionOf } from './measure.js';

const ROOT = new URL('../pairs/', import.meta.url);

interface Expected {
  readonly note: string;
  readonly changes: readonly string[];
}

const line = (c: Change): string =>
  [
    c.type,
    ...c.fields,
    (c.after ?? c.before)?.name,
    c.before?.valueText ?? '-',
    '->',
    c.after?.valueText ?? '-',
    c.direction ?? c.strictness,
  ]
    .filter(Boolean)
    .join(' ');

/** `revised-*` hold true positives, `noise-*` what must not alarm; all invented after real shapes. */
describe('pairs', () => {
  it.each(readdirSync(ROOT).sort())('%s', async (slug) => {
    const files = readdirSync(new URL(`${slug}/`, ROOT));
    const read = (name: string) => readFileSync(new URL(`${slug}/${name}`, ROOT), 'utf8');
    const side = async (name: string) => {
      const fileName = files.find((f) => f.startsWith(`${name}.`)) as string;
      return editionOf({ fileName, content: read(fileName) });
    };
    const [before, after] = [await side('before'), await side('after')];
    const { changes } = JSON.parse(read('expected.json')) as Expected;
    expect(before.extraction.indicators.length).toBeGreaterThanOrEqual(10);
    expect(diffEditions(before, after).changes.map(line).sort()).toEqual([...changes].sort());
    expect(doubtOf(before, after)).toBeNull();
    expect(diffEditions(before, before).changes).toEqual([]);
    if (slug.startsWith('noise-')) expect(changes.every((c) => /^(?:reworded|moved)/.test(c))).toBe(true);
  });
});
