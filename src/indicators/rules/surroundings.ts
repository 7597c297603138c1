import type { Mention } from './mentions.js';
import { cleanName } from './names.js';
import { withoutPredicate } from './predicates.js';
import { HAN, LOOK_AHEAD, leadStart, type Sentence, STOPS } from './sentence.js';

/** The noun a count stands before (31个市级重大项目有力推进), without its predicate. */
export function nounAfter(s: Sentence, mention: Mention): string {
  const words = wordsAfter(s, mention);
  // 失业率4.5%以内等其他目标保持不变: the targets are those just listed.
  if (/^等(?:其他|其余|各项|主要|预期|约束性|规划|发展)*(?:目标|指标|任务)/.test(words)) return '';
  return withoutPredicate(words)
    .replace(/^的/, '')
    .replace(/(?<=.{4})年度(?:目标)?任务$/, '')
    .replace(/(?:的|等)$/, '');
}

/** The noun behind a value, where a verb (20亿元实施6个专项) or its measure (200亿元规模基金) comes first. */
export function objectOf(s: Sentence, mention: Mention, ahead: string, name: string): string {
  const sized = /^(?:总)?规模(?:的)?(.{2,})$/.exec(ahead);
  if (sized && mention.printed.kind === 'money') return `${sized[1]}规模`;
  // 安排450亿元支持产业发展: the money is for it.
  const spent = name.length <= 2 || /(?:投入|安排|统筹|筹集|筹措)$/.test(name);
  const purpose = mention.printed.kind === 'money' && spent ? /^(?:支持|用于|保障)(\p{Script=Han}{3,14})$/u.exec(ahead)?.[1] : undefined;
  if (purpose) return `${purpose}资金`;
  if (!/^(?:实施|支持|建设|用于|推进|开展)$/.test(ahead) || mention.printed.kind !== 'money') return ahead;
  const at = mention.tail + ahead.length;
  const object = /^\d+[个项条家户所批件](\p{Script=Han}{3,14}?)(?=[，。；、])/u.exec(s.text.slice(at, Math.min(at + 24, s.end)));
  return object ? `${object[1]}资金` : ahead;
}

const MEASURED_NEXT = /(?:^|、)[^、]*(?:率|占比|比例|比重)(?:达到?|为|均|提高到|超过|保持在?)*$/;

const SIZED = /^\d[\d.]*[十百千万亿]*元(?:以上)?(?=的|、)/;

/** What stands behind a value up to the next stop or value; empty where that is no noun. */
export function wordsAfter(s: Sentence, mention: Mention): string {
  const known = after.get(mention);
  if (known?.of === s) return known.words;
  const words = readAfter(s, mention);
  after.set(mention, { of: s, words });
  return words;
}

/** Each way of naming a value asks what stands behind it. */
const after = new WeakMap<Mention, { readonly of: Sentence; readonly words: string }>();

function readAfter(s: Sentence, mention: Mention): string {
  // 2.5万套（间）危旧房: a bracket to the unit is stepped over.
  // 总投资368亿元的56个重点项目: so is another count.
  const from =
    mention.tail +
    (/^(?:（[^）]{1,3}）|的\d+[个项条家](?=\p{Script=Han}{2})|(?:总投资|投资|总规模|产值|年产值|营收)(?:超过?|达到?|约)?[\d.]+[万亿]+元(?:以上)?的)/u.exec(
      s.text.slice(mention.tail, mention.tail + 24),
    )?.[0].length ?? 0);
  const quoted = s.layout.quote[mention.printed.start] ?? 0;
  let end = from;
  while (end < Math.min(from + LOOK_AHEAD, s.end)) {
    const c = s.text[end] as string;
    const isDigit = c >= '0' && c <= '9';
    const partner = s.layout.partner[end] as number;
    if (partner > end) {
      end = partner + 1;
      continue;
    }
    if (STOPS.includes(c) || (partner !== -1 && partner < end) || (c === '”' && quoted > 0)) break;
    // 64个预增产值过10亿元的增长点: the amount is a class of what is counted.
    const classed = isDigit && /(?:超过|过|超)$/.test(s.text.slice(from, end)) ? SIZED.exec(s.text.slice(end, end + 16)) : null;
    if (classed) {
      end += classed[0].length;
      continue;
    }
    if (
      isDigit &&
      (s.layout.quote[end] ?? 0) <= quoted &&
      !/^\d{1,4}(?:[A-Za-z岁强]|周岁|千伏|分钟|[万亿]+元?级)/.test(s.text.slice(end, end + 6)) &&
      !/^\d{0,3}(?:千伏|分钟)/.test(s.text.slice(end, end + 5)) &&
      !/[A-Za-z]\d?$/.test(s.text.slice(Math.max(from, end - 2), end))
    )
      break;
    end++;
  }
  // 在全国有影响力的甲企业: what it is like is no part of what it is.
  let noun = s.text.slice(from, end).replace(/^的|^(?:在\p{Script=Han}{2,6})?(?:有|具有|具备)[^，、的]{2,14}的(?=\p{Script=Han}{2})/u, '');
  if (
    (!HAN.test(noun[0] ?? '') && !/^\d+(?:千伏|分钟|[A-Z]级|周?岁|[万亿]+元?级)/.test(noun)) ||
    /^(?:并(?!网|轨|购)|且|而|调增|调减|上调|下调|调整|增加|增长|提高|提升|提至|下降|降低|降至|减少|增至|达到?|升至|基础上|水平)/.test(noun)
  )
    return '';
  // 监测对象1126户3215人风险消除率达86.4%: what follows is measured by the next value.
  if (/\d/.test(s.text[end] ?? '') && MEASURED_NEXT.test(noun)) noun = noun.replace(MEASURED_NEXT, '');
  noun = noun.replace(/(?:、|和|及|以及|与)$/, '').replace(/[、和及与](?:新增|改造|完成|实施|新建|建成|推进|培育|引进|开工|覆盖)?$/, '');
  if (/[、]/.test(noun) && /\d/.test(s.text[end] ?? '')) noun = noun.split('、')[0] as string;
  return noun;
}

/** A clause that names what the next one measures: 全员劳动生产率稳步提高，达到…. */
export function previousClause(s: Sentence, begin: number): string {
  let end = begin;
  while (end > s.start && /[，；：\s]/.test(s.text[end - 1] as string)) end--;
  if (end <= s.start) return '';
  const start = leadStart(s, end, s.start);
  const clause = s.text.slice(start, end).replace(/连续\d+年|20\d\d年|(?:连续)?(?:连跨|跨越|跨上|迈上|登上)\d+个[^，]{1,6}台阶/g, '');
  if (/\d/.test(clause) || clause.length > 30 || /^(?:与|同|和|跟).{1,12}(?:相比|比较)$|^在.*(?:前提下|基础上|同时)$/.test(clause))
    return '';
  const name = cleanName(
    clause.replace(
      /(?:稳步|持续|大幅|明显|显著|不断|进一步|稳定|快速|较快|加快)*(?:(?:实现)?“双(?:下降|降|提升|增长|增)”|从无到有|止跌|企稳|由[降负]转|提高|提升|增长|增加(?!值)|下降|改善|扩大|发展|优化|上升|回升|向好|(?:还|仍|总体|相对)*(?:不[高低足快强优大够]|偏[低高弱小慢]|较[低高弱小慢大])|高于|快于|优于|[两三四五六七八九十]年(?:连)?(?:跨|上|迈)|实现了?(?:历史[^“，]*)?“|(?:连续)?(?:跨越|跨上|迈上|登上|连跨)[两三四五六七八九十]|是\p{Script=Han}).*$/u,
      '',
    ),
  )
    // 严格控制甲总量, 加强甲排放总量控制: what is held down is 甲.
    .replace(/^(?:严格|合理|有效)?控制(?=.{4})|(?<=.{4}(?:总量|排放|强度|规模|支出))控制$/, '');
  return name.length >= 2 && name.length <= 24 ? name : '';
}

/** As previousClause, where that clause says that its thing moved: 三次产业结构进一步优化，调整为…. Empty where it does not. */
export function movedClause(s: Sentence, begin: number): string {
  let end = begin;
  while (end > s.start && /[，\s]/.test(s.text[end - 1] as string)) end--;
  const tail = s.text.slice(Math.max(s.start, end - 8), end);
  return /(?:“双(?:下降|降|提升|增长|增)”|从无到有|提高|提升|优化|改善|扩大|上升|下降|缩小|回升|攀升|增强|不[高低足快强优大够]|偏[低高弱小慢]|较[低高弱小慢大])$/.test(
    tail,
  )
    ? previousClause(s, begin)
    : '';
}

/** What a sentence is about, where its first clause only says so: 高速公路网，…; 推动新能源汽车产业提质扩量，…. Empty where it does not. */
export function topicOf(s: Sentence): string {
  const opening = s.text.slice(s.start, Math.min(s.start + 24, s.end));
  const field = /^(?:在)?(\p{Script=Han}{2,8}?)(?:网|方面|领域)，/u.exec(opening);
  if (field) return field[1] as string;
  const moved =
    /^(?:推动|推进|加快|促进|支持|做强|做大做强|壮大)(\p{Script=Han}{2,8}?)(?:产业)?(?:提质|升级|扩量|扩容|集聚|壮大|倍增)/u.exec(opening);
  return moved ? (moved[1] as string) : '';
}
