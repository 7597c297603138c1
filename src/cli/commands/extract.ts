import type { Indicator } from '../../indicators/index.js';
import type { CliContext } from '../context.js';
import { toExtractRecord } from '../extract-record.js';
import { openWatch } from '../open.js';
import { json, styled, table } from '../print.js';
import { bareFacts, resolveEdition } from '../resolve.js';
import { sayStatement } from '../say-change.js';

/** Prints the indicators of one document. Exit 1 where the input answered but is no document. */
export async function extract(context: CliContext, input: string, flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'optional');
  try {
    const { edition } = await resolveEdition(config, assembly, input, bareFacts(flags));
    const record = toExtractRecord(edition, flags.withText === true);
    if (flags.format === 'json') context.out(json(record));
    else if (flags.format === 'csv') {
      const { indicatorsToCsv } = await import('../../report/index.js');
      context.out(indicatorsToCsv(edition.extraction.indicators));
    } else context.out(toTable(context, edition.extraction.indicators));
    for (const u of record.unreadable) context.err(`planwatch: "${u.heading}" could not be read (${u.reason})\n`);
    if (!edition.document.isDocument) {
      context.err(`planwatch: ${input} is not a document: ${edition.document.why ?? 'no content'}\n`);
      return 1;
    }
    return 0;
  } finally {
    await assembly.close();
  }
}

function toTable(context: CliContext, indicators: readonly Indicator[]): string {
  const targets = indicators.filter((i) => i.role === 'target').length;
  const rows = indicators.map((i) => [
    i.role === 'target' ? '●' : '',
    i.name,
    i.period ?? '',
    i.measure,
    sayStatement(i, []),
    i.attribute ?? '',
    i.needsReview ? '?' : '',
  ]);
  const head = table(['', 'indicator', 'period', 'measure', 'value', 'attribute', 'check'], rows);
  const count = `${indicators.length} indicators, ${targets} of them targets (●)`;
  return `${head}${styled(context.terminal.isTty, 'bold', count)}\n`;
}
