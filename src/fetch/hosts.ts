import PQueue from 'p-queue';
import type { NetworkSettings, Surroundings } from './settings.js';

/** Beyond this many hosts, those at rest are forgotten. */
const MAX_HOSTS = 1000;
/** A robots.txt may ask for more, but a run has other sources to look at. */
const MAX_CRAWL_DELAY_MS = 10_000;

interface Lane {
  readonly queue: PQueue;
  /** Earliest start of the next request, in milliseconds since the epoch. */
  nextAt: number;
  delayMs: number;
}

/** Who may send when: a lane for each host inside an overall limit. A request that waits for its host holds up no other. */
export interface Hosts {
  /** @param paced  false for a hop of one fetch on the same host, which is one visit */
  run<T>(host: string, paced: boolean, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Nobody asks this host before the instant: it said so. */
  holdUntil(host: string, at: number): void;
  /** `Crawl-delay` of robots.txt. */
  slowDown(host: string, delayMs: number): void;
}

export function createHosts(
  settings: Pick<NetworkSettings, 'concurrency' | 'perHost'>,
  { now, sleep }: { readonly now: () => number; readonly sleep: Surroundings['sleep'] },
): Hosts {
  const overall = new PQueue({ concurrency: settings.concurrency });
  const lanes = new Map<string, Lane>();

  function laneOf(host: string): Lane {
    const known = lanes.get(host);
    if (known !== undefined) return known;
    if (lanes.size >= MAX_HOSTS) {
      for (const [name, lane] of lanes) if (lane.queue.size + lane.queue.pending === 0 && lane.nextAt <= now()) lanes.delete(name);
    }
    const lane = { queue: new PQueue({ concurrency: settings.perHost.concurrency }), nextAt: 0, delayMs: settings.perHost.delayMs };
    lanes.set(host, lane);
    return lane;
  }

  return {
    run(host, paced, task, signal) {
      const lane = laneOf(host);
      return lane.queue.add(async () => {
        const at = paced ? now() : 0;
        const wait = paced ? lane.nextAt - at : 0;
        // Booked before the wait, so that two who wait together leave one after the other.
        if (paced) lane.nextAt = Math.max(lane.nextAt, at) + lane.delayMs;
        if (wait > 0) await sleep(wait, signal);
        return overall.add(task);
      });
    },
    holdUntil(host, at) {
      const lane = laneOf(host);
      lane.nextAt = Math.max(lane.nextAt, at);
    },
    slowDown(host, delayMs) {
      const lane = laneOf(host);
      lane.delayMs = Math.max(lane.delayMs, Math.min(delayMs, MAX_CRAWL_DELAY_MS));
    },
  };
}
