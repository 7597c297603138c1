import type { Scope } from '../context.js';
import { horizon, isReport, type TimeFacts } from './times.js';

/** How far a word of time goes: to the end of its sentence, its paragraph, or its section. */
export type Reach = 'sentence' | 'block' | 'section';

/** What may stand before a word of time that opens a sentence: 全市2024年…, （一）2024年…; not 面向2035年 or 落实2030年…目标. */
const BEFORE =
  /^(?:[\s（(）)、.．：—–\-\d“"一二三四五六七八九十]|各位代表[，！]?|全[市省区县州盟国]|我[市省区县国]|回顾|回首|展望|总结|总的看|总之|经过|在|同志们[，！]?)*$/;

/** A deadline (2022年底前) or a day (2024年4月7日) is of its own sentence. */
const DAY_OR_DEADLINE = /^(?:底|末|年底|年末|前|\d{1,2}月|[春夏秋冬]|元旦)/;

/** A sentence that lays down what is to come: …的主要目标是. */
const LAYS_DOWN = /目标|要求|任务|思路|部署|原则/;

/** Longest sentence that may be a heading printed as a line of text. */
const LONGEST_LINE = 40;

/** A heading printed as a line of text: short, and no sentence. */
const isLine = (text: string): boolean => text.length <= LONGEST_LINE && !/[。！；]$/.test(text);

const opens = (found: RegExpExecArray): boolean => BEFORE.test(found.input.slice(0, found.index));

/**
 * A year named in a sentence: the year before a report and the year of its work are those of whole parts; any other goes on through its paragraph at
 * most, and only where it opens the sentence.
 */
export function reachOfYear(found: RegExpExecArray, facts: TimeFacts, current: Scope): Reach {
  const after = found.input.slice(found.index + found[0].length, found.index + found[0].length + 4);
  if (!opens(found) || DAY_OR_DEADLINE.test(after)) return 'sentence';
  const named = Number(/20\d\d/.exec(found[0])?.[0]);
  const first = horizon(facts);
  // Among tasks, 2021年投入1.2亿元 is an aside; a line 2021年工作回顾 is a heading.
  if (isReport(facts) && current.role === 'target' && named < first) return isLine(found.input) ? 'section' : 'sentence';
  return isReport(facts) && (named === first || named === first - 1) ? 'section' : 'block';
}

/** 2021—2024年，… goes on through its paragraph where it opens the sentence. */
export const reachOfRange = (found: RegExpExecArray): Reach => (opens(found) ? 'block' : 'sentence');

/** 去年 within a review of five years or among the tasks of this year is an aside; 过去一年 at the head of a sentence opens a part. */
export function reachOfYearBehind(found: RegExpExecArray, _facts: TimeFacts, current: Scope): Reach {
  if (current.role === 'target' && /[去上]年/.test(found[0])) return 'sentence';
  if (current.mode === 'span' && /^[去上]年/.test(found[0])) return 'sentence';
  return opens(found) ? 'section' : current.mode === 'span' || current.role === 'target' ? 'sentence' : 'section';
}

/** 这是五年来…的结果 is no review of five years; 过去五年，… is. */
export const reachOfYearsBehind = (found: RegExpExecArray): Reach => (opens(found) ? 'section' : 'sentence');

/** 统筹谋划未来五年发展 among the tasks of a year plans nothing yet. */
export const reachOfYearsAhead = (found: RegExpExecArray, _facts: TimeFacts, current: Scope): Reach =>
  opens(found) || current.role === 'actual' ? 'section' : 'sentence';

/** A plan named among the tasks of a year (落实“十五五”规划目标) does not end them; a sentence that opens with it and lays it down does. */
export function reachOfPlan(found: RegExpExecArray, facts: TimeFacts, current: Scope): Reach {
  // 进出口“十四五”时期年均增长9.8%，2025年…: said of one thing in passing.
  const after = found.input.slice(found.index + found[0].length, found.index + found[0].length + 2);
  if (isReport(facts) && current.mode === 'year' && !opens(found) && /^(?:年均|累计|平均)/.test(after)) return 'sentence';
  const ofYear = isReport(facts) && current.role === 'target' && current.mode === 'year' && current.year === facts.year;
  if (!ofYear) return 'section';
  if (!opens(found)) return 'sentence';
  const ahead = found.input.slice(found.index, found.index + LONGEST_LINE);
  return LAYS_DOWN.test(ahead) || isLine(found.input) ? 'section' : 'block';
}
