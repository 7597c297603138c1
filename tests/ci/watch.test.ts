import { chmod, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, result, type Sandbox } from './sandbox.js';

let box: Sandbox;
beforeEach(async () => {
  box = await createSandbox();
});
afterEach(() => box.close());

const unchanged = { source: 'yunling', outcome: 'unchanged', error: null, snapshot: null, summary: null };
/** A run that appends a line to a log, replaces a state document, finishes a message and prints a report. */
const RUN = (checks: readonly object[] = [unchanged], code = 0) => `
[ "$1" = run ] || exit 0
printf '{"at":"run"}\\n' >>snapshots/yunling/checks.jsonl
printf '{\\n  "from": "run",\\n  "a": 1,\\n  "b": 3\\n}\\n' >snapshots/_state/alerts.json
rm -f snapshots/_state/outbox/pending/1.json
mkdir -p reports && printf 'PDF' >reports/r.pdf
cat <<'JSON'
${result(checks, ['reports/r.pdf'])}
JSON
exit ${code}`;

/** The second writer pushes before the clone does, as often as `times` says. */
async function raceOnPush(times: number, step: string): Promise<void> {
  await box.write(
    box.dir,
    'race.sh',
    `n=$(cat "${box.dir}/n" 2>/dev/null || echo 0)\n[ "$n" -lt ${times} ] || exit 0\necho $((n + 1)) >"${box.dir}/n"\nunset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE\ncd "${box.other}"\n${step}\ngit add -A && git commit -qm "second writer $n" && git pull -q --rebase origin main; git push -q origin HEAD:main\n`,
  );
  await box.write(box.clone, '.git/hooks/pre-push', `#!/bin/sh\nexec bash "${box.dir}/race.sh" >/dev/null 2>&1\n`);
  await chmod(`${box.clone}/.git/hooks/pre-push`, 0o755);
}

describe('a scheduled run', () => {
  it('commits what was seen and printed, pushes it, and says so', async () => {
    const ended = await box.watch(RUN());
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(await box.remote('snapshots/yunling/checks.jsonl')).toBe('{"at":"1"}\n{"at":"run"}\n');
    expect(await box.remote('reports/r.pdf')).toBe('PDF');
    expect(await box.remote('snapshots/_state/outbox/pending/1.json')).toBeNull();
    expect(await readFile(`${box.dir}/runner/planwatch/reports/r.pdf`, 'utf8')).toBe('PDF');
    expect(await box.subjects()).toEqual(['planwatch: 1 checked, 1 unchanged', 'start']);
    expect(ended.outputs).toMatch(/^changed=0\nfailed=0\nreports=\["reports\/r\.pdf"\]\nexit-code=0\ncommit=[0-9a-f]{40}\n$/);
  });

  it('passes config, arguments and nothing else to planwatch', async () => {
    const ended = await box.watch('[ "$1" = run ] && printf "%s\\n" "$@" >args.txt; echo "{}"', {
      PLANWATCH_CONFIG: 'conf/watch.yaml',
      PLANWATCH_ARGS: '--report always',
      PLANWATCH_PATHS: 'snapshots args.txt',
    });
    expect(ended.code).toBe(0);
    expect(await box.remote('args.txt')).toBe('run\n--config\nconf/watch.yaml\n--format\njson\n--report\nalways\n');
  });

  it('starts from what others have pushed since the clone was made', async () => {
    await box.write(box.other, 'snapshots/_state/alerts.json', '{"from":"someone"}\n');
    await box.git(box.other, 'commit', '-qam', 'someone');
    await box.git(box.other, 'push', '-q', 'origin', 'HEAD:main');
    await box.watch(`[ "$1" = run ] && cp snapshots/_state/alerts.json snapshots/seen.json; echo "{}"`);
    expect(await box.remote('snapshots/seen.json')).toBe('{"from":"someone"}\n');
  });

  it('leaves other files of the repository alone', async () => {
    await box.write(box.clone, 'notes.txt', 'mine');
    await box.watch(RUN());
    expect(await box.remote('notes.txt')).toBeNull();
  });

  it('does without a folder that is ignored or not there', async () => {
    await box.write(box.clone, '.git/info/exclude', 'reports/\n');
    expect((await box.watch(RUN())).code).toBe(0);
    expect(await box.remote('reports/r.pdf')).toBeNull();
    expect(await box.remote('snapshots/yunling/checks.jsonl')).toContain('run');
  });
});

describe('a second writer', () => {
  it('who pushes other files first costs one more attempt', async () => {
    await raceOnPush(1, 'mkdir -p snapshots/heshan && echo "{}" >snapshots/heshan/review.json && echo "# x" >>planwatch.yaml');
    const ended = await box.watch(RUN());
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(await box.remote('snapshots/heshan/review.json')).toBe('{}\n');
    expect(await box.remote('planwatch.yaml')).toContain('# x');
    expect(await box.remote('snapshots/yunling/checks.jsonl')).toContain('run');
  });

  it('who checked the same sources: both logs stay, documents are whole from one side, deletions hold', async () => {
    await raceOnPush(
      1,
      `printf '{"at":"other"}\\n' >>snapshots/yunling/checks.jsonl
printf '{\\n  "from": "other",\\n  "a": 7,\\n  "b": 2\\n}\\n' >snapshots/_state/alerts.json
printf '{"marks":1}\\n' >snapshots/_state/outbox/pending/1.json`,
    );
    const ended = await box.watch(RUN());
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    expect((await box.remote('snapshots/yunling/checks.jsonl'))?.split('\n').sort()).toEqual([
      '',
      '{"at":"1"}',
      '{"at":"other"}',
      '{"at":"run"}',
    ]);
    expect(JSON.parse((await box.remote('snapshots/_state/alerts.json')) ?? '')).toEqual({ from: 'run', a: 1, b: 3 });
    expect(await box.remote('snapshots/_state/outbox/pending/1.json')).toBeNull();
    expect(await box.subjects()).toEqual(['planwatch: 1 checked, 1 unchanged', 'second writer 0', 'start']);
  });

  it('who is faster four times in a row is outlasted', async () => {
    await raceOnPush(
      4,
      `echo "{\\"at\\":\\"other $n\\"}" >>snapshots/yunling/checks.jsonl; echo "{\\"n\\":$n}" >snapshots/_state/alerts.json`,
    );
    expect((await box.watch(RUN())).code).toBe(0);
    const log = await box.remote('snapshots/yunling/checks.jsonl');
    for (const line of ['"1"', '"run"', '"other 0"', '"other 3"']) expect(log).toContain(line);
    expect(JSON.parse((await box.remote('snapshots/_state/alerts.json')) ?? '')).toMatchObject({ from: 'run' });
  });

  it('who never stops leaves the run failed, with its commit kept in the clone', async () => {
    await raceOnPush(99, 'date +%N >>noise.txt');
    const ended = await box.watch(RUN(), { PLANWATCH_PUSH_ATTEMPTS: '3' });
    expect(ended.code).toBe(4);
    expect(ended.stdout).toContain('::error::What this run saw could not be pushed');
    expect(await box.git(box.clone, 'log', '-1', '--format=%s')).toBe('planwatch: 1 checked, 1 unchanged');
    // What the artifact keeps can be taken up by anybody who has the repository.
    await box.git(box.other, 'fetch', '-q', `${box.dir}/runner/planwatch/unpushed.bundle`, 'HEAD');
    expect(await box.git(box.other, 'show', 'FETCH_HEAD:snapshots/yunling/checks.jsonl')).toContain('run');
    expect(await box.git(box.clone, 'status', '--porcelain')).toBe('');
  });

  it('whose records were merged has the store verified, and repaired where that helps', async () => {
    await raceOnPush(1, 'echo "{}" >snapshots/other.json');
    const stub = `${RUN().replace('[ "$1" = run ] || exit 0', '')}`;
    const ended = await box.watch(`
case "$1 $2" in
  'verify --config') exit 3 ;;
  'verify --repair') echo fixed >snapshots/repaired.txt; exit 0 ;;
esac
${stub}`);
    expect(ended.code).toBe(0);
    expect(await box.remote('snapshots/repaired.txt')).toBe('fixed\n');
    expect((await box.subjects())[0]).toBe('planwatch: repair the store after a merge');
  });

  it('whose merge cannot be repaired is pushed all the same, and the run fails as damaged', async () => {
    await raceOnPush(1, 'echo "{}" >snapshots/other.json');
    const ended = await box.watch(RUN().replace('|| exit 0', '|| exit 3'));
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain('::error::The store is damaged after a merge');
    expect(await box.remote('snapshots/yunling/checks.jsonl')).toContain('run');
  });

  it('is met in a shallow clone as well', async () => {
    await box.close();
    box = await createSandbox({ depth: 1 });
    await raceOnPush(2, `echo "{\\"at\\":\\"other $n\\"}" >>snapshots/yunling/checks.jsonl`);
    expect((await box.watch(RUN())).code).toBe(0);
    expect((await box.remote('snapshots/yunling/checks.jsonl'))?.split('\n')).toHaveLength(5);
  });
});

describe('exit codes', () => {
  it('of planwatch become those of the job, and what was seen is pushed whatever they are', async () => {
    const expected = [
      [0, 0, ''],
      [10, 0, ''],
      [1, 0, '::warning::A source failed'],
      [2, 2, '::error::planwatch ended with exit code 2'],
      [3, 3, '::error::planwatch ended with exit code 3'],
      [4, 4, '::error::planwatch ended with exit code 4'],
      [130, 130, '::error::planwatch ended with exit code 130'],
    ] as const;
    for (const [index, [code, job, said]] of expected.entries()) {
      const ended = await box.watch(RUN([unchanged], code));
      expect({ code, job: ended.code }).toEqual({ code, job });
      expect(ended.stdout).toContain(said);
      if (said === '') expect(ended.stdout).not.toMatch(/::(?:warning|error)::/);
      expect(ended.outputs).toContain(`exit-code=${code}\n`);
      expect((await box.remote('snapshots/yunling/checks.jsonl'))?.match(/run/g)).toHaveLength(index + 1);
    }
  });

  it('can be told to fail the job on 1 and on 10', async () => {
    expect((await box.watch(RUN([unchanged], 1), { PLANWATCH_FAIL_ON: '1 10' })).code).toBe(1);
    expect((await box.watch(RUN([unchanged], 10), { PLANWATCH_FAIL_ON: '1 10' })).code).toBe(10);
  });

  it('say 4 where the remote is gone', async () => {
    await box.git(box.clone, 'remote', 'set-url', 'origin', '/nonexistent/remote.git');
    const ended = await box.watch(RUN(), { PLANWATCH_PUSH_ATTEMPTS: '2' });
    expect(ended.code).toBe(4);
    expect(ended.stdout).toContain('::warning::Could not pull before the run');
  });
});

describe('heartbeat', () => {
  const QUIET = `echo '${result([])}'`;

  it('is committed when nothing was for a week', async () => {
    await box.age(8);
    expect((await box.watch(QUIET)).code).toBe(0);
    expect(await box.remote('.planwatch-heartbeat')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$/);
  });

  it('is not, when something was', async () => {
    await box.age(6);
    expect((await box.watch(QUIET)).code).toBe(0);
    expect(await box.remote('.planwatch-heartbeat')).toBeNull();
  });
});

describe('summary', () => {
  it('lists what is not unchanged, worst first within reason, and the reports', async () => {
    const { summary } = await box.watch(
      RUN(
        [
          unchanged,
          {
            source: 'heshan',
            outcome: 'failed',
            error: { code: 'FETCH_TIMEOUT', message: 'No answer', hint: 'Wait.' },
            snapshot: null,
            summary: null,
          },
          { source: 'linxi', outcome: 'changed', error: null, snapshot: 's', summary: { revised: 2, added: 0, removed: 1 } },
        ],
        1,
      ),
    );
    expect(summary).toContain('Exit code 1: done, but a source failed or is quarantined.');
    expect(summary).toContain('3 sources: 1 changed, 1 failed, 1 unchanged.');
    expect(summary).toContain('| linxi | changed | 2 | 0 | 1 |  |\n| heshan | failed |  |  |  | No answer Wait. (FETCH&#95;TIMEOUT) |');
    expect(summary).not.toContain('| yunling');
    expect(summary).toContain('- reports/r.pdf');
  });

  it('shows the end of the log where planwatch printed no result', async () => {
    const ended = await box.watch('echo "planwatch.yaml has 1 problem" >&2; exit 2');
    expect(ended.summary).toContain('<pre>\nplanwatch.yaml has 1 problem\n</pre>');
    expect(ended.code).toBe(2);
  });

  it('lets no word of a page become markup, a mention or a command of the runner', async () => {
    const words = '</pre><img src=x>|a|`b` [c](https://evil.example) @everyone\n::add-path::/evil';
    const failed = { source: 'a', outcome: 'failed', error: { code: 'X', message: words, hint: words }, snapshot: null, summary: null };
    const ended = await box.watch(`printf '%s\\n' '::add-path::/evil' '::stop-commands::x' >&2\n${RUN([failed], 1)}`);
    const row = ended.summary.split('\n').find((l) => l.startsWith('| a |')) ?? '';
    expect(row.replace(/^\||\|$/g, '').match(/\|/g)).toHaveLength(5);
    expect(ended.summary).not.toMatch(/<img|@everyone|\]\(|\n::/);
    const lines = `${ended.stdout}`.split('\n');
    const token = /^::stop-commands::(stop-[0-9a-f]{32})$/.exec(lines.find((l) => l.startsWith('::stop-commands::stop-')) ?? '')?.[1];
    expect(lines).toContain(`::${token}::`);
    expect(lines.filter((l) => l.startsWith('::add-path'))).toEqual([]); // It went to the log, while commands were stopped.
    expect(ended.stderr).toContain('::add-path::/evil');
  });
});
