import { PlanwatchError } from '../errors.js';
import type { Delivery, Sent } from './types.js';

/** What one kind of channel has to do; subscription, naming and narrowing are done around it. */
export interface Driver {
  /** @throws PlanwatchError DELIVER_* */
  send(delivery: Delivery, signal?: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}

/** What every driver is given. */
export interface DriverContext {
  readonly name: string;
  /** Milliseconds since the epoch: chat robots sign with the time and refuse a signature of another hour. */
  readonly now: () => number;
  /** Blanks secrets out of foreign text. */
  readonly redact: (text: string) => string;
  /** The proxy for an address; null where it is asked directly. */
  readonly proxyFor: (url: URL) => URL | null;
  /** @throws PlanwatchError DELIVER_SECRET_MISSING where the variable was not set */
  readonly secret: (variable: string) => string;
}

export const SENT: Sent = { warnings: [] };

/**
 * The address of a channel, wherever it is configured.
 * @throws PlanwatchError DELIVER_SECRET_MISSING, DELIVER_ADDRESS
 */
export function addressOf(s: { readonly url: string | null; readonly urlEnv: string | null }, context: DriverContext): string {
  const url = (s.urlEnv === null ? (s.url ?? '') : context.secret(s.urlEnv)).trim();
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new PlanwatchError('DELIVER_ADDRESS', { channel: context.name, setting: s.urlEnv ?? 'url' });
  }
  return url;
}
