import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlanwatchError } from '../../errors.js';
import type { CliContext } from '../context.js';
import { makeFolder } from '../folders.js';
import { CONFIG_TEMPLATE } from '../init-template.js';
import { writeOut } from '../out.js';
import { json } from '../print.js';

/** Writes a commented configuration and an empty store; never over something that is there. */
export async function init(context: CliContext, dir: string, flags: Record<string, unknown>): Promise<number> {
  const file = join(dir, 'planwatch.yaml');
  if (existsSync(file)) throw new PlanwatchError('CLI_EXISTS', { path: file });
  const store = join(dir, 'snapshots');
  makeFolder(store);
  await writeOut(file, CONFIG_TEMPLATE);
  context.out(flags.format === 'json' ? json({ schema: 'planwatch.init/1', config: file, store }) : `${file}\n`);
  if (!context.quiet) context.err(`Wrote ${file}. Put your pages under "sources", then run \`planwatch run\`.\n`);
  return 0;
}
