import { horizon, isReport, type TimeFacts } from './times.js';

/** How far a word of time goes: to the end of its sentence, its paragraph, or its section. */
export type Reach = 'sentence' | 'block' | 'section';

/** What may stand before a year that opens a sentence: 全市2024年…, （一）2024年…; not 面向2035年 or 落实2030年…目标. */
const BEFORE = /^(?:[\s（(）)、.．：—–\-\d一二三四五六七八九十]|全[市省区县州盟国]|我[市省区县国]|回顾|展望|总结|各位代表[，！])*$/;

/** A deadline (2022年底前) or a day (2024年4月7日) is of its own sentence. */
const DAY_OR_DEADLINE = /^(?:底|末|年底|年末|前|\d{1,2}月|[春夏秋冬]|元旦)/;

/**
 * A year named in a sentence: the year before a report and the year of its work are those of whole parts; any other goes on through its paragraph at
 * most, and only where it opens the sentence.
 */
export function reachOfYear(found: RegExpExecArray, facts: TimeFacts): Reach {
  const after = found.input.slice(found.index + found[0].length, found.index + found[0].length + 4);
  if (!BEFORE.test(found.input.slice(0, found.index)) || DAY_OR_DEADLINE.test(after)) return 'sentence';
  const named = Number(/20\d\d/.exec(found[0])?.[0]);
  const first = horizon(facts);
  return isReport(facts) && (named === first || named === first - 1) ? 'section' : 'block';
}
