import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFileStore } from '../../src/snapshots/index.js';
import { cli, configure, folder, reportPage, TARGETS, website, withTargets } from './harness.js';
import { parseAs, runShape } from './shapes.js';

const contentOf = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(dir, 'snapshots'), { recursive: true, withFileTypes: true })
      .filter((x) => x.isFile())
      .map((x) => [join(x.parentPath, x.name), readFileSync(join(x.parentPath, x.name), 'latin1')]),
  );

/** Two editions of one page, read with other settings than those that the configuration has by now. */
async function readOtherwise() {
  const dir = folder();
  const site = await website({ '/r': reportPage(TARGETS) });
  const source = { id: 'report', url: `${site.origin}/r` };
  const config = configure(dir, [source]);
  await cli(['run', '--config', config], { now: '2021-03-01T01:00:00.000Z' });
  site.set('/r', reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右'])));
  await cli(['run', '--config', config], { now: '2021-03-05T01:00:00.000Z' });
  const written = JSON.parse(readFileSync(config, 'utf8'));
  // Only the paragraph of the targets; the year that has passed is no longer read.
  written.sources[0].selector = '.TRS_Editor p:nth-of-type(5)';
  writeFileSync(config, JSON.stringify(written));
  return { dir, site, command: (...argv: string[]) => cli([...argv, '--config', config]) };
}

const READING = [
  ['history', 'report'],
  ['diff', 'report@first', 'report'],
  ['compare', 'report@first', 'report'],
  ['extract', 'report'],
  ['export'],
  ['list'],
  ['report', '--format', 'md', '--out', '-'],
  ['report', '--since', '2021-03-01', '--until', '2021-03-31', '--format', 'md', '--out', '-'],
] as const;

it('commands that only tell write nothing into the store, need no lock, and leave the upgrade to the next check', async () => {
  const { dir, command } = await readOtherwise();
  const before = contentOf(dir);
  // As a run at work would hold it; on a disk that cannot be written nobody gets it.
  const release = await createFileStore(join(dir, 'snapshots')).lock();
  const held = contentOf(dir);
  for (const argv of READING) {
    const said = await command(...argv);
    expect(said, argv.join(' ')).toMatchObject({ code: 0, err: '' });
    expect(said.out.length, argv.join(' ')).toBeGreaterThan(0);
    expect(contentOf(dir), argv.join(' ')).toEqual(held);
  }
  await release();
  expect(contentOf(dir)).toEqual(before);
  const said = await command('history', 'report', '--format', 'json');
  expect(said.out).toContain('固定资产投资');
  expect(said.out, 'read with the new selector').not.toContain('老旧小区');

  const { checks } = parseAs(runShape, (await command('run', '--format', 'json')).out);
  expect(checks).toMatchObject([{ outcome: 'upgraded' }]);
  expect(checks[0]?.summary?.removed).toBeGreaterThan(0);
});

it('a report after a run does not swallow the upgrade of a source that was not checked', async () => {
  const dir = folder();
  const site = await website({ '/a': reportPage(TARGETS), '/b': reportPage(TARGETS) });
  const sources = ['a', 'b'].map((id) => ({ id, url: `${site.origin}/${id}` }));
  const config = configure(dir, sources);
  await cli(['run', '--config', config]);
  const written = JSON.parse(readFileSync(config, 'utf8'));
  for (const source of written.sources) source.selector = '.TRS_Editor p:nth-of-type(5)';
  writeFileSync(config, JSON.stringify(written));
  const outcomes = async (...ids: string[]) =>
    parseAs(runShape, (await cli(['run', ...ids, '--report', 'always', '--format', 'json', '--config', config])).out).checks.map(
      (c) => c.outcome,
    );
  expect(await outcomes('a')).toEqual(['upgraded']);
  expect(await outcomes('a', 'b')).toEqual(['unchanged', 'upgraded']);
});

it('only the summary since the last one takes the lock', async () => {
  const { dir, command } = await readOtherwise();
  const release = await createFileStore(join(dir, 'snapshots')).lock();
  const file = join(dir, 'r.md');
  expect(await command('report', '--out', file)).toMatchObject({ code: 4, out: '' });
  expect(await command('report', '--since', '2021-03-01', '--until', '2021-03-31', '--out', file)).toMatchObject({ code: 0 });
  await release();
});
