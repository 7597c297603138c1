import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Channel, createOutbox, type Delivery } from '../../src/deliver/index.js';
import { PlanwatchError } from '../../src/errors.js';
import { memoryLog, memoryState } from './helpers/sample.js';

const CHANNELS = ['mail', 'chat', 'feed'];
const HOUR = 3600_000;

/** What happens in turn: messages arrive, rounds flush (some killed at their n-th write), channels go down and come back, hours pass. */
const step = fc.oneof(
  fc.record({ do: fc.constant('enqueue' as const), id: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    do: fc.constant('flush' as const),
    killAtWrite: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
    retryNow: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('fault' as const),
    channel: fc.constantFrom(...CHANNELS),
    kind: fc.constantFrom('none', 'down', 'busy', 'refused'),
  }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
);

const faults: Record<string, (channel: string) => PlanwatchError> = {
  down: (channel) => new PlanwatchError('DELIVER_UNREACHABLE', { channel, where: 'x', reason: 'r' }),
  busy: (channel) => new PlanwatchError('DELIVER_SERVER', { channel, where: 'x', answer: 'a' }),
  refused: (channel) => new PlanwatchError('DELIVER_REFUSED', { channel, where: 'x', answer: 'a' }),
};

it('whatever is killed when and whichever channel is down: none lost, none twice but for a kill between sending and marking', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const state = memoryState();
      let clock = Date.parse('2026-03-02T00:00:00.000Z');
      let writesLeft: number | null = null;
      const sent = new Map<string, number>();
      const fault = new Map<string, string>();
      const enqueued = new Set<number>();
      /** Sent, but the mark after it was never written: these may go out once more, once per kill. */
      const unmarked = new Map<string, number>();
      const open = () => {
        const inFlight = new Set<string>();
        const killable = {
          ...state,
          putState: async (key: string, value: unknown) => {
            if (writesLeft !== null && --writesLeft < 0) throw new Error('killed');
            // As it is written: the record may get further marks while the write is under way.
            const record = JSON.parse(JSON.stringify(value)) as { delivery?: { id: string }; marks?: Record<string, { state: string }> };
            await state.putState(key, record);
            for (const [name, mark] of Object.entries(record.marks ?? {}))
              if (mark.state === 'sent') inFlight.delete(`${record.delivery?.id}/${name}`);
          },
          deleteState: async (key: string) => {
            if (writesLeft !== null && --writesLeft < 0) throw new Error('killed');
            await state.deleteState(key);
          },
        };
        const channels = CHANNELS.map(
          (name): Channel => ({
            name,
            type: 'fake',
            accepts: () => true,
            send: async (delivery) => {
              const kind = fault.get(name) ?? 'none';
              if (kind !== 'none') throw (faults[kind] as (c: string) => PlanwatchError)(name);
              const key = `${delivery.id}/${name}`;
              sent.set(key, (sent.get(key) ?? 0) + 1);
              inFlight.add(key);
              return { warnings: [] };
            },
            close: async () => undefined,
          }),
        );
        // Never given up within the simulated time: what is given up is tested apart.
        const retry = { giveUpMs: 10_000 * HOUR };
        const outbox = createOutbox(killable, channels, {
          now: () => new Date(clock).toISOString(),
          random: () => 0.5,
          log: memoryLog(),
          retry,
        });
        return { outbox, inFlight };
      };
      const flush = async (options: { retryNow: boolean }) => {
        const { outbox, inFlight } = open();
        await outbox.flush(options).catch((error: unknown) => {
          if ((error as Error).message !== 'killed') throw error;
        });
        for (const key of inFlight) unmarked.set(key, (unmarked.get(key) ?? 0) + 1);
      };
      for (const s of steps) {
        clock += 1000;
        if (s.do === 'wait') clock += s.hours * HOUR;
        else if (s.do === 'fault') fault.set(s.channel, s.kind);
        else if (s.do === 'enqueue') {
          await open().outbox.enqueue({ ...MESSAGE, id: `m${s.id}` });
          enqueued.add(s.id);
        } else {
          writesLeft = s.killAtWrite;
          await flush(s);
          writesLeft = null;
        }
      }
      fault.clear();
      for (let day = 0; day < 2; day++) {
        clock += 25 * HOUR;
        await flush({ retryNow: false });
      }
      for (const id of enqueued) {
        for (const name of CHANNELS) {
          const key = `m${id}/${name}`;
          expect(sent.get(key) ?? 0, key).toBe(1 + (unmarked.get(key) ?? 0));
        }
      }
      expect(await open().outbox.pending()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

const MESSAGE: Delivery = {
  id: 'm',
  kind: 'report',
  at: '2026-03-02T00:30:00.000Z',
  subject: 's',
  text: 't',
  markdown: 'm',
  html: 'h',
  attachments: [],
  jurisdictions: [],
  concepts: [],
  changeTypes: [],
};
