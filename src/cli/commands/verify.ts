import type { Config } from '../../config/index.js';
import { isPlanwatchError } from '../../errors.js';
import type { Deriver } from '../../snapshots/index.js';
import { readSnapshot } from '../../watch/index.js';
import type { Assembly } from '../assemble.js';
import type { CliContext } from '../context.js';
import { mendState } from '../mend-state.js';
import { openWatch } from '../open.js';
import { json } from '../print.js';

/** Recomputes every hash and replays every log; exit 3 where damage is left. */
export async function verify(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required');
  const { store } = assembly;
  // Under the lock, or a round at work would look like damage; a disk that cannot be written has nobody at work on it.
  const release = await store.lock().catch((error: unknown) => {
    if (isPlanwatchError(error) && error.code === 'SNAPSHOTS_NOT_WRITABLE' && flags.repair !== true) return async () => {};
    throw error;
  });
  try {
    let findings = await store.verify();
    let repaired: typeof findings = [];
    if (flags.repair === true && findings.length > 0) {
      ({ repaired, remaining: findings } = await store.repair(deriverOf(config, assembly)));
      const paths = repaired.map((f) => f.path);
      await mendState(config, store, paths, context.now());
    }
    if (flags.format === 'json') context.out(json({ schema: 'planwatch.verify/1', ok: findings.length === 0, findings, repaired }));
    else {
      for (const f of repaired) context.out(`repaired  ${f.path}: ${f.problem}\n`);
      for (const f of findings)
        context.out(`damaged   ${f.path}: ${f.problem}${f.repairable ? ' (can be derived again: planwatch verify --repair)' : ''}\n`);
      context.out(findings.length === 0 ? 'The store is intact.\n' : `${findings.length} finding${findings.length === 1 ? '' : 's'}.\n`);
    }
    return findings.length === 0 ? 0 : 3;
  } finally {
    await release();
    await assembly.close();
  }
}

/** Reads bytes again as a check would; a source that left the configuration is read without its settings. */
function deriverOf(config: Config, { parts }: Assembly): Deriver {
  return {
    edition: (snapshot) => {
      const source = config.sources.find((s) => s.id === snapshot.source);
      const unknown = { id: snapshot.source, selector: null, url: snapshot.url, kind: 'notice' as const, period: null, jurisdiction: '' };
      return readSnapshot(parts, source ?? unknown, snapshot);
    },
    diff: (before, after) => parts.diff(before, after),
  };
}
