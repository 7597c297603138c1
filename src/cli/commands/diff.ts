import { asRecorded, type Diff } from '../../diff/index.js';
import { PlanwatchError } from '../../errors.js';
import { hasTargetChange } from '../../watch/index.js';
import type { Assembly } from '../assemble.js';
import type { CliContext } from '../context.js';
import { version } from '../main.js';
import { openWatch } from '../open.js';
import { chooseFormat, writeOut } from '../out.js';
import { printPdf } from '../pdf.js';
import { json } from '../print.js';
import { bareFacts, type ResolvedEdition, resolveEdition } from '../resolve.js';

export const EXIT_TARGETS_CHANGED = 10;

/** Compares two editions. */
export async function diff(context: CliContext, older: string, newer: string, flags: Record<string, unknown>): Promise<number> {
  const out = flags.out as string | undefined;
  const format = chooseFormat(flags.format, out, ['text', 'json', 'html', 'md', 'pdf'] as const, 'text');
  if (format === 'pdf' && (out === undefined || out === '-'))
    throw new PlanwatchError('CLI_USAGE', { problem: '--format pdf needs --out FILE' });
  const { config, assembly } = await openWatch(context, 'optional');
  try {
    const facts = bareFacts(flags);
    const before = await resolveEdition(config, assembly, older, facts);
    const after = await resolveEdition(config, assembly, newer, facts);
    for (const side of [before, after]) refuseNonDocument(side);
    const result = await recorded(assembly, before, after, assembly.parts.diff(before.edition, after.edition));
    const { renderDiff } = await import('../../report/index.js');
    const locale = (flags.locale as 'zh-CN' | 'en' | undefined) ?? config.report.locale;
    const view = { diff: result, before, after, locale, generatedAt: context.now(), timezone: config.timezone, version: await version() };
    if (format === 'pdf') {
      const bytes = await printPdf(config, context, renderDiff(view, 'html'), {
        title: `${before.ref} → ${after.ref}`,
        locale,
        generatedAt: view.generatedAt,
      });
      await writeOut(out as string, bytes);
      context.out(`${out}\n`);
    } else {
      const text =
        format === 'json'
          ? json(result)
          : renderDiff(view, format, {
              colours: context.terminal.isTty && out === undefined,
              columns: context.terminal.columns,
            });
      if (out === undefined || out === '-') context.out(text);
      else await writeOut(out, text);
    }
    return flags.exitCode === true && hasTargetChange(result) ? EXIT_TARGETS_CHANGED : 0;
  } finally {
    await assembly.close();
  }
}

/** Two stored editions that a check compared: the changes have the ids, and say what they take back, as that check recorded it. */
async function recorded(assembly: Assembly, before: ResolvedEdition, after: ResolvedEdition, result: Diff): Promise<Diff> {
  if (after.source === null || before.source?.id !== after.source.id) return result;
  const sets = await assembly.store.changeSets(after.source.id);
  const set = sets.find((s) => s.before === before.snapshot?.id && s.after === after.snapshot?.id);
  return set ? asRecorded(result, set.diff.changes) : result;
}

/** An error page would show as forty removed targets. What stands in the store was looked at when it was taken in. */
export function refuseNonDocument({ edition, ref, snapshot }: ResolvedEdition): void {
  const { isDocument, why } = edition.document;
  if (isDocument || snapshot !== null) return;
  const reason = why ?? 'no content';
  if (/^https?:/i.test(ref)) throw new PlanwatchError('DOCUMENT_NOT_A_DOCUMENT', { url: ref, why: reason });
  throw new PlanwatchError('CLI_NOT_A_DOCUMENT', { path: ref, why: reason });
}
