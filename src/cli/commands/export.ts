import writeFileAtomic from 'write-file-atomic';
import { PlanwatchError } from '../../errors.js';
import { dayOf } from '../../watch/index.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { gatherReport } from '../write-report.js';

/** All indicators and changes as tidy tables: csv to stdout or files, xlsx to a file. */
export async function exportTables(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required');
  const out = flags.out as string | undefined;
  if (flags.format === 'xlsx' && out === undefined) throw new PlanwatchError('CLI_USAGE', { problem: '--format xlsx needs --out FILE' });
  try {
    const input = await gatherReport(config, context, assembly.parts, config.sources, {
      id: 'export',
      since: (flags.since as string | undefined) ?? '0000-01-01',
      until: dayOf(context.now(), config.timezone),
      locale: config.report.locale,
      only: null,
    });
    const { exportCsv, exportXlsx } = await import('../../report/index.js');
    if (flags.format === 'xlsx') await writeFileAtomic(out as string, Buffer.from(await exportXlsx(input)));
    else if (out === undefined || out === '-') {
      context.out(exportCsv(input));
      return 0;
    } else await writeFileAtomic(out, exportCsv(input));
    context.out(`${out}\n`);
    return 0;
  } finally {
    await assembly.close();
  }
}
