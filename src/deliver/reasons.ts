import type { CheckRecord } from '../records/index.js';

export const TROUBLE_REASONS = [
  'not-found',
  'moved',
  'blocked',
  'robots',
  'rate-limited',
  'certificate',
  'timeout',
  'dns',
  'unreachable',
  'server-error',
  'address-refused',
  'too-large',
  'not-a-document',
  'quarantined',
  'unreadable',
  'no-address',
  'browser',
  'fault',
  'other',
] as const;
export type TroubleReason = (typeof TROUBLE_REASONS)[number];

/**
 * Reasons by the names of the codes in errors.ts, first match wins. Names are read rather than listed, so that a new code of fetch/ or
 * document/ is classified as soon as it is named like its kin.
 */
const BY_CODE: readonly (readonly [RegExp, TroubleReason])[] = [
  [/DOUBTFUL|QUARANTINE/, 'quarantined'],
  [/^WATCH_NO_ADDRESS$/, 'no-address'],
  [/_BUG$|^DIFF_/, 'fault'],
  [/ROBOTS/, 'robots'],
  [/RATE_LIMIT|TOO_MANY/, 'rate-limited'],
  [/TLS|CERT/, 'certificate'],
  [/ADDRESS_FORBIDDEN|PRIVATE|URL_INVALID/, 'address-refused'],
  [/^DOCUMENT_(?:TIMEOUT|TOO_LARGE)/, 'unreadable'],
  [/TIMEOUT/, 'timeout'],
  [/DNS|LOOKUP/, 'dns'],
  [/NOT_FOUND|GONE/, 'not-found'],
  [/REDIRECT|MOVED/, 'moved'],
  [/BLOCKED|FORBIDDEN|CHALLENGE/, 'blocked'],
  [/NOT_A_DOCUMENT|EMPTY/, 'not-a-document'],
  [/TOO_LARGE/, 'too-large'],
  [/BROWSER/, 'browser'],
  [/^DOCUMENT_|UNREADABLE|CHARSET/, 'unreadable'],
  [/SERVER|NOT_MODIFIED/, 'server-error'],
  [/REFUSED|PROXY|INCOMPLETE|PROTOCOL|RESET|UNREACHABLE|DOWN|CONNECT|NETWORK|ABORTED/, 'unreachable'],
];

/** Why a check came to nothing, in the few words an operator sorts by. */
export function toReason(record: Pick<CheckRecord, 'outcome' | 'error' | 'status'>): TroubleReason {
  if (record.outcome === 'quarantined') return 'quarantined';
  const code = record.error?.code ?? '';
  const byCode = BY_CODE.find(([pattern]) => pattern.test(code))?.[1];
  return byCode ?? byStatus(record.status);
}

function byStatus(status: number | undefined): TroubleReason {
  if (status === undefined) return 'other';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429) return 'rate-limited';
  if (status >= 300 && status < 400) return 'moved';
  if (status >= 500) return 'server-error';
  return status >= 400 ? 'blocked' : 'other';
}
