import { dayIn, isDayLine } from './dates.js';
import type { Block, Metadata } from './document.js';
import { type Label, type Pair, pairsInLine } from './labels.js';
import { jurisdictionIn, kindOf } from './subject.js';

/** 国发〔2016〕65号 with whatever characters stand before it. */
const NUMBER = /([\u4e00-\u9fff]{1,14})\s*([〔[［（(]\s*(?:19|20)\d\d\s*[〕\]］）)]\s*\d{1,4}\s*号)/;
/** A title that runs into the number behind it. */
const ENDS_TITLE = /^.*(?:通知|批复|决定|意见|公告|报告|方案|纲要|规划|如下|根据|按照|落实|依据)/;
const DAY =
  '(?:(?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)';
/** `（2021年2月1日在重庆市第五届…会议上）`, `2021年1月27日…会议批准`, white space and full width taken out. */
const DELIVERED = new RegExp(
  `^[（(—―－\\-–·]*(${DAY})(?:[，,、]?(?:在|于).{0,40}(?:会议|大会|全会)|.{0,24}(?:代表大会|会议|全会).{0,16}(?:批准|通过|审议))`,
);
const ASSEMBLY = /在([\u4e00-\u9fff]{2,20}?(?:省|自治区|市|区|县|旗|自治州|自治县|盟|地区))(?:第.{1,6}届)?人民代表大会/;
const NATIONAL = /第.{1,6}届全国人民代表大会|我代表国务院/;
const NAMES_A_DOCUMENT =
  /(?:报告|规划|纲要|计划|公报|意见|通知|方案|决定|批复|建议|要点|情况|汇编|决议|草案)(?:[（(《〈][^）)]{1,24}[）)》〉])?$/;
const CLOSES = /[。；，！？：:]$/;
const NUMBERED = /^(?:第.{1,4}[篇章节]|[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十\d]{1,3}[）)])/;
/** The agency's dateline in front of a title printed in one line with it. */
const DATELINE = /^(?:新华社|本报|人民网)[\u4e00-\u9fff]{0,6}\d{1,2}月\d{1,2}日(?:电|讯)/;

/** The speaker's line. */
const OFFICE = /(?:总理|省长|市长|区长|县长|州长|盟长|旗长|主席|主任)[\s\u3000]/;

const HEAD_LINES = 25;
const TAIL_LINES = 12;

const bare = (line: string) =>
  line.replace(/[\s\u3000]/g, '').replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

/** Lines with something on them, trimmed; a text that lost its line breaks is cut at the indents of its paragraphs. */
function ends(text: string): { head: string[]; tail: string[] } {
  const clean = (part: string) =>
    part
      .split(/[\r\n\f]+|\u3000{2,}|\s{5,}/)
      .map((line) => line.replace(/^[#*\s\u3000]+|[*\s\u3000]+$/g, ''))
      .filter(Boolean);
  return { head: clean(text.slice(0, 8000)).slice(0, HEAD_LINES), tail: clean(text.slice(-3000)).slice(-TAIL_LINES) };
}

function numberIn(line: string): { number: string; before: string } | null {
  const found = NUMBER.exec(line);
  if (!found) return null;
  const glued = ENDS_TITLE.exec(found[1] as string)?.[0] ?? '';
  const prefix = (found[1] as string).slice(glued.length);
  if (!prefix) return null;
  return { number: (prefix + (found[2] as string)).replace(/\s+/g, ''), before: line.slice(0, found.index + glued.length) };
}

const ATTACHED = /^附(?:件|表)?[\d一二三四五六七八九十]*[:：]?$/;

function titleIn(head: readonly string[]): string | null {
  for (const [i, line] of head.entries()) {
    // A row of a table, its cells between tabs: 指标, 2021年完成, 2022年计划.
    if (line.includes('\t')) continue;
    const cut = (numberIn(line)?.before || line).trim();
    const words = bare(cut).replace(DATELINE, '');
    if (words.length >= 4 && words.length <= 70 && !CLOSES.test(words) && !NUMBERED.test(words) && NAMES_A_DOCUMENT.test(words)) {
      const above = head[i - 1] ?? '';
      const begun = /关于/.test(above) && above.length <= 40 && !CLOSES.test(above) && !/关于/.test(words) ? above : '';
      return (begun + cut)
        .replace(/[\s\u3000]+/g, ' ')
        .replace(DATELINE, '')
        .trim();
    }
  }
  return null;
}

/** The day under the title on which it was delivered or adopted, also where the line was broken in two. */
function deliveredIn(head: readonly string[]): string | null {
  for (const [i, line] of head.entries()) {
    const found = DELIVERED.exec(bare(line)) ?? DELIVERED.exec(bare(line + (head[i + 1] ?? '')));
    if (found) return dayIn(found[1] as string);
  }
  return null;
}

function firstOf(pairs: readonly Pair[], label: Label): string | null {
  return pairs.find(([of, value]) => of === label && value !== '')?.[1] ?? null;
}

/**
 * What a text says about itself in its first and last lines: title, numbers, the day it was delivered or signed, whom it is about. Texts copied
 * from a page keep its particulars as lines (`[ 索引号 ] …`).
 * @param blocks as read from the text; a first unnumbered heading serves as title where no line names a kind of document
 * @param title found by the reader of the format, null where it found none
 */
export function metadataOfText(text: string, blocks: readonly Block[], title: string | null = null): Metadata {
  const { head, tail } = ends(text);
  const pairs = head.filter((line) => line.length <= 160).flatMap(pairsInLine);
  const first = blocks.find((block) => block.kind === 'heading' && block.level <= 1);
  const heading = first ? text.slice(first.span.start, first.span.end).replace(/^[#*\s\u3000]+|[*\s\u3000]+$/g, '') : null;
  const given = title && !NUMBERED.test(bare(title)) ? title.replace(DATELINE, '').trim() : null;
  // 附件2 alone says where a sheet was attached, not what it is.
  const top = head.find((line) => !ATTACHED.test(bare(line)));
  const opening = top && top.length <= 60 && !/[。；\t]/.test(top) && !CLOSES.test(top) && !OFFICE.test(top) ? top : null;
  const own =
    given ?? titleIn(head) ?? [heading, opening].find((line) => line && !NUMBERED.test(bare(line)) && !ATTACHED.test(bare(line))) ?? null;
  const assembly =
    head.map((line) => ASSEMBLY.exec(bare(line))?.[1]).find(Boolean) ?? (head.some((line) => NATIONAL.test(bare(line))) ? '全国' : null);
  const about = jurisdictionIn(own);
  const issuer = firstOf(pairs, 'issuer');
  const dayOf = (label: Label) => dayIn(firstOf(pairs, label) ?? '');
  const signed = tail.findLast((line) => isDayLine(bare(line))) ?? head.find((line) => isDayLine(bare(line)));
  const number = firstOf(pairs, 'documentNumber') ?? head.map((line) => numberIn(line)?.number).find(Boolean) ?? null;
  return {
    title: own,
    jurisdiction: (assembly && (!about || assembly.endsWith(about)) ? assembly : about) ?? jurisdictionIn(issuer),
    kind: kindOf(own),
    issuer,
    documentNumber: number?.replace(/\s+/g, '') ?? null,
    indexNumber: firstOf(pairs, 'indexNumber')?.replace(/\s+/g, '') ?? null,
    writtenOn: deliveredIn(head) ?? dayOf('writtenOn') ?? (signed ? dayIn(bare(signed)) : null),
    publishedOn: dayOf('publishedOn'),
  };
}
