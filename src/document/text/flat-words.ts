import { isAttributeCell, isDashCell, isNameCell, isNumericCell, isQualitativeCell, isUnitCell, squeezeCell } from './cell-types.js';
import type { FlatHeader } from './flat-header.js';
import type { Line } from './lines.js';

const isSerialOf = (text: string, k: number) => new RegExp(`^[(（]?${k}[)）.、．]?$`).test(squeezeCell(text));
/** Squeezed, but ① stays ①. */
const unitedButRings = (text: string) => text.replace(/[^①-⑳]+/g, squeezeCell);
export const isSubRow = (text: string) => /^(?:[#＃※△]|其中[:：]?|[(（]\d[)）]|[①-⑳]|—)/.test(unitedButRings(text));

/** Which lines are the serial numbers 1, 2, 3 …: each must be followed by a name. */
export function serials(body: readonly Line[], header: FlatHeader): ReadonlySet<number> {
  const found = new Set<number>();
  const columns = header.columns.length;
  const hasSerial = header.columns.some((c) => c.role === 'serial');
  let k = 1;
  for (let i = 0; i < body.length; i++) {
    const text = (body[i] as Line).text;
    const next = body[i + 1]?.text;
    if (!isSerialOf(text, k) || next === undefined || !isNameCell(next)) continue;
    // `2` / `其中：高速公路` is a numbered part, unless the number itself is still to come.
    if (isSubRow(next) && (!hasSerial || !/^其中/.test(next) || candidateAhead(body, i + 2, k))) continue;
    if (k === 1 && i > columns + 3 && !hasSerial) break;
    // A value equal to the number, then a group, then the number itself: the second one counts.
    const later = body[i + 2]?.text;
    if (later !== undefined && isSerialOf(later, k) && body[i + 3] && isNameCell((body[i + 3] as Line).text) && !isNumericCell(next))
      continue;
    // The value 3 before words (`3` / `完成上级下达目标`), with the number 3 to come.
    if (isQualitativeCell(next) && candidateAhead(body, i + 2, k)) continue;
    found.add(i);
    k++;
  }
  return found.size >= 2 ? found : new Set();
}

function candidateAhead(body: readonly Line[], from: number, k: number): boolean {
  for (let j = from; j < Math.min(body.length - 1, from + 6); j++) {
    const next = (body[j + 1] as Line).text;
    if (isSerialOf((body[j] as Line).text, k) && isNameCell(next) && !isQualitativeCell(next)) return true;
  }
  return false;
}

export const nameIsOpen = (name: string) => {
  const text = squeezeCell(name);
  const opened = text.lastIndexOf('(');
  if (opened > text.lastIndexOf(')')) return !isUnitCell(text.slice(opened + 1)) || /[,，、/]$/.test(text);
  return /[、,，的与和及占]$/.test(text);
};
export const continuesName = (text: string) =>
  /^(?:占|的|与|和|及|率|比重|比例|数|[)）(（]|[\p{Script=Han}]{1,3}[)）])/u.test(squeezeCell(text)) && !isNumericCell(text);
export const hasUnit = (name: string) => /[(（][^()（）]{1,16}[)）]?$/.test(squeezeCell(name));

/** `市级` needs its `下达`; `稳步提高` is whole. */
export const isWholeWords = (text: string): boolean =>
  isQualitativeCell(text) &&
  /(?:下达|同步|持平|达标|提高|提升|完成|目标|要求|任务|标准|以内|增长|稳定|改善|发生|不减|下降|降低|平衡|水平)$/.test(squeezeCell(text));

/** Number of lines from `i` on that stand between a row's figures and its attribute: a value in words, perhaps on several lines; 0 for none. */
export function wordsBeforeAttribute(body: readonly Line[], i: number, numbered: ReadonlySet<number>): number {
  for (let j = i; j < body.length && j <= i + 3; j++) {
    const text = (body[j] as Line).text;
    if (isAttributeCell(text)) return j - i;
    if (numbered.has(j) || isNumericCell(text) || isDashCell(text) || isUnitCell(text) || isSubRow(text) || hasUnit(text)) return 0;
  }
  return 0;
}

/** True where the line at `i` is followed by what follows a name: a unit or figures. */
export function startsRow(body: readonly Line[], i: number, numbered: ReadonlySet<number>): boolean {
  const next = body[i + 1];
  if (!next || numbered.has(i + 1)) return false;
  return (isNumericCell(next.text) && hasUnit((body[i] as Line).text)) || isUnitCell(next.text);
}

/** `主要污染物排放总量减少` / `化学需氧量(%)` / 10 / `氨氮(%)` / 8: unnumbered rows follow before the next number. */
export function opensSubRows(body: readonly Line[], i: number, numbered: ReadonlySet<number>): boolean {
  if (!hasUnit((body[i] as Line).text)) return false;
  let figures = 0;
  for (let j = i + 1; j < body.length && j < i + 8 && !numbered.has(j); j++) {
    const text = (body[j] as Line).text;
    if (isNumericCell(text) || isDashCell(text)) figures++;
    else if (figures > 0 && isNameCell(text) && hasUnit(text)) return true;
  }
  return false;
}
