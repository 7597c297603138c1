import { basename, resolve } from 'node:path';
import type { Config } from '../config/index.js';
import { createChannels, createOutbox, type Delivery, parseAlertState, planAlerts, toReportDelivery } from '../deliver/index.js';
import { isInside, proxyFor } from '../fetch/index.js';
import type { ErrorRecord } from '../records/index.js';
import type { ReportInput } from '../report/index.js';
import type { SnapshotStore } from '../snapshots/index.js';
import type { CliContext } from './context.js';

const ALERTS = 'watch/alerts';
const MEDIA_TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
};

const NOTES = {
  'zh-CN': {
    insecureTls: (host: string) => `未校验 ${host} 的证书。`,
    robots: (ids: string) => `下列来源未遵守 robots.txt：${ids}。`,
  },
  en: {
    insecureTls: (host: string) => `The certificate of ${host} was not verified.`,
    robots: (ids: string) => `robots.txt was not honoured for ${ids}.`,
  },
} as const;

/** The message that goes with a report that was just written. */
export function toDelivery(input: ReportInput, paths: readonly string[]): Delivery {
  const words = NOTES[input.locale];
  return toReportDelivery({
    reportId: input.id,
    at: input.generatedAt,
    since: input.since,
    until: input.until,
    locale: input.locale,
    changed: input.sources.flatMap(({ source, changeSets }) => changeSets.map(({ set }) => ({ source, changes: set.diff.changes }))),
    first: input.sources.flatMap(({ source, baseline }) =>
      baseline === null ? [] : [{ source, indicators: baseline.edition.extraction.indicators.length }],
    ),
    notes: [
      ...input.notices.insecureTls.map((host) => words.insecureTls(host)),
      ...(input.notices.robotsOverridden.length > 0 ? [words.robots(input.notices.robotsOverridden.join('、'))] : []),
    ],
    attachments: paths.map((path) => ({
      fileName: basename(path),
      mediaType: MEDIA_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      path: resolve(path),
    })),
  });
}

/** As for fetches; a channel on this machine or inside the network is asked directly. */
const proxyOf =
  ({ network }: Config) =>
  (url: URL): URL | null =>
    isInside(url) ? null : proxyFor(url, network.proxy, network.allow);

/** Puts messages into the outbox, durably; nothing is sent yet. */
export async function enqueue(config: Config, context: CliContext, store: SnapshotStore, deliveries: readonly Delivery[]): Promise<void> {
  if (config.deliver.length === 0) return;
  const channels = createChannels(config.deliver, config.secrets, { proxyFor: proxyOf(config) });
  const outbox = createOutbox(store, channels, { now: context.now, log: context.log });
  try {
    for (const delivery of deliveries) await outbox.enqueue(delivery);
  } finally {
    for (const channel of channels) await channel.close();
  }
}

/** What has to be told of sources in trouble, of their recovery, and once a week that the watch is alive. */
export async function enqueueAlerts(config: Config, context: CliContext, store: SnapshotStore): Promise<void> {
  if (config.deliver.length === 0) return;
  const histories = [];
  for (const source of config.sources) {
    if (source.url !== null) histories.push({ source, checks: await store.checks(source.id) });
  }
  const { deliveries, state } = planAlerts(histories, parseAlertState(await store.getState(ALERTS)), {
    afterFailures: config.alerts.afterFailures,
    now: context.now(),
    locale: config.report.locale,
    timezone: config.timezone,
  });
  await enqueue(config, context, store, deliveries);
  await store.putState(ALERTS, state);
}

/** What a flush came to. */
export interface Flushed {
  /** The messages that were handed over. */
  readonly sent: readonly { readonly channel: string; readonly subject: string }[];
  /** What could not be sent now, or not be read. */
  readonly failures: readonly ErrorRecord[];
  /** Messages that wait for a channel still, with the time of the next attempt. */
  readonly waiting: readonly { readonly subject: string; readonly channel: string; readonly nextAt: string | null }[];
  readonly exit: 0 | 3 | 4;
}

/** Sends what is due; `retryPassing` also what failed for a passing reason, `retryNow` everything that waits. */
export async function flushOutbox(
  config: Config,
  context: CliContext,
  store: SnapshotStore,
  how: { readonly retryNow?: boolean; readonly retryPassing?: boolean } = {},
): Promise<Flushed> {
  const channels = createChannels(config.deliver, config.secrets, { proxyFor: proxyOf(config) });
  const outbox = createOutbox(store, channels, { now: context.now, log: context.log });
  try {
    const { results, damaged, exit } = await outbox.flush({ ...how, signal: context.signal });
    const pending = await outbox.pending();
    return {
      sent: results.filter((r) => r.outcome === 'sent').map(({ channel, subject }) => ({ channel, subject })),
      failures: [...results.flatMap((r) => (r.outcome !== 'waiting' && r.error ? [r.error] : [])), ...damaged],
      waiting: pending.flatMap((p) => p.channels.map(({ channel, nextAt }) => ({ subject: p.subject, channel, nextAt }))),
      exit,
    };
  } finally {
    for (const channel of channels) await channel.close();
  }
}

/** Whether a message is due now; cheap enough to be asked every few minutes. */
export async function isSomethingDue(config: Config, context: CliContext, store: SnapshotStore): Promise<boolean> {
  if (config.deliver.length === 0) return false;
  const nextAt = await createOutbox(store, [], { now: context.now, log: context.log }).nextAt();
  return nextAt !== null && nextAt <= context.now();
}
