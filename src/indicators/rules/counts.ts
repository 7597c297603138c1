import type { Mention } from './mentions.js';
import { HAN, LOOK_AHEAD, MERGED, MOVED, type Sentence } from './sentence.js';
import { readVerb } from './verbs.js';

const COUNT_KINDS = new Set(['count', 'people', 'money', 'length', 'area', 'energy', 'mass', 'other']);

const AT_PLACES = /(?:^|[，；。、])在(?:全[省市区县国州])?$/;
const SIZED_COUNT = /^(?:总投资|投资|总规模|产值|年产值|营收)(?:超过?|达到?|约)?$/;
const WITH_PLACES = /(?:^|[，；。、])(?:累计|已)?与$/;
const PLACE =
  /^(?:重点|试点|示范|主要)?(?:县|市|区|州|盟|旗|乡|镇|街道|村|社区|城市|地区|省份|国家|点位|片区|园区|小区|高校|学校|医院|单位)/;

/** 6个试点城市开工建设安置住房3万套: places that do something, before what they do is counted. */
const PLACE_DOES =
  /^[\p{Script=Han}]{0,10}(?:城市|县|市|区|州|乡镇|街道|省份|园区|高校|学校)(?:新开工|开工建设|开工|新增|净增|新建|建设|建成|完成|实现|投入|引进|培育|筹集)\p{Script=Han}{2,}$/u;

/** Where what is done begins behind such places: 在115个县|建设示范片. */
export function afterPlaces(s: Sentence, mention: Mention, lead: string): number {
  if (!AT_PLACES.test(lead) && !WITH_PLACES.test(lead)) return mention.tail;
  const found = PLACE.exec(s.text.slice(mention.tail, Math.min(mention.tail + 12, s.end)));
  const end = mention.tail + (found?.[0].length ?? 0);
  // 县（市、区）: the bracket belongs to the places.
  const partner = s.layout.partner[end] ?? -1;
  return partner > end ? partner + 1 : end;
}

/** 18个监测井水质达标比例达到96%: the first count says of what the share is. */
export function isScopeCount(s: Sentence, mention: Mention, next: Mention | undefined, lead: string): boolean {
  if (!COUNT_KINDS.has(mention.printed.kind)) return false;
  const after = s.text.slice(mention.tail, Math.min(mention.tail + LOOK_AHEAD, s.end));
  const counted = mention.printed.kind === 'count' || mention.printed.kind === 'people';
  if (
    mention.after !== null &&
    !counted &&
    /^(?:的)?(?:重点|重大|产业|工业|龙头|标志性)?(?:项目|企业|产业|园区|集群|工程|机组|锅炉|产品|品牌|县|区县|乡镇|街道|群众|人口|固定资产投资)/.test(
      after,
    )
  )
    return true;
  // 132家规上企业中，有89家…: of which ones.
  if (counted && /^\p{Script=Han}{2,12}(?<![高初集其])中，/u.test(after)) return true;
  // 在115个县建设示范片500个, 在全省183个县推行: where something is done.
  if (counted && AT_PLACES.test(lead) && PLACE.test(after)) return true;
  if (!next) return false;
  const between = s.text.slice(mention.tail, next.printed.start);
  // 20个总投资130亿元的重点项目: how large the counted are.
  if (counted && SIZED_COUNT.test(between) && s.text[next.tail] === '的') return false;
  // 与39个国家缔结118对友城: with whom.
  if (counted && WITH_PLACES.test(lead) && PLACE.test(after) && /^[^，；。、]{3,20}$/.test(between)) return true;
  if (MOVED.test(between) || (/[由从]$/.test(lead) && MERGED.test(between))) return false;
  // 10亿元以上4个; 年收入50万元以上的村占31%: which ones are counted.
  // 高考600分以上1260人.
  if (mention.after !== null && mention.printed.unit === '分' && between === '') return true;
  if (mention.after !== null && mention.printed.kind === 'money') {
    if (between === '' && next.printed.kind === 'count') return true;
    if (next.printed.kind === 'percent' && /^的\p{Script=Han}{1,10}(?:占|达到?)$/u.test(between)) return true;
  }
  // 300万元以上的修缮项目60个: the amount says which ones are counted.
  if (
    mention.after !== null &&
    mention.printed.kind === 'money' &&
    /^的?[\p{Script=Han}]{2,14}$/u.test(between) &&
    next.printed.kind === 'count'
  )
    return true;
  // 室温20℃达标率提升到96%: the first figure is part of the rate's name.
  if (next.printed.kind === 'percent' && mention.printed.kind !== 'count' && /^的?\p{Script=Han}{0,8}(?:率|占比|比例|比重)/u.test(between))
    return !/[达到为至]$/.test(lead);
  if (between.length > LOOK_AHEAD || between.length < 3 || /[，；：、。]/.test(between) || !HAN.test(between[0] as string)) return false;
  // 20个断面优良率和28个功能区达标率均为100%: two rates, one value.
  if (/^[^，、]{2,14}(?:率|比例|占比)(?:和|与|及)$/.test(between)) return true;
  if (/(?:和|及|以及|与)/.test(between) && next.printed.kind === mention.printed.kind) return false;
  const verb = readVerb(between);
  const stated = readVerb(lead);
  if (stated.measure !== null && stated.measure !== 'level') return false;
  const strong =
    verb.measure !== null ||
    verb.rules.length > 0 ||
    ['percent', 'point', 'times'].includes(next.printed.kind) ||
    /(?:超过|突破|达|完成投资|投资|营收|产值|总额)$/.test(between) ||
    PLACE_DOES.test(between) ||
    verb.rest.length < between.length;
  return strong && mention.printed.kind === 'count';
}

/** What such a list tells of its members is counted: 新增甲、乙2个国际机场, 甲、乙2个县市获批创建示范区. */
const LIST_TOLD = /^(?:新增|新建|建成|引进|开通|新开通|创建|培育|获批)/;
const MEMBERS_DID = /获批|入选|获评|跻身|上榜|荣获|获得|进入|列入|被(?:评|列|认定|授予|命名)/;

/** As many things are named before the count as it says: 甲、乙、丙3个行政区. */
export function countsList(rest: string, mention: Mention): boolean {
  if (mention.printed.kind !== 'count' || typeof mention.printed.decimals !== 'string' || !rest.includes('、') || /等$/.test(rest))
    return false;
  const tail = rest.split(/[，；。：]/).pop() as string;
  const count = Number(mention.printed.decimals);
  return (
    count > 1 && [/、|和|及|与/, /、/].some((separator) => tail.split(separator).filter((part) => part.trim() !== '').length === count)
  );
}

/** Such a count adds nothing to the list before it, unless it tells what its members are or did. */
export const isListCount = (rest: string, mention: Mention, ahead: string): boolean =>
  ahead !== '' && countsList(rest, mention) && !LIST_TOLD.test(rest.split(/[，；。：]/).pop() as string) && !MEMBERS_DID.test(ahead);
