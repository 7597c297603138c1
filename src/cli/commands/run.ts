import type { Change } from '../../diff/index.js';
import type { CheckResult } from '../../watch/index.js';
import type { Assembly } from '../assemble.js';
import type { CliContext } from '../context.js';
import { EXIT_INTERRUPTED } from '../main.js';
import { openWatch } from '../open.js';
import { json, recordedErrorText, styled } from '../print.js';
import { checkAll, doRound, pickSources, type ReportWhen, type Round } from '../round.js';
import { sayAfter, sayBefore } from '../say-change.js';
import { EXIT_TARGETS_CHANGED } from './diff.js';

/** One check of every source, or of those named, then the report. */
export async function run(context: CliContext, ids: readonly string[], flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required', 'required');
  const sources = pickSources(config, ids);
  if (sources.length === 0 && !context.quiet)
    context.err('planwatch: nothing to check; put your pages under "sources" in the configuration.\n');
  for (const { id } of ids.length > 0 ? sources.filter((s) => s.url === null) : [])
    context.err(`planwatch: ${id} has no address; fill it with \`planwatch import ${id} FILE\`.\n`);
  try {
    const when = (flags.report as ReportWhen | undefined) ?? config.report.when;
    const round = await doRound(config, context, assembly, when, () => checkAll(config, context, assembly, sources));
    await printRound(context, assembly, round, flags.format === 'json');
    const code = exitCodeOf(round);
    return code === 0 && flags.exitCode === true && round.checks.some((c) => c.targetsChanged && c.outcome !== 'first')
      ? EXIT_TARGETS_CHANGED
      : code;
  } finally {
    await assembly.close();
  }
}

/** 130 interrupted, 3 a fault of ours, 4 a report or delivery that could not be made, 1 a source failed or is quarantined, else 0. */
export function exitCodeOf(round: Round): number {
  if (round.interrupted) return EXIT_INTERRUPTED;
  if (round.checks.some((c) => c.bug)) return 3;
  if (round.failures.length > 0) return 4;
  return round.checks.some((c) => c.outcome === 'failed' || c.outcome === 'quarantined') ? 1 : 0;
}

/** Outcomes and report paths on stdout; what went wrong on stderr. */
export async function printRound(context: CliContext, assembly: Assembly, round: Round, asJson: boolean): Promise<void> {
  for (const failure of round.failures) context.err(recordedErrorText(failure));
  if (asJson) {
    const checks = round.checks.map(({ source, outcome, error, snapshot, summary }) => ({ source, outcome, error, snapshot, summary }));
    context.out(json({ schema: 'planwatch.run/1', startedAt: round.startedAt, checks, reports: round.reports }));
    return;
  }
  for (const check of round.checks) {
    if (check.error) context.err(recordedErrorText({ ...check.error, message: `${check.source}: ${check.error.message}` }));
    if (!context.quiet) context.out(await describeCheck(context, assembly, check));
  }
  for (const path of round.reports) context.out(`${path}\n`);
}

async function describeCheck(context: CliContext, assembly: Assembly, check: CheckResult): Promise<string> {
  const style = { first: 'cyan', changed: 'yellow', unchanged: 'dim', upgraded: 'dim', quarantined: 'red', failed: 'red' } as const;
  const head = `${styled(context.terminal.isTty, style[check.outcome], check.outcome.padEnd(11))} ${check.source}`;
  const proposals = check.proposals.map((p) => `    found: ${p.title} (${p.kind}${p.on ? `, ${p.on}` : ''}) ${p.url}\n`).join('');
  if (check.changeSet === null || check.summary === null) return `${head}\n${proposals}`;
  const { revised, added, removed, reworded, moved } = check.summary;
  const counts = Object.entries({ revised, added, removed, reworded, moved }).filter(([, n]) => n > 0);
  const set = (await assembly.store.changeSets(check.source)).find((s) => s.id === check.changeSet);
  const isTold = (c: Change) =>
    ['revised', 'added', 'removed'].includes(c.type) && (c.before?.role === 'target' || c.after?.role === 'target');
  const told = (set?.diff.changes ?? []).filter(isTold);
  const words = counts.length > 0 ? counts.map(([k, n]) => `${n} ${k}`).join(', ') : 'only words that state no indicator';
  return `${head}  ${words}\n${told.map((c) => `    ${describeRevision(c)}\n`).join('')}${proposals}`;
}

/** `地区生产总值 2021: 6%以上 → 6.5%以上 (raised)` */
export function describeRevision(change: Change): string {
  const { before, after } = change;
  const marks = [change.type === 'revised' ? null : change.type, change.direction, change.strictness, change.outlook]
    .filter((m) => m !== null)
    .join(', ');
  const name = [after?.name ?? before?.name, after?.period ?? before?.period].filter(Boolean).join(' ');
  return `${name}: ${sayBefore(change)} → ${sayAfter(change)}${marks ? ` (${marks})` : ''}`;
}
