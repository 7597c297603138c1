import type { CheckRecord } from '../records/index.js';
import { type MessageOptions, type Told, toAliveDelivery, toRecoveryDelivery, toTroubleDelivery } from './alert-messages.js';
import { type AlertState, emptyAlertState, type Incident } from './alert-state.js';
import { toReason } from './reasons.js';
import type { Delivery } from './types.js';

/** A source and its log, oldest check first; the log may begin anywhere before the last alert. */
export interface SourceHistory {
  readonly source: Told['source'];
  readonly checks: readonly CheckRecord[];
}

export interface AlertOptions extends MessageOptions {
  /** Failures in a row before somebody is told; content in quarantine is told at once. */
  readonly afterFailures: number;
  /** Days between two signs of life; 0 for none. @default 7 */
  readonly aliveEveryDays?: number;
}

export interface PlannedAlerts {
  readonly deliveries: readonly Delivery[];
  /** To be stored once the deliveries are in the outbox: planned again from the old state, they carry the same ids. */
  readonly state: AlertState;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A daily run is some seconds earlier or later than a week ago, and in CI hours: the sign of life must not slip by a day each week. */
const ALIVE_TOLERANCE_MS = 12 * 60 * 60 * 1000;
/** With fewer sources "all of them fail" says nothing about this machine. */
const MIN_SOURCES_FOR_ALL = 3;

/**
 * What has to be told about the sources now: each outage once when it has lasted `afterFailures` checks (at once for quarantine), once
 * more when it is over, and every week that the watch is alive. Outages that are told in one call share one message. Pure.
 * @param state from the last call, as stored; null before the first
 */
export function planAlerts(histories: readonly SourceHistory[], state: AlertState | null, options: AlertOptions): PlannedAlerts {
  const before = state ?? emptyAlertState(options.now);
  const fresh: Told[] = [];
  const over: Told[] = [];
  const incidents: Record<string, Incident> = {};
  for (const { source, checks } of histories) {
    const known = before.incidents[source.id];
    const streak = currentStreak(checks, known);
    if (known !== undefined && streak?.since !== known.since)
      over.push({ source, incident: known, recoveredAt: recoveryOf(checks, known) });
    if (streak === null) continue;
    const told = known !== undefined && streak.since === known.since;
    const due = told || streak.quarantined || streak.count >= options.afterFailures;
    if (!due) continue;
    const incident: Incident = told ? { ...known, count: streak.count } : { ...toIncident(streak), alertedAt: options.now };
    incidents[source.id] = incident;
    if (!told) fresh.push({ source, incident, error: streak.last.error ?? null });
  }
  const bad = histories.filter((h) => isBad(h.checks.at(-1))).length;
  const allFail = bad >= MIN_SOURCES_FOR_ALL && bad === histories.length;
  const alive = planAlive(histories, before, Object.keys(incidents).length, options);
  return {
    deliveries: [
      ...(fresh.length === 0 ? [] : [toTroubleDelivery(fresh, allFail, options)]),
      ...(over.length === 0 ? [] : [toRecoveryDelivery(over, options)]),
      ...(alive === null ? [] : [alive]),
    ],
    state: { schema: 'planwatch.alerts/1', incidents, aliveAt: alive === null ? before.aliveAt : options.now },
  };
}

interface Streak {
  readonly since: string;
  readonly count: number;
  readonly quarantined: boolean;
  readonly last: CheckRecord;
}

const isBad = (check: CheckRecord | undefined): boolean => check?.outcome === 'failed' || check?.outcome === 'quarantined';

/** The bad checks at the end of a log. Where the log begins in the middle of an outage that is known, it is that outage. */
function currentStreak(checks: readonly CheckRecord[], known: Incident | undefined): Streak | null {
  const last = checks.at(-1);
  if (last === undefined)
    return known === undefined ? null : { ...known, quarantined: false, last: { at: known.since, outcome: 'failed', snapshot: null } };
  if (!isBad(last)) return null;
  const start = checks.findLastIndex((c) => !isBad(c)) + 1;
  const streak = checks.slice(start);
  const first = streak[0] as CheckRecord;
  const continues = known !== undefined && (start === 0 ? known.since <= first.at : known.since === first.at);
  return {
    since: continues ? known.since : first.at,
    count: continues && known.since < first.at ? Math.max(known.count, streak.length) : streak.length,
    quarantined: streak.some((c) => c.outcome === 'quarantined'),
    last,
  };
}

const toIncident = (streak: Streak): Omit<Incident, 'alertedAt'> => ({
  since: streak.since,
  count: streak.count,
  reason: toReason(streak.last),
});

/** The first good check after the outage began. */
const recoveryOf = (checks: readonly CheckRecord[], incident: Incident): string | null =>
  checks.find((c) => c.at > incident.since && !isBad(c))?.at ?? null;

/** Whether a sign of life is due, and what it counts. */
function planAlive(histories: readonly SourceHistory[], before: AlertState, troubled: number, options: AlertOptions): Delivery | null {
  const everyMs = (options.aliveEveryDays ?? 7) * DAY_MS;
  if (everyMs <= 0 || Date.parse(options.now) - Date.parse(before.aliveAt) < everyMs - ALIVE_TOLERANCE_MS) return null;
  const checks = histories.flatMap((h) => h.checks.filter((c) => c.at > before.aliveAt && c.at <= options.now));
  const revised = checks.reduce((sum, c) => sum + (c.summary?.revised ?? 0), 0);
  const jurisdictions = [...new Set(histories.map((h) => h.source.jurisdiction))];
  const counts = { sources: histories.length, checks: checks.length, revised, troubled };
  return toAliveDelivery(counts, before.aliveAt, jurisdictions, options);
}
