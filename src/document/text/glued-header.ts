import type { HeaderRole } from './cell-types.js';

/** A header word of a glued table, with its place in the squeezed first line. */
export interface GluedHead {
  readonly role: HeaderRole;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The number of a note is printed behind it (`〔累计〕1`). */
  readonly note: boolean;
}

const YEAR = '(?:19|20)\\d\\d年?';
const UNIT = '(?:[(][^()]{1,8}[)])?';
/** Longest first: `2015年比2010年增长` begins like `2015年`. */
const WORDS: readonly (readonly [HeaderRole, RegExp])[] = [
  ['value', new RegExp(`${YEAR}[比较](?:${YEAR}|上年|基期)(?:增长|增减|变化|下降|提高|升降)?(?:情况|幅度|率|量)?${UNIT}`, 'y')],
  ['value', new RegExp(`(?:到|至)?${YEAR}(?:计划|规划|目标|实际|完成|现状|基期|预计|预期|实绩)*[值数]?${UNIT}`, 'y')],
  ['value', /[〔【[](?:五年)?累计[\]】〕]/y],
  ['value', new RegExp(`(?:年均|五年|累计)(?:累计)?(?:增长|增速|增幅|变化|下降)(?:率|速度)?${UNIT}(?:[〔【[]累计[\\]】〕])?`, 'y')],
  [
    'value',
    new RegExp(
      `(?:“?十[一二三四五六]五”?(?:期间|时期)?)?(?:增减|变化)(?:情况|幅度)${UNIT}|(?:同比)?增(?:长率?|速|幅)${UNIT}|规划目标值?|计划目标值?|目标值`,
      'y',
    ),
  ],
  ['serial', /序号|编号/y],
  ['name', /指标名称|主要指标|指标|项目名称|项目|名称/y],
  ['unit', /(?:计量)?单位/y],
  ['attribute', /指标属性|属性|指标性质/y],
];
/** Where a header may begin: `…主要指标指标2015年2020年`, `…序号指标名称2000年2005年`. */
const START = /(?:序号)?(?:指标名称|指标|项目名称|项目|名称)(?:单位)?(?=(?:19|20)\d\d年?)/g;
/** In characters, from the beginning of the title. */
const FARTHEST = 80;

/** Reads the header words that stand run together behind the title of a table; null where there are none or fewer than two value columns. */
export function readGluedHeader(line: string): { readonly from: number; readonly to: number; readonly words: readonly GluedHead[] } | null {
  for (const start of line.matchAll(START)) {
    if (start.index > FARTHEST) return null;
    const words = wordsFrom(line, start.index);
    if (words.filter((word) => word.role === 'value').length >= 2)
      return { from: start.index, to: (words[words.length - 1] as GluedHead).to, words };
  }
  return null;
}

function wordsFrom(line: string, from: number): GluedHead[] {
  const found: GluedHead[] = [];
  for (let at = from; ; ) {
    const word = wordAt(line, at);
    if (!word) return found;
    at += word.text.length;
    // A digit between two header words is the number of a note.
    const noted = /^\d$/.test(line[at] ?? '') && wordAt(line, at + 1) !== null;
    found.push({ ...word, from: at - word.text.length, to: at, note: noted });
    if (noted) at++;
  }
}

function wordAt(line: string, at: number): { role: HeaderRole; text: string } | null {
  for (const [role, pattern] of WORDS) {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found) return { role, text: found[0] };
  }
  return null;
}
