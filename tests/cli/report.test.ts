import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, systemProbe } from '../../src/browser/index.js';
import { cli, configure, folder, reportPage, TARGETS, website, withTargets } from './harness.js';

const hasBrowser = await findBrowser({ executable: null }, process.env, systemProbe()).then(
  () => true,
  () => false,
);
const sandbox = process.getuid?.() === 0 ? 'off' : 'auto';
const network = { allow: ['127.0.0.1'], perHost: { delayMs: 0 }, retries: 0 };

let dir: string;
let config: string;
beforeEach(async () => {
  dir = folder();
  const site = await website({ '/r': reportPage(TARGETS) });
  config = configure(dir, [{ id: 'report', url: `${site.origin}/r` }], {
    network,
    browser: { sandbox },
    report: { formats: ['pdf', 'html'] },
  });
  await cli(['run', '--report', 'never', '--config', config], { now: '2021-03-01T01:00:00.000Z' });
  site.set('/r', reportPage(withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右'])));
  await cli(['run', '--report', 'never', '--config', config], { now: '2021-03-05T01:00:00.000Z' });
});
const report = (...argv: string[]) => cli(['report', ...argv, '--config', config], { now: '2021-03-08T00:30:00.000Z' });

describe('planwatch report', { timeout: 60_000 }, () => {
  it.each(['html', 'md', 'json'])('prints %s on stdout with both values', async (format) => {
    const said = await report('--format', format, '--out', '-');
    expect(said).toMatchObject({ code: 0, err: '' });
    for (const words of ['固定资产投资', '8%', '6%', '澜州市云汀区']) expect(said.out).toContain(words);
    if (format === 'json') expect(() => JSON.parse(said.out)).not.toThrow();
  });

  it('speaks English where it is asked to', async () => {
    const inLocale = (locale: string) => report('--format', 'md', '--out', '-', '--since', '2021-03-01', '--locale', locale);
    const [zh, en] = [await inLocale('zh-CN'), await inLocale('en')];
    expect(en.out).not.toBe(zh.out);
    expect(en.out).toMatch(/[Rr]evised/);
    expect(en.out).toContain('固定资产投资');
  });

  it('holds the days it is asked for, both inclusive', async () => {
    const told = async (since: string, until: string) =>
      (await report('--format', 'md', '--out', '-', '--since', since, '--until', until)).out.includes('6%左右');
    expect(await told('2021-03-05', '2021-03-05')).toBe(true);
    expect(await told('2021-03-02', '2021-03-04')).toBe(false);
    expect((await report('--since', '2021-03-05', '--until', '2021-03-01')).code).toBe(2);
  });

  it('takes the format from the name of --out', async () => {
    const out = join(dir, 'summary.md');
    expect(await report('--out', out)).toMatchObject({ code: 0, out: `${out}\n` });
    expect(readFileSync(out, 'utf8')).toMatch(/^#/m);
  });

  it.runIf(hasBrowser)('prints a PDF into report.dir and names it on stdout', async () => {
    const said = await report();
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(/^\S+\.pdf\n$/);
    expect(readFileSync(said.out.trim()).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  it.runIf(hasBrowser)('prints a PDF to stdout as bytes', async () => {
    const said = await report('--out', '-');
    expect(Buffer.from(said.bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  });
});

describe('where no browser can be run', { timeout: 60_000 }, () => {
  const env = { PUPPETEER_EXECUTABLE_PATH: '/nowhere/chrome' };

  it('gives 4, says which, and writes everything but the PDF', async () => {
    const said = await cli(['run', '--report', 'always', '--config', config], { env });
    expect(said.code).toBe(4);
    expect(said.err).toContain('/nowhere/chrome');
    expect(said.err).toContain('[BROWSER_NOT_EXECUTABLE]');
    expect(said.out).toMatch(/\.html\n$/);
    expect(said.out).not.toContain('.pdf');
    // The reader was promised a PDF: the news is told again where one can be printed.
    if (hasBrowser) expect((await cli(['run', '--config', config])).out).toMatch(/\.pdf\n/);
  });

  it('fails a report in PDF with 4 and leaves nothing half-written', async () => {
    const out = join(dir, 'r.pdf');
    const said = await cli(['report', '--out', out, '--config', config], { env });
    expect(said).toMatchObject({ code: 4, out: '' });
    expect(existsSync(out)).toBe(false);
  });

  it('is what doctor finds', async () => {
    const said = await cli(['doctor', '--format', 'json', '--config', config], { env });
    expect(said.code).toBe(4);
    const { ok, findings } = JSON.parse(said.out) as { ok: boolean; findings: { what: string; ok: boolean }[] };
    expect(ok).toBe(false);
    expect(findings.find((f) => f.what === 'browser')?.ok).toBe(false);
    expect(findings.find((f) => f.what === 'store')?.ok).toBe(true);
  });
});

describe('planwatch doctor', { timeout: 60_000 }, () => {
  it.runIf(hasBrowser)('prints a page of Chinese type and gives 0', async () => {
    const said = await cli(['doctor', '--config', config]);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(/^ok +fonts and PDF/m);
  });
});
