import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelSettings } from '../../src/config/index.js';
import { type Channel, createChannels, type Delivery } from '../../src/deliver/index.js';
import { isPlanwatchError, type PlanwatchError } from '../../src/errors.js';
import { reportDelivery, withTempDir } from '../deliver/helpers/sample.js';

/** What has arrived at the other end: the readable text of each message, and what tells a repeated message from a new one. */
export interface Arrived {
  readonly text: string;
  readonly key: string | null;
}

/** A driver with the far end it talks to, run by the test. `dir` is an empty folder. */
export interface ChannelHarness {
  readonly settings: ChannelSettings;
  readonly secrets: Readonly<Record<string, string>>;
  arrived(): Promise<readonly Arrived[]>;
  /** From now on: take messages, be unable for now, refuse for good, or never answer. */
  become(mode: 'well' | 'unable' | 'refusing' | 'silent'): Promise<void>;
  close(): Promise<void>;
}

export interface ConformanceOptions {
  /** Reasons why a test does not apply to this driver; none is left out without one. */
  readonly skip?: { readonly refusing?: string; readonly silent?: string; readonly repeat?: string; readonly limit?: string };
  /** Longest readable text the service takes, in bytes. */
  readonly maxTextBytes?: number;
}

/** Every driver runs this suite. */
export function channelConformance(name: string, create: (dir: string) => Promise<ChannelHarness>, options: ConformanceOptions = {}): void {
  const skip = options.skip ?? {};
  const itUnless = (reason: string | undefined, title: string, body: () => Promise<void>) =>
    reason === undefined ? it(title, body) : it.skip(`${title} (${reason})`, body);

  describe(`channel ${name}`, () => {
    let harness: ChannelHarness;
    let channel: Channel;
    let delivery: Delivery;
    let done: () => void;
    let folder: Promise<void>;

    beforeEach(async () => {
      await new Promise<void>((ready) => {
        folder = withTempDir(async (dir) => {
          harness = await create(dir);
          channel = createChannels([harness.settings], harness.secrets)[0] as Channel;
          delivery = await reportDelivery(dir);
          const finished = new Promise<void>((resolve) => {
            done = resolve;
          });
          ready();
          await finished;
        });
      });
    });
    afterEach(async () => {
      await channel.close();
      await harness.close();
      done();
      await folder;
    });

    const failure = async (work: Promise<unknown>): Promise<PlanwatchError> => {
      const error = await work.then(
        () => new Error('nothing was thrown'),
        (e: unknown) => e,
      );
      expect(error, String(error)).toSatisfy(isPlanwatchError);
      return error as PlanwatchError;
    };

    it('has a name and a type, and takes everything by default', () => {
      expect(channel.name).toBe(harness.settings.name ?? harness.settings.type);
      expect(channel.type).toBe(harness.settings.type);
      expect((['report', 'alert', 'alive'] as const).map((kind) => channel.accepts({ ...delivery, kind }))).toEqual([true, true, true]);
    });

    it('hands over a message with its Chinese words and figures', async () => {
      expect(await channel.send(delivery)).toEqual({ warnings: [] });
      const [message, ...more] = await harness.arrived();
      expect(more).toEqual([]);
      expect(message?.text).toContain('云岭区地区生产总值');
      expect(message?.text).toContain('修订 1 项');
      expect(message?.text).toMatch(/8%以上.*7\.5%左右/);
    });

    it('hands over only the items of a narrow subscription, and says that there are more', async () => {
      const [narrow] = createChannels([{ ...harness.settings, jurisdictions: ['澄江市鹤山区'] }], harness.secrets) as [Channel];
      await narrow.send(delivery);
      await narrow.close();
      const text = (await harness.arrived())[0]?.text ?? '';
      expect(text).toContain('森林覆盖率');
      expect(text).not.toContain('云岭区地区生产总值');
      expect(text).toContain('另有 1 项不在本渠道的订阅范围内');
    });

    it('fails for a passing reason as a transient DELIVER error, and works afterwards', async () => {
      await harness.become('unable');
      const error = await failure(channel.send(delivery));
      expect(error.code).toMatch(/^DELIVER_/);
      expect({ transient: error.transient, exit: error.exit }).toEqual({ transient: true, exit: 4 });
      expect(error.message).toContain(channel.name);
      await harness.become('well');
      await channel.send(delivery);
      expect(await harness.arrived()).toHaveLength(1);
    });

    itUnless(skip.refusing, 'fails for a lasting reason as a DELIVER error that is not transient', async () => {
      await harness.become('refusing');
      const error = await failure(channel.send(delivery));
      expect({ code: error.code.startsWith('DELIVER_'), transient: error.transient, exit: error.exit }).toEqual({
        code: true,
        transient: false,
        exit: 4,
      });
      expect(await harness.arrived()).toEqual([]);
    });

    itUnless(skip.silent, 'gives up on a silent service within its time limit', async () => {
      await harness.become('silent');
      // Only here is the limit short: a busy machine must not make the other tests fail.
      const [hasty] = createChannels([{ ...harness.settings, timeoutMs: 250 } as ChannelSettings], harness.secrets) as [Channel];
      const started = performance.now();
      const error = await failure(hasty.send(delivery));
      expect(error.code).toBe('DELIVER_TIMEOUT');
      expect(performance.now() - started).toBeLessThan(8000);
      await hasty.close();
    });

    itUnless(skip.silent, 'stops when told to', async () => {
      await harness.become('silent');
      const stop = new AbortController();
      const sending = failure(channel.send(delivery, stop.signal));
      setImmediate(() => stop.abort());
      expect((await sending).code).toMatch(/^DELIVER_/);
    });

    itUnless(skip.repeat, 'makes a repeated message recognisable', async () => {
      await channel.send(delivery);
      await channel.send(delivery);
      await channel.send({ ...delivery, id: 'another' });
      const keys = (await harness.arrived()).map((a) => a.key);
      expect(keys).not.toContain(null);
      expect(new Set(keys).size).toBe(2);
    });

    itUnless(skip.limit, 'cuts a long message to what the service takes, at the end of a line, and says so', async () => {
      const line = '云岭区规上工业增加值增长 6.5%，比原目标下调 1 个百分点';
      const lines = Array.from({ length: 3000 }, (_, i) => `- ${i} ${line}`);
      await channel.send({ ...delivery, parts: undefined, markdown: lines.join('\n') } as unknown as Delivery);
      const text = (await harness.arrived())[0]?.text ?? '';
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(options.maxTextBytes ?? 0);
      expect(Buffer.byteLength(text)).toBeGreaterThan((options.maxTextBytes ?? 0) / 3);
      expect(text).toMatch(/另有 \d+ 行未列出/);
      expect(
        text
          .split('\n')
          .filter((l) => l.includes(line.slice(0, 5)))
          .every((l) => l.endsWith('百分点')),
      ).toBe(true);
    });

    it('says nothing secret when it fails', async () => {
      for (const mode of ['unable', ...(skip.refusing === undefined ? (['refusing'] as const) : [])] as const) {
        await harness.become(mode);
        const error = await failure(channel.send(delivery));
        const said = JSON.stringify([error.message, error.hint, error.params]);
        // Also the parts of an address that are its key.
        const secrets = Object.values(harness.secrets).flatMap((s) => [s, ...s.split(/[^\w-]+/).filter((x) => x.length >= 12)]);
        for (const secret of secrets) expect(said).not.toContain(secret);
      }
    });

    it('lets a page’s words neither break the message nor address anybody', async () => {
      const hostile = '<@all> <!channel> <script>alert(1)</script>\r\nBcc: x@example.com\n# [去](https://evil.example)';
      await channel.send({ ...(await hostileDelivery(delivery, hostile)), subject: hostile });
      const arrived = await harness.arrived();
      expect(arrived).toHaveLength(1);
      if (['wecom', 'dingtalk', 'feishu', 'slack'].includes(channel.type)) {
        expect(arrived[0]?.text).not.toMatch(/<@all>|<!channel>|<script>/);
        if (channel.type !== 'slack') expect(arrived[0]?.text).not.toContain('[去]('); // Slack links otherwise.
      }
    });
  });
}

/** The sample with foreign words in the name of an indicator, through the same composer as every report. */
async function hostileDelivery(delivery: Delivery, words: string): Promise<Delivery> {
  const { toReportDelivery } = await import('../../src/deliver/index.js');
  const { change, indicator, source } = await import('../deliver/helpers/sample.js');
  return toReportDelivery({
    reportId: delivery.id,
    at: delivery.at,
    since: '2026-02-23',
    until: '2026-03-01',
    locale: 'zh-CN',
    changed: [{ source: source('yunling', '澄江市云岭区', words), changes: [change({ after: indicator({ name: words, value: 7 }) })] }],
    first: [],
    attachments: delivery.attachments,
  });
}
