/** Ranks of the Chinese outline hierarchy, outermost smallest; 0 is no heading. */
export const RANKS = { part: 1, chapter: 2, section: 3, item: 4, bracket: 5, decimal: 6, digit: 7, digitBracket: 8, box: 9 } as const;

const NUM = '[一二三四五六七八九十百零〇0-9]{1,5}';
const PART = new RegExp(`^第${NUM}(?:篇|编|部分)`);
const CHAPTER = new RegExp(`^第${NUM}章`);
const SECTION = new RegExp(`^第${NUM}节`);
const ITEM = /^[一二三四五六七八九十]{1,3}[、．.]/;
const BRACKET = /^[（(][一二三四五六七八九十]{1,3}[）)]/;
const DECIMAL = /^\d{1,2}(?:[.．]\d{1,2}){1,3}(?![\d%％‰亿万千个倍元家人岁年公平吨])[\s\u3000]*(?=[“"《\p{Script=Han}])/u;
const DIGIT = /^\d{1,2}[.．、](?!\d)/;
const DIGIT_BRACKET = /^[（(]\d{1,2}[）)]/;
const BOX = /^(?:专栏|表|附表|附件)[\s\u3000]*(?:[一二三四五六七八九十百]{1,3}|\d{1,3}(?:[-—.－]\d{1,3})?)(?![%％‰年月日个所家亿万.\d])/;
const HASHES = /^#{1,6}\s+/;
/** `新建学校10所` states something and is read as text; `2020年工作回顾` is a heading. */
const STATES_QUANTITY =
  /\d[\d.,]*\s*(?:[%％‰]|个?百分点|[亿万千百]?[元人户吨亩家个所座条项件张套台辆次株斤度米]|公里|平方|立方|公顷|亿|万)/;
const CLOSES_SENTENCE = /[。；;！!]$/;

/** `**一、总体要求**`, `## 一、总体要求` -> `一、总体要求` */
export const bareHeading = (line: string): string =>
  line
    .replace(HASHES, '')
    .replace(/^\*\*|\*\*$/g, '')
    .replace(/\*\*/g, '')
    .trim();

/** Number of Markdown hashes in front of the line, 0 for none. */
export function hashesOf(line: string): number {
  const m = HASHES.exec(line);
  return m ? m[0].trimEnd().length : 0;
}

/**
 * Rank of a line as a heading by its own numbering, 0 when it is text. Rank 1 is 篇, 2 章, 3 节, 4 `一、`, 5 `（一）`, 6 `2.3`, 7 `1.`, 8 `（1）`,
 * 9 a box or table title (`专栏2 …`). A Markdown heading without a number is not ranked here: see `hashesOf`.
 */
export function headingLevel(line: string): number {
  const bare = bareHeading(line);
  if (bare.length < 2 || bare.length > 60) return 0;
  const closed = CLOSES_SENTENCE.test(bare);
  if (PART.test(bare)) return closed || bare.length > 45 ? 0 : RANKS.part;
  if (CHAPTER.test(bare)) return closed || bare.length > 45 ? 0 : RANKS.chapter;
  if (SECTION.test(bare)) return closed || bare.length > 45 ? 0 : RANKS.section;
  if (BOX.test(bare)) return closed || bare.length > 50 || /[。；]/.test(bare) ? 0 : RANKS.box;
  if (/[。；]./.test(bare) || /[，、：,]$/.test(bare)) return 0;
  if (ITEM.test(bare)) return (closed && bare.length > 30) || STATES_QUANTITY.test(bare) ? 0 : RANKS.item;
  if (BRACKET.test(bare)) return (closed && bare.length > 30) || STATES_QUANTITY.test(bare) ? 0 : RANKS.bracket;
  if (closed || bare.length > 40 || /[…·.]{4,}/.test(bare)) return 0;
  const rest = bare.replace(/^[（(]?\d[\d.．]*[、）)]?/, '');
  if (/\d/.test(rest.replace(/\d{4}年/g, '')) && STATES_QUANTITY.test(rest)) return 0;
  if (DECIMAL.test(bare)) return RANKS.decimal + Math.min(0.9, 0.3 * ((bare.match(/^[\d.．]+/)?.[0].split(/[.．]/).length ?? 2) - 2));
  if (DIGIT.test(bare)) return /[，：]/.test(rest) && bare.length > 24 ? 0 : RANKS.digit;
  if (DIGIT_BRACKET.test(bare)) return /[，：]/.test(rest) && bare.length > 24 ? 0 : RANKS.digitBracket;
  return 0;
}

const RUN_IN =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}(?:[.．]\d{1,2}){1,3}\s+(?=\D)|\d{1,2}[.．、](?=[^\d\s])|[（(]\d{1,2}[）)])/;

/**
 * The heading printed at the front of a paragraph (`（二）培育产业。围绕…` -> `（二）培育产业`) with its rank; null where the paragraph has none.
 * Only a first sentence of at most 40 characters that states no quantity counts.
 */
export function runInHeading(paragraph: string): { rank: number; text: string } | null {
  const head = paragraph.slice(0, 60).replace(/\*\*/g, '');
  if (!RUN_IN.test(head)) return null;
  const stop = head.indexOf('。');
  if (stop < 4 || stop > 45) return null;
  const text = head.slice(0, stop).trim();
  if (/[；;]/.test(text)) return null;
  const rank = headingLevel(text);
  return rank > 0 ? { rank, text } : null;
}

/** True where a line opens a paragraph by its own look: numbering, a dash, a bullet, a form of address. */
export function opensParagraph(line: string): boolean {
  return (
    headingLevel(line) > 0 ||
    /^(?:#{1,6}\s|—{2}|--|[●◆■★▲◎○•·►➢]|[-*+]\s|[①-⑳]|第[一二三四五六七八九十百]{1,4}[篇编章节条]|[一二三四五六七八九十]{1,3}、|[一二三四五六七八九十]{1,3}是(?=.{4})|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[.．、](?=[^\d\s])|\d{1,2}(?:\.\d{1,2}){1,2}\s+[“\p{Script=Han}]|各位代表|注[：:释]|备注|专栏)/u.test(
      line,
    )
  );
}
