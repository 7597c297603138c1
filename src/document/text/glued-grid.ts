import { isGroupWords, isUnitCell } from './cell-types.js';
import type { GluedRow, Place } from './glued-rows.js';
import type { GridRow, Words } from './grid.js';

/** Words that head several rows and stand in front of the first one's name. */
const GROUP_IN_FRONT =
  /^(?:[\p{Script=Han}]{0,6}(?:环境质量|空气质量|生态状况|发展水平|经济发展|创新驱动|民生福祉|民生改善|绿色生态|绿色发展|安全保障|资源环境|社会发展|结构优化|公共服务))(?=[\p{Script=Han}]{4})(?!优良|良好|达|综合|改善|指数|满意|监测|[率比等和与])/u;

/** A header word with what it says and where it stands. */
export interface Head extends Place {
  readonly role: string;
  readonly words: Words;
}

/** Lays the rows out under the header: groups above their rows, a measure above its parts (`排放总量减少（%）` over 化学需氧量), units in their column. */
export function gridOf(
  rows: readonly GluedRow[],
  heads: readonly Head[],
  slice: (places: readonly Place[]) => Words,
): { grid: GridRow[]; width: number; uncertain: number[]; lost: number } {
  const serialHead = heads.find((head) => head.role === 'serial');
  const attributeHead = heads.find((head) => head.role === 'attribute');
  const hasSerial = serialHead !== undefined || rows.some((row) => row.serial !== null);
  const values = heads.filter((head) => head.role === 'value');
  const name = heads.find((head) => head.role === 'name');
  const unitHead = heads.find((head) => head.role === 'unit');
  const head: Words[] = [
    ...(hasSerial ? [{ text: '序号', span: serialHead?.words.span ?? null }] : []),
    { text: '指标', span: name?.words.span ?? null },
    ...(unitHead ? [{ text: '单位', span: unitHead.words.span }] : []),
    ...values.map((value) => value.words),
    ...(attributeHead ? [{ text: '属性', span: attributeHead.words.span }] : []),
  ];
  const grid: GridRow[] = [{ header: true, cells: head }];
  const uncertain: number[] = [];
  let lost = 0;
  const put = (row: GluedRow, serial: Words | null, cell: Words, states: boolean) =>
    grid.push({
      header: false,
      cells: [
        ...(hasSerial ? [serial] : []),
        unitHead && states ? { ...cell, text: cell.text.slice(0, cell.text.length - unitBehind(cell.text).length) } : cell,
        ...(unitHead ? [states ? { text: unitBehind(cell.text), span: cell.span } : null] : []),
        ...values.map((_, i) => (states && row.values[i] ? slice([row.values[i]]) : { text: '', span: null })),
        ...(attributeHead ? [states && row.attribute ? slice([row.attribute]) : null] : []),
      ],
    });
  rows.forEach((row, i) => {
    if (row.values.length === 0) {
      grid.push({ header: false, wide: true, cells: [slice(row.group)] });
      return;
    }
    const serial = row.serial ? slice([row.serial]) : null;
    let full = slice(row.name);
    // What stands before an attribute belongs to a row that could not be read.
    const torn = /^.*(?:约束|预期)性/.exec(full.text);
    if (torn) {
      lost++;
      full = { ...full, text: full.text.slice(torn[0].length) };
    }
    const parent = /^(.{2,40}?[（(][^（()）]{1,12}[)）])(\p{Script=Han}.+)$/u.exec(full.text);
    const ownUnit = parent && /[（(][^（()）]{1,12}[)）]$/.test(parent[2] as string);
    if (parent && !ownUnit) {
      put(row, serial, { text: parent[1] as string, span: full.span }, false);
      full = { text: parent[2] as string, span: full.span };
    }
    const next = rows[i + 1];
    const group = row.serial && next && next.values.length > 0 && next.serial === null ? GROUP_IN_FRONT.exec(full.text) : null;
    if (group && isGroupHead(group[0])) {
      grid.push({ header: false, wide: true, cells: [{ text: group[0], span: full.span }] });
      full = { text: full.text.slice(group[0].length), span: full.span };
    }
    if (unitHead && unitBehind(full.text) === '') {
      lost++;
      return;
    }
    if (!row.sure || ownUnit) uncertain.push(grid.length);
    put(row, parent && !ownUnit ? null : serial, full, true);
  });
  return { grid, width: head.length, uncertain, lost };
}

/** The longest unit at the end of a name that its unit was glued to; a name of two characters at least is left. */
function unitBehind(name: string): string {
  for (let from = Math.max(2, name.length - 8); from < name.length; from++) if (isUnitCell(name.slice(from))) return name.slice(from);
  return '';
}

const isGroupHead = (words: string): boolean => isGroupWords(words) || /(?:状况|质量|水平)$/.test(words);
