const MINUTES = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;

/** What a clock in the zone shows, with the zone's name: `2021-03-01 08:17 Asia/Shanghai`. */
export const wallClock = (instant: string, timezone: string): string =>
  `${new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, ...MINUTES }).format(new Date(instant))} ${timezone}`;

/** To the second, with the zone's offset on that day: `2021-03-01T08:17:05+08:00`; `Z` for no offset. */
export function timeWithOffset(instant: string, timezone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, ...MINUTES, second: '2-digit', timeZoneName: 'longOffset' });
  const of = Object.fromEntries(format.formatToParts(new Date(instant)).map((x) => [x.type, x.value]));
  // ICU writes `GMT+08:00`, with a true minus sign; for no offset, `GMT` alone or `GMT+00:00`.
  const offset = (of.timeZoneName ?? '').replace('GMT', '').replace('−', '-').replace('+00:00', '') || 'Z';
  return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}:${of.second}${offset}`;
}
