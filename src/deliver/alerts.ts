import { createHash } from 'node:crypto';
import type { CheckRecord, Source } from '../records/index.js';
import { type AlertState, emptyAlertState, type Incident } from './alert-state.js';
import { compose, escapeHtml, escapeMarkdown, NOTHING, oneLine, toParagraph } from './compose.js';
import { toReason } from './reasons.js';
import { formatInstant } from './time.js';
import type { Body, Delivery, DeliveryItem } from './types.js';
import { type DeliverLocale, wordsOf } from './words.js';

/** A source and its log, oldest check first; the log may begin anywhere before the last alert. */
export interface SourceHistory {
  readonly source: Pick<Source, 'id' | 'title' | 'jurisdiction' | 'url'>;
  readonly checks: readonly CheckRecord[];
}

export interface AlertOptions {
  /** Failures in a row before somebody is told; content in quarantine is told at once. */
  readonly afterFailures: number;
  readonly now: string;
  /** @default 'zh-CN' */
  readonly locale?: DeliverLocale;
  /** Times are told in it. @default 'Asia/Shanghai' */
  readonly timezone?: string;
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

interface Told {
  readonly source: SourceHistory['source'];
  readonly incident: Incident;
  readonly error?: CheckRecord['error'] | null;
  readonly recoveredAt?: string | null;
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

function toTroubleDelivery(told: readonly Told[], allFail: boolean, options: AlertOptions): Delivery {
  const words = wordsOf(options.locale);
  const head = joinText([words.troubleHead, allFail ? words.allFail : '']);
  const items = told.map(({ source, incident, error }) => {
    const lines: [string, string][] = [
      [words.reason, error == null ? words.reasons[incident.reason] : `${words.reasons[incident.reason]} (${error.code})`],
    ];
    lines.push([words.advice, words.advices[incident.reason]]);
    if (source.url !== null) lines.push([words.address, source.url]);
    return toItem(source, words.since(timeOf(incident.since, options), incident.count), lines, words.separator);
  });
  return toDelivery('alert', told, words.troubleSubject(told.map((t) => t.source.title)), toParagraph(head), items, options);
}

function toRecoveryDelivery(told: readonly Told[], options: AlertOptions): Delivery {
  const words = wordsOf(options.locale);
  const items = told.map(({ source, incident, recoveredAt }) => {
    const until = timeOf(recoveredAt ?? options.now, options);
    const line = words.recovered(timeOf(incident.since, options), until, incident.count);
    return toItem(source, line, [[words.reason, words.reasons[incident.reason]]], words.separator);
  });
  return toDelivery(
    'recovered',
    told,
    words.recoverySubject(told.map((t) => t.source.title)),
    toParagraph(words.recoveryHead),
    items,
    options,
  );
}

function toItem(
  source: SourceHistory['source'],
  line: string,
  details: readonly (readonly [string, string])[],
  separator: string,
): DeliveryItem {
  const title = `${oneLine(source.title)} (${source.id})`;
  return {
    jurisdiction: source.jurisdiction,
    concept: null,
    changeType: null,
    text: [`${title}${separator}${oneLine(line)}`, ...details.map(([k, v]) => `  ${k}${separator}${oneLine(v)}`)].join('\n'),
    markdown: [
      `**${escapeMarkdown(title)}**${separator}${escapeMarkdown(line)}`,
      ...details.map(([k, v]) => `  - ${k}${separator}${escapeMarkdown(v)}`),
    ].join('\n'),
    html: `<strong>${escapeHtml(title)}</strong>${separator}${escapeHtml(line)}${details.map(([k, v]) => `<br>${k}${separator}${escapeHtml(v)}`).join('')}`,
  };
}

/** The id names the outages it tells of, so that the same plan made twice is the same message. */
function toDelivery(
  what: 'alert' | 'recovered',
  told: readonly Told[],
  subject: string,
  head: Body,
  items: readonly DeliveryItem[],
  options: AlertOptions,
): Delivery {
  const incidents = told.map((t) => `${t.source.id}@${t.incident.since}`).sort();
  const locale = options.locale ?? 'zh-CN';
  return {
    id: `${what}:${told.length === 1 ? incidents[0] : createHash('sha256').update(incidents.join('\n')).digest('hex').slice(0, 16)}`,
    kind: 'alert',
    at: options.now,
    subject: oneLine(subject),
    ...compose(head, items, NOTHING, locale),
    parts: { head, items, foot: NOTHING },
    attachments: [],
    jurisdictions: [...new Set(told.map((t) => t.source.jurisdiction))],
    concepts: [],
    changeTypes: [],
    locale,
    data: {
      event: what,
      sources: told.map((t) => ({ source: t.source.id, since: t.incident.since, count: t.incident.count, reason: t.incident.reason })),
    },
  };
}

function planAlive(histories: readonly SourceHistory[], before: AlertState, troubled: number, options: AlertOptions): Delivery | null {
  const everyMs = (options.aliveEveryDays ?? 7) * DAY_MS;
  if (everyMs <= 0 || Date.parse(options.now) - Date.parse(before.aliveAt) < everyMs - ALIVE_TOLERANCE_MS) return null;
  const words = wordsOf(options.locale);
  const checks = histories.flatMap((h) => h.checks.filter((c) => c.at > before.aliveAt && c.at <= options.now));
  const revised = checks.reduce((sum, c) => sum + (c.summary?.revised ?? 0), 0);
  const subject = words.aliveSubject(histories.length, checks.length, revised);
  const period = words.alivePeriod(timeOf(before.aliveAt, options), timeOf(options.now, options));
  return {
    id: `alive:${options.now.slice(0, 10)}`,
    kind: 'alive',
    at: options.now,
    subject,
    ...toParagraph(
      joinText([
        `${subject}${options.locale === 'en' ? '.' : '。'}`,
        troubled > 0 ? `${words.aliveTrouble(troubled)}${options.locale === 'en' ? '.' : '。'}` : '',
        period,
      ]),
    ),
    attachments: [],
    jurisdictions: [...new Set(histories.map((h) => h.source.jurisdiction))],
    concepts: [],
    changeTypes: [],
    locale: options.locale ?? 'zh-CN',
    data: { event: 'alive', sources: histories.length, checks: checks.length, revised, troubled },
  };
}

const joinText = (sentences: readonly string[]): string => sentences.filter((s) => s !== '').join(' ');

const timeOf = (instant: string, options: AlertOptions): string => formatInstant(instant, options.timezone ?? 'Asia/Shanghai');
