import type { Source } from '../records/index.js';

/** What a conditional request carries; taken from the last good snapshot. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A complete answer with a 2xx status. Instants are ISO 8601 in UTC. */
export interface Fetched {
  readonly kind: 'fetched';
  readonly bytes: Uint8Array;
  readonly url: string;
  readonly finalUrl: string;
  readonly status: number;
  /** Lower-case names; cookies and other secrets left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly mediaType: string | null;
  readonly charset: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly capturedAt: string;
  readonly insecureTls: boolean;
}

export interface NotModified {
  readonly kind: 'not-modified';
  readonly url: string;
  readonly capturedAt: string;
}

export interface FetchRequest {
  readonly url: string;
  readonly source: Pick<Source, 'id' | 'robots' | 'timeoutMs' | 'fetch'>;
  /** Omitted for a full fetch. */
  readonly validators?: Validators;
  readonly signal?: AbortSignal;
  /** The page that links here; some servers hand out attachments to nobody else. */
  readonly referer?: string;
}

/** @throws PlanwatchError FETCH_*; anything else is our bug. */
export interface Fetcher {
  fetch(request: FetchRequest): Promise<Fetched | NotModified>;
  close(): Promise<void>;
}
