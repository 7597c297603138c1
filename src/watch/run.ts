import type { Source } from '../records/index.js';
import { checkSource } from './check.js';
import type { CheckResult, WatchParts } from './types.js';

/** The outcome of one round over the sources; `checks` in the order of the configuration. */
export interface RunResult {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly checks: readonly CheckResult[];
  /** True where the run was told to stop before every source had been checked. */
  readonly interrupted: boolean;
}

export interface RunOptions {
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  /** Called as each check ends; for a progress bar. */
  readonly onCheck?: (result: CheckResult, done: number, total: number) => void;
}

/**
 * Checks every given source once. Sources without an address are left to `planwatch import`.
 * @throws PlanwatchError SNAPSHOTS_* as soon as the store cannot be read or written; what was recorded by then stands
 */
export async function runChecks(parts: WatchParts, sources: readonly Source[], options: RunOptions): Promise<RunResult> {
  const startedAt = parts.now();
  const due = sources.filter((s) => s.url !== null);
  const results = new Map<string, CheckResult>();
  let fatal: unknown = null;
  let next = 0;
  // Workers that help themselves, and no queue: thousands of waiting tasks would outlive the young generation, each with its promise.
  const worker = async (): Promise<void> => {
    for (;;) {
      const source = due[next++];
      if (source === undefined || options.signal?.aborted || fatal !== null) return;
      try {
        const result = await checkSource(parts, source, options.signal);
        results.set(source.id, result);
        options.onCheck?.(result, results.size, due.length);
      } catch (error) {
        if (!options.signal?.aborted) fatal ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(options.concurrency, due.length)) }, worker));
  if (fatal !== null) throw fatal;
  const checks = due.flatMap((s) => results.get(s.id) ?? []);
  return { startedAt, finishedAt: parts.now(), checks, interrupted: checks.length < due.length };
}
