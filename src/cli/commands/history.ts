import type { Indicator } from '../../indicators/index.js';
import { dayOf, editionOf } from '../../watch/index.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { json, table } from '../print.js';
import { sourceOf } from '../resolve.js';
import { sayStatement } from '../say-change.js';

interface Value {
  readonly capturedAt: string;
  readonly snapshot: string;
  readonly indicator: Indicator;
}

/** Every value an indicator has had, with dates and snapshots; without an indicator, all of them. */
export async function history(
  context: CliContext,
  id: string,
  wanted: string | undefined,
  flags: Record<string, unknown>,
): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required');
  const source = sourceOf(config, id);
  const { store, parts, close } = assembly;
  try {
    const courses = new Map<
      string,
      { name: string; concept: string | null; measure: string; period: string | null; role: string; values: Value[] }
    >();
    for (const snapshot of await store.snapshots(id)) {
      const { edition } = await editionOf(parts, source, snapshot);
      for (const indicator of edition.extraction.indicators) {
        if (wanted !== undefined && ![indicator.id, indicator.concept, indicator.name].includes(wanted) && !indicator.name.includes(wanted))
          continue;
        const { name, concept, measure, period, role } = indicator;
        const key = [concept ?? name, measure, period, role].join('|');
        const course = courses.get(key) ?? { name, concept, measure, period, role, values: [] };
        course.values.push({ capturedAt: snapshot.capturedAt, snapshot: snapshot.id, indicator });
        courses.set(key, course);
      }
    }
    const rows = [...courses.values()];
    if (flags.format === 'json') context.out(json({ schema: 'planwatch.history/1', source: id, indicators: rows }));
    else if (rows.length === 0)
      context.out(wanted === undefined ? 'Nothing is stored yet.\n' : `No indicator of ${id} is called "${wanted}".\n`);
    else {
      const cells = rows.flatMap((r) =>
        r.values.map((v) => [
          dayOf(v.capturedAt, config.timezone),
          r.name,
          r.role,
          r.period ?? '',
          sayStatement(v.indicator, []),
          v.snapshot,
        ]),
      );
      context.out(table(['captured', 'indicator', 'role', 'period', 'value', 'snapshot'], cells));
    }
    return 0;
  } finally {
    await close();
  }
}
