import { PlanwatchError } from '../../errors.js';
import { dayOf } from '../../watch/index.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { chooseFormat, writeOut } from '../out.js';
import { gatherReport } from '../write-report.js';

/** All indicators and changes as tidy tables: csv to stdout or files, xlsx to a file. */
export async function exportTables(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const out = flags.out as string | undefined;
  const format = chooseFormat(flags.format, out, ['csv', 'xlsx'] as const, 'csv');
  if (format === 'xlsx' && (out === undefined || out === '-'))
    throw new PlanwatchError('CLI_USAGE', { problem: '--format xlsx needs --out FILE' });
  const { config, assembly } = await openWatch(context, 'required');
  try {
    const input = await gatherReport(config, context, assembly.parts, config.sources, {
      id: 'export',
      since: (flags.since as string | undefined) ?? '0000-01-01',
      until: dayOf(context.now(), config.timezone),
      locale: config.report.locale,
      only: null,
    });
    const { exportCsv, exportXlsx } = await import('../../report/index.js');
    if (format === 'xlsx') await writeOut(out as string, await exportXlsx(input));
    else if (out === undefined || out === '-') {
      context.out(exportCsv(input));
      return 0;
    } else await writeOut(out, exportCsv(input));
    context.out(`${out}\n`);
    return 0;
  } finally {
    await assembly.close();
  }
}
