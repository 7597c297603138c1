import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument as parseYaml } from 'yaml';
import type { z } from 'zod';
import { PlanwatchError } from '../errors.js';
import type { Source } from '../records/index.js';
import { nearestKey } from './nearest.js';
import { withoutPassword } from './password.js';
import { type ProxySettings, proxyOf, proxyProblems } from './proxy.js';
import { type ConfigFile, configSchema } from './schema.js';

/** A source with what only the watch needs of it. */
export interface ConfiguredSource extends Source {
  readonly discoverPages: number;
}

/** Everything that decides what planwatch does; frozen, paths absolute, defaults filled in. */
export interface Config extends Omit<ConfigFile, 'sources' | 'network'> {
  readonly network: Omit<ConfigFile['network'], 'proxy'> & { readonly proxy: ProxySettings | null };
  /** Absolute path of the file, null for built-in defaults. */
  readonly path: string | null;
  readonly baseDir: string;
  readonly sources: readonly ConfiguredSource[];
  /** Values of the environment variables that the file names, and of none other. */
  readonly secrets: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a configuration file.
 * @param options.env where secrets come from; only names that the file mentions are looked up
 * @param options.secrets `optional` lets a command that sends nothing work without them; default `required`
 * @throws PlanwatchError CONFIG_NOT_FOUND, or CONFIG_INVALID with every problem at once
 */
export function loadConfig(path: string, options: { env?: Environment; secrets?: 'required' | 'optional' } = {}): Config {
  const full = resolve(path);
  let text: string;
  try {
    text = readFileSync(full, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new PlanwatchError('CONFIG_NOT_FOUND', { path }, { cause });
    throw new PlanwatchError('CLI_FILE_UNREADABLE', { path, reason: (cause as Error).message }, { cause });
  }
  const isFolder = (dir: string) => statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
  return parseConfig(text, { env: process.env, ...options, path: full, isFolder });
}

/**
 * Reads a configuration from its text.
 * @param options.path absolute path the text came from; relative paths in it are resolved against its folder
 * @param options.isFolder where given, folders that must be there are looked for
 * @throws PlanwatchError CONFIG_INVALID with every problem, each with line, path and received value
 */
export function parseConfig(
  text: string,
  options: {
    readonly path: string;
    readonly env?: Environment;
    readonly secrets?: 'required' | 'optional';
    readonly isFolder?: (path: string) => boolean;
  },
): Config {
  const env = options.env ?? {};
  const lines = new LineCounter();
  const yaml = parseYaml(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false });
  if (yaml.errors.length > 0) {
    const problems = yaml.errors.map((e) => `line ${lines.linePos(e.pos[0]).line}: ${e.message.split('\n')[0]}`);
    throw new PlanwatchError('CONFIG_INVALID', { path: options.path, problems });
  }
  let raw: unknown;
  try {
    raw = withoutEmptySections(yaml.toJS() ?? {});
  } catch (cause) {
    // An alias without its anchor, or aliases that multiply without end.
    throw new PlanwatchError('CONFIG_INVALID', { path: options.path, problems: [(cause as Error).message] }, { cause });
  }
  const result = configSchema.safeParse(raw, { reportInput: true });
  const problems = result.success ? [] : result.error.issues.map((issue) => describe(issue, raw, lineOf));
  function lineOf(at: readonly PropertyKey[]): number | null {
    for (let depth = at.length; depth >= 0; depth--) {
      const node = yaml.getIn(at.slice(0, depth) as (string | number)[], true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return null;
  }
  problems.push(...crossChecks(raw, lineOf));
  const templates = (raw as { report?: { templates?: unknown } | null } | null)?.report?.templates;
  if (typeof templates === 'string' && options.isFolder?.(resolve(dirname(options.path), templates)) === false)
    problems.push(`report.templates (line ${lineOf(['report', 'templates'])}): there is no such folder; found ${shorten(templates)}`);
  const { secrets, missing } = readSecrets(raw, env);
  if (options.secrets !== 'optional') problems.push(...missing);
  const proxy = proxyOf(result.data?.network.proxy ?? null, env);
  problems.push(...proxyProblems(proxy));
  if (!result.success || problems.length > 0) throw new PlanwatchError('CONFIG_INVALID', { path: options.path, problems });
  return finish(result.data, { path: options.path, baseDir: dirname(options.path), secrets, proxy });
}

/** The configuration of a command that works without a file: every default, no sources. */
export function defaultConfig(baseDir: string): Config {
  return finish(configSchema.parse({}), { path: null, baseDir, secrets: {}, proxy: null });
}

interface Surroundings {
  readonly path: string | null;
  readonly baseDir: string;
  readonly secrets: Record<string, string>;
  readonly proxy: ProxySettings | null;
}

function finish(file: ConfigFile, from: Surroundings): Config {
  const at = (p: string) => resolve(from.baseDir, p);
  const sources = file.sources.map((s) => ({
    ...s,
    family: s.family ?? [s.jurisdiction, s.period].filter(Boolean).join('-'),
    robots: s.robots ?? file.network.robots,
  }));
  return deepFreeze({
    ...file,
    path: from.path,
    baseDir: from.baseDir,
    network: { ...file.network, proxy: from.proxy },
    store: { ...file.store, dir: at(file.store.dir) },
    report: { ...file.report, dir: at(file.report.dir), templates: file.report.templates === null ? null : at(file.report.templates) },
    browser: { ...file.browser, executable: file.browser.executable === null ? null : at(file.browser.executable) },
    deliver: file.deliver.map((c) => (c.type === 'file' ? { ...c, dir: at(c.dir) } : c.type === 'atom' ? { ...c, file: at(c.file) } : c)),
    sources,
    secrets: from.secrets,
  });
}

/** `sources:` with every line below it commented out is an empty section, not a wrong one. */
function withoutEmptySections(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
}

/** What no single field can tell. Works on the unchecked file, so that these problems are listed together with all others. */
function crossChecks(raw: unknown, lineOf: (path: readonly PropertyKey[]) => number | null): string[] {
  const problems: string[] = [];
  const list = (key: string) => {
    const value = (raw as Record<string, unknown> | null)?.[key];
    return Array.isArray(value) ? (value as (Record<string, unknown> | null)[]) : [];
  };
  const seen = new Map<unknown, number>();
  list('sources').forEach((source, index) => {
    const id = source?.id;
    if (id === undefined) return;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, index);
    else
      problems.push(
        `sources[${index}].id (line ${lineOf(['sources', index, 'id'])}): ${JSON.stringify(id)} is taken by sources[${first}] already`,
      );
  });
  list('deliver').forEach((channel, index) => {
    if (!WITH_ADDRESS.has(String(channel?.type))) return;
    if ((channel?.urlEnv == null) === (channel?.url == null))
      problems.push(`deliver[${index}] (line ${lineOf(['deliver', index])}): needs exactly one of url and urlEnv`);
  });
  return problems;
}

const WITH_ADDRESS = new Set(['webhook', 'wecom', 'dingtalk', 'feishu', 'slack']);

function readSecrets(raw: unknown, env: Environment): { secrets: Record<string, string>; missing: string[] } {
  const secrets: Record<string, string> = {};
  const missing: string[] = [];
  const channels = (raw as { deliver?: unknown } | null)?.deliver;
  (Array.isArray(channels) ? channels : []).forEach((channel: Record<string, unknown> | null, index) => {
    for (const [key, name] of Object.entries(channel ?? {})) {
      if (!key.endsWith('Env') || typeof name !== 'string') continue;
      const value = env[name];
      if (value) secrets[name] = value;
      else missing.push(`deliver[${index}].${key}: the environment variable ${name} is not set`);
    }
  });
  return { secrets, missing };
}

function describe(issue: z.core.$ZodIssue, raw: unknown, lineOf: (path: readonly PropertyKey[]) => number | null): string {
  const line = lineOf(issue.path);
  const where = `${pathText(issue.path)}${line === null ? '' : ` (line ${line})`}`;
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => {
      const meant = nearestKey(issue.path, key);
      return `"${key}"${meant === null ? '' : ` (did you mean ${meant}?)`}`;
    });
    return `${where}: unknown key${issue.keys.length > 1 ? 's' : ''} ${names.join(', ')}`;
  }
  const received = issue.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], raw);
  if (received === undefined && issue.code === 'invalid_type')
    return `${where}: is missing (${issue.message.replace(/^Invalid input: /, '')})`;
  return `${where}: ${issue.message.replace(/^Invalid input: /, '')}; found ${shorten(received)}`;
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'top level';
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('');
}

function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : withoutPassword(JSON.stringify(value));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
