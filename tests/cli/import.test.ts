import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/cli/commands/import.js';
import { cli, configure, folder, reportPage, TARGETS, website } from './harness.js';
import { parseAs, runShape } from './shapes.js';

/** A source that is only filled by hand, and a way to give it copies. */
function byHand() {
  const dir = folder();
  const config = configure(dir, [{ id: 'by-hand' }]);
  const command = (argv: readonly string[], now?: string) => cli([...argv, '--config', config], now === undefined ? {} : { now });
  const take = (page: string, more: readonly string[] = [], now?: string) => {
    const file = join(dir, 'copy.html');
    writeFileSync(file, page);
    return command(['import', 'by-hand', file, ...more], now);
  };
  return { dir, config, command, take };
}

describe('--captured', () => {
  const zone = 'Asia/Shanghai';

  it('takes a day as its noon, and of today what has passed', () => {
    const now = '2021-03-05T02:00:00.000Z';
    expect(instantOf('2021-03-02', zone, now)).toBe('2021-03-02T04:00:00.000Z');
    expect(instantOf('2021-03-05', zone, now)).toBe(now);
    expect(instantOf('2021-03-05', zone, '2021-03-05T05:00:00.000Z')).toBe('2021-03-05T04:00:00.000Z');
    expect(instantOf('2021-03-05T09:59:00+08:00', zone, now)).toBe('2021-03-05T01:59:00.000Z');
  });

  it('reckons today in the configured zone', () => {
    // The 6th has begun in Shanghai, not yet in UTC.
    const now = '2021-03-05T17:00:00.000Z';
    expect(instantOf('2021-03-06', zone, now)).toBe(now);
    expect(() => instantOf('2021-03-06', 'UTC', now)).toThrow('lies in the future');
  });

  it('refuses what lies in the future, and stores nothing', async () => {
    const { dir, take } = byHand();
    for (const when of ['2021-03-06', '2021-03-05T10:00:01+08:00', '2021-03-05T20:00:00Z']) {
      const said = await take(reportPage(TARGETS), ['--captured', when], '2021-03-05T02:00:00.000Z');
      expect(said, when).toMatchObject({ code: 2, out: '' });
      expect(said.err).toContain(`--captured "${when}" lies in the future`);
    }
    expect(existsSync(join(dir, 'snapshots'))).toBe(false);
  });

  it('never stands after what is fetched or imported next', async () => {
    const { command, take } = byHand();
    await take(reportPage(TARGETS), ['--captured', '2021-03-05'], '2021-03-05T02:00:00.000Z');
    const next = await take(reportPage(TARGETS.map((t) => t.replace('8%左右', '6%左右'))), [], '2021-03-05T02:10:00.000Z');
    expect(next.out).toContain('固定资产投资 2021: 8%左右 → 6%左右');
    const { indicators } = JSON.parse((await command(['history', 'by-hand', '固定资产投资', '--format', 'json'])).out);
    expect(indicators[0].values.map((v: { indicator: { value: number } }) => v.indicator.value)).toEqual([8, 6]);
  });
});

describe('an address with a name and password in it', () => {
  const url = 'http://desk:hunter2@www.yunting.example/zwgk/t1.html';

  it('is refused in the configuration, without being printed', async () => {
    const dir = folder();
    const config = configure(dir, [{ id: 'a', url }]);
    for (const argv of [['run'], ['list'], ['extract', config]]) {
      const said = await cli([...argv, '--config', config]);
      expect(said).toMatchObject({ code: 2, out: '' });
      expect(said.err).toContain('sources[0].url');
      expect(said.err).toContain('holds a name or password');
      expect(said.err).toContain('http://…@www.yunting.example/zwgk/t1.html');
      expect(said.err).not.toMatch(/hunter2|desk/);
    }
  });

  it('is refused as an argument', async () => {
    const { dir, config, command, take } = byHand();
    const inputs = [
      ['extract', url],
      ['diff', config, url],
      ['compare', url, config],
    ];
    for (const said of [...(await Promise.all(inputs.map((x) => command(x)))), await take(reportPage(TARGETS), ['--url', url])]) {
      expect(said).toMatchObject({ code: 2, out: '' });
      expect(said.err).toContain('holds a name or password');
      expect(said.err).not.toMatch(/hunter2|desk/);
    }
    expect(existsSync(join(dir, 'snapshots'))).toBe(false);
  });

  it('is refused of a channel, which says where it belongs', async () => {
    const dir = folder();
    const config = configure(dir, [], { deliver: [{ type: 'webhook', url: 'https://desk:hunter2@hooks.example/x' }] });
    const said = await cli(['list', '--config', config]);
    expect(said.code).toBe(2);
    expect(said.err).toContain('urlEnv');
    expect(said.err).not.toContain('hunter2');
  });
});

it('a copy is kept under an http address only', async () => {
  const { take } = byHand();
  expect(await take(reportPage(TARGETS), ['--url', 'javascript:alert(1)'])).toMatchObject({ code: 2, out: '' });
});

describe('a copy that can hardly be the document', () => {
  const challenge = '<html><head><title>系统提示</title></head><body><p>对不起，您访问的页面不存在或已被删除。</p></body></html>';
  const half = reportPage(TARGETS).replace(/<p>一、[\s\S]*(?=<\/div>\n<div class="footer">)/, '<p>……查看全文</p>');
  const bare = reportPage(TARGETS.map(() => '各项工作取得新的进展，各方面的情况继续保持稳定向好的势头')).replace(
    /[\d.]+(?=亿元|%|个，|公里|万人)/g,
    '若干',
  );

  it.each([
    ['is no document', challenge, 'it is no document'],
    ['has lost half of its text', half, 'characters'],
    ['has lost nearly all of its indicators', bare, 'indicators were found'],
  ])('is put aside where it %s, and taken in where a person looked at it', async (_, page, why) => {
    const { dir, command, take } = byHand();
    expect((await take(reportPage(TARGETS), ['--captured', '2021-03-02'])).code).toBe(0);
    const said = await take(page, ['--captured', '2021-04-02', '--format', 'json']);
    expect(said.code).toBe(1);
    const { checks } = parseAs(runShape, said.out);
    expect(checks).toMatchObject([{ outcome: 'quarantined', error: { code: 'WATCH_IMPORT_DOUBTFUL' } }]);
    expect(checks[0]?.error?.message).toContain(why);
    expect(checks[0]?.error?.message).toContain('copy.html');
    expect(checks[0]?.error?.hint).toContain('--accept');
    expect((await command(['list'])).out).toMatch(/ 1$/m);

    const accepted = await take(page, ['--captured', '2021-04-02', '--accept']);
    expect(accepted).toMatchObject({ code: 0, err: '' });
    expect(accepted.out).toContain('changed ');
    expect((await command(['diff', 'by-hand@first', 'by-hand'])).code).toBe(0);
    expect(existsSync(join(dir, 'reports'))).toBe(true);
  });

  it('a fetched one can be taken in from where it is kept', async () => {
    const dir = folder();
    const site = await website({ '/r': reportPage(TARGETS) });
    const config = configure(dir, [{ id: 'report', url: `${site.origin}/r` }]);
    const command = (...argv: string[]) => cli([...argv, '--config', config]);
    await command('run');
    site.set('/r', bare);
    const said = await command('run');
    expect(said).toMatchObject({ code: 1, out: 'quarantined report\n' });
    const kept = /it is kept in the store as (\S+)/.exec(said.err)?.[1] ?? '';
    expect(said.err).toContain('planwatch import ID FILE --accept');
    expect((await command('import', 'report', join(dir, 'snapshots', kept), '--accept')).out).toContain('changed ');
    expect((await command('run')).out).toBe('unchanged   report\n');
  });
});

describe('a first edition in which nothing is said', () => {
  const cover = reportPage(['各项工作取得新的进展']).replace(/<p>2020年，[^<]*<\/p>/, '<p>全文稍后发布，敬请关注本栏目。</p>');

  it('is no edition to compare with: the document that comes after it is the first', async () => {
    const dir = folder();
    const site = await website({ '/r': cover });
    const config = configure(dir, [{ id: 'report', url: `${site.origin}/r` }]);
    const run = async () => parseAs(runShape, (await cli(['run', '--exit-code', '--format', 'json', '--config', config])).out);
    expect((await run()).checks).toMatchObject([{ outcome: 'first' }]);
    site.set('/r', reportPage(TARGETS));
    const { checks, reports } = await run();
    expect(checks).toMatchObject([{ outcome: 'first', summary: null }]);
    expect(reports).toHaveLength(1);
    const told = readFileSync(join(dir, 'reports', readdirSync(join(dir, 'reports')).sort().at(-1) as string), 'utf8');
    expect(told).toContain('固定资产投资');
    expect((await run()).reports).toEqual([]);
    site.set('/r', reportPage(TARGETS.map((t) => t.replace('8%左右', '6%左右'))));
    expect((await run()).checks).toMatchObject([{ outcome: 'changed', summary: { revised: 1, added: 0, removed: 0 } }]);
    expect((await cli(['verify', '--config', config])).code).toBe(0);
  });

  it('nor does it take anything back where an older copy is imported', async () => {
    const { command, take } = byHand();
    expect((await take(cover, ['--captured', '2021-03-02'])).out).toContain('first ');
    expect((await take(reportPage(TARGETS), ['--captured', '2021-04-02'])).out).toContain('first ');
    expect((await take(reportPage(TARGETS), ['--captured', '2021-02-02'])).out).toBe('first       by-hand\n');
    const said = await command(['export']);
    expect(said.out).not.toMatch(/,(added|removed),/);
  });
});
