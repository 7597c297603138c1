import type { Config, ConfiguredSource } from '../config/index.js';
import { discoveredSources } from '../watch/index.js';
import { type Assembly, assemble } from './assemble.js';
import { type CliContext, type ConfigNeed, configOf } from './context.js';
import { warnOfMisspeltTemplates } from './own-templates.js';

export interface Opened {
  /** With the sources that listing pages brought in (`discover: add`). */
  readonly config: Config;
  readonly assembly: Assembly;
}

/**
 * The configuration and the watch it describes. The caller closes the assembly.
 * @throws PlanwatchError CONFIG_NOT_FOUND, CONFIG_INVALID
 */
export async function openWatch(context: CliContext, need: ConfigNeed, secrets: 'required' | 'optional' = 'optional'): Promise<Opened> {
  const config = await configOf(context, need, secrets);
  await warnOfMisspeltTemplates(config, context.log);
  const assembly = assemble(config, context);
  return { config: await withDiscovered(config, assembly), assembly };
}

/** The configuration with what listing pages have found by now; the daemon asks again before each round. */
export async function withDiscovered(config: Config, assembly: Assembly): Promise<Config> {
  if (!config.sources.some((s) => s.discover === 'add')) return config;
  const known = new Set(config.sources.map((s) => s.id));
  const found = await discoveredSources<ConfiguredSource>(assembly.store, config.sources);
  return { ...config, sources: [...config.sources, ...found.filter((s) => !known.has(s.id))] };
}
