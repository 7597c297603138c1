import type { Change, ChangeType } from '../diff/index.js';
import { fitCharacters } from './chat-markdown.js';
import { oneLine } from './compose.js';
import type { DeliveryItem } from './types.js';
import { type DeliverLocale, wordsOf } from './words.js';

/** Mail programs show some 40 characters of a subject. */
const MAX_NAME_CHARS = 20;

export interface Period {
  readonly since: string;
  readonly until: string;
}

/** The subject of a report: counts, and the revision that comes first. Made of the items a channel gets, for it must not tell of others. */
export function toReportSubject(items: readonly DeliveryItem[], period: Period, locale: DeliverLocale): string {
  const words = wordsOf(locale);
  const summary = countItems(items);
  const headline = items.find((i) => i.changeType === 'revised')?.headline;
  const foremost = headline === undefined ? '' : words.foremost(headline, summary.revised > 1);
  return words.reportSubject(summary, foremost, items.filter((i) => i.changeType === null).length, period.since, period.until);
}

export function countItems(items: readonly DeliveryItem[]): Record<ChangeType, number> {
  const of = (type: ChangeType) => items.filter((i) => i.changeType === type).length;
  return { revised: of('revised'), added: of('added'), removed: of('removed'), reworded: of('reworded'), moved: of('moved') };
}

/** What a reader sees of a revision in the list of messages: its name, and whether it rose or fell. */
export function toHeadline({ after, before, direction }: Change, locale: DeliverLocale): string {
  const name = fitCharacters(oneLine((after ?? before)?.name ?? ''), MAX_NAME_CHARS);
  if (direction === null) return name;
  return `${name}${locale === 'en' ? ' ' : ''}${wordsOf(locale).directions[direction]}`;
}
