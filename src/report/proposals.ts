import { clean, type Formatter, name as nameOf } from './format.js';
import { isMessageKey } from './messages/index.js';
import type { ProposalRow } from './schema.js';
import type { ReportInput } from './types.js';

/** Plan documents that listing pages offered in the period, in the order they were found. */
export function proposalsOf(input: Pick<ReportInput, 'proposals' | 'sources'>, f: Formatter): ProposalRow[] {
  const listings = new Map(input.sources.map(({ source }) => [source.id, source.title]));
  return (input.proposals ?? []).map(({ source, title, url, kind, on, seenAt }) => {
    const key = `kind.${kind}`;
    return {
      source,
      listingText: nameOf(listings.get(source) ?? source),
      title: nameOf(title),
      url: clean(url).trim(),
      kindText: isMessageKey(key) ? f.t(key) : nameOf(kind),
      onText: on === null ? null : f.day(on),
      seenText: f.instant(seenAt),
    };
  });
}
