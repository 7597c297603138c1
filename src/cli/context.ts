import type { Config } from '../config/index.js';
import type { Log } from '../watch/index.js';

/** What every command is given: where to write, how loud to be, when it is, and the signal that Ctrl-C gives. */
export interface CliContext {
  readonly configPath: string;
  /** True where `--config` was given, so that a missing file is an error even for commands that work without one. */
  readonly configNamed: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly out: (text: string) => void;
  readonly outBytes: (bytes: Uint8Array) => void;
  readonly err: (text: string) => void;
  readonly log: Log;
  /** From here on the times of the log are told in this zone. */
  readonly inZone?: (timezone: string) => void;
  /** Colours and widths: only on a terminal. */
  readonly terminal: { readonly isTty: boolean; readonly columns: number };
  readonly errTerminal: { readonly isTty: boolean };
  readonly now: () => string;
  readonly signal: AbortSignal;
}

/** The configuration, or built-in defaults for a command that works without one. */
export type ConfigNeed = 'required' | 'optional';

/**
 * @throws PlanwatchError CONFIG_NOT_FOUND, CONFIG_INVALID
 */
export async function configOf(context: CliContext, need: ConfigNeed, secrets: 'required' | 'optional' = 'optional'): Promise<Config> {
  const { defaultConfig, loadConfig } = await import('../config/index.js');
  if (need === 'optional' && !context.configNamed) {
    const { existsSync } = await import('node:fs');
    if (!existsSync(context.configPath)) return defaultConfig(process.cwd());
  }
  return loadConfig(context.configPath, { env: context.env, secrets });
}
