/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function dayOf(instant: string, timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  );
}

/** A predicate for instants whose day in the zone lies within `[since, until]`; one formatter for many instants. */
export function withinDays(since: string, until: string, timezone: string): (instant: string) => boolean {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (instant) => {
    const day = format.format(new Date(instant));
    return day >= since && day <= until;
  };
}
