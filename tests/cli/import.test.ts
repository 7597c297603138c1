import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/cli/commands/import.js';
import { cli, configure, folder, reportPage, TARGETS } from './harness.js';

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
