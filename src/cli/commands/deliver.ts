import type { CliContext } from '../context.js';
import { flushOutbox } from '../delivery.js';
import { openWatch } from '../open.js';
import { recordedErrorText } from '../print.js';

/** Sends what the outbox still holds. Exit 4 where something could not be delivered. */
export async function deliver(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required', 'required');
  const release = await assembly.store.lock();
  try {
    const { sent, failures } = await flushOutbox(config, context, assembly.store, { retryNow: flags.retry === true });
    for (const line of sent) context.out(`${line}\n`);
    for (const failure of failures) context.err(recordedErrorText(failure));
    if (sent.length === 0 && failures.length === 0) context.out('Nothing is waiting to be sent.\n');
    return failures.length > 0 ? 4 : 0;
  } finally {
    await release();
    await assembly.close();
  }
}
