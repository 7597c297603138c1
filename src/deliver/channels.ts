import type { ChannelSettings } from '../config/index.js';
import { PlanwatchError } from '../errors.js';
import type { Driver, DriverContext } from './driver.js';
import { createAtomDriver } from './drivers/atom.js';
import { createDingtalkDriver } from './drivers/dingtalk.js';
import { createFeishuDriver } from './drivers/feishu.js';
import { createFileDriver } from './drivers/file.js';
import { createMailDriver } from './drivers/mail.js';
import { createSlackDriver } from './drivers/slack.js';
import { createWebhookDriver } from './drivers/webhook.js';
import { createWecomDriver } from './drivers/wecom.js';
import { createRedactor, secretsOf } from './redact.js';
import { narrow, wants } from './subscription.js';
import type { Channel } from './types.js';

export interface ChannelOptions {
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** The proxy for the address of a webhook or chat robot. @default none */
  readonly proxyFor?: (url: URL) => URL | null;
}

/**
 * The channels of a configuration, in its order. A secret that is missing is told when the channel sends, so that it holds up no other.
 * @param secrets values of the environment variables named in `settings`, as `Config.secrets` has them
 * @returns channels called by their `name`, or by their type, numbered from the second of a type on
 * @throws PlanwatchError DELIVER_NAME_TAKEN
 */
export function createChannels(
  settings: readonly ChannelSettings[],
  secrets: Readonly<Record<string, string>>,
  options: ChannelOptions = {},
): Channel[] {
  const redact = createRedactor([...Object.values(secrets).flatMap(secretsOf), ...settings.flatMap(addressSecrets)]);
  const taken = new Set(settings.flatMap((s) => s.name ?? []));
  const given = new Set<string>();
  return settings.map((s) => {
    const name = s.name ?? freeName(s.type, taken);
    taken.add(name);
    if (given.has(name)) throw new PlanwatchError('DELIVER_NAME_TAKEN', { name });
    given.add(name);
    const secret = (variable: string): string => {
      const value = secrets[variable];
      if (value === undefined || value === '') throw new PlanwatchError('DELIVER_SECRET_MISSING', { channel: name, variable });
      return value;
    };
    const { now = Date.now, proxyFor = () => null } = options;
    const driver = createDriver(s, { name, redact, secret, now, proxyFor });
    return {
      name,
      type: s.type,
      accepts: (delivery) => wants(s, delivery),
      send: (delivery, signal) => driver.send(narrow(s, delivery), signal),
      close: () => driver.close(),
    };
  });
}

function createDriver(s: ChannelSettings, context: DriverContext): Driver {
  switch (s.type) {
    case 'file':
      return createFileDriver(s, context);
    case 'mail':
      return createMailDriver(s, context);
    case 'webhook':
      return createWebhookDriver(s, context);
    case 'wecom':
      return createWecomDriver(s, context);
    case 'dingtalk':
      return createDingtalkDriver(s, context);
    case 'feishu':
      return createFeishuDriver(s, context);
    case 'slack':
      return createSlackDriver(s, context);
    case 'atom':
      return createAtomDriver(s, context);
  }
}

const addressSecrets = (s: ChannelSettings): readonly string[] =>
  'urlEnv' in s && s.url !== null ? secretsOf(s.url).filter((x) => x !== s.url || new URL(s.url as string).pathname.length > 12) : [];

function freeName(type: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? type : `${type}-${n}`;
    if (!taken.has(name)) return name;
  }
}
