import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
const SCRIPT = join(ROOT, '.github/scripts/watch.sh');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Sandbox {
  readonly dir: string;
  /** The clone in which the workflow runs. */
  readonly clone: string;
  /** The second writer's clone. */
  readonly other: string;
  git(where: string, ...args: string[]): Promise<string>;
  run(where: string, command: string, args: readonly string[], env?: Record<string, string>): Promise<Ended>;
  write(where: string, path: string, content: string): Promise<void>;
  /** A file of the newest commit on the remote; null where it has none. */
  remote(path: string): Promise<string | null>;
  subjects(): Promise<string[]>;
  /** The newest commit becomes this many days old. */
  age(days: number): Promise<void>;
  /** The workflow's script, with a stand-in for planwatch: a shell script run in the clone with the arguments planwatch would get. */
  watch(stub: string, env?: Record<string, string>): Promise<Ended & { readonly summary: string; readonly outputs: string }>;
  close(): Promise<void>;
}

/** A bare repository as remote, two clones of it, and nothing from the machine's own git settings. */
export async function createSandbox(options: { depth?: number } = {}): Promise<Sandbox> {
  const dir = await mkdtemp(join(tmpdir(), 'planwatch-ci-'));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: dir,
    LANG: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(dir, 'gitconfig'),
    RUNNER_TEMP: join(dir, 'runner'),
    GITHUB_STEP_SUMMARY: join(dir, 'summary.md'),
    GITHUB_OUTPUT: join(dir, 'outputs'),
    PLANWATCH_PUSH_WAIT: '0',
  };
  await writeFile(join(dir, 'gitconfig'), '[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n');
  const run = (cwd: string, command: string, args: readonly string[], more: Record<string, string> = {}) =>
    new Promise<Ended>((done) => {
      execFile(command, args, { cwd, env: { ...env, ...more }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number((error as { code?: number }).code ?? 1), stdout, stderr });
      });
    });
  const git = async (where: string, ...args: string[]) => {
    const ended = await run(where, 'git', args);
    if (ended.code !== 0) throw new Error(`git ${args.join(' ')}: ${ended.stderr}`);
    return ended.stdout.trim();
  };
  const write = async (where: string, path: string, content: string) => {
    await mkdir(dirname(join(where, path)), { recursive: true });
    await writeFile(join(where, path), content);
  };
  const [bare, other, clone] = ['remote.git', 'other', 'clone'].map((name) => join(dir, name)) as [string, string, string];
  await git(dir, 'init', '-q', '--bare', bare);
  await git(dir, 'clone', '-q', bare, other);
  await git(other, 'config', 'user.name', 'Second Writer');
  await git(other, 'config', 'user.email', 'second@example.org');
  await write(other, 'planwatch.yaml', 'sources: []\n');
  await write(other, 'snapshots/yunling/checks.jsonl', '{"at":"1"}\n');
  await write(other, 'snapshots/_state/alerts.json', '{\n  "from": "start",\n  "a": 1,\n  "b": 2\n}\n');
  await write(other, 'snapshots/_state/outbox/pending/1.json', '{}\n');
  await git(other, 'add', '-A');
  await git(other, 'commit', '-qm', 'start');
  await git(other, 'push', '-q', 'origin', 'HEAD:main');
  const depth = options.depth === undefined ? [] : ['--depth', String(options.depth)];
  await git(dir, 'clone', '-q', ...depth, `file://${bare}`, clone);

  return {
    dir,
    clone,
    other,
    git,
    run,
    write,
    remote: async (path) => {
      const ended = await run(bare, 'git', ['show', `main:${path}`]);
      return ended.code === 0 ? ended.stdout : null;
    },
    subjects: async () => (await git(bare, 'log', '--format=%s', 'main')).split('\n'),
    async age(days) {
      const date = new Date(Date.now() - days * 86_400_000).toISOString();
      const as = ['-c', 'user.name=x', '-c', 'user.email=x@example.org'];
      const ended = await run(clone, 'git', [...as, 'commit', '-q', '--amend', '--no-edit', '--date', date], { GIT_COMMITTER_DATE: date });
      if (ended.code !== 0) throw new Error(ended.stderr);
      await git(clone, 'push', '-qf', 'origin', 'HEAD:main');
    },
    async watch(stub, more = {}) {
      const path = join(dir, 'planwatch-stub.sh');
      await writeFile(path, `#!/usr/bin/env bash\n${stub}\n`);
      await chmod(path, 0o755);
      const ended = await run(clone, 'bash', [SCRIPT], { PLANWATCH: `bash ${path}`, ...more });
      const readOr = (file: string) => readFile(file, 'utf8').catch(() => '');
      return { ...ended, summary: await readOr(env.GITHUB_STEP_SUMMARY), outputs: await readOr(env.GITHUB_OUTPUT) };
    },
    close: () => rm(dir, { recursive: true, force: true }),
  };
}

export const result = (checks: readonly object[], reports: readonly string[] = []) =>
  JSON.stringify({ schema: 'planwatch.run/1', startedAt: '2026-03-02T00:17:00.000Z', checks, reports });
