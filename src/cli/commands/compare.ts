import { compareDocuments } from '../../diff/index.js';
import { PlanwatchError } from '../../errors.js';
import type { Locale } from '../../report/index.js';
import { compareText } from '../compare-text.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { json } from '../print.js';
import { bareFacts, resolveEdition } from '../resolve.js';
import { refuseNonDocument } from './diff.js';

/** Lines up the same indicators across two or more documents. */
export async function compare(context: CliContext, inputs: readonly string[], flags: Record<string, unknown>): Promise<number> {
  if (inputs.length < 2) throw new PlanwatchError('CLI_USAGE', { problem: 'compare needs two documents or more' });
  const { config, assembly } = await openWatch(context, 'optional');
  try {
    const facts = bareFacts(flags);
    const sides = [];
    for (const input of inputs) {
      const side = await resolveEdition(config, assembly, input, facts);
      refuseNonDocument(side);
      sides.push(side);
    }
    const comparison = compareDocuments(
      sides.map(({ edition, source, ref }) => ({
        edition,
        ref,
        jurisdiction: source?.jurisdiction ?? facts.jurisdiction ?? edition.document.metadata.jurisdiction,
        period: source?.period ?? facts.period,
        title: source?.title ?? edition.document.metadata.title,
      })),
    );
    const locale = (flags.locale as Locale | undefined) ?? config.report.locale;
    const refs = [...new Set(sides.map((side) => side.ref))];
    context.out(flags.format === 'json' ? json(comparison) : compareText(comparison, refs, context.terminal, locale));
    return 0;
  } finally {
    await assembly.close();
  }
}
