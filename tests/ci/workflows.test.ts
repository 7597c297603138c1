import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './sandbox.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
}
interface Workflow {
  readonly on: { readonly schedule?: readonly { readonly cron: string }[] };
  readonly permissions?: Record<string, string>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown };
  readonly jobs: Record<
    string,
    {
      readonly 'timeout-minutes'?: number;
      readonly steps: readonly Step[];
      readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
    }
  >;
}

const read = (path: string) => readFile(join(ROOT, path), 'utf8');
const folder = '.github/workflows';
const names = (await readdir(join(ROOT, folder))).filter((n) => n.endsWith('.yml'));
const workflows = await Promise.all(
  names.map(async (name) => ({ name, text: await read(join(folder, name)), data: parse(await read(join(folder, name))) as Workflow })),
);
const of = (name: string) => workflows.find((w) => w.name === name)?.data as Workflow;
const action = parse(await read('action.yml')) as {
  inputs: Record<string, { description: string; default: string }>;
  outputs: object;
  runs: { steps: readonly Step[] };
};

describe('workflows', () => {
  it('are these', () => {
    expect(names.sort()).toEqual(['ci.yml', 'watch.yml']);
  });

  it.each(['action.yml', ...names.map((n) => join(folder, n))])(
    '%s pins every action by its full commit and says which version that is',
    async (path) => {
      const lines = (await read(path)).split('\n').filter((l) => /^\s*(?:- )?uses:/.test(l));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).toMatch(/uses: (?:\.\/|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    },
  );

  it('pin one version of an action everywhere', async () => {
    const all = (await Promise.all(['action.yml', ...names.map((n) => join(folder, n))].map(read))).join('\n');
    const pins = [...all.matchAll(/uses: ([\w-]+\/[\w-]+)@(\S+ # \S+)/g)].map((m) => [m[1], m[2]] as const);
    for (const [name, pin] of pins)
      expect(new Set(pins.filter((p) => p[0] === name).map((p) => p[1])), `${name} ${pin}`).toHaveProperty('size', 1);
  });

  it.each(workflows)('$name starts off the full and half hour, with few rights, a time limit, and one at a time', ({ data }) => {
    for (const { cron } of data.on.schedule ?? []) expect(['0', '15', '30', '45']).not.toContain(cron.split(' ')[0]);
    expect(data.permissions).toBeDefined();
    expect(Object.keys(data.permissions ?? {})).toEqual(['contents']);
    expect(data.concurrency?.group).toBeTruthy();
    for (const job of Object.values(data.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });

  it.each(workflows)('$name puts nothing that others can write into a command line', ({ data }) => {
    for (const step of Object.values(data.jobs).flatMap((j) => j.steps)) expect(step.run ?? '').not.toContain('${{');
  });

  it('watch.yml never cancels a run that may be writing, and may write nothing but contents', () => {
    expect(of('watch.yml').concurrency?.['cancel-in-progress']).toBe(false);
    expect(of('watch.yml').permissions).toEqual({ contents: 'write' });
    expect(of('ci.yml').permissions).toEqual({ contents: 'read' });
  });

  it('ci.yml tests every supported Node, and runs only scripts that exist', async () => {
    const { scripts, engines } = JSON.parse(await read('package.json')) as { scripts: Record<string, string>; engines: { node: string } };
    expect(engines.node).toBe('>=20.19');
    expect(of('ci.yml').jobs.test?.strategy?.matrix.node).toEqual(['20', '22', '24']);
    const called = Object.values(of('ci.yml').jobs).flatMap((j) =>
      j.steps.flatMap((s) => [...(s.run ?? '').matchAll(/npm run ([\w:]+)/g)].map((m) => m[1] as string)),
    );
    expect(called).toEqual(expect.arrayContaining(['typecheck', 'lint', 'check:imports', 'docs:check', 'test:long']));
    for (const name of called) expect(Object.keys(scripts)).toContain(name);
  });
});

describe('action', () => {
  const steps = action.runs.steps;

  it('gives every input to the script through its environment, and none to a command line', async () => {
    const script = await read('.github/scripts/watch.sh');
    const env = steps.find((s) => s.run?.includes('watch.sh'))?.env ?? {};
    const used = Object.keys(action.inputs).filter((name) => !['node-version', 'artifact-name', 'artifact-days'].includes(name));
    for (const name of used) expect(Object.values(env)).toContain(`\${{ inputs.${name} }}`);
    for (const name of Object.keys(env)) expect(script).toContain(`\${${name}:-`);
    for (const step of steps) expect(step.run ?? '').not.toContain('${{');
  });

  it('keeps the artifact whatever happened', () => {
    const upload = steps.find((s) => s.uses?.startsWith('actions/upload-artifact@'));
    expect(upload?.if).toMatch(/^always\(\)/);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow
    expect(upload?.with?.path).toBe('${{ runner.temp }}/planwatch');
    expect(steps.find((s) => s.run?.includes('watch.sh'))?.env?.PLANWATCH_OUT).toBe(upload?.with?.path);
  });

  it('has the defaults of the script', async () => {
    const script = await read('.github/scripts/watch.sh');
    for (const [name, variable] of [
      ['config', 'PLANWATCH_CONFIG'],
      ['paths', 'PLANWATCH_PATHS'],
      ['heartbeat-days', 'PLANWATCH_HEARTBEAT_DAYS'],
    ] as const) {
      expect(script).toContain(`\${${variable}:-${action.inputs[name]?.default}}`);
    }
  });
});

describe('docs/ci.md', async () => {
  const text = await read('docs/ci.md');

  it('names every input, output and variable', async () => {
    const variables = [...(await read('.github/scripts/watch.sh')).matchAll(/\$\{(PLANWATCH\w*):-/g)].map((m) => m[1] as string);
    for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs), ...variables]) expect(text).toContain(`\`${name}\``);
  });

  it('calls the action in ten lines that are a valid workflow', () => {
    const block = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    expect(block.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    const workflow = parse(block) as Workflow;
    expect(workflow.on.schedule?.[0]?.cron).toMatch(/^\d+ \d+ /);
    const used = Object.values(workflow.jobs).flatMap((j) => j.steps.map((s) => s.uses ?? ''));
    expect(used.some((u) => /\/planwatch@/.test(u))).toBe(true);
  });
});
