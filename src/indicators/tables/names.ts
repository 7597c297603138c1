import { fold, isUnitCell, squeezeCell } from '../../document/index.js';
import type { Attribute, Measure } from '../indicator.js';
import type { Marks } from './marks.js';

/** What a name cell says besides the name. */
export interface ReadName {
  readonly name: string;
  /** Null where the words leave it to the column. */
  readonly measure: Measure | null;
  /** 降低, 下降, 减少: printed figures are sizes of a fall. */
  readonly falls: boolean;
  readonly unit: string | null;
  readonly basis: string | null;
  readonly attribute: Attribute | null;
  /** 累计 or 五年 stands in the name. */
  readonly cumulative: boolean;
  /** `#…`, `其中：…`, `（1）…`: a part of the row above. */
  readonly subRow: boolean;
}

const LEADING =
  /^(?:[#＃※△▲*＊☆★◆●·•]+|其中[：:，,]?|[-—–]{1,2}(?=\p{Script=Han})|[（(]?\d{1,2}[）)]|\d{1,2}[.、．](?!\d|[\d.]*岁)|\d{1,2}[.．](?=\d{1,2}岁)|[①-⑳]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])\s*/u;
const SUB_ROW = /^(?:\*\*)?(?:[#＃※△]|其中|[-—–]{1,2}\p{Script=Han}|[（(]\d{1,2}[）)]|[①-⑳])/u;
const ATTRIBUTE = /[【〔[（(]\s*(约束|预期)性?(?:指标)?\s*[】〕\]）)]/;
const BASIS = /(?:\d{4}年)?(?:可比|不变|现|当年)价格?|(?:按)?\d{4}年(?:价格?|不变价格?|可比价格?)|可比口径|同口径|上年=100|按可比口径/;
const YEARLY = /(?:年均|年平均)(?:递|实际|名义)?(?:增长率?|增速|增长速度|增幅|递增|增长幅度)$|年均增长$/;
const YEARLY_FALL = /年均(?:下降|降低|减少)(?:率|幅度)?$/;
const RISE = /(?:同比|实际|名义|比上年)?(?:增长率|增长速度|增速|增幅|涨幅|增长幅度|提升幅度|增长|提升率?|提高|上升)$/;
const FALL = /(?:累计|比上年|同比)?(?:降低率?|下降率?|下降比例|降低比例|减少率?|削减率?|降幅|下降幅度|降低幅度|减少比例|削减比例|压减)$/;

/** Cuts the last bracket off a name, closed or not: `城镇化率（%` gives `城镇化率` and `%`. */
function lastBracket(text: string): { before: string; inside: string; after: string } | null {
  const close = /[）)]([^（()）]*)$/.exec(text);
  if (!close) {
    const open = Math.max(text.lastIndexOf('（'), text.lastIndexOf('('));
    return open > 0 ? { before: text.slice(0, open), inside: text.slice(open + 1), after: '' } : null;
  }
  let depth = 0;
  const end = close.index;
  for (let i = end; i >= 0; i--) {
    const c = text[i] as string;
    if (c === '）' || c === ')') depth++;
    else if (c === '（' || c === '(') {
      depth--;
      if (depth === 0) return i > 0 ? { before: text.slice(0, i), inside: text.slice(i + 1, end), after: close[1] as string } : null;
    }
  }
  return null;
}

/** The unit among the words of a bracket (`万元，2020年价`), or null. */
export function unitIn(inside: string): string | null {
  for (const part of inside.split(/[,，、；;]/)) {
    const word = squeezeCell(part).replace(/^单位[:：]?/, '');
    if (
      word !== '' &&
      (isUnitCell(word) || /^(?:[^\s/]{1,6}[/每][^\s/]{1,8})$/.test(word) || /^[十百千万亿]{1,2}[\p{Script=Han}]{1,4}$/u.test(word))
    )
      return word;
  }
  return null;
}

/**
 * Reads a name cell: `#化学需氧量排放总量减少(%` is a sub-row, a fall in percent, and the name 化学需氧量排放总量.
 * @param cell the words of the cell, as the grid gives them
 */
export function readName(cell: string, marks: Marks): ReadName {
  let text = fold(cell).text.trim();
  const subRow = SUB_ROW.test(cell.replace(/[^①-⑳]+/g, squeezeCell));
  let attribute: Attribute | null = null;
  const printedMarks = [...text.matchAll(/[*＊#＃※△▲☆★]/g)].map((m) => squeezeCell(m[0]));
  const binding = printedMarks.map((mark) => marks.meaning.get(mark)).find((m) => m === 'binding' || m === 'expected');
  if (binding) attribute = binding === 'binding' ? '约束性' : '预期性';
  const stated = ATTRIBUTE.exec(text);
  if (stated) {
    attribute = stated[1] === '约束' ? '约束性' : '预期性';
    text = text.replace(ATTRIBUTE, '');
  }
  for (let i = 0; i < 3 && LEADING.test(text); i++) text = text.replace(LEADING, '');
  let unit: string | null = null;
  let basis: string | null = null;
  let cumulative = false;
  text = stripMarks(text, marks);
  for (let i = 0; i < 3; i++) {
    const bracket = lastBracket(text);
    if (!bracket || bracket.after.length > 6) break;
    const found = unitIn(bracket.inside);
    const rests = BASIS.exec(bracket.inside);
    const total = /^(?:五年)?(?:累计|合计)(?:数|值)?$|五年累计|规划期累计/.test(bracket.inside);
    if (!found && !rests && !total && bracket.inside.trim() !== '' && !/^(?:占比|比例|含税?|当年|年末|期末)$/.test(bracket.inside)) break;
    unit ??= found;
    basis ??= rests ? rests[0].replace(/价格$/, '价') : null;
    cumulative ||= total || /累计/.test(bracket.inside);
    text = stripMarks(bracket.before + bracket.after, marks);
  }
  const bare = /^(.{2,}?)[，,、]?(%|‰)$/.exec(text);
  if (bare) {
    unit ??= bare[2] as string;
    text = bare[1] as string;
  }
  if (/^五年累计|^累计|(?:五年)?累计(?=新增|新建|改造|建成|完成|$)|五年(?:新增|合计)/.test(text)) cumulative = true;
  const growth = growthOf(text, unit);
  const named = growth.name
    .replace(/^(?:五年累计|累计|五年)(?=\p{Script=Han}{2})/u, '')
    .replace(/^(?:年末|期末)(?=\p{Script=Han}{4})/u, '')
    .replace(/[：:，,、]+$/, '');
  basis ??= marks.basis.find((b) => b.of.length >= 2 && named.includes(b.of))?.basis ?? null;
  basis ??= printedMarks.map((mark) => marks.priced.get(mark)).find((price) => price !== undefined) ?? null;
  return { name: named || text, measure: growth.measure, falls: growth.falls, unit, basis, attribute, cumulative, subRow };
}

/** Marks and footnote digits behind a name: `拥有量1`, `比重②`, `浓度*`. A Latin name keeps its digits (PM10). */
function stripMarks(text: string, marks: Marks): string {
  const plain = text.replace(/[*＊#※△▲①-⑳\s]+$/u, '').replace(/\[\d{1,2}\]$/, '');
  const digit = /^(.*[\p{Script=Han}）)])(\d)$/u.exec(plain);
  return digit && (marks.footnotes.has(digit[2] as string) || /[\p{Script=Han}]\d$/u.test(plain)) ? (digit[1] as string) : plain;
}

function growthOf(text: string, unit: string | null): { name: string; measure: Measure | null; falls: boolean } {
  const cut = (pattern: RegExp) => {
    const name = text.replace(pattern, '').replace(/(?:累计|年均|同比)$/, '');
    return name.length >= 2 ? name : null;
  };
  // 自然增长率 is the name of a rate, not the growth of a 自然.
  if (/自然增长率$/.test(text)) return { name: text, measure: null, falls: false };
  const percent = unit === null || unit === '%' || unit === '‰';
  const kind: Measure = percent ? 'growth' : 'delta';
  if (YEARLY.test(text)) return { name: cut(YEARLY) ?? text, measure: 'cagr', falls: false };
  if (YEARLY_FALL.test(text)) return { name: cut(YEARLY_FALL) ?? text, measure: 'cagr', falls: true };
  if (FALL.test(text)) return { name: cut(FALL) ?? text, measure: kind, falls: true };
  if (RISE.test(text) && !/新增|净增/.test(text) && (percent || /百分点/.test(unit ?? '')))
    return { name: cut(RISE) ?? text, measure: kind, falls: false };
  return { name: text, measure: null, falls: false };
}

/** A row that says no more than how fast the row above moves: 增速, 比上年增长, 年均增长. */
const BARE_CHANGE = /^(?:年均|同比|比上年|较上年|实际|名义)*(?:增速|增幅|涨幅|降幅|增长率|增长速度|增长幅度|下降率|降低率|增长|下降)$/;

/** True for a row whose name is that of the row above it. */
export const isBareChange = (read: ReadName): boolean => BARE_CHANGE.test(read.name);

/** What a rate is per, printed once for several rows: 每千人口医疗资源 over 床位数 and 医师数. */
const PER = /^(?:每(?:百|千|万|十万)(?:名)?(?:常住|户籍|老年)?(?:人口|人|老年人|学生)|人均)/;

const GENERIC_SUBJECT = /^(?:\d+[.、])?(?:主要|重点|各类|区域性|其他)?(?:水|大气)?(?:污染物|指标|行业|产品|品种|能源|作物)/;

/** Whose value added the product is made of. */
const SECTOR =
  /^(?:第[一二三]产业|一产|二产|三产|农业|农林牧渔业|(?:规模以上|规上)?工业|建筑业|服务业|现代服务业|制造业|数字经济|民营经济)$/;

/** Parts of a population or a place that stand in front of a name: 城镇 of 居民人均可支配收入. */
const PART =
  /^(?:全体|城镇|农村|城市|乡村|城区|市区|县城|男性?|女性?|设区市|县级市|中心城区|主城区|全体居民|城镇居民|农村居民|小学|初中|高中|学前|公立|民办|优质|常住|户籍)$/;

/**
 * The full name of a sub-row: `化学需氧量` under `主要污染物排放总量减少` is 化学需氧量排放总量. A sub-row that says what it measures stands alone.
 */
export function composeName(
  parent: ReadName | null,
  row: ReadName,
): { name: string; measure: Measure | null; falls: boolean; unit: string | null } {
  const own = { name: row.name, measure: row.measure, falls: row.falls, unit: row.unit };
  if (!parent) return own;
  if (isBareChange(row)) return { ...own, name: parent.name, measure: row.measure ?? 'growth', unit: row.unit ?? '%' };
  const unit = row.unit ?? parent.unit;
  if (SECTOR.test(row.name) && row.measure === null && /(?:地区|国内)?生产总值$|GDP$/i.test(parent.name))
    return { name: `${row.name}增加值`, measure: parent.measure, falls: parent.falls, unit };
  if (PART.test(row.name) && row.measure === null) {
    const name = parent.name.startsWith(row.name)
      ? parent.name
      : row.name + parent.name.replace(/^(?:全体|城乡)(?=居民)/, '').replace(/^居民/, /居民$/.test(row.name) ? '' : '居民');
    return { name, measure: parent.measure, falls: parent.falls, unit };
  }
  const per = PER.exec(parent.name)?.[0];
  if (per && row.measure === null && !PER.test(row.name)) {
    const whole = parent.unit === null || row.unit !== null || /[数量率额积]$/.test(row.name);
    return { name: whole ? per + row.name : `${parent.name}（${row.name}）`, measure: parent.measure, falls: parent.falls, unit };
  }
  const noun = parent.name.replace(GENERIC_SUBJECT, '');
  // 排放量减少 over 化学需氧量（吨）: the size of the fall, not its rate.
  const change: Measure | null = parent.measure === 'growth' && unit !== null && !/[%‰]/.test(unit) ? 'delta' : parent.measure;
  const measures = /率|比|量|数|值|额|收入|浓度|面积|产值|强度|覆盖|水平|指数|床位|人口|投资|消费|时间|寿命|年限|里程|能力|学位|床位|岗位/;
  if (parent.measure !== null && row.measure === null && !measures.test(row.name.replace(/化学需氧量|生物量/g, ''))) {
    const name = noun !== parent.name && noun !== '' ? row.name + noun : `${row.name}${nounOf(parent.name)}`;
    return { name, measure: change, falls: parent.falls, unit };
  }
  if (measures.test(row.name.replace(/化学需氧量/g, '')) && row.name.length >= 4)
    return { ...own, unit: row.unit ?? (row.measure === null ? parent.unit : null) };
  const tail = row.measure === null && row.name.length <= 6 ? TAIL.exec(parent.name)?.[0] : undefined;
  if (tail && !row.name.endsWith(tail)) return { name: `${row.name}${tail}`, measure: parent.measure, falls: parent.falls, unit };
  if (row.measure === null && parent.name.length >= 3) {
    const name = noun !== parent.name && noun !== '' ? row.name + noun : `${parent.name}（${row.name}）`;
    return { name, measure: change, falls: parent.falls, unit };
  }
  return { ...own, unit };
}

/** What a part is a part of: 天然林 of 森林蓄积量 is 天然林蓄积量. */
const TAIL =
  /(?:蓄积量|保有量|产量|产值|里程|(?:播种|种植|养殖|绿地|治理|建筑|灌溉|用地)?面积|投资|消费量|用电量|用水量|吞吐量|发电量|装机容量|销售额|零售额|营业收入|增加值|进出口额|出口额|(?<=.)总额)$/;

/** `单位生产总值主要污染物排放量` -> `排放量`: the last noun of a measure. */
function nounOf(name: string): string {
  const found = /(?:排放总量|排放量|排放|浓度|总量|产量|面积|数量|比重|比例|收入|投资)$/.exec(name);
  return found ? found[0] : '';
}
