import { PlanwatchError } from '../errors.js';

/** For so long a host that did not answer is not waited for as patiently again. */
const REMEMBER_MS = 10 * 60_000;
/** So many sources in a row could not even connect: the next ones are not tried. */
const MAX_UNREACHED = 3;

interface Trouble {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Fetches in a row that found no connection at all. */
  readonly unreached: number;
}

/** What a fetcher remembers of hosts that do not answer, so that fifty pages of a dead site cost minutes and not hours. */
export interface Health {
  /** @throws PlanwatchError FETCH_HOST_DOWN */
  admit(url: URL): void;
  /** True where another page of the host ran into a timeout not long ago: then waiting for it once is enough. */
  isSlow(url: URL): boolean;
  failed(url: URL, error: PlanwatchError): void;
  answered(url: URL): void;
}

/** A timeout before any connection stood; `exchange` says so in the cause. */
const isUnreached = (error: PlanwatchError): boolean =>
  error.code === 'FETCH_TIMEOUT' && (error.cause as { code?: string } | undefined)?.code === 'ETIMEDOUT';

export function createHealth(now: () => number): Health {
  const troubles = new Map<string, Trouble>();
  const recent = (url: URL): Trouble | undefined => {
    const trouble = troubles.get(url.host);
    return trouble !== undefined && now() - trouble.at < REMEMBER_MS ? trouble : undefined;
  };
  return {
    admit(url) {
      const { unreached = 0 } = recent(url) ?? {};
      if (unreached >= MAX_UNREACHED) throw new PlanwatchError('FETCH_HOST_DOWN', { url: url.href, host: url.host, count: unreached });
    },
    isSlow: (url) => recent(url) !== undefined,
    failed(url, error) {
      if (error.code !== 'FETCH_TIMEOUT') return;
      troubles.set(url.host, { at: now(), unreached: isUnreached(error) ? (recent(url)?.unreached ?? 0) + 1 : 0 });
    },
    answered: (url) => void troubles.delete(url.host),
  };
}
