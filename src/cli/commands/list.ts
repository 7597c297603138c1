import { dayOf, troubledSince } from '../../watch/index.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { json, table } from '../print.js';

/** Sources with what is known of each. */
export async function list(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required');
  const { store, close } = assembly;
  try {
    const rows = [];
    for (const source of config.sources) {
      const checks = await store.checks(source.id);
      const snapshots = await store.snapshots(source.id);
      const last = checks.at(-1) ?? null;
      rows.push({
        source: source.id,
        title: source.title,
        jurisdiction: source.jurisdiction,
        kind: source.kind,
        period: source.period,
        family: source.family,
        url: source.url,
        outcome: last?.outcome ?? null,
        checkedAt: last?.at ?? null,
        changedAt: checks.findLast((c) => c.outcome === 'changed' || c.outcome === 'first')?.at ?? null,
        troubledSince: troubledSince(checks),
        snapshots: snapshots.length,
        snapshot: snapshots.at(-1)?.id ?? null,
        firstSnapshotAt: snapshots[0]?.capturedAt ?? null,
        lastSnapshotAt: snapshots.at(-1)?.capturedAt ?? null,
        error: last?.error ?? null,
      });
    }
    if (flags.format === 'json') context.out(json({ schema: 'planwatch.list/1', sources: rows }));
    else if (rows.length === 0) context.out('No sources yet: put them under "sources" in the configuration.\n');
    else {
      const day = (at: string | null) => (at === null ? '-' : dayOf(at, config.timezone));
      const cells = rows.map((r) => [
        r.source,
        r.jurisdiction,
        r.outcome ?? (r.url === null ? 'waits for import' : 'never checked'),
        day(r.checkedAt),
        day(r.changedAt),
        String(r.snapshots),
        r.troubledSince ? `since ${day(r.troubledSince)}` : '',
      ]);
      context.out(table(['source', 'jurisdiction', 'last check', 'on', 'changed', 'snapshots', 'trouble'], cells));
      // Whole and below the table: a column would cut the address or the reason off.
      for (const r of rows)
        if (r.troubledSince && r.error) context.out(`\n${r.source}: ${r.error.message}\n  ${r.error.hint} [${r.error.code}]\n`);
    }
    return 0;
  } finally {
    await close();
  }
}
