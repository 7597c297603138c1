import { type ComparisonRow, compareDocuments } from '../../diff/index.js';
import { PlanwatchError } from '../../errors.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { json, table } from '../print.js';
import { bareFacts, resolveEdition } from '../resolve.js';
import { sayStatement } from '../say-change.js';
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
    context.out(flags.format === 'json' ? json(comparison) : toTable(comparison.rows));
    return 0;
  } finally {
    await assembly.close();
  }
}

const ORDER = ['contradicts', 'rebased', 'succeeds', 'agrees', 'only'] as const;

function toTable(rows: readonly ComparisonRow[]): string {
  const sorted = [...rows].sort((a, b) => ORDER.indexOf(a.relation) - ORDER.indexOf(b.relation)).filter((r) => r.relation !== 'only');
  const only = rows.length - sorted.length;
  const cells = sorted.map((r) => [
    r.relation,
    r.name,
    r.jurisdiction ?? '',
    r.statements.map((s) => `${s.period ?? '?'}: ${sayStatement(s, [])}${s.role === 'actual' ? ' (actual)' : ''}`).join(' | '),
  ]);
  return `${table(['relation', 'indicator', 'jurisdiction', 'statements'], cells, 70)}${only} stated by one document only\n`;
}
