import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, configure, folder, reportPage, TARGETS, website, withTargets } from './harness.js';
import { parseAs, runShape } from './shapes.js';

const PAGE = '/zwgk/t20210125_1.html';

/** One watched page, checked once. */
async function watched() {
  const dir = folder();
  const site = await website({ [PAGE]: reportPage(TARGETS) });
  const config = configure(dir, [{ id: 'report', url: site.origin + PAGE }]);
  return { dir, site, config, run: (...more: string[]) => cli(['run', '--config', config, ...more]) };
}

describe('planwatch run', () => {
  it('takes a baseline, finds nothing new, then a revision, and says each in its exit code', async () => {
    const { site, run, dir } = await watched();
    const first = await run('--exit-code');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^first +report\n/);
    expect(await run('--exit-code')).toMatchObject({ code: 0, out: 'unchanged   report\n', err: '' });

    site.set(PAGE, reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右'])));
    const third = await run('--exit-code');
    expect(third.code).toBe(10);
    expect(third.out).toContain('changed     report  1 revised\n    固定资产投资 2021: 8%左右 → 6%左右 (lowered');
    const report = third.out.trimEnd().split('\n').at(-1) ?? '';
    expect(report).toMatch(/\.html$/);
    expect(readFileSync(report, 'utf8')).toContain('固定资产投资');
    expect(readdirSync(join(dir, 'reports'))).toHaveLength(2);
    expect(await run('--exit-code')).toMatchObject({ code: 0, out: 'unchanged   report\n' });
  });

  it('gives 0 without --exit-code, and 0 where only wording or a counter changed', async () => {
    const { site, run } = await watched();
    await run();
    site.set(PAGE, reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长9%左右'])));
    expect((await run()).code).toBe(0);
    site.set(
      PAGE,
      reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长9%左右'], ['城镇新增就业1.5万人以上', '城镇新增就业15000人以上'])),
    );
    const reworded = await run('--exit-code');
    expect(reworded).toMatchObject({ code: 0 });
    expect(reworded.out).toContain('1 reworded');
    site.set(
      PAGE,
      reportPage(
        withTargets(['固定资产投资增长8%左右', '固定资产投资增长９％左右'], ['城镇新增就业1.5万人以上', '城镇新增就业15000人以上']),
      ),
    );
    expect(await run('--exit-code')).toMatchObject({ code: 0, out: 'unchanged   report\n' });
  });

  it('does not give 10 where a result of last year was revised and no target', async () => {
    const { site, run } = await watched();
    await run();
    site.set(PAGE, reportPage(TARGETS).replace('612.4亿元', '611.8亿元'));
    const said = await run('--exit-code');
    expect(said.code).toBe(0);
    expect(said.out).toContain('1 revised');
  });

  it('prints planwatch.run/1 and nothing else', async () => {
    const { site, run } = await watched();
    const first = parseAs(runShape, (await run('--format', 'json')).out);
    expect(first.checks).toMatchObject([{ source: 'report', outcome: 'first', error: null, summary: null }]);
    expect(first.reports).toHaveLength(1);
    site.set(PAGE, reportPage(withTargets(['地区生产总值增长6.5%以上', '地区生产总值增长6.5%左右'])));
    const second = parseAs(runShape, (await run('--format', 'json')).out);
    expect(second.checks[0]).toMatchObject({ outcome: 'changed', summary: { revised: 1, added: 0, removed: 0 } });
    expect(second.checks[0]?.snapshot).not.toBe(first.checks[0]?.snapshot);
  });

  it('checks only the sources that are named', async () => {
    const dir = folder();
    const site = await website({ '/a': reportPage(TARGETS), '/b': reportPage(TARGETS) });
    const config = configure(dir, [
      { id: 'a', url: `${site.origin}/a` },
      { id: 'b', url: `${site.origin}/b` },
    ]);
    const { checks } = parseAs(runShape, (await cli(['run', 'b', '--config', config, '--format', 'json'])).out);
    expect(checks.map((c) => c.source)).toEqual(['b']);
  });

  it('writes a report as --report asks, whatever the configuration says', async () => {
    const { run } = await watched();
    expect((await run('--report', 'never')).out).toBe('first       report\n');
    expect((await run('--report', 'always')).out).toMatch(/\.html\n$/);
    // The baseline has been told by now, and nothing is new.
    expect((await run()).out).toBe('unchanged   report\n');
  });

  it('tells later what an earlier run was told not to report', async () => {
    const { site, run } = await watched();
    await run();
    site.set(PAGE, reportPage(withTargets(['森林覆盖率达到43.8%', '森林覆盖率达到44.2%'])));
    await run('--report', 'never');
    const later = await run();
    expect(later.out).toContain('unchanged   report');
    const report = later.out.trimEnd().split('\n').at(-1) ?? '';
    expect(readFileSync(report, 'utf8')).toContain('44.2%');
  });

  it('is silent with --quiet but for the path of the report', async () => {
    const { run } = await watched();
    const said = await run('--quiet');
    expect(said.err).toBe('');
    expect(said.out).toMatch(/^\S+\.html\n$/);
  });

  it('leaves sources without an address to import', async () => {
    const dir = folder();
    const config = configure(dir, [{ id: 'by-hand' }]);
    const said = await cli(['run', '--config', config, '--format', 'json']);
    expect(said.code).toBe(0);
    expect(parseAs(runShape, said.out).checks).toEqual([]);
  });

  it('stores the bytes as they were served, before and after', async () => {
    const { site, run, dir } = await watched();
    await run();
    site.set(PAGE, reportPage(withTargets(['森林覆盖率达到43.8%', '森林覆盖率达到44.2%'])));
    await run();
    const stored = readdirSync(join(dir, 'snapshots'), { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => readFileSync(join(e.parentPath, e.name)).toString('utf8'));
    expect(stored).toContain(reportPage(TARGETS));
    expect(stored).toContain(reportPage(withTargets(['森林覆盖率达到43.8%', '森林覆盖率达到44.2%'])));
  });
});
