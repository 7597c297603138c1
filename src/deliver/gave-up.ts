import { join, toParagraph } from './compose.js';
import type { Delivery } from './types.js';
import { wordsOf } from './words.js';

const PREFIX = 'gave-up:';

/**
 * The alert for the other channels that one channel did not get a message; null where that message was such an alert itself, or two dead
 * channels would go on telling of one another.
 */
export function toGaveUpDelivery(
  lost: Delivery,
  channel: string,
  days: number,
  error: { readonly message: string; readonly hint: string },
  at: string,
): Delivery | null {
  if (lost.id.startsWith(PREFIX)) return null;
  const words = wordsOf(lost.locale);
  return {
    id: `${PREFIX}${channel}:${lost.id}`,
    kind: 'alert',
    at,
    subject: words.gaveUpSubject(channel),
    ...join([toParagraph(words.gaveUp(channel, lost.subject, days)), toParagraph(error.message), toParagraph(error.hint)]),
    attachments: lost.attachments,
    jurisdictions: [],
    concepts: [],
    changeTypes: [],
    ...(lost.locale === undefined ? {} : { locale: lost.locale }),
  };
}
