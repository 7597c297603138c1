import { isUnitCell, squeezeCell } from '../../document/index.js';

/** What a printed mark says of the value or row that carries it. */
export type MarkMeaning = 'cumulative' | 'average' | 'yearly' | 'binding' | 'expected' | 'assigned';

export interface Marks {
  /** Mark (`*`, `#`, `[]`, `()`) to meaning, as the table's notes explain it. */
  readonly meaning: ReadonlyMap<string, MarkMeaning>;
  /** Notes or title rows say what `[ ]` means; then a digit in brackets is no note number. */
  readonly explainsBrackets: boolean;
  /** What a second figure in round brackets is (`括号内为可比口径`); null where no note says. */
  readonly inBrackets: string | null;
  /** Unit printed once for the whole table (`单位：亿元`); null for none. */
  readonly unit: string | null;
  /** Units printed once for the whole table where they are several (`单位：万亩、%`); empty for one or none. */
  readonly units: readonly string[];
  /** Mark behind a figure to the year it is of (`①为2019年数据`). */
  readonly years: ReadonlyMap<string, number>;
  /** Footnote digits that notes explain (`1 指每万人…`). */
  readonly footnotes: ReadonlySet<string>;
  /** `地区生产总值按2020年价计算`: part of a name to basis. */
  readonly basis: readonly { readonly of: string; readonly basis: string }[];
  /** `*按2020年价格计算`: the mark that rows so counted carry, to basis. */
  readonly priced: ReadonlyMap<string, string>;
}

const CLAUSE = /[。；;]|(?<!\d)\d{1,2}[.、．](?!\d)/;
const MARK = /([*＊]{1,2}|[#＃]|[△▲※☆★]|[【〔［[(（〖]\s*[】〕］\])）〗])/g;
const MARKED_PRICE =
  /([*＊#＃△▲※☆★])[”"]?(?:号)?的?(?:指标|项|数据|数值)*(?:均)?(?:按|为|以|采用|系)((?:20\d\d年)?(?:不变价格?|可比价格?|当年价格?|现价|价格?))/;
const IN_BRACKETS =
  /(?:(?:小|圆)?括号|[（(]\s*[）)])[”"]?(?:内|中|里)的?(?:数据|数值|数字|数)?(?:均)?(?:为|是|表示|指)(?:按)?([^，。；、（(]{2,12}?)(?:数据|数值|数|值)?(?=[，。；、（(]|$)/;
const OF_YEAR =
  /([①-⑳*＊※△▲])[”"]?(?:号)?(?:的)?(?:指标|数据|数值)?(?:均)?(?:为|系|是|指)((?:19|20)\d\d)年(?:底|末|度)?(?:的)?(?:数据|数值|数|基数|值)/g;
const BRACKETS = /^[【〔［[〖]/;

function meaningOf(words: string): MarkMeaning | null {
  if (/约束性/.test(words)) return 'binding';
  if (/预期性/.test(words)) return 'expected';
  if (/累计|合计|总量|五年(?:期间)?(?:的)?(?:总|目标)/.test(words)) return 'cumulative';
  if (/年均(?:增|递增)/.test(words)) return 'yearly';
  if (/年均|平均/.test(words)) return 'average';
  if (/下达|核定|为准|考核/.test(words)) return 'assigned';
  return null;
}

/** Reads the notes, title rows and caption of a table for what its marks mean. Brackets without a note mean a total over the plan. */
export function readMarks(lines: readonly string[]): Marks {
  const meaning = new Map<string, MarkMeaning>([['[]', 'cumulative']]);
  const footnotes = new Set<string>();
  const basis: { of: string; basis: string }[] = [];
  const prices = new Map<string, string>();
  let unit: string | null = null;
  let inBrackets: string | null = null;
  let units: string[] = [];
  const years = new Map<string, number>();
  let explainsBrackets = false;
  for (const line of lines) {
    const printed = /单位[：:]\s*([^\s，,。；;）)]{1,12})/.exec(line);
    if (printed && isUnitCell(printed[1] as string)) unit ??= squeezeCell(printed[1] as string);
    const several = /单位[：:]\s*([^\s。；;）)]{3,40})/.exec(line)?.[1]?.split(/[、，,/]/) ?? [];
    if (units.length === 0 && several.length > 1 && several.every((one) => isUnitCell(one))) units = several.map(squeezeCell);
    for (const found of line.matchAll(OF_YEAR)) years.set(found[1] as string, Number(found[2]));
    inBrackets ??= IN_BRACKETS.exec(line)?.[1] ?? null;
    const note = /^\s*(?:注\s*[：:]?\s*)?(\d)[\s.、]*(?:指|按|为|系|暂|以|包括|口径)/.exec(line);
    if (note) footnotes.add(note[1] as string);
    for (const clause of line.split(CLAUSE)) {
      const says = meaningOf(clause);
      if (says) {
        for (const found of clause.matchAll(MARK)) {
          const mark = squeezeCell(found[1] as string);
          const rest = clause.slice((found.index ?? 0) + found[0].length);
          const own = meaningOf(rest.split(MARK)[0] ?? '') ?? meaningOf(rest) ?? says;
          explainsBrackets ||= BRACKETS.test(mark);
          meaning.set(BRACKETS.test(mark) ? '[]' : mark.startsWith('(') ? '()' : mark, own);
        }
      }
      const marked = MARKED_PRICE.exec(clause);
      if (marked) prices.set(squeezeCell(marked[1] as string), (marked[2] as string).replace(/价格$/, '价'));
      const priced =
        /^[\d.、注：:\s]*([^，,：:]{2,30}?)(?:等)?(?:均?(?:按|为|以|采用))((?:20\d\d年)?(?:不变价格?|可比价格?|当年价格?|现价|价格?))/.exec(
          clause,
        );
      if (priced)
        for (const of of (priced[1] as string).split(/[、和与]/)) basis.push({ of, basis: (priced[2] as string).replace(/价格$/, '价') });
    }
  }
  return { meaning, explainsBrackets, inBrackets, unit, units, years, footnotes, basis, priced: prices };
}
