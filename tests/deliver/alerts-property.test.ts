import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AlertState, parseAlertState, planAlerts } from '../../src/deliver/index.js';
import type { CheckRecord } from '../../src/records/index.js';

const outcomes = fc.array(
  fc.constantFrom('unchanged', 'changed', 'failed', 'failed', 'quarantined') as fc.Arbitrary<CheckRecord['outcome']>,
  { maxLength: 60 },
);
const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 86_400_000).toISOString();
const isBad = (o: string) => o === 'failed' || o === 'quarantined';

/** By the rule as it is told to people: every unbroken run of bad checks that is long enough, or holds a quarantine. */
function expected(log: readonly CheckRecord['outcome'][], afterFailures: number): string[] {
  const ids: string[] = [];
  for (let i = 0; i < log.length; ) {
    if (!isBad(log[i] as string)) {
      i++;
      continue;
    }
    const start = i;
    while (i < log.length && isBad(log[i] as string)) i++;
    const run = log.slice(start, i);
    if (run.length < afterFailures && !run.includes('quarantined')) continue;
    ids.push(`alert:s@${at(start)}`);
    if (i < log.length) ids.push(`recovered:s@${at(start)}`);
  }
  return ids.sort();
}

it('every outage is told once and its end once, whatever the log and wherever a round was killed before it stored the state', () => {
  fc.assert(
    fc.property(
      outcomes,
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
      (log, afterFailures, killed) => {
        const source = { id: 's', title: 't', jurisdiction: 'j', url: null };
        const checks = log.map((outcome, i): CheckRecord => ({ at: at(i), outcome, snapshot: null }));
        let state: AlertState | null = null;
        const told: string[] = [];
        for (let i = 0; i < checks.length; i++) {
          const plan = () =>
            planAlerts([{ source, checks: checks.slice(0, i + 1) }], state, { afterFailures, now: at(i), aliveEveryDays: 0 });
          // Killed after the messages were recorded: planned again from the old state, they must be the same messages.
          if (killed[i]) told.push(...plan().deliveries.map((d) => d.id));
          const planned = plan();
          told.push(...planned.deliveries.map((d) => d.id));
          state = parseAlertState(JSON.parse(JSON.stringify(planned.state)));
          expect(state).not.toBeNull();
        }
        expect([...new Set(told)].sort()).toEqual(expected(log, afterFailures));
      },
    ),
    { numRuns: 500 },
  );
});
