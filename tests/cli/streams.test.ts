import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toKnown } from '../../src/cli/main.js';
import { isPlanwatchError } from '../../src/errors.js';
import { cli, configure, folder, reportPage, TARGETS } from './harness.js';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** A command line in a process of its own, by a shell: `planwatch` stands for the program. */
const shell = (line: string): Promise<{ code: number; out: string; err: string }> =>
  new Promise((done) => {
    const script = `planwatch() { "${process.execPath}" --import tsx "${CHILD}" "$@"; }; ${line}`;
    execFile('bash', ['-c', script], { cwd: fileURLToPath(new URL('../..', import.meta.url)) }, (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

describe.runIf(existsSync('/dev/full'))('standard streams that fail', { timeout: 60_000 }, () => {
  it('a full disk under standard output gives 4 and one line', async () => {
    const config = configure(folder(), [{ id: 'a' }]);
    const said = await shell(`planwatch list --config "${config}" >/dev/full`);
    expect(said).toEqual({ code: 4, out: '', err: 'planwatch: Cannot write to standard output: the disk is full [CLI_NOT_WRITABLE]\n' });
    expect((await shell(`planwatch list --config "${config}-none" >/dev/full`)).code).toBe(2);
  });

  it('standard error that is closed or full changes no exit code', async () => {
    const config = configure(folder(), [{ id: 'a' }]);
    for (const to of ['2>&-', '2>/dev/full', '2> >(exit)']) {
      expect((await shell(`planwatch list --config "${config}" --verbose ${to}`)).code, to).toBe(0);
      expect((await shell(`planwatch list --config "${config}-none" ${to}`)).code, to).toBe(2);
    }
  });

  it('a reader that closes early hides no failure', async () => {
    const dir = folder();
    const config = configure(dir, [{ id: 'a', url: 'http://10.0.0.7/' }]);
    const page = join(dir, 'page.html');
    writeFileSync(page, reportPage(TARGETS));
    // The reader is gone before the first byte.
    const piped = (line: string) => shell(`${line} | true; exit "\${PIPESTATUS[0]}"`);
    expect((await piped(`planwatch run --report never --config "${config}"`)).code).toBe(1);
    expect((await piped(`planwatch extract "${page}"`)).code).toBe(0);
  });
});

describe('what the system refuses', () => {
  const refused = (syscall: string, code: string) => {
    const known = toKnown(Object.assign(new Error(`${code}: no`), { code, syscall, path: '/srv/plans/x' }));
    return isPlanwatchError(known) ? [known.code, known.exit] : null;
  };

  it('is a write or a read, and told as such', () => {
    expect(refused('mkdir', 'EACCES')).toEqual(['CLI_NOT_WRITABLE', 4]);
    expect(refused('rename', 'ENOENT')).toEqual(['CLI_NOT_WRITABLE', 4]);
    expect(refused('open', 'ENOSPC')).toEqual(['CLI_NOT_WRITABLE', 4]);
    expect(refused('open', 'ENOENT')).toEqual(['CLI_FILE_UNREADABLE', 2]);
    expect(refused('scandir', 'EACCES')).toEqual(['CLI_FILE_UNREADABLE', 2]);
    expect(toKnown(new TypeError('x is not a function'))).toBeInstanceOf(TypeError);
  });

  it('is told with the file that was asked for, where a result cannot be written', async () => {
    const dir = folder();
    writeFileSync(join(dir, 'taken'), '');
    const said = await cli(['init', join(dir, 'taken')]);
    expect(said).toMatchObject({ code: 4, out: '' });
    expect(said.err).toContain('[CLI_NOT_WRITABLE]');
  });
});

describe('errors of usage', () => {
  it('name the help of their command', async () => {
    expect((await cli(['compare', 'a'])).err).toContain('See `planwatch compare --help`.');
    expect((await cli(['diff', 'a', 'b', '--format', 'pdf'])).err).toContain('See `planwatch diff --help`.');
  });
});

describe('report.templates', () => {
  it('that is not there is an error of the configuration', async () => {
    const config = configure(folder(), [], { report: { formats: ['html'], templates: 'tlp' } });
    for (const command of ['run', 'list', 'report']) {
      const said = await cli([command, '--config', config]);
      expect(said).toMatchObject({ code: 2, out: '' });
      expect(said.err).toMatch(/report\.templates \(line \d+\): there is no such folder; found "tlp"/);
    }
  });

  it('with a misspelt file is told, with the name that was meant', async () => {
    const dir = folder();
    const config = configure(dir, [], { report: { formats: ['html'], templates: 'tpl' } });
    mkdirSync(join(dir, 'tpl'));
    const files = {
      'firstpage.hbs': '<p></p>',
      'stlye.css': '',
      'README.md': '',
      'our-logo.hbs': '<svg></svg>',
      'method2.hbs': 'x',
      'method.hbs': '{{> method2}}',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, 'tpl', name), text);
    const said = await cli(['list', '--config', config]);
    expect(said.code).toBe(0);
    expect(said.err).toContain('firstpage.hbs stands in for no template and is used by none; did you mean first-page.hbs?');
    expect(said.err).toContain('did you mean style.css?');
    expect(said.err.trim().split('\n')).toHaveLength(2);
  });
});
