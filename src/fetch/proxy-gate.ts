import type { LookupAddress } from 'node:dns';
import { PlanwatchError } from '../errors.js';
import { hostOf, resolveAllowed } from './address.js';
import type { Lookup } from './settings.js';

/** Where a proxy is needed, names of the world often mean nothing to the name service here; it is not waited for longer than this. */
const PATIENCE_MS = 2000;

/**
 * The gate before a proxy, which resolves names itself: what it connects to cannot be seen from here. A name that this machine resolves to
 * forbidden addresses only is refused; one that it cannot resolve is left to the proxy, which should refuse private addresses on its own.
 */
export function createProxyGate({ allow, lookup }: { readonly allow: readonly string[]; readonly lookup: Lookup }) {
  const asked = new Map<string, Promise<PlanwatchError | null>>();

  async function judge(url: URL): Promise<PlanwatchError | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<readonly LookupAddress[]>((resolve) => {
      timer = setTimeout(() => resolve([]), PATIENCE_MS);
    });
    try {
      await Promise.race([resolveAllowed(url, allow, lookup), late]);
      return null;
    } catch (error) {
      return error instanceof PlanwatchError && error.code === 'FETCH_ADDRESS_FORBIDDEN' ? error : null;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    /** @throws PlanwatchError FETCH_ADDRESS_FORBIDDEN */
    async check(url: URL): Promise<void> {
      const host = hostOf(url);
      const answer = asked.get(host) ?? judge(url);
      asked.set(host, answer);
      const error = await answer;
      if (error !== null) throw error;
    },
  };
}
