import { dayIn, isDayLine } from './dates.js';
import type { Block, Metadata } from './document.js';
import { jurisdictionIn, kindOf } from './subject.js';

const NUMBER = /[\u4e00-\u9fff]{1,12}[〔[［（(]\s*(?:19|20)\d\d\s*[〕\]］）)]\s*\d{1,4}\s*号/;
/** `（2021年2月1日在重庆市第五届…会议上）` under a title. */
const DELIVERED =
  /^[（(—\-\s]*((?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)(?=在|于|[，,、]?.{0,40}(?:会议|大会|全会))/;
const ASSEMBLY = /在\s*([\u4e00-\u9fff]{2,20}?(?:省|自治区|市|区|县|旗|自治州|自治县|盟|地区))\s*(?:第.{1,6}届)?人民代表大会/;
const NAMES_A_DOCUMENT =
  /(?:报告|规划|纲要|计划|公报|意见|通知|方案|决定|批复|建议|要点|情况|汇编|决议|草案)(?:[（(《〈][^）)]{1,24}[）)》〉])?$/;
const CLOSES = /[。；，！？：:]$/;

const HEAD_LINES = 25;
const TAIL_LINES = 12;

/** Lines of the text with something on them, trimmed, the first and the last ones. */
function ends(text: string): { head: string[]; tail: string[] } {
  const clean = (part: string) =>
    part
      .split(/[\r\n\f]+/)
      .map((line) => line.replace(/^[#*\s\u3000]+|[*\s\u3000]+$/g, ''))
      .filter(Boolean);
  return { head: clean(text.slice(0, 8000)).slice(0, HEAD_LINES), tail: clean(text.slice(-3000)).slice(-TAIL_LINES) };
}

/**
 * What a text says about itself in its first and last lines: title, number, the day it was delivered or signed, and whom it is about.
 * @param blocks as read from the text; a first heading serves as title where no line names a kind of document
 * @param title found by the reader of the format, null where it found none
 */
export function metadataOfText(text: string, blocks: readonly Block[], title: string | null = null): Metadata {
  const { head, tail } = ends(text);
  const named =
    title ?? head.find((line) => line.length <= 70 && !CLOSES.test(line) && NAMES_A_DOCUMENT.test(line.replace(/\s+/g, ''))) ?? null;
  const first = blocks.find((block) => block.kind === 'heading' && block.level <= 1);
  const fallback = first
    ? text.slice(first.span.start, first.span.end)
    : head[0] && head[0].length <= 60 && !CLOSES.test(head[0])
      ? head[0]
      : null;
  const own = (named ?? fallback)?.replace(/^[#*\s\u3000]+|[*\s\u3000]+$/g, '') || null;
  const delivered = head.map((line) => DELIVERED.exec(line)?.[1]).find(Boolean);
  const signed = tail.findLast(isDayLine) ?? head.find(isDayLine);
  const assembly = head.map((line) => ASSEMBLY.exec(line.replace(/\s+/g, ''))?.[1]).find(Boolean) ?? null;
  const about = jurisdictionIn(own);
  const number = head.map((line) => NUMBER.exec(line)?.[0]).find(Boolean) ?? null;
  return {
    title: own,
    jurisdiction: assembly && (!about || assembly.endsWith(about)) ? assembly : about,
    kind: kindOf(own),
    issuer: null,
    documentNumber: number ? number.replace(/\s+/g, '') : null,
    indexNumber: null,
    writtenOn: delivered ? dayIn(delivered) : signed ? dayIn(signed) : null,
    publishedOn: null,
  };
}
