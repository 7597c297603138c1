/** Five-year plans by the numeral in their name: 十四五 ran 2021 to 2025. */
const FIRST_YEAR: Readonly<Record<string, number>> = {
  九: 1996,
  十: 2001,
  十一: 2006,
  十二: 2011,
  十三: 2016,
  十四: 2021,
  十五: 2026,
  十六: 2031,
  十七: 2036,
};

export type YearSpan = readonly [number, number];

/** Both of `“十四五”` and `第十四个五年`; not 十五条. */
export const PLAN_NAME =
  /[“"『]?(十[一二三四五六七]?|九)[五][”"』](?!大)|(?<![一二三四五六七八九])(十[一二三四五六七])五(?=规划|时期|期间|末|以来|纲要|计划|目标|[，。、])|第(十[一二三四五六七]?)个五年/;

/** The span of the first plan a text names; null where it names none. */
export function planIn(text: string): YearSpan | null {
  const found = PLAN_NAME.exec(text);
  const word = found?.[1] ?? found?.[2] ?? found?.[3];
  const first = word === undefined ? undefined : FIRST_YEAR[word];
  return first === undefined ? null : [first, first + 4];
}

/** The plan a year falls in. */
export const planOf = (year: number): YearSpan => {
  const first = year - ((((year - 2001) % 5) + 5) % 5);
  return [first, first + 4];
};

const CHINESE_YEAR = /二[〇○零O0]([一二三四五六七八九〇○零O0])([一二三四五六七八九〇○零O0])年?/;
const DIGITS = '〇一二三四五六七八九';

/** The first calendar year in a text, `2025年` or `二〇三五年`; null where there is none. */
export function yearIn(text: string): number | null {
  const arabic = /(?<!\d)((?:19|20)\d\d)(?=年|[—–~-]|\s|$|”)/.exec(text);
  if (arabic) return Number(arabic[1]);
  const chinese = CHINESE_YEAR.exec(text);
  if (!chinese) return null;
  const digit = (c: string | undefined) => Math.max(0, DIGITS.indexOf(c ?? ''));
  return 2000 + digit(chinese[1]) * 10 + digit(chinese[2]);
}
