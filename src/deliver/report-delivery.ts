import type { Change } from '../diff/index.js';
import type { Source } from '../records/index.js';
import { compose, escapeHtml, escapeMarkdown, join, oneLine, toParagraph } from './compose.js';
import { describeChange } from './describe-change.js';
import { countItems, toHeadline, toReportSubject } from './report-subject.js';
import type { Attachment, Delivery, DeliveryItem } from './types.js';
import { type DeliverLocale, wordsOf } from './words.js';

type ToldSource = Pick<Source, 'id' | 'title' | 'jurisdiction'>;

export interface ReportDeliveryInput {
  readonly reportId: string;
  /** Instant the report was made. */
  readonly at: string;
  /** Days, inclusive. */
  readonly since: string;
  readonly until: string;
  readonly locale: DeliverLocale;
  /** What was recorded in the period, one entry per change set, oldest first. */
  readonly changed: readonly { readonly source: ToldSource; readonly changes: readonly Change[] }[];
  /** Sources captured for the first time, with the number of their indicators. */
  readonly first: readonly { readonly source: ToldSource; readonly indicators: number }[];
  /** Further sentences of our own (sources in trouble, unverified certificates), one paragraph each. */
  readonly notes?: readonly string[];
  readonly attachments: readonly Attachment[];
}

/** What a reader would act on comes first: revised, removed and added targets, then actual figures, then mere wording. */
const TYPE_ORDER = ['revised', 'removed', 'added', 'reworded', 'moved'] as const;
const rank = ({ type, before, after }: Change): number =>
  TYPE_ORDER.indexOf(type) +
  ((before ?? after)?.role === 'target' || after?.role === 'target' ? 0 : TYPE_ORDER.length) +
  (type === 'reworded' || type === 'moved' ? 100 : 0);

/**
 * The message that goes with a report: subject with the counts, one line per change, files attached. Every word of a page is escaped for
 * the form it stands in, and none can begin a line of its own. The id of the delivery is the report's, so that a report goes out once.
 */
export function toReportDelivery(input: ReportDeliveryInput): Delivery {
  const { locale } = input;
  const words = wordsOf(locale);
  const changes = input.changed
    .flatMap(({ source, changes: list }) => list.map((change) => ({ source, change })))
    .sort((a, b) => rank(a.change) - rank(b.change));
  const items: DeliveryItem[] = [
    ...changes.map(({ source, change }) => ({
      ...toItemBody(source, describeChange(change, locale)),
      jurisdiction: source.jurisdiction,
      concept: (change.after ?? change.before)?.concept ?? null,
      changeType: change.type,
      ...(change.type === 'revised' ? { headline: toHeadline(change, locale) } : {}),
    })),
    ...input.first.map(({ source, indicators }) => ({
      ...toItemBody(source, words.firstCapture(indicators)),
      jurisdiction: source.jurisdiction,
      concept: null,
      changeType: null,
    })),
  ];
  const period = { since: input.since, until: input.until };
  const subject = toReportSubject(items, period, locale);
  const head = toParagraph(items.length === 0 ? words.reportNothing : subject);
  const files = input.attachments.map((a) => a.fileName);
  const foot = join([...(input.notes ?? []).map(toParagraph), ...(files.length === 0 ? [] : [toParagraph(words.attached(files))])]);
  const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
  return {
    id: input.reportId,
    kind: 'report',
    at: input.at,
    subject,
    ...compose(head, items, foot, locale),
    parts: { head, items, foot, period },
    attachments: input.attachments,
    jurisdictions: unique(items.map((i) => i.jurisdiction)),
    concepts: unique(items.flatMap((i) => i.concept ?? [])),
    changeTypes: unique(items.flatMap((i) => i.changeType ?? [])),
    locale,
    data: {
      event: 'report',
      since: input.since,
      until: input.until,
      summary: countItems(items),
      first: input.first.map((f) => f.source.id),
    },
  };
}

function toItemBody(source: ToldSource, line: string): Pick<DeliveryItem, 'text' | 'markdown' | 'html'> {
  // One district may have several watched documents: the title tells them apart.
  const place = oneLine(source.title.startsWith(source.jurisdiction) ? source.title : `${source.jurisdiction} · ${source.title}`);
  return {
    text: `[${place}] ${line}`,
    markdown: `**${escapeMarkdown(place)}** ${escapeMarkdown(line)}`,
    html: `<strong>${escapeHtml(place)}</strong> ${escapeHtml(line)}`,
  };
}
