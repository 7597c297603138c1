import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cli, configure, folder, reportPage, TARGETS, website, withTargets } from './harness.js';
import { changeShape, indicatorShape, parseAs, runShape, summaryShape } from './shapes.js';

const REVISED = reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右']));

/** A source with two stored editions: fetched on March 1st, revised on March 5th (Asia/Shanghai). */
async function twoEditions() {
  const dir = folder();
  const site = await website({ '/r': reportPage(TARGETS) });
  const config = configure(dir, [{ id: 'report', url: `${site.origin}/r` }]);
  const command = (...argv: string[]) => cli([...argv, '--config', config]);
  await cli(['run', '--config', config], { now: '2021-03-01T01:00:00.000Z' });
  site.set('/r', REVISED);
  await cli(['run', '--config', config], { now: '2021-03-05T01:00:00.000Z' });
  return { dir, site, config, command };
}

describe('planwatch import', () => {
  it('takes a saved copy as a check of its day, before or after what is stored', async () => {
    const dir = folder();
    const config = configure(dir, [{ id: 'by-hand' }]);
    const save = (name: string, page: string) => {
      writeFileSync(join(dir, name), page);
      return join(dir, name);
    };
    const middle = await cli([
      'import',
      'by-hand',
      save('b.html', REVISED),
      '--captured',
      '2021-03-02',
      '--config',
      config,
      '--format',
      'json',
    ]);
    expect(middle.code).toBe(0);
    const { checks, reports } = parseAs(runShape, middle.out);
    expect(checks).toMatchObject([{ source: 'by-hand', outcome: 'first', error: null }]);
    expect(reports).toHaveLength(1);

    const later = await cli([
      'import',
      'by-hand',
      save('c.html', reportPage(TARGETS)),
      '--captured',
      '2021-04-01T08:00:00+08:00',
      '--config',
      config,
    ]);
    expect(later.out).toContain('固定资产投资 2021: 6%左右 → 8%左右 (raised');
    const same = await cli(['import', 'by-hand', join(dir, 'c.html'), '--captured', '2021-04-02', '--config', config]);
    expect(same.out).toBe('unchanged   by-hand\n');
    await cli(['import', 'by-hand', save('a.html', reportPage(TARGETS)), '--captured', '2021-02-01', '--config', config]);
    const { indicators } = JSON.parse((await cli(['history', 'by-hand', '固定资产投资', '--config', config, '--format', 'json'])).out);
    expect(indicators[0].values.map((v: { indicator: { value: number } }) => v.indicator.value)).toEqual([8, 6, 8]);
  });

  it('keeps the address a copy was saved from', async () => {
    const dir = folder();
    const config = configure(dir, [{ id: 'by-hand' }]);
    writeFileSync(join(dir, 'a.html'), reportPage(TARGETS));
    const url = 'http://www.yunting.example/zwgk/t1.html';
    await cli(['import', 'by-hand', join(dir, 'a.html'), '--url', url, '--config', config]);
    const out = (await cli(['report', '--format', 'html', '--out', '-', '--config', config])).out;
    expect(out).toContain(url);
  });
});

describe('planwatch history', () => {
  it('gives every value with its day and snapshot, by name, concept or id', async () => {
    const { command } = await twoEditions();
    const shape = z.object({
      schema: z.literal('planwatch.history/1'),
      source: z.literal('report'),
      indicators: z.array(
        z.object({
          name: z.string(),
          values: z.array(z.object({ capturedAt: z.iso.datetime(), snapshot: z.string(), indicator: indicatorShape })),
        }),
      ),
    });
    const { indicators } = parseAs(shape, (await command('history', 'report', '固定资产投资', '--format', 'json')).out);
    expect(indicators).toHaveLength(1);
    expect(indicators[0]?.values.map((v) => [v.capturedAt, v.indicator.value])).toEqual([
      ['2021-03-01T01:00:00.000Z', 8],
      ['2021-03-05T01:00:00.000Z', 6],
    ]);
    const all = parseAs(shape, (await command('history', 'report', '--format', 'json')).out);
    expect(all.indicators.length).toBeGreaterThan(5);
    const id = indicators[0]?.values[0]?.indicator.id ?? '';
    expect((await command('history', 'report', id)).out).toContain('固定资产投资');
    expect((await command('history', 'report', '固定资产投资')).out).toMatch(/2021-03-05 .*6%左右/);
    for (const argv of [[], ['--format', 'json']]) {
      const unknown = await command('history', 'report', '固定资产投入', ...argv);
      expect(unknown).toMatchObject({ code: 2, out: '' });
      expect(unknown.err).toMatch(
        /report has no indicator "固定资产投入" \(did you mean 固定资产投资\?\)\n .*\[CLI_UNKNOWN_INDICATOR\]\n$/,
      );
    }
  });

  it('prefers an exact name to a part of one, and follows an indicator that was renamed', async () => {
    const dir = folder();
    const site = await website({ '/r': reportPage([...TARGETS, '工业固定资产投资增长9%']) });
    const config = configure(dir, [{ id: 'report', url: `${site.origin}/r` }]);
    const names = async (wanted: string) => {
      const said = await cli(['history', 'report', wanted, '--format', 'json', '--config', config]);
      return (JSON.parse(said.out).indicators as { name: string }[]).map((x) => x.name);
    };
    await cli(['run', '--config', config]);
    expect(await names('固定资产投资')).toEqual(['固定资产投资']);
    expect((await names('资产投资')).sort()).toEqual(['固定资产投资', '工业固定资产投资']);
    site.set('/r', reportPage([...withTargets(['固定资产投资增长8%左右', '全社会固定资产投资增长6%左右']), '工业固定资产投资增长9%']));
    await cli(['run', '--config', config]);
    const { indicators } = JSON.parse((await cli(['history', 'report', '固定资产投资', '--format', 'json', '--config', config])).out);
    expect(indicators[0].values.map((v: { indicator: { value: number } }) => v.indicator.value)).toEqual([8, 6]);
  });
});

describe('planwatch review', () => {
  it("keeps a person's word on a change and shows it in the next report", async () => {
    const { command } = await twoEditions();
    const shape = z.object({ changes: z.array(changeShape.extend({ id: z.string() })) });
    const { changes } = parseAs(shape, (await command('diff', 'report@first', 'report', '--format', 'json')).out);
    const id = changes[0]?.id ?? '';
    const said = await command('review', 'report', id.slice(0, 6), 'confirm', '--note', '与公报印本核对无误');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toContain(`confirm ${id} 固定资产投资`);
    const report = await command('report', '--since', '2021-03-01', '--until', '2021-03-31', '--format', 'html', '--out', '-');
    expect(report.out).toContain('与公报印本核对无误');
  });
});

describe('planwatch list', () => {
  it('tells the state of every source', async () => {
    const { command } = await twoEditions();
    const shape = z.object({
      schema: z.literal('planwatch.list/1'),
      sources: z.array(
        z.object({ source: z.string(), outcome: z.string().nullable(), snapshots: z.int(), checkedAt: z.iso.datetime().nullable() }),
      ),
    });
    const { sources } = parseAs(shape, (await command('list', '--format', 'json')).out);
    expect(sources).toMatchObject([{ source: 'report', outcome: 'changed', snapshots: 2, checkedAt: '2021-03-05T01:00:00.000Z' }]);
    expect((await command('list')).out).toMatch(/^report +澜州市云汀区 +changed +2021-03-05 +2021-03-05 +2$/m);
  });

  it('tells trouble whole, below the table', async () => {
    const url = 'http://10.0.0.7/zwgk/zfgzbg/202101/a-rather-long-address-of-a-page-that-is-not-to-be-fetched.html';
    const config = configure(folder(), [{ id: 'a', url }]);
    expect(await cli(['run', '--config', config])).toMatchObject({ code: 1 });
    const said = await cli(['list', '--config', config]);
    expect(said.out).toMatch(/^a +\S+ +failed +\S+ +- +0 +since \d{4}-\d\d-\d\d$/m);
    expect(said.out).toContain(`\na: ${url} leads to 10.0.0.7, which is not a public address\n  `);
    expect(said.out).toContain(' [FETCH_ADDRESS_FORBIDDEN]\n');
  });

  it('says that nothing was checked yet', async () => {
    const config = configure(folder(), [{ id: 'a', url: 'http://www.yunting.example/' }, { id: 'b' }]);
    const said = await cli(['list', '--config', config]);
    expect(said.code).toBe(0);
    expect(said.out).toContain('never checked');
    expect(said.out).toContain('waits for import');
  });
});

describe('planwatch export', () => {
  it('prints csv, and writes csv and xlsx', async () => {
    const { command, dir } = await twoEditions();
    const csv = await command('export');
    expect(csv).toMatchObject({ code: 0, err: '' });
    expect(csv.out).toContain('固定资产投资');
    const xlsx = join(dir, 'plans.xlsx');
    expect(await command('export', '--format', 'xlsx', '--out', xlsx)).toMatchObject({ code: 0, out: `${xlsx}\n` });
    // A zip file.
    expect(readFileSync(xlsx).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    const file = join(dir, 'plans.csv');
    expect((await command('export', '--out', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('固定资产投资');
  });
});

describe('planwatch verify', () => {
  const shape = z.object({
    schema: z.literal('planwatch.verify/1'),
    ok: z.boolean(),
    findings: z.array(z.object({ path: z.string(), problem: z.string(), repairable: z.boolean() })),
  });
  const find = (dir: string, name: string): string => {
    const entry = readdirSync(join(dir, 'snapshots'), { recursive: true, withFileTypes: true }).find((e) => e.isFile() && e.name === name);
    if (entry === undefined) throw new Error(`no ${name} in the store`);
    return join(entry.parentPath, entry.name);
  };

  it('finds an intact store intact', async () => {
    const { command } = await twoEditions();
    expect(parseAs(shape, (await command('verify', '--format', 'json')).out)).toMatchObject({ ok: true, findings: [] });
    expect(await command('verify')).toMatchObject({ code: 0, out: 'The store is intact.\n' });
  });

  it('gives 3 for an edited extraction and mends it from the bytes', async () => {
    const { command, dir } = await twoEditions();
    const path = find(dir, 'indicators.json');
    const good = readFileSync(path, 'utf8');
    writeFileSync(path, good.replace('8%', '9%'));
    const damaged = await command('verify', '--format', 'json');
    expect(damaged.code).toBe(3);
    expect(parseAs(shape, damaged.out).findings).toMatchObject([{ repairable: true }]);
    expect((await command('verify', '--repair')).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(good);
  });

  it('gives 3 for damaged bytes, says so, and does not make them up', async () => {
    const { command, dir } = await twoEditions();
    const raw = readdirSync(join(dir, 'snapshots'), { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => join(e.parentPath, e.name))
      .find((p) => readFileSync(p, 'utf8') === reportPage(TARGETS));
    writeFileSync(raw ?? '', 'something else');
    expect((await command('verify')).code).toBe(3);
    const repaired = await command('verify', '--repair', '--format', 'json');
    expect(repaired.code).toBe(3);
    expect(parseAs(shape, repaired.out).ok).toBe(false);
  });
});

describe('planwatch run over a stored history', () => {
  it('goes on after an interrupted run without telling anything twice', async () => {
    const { command } = await twoEditions();
    const { checks, reports } = parseAs(runShape, (await command('run', '--format', 'json')).out);
    expect(checks).toMatchObject([{ outcome: 'unchanged', summary: null }]);
    expect(reports).toEqual([]);
    expect(summaryShape.safeParse({}).success).toBe(false);
  });
});
