const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  '○': 0,
  零: 0,
  O: 0,
  Ｏ: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

function chineseNumber(text: string): number {
  const tens = text.split('十');
  if (tens.length === 2) return (tens[0] ? (DIGITS[tens[0]] ?? Number.NaN) : 1) * 10 + (tens[1] ? (DIGITS[tens[1]] ?? Number.NaN) : 0);
  return [...text].reduce((sum, digit) => sum * 10 + (DIGITS[digit] ?? Number.NaN), 0);
}

const fullWidth = (text: string) => text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

/** `2021-02-10`, null where the three numbers name no day. */
export function toDay(year: number, month: number, day: number): string | null {
  if (!(year >= 1949 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1) return null;
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const ARABIC = /((?:19|20)\d\d)\s*(?:[-/.年])\s*(\d{1,2})\s*(?:[-/.月])\s*(\d{1,2})\s*日?/;
const CHINESE = /([一二][〇○零ＯO一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,3})\s*月\s*([一二三四五六七八九十]{1,3})\s*日/;
const COMPACT = /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/;

/** The first day in a text: `2021年2月10日`, `2021-02-10 09:00`, `二〇二一年二月十日`, `20210210`; null for none. */
export function dayIn(text: string): string | null {
  const plain = fullWidth(text);
  const arabic = ARABIC.exec(plain);
  if (arabic) return toDay(Number(arabic[1]), Number(arabic[2]), Number(arabic[3]));
  const chinese = CHINESE.exec(plain);
  if (chinese) return toDay(chineseNumber(chinese[1] as string), chineseNumber(chinese[2] as string), chineseNumber(chinese[3] as string));
  const compact = COMPACT.exec(plain);
  return compact ? toDay(Number(compact[1]), Number(compact[2]), Number(compact[3])) : null;
}

/** True where a line is a date and nothing else, as a signature is. */
export function isDayLine(text: string): boolean {
  const plain = fullWidth(text).trim();
  return new RegExp(`^[（(]?(?:${ARABIC.source}|${CHINESE.source})[）)]?$`).test(plain);
}
