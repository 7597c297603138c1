import { createHmac } from 'node:crypto';
import { byteLength, fitLines, toChatMarkdown } from '../chat-markdown.js';
import { oneLine } from '../compose.js';
import { addressOf, type Driver, type DriverContext, SENT } from '../driver.js';
import { createPoster } from '../http.js';
import { checkRobotAnswer, type RobotCodes, type RobotSettings } from './robot.js';

/** @see https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot : the request has 20 KB at most */
const MAX_REQUEST_BYTES = 20 * 1000;
const CODES: RobotCodes = {
  fields: ['code', 'StatusCode'],
  messages: ['msg', 'StatusMessage'],
  limited: new Set([11232]), // 100 messages a minute, 5 a second; busiest at full and half hours
  busy: new Set(),
};
const COLOURS = { report: 'blue', alert: 'orange', alive: 'green' } as const;

/** Base64 HMAC-SHA256 of nothing, keyed with `timestamp\nsecret`; the timestamp in seconds, good for one hour. */
export const signFeishu = (secret: string, timestampS: number): string => createHmac('sha256', `${timestampS}\n${secret}`).digest('base64');

/** 飞书 custom robot: a card with a title; with `secretEnv` in the mode 签名校验, where the signature goes into the body. */
export function createFeishuDriver(settings: RobotSettings, context: DriverContext): Driver {
  const poster = createPoster({ ...context, channel: context.name, timeoutMs: settings.timeoutMs });
  return {
    async send(delivery, signal) {
      const url = addressOf(settings, context);
      const timestamp = Math.floor(context.now() / 1000);
      const signed =
        settings.secretEnv === null
          ? {}
          : { timestamp: String(timestamp), sign: signFeishu(context.secret(settings.secretEnv), timestamp) };
      const toRequest = (content: string) =>
        JSON.stringify({
          ...signed,
          msg_type: 'interactive',
          card: {
            header: { title: { tag: 'plain_text', content: oneLine(delivery.subject) }, template: COLOURS[delivery.kind] },
            elements: [{ tag: 'markdown', content }],
          },
        });
      const content = fitLines(toCardMarkdown(delivery.markdown), MAX_REQUEST_BYTES, delivery.locale ?? 'zh-CN', (t) =>
        byteLength(toRequest(t)),
      );
      checkRobotAnswer(await poster.post(url, toRequest(content), {}, signal), url, CODES, context);
      return SENT;
    },
    close: () => poster.close(),
  };
}

/** Cards know bold, lists and links, but no headings. */
const toCardMarkdown = (markdown: string): string =>
  toChatMarkdown(markdown).replace(/^#{1,6} +(.+)$/gm, (_, t: string) => `**${t.replace(/\*/g, '')}**`);
