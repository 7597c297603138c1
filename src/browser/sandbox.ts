import type { Confinement, SandboxSetting } from './types.js';

export interface SandboxDecision {
  readonly sandbox: boolean;
  /** Why the sandbox is left out, null where it is kept; printed in the log and by `planwatch doctor`. */
  readonly why: string | null;
}

/**
 * Chromium refuses to start its sandbox as root. Leaving it out is allowed only where the configuration says so, or where root is confined
 * by a container we recognised; root on a bare machine gets Chromium's own refusal with our hint.
 */
export function decideSandbox(setting: SandboxSetting, where: Confinement): SandboxDecision {
  if (setting === 'off') return { sandbox: false, why: 'browser.sandbox is off in the configuration' };
  if (setting === 'auto' && where.isRoot && where.container) return { sandbox: false, why: `root inside a container (${where.container})` };
  return { sandbox: true, why: null };
}

/**
 * The sign of a container, null where none is seen.
 * @param read  contents of a small file, null where it does not exist
 */
export function detectContainer(read: (path: string) => string | null, env: Readonly<Record<string, string | undefined>>): string | null {
  for (const path of ['/.dockerenv', '/run/.containerenv']) if (read(path) !== null) return path;
  // systemd's convention: container=podman, lxc, systemd-nspawn; Kubernetes sets its service variables in every pod.
  if (env.container) return `container=${env.container}`;
  if (env.KUBERNETES_SERVICE_HOST) return 'KUBERNETES_SERVICE_HOST';
  const group = read('/proc/1/cgroup') ?? '';
  const sign = /(docker|kubepods|containerd|libpod|lxc)/.exec(group)?.[1];
  return sign ? `/proc/1/cgroup: ${sign}` : null;
}
