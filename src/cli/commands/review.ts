import { PlanwatchError } from '../../errors.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { json } from '../print.js';
import { sourceOf } from '../resolve.js';
import { describeRevision } from './run.js';

/** Records a person's word on a change; the change is named by its id or the unambiguous beginning of it. */
export async function review(
  context: CliContext,
  id: string,
  named: string,
  verdict: 'confirm' | 'dismiss' | 'correct',
  flags: Record<string, unknown>,
): Promise<number> {
  const note = (flags.note as string | undefined)?.trim() || null;
  if (verdict === 'correct' && note === null)
    throw new PlanwatchError('CLI_USAGE', { problem: '`correct` needs --note: the note says what is right' });
  const { config, assembly } = await openWatch(context, 'required');
  sourceOf(config, id);
  const { store, close } = assembly;
  const release = await store.lock();
  try {
    const changes = (await store.changeSets(id)).flatMap((s) => s.diff.changes);
    const matching = [...new Map(changes.filter((c) => c.id.startsWith(named)).map((c) => [c.id, c])).values()];
    const change = matching.find((c) => c.id === named) ?? (matching.length === 1 ? matching[0] : undefined);
    if (change === undefined) {
      if (matching.length > 1)
        throw new PlanwatchError('CLI_USAGE', {
          problem: `"${named}" is the beginning of ${matching.length} changes: ${matching.map((c) => c.id).join(', ')}`,
        });
      throw new PlanwatchError('CLI_UNKNOWN_CHANGE', { source: id, change: named });
    }
    const at = context.now();
    await store.putReview(id, { change: change.id, verdict, note, at });
    if (flags.format === 'json') context.out(json({ schema: 'planwatch.review/1', source: id, verdict, note, at, change }));
    else context.out(`${verdict} ${change.id} ${describeRevision(change)}\n`);
    return 0;
  } finally {
    await release();
    await close();
  }
}
