import stringWidth from 'string-width';
import { nearestOf } from '../../config/index.js';
import { PlanwatchError } from '../../errors.js';
import type { Indicator } from '../../indicators/index.js';
import type { Locale } from '../../report/index.js';
import { dayOf, readExtraction } from '../../watch/index.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { json, styled } from '../print.js';
import { sourceOf } from '../resolve.js';
import { sayStatement } from '../say-change.js';
import { type Translate, type Word, words } from '../words.js';

interface Value {
  readonly capturedAt: string;
  readonly snapshot: string;
  readonly indicator: Indicator;
}

interface Course {
  readonly name: string;
  readonly concept: string | null;
  readonly measure: string;
  readonly period: string | null;
  readonly role: string;
  readonly values: Value[];
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
    const courses = new Map<string, Course>();
    for (const snapshot of await store.snapshots(id)) {
      const { indicators } = await readExtraction(parts, source, snapshot);
      for (const indicator of indicators) {
        const { name, concept, measure, period, role } = indicator;
        const key = [concept ?? name, measure, period, role].join('|');
        const course = courses.get(key) ?? { name, concept, measure, period, role, values: [] };
        course.values.push({ capturedAt: snapshot.capturedAt, snapshot: snapshot.id, indicator });
        courses.set(key, course);
      }
    }
    const found = wanted === undefined || courses.size === 0 ? [...courses.values()] : pick([...courses.values()], id, wanted);
    // What is aimed at first, then what came of it.
    const rows = found.sort((a, b) => Number(b.role === 'target') - Number(a.role === 'target'));
    const t = words((flags.locale as Locale | undefined) ?? config.report.locale);
    if (flags.format === 'json') context.out(json({ schema: 'planwatch.history/1', source: id, indicators: rows }));
    else if (rows.length === 0) context.out('Nothing is stored yet.\n');
    else context.out(rows.map((row) => courseText(row, context, config.timezone, t)).join('\n'));
    return 0;
  } finally {
    await close();
  }
}

/**
 * The courses that a word on the command line means: by id, else by concept, else by their exact name, else by a part of it. Whole courses: an indicator
 * that was renamed, or whose id went with its value, is followed through.
 * @throws PlanwatchError CLI_UNKNOWN_INDICATOR
 */
function pick(courses: readonly Course[], source: string, wanted: string): Course[] {
  const means: ((indicator: Indicator) => boolean)[] = [
    (i) => i.id === wanted,
    (i) => i.concept === wanted,
    (i) => i.name === wanted,
    (i) => i.name.includes(wanted),
  ];
  for (const meant of means) {
    const found = courses.filter((course) => course.values.some((v) => meant(v.indicator)));
    if (found.length > 0) return found;
  }
  const known = courses.flatMap((c) => [c.name, ...(c.concept === null ? [] : [c.concept])]);
  throw new PlanwatchError('CLI_UNKNOWN_INDICATOR', { source, indicator: wanted, near: nearestOf(wanted, known) });
}

/** One indicator under its name: a line for each snapshot that states it, the values that differ from the one before marked. */
function courseText(course: Course, context: CliContext, timezone: string, t: Translate): string {
  const said = course.values.map((v) => sayStatement(v.indicator, []));
  const width = Math.max(...said.map((value) => stringWidth(value)));
  const lines = course.values.map((v, i) => {
    const mark = i > 0 && said[i] !== said[i - 1] ? '*' : ' ';
    const value = said[i] as string;
    return `  ${dayOf(v.capturedAt, timezone)} ${mark} ${value}${' '.repeat(width - stringWidth(value))}  ${v.snapshot}`;
  });
  const of = [course.measure === 'level' ? '' : t(course.measure as Word), t(course.role as Word), course.period ?? '']
    .filter(Boolean)
    .join(' ');
  return `${styled(context.terminal.isTty, 'bold', course.name)}  ${of}\n${lines.join('\n')}\n`;
}
