import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, configure, folder, reportPage, TARGETS, website, withTargets } from './harness.js';
import { parseAs, runShape } from './shapes.js';

async function watched() {
  const dir = folder();
  const site = await website({ '/a': reportPage(TARGETS), '/b': reportPage(TARGETS) });
  const config = configure(
    dir,
    ['a', 'b'].map((id) => ({ id, url: `${site.origin}/${id}` })),
    { schedule: { check: '* * * * *' } },
  );
  const command = (...argv: string[]) => cli([...argv, '--config', config]);
  const state = (key: string) => join(dir, 'snapshots', '_state', `${key}.json`);
  return { dir, site, config, command, state };
}

describe('notes of the watch that are damaged', () => {
  it('are set aside by verify --repair, and nothing is told twice or never', async () => {
    const { dir, site, command, state } = await watched();
    await command('run');
    site.set('/a', reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右'])));
    await command('run', '--report', 'never');
    const path = state('report/told');
    writeFileSync(path, readFileSync(path, 'utf8').replace('first', 'frist'));

    const stopped = await command('run');
    expect(stopped.code).toBe(3);
    expect(stopped.err).toContain('planwatch verify --repair');
    const found = await command('verify');
    expect(found.code).toBe(3);
    expect(found.out).toContain('_state/report/told.json');
    expect(found.out).toContain('planwatch verify --repair');
    expect((await command('verify', '--repair')).code).toBe(0);

    const { reports } = parseAs(runShape, (await command('run', '--format', 'json')).out);
    expect(reports).toHaveLength(1);
    expect(readFileSync(reports[0] as string, 'utf8')).toContain('6%左右');
    expect(parseAs(runShape, (await command('run', '--report', 'changes', '--format', 'json')).out).reports).toEqual([]);
    expect((await command('verify')).code).toBe(0);
    expect(readdirSync(join(dir, 'snapshots', '_state', 'report')).sort()).toContain('told.json.damaged');
  });

  it('of the summaries are worked out again', async () => {
    const { dir, site, command, state } = await watched();
    await command('run');
    await command('report', '--out', join(dir, 'one.md'));
    site.set('/a', reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右'])));
    await command('run');
    const path = state('report/summarised');
    writeFileSync(path, '');
    expect((await command('report', '--format', 'md', '--out', '-')).code).toBe(3);
    expect((await command('verify', '--repair')).code).toBe(0);
    const { out } = await command('report', '--format', 'json', '--out', '-');
    expect(out).toContain('6%左右');
    // What the first summary told is not told again.
    expect((JSON.parse(out) as { baselines: unknown[] }).baselines).toEqual([]);
  });

  it('end the daemon with 3, which says so in its log', async () => {
    const { config, command, state } = await watched();
    await command('run');
    writeFileSync(state('report/told'), '{}');
    const said = await cli(['watch', '--config', config], { env: { PLANWATCH_LOG: 'json' } });
    expect(said.code).toBe(3);
    const lines = said.err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: number; msg: string; code?: string });
    expect(lines.some((l) => l.msg.startsWith('alive'))).toBe(false);
    expect(lines.at(-1)).toMatchObject({ level: 50, code: 'SNAPSHOTS_DAMAGED' });
  });
});
