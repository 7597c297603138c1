import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cli, configure, folder, reportPage, TARGETS, withTargets } from './harness.js';

it('names each revision of a value that goes to and fro, and what it takes back; review and diff mean the same one', async () => {
  const dir = folder();
  const config = configure(dir, [{ id: 'by-hand' }]);
  const command = (...argv: string[]) => cli([...argv, '--config', config]);
  const pages = [reportPage(TARGETS), reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右']))];
  for (let day = 1; day <= 4; day++) {
    const file = join(dir, `${day}.html`);
    writeFileSync(file, pages[(day + 1) % 2] as string);
    await command('import', 'by-hand', file, '--captured', `2021-03-0${day}`, '--report', 'never');
  }
  const between = async (older: number, newer: number) => {
    const { changes } = JSON.parse(
      (await command('diff', `by-hand@2021-03-0${older}`, `by-hand@2021-03-0${newer}`, '--format', 'json')).out,
    ) as { changes: { id: string; reverts?: string }[] };
    expect(changes).toHaveLength(1);
    return changes[0] as { id: string; reverts?: string };
  };
  const [first, second, third] = [await between(1, 2), await between(2, 3), await between(3, 4)];
  expect(first.reverts).toBeUndefined();
  expect(second.reverts).toBe(first.id);
  expect(third.reverts).toBe(second.id);
  expect(new Set([first.id, second.id, third.id]).size).toBe(3);
  // A diff over several editions is the first pair of statements again.
  expect((await between(1, 4)).id).toBe(first.id);

  expect((await command('review', 'by-hand', third.id, 'dismiss', '--note', '排印错误')).out).toContain(`dismiss ${third.id} 固定资产投资`);
  const shown = (await command('diff', 'by-hand@2021-03-03', 'by-hand')).out;
  expect(shown).toContain(`↩ ${second.id}`);
  expect(shown).toContain(`[${third.id}]`);
});
