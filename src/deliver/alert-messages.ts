import { createHash } from 'node:crypto';
import type { CheckRecord, Source } from '../records/index.js';
import type { Incident } from './alert-state.js';
import { compose, escapeHtml, escapeMarkdown, NOTHING, oneLine, toLink, toParagraph, toWords } from './compose.js';
import { formatInstant } from './time.js';
import type { Body, Delivery, DeliveryItem } from './types.js';
import { type DeliverLocale, wordsOf } from './words.js';

export interface MessageOptions {
  readonly now: string;
  /** @default 'zh-CN' */
  readonly locale?: DeliverLocale;
  /** Times are told in it. @default 'Asia/Shanghai' */
  readonly timezone?: string;
}

/** An outage that begins or ends for the reader. */
export interface Told {
  readonly source: Pick<Source, 'id' | 'title' | 'jurisdiction' | 'url'>;
  readonly incident: Incident;
  readonly error?: CheckRecord['error'] | null;
  readonly recoveredAt?: string | null;
}

export function toTroubleDelivery(told: readonly Told[], allFail: boolean, options: MessageOptions): Delivery {
  const words = wordsOf(options.locale);
  const head = joinText([words.troubleHead, allFail ? words.allFail : '']);
  const items = told.map(({ source, incident, error }) => {
    const reason = words.reasons[incident.reason];
    const lines: Detail[] = [
      [words.reason, toWords(error == null ? reason : `${reason} (${error.code})`)],
      [words.advice, toWords(words.advices[incident.reason])],
      ...(source.url === null ? [] : [[words.address, toLink(source.url)] as const]),
    ];
    return toItem(source, words.since(timeOf(incident.since, options), incident.count), lines, words.separator);
  });
  return toDelivery('alert', told, words.troubleSubject(told.map((t) => t.source.title)), toParagraph(head), items, options);
}

export function toRecoveryDelivery(told: readonly Told[], options: MessageOptions): Delivery {
  const words = wordsOf(options.locale);
  const items = told.map(({ source, incident, recoveredAt }) => {
    const until = timeOf(recoveredAt ?? options.now, options);
    const line = words.recovered(timeOf(incident.since, options), until, incident.count);
    return toItem(source, line, [[words.reason, toWords(words.reasons[incident.reason])]], words.separator);
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

type Detail = readonly [name: string, value: Body];

function toItem(source: Told['source'], line: string, details: readonly Detail[], separator: string): DeliveryItem {
  const title = `${oneLine(source.title)} (${source.id})`;
  return {
    jurisdiction: source.jurisdiction,
    concept: null,
    changeType: null,
    text: [`${title}${separator}${oneLine(line)}`, ...details.map(([k, v]) => `  ${k}${separator}${v.text}`)].join('\n'),
    markdown: [
      `**${escapeMarkdown(title)}**${separator}${escapeMarkdown(line)}`,
      ...details.map(([k, v]) => `  - ${k}${separator}${v.markdown}`),
    ].join('\n'),
    html: `<strong>${escapeHtml(title)}</strong>${separator}${escapeHtml(line)}${details.map(([k, v]) => `<br>${k}${separator}${v.html}`).join('')}`,
  };
}

/** The id names the outages it tells of, so that the same plan made twice is the same message. */
function toDelivery(
  what: 'alert' | 'recovered',
  told: readonly Told[],
  subject: string,
  head: Body,
  items: readonly DeliveryItem[],
  options: MessageOptions,
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

export function toAliveDelivery(
  counts: { readonly sources: number; readonly checks: number; readonly revised: number; readonly troubled: number },
  since: string,
  jurisdictions: readonly string[],
  options: MessageOptions,
): Delivery {
  const words = wordsOf(options.locale);
  const stop = options.locale === 'en' ? '.' : '。';
  const subject = words.aliveSubject(counts.sources, counts.checks, counts.revised);
  const trouble = counts.troubled > 0 ? `${words.aliveTrouble(counts.troubled)}${stop}` : '';
  const period = words.alivePeriod(timeOf(since, options), timeOf(options.now, options));
  return {
    id: `alive:${options.now.slice(0, 10)}`,
    kind: 'alive',
    at: options.now,
    subject,
    ...toParagraph(joinText([`${subject}${stop}`, trouble, period])),
    attachments: [],
    jurisdictions,
    concepts: [],
    changeTypes: [],
    locale: options.locale ?? 'zh-CN',
    data: { event: 'alive', ...counts },
  };
}

const joinText = (sentences: readonly string[]): string => sentences.filter((s) => s !== '').join(' ');

const timeOf = (instant: string, options: MessageOptions): string => formatInstant(instant, options.timezone ?? 'Asia/Shanghai');
