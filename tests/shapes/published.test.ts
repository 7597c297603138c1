import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, configure, folder, reportPage, TARGETS, website, withTargets } from '../cli/harness.js';
import { published } from '../cli/shapes.js';

const FILES = new URL('../../schemas/', import.meta.url);
const names = readdirSync(FILES).map((file) => file.replace('.schema.json', ''));
const seen = new Set<string>();

/** What a command printed, checked against the schema that is published for it. */
async function printed(
  name: string,
  argv: readonly string[],
  code = 0,
  env: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const said = await cli([...argv, '--format', 'json'], { env });
  expect(said.code, said.err).toBe(code);
  const value = JSON.parse(said.out) as Record<string, unknown>;
  expect(value.schema).toBe(`planwatch.${name}/1`);
  published(name).parse(value);
  seen.add(name);
  return value;
}

/** Without one of its keys it is refused, so the schema says something. */
const refusesLess = (name: string, value: Record<string, unknown>) => {
  for (const key of Object.keys(value)) {
    const { [key]: _, ...less } = value;
    expect(published(name).safeParse(less).success, `${name} without ${key}`).toBe(false);
  }
};

describe('every command prints JSON of its published shape', { timeout: 60_000 }, () => {
  it('of documents and sentences', async () => {
    const dir = folder();
    const [older, newer] = ['a.html', 'b.html'].map((name) => join(dir, name)) as [string, string];
    writeFileSync(older, reportPage([...TARGETS, '城乡居民收入比缩小到1.9:1', '居民收入增长5%—6%']));
    writeFileSync(newer, reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右'])));
    refusesLess('extract', await printed('extract', ['extract', older]));
    await printed('extract', ['extract', older, '--with-text']);
    refusesLess('diff', await printed('diff', ['diff', older, newer]));
    refusesLess('compare', await printed('compare', ['compare', older, newer, '--jurisdiction', '澜州市云汀区']));
    refusesLess('explain', await printed('explain', ['explain', '地区生产总值增长6%以上，办好十件实事']));
  });

  it('of a store and its keeping', async () => {
    const dir = folder();
    const site = await website({ '/r': reportPage(TARGETS) });
    const config = configure(dir, [{ id: 'report', url: `${site.origin}/r` }, { id: 'by-hand' }], {
      deliver: [{ type: 'webhook', urlEnv: 'HOOK', timeoutMs: 500 }],
    });
    const HOOK = { HOOK: `${site.origin}/hook`, PUPPETEER_EXECUTABLE_PATH: '/nowhere/chrome' };
    const common = ['--config', config];
    site.set('/hook', 500);
    refusesLess('run', await printed('run', ['run', ...common], 4, HOOK));
    site.set('/r', reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右'])));
    await printed('run', ['run', ...common], 4, HOOK);
    site.set('/r', 404);
    await printed('run', ['run', '--report', 'never', ...common], 1, HOOK);
    const copy = join(dir, 'copy.html');
    writeFileSync(copy, reportPage(TARGETS));
    await printed('run', ['import', 'by-hand', copy, ...common], 4, HOOK);
    refusesLess('list', await printed('list', ['list', ...common]));
    refusesLess('history', await printed('history', ['history', 'report', ...common]));
    refusesLess('report', await printed('report', ['report', '--out', '-', ...common]));
    const { changes } = (await printed('diff', ['diff', 'report@first', 'report', ...common])) as { changes: { id: string }[] };
    refusesLess('review', await printed('review', ['review', 'report', changes[0]?.id ?? '', 'confirm', ...common]));
    refusesLess('verify', await printed('verify', ['verify', ...common]));
    refusesLess('doctor', await printed('doctor', ['doctor', ...common], 4, HOOK));
    const held = await printed('deliver', ['deliver', '--retry', ...common], 4, HOOK);
    expect(held.waiting).not.toEqual([]);
    site.set('/hook', 'ok');
    const sent = await printed('deliver', ['deliver', '--retry', ...common], 0, HOOK);
    expect(sent.sent).not.toEqual([]);
    refusesLess('deliver', sent);
    refusesLess('init', await printed('init', ['init', join(dir, 'new')]));
  });

  afterAll(() => {
    expect([...seen].sort(), 'a published shape that no command was asked for').toEqual([...names].sort());
  });
});

describe('planwatch doctor', { timeout: 60_000 }, () => {
  const env = { PUPPETEER_EXECUTABLE_PATH: '/nowhere/chrome' };
  const findings = async (config: string, more: Record<string, string> = {}) => {
    const { out } = await cli(['doctor', '--format', 'json', '--config', config], { env: { ...env, ...more } });
    return (JSON.parse(out) as { findings: { what: string; ok: boolean; detail: string }[] }).findings;
  };

  it('says which variable of a channel is not set, or holds no address', async () => {
    const config = configure(folder(), [], {
      deliver: [
        { type: 'wecom', name: 'desk', urlEnv: 'ROBOT' },
        { type: 'webhook', urlEnv: 'HOOK', secretEnv: 'HOOK_SECRET' },
        { type: 'slack', url: 'https://hooks.example/x' },
      ],
    });
    const of = async (more: Record<string, string>) =>
      (await findings(config, more)).filter((f) => /^(wecom|webhook|slack)/.test(f.what)).map((f) => [f.what, f.ok, f.detail]);
    expect(await of({})).toEqual([
      ['wecom desk', false, 'the environment variable ROBOT is not set'],
      ['webhook', false, 'the environment variables HOOK and HOOK_SECRET are not set'],
      ['slack', true, 'its address stands in the configuration'],
    ]);
    expect(await of({ ROBOT: '"https://robot.example"', HOOK: 'https://hooks.example/secret', HOOK_SECRET: 's3cret' })).toEqual([
      ['wecom desk', false, 'ROBOT does not hold an http or https address'],
      ['webhook', true, 'HOOK and HOOK_SECRET are set; nothing was sent'],
      ['slack', true, 'its address stands in the configuration'],
    ]);
  });

  it('does not call a store writable that is a link to nowhere, or a file', async () => {
    const dir = folder();
    const config = configure(dir, []);
    const store = async () => (await findings(config)).find((f) => f.what === 'store');
    expect(await store()).toMatchObject({ ok: true });
    symlinkSync(join(dir, 'gone'), join(dir, 'snapshots'));
    expect(await store()).toMatchObject({ ok: false, detail: expect.stringContaining('a link that leads nowhere') });
    const other = folder();
    writeFileSync(join(other, 'snapshots'), '');
    const found = (await findings(configure(other, []))).find((f) => f.what === 'store');
    expect(found).toMatchObject({ ok: false, detail: expect.stringContaining('is a file') });
  });
});
