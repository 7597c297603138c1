import { headerRole, isUnitCell, squeezeCell } from '../../document/index.js';

/** Heads of a column that holds places: its rows name no indicator, the table's title does. */
const PLACE_HEAD =
  /^(?:行政)?(?:地区|区县|县区|县[(]?市[、区)]*区?|市县|市州|城市|区域|片区|乡镇|镇街|街镇|街道|镇乡?|园区|功能区|开发区|责任(?:单位|地区))(?:名称)?$/;
/** `乡镇`, `县（市、区）` over a column of places. */
export const isPlaceHead = (head: string): boolean => PLACE_HEAD.test(squeezeCell(head));
const NUMBER = /^(?:附?表|专栏|附件)[\s\d一二三四五六七八九十.-]*[:：、]?/;
const PLACES =
  /(?:分各?|各)(?:区县|县区|县[(]?市[、区)]*区?|市县|市州|乡镇|镇街|街镇|镇乡?|地区|街道|园区|功能区|开发区)(?:(?:人民)?政府)?(?=.{3})/g;
const TIME = /[“"]?十[一二三四五六七]五[”"]?(?:时期|期间|规划)?|20\d\d年?(?:[-—至]20\d\d年?)?|分年度|年度/g;
const OF_TABLE = /(?:的|主要|预期|约束性|发展|目标任务|目标值?|任务|计划|规划|指标值?|分解|分配|安排|情况|一览|汇总|表)+$/;

const OF_COLUMN =
  /(?:(?:累计)?(?:下降|降低|减少|提高|增长)?(?:基本|激励|约束性|预期性|力争)?(?:目标|任务|计划|完成|实际|预计|指标)(?:值|率|比例|情况)?|(?:累计)?(?:下降|降低|减少|提高|增长)(?:率|比例|幅度)?)$/;

/** What a table of places is about: the indicator in its title and the unit behind it. */
export interface PlaceTable {
  /** Null where the title names none; then the heads of the columns do. */
  readonly subject: string | null;
  readonly unit: string | null;
}

/** The indicator that the head of a value column names: 能耗强度 of `能耗强度下降目标（%）`; null for a head that speaks of time alone. */
export function columnSubject(head: string): string | null {
  const bare = head
    .replace(/[(（][^()（）]*[)）]/g, '')
    .replace(TIME, '')
    .replace(/\s+/g, '');
  const subject = bare.replace(OF_COLUMN, '');
  return /\p{Script=Han}{3}/u.test(subject) && headerRole(subject) === null ? subject : null;
}

/**
 * `表3 各镇城镇化率目标（%）` over a column 乡镇: 城镇化率, %. Null where the head is no place.
 * @param head of the name column
 */
export function placeTable(head: string, caption: string): PlaceTable | null {
  if (!isPlaceHead(head)) return null;
  const title = squeezeCell(caption);
  const unit = /[(](?:单位[:：]?)?([^()]{1,8})[)]$/.exec(title)?.[1] ?? null;
  let subject = title
    .replace(/[(][^()]{1,12}[)]$/, '')
    .replace(NUMBER, '')
    .replace(TIME, '')
    .replace(PLACES, '');
  subject = subject.replace(OF_TABLE, '').replace(/^[的年末]+/, '');
  return { subject: /\p{Script=Han}{3}/u.test(subject) ? subject : null, unit: unit !== null && isUnitCell(unit) ? unit : null };
}
