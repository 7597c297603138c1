import { fitLines, toChatMarkdown } from '../chat-markdown.js';
import { escapeMarkdown } from '../compose.js';
import { addressOf, type Driver, type DriverContext, SENT } from '../driver.js';
import { createPoster } from '../http.js';
import { checkRobotAnswer, type RobotCodes, type RobotSettings } from './robot.js';

/** @see https://developer.work.weixin.qq.com/document/path/91770 : `markdown.content` has 4096 bytes of UTF-8 at most */
const MAX_BYTES = 4096;
const CODES: RobotCodes = {
  fields: ['errcode'],
  messages: ['errmsg'],
  limited: new Set([45009, 45033]), // 20 messages a minute per robot
  busy: new Set([-1]),
};

/** 企业微信 group robot. Its key is in the address; there is no signature. */
export function createWecomDriver(settings: RobotSettings, context: DriverContext): Driver {
  const poster = createPoster({ ...context, channel: context.name, timeoutMs: settings.timeoutMs });
  return {
    async send(delivery, signal) {
      const url = addressOf(settings, context);
      const content = toChatMarkdown(`## ${escapeMarkdown(delivery.subject)}\n${delivery.markdown}`);
      const body = JSON.stringify({ msgtype: 'markdown', markdown: { content: fitLines(content, MAX_BYTES, delivery.locale ?? 'zh-CN') } });
      checkRobotAnswer(await poster.post(url, body, {}, signal), url, CODES, context);
      return SENT;
    },
    close: () => poster.close(),
  };
}
