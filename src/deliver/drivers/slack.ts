import { PlanwatchError } from '../../errors.js';
import { fitCharacters, fitLines, toSlackMarkdown } from '../chat-markdown.js';
import { oneLine } from '../compose.js';
import { addressOf, type Driver, type DriverContext, SENT } from '../driver.js';
import { createPoster } from '../http.js';
import { toOrigin } from '../redact.js';
import { parseObject, type RobotSettings } from './robot.js';

/** @see https://docs.slack.dev/reference/block-kit/blocks : a header has 150 characters, a section 3000, a message 50 blocks */
const MAX_HEADER_CHARS = 150;
const MAX_SECTION_CHARS = 3000;
const MAX_SECTIONS = 10;

/** Slack incoming webhook; Mattermost and Rocket.Chat take the same form. */
export function createSlackDriver(settings: RobotSettings, context: DriverContext): Driver {
  const poster = createPoster({ ...context, channel: context.name, timeoutMs: settings.timeoutMs });
  return {
    async send(delivery, signal) {
      const url = addressOf(settings, context);
      const subject = oneLine(delivery.subject);
      const length = (t: string) => t.length;
      // A paragraph is never longer than a section, and lines are not torn: room is left for the lines that do not fill theirs.
      const whole = fitLines(
        toSlackMarkdown(delivery.markdown),
        MAX_SECTION_CHARS * (MAX_SECTIONS - 1),
        delivery.locale ?? 'zh-CN',
        length,
      );
      const sections = toSections(whole).slice(0, MAX_SECTIONS);
      const body = JSON.stringify({
        text: escapeEntities(subject), // Shown in notifications, where blocks are not.
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: fitCharacters(subject, MAX_HEADER_CHARS), emoji: false } },
          ...sections.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })),
        ],
      });
      const answer = await poster.post(url, body, {}, signal);
      const said = answer.text.trim();
      const json = parseObject(said);
      if (said === 'ok' || said === '' || json?.ok === true || json?.success === true) return SENT;
      throw new PlanwatchError('DELIVER_REFUSED', { channel: context.name, where: toOrigin(url), answer: context.redact(said) });
    },
    close: () => poster.close(),
  };
}

const escapeEntities = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Lines packed into sections; a line that is longer than a section is cut. */
function toSections(text: string): readonly string[] {
  const sections: string[] = [];
  let current = '';
  for (const line of text.split('\n').map((l) => fitCharacters(l, MAX_SECTION_CHARS / 2))) {
    const next = current === '' ? line : `${current}\n${line}`;
    if (next.length <= MAX_SECTION_CHARS) current = next;
    else {
      sections.push(current);
      current = line;
    }
  }
  return [...sections, current].filter((s) => s.trim() !== '');
}
