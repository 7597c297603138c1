import { createHmac } from 'node:crypto';
import { byteLength, fitCharacters, fitLines, toChatMarkdown } from '../chat-markdown.js';
import { escapeMarkdown, oneLine } from '../compose.js';
import { addressOf, type Driver, type DriverContext, SENT } from '../driver.js';
import { createPoster } from '../http.js';
import { checkRobotAnswer, type RobotCodes, type RobotSettings } from './robot.js';

/** @see https://open.dingtalk.com/document/robots/custom-robot-access : the request has 20 000 bytes at most */
const MAX_REQUEST_BYTES = 20_000;
/** Shown in the list of conversations only. */
const MAX_TITLE_CHARS = 60;
const CODES: RobotCodes = {
  fields: ['errcode'],
  messages: ['errmsg'],
  limited: new Set([130101, 130102, 410100]), // 20 messages a minute per robot, then a pause of ten minutes
  busy: new Set([-1]),
};

/** Base64 HMAC-SHA256 over `timestamp\nsecret`, keyed with the secret; the timestamp in milliseconds, good for one hour. */
export const signDingtalk = (secret: string, timestampMs: number): string =>
  createHmac('sha256', secret).update(`${timestampMs}\n${secret}`).digest('base64');

/** 钉钉 custom robot; with `secretEnv` in the mode 加签, where the signature goes into the address. */
export function createDingtalkDriver(settings: RobotSettings, context: DriverContext): Driver {
  const poster = createPoster({ ...context, channel: context.name, timeoutMs: settings.timeoutMs });
  return {
    async send(delivery, signal) {
      const url = new URL(addressOf(settings, context));
      if (settings.secretEnv !== null) {
        const timestamp = context.now();
        url.searchParams.set('timestamp', String(timestamp));
        url.searchParams.set('sign', signDingtalk(context.secret(settings.secretEnv), timestamp));
      }
      const title = fitCharacters(oneLine(delivery.subject), MAX_TITLE_CHARS);
      const toRequest = (text: string) => JSON.stringify({ msgtype: 'markdown', markdown: { title, text } });
      // Single line breaks are folded into one line by this service.
      const whole = toChatMarkdown(`### ${escapeMarkdown(delivery.subject)}\n\n${delivery.markdown}`);
      const text = fitLines(whole, MAX_REQUEST_BYTES, delivery.locale ?? 'zh-CN', (t) => byteLength(toRequest(t)));
      checkRobotAnswer(await poster.post(url.href, toRequest(text), {}, signal), url.href, CODES, context);
      return SENT;
    },
    close: () => poster.close(),
  };
}
