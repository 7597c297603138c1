import type { Snapshot } from '../records/index.js';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The calendar day of an instant in an IANA timezone, `YYYY-MM-DD`. */
function dayIn(instant: string, timezone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(instant),
  );
  const get = (type: string): string => parts.find((x) => x.type === type)?.value ?? '';
  return `${get('year').padStart(4, '0')}-${get('month')}-${get('day')}`;
}

export function isDay(when: string): boolean {
  const date = new Date(`${when}T00:00:00Z`);
  return DAY.test(when) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(when);
}

/** An instant carries a zone; without one it would mean another moment on each machine. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** The 30th of February is no day, although `Date` takes it for one of March. */
export const isInstant = (when: string): boolean => INSTANT.test(when) && isDay(when.slice(0, 10)) && !Number.isNaN(Date.parse(when));

/** True for what may stand behind the `@`: `first`, a calendar day, an instant with its zone, or a snapshot's id. */
export const isWhen = (when: string): boolean => when === 'first' || isDay(when) || isInstant(when) || /Z-[0-9a-f]{12}$/.test(when);

/**
 * The snapshot that stood for the page at a time: `first`, an instant (the last one captured up to it), a day (the last one up to the end
 * of that day in `timezone`), or an exact snapshot id.
 * @param list  in order of capture
 * @param when  null for the newest
 * @returns null where there was none yet, or `when` cannot be read
 */
export function snapshotAt(list: readonly Snapshot[], when: string | null, timezone: string): Snapshot | null {
  if (when === null) return list.at(-1) ?? null;
  if (when === 'first') return list[0] ?? null;
  if (!isWhen(when)) return null;
  const exact = list.find((x) => x.id === when);
  if (exact !== undefined) return exact;
  if (isDay(when)) return list.findLast((x) => dayIn(x.capturedAt, timezone) <= when) ?? null;
  return INSTANT.test(when) ? (list.findLast((x) => Date.parse(x.capturedAt) <= Date.parse(when)) ?? null) : null;
}
