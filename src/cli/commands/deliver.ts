import type { CliContext } from '../context.js';
import { flushOutbox } from '../delivery.js';
import { openWatch } from '../open.js';
import { json, recordedErrorText } from '../print.js';

/** Sends what the outbox still holds. Exit 4 where something could not be delivered. */
export async function deliver(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required', 'required');
  const release = await assembly.store.lock();
  try {
    const retry = flags.retry === true;
    const { sent, failures, waiting, exit } = await flushOutbox(config, context, assembly.store, { retryNow: retry, retryPassing: !retry });
    if (flags.format === 'json') {
      context.out(json({ schema: 'planwatch.deliver/1', sent, waiting, failures }));
      return exit;
    }
    for (const { channel, subject } of sent) context.out(`${channel}: ${subject}\n`);
    for (const failure of failures) context.err(recordedErrorText(failure));
    for (const { subject, channel, nextAt } of waiting)
      context.out(`waiting for ${channel}${nextAt === null ? '' : `, next attempt ${nextAt}`}: ${subject}\n`);
    if (sent.length + failures.length + waiting.length === 0) context.out('Nothing is waiting to be sent.\n');
    return exit;
  } finally {
    await release();
    await assembly.close();
  }
}
