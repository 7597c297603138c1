import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Channel, createOutbox, type Delivery } from '../../src/deliver/index.js';
import { PlanwatchError } from '../../src/errors.js';
import { createMemoryStore } from '../../src/snapshots/index.js';
import { memoryLog, memoryState } from './helpers/sample.js';

const HOUR = 3600_000;
const message = (id: string, over: Partial<Delivery> = {}): Delivery => ({
  id,
  kind: 'report',
  at: '2026-03-02T00:30:00.000Z',
  subject: `报告 ${id}`,
  text: 't',
  markdown: 'm',
  html: '<p>h</p>',
  attachments: [],
  jurisdictions: [],
  concepts: [],
  changeTypes: [],
  ...over,
});

interface Fake extends Channel {
  readonly sent: Delivery[];
  fault: (() => unknown) | null;
  calls: number;
}
function fake(name: string, accepts: (d: Delivery) => boolean = () => true): Fake {
  const channel: Fake = {
    name,
    type: 'fake',
    sent: [],
    fault: null,
    calls: 0,
    accepts,
    async send(delivery) {
      channel.calls++;
      if (channel.fault !== null) throw channel.fault();
      channel.sent.push(delivery);
      return { warnings: [] };
    },
    close: async () => undefined,
  };
  return channel;
}
const down = () => new PlanwatchError('DELIVER_UNREACHABLE', { channel: 'x', where: 'x:25', reason: 'connect ECONNREFUSED' });
const busy = () => new PlanwatchError('DELIVER_SERVER', { channel: 'x', where: 'https://x', answer: 'HTTP 500' });
const refused = () => new PlanwatchError('DELIVER_REFUSED', { channel: 'x', where: 'https://x', answer: 'HTTP 403' });

/** An outbox with a clock that the test moves; `reopen` is a new process on the same store. */
function world(channels: readonly Channel[], state = memoryState()) {
  let clock = Date.parse('2026-03-02T00:30:00.000Z');
  const log = memoryLog();
  const reopen = (now: readonly Channel[] = channels) =>
    createOutbox(state, now, { now: () => new Date(clock).toISOString(), random: () => 0.5, log });
  const pass = (ms: number) => {
    clock += ms;
  };
  return { state, log, reopen, outbox: reopen(), pass, now: () => new Date(clock).toISOString() };
}

describe('outbox', () => {
  it('sends an id once to each channel, however often it is enqueued and flushed, and by however many processes', async () => {
    const [a, b] = [fake('a'), fake('b')];
    const w = world([a, b]);
    expect(await w.outbox.enqueue(message('r1'))).toBe(true);
    expect(await w.outbox.enqueue(message('r1'))).toBe(false);
    const { results, exit } = await w.outbox.flush();
    expect(results.map((r) => [r.channel, r.outcome])).toEqual([
      ['a', 'sent'],
      ['b', 'sent'],
    ]);
    expect(exit).toBe(0);
    expect(await w.reopen().enqueue(message('r1'))).toBe(false);
    await w.reopen().flush({ retryNow: true });
    expect([a.sent.length, b.sent.length]).toEqual([1, 1]);
    expect(await w.outbox.pending()).toEqual([]);
  });

  it('has recorded a message before anything is sent, and keeps nothing of its body once it is done', async () => {
    const a = fake('a');
    const w = world([a]);
    await w.outbox.enqueue(message('r1', { text: 'the whole body' }));
    expect(a.calls).toBe(0);
    expect([...w.state.documents.values()].join()).toContain('the whole body');
    await w.outbox.flush();
    expect([...w.state.documents.values()].join()).not.toContain('the whole body');
  });

  it('delivers later, once, to a channel that was down for a day, and meanwhile to all others', async () => {
    const [mail, chat] = [fake('mail'), fake('chat')];
    const w = world([mail, chat]);
    mail.fault = down;
    await w.outbox.enqueue(message('r1'));
    const first = await w.outbox.flush();
    expect(first.exit).toBe(4);
    expect(first.results.find((r) => r.channel === 'mail')).toMatchObject({
      outcome: 'failed',
      attempts: 1,
      error: { code: 'DELIVER_UNREACHABLE' },
    });
    expect(chat.sent).toHaveLength(1);
    for (let hour = 0; hour < 24; hour++) {
      w.pass(HOUR);
      await w.reopen().flush();
    }
    const callsWhileDown = mail.calls;
    expect(callsWhileDown).toBeGreaterThan(4);
    expect(callsWhileDown).toBeLessThan(16); // The pauses grow: 24 would mean that they do not.
    mail.fault = null;
    w.pass(6 * HOUR);
    expect((await w.reopen().flush()).results).toMatchObject([{ channel: 'mail', outcome: 'sent' }]);
    await w.reopen().flush({ retryNow: true });
    expect([mail.sent.length, chat.sent.length]).toEqual([1, 1]);
  });

  it('waits for its time unless told to try now', async () => {
    const a = fake('a');
    a.fault = busy;
    const w = world([a]);
    await w.outbox.enqueue(message('r1'));
    await w.outbox.flush();
    const nextAt = await w.outbox.nextAt();
    expect(Date.parse(nextAt as string) - Date.parse(w.now())).toBe(0.875 * 5 * 60_000);
    expect((await w.outbox.flush()).results).toMatchObject([{ outcome: 'waiting', attempts: 1, nextAt }]);
    a.fault = null;
    expect((await w.outbox.flush({ retryNow: true })).results).toMatchObject([{ outcome: 'sent', attempts: 2, error: null }]);
    expect(await w.outbox.nextAt()).toBeNull();
  });

  it('may be told to try again after passing faults, and still leaves alone who refused', async () => {
    const [a, b] = [fake('a'), fake('b')];
    a.fault = busy;
    b.fault = refused;
    const w = world([a, b]);
    await w.outbox.enqueue(message('r1'));
    await w.outbox.flush();
    a.fault = null;
    b.fault = null;
    expect((await w.outbox.flush({ retryPassing: true })).results.map((r) => [r.channel, r.outcome])).toEqual([
      ['a', 'sent'],
      ['b', 'waiting'],
    ]);
    expect((await w.outbox.flush({ retryNow: true })).results.map((r) => [r.channel, r.outcome])).toEqual([['b', 'sent']]);
  });

  it('waits as long as a service asks for', async () => {
    const a = fake('a');
    a.fault = () =>
      new PlanwatchError('DELIVER_RATE_LIMITED', { channel: 'a', where: 'https://x', answer: 'HTTP 429', retryAfterMs: 2 * HOUR });
    const w = world([a]);
    await w.outbox.enqueue(message('r1'));
    await w.outbox.flush();
    expect(Date.parse((await w.outbox.nextAt()) as string) - Date.parse(w.now())).toBe(2 * HOUR);
  });

  it('asks a service that refused only once a day', async () => {
    const a = fake('a');
    a.fault = refused;
    const w = world([a]);
    await w.outbox.enqueue(message('r1'));
    for (let hour = 0; hour < 72; hour++) {
      await w.reopen().flush();
      w.pass(HOUR);
    }
    expect(a.calls).toBe(4); // After jitter every 21 hours: 0, 21, 42, 63.
  });

  it('gives up after two weeks, loudly, and tells the other channels', async () => {
    const [mail, chat] = [fake('mail'), fake('chat')];
    mail.fault = refused;
    const w = world([mail, chat]);
    await w.outbox.enqueue(message('r1'));
    const outcomes: string[] = [];
    for (let day = 0; day < 20; day++) {
      outcomes.push(...(await w.reopen().flush()).results.filter((r) => r.channel === 'mail').map((r) => r.outcome));
      w.pass(24 * HOUR);
    }
    expect(outcomes.filter((o) => o === 'gave-up')).toHaveLength(1);
    expect(outcomes.at(-1)).toBe('gave-up');
    expect(outcomes).toHaveLength(15);
    expect(w.log.lines.filter((l) => l.level === 'error').map((l) => l.message)).toEqual([
      '"报告 r1" is given up for mail after 14 days: x: https://x refused the message: HTTP 403',
    ]);
    expect(chat.sent.map((d) => d.subject)).toEqual(['报告 r1', '渠道 mail 投递失败，已放弃']);
    expect(chat.sent[1]?.text).toContain('“报告 r1”经 14 天仍无法送达渠道 mail');
    expect(await w.outbox.pending()).toEqual([]);
  });

  it('does not let two dead channels tell of one another for ever', async () => {
    const [a, b] = [fake('a'), fake('b')];
    a.fault = refused;
    b.fault = refused;
    const w = world([a, b]);
    await w.outbox.enqueue(message('r1'));
    for (let day = 0; day < 60; day++) {
      await w.reopen().flush();
      w.pass(24 * HOUR);
    }
    expect(await w.outbox.pending()).toEqual([]);
  });

  it('sends in order, and skips the rest of a channel that does not answer', async () => {
    const a = fake('a');
    const w = world([a]);
    for (const id of ['r1', 'r2', 'r3']) {
      await w.outbox.enqueue(message(id));
      w.pass(1000);
    }
    a.fault = down;
    await w.outbox.flush();
    expect(a.calls).toBe(1);
    a.fault = null;
    await w.outbox.flush({ retryNow: true });
    expect(a.sent.map((d) => d.id)).toEqual(['r2', 'r3', 'r1']); // What was never tried goes first.
  });

  it('lets one message that never passes hold up no other', async () => {
    const a = fake('a');
    const w = world([a]);
    const send = a.send;
    a.send = (d) => (d.id === 'poison' ? Promise.reject(busy()) : send(d));
    await w.outbox.enqueue(message('poison'));
    await w.outbox.enqueue(message('r2'));
    await w.outbox.flush();
    expect(a.sent.map((d) => d.id)).toEqual(['r2']);
  });

  it('repeats a message after a crash between sending and marking, on that channel alone', async () => {
    const [a, b] = [fake('a'), fake('b')];
    const w = world([a, b]);
    await w.outbox.enqueue(message('r1'));
    const send = a.send;
    a.send = async (d) => {
      await send(d);
      await new Promise((resolve) => setImmediate(resolve)); // b is marked by now.
      w.state.failWrites = true;
      return { warnings: [] };
    };
    await expect(w.outbox.flush()).rejects.toThrow('ENOSPC');
    w.state.failWrites = false;
    a.send = send;
    w.pass(HOUR);
    await w.reopen().flush();
    expect([a.sent.length, b.sent.length]).toEqual([2, 1]);
    expect(new Set(a.sent.map((d) => d.id)).size).toBe(1);
  });

  it('lets no older mark overwrite a newer one when the disk is slow', async () => {
    const [a, b, c] = [fake('a'), fake('b'), fake('c')];
    const state = memoryState();
    let slow = 12;
    const put = state.putState;
    state.putState = async (key, value) => {
      slow = Math.max(0, slow - 2);
      const taken = JSON.stringify(value); // As it was when the write was asked for.
      for (let ticks = slow; ticks > 0; ticks--) await new Promise((resolve) => setImmediate(resolve));
      await put(key, JSON.parse(taken));
    };
    const w = world([a, b, c], state);
    await w.outbox.enqueue(message('r1'));
    b.fault = busy;
    await w.outbox.flush();
    const [record] = [...state.documents.values()].map(
      (d) => JSON.parse(d) as { marks: Record<string, { state: string; error: unknown }> },
    );
    expect(Object.entries(record?.marks ?? {}).map(([name, m]) => [name, m.state, m.error === null])).toEqual([
      ['a', 'sent', true],
      ['b', 'waiting', false],
      ['c', 'sent', true],
    ]);
  });

  it('sends nothing that it could not remember', async () => {
    const a = fake('a');
    const w = world([a]);
    await w.outbox.enqueue(message('r1'));
    w.state.failWrites = true;
    await expect(w.outbox.flush()).rejects.toThrow('ENOSPC');
    expect(a.calls).toBe(0);
  });

  it('sends without an attachment that is gone, and says so', async () => {
    const a = fake('a');
    const w = world([a]);
    const path = join('/nonexistent', 'report.pdf');
    await w.outbox.enqueue(message('r1', { attachments: [{ fileName: '第9周报告.pdf', mediaType: 'application/pdf', path }] }));
    const { results, exit } = await w.outbox.flush();
    expect(exit).toBe(0);
    expect(results).toMatchObject([{ outcome: 'sent', warnings: ['the attachment 第9周报告.pdf is gone and was left out'] }]);
    expect(a.sent[0]?.attachments).toEqual([]);
    for (const form of ['text', 'markdown', 'html'] as const) expect(a.sent[0]?.[form]).toContain('附件“第9周报告.pdf”已不在原处');
    expect(w.log.lines.some((l) => l.level === 'warn' && l.message.includes('is gone'))).toBe(true);
  });

  it('fixes the channels when a message is enqueued: no old news for a new one, nothing kept for a removed one', async () => {
    const [a, b, c] = [fake('a'), fake('b'), fake('c', (d) => d.kind === 'alert')];
    a.fault = busy;
    const w = world([a, c]);
    await w.outbox.enqueue(message('r1'));
    await w.outbox.flush();
    w.pass(HOUR);
    const { results } = await w.reopen([b, c]).flush();
    expect(results.map((r) => [r.channel, r.outcome])).toEqual([['a', 'dropped']]);
    expect([b.calls, c.calls]).toEqual([0, 0]);
    expect(await w.outbox.pending()).toEqual([]);
  });

  it('remembers a message that no channel wanted', async () => {
    const w = world([fake('a', () => false)]);
    expect(await w.outbox.enqueue(message('r1'))).toBe(true);
    expect(await w.outbox.enqueue(message('r1'))).toBe(false);
    expect(await w.outbox.flush()).toEqual({ results: [], damaged: [], exit: 0 });
  });

  it('tells of a damaged record and delivers the others', async () => {
    const a = fake('a');
    const w = world([a]);
    await w.outbox.enqueue(message('r1'));
    await w.state.putState('outbox/pending/0badc0de', { schema: 'planwatch.outbox/1', delivery: {} });
    const { exit, damaged } = await w.outbox.flush();
    expect(exit).toBe(3);
    expect(damaged).toMatchObject([{ code: 'DELIVER_OUTBOX_DAMAGED' }]);
    expect(a.sent).toHaveLength(1);
  });

  it('tells a fault of a driver as a bug, without its words, and goes on', async () => {
    const [a, b] = [fake('a'), fake('b')];
    a.fault = () => new TypeError('cannot read https://x/secret-key');
    const w = world([a, b]);
    await w.outbox.enqueue(message('r1'));
    const { results } = await w.outbox.flush();
    expect(results.map((r) => [r.channel, r.outcome, r.error?.message])).toEqual([
      ['a', 'failed', 'a: a fault in planwatch while sending: TypeError'],
      ['b', 'sent', undefined],
    ]);
  });

  it('stops between two messages when told to, and counts no failure for it', async () => {
    const a = fake('a');
    const w = world([a]);
    const stop = new AbortController();
    a.send = async () => {
      stop.abort();
      throw down();
    };
    await w.outbox.enqueue(message('r1'));
    await w.outbox.enqueue(message('r2'));
    const { results } = await w.outbox.flush({ signal: stop.signal });
    expect(results.map((r) => [r.outcome, r.attempts])).toEqual([
      ['waiting', 0],
      ['waiting', 0],
    ]);
  });

  it('forgets the ids of what was done long ago', async () => {
    const w = world([fake('a')]);
    await w.outbox.enqueue(message('r1'));
    await w.outbox.flush();
    w.pass(401 * 24 * HOUR);
    await w.outbox.enqueue(message('r2'));
    await w.outbox.flush();
    expect(w.state.documents.size).toBe(1);
  });

  it('works on the store itself', async () => {
    const a = fake('a');
    const store = createMemoryStore();
    const outbox = createOutbox(store, [a], { now: () => '2026-03-02T00:30:00.000Z', log: memoryLog() });
    await outbox.enqueue(message('报告/2026-03-02:周报'));
    expect((await outbox.pending()).map((p) => p.id)).toEqual(['报告/2026-03-02:周报']);
    expect((await outbox.flush()).exit).toBe(0);
    expect(await outbox.enqueue(message('报告/2026-03-02:周报'))).toBe(false);
  });
});
