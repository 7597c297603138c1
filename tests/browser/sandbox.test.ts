import { describe, expect, it } from 'vitest';
import { decideSandbox, detectContainer } from '../../src/browser/index.js';

describe('the sandbox', () => {
  it.each([
    ['auto', false, null, true],
    ['auto', false, '/.dockerenv', true],
    ['auto', true, null, true],
    ['auto', true, '/.dockerenv', false],
    ['on', true, '/.dockerenv', true],
    ['off', false, null, false],
  ] as const)('%s, root %s, container %s: kept %s', (setting, isRoot, container, kept) => {
    const decision = decideSandbox(setting, { isRoot, container });
    expect(decision.sandbox).toBe(kept);
    expect(decision.why === null).toBe(kept);
  });

  it.each([
    [{ '/.dockerenv': '' }, {}, '/.dockerenv'],
    [{ '/run/.containerenv': 'engine="podman"' }, {}, '/run/.containerenv'],
    [{ '/proc/1/cgroup': '0::/kubepods.slice/x' }, {}, '/proc/1/cgroup: kubepods'],
    [{ '/proc/1/cgroup': '0::/init.scope' }, {}, null],
    [{}, { container: 'lxc' }, 'container=lxc'],
    [{}, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }, 'KUBERNETES_SERVICE_HOST'],
    [{}, {}, null],
  ] as const)('%j %j is %s', (files, env, sign) => {
    expect(detectContainer((path) => (files as Record<string, string>)[path] ?? null, env)).toBe(sign);
  });
});
