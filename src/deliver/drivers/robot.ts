import type { ChannelSettings } from '../../config/index.js';
import { PlanwatchError } from '../../errors.js';
import type { DriverContext } from '../driver.js';
import type { Answer } from '../http.js';
import { toOrigin } from '../redact.js';

export type RobotSettings = Extract<ChannelSettings, { type: 'wecom' | 'dingtalk' | 'feishu' | 'slack' }>;

/** A chat service's own codes that mean "too often" or "busy", beside 0 for success. */
export interface RobotCodes {
  /** Names of the field that holds the code, the first present wins. */
  readonly fields: readonly string[];
  readonly messages: readonly string[];
  readonly limited: ReadonlySet<number>;
  readonly busy: ReadonlySet<number>;
}

/** One code may mean several things (9499 of 飞书: "Bad Request" and "too many request"), and lists of codes grow: the words count as well. */
const TOO_OFTEN = /too (?:many|fast)|frequen|rate.?limit|限流|频率|过于频繁/i;
const BUSY = /system busy|internal (?:server )?error|try again later|系统繁忙/i;

/**
 * Chat robots answer 200 whatever happens and say in the JSON body whether it worked.
 * @throws PlanwatchError DELIVER_REFUSED, DELIVER_RATE_LIMITED or DELIVER_SERVER for every code but 0, and where no code can be read
 */
export function checkRobotAnswer(answer: Answer, url: string, codes: RobotCodes, context: DriverContext): void {
  const at = { channel: context.name, where: toOrigin(url) };
  const body = parseObject(answer.text);
  const field = codes.fields.find((name) => typeof body?.[name] === 'number');
  if (body === null || field === undefined) {
    // A proxy's log-in page, or an address that is not the robot's: nobody got the message.
    throw new PlanwatchError('DELIVER_REFUSED', { ...at, answer: context.redact(`no result code in the answer: ${answer.text}`) });
  }
  const code = body[field] as number;
  if (code === 0) return;
  const said = codes.messages.map((name) => body[name]).find((x) => typeof x === 'string' && x !== '') ?? '';
  const text = context.redact(`code ${code} ${said}`);
  if (codes.limited.has(code) || TOO_OFTEN.test(String(said)))
    throw new PlanwatchError('DELIVER_RATE_LIMITED', { ...at, answer: text, retryAfterMs: null });
  throw new PlanwatchError(codes.busy.has(code) || BUSY.test(String(said)) ? 'DELIVER_SERVER' : 'DELIVER_REFUSED', { ...at, answer: text });
}

export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
