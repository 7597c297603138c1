import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCron, latestSlot, planNext, type Slot } from '../../src/schedule/index.js';

const slot = (at: string, label = at.slice(0, 16).replace('T', ' ')): Slot => ({ at, label });
const TOLERANCE_MS = 5 * 60_000;
const base = { running: false, toleranceMs: TOLERANCE_MS };

describe('planNext', () => {
  it('runs the first slot it sees, on time', () => {
    const due = slot('2026-03-02T00:17:00.000Z');
    expect(planNext({ ...base, due, done: null, now: '2026-03-02T00:17:01.000Z' })).toEqual({ action: 'run', slot: due, late: false });
  });

  it('makes up a run that is four hours late, and says so', () => {
    const due = slot('2026-03-02T00:17:00.000Z');
    const done = slot('2026-03-01T00:17:00.000Z');
    expect(planNext({ ...base, due, done, now: '2026-03-02T04:17:00.000Z' })).toEqual({ action: 'run', slot: due, late: true });
  });

  it('does not run a slot again, nor one before it after the clock was set back', () => {
    const done = slot('2026-03-02T00:17:00.000Z');
    expect(planNext({ ...base, due: done, done, now: '2026-03-02T05:00:00.000Z' })).toEqual({ action: 'wait' });
    expect(planNext({ ...base, due: slot('2026-03-01T00:17:00.000Z'), done, now: '2026-03-01T06:00:00.000Z' })).toEqual({ action: 'wait' });
  });

  it('skips a slot while a run is at work', () => {
    const due = slot('2026-03-02T00:17:00.000Z');
    expect(planNext({ ...base, running: true, due, done: null, now: due.at })).toEqual({ action: 'skip', slot: due, reason: 'overlap' });
  });

  it('waits where nothing is due', () => {
    expect(planNext({ ...base, due: null, done: null, now: '2026-03-02T00:00:00.000Z' })).toEqual({ action: 'wait' });
  });
});

describe('createCron', () => {
  it('finds the latest slot in the zone of the schedule, whatever the zone of the process', () => {
    const cron = createCron('17 8 * * *', 'Asia/Shanghai');
    expect(cron.due('2026-11-20T00:17:30.000Z', null)).toEqual({ at: '2026-11-20T00:17:00.000Z', label: '2026-11-20 08:17' });
    expect(cron.due('2026-11-20T00:16:59.000Z', '2026-11-19T00:17:00.000Z')).toBeNull();
  });

  it('makes up one slot after a missed week, not seven', () => {
    const cron = createCron('17 8 * * *', 'Asia/Shanghai');
    const due = cron.due('2026-11-20T03:00:00.000Z', '2026-11-13T00:17:00.000Z');
    expect(due?.label).toBe('2026-11-20 08:17');
    expect(cron.due('2026-11-20T03:00:00.000Z', due?.at ?? null)).toBeNull();
  });

  it('runs a slot that daylight time repeats only once', () => {
    const cron = createCron('30 2 * * *', 'Europe/Berlin');
    const first = cron.due('2026-10-25T00:45:00.000Z', null);
    const again = cron.due('2026-10-25T01:45:00.000Z', first?.at ?? null);
    expect(again?.label).toBe(first?.label);
    expect(planNext({ ...base, due: again, done: first, now: '2026-10-25T01:45:00.000Z' })).toEqual({ action: 'wait' });
  });

  it('carries out no slot twice and none out of order, however the clock moves', () => {
    const cron = createCron('*/20 * * * *', 'Europe/Berlin');
    const start = Date.parse('2026-10-24T22:00:00.000Z');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -90, max: 200 }), { minLength: 5, maxLength: 30 }), (steps) => {
        let now = start;
        let done: Slot | null = null;
        const labels: string[] = [];
        for (const minutes of steps) {
          now += minutes * 60_000;
          const at = new Date(now).toISOString();
          const decision = planNext({ ...base, due: cron.due(at, done?.at ?? null), done, now: at });
          if (decision.action !== 'run') continue;
          done = decision.slot;
          labels.push(done.label);
        }
        expect(new Set(labels).size).toBe(labels.length);
        expect([...labels].sort()).toEqual(labels);
      }),
      { seed: 20260302, numRuns: 60 },
    );
  });
});

describe('latestSlot', () => {
  it('looks back no further than it is told', () => {
    const never = latestSlot('2026-03-02T00:00:00.000Z', null, () => false, String, 3_600_000);
    expect(never).toBeNull();
  });
});
