import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, configure, folder, reportPage, website, withTargets } from './harness.js';

const PAGE = '/report.html';

describe('a report that could not be finished', () => {
  it('is finished by the next run under its own name, and what came since is told in one of its own', async () => {
    const site = await website({ [PAGE]: reportPage(withTargets()) });
    const dir = folder();
    const config = configure(dir, [{ id: 'report', url: `${site.origin}${PAGE}` }]);
    const run = () => cli(['run', '--config', config]);
    await run();
    const reports = join(dir, 'reports');
    const first = readdirSync(reports);

    // No room for reports: a file stands where the folder was.
    renameSync(reports, `${reports}-kept`);
    writeFileSync(reports, '');
    site.set(PAGE, reportPage(withTargets(['森林覆盖率达到43.8%', '森林覆盖率达到44.2%'])));
    expect((await run()).code).toBe(4);
    site.set(
      PAGE,
      reportPage(withTargets(['森林覆盖率达到43.8%', '森林覆盖率达到44.2%'], ['固定资产投资增长8%左右', '固定资产投资增长6%左右'])),
    );
    expect((await run()).code).toBe(4);
    rmSync(reports);
    renameSync(`${reports}-kept`, reports);

    const said = await run();
    expect(said.code).toBe(0);
    const written = said.out.split('\n').filter((l) => l.endsWith('.html'));
    expect(written).toHaveLength(2);
    const [one, two] = written.map((path) => readFileSync(path, 'utf8')) as [string, string];
    const evidence = (html: string) => html.slice(0, html.indexOf('</table>'));
    expect([evidence(one).includes('44.2%'), evidence(one).includes('6%左右')]).toEqual([true, false]);
    expect([evidence(two).includes('44.2%'), evidence(two).includes('6%左右')]).toEqual([false, true]);
    expect(readdirSync(reports)).toHaveLength(first.length + 2);
    expect((await run()).out).not.toContain('.html');
  });
});
