import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/index.js';
import { PlanwatchError } from '../../src/errors.js';

const path = '/srv/plans/planwatch.yaml';
const problemsOf = (text: string, env = {}): readonly string[] => {
  try {
    parseConfig(text, { path, env });
  } catch (error) {
    if (error instanceof PlanwatchError && error.code === 'CONFIG_INVALID') return (error.params as { problems: string[] }).problems;
    throw error;
  }
  return [];
};

describe('parseConfig', () => {
  it('lists every problem at once, with line, path and what was found', () => {
    const text = `timezone: Mars
report: {when: always, locale: fr}
sources:
  - id: A b
    title: x
    soruce: 3
    kind: foo
  - {id: twin, title: y, jurisdiction: 甲市, kind: outline}
  - {id: twin, title: z, jurisdiction: 甲市, kind: outline, url: "ftp://plans.example/x"}
deliver:
  - {type: slack}
  - {type: mail, host: mail.example, from: a@example.org, to: [b@example.org], passwordEnv: SMTP_PASSWORD}
extra: 1
`;
    expect(problemsOf(text)).toEqual([
      'timezone (line 1): is not an IANA timezone (for example Asia/Shanghai); found "Mars"',
      'report.locale (line 2): Invalid option: expected one of "zh-CN"|"en"; found "fr"',
      'sources[0].id (line 4): has only a-z, 0-9 and inner hyphens, 64 at most; it names the folder in the store; found "A b"',
      'sources[0].jurisdiction (line 4): is missing (expected string, received undefined)',
      'sources[0].kind (line 7): Invalid option: expected one of "work-report"|"outline"|"special-plan"|"plan-report"|"bulletin"|"notice"|"review"|"listing"; found "foo"',
      'sources[0] (line 4): unknown key "soruce"',
      'sources[2].url (line 9): is not an http or https address; found "ftp://plans.example/x"',
      'top level (line 1): unknown key "extra"',
      'sources[2].id (line 9): "twin" is taken by sources[1] already',
      'deliver[0] (line 11): needs exactly one of url and urlEnv',
      'deliver[1].passwordEnv: the environment variable SMTP_PASSWORD is not set',
    ]);
  });

  it('guesses what an unknown key was meant to be', () => {
    const guesses: Record<string, string> = {
      'timezon: Asia/Shanghai': 'unknown key "timezon" (did you mean "timezone"?)',
      'network: {perHost: {dealyMs: 3}}': 'unknown key "dealyMs" (did you mean "delayMs"?)',
      'network: {time_out_ms: 3}': 'unknown key "time_out_ms" (did you mean "timeoutMs"?)',
      'retries: 3': 'unknown key "retries" (did you mean "network.retries"?)',
      'timeout: 3': 'unknown key "timeout" (did you mean "network.timeoutMs"?)',
      'selector: main': 'unknown key "selector" (did you mean "sources[].selector"?)',
      'store: {report: x}': 'unknown key "report" (did you mean "report" at the top level?)',
      'deliver: [{type: mail, host: h, from: a@b, to: [c@d], pasword_env: X}]': 'unknown key "pasword_env" (did you mean "passwordEnv"?)',
      'zzz: 1': 'unknown key "zzz"',
    };
    for (const [text, guess] of Object.entries(guesses)) expect(problemsOf(text).map((x) => x.replace(/^.*?: /, ''))).toContain(guess);
  });

  it('says where YAML itself is broken', () => {
    expect(problemsOf('sources: [\n  {id: a\n')[0]).toMatch(/^line \d+: /);
  });

  it('fills in defaults, resolves paths against the file and freezes the result', () => {
    const config = parseConfig(
      'sources:\n  - {id: a, title: 纲要, jurisdiction: 甲市, jurisdictionCode: 500107, kind: outline, url: "http://x.example/", period: 2021}',
      { path },
    );
    expect(config.store.dir).toBe('/srv/plans/snapshots');
    expect(config.timezone).toBe('Asia/Shanghai');
    expect(config.network.perHost).toEqual({ concurrency: 1, delayMs: 1000 });
    expect(config.sources[0]).toMatchObject({ family: '甲市-2021', period: '2021', jurisdictionCode: '500107', robots: true });
    expect(Object.isFrozen(config.sources[0])).toBe(true);
  });

  it('reads only the variables that the file names', () => {
    const text = 'deliver: [{type: webhook, urlEnv: HOOK_URL}]';
    const config = parseConfig(text, { path, env: { HOOK_URL: 'https://hook.example/1', OTHER: 'x' } });
    expect(config.secrets).toEqual({ HOOK_URL: 'https://hook.example/1' });
    expect(parseConfig(text, { path, env: {}, secrets: 'optional' }).secrets).toEqual({});
  });
});
