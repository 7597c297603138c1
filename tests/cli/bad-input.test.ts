import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileStore } from '../../src/snapshots/index.js';
import { cli, configure, folder, reportPage, TARGETS, website } from './harness.js';
import { parseAs, runShape } from './shapes.js';

/** Every file of a folder with its content: nothing else may tell two states apart. */
const contentOf = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => [join(e.parentPath, e.name), readFileSync(join(e.parentPath, e.name), 'hex')]),
  );

describe('a command line that is wrong', () => {
  it.each([
    [['run', '--confg', 'x.yaml'], "unknown option '--confg'"],
    [['runn'], 'Did you mean run?'],
    [['report', '--since', '2021-02-30'], 'Expected a day'],
    [['report', '--format', 'docx'], 'Allowed choices are pdf, html, md, json'],
    [['extract'], "missing required argument 'file|url'"],
    [['review', 'a', 'b', 'maybe'], 'Allowed choices are confirm, dismiss, correct'],
  ])('%j gives 2 and says why', async (argv, why) => {
    const said = await cli(argv);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(why);
  });

  it('prints help for nothing at all, on stderr, with 2', async () => {
    const said = await cli([]);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('Usage: planwatch');
  });

  it('prints help and version on stdout with 0', async () => {
    expect(await cli(['--help'])).toMatchObject({ code: 0, err: '' });
    expect((await cli(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const command of 'init run watch import report extract diff compare history review export deliver explain list verify doctor'.split(
      ' ',
    )) {
      const { code, out } = await cli([command, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`Usage: planwatch ${command}`);
      expect(out).toMatch(/Example:\n {2}\$ planwatch /);
      for (const flag of ['--config', '--quiet', '--verbose']) expect(out).toContain(flag);
    }
  });
});

describe('a configuration that is missing or wrong', { timeout: 60_000 }, () => {
  it('says how to write one where there is none', async () => {
    const path = join(folder(), 'planwatch.yaml');
    for (const argv of [['run'], ['list'], ['verify'], ['export'], ['history', 'x'], ['report']]) {
      const said = await cli([...argv, '--config', path]);
      expect(said).toMatchObject({ code: 2, out: '' });
      expect(said.err).toBe(
        `planwatch: No configuration at ${path}\n  Run \`planwatch init\` to write one, or name it with \`--config FILE\`. [CONFIG_NOT_FOUND]\n`,
      );
    }
    // A file that was named is wanted, also where a command could do without.
    expect((await cli(['explain', '增长6%', '--config', path])).code).toBe(2);
  });

  it('lists every problem at once with line, path and what was found, and changes nothing', async () => {
    const dir = folder();
    const path = join(dir, 'planwatch.yaml');
    writeFileSync(
      path,
      `timezone: Asia/Chongching
stroe: { dir: snapshots }
report: { when: sometimes }
sources:
  - id: Some Page
    title: 某区政府工作报告
    url: ftp://example.org/
    jurisdiction: 某市某区
    kind: work-report
    perod: 2021
`,
    );
    const before = contentOf(dir);
    const said = await cli(['run', '--config', path]);
    expect(said).toMatchObject({ code: 2, out: '' });
    for (const found of ['timezone', 'Asia/Chongching', 'stroe', 'report.when', 'sometimes', 'Some Page', 'ftp://example.org/', 'perod'])
      expect(said.err).toContain(found);
    expect(said.err).toContain('nothing was changed');
    expect(contentOf(dir)).toEqual(before);
  });

  it('tells the line where YAML itself is broken', async () => {
    const path = join(folder(), 'planwatch.yaml');
    writeFileSync(path, 'timezone: Asia/Shanghai\nsources: [\n');
    const said = await cli(['run', '--config', path]);
    expect(said.code).toBe(2);
    expect(said.err).toMatch(/line [23]/);
  });

  it('knows no such source, change, snapshot or file', async () => {
    const dir = folder();
    const site = await website({ '/a': reportPage(TARGETS) });
    const config = configure(dir, [{ id: 'a', url: `${site.origin}/a` }]);
    await cli(['run', '--config', config]);
    const before = contentOf(dir);
    for (const [argv, code] of [
      [['run', 'b'], 'CLI_UNKNOWN_SOURCE'],
      [['history', 'b'], 'CLI_UNKNOWN_SOURCE'],
      [['import', 'b', config], 'CLI_UNKNOWN_SOURCE'],
      [['review', 'a', 'ffff', 'confirm'], 'CLI_UNKNOWN_CHANGE'],
      [['review', 'a', 'ffff', 'correct'], 'CLI_USAGE'],
      [['review', 'a', 'ffff', 'correct', '--note', ' '], 'CLI_USAGE'],
      [['diff', 'a@2019-01-01', 'a'], 'CLI_UNKNOWN_WHEN'],
      [['diff', 'b@first', 'a'], 'CLI_UNKNOWN_INPUT'],
      [['extract', join(dir, 'missing.html')], 'CLI_FILE_UNREADABLE'],
      [['import', 'a', join(dir, 'missing.html')], 'CLI_FILE_UNREADABLE'],
      [['import', 'a', '/dev/null', '--accept'], 'CLI_FILE_UNREADABLE'],
      [['import', 'a', config, '--captured', 'yesterday'], 'CLI_USAGE'],
      [['compare', 'a'], 'CLI_USAGE'],
      [['diff', 'a', 'a', '--format', 'pdf'], 'CLI_USAGE'],
      [['export', '--format', 'xlsx'], 'CLI_USAGE'],
    ] as const) {
      const said = await cli([...argv, '--config', config]);
      expect(said, argv.join(' ')).toMatchObject({ code: 2, out: '' });
      expect(said.err, argv.join(' ')).toContain(`[${code}]`);
    }
    expect(contentOf(dir)).toEqual(before);
  });

  it('does not write over a configuration that is there', async () => {
    const dir = folder();
    expect(await cli(['init', dir])).toMatchObject({ code: 0, out: `${join(dir, 'planwatch.yaml')}\n` });
    expect(existsSync(join(dir, 'snapshots'))).toBe(true);
    expect((await cli(['run', '--config', join(dir, 'planwatch.yaml')])).code).toBe(0);
    writeFileSync(join(dir, 'planwatch.yaml'), 'timezone: UTC\n');
    expect(await cli(['init', dir])).toMatchObject({ code: 2, out: '' });
    expect(readFileSync(join(dir, 'planwatch.yaml'), 'utf8')).toBe('timezone: UTC\n');
  });
});

describe('a page that cannot be had', { timeout: 60_000 }, () => {
  const good = '/good';
  it.each([
    ['a 404', 'FETCH_NOT_FOUND', 404],
    ['a 500', 'FETCH_SERVER', 500],
    ['a 403', 'FETCH_BLOCKED', 403],
    ['an empty 200', 'FETCH_EMPTY', ''],
    ['a body over the cap', 'FETCH_TOO_LARGE', reportPage(TARGETS).padEnd(50_000, '\n')],
  ])('%s fails with one message; the last good edition and the other sources stand', async (_, code, what) => {
    const dir = folder();
    const site = await website({ [good]: reportPage(TARGETS), '/bad': reportPage(TARGETS) });
    const sources = ['bad', 'good'].map((id) => ({ id, url: `${site.origin}/${id}` }));
    const network = { allow: ['127.0.0.1'], perHost: { delayMs: 0 }, retries: 0, maxBytes: 20_000 };
    const config = configure(dir, sources, { network });
    const { checks: first } = parseAs(runShape, (await cli(['run', '--config', config, '--format', 'json'])).out);
    site.set('/bad', what);
    const said = await cli(['run', '--config', config, '--format', 'json', '--exit-code']);
    expect(said.code).toBe(1);
    const { checks } = parseAs(runShape, said.out);
    expect(checks.map((c) => [c.source, c.outcome, c.error?.code])).toEqual([
      ['bad', 'failed', code],
      ['good', 'unchanged', undefined],
    ]);
    expect(checks[0]?.snapshot).toBe(first[0]?.snapshot);
    site.set('/bad', reportPage(TARGETS));
    expect((await cli(['run', '--config', config, '--exit-code'])).out).toBe('unchanged   bad\nunchanged   good\n');
  });

  it('says it on stderr with what to do, once', async () => {
    const site = await website();
    const config = configure(folder(), [{ id: 'gone', url: `${site.origin}/gone` }]);
    const said = await cli(['run', '--config', config]);
    expect(said.code).toBe(1);
    expect(said.err).toBe(
      `planwatch: gone: ${site.origin}/gone is gone (404)\n  Look for the page on its site and correct \`url\`; a saved copy can be stored with \`planwatch import\`. [FETCH_NOT_FOUND]\n`,
    );
    expect(said.out).toBe('failed      gone\n');
  });

  it('fails on a name that does not resolve, and on a port where nobody listens', async () => {
    const { origin } = await website();
    const closed = await website();
    const port = Number(new URL(closed.origin).port);
    const config = configure(folder(), [
      { id: 'no-name', url: 'http://no-such-host.invalid/' },
      // Port 1 of loopback: reserved, and nothing listens there.
      { id: 'no-server', url: 'http://127.0.0.1:1/' },
    ]);
    expect(port).not.toBe(Number(new URL(origin).port));
    const { checks } = parseAs(runShape, (await cli(['run', '--config', config, '--format', 'json'])).out);
    expect(checks.map((c) => [c.source, c.outcome, c.error?.code])).toEqual([
      ['no-name', 'failed', 'FETCH_DNS'],
      ['no-server', 'failed', 'FETCH_REFUSED'],
    ]);
  });

  it('does not fetch from loopback unless the host is named', async () => {
    const site = await website({ '/a': reportPage(TARGETS) });
    const config = configure(folder(), [{ id: 'a', url: `${site.origin}/a` }], { network: { retries: 0 } });
    const { checks } = parseAs(runShape, (await cli(['run', '--config', config, '--format', 'json'])).out);
    expect(checks[0]).toMatchObject({ outcome: 'failed', error: { code: 'FETCH_ADDRESS_FORBIDDEN' } });
  });

  it('quarantines a page that only looks like an answer, and an accepted copy ends that', async () => {
    const dir = folder();
    const site = await website({ '/a': reportPage(TARGETS) });
    const config = configure(dir, [{ id: 'a', url: `${site.origin}/a` }]);
    await cli(['run', '--config', config]);
    site.set(
      '/a',
      '<html><head><title>系统提示</title></head><body><p>对不起，您访问的页面不存在或已被删除。</p><a href="/">返回首页</a></body></html>',
    );
    const said = await cli(['run', '--config', config, '--exit-code']);
    expect(said.code).toBe(1);
    expect(said.out).toBe('quarantined a\n');
    expect(said.err).toContain('[DOCUMENT_NOT_A_DOCUMENT]');
    const copy = join(dir, 'saved.html');
    writeFileSync(copy, reportPage(TARGETS.slice(0, 3)));
    const imported = await cli(['import', 'a', copy, '--config', config]);
    expect(imported.code).toBe(0);
    expect(imported.out).toContain('1 removed');
  });
});

describe('a store that cannot be used', { timeout: 60_000 }, () => {
  it('gives 4 where a file stands in its place, and the file stays', async () => {
    const dir = folder();
    const site = await website({ '/a': reportPage(TARGETS) });
    const config = configure(dir, [{ id: 'a', url: `${site.origin}/a` }]);
    writeFileSync(join(dir, 'snapshots'), 'not a folder');
    const said = await cli(['run', '--config', config]);
    expect(said).toMatchObject({ code: 4, out: '' });
    expect(said.err).toContain('[SNAPSHOTS_NOT_WRITABLE]');
    expect(said.err.match(/planwatch: /g)).toHaveLength(1);
    expect(readFileSync(join(dir, 'snapshots'), 'utf8')).toBe('not a folder');
  });

  it('gives 4 where the report cannot be written, and tells the news next time', async () => {
    const dir = folder();
    const site = await website({ '/a': reportPage(TARGETS) });
    const blocked = configure(dir, [{ id: 'a', url: `${site.origin}/a` }]);
    writeFileSync(join(dir, 'reports'), 'not a folder');
    const said = await cli(['run', '--config', blocked]);
    expect(said.code).toBe(4);
    expect(said.err).toContain(join(dir, 'reports'));
    const config = configure(dir, [{ id: 'a', url: `${site.origin}/a` }], {
      report: { dir: 'elsewhere', formats: ['html'] },
      network: { allow: ['127.0.0.1'], perHost: { delayMs: 0 }, retries: 0 },
    });
    expect((await cli(['run', '--config', config])).out).toMatch(/^unchanged {3}a\n\S+\.html\n$/);
  });

  it('gives 4 while another run holds it, and takes it over from one that ended', async () => {
    const dir = folder();
    const site = await website({ '/a': reportPage(TARGETS) });
    const config = configure(dir, [{ id: 'a', url: `${site.origin}/a` }]);
    mkdirSync(join(dir, 'snapshots'));
    const release = await createFileStore(join(dir, 'snapshots')).lock();
    const said = await cli(['run', '--config', config]);
    expect(said).toMatchObject({ code: 4, out: '' });
    expect(said.err).toContain('[SNAPSHOTS_LOCKED]');
    expect(said.err).toContain(String(process.pid));
    await release();
    expect((await cli(['run', '--config', config])).code).toBe(0);
  });
});
