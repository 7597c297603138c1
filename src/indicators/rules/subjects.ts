import { cleanName, TASK } from './names.js';
import { leadStart, type Sentence } from './sentence.js';
import { previousClause } from './surroundings.js';

/** 新建5G基站 is of 5G基站 that stand. */
export const stockOf = (name: string): string =>
  name.replace(/^(?:新(?:建成?|植|增|引进|培育|认定|获批|创建|改建|签约|开通|设)|净增|创成|创建|建成)(?=.{2,})/, '');

/** Rates that say nothing without what they are of. */
const BARE_RATE =
  /^(?:通达|通畅|合格|入户|普及|办结|满意|解决|响应|参与|达标|优良|投运|开工|竣工|完成|入住|到位|及时|受理|覆盖|利用|处理)率$/;

/** 村民小组通达率100%、通畅率97%: the second rate is of the same thing. */
export function ofSameThing(name: string, subject: string, listed: boolean): string {
  // 生活污水治理点348个，治理率达到54%: the rate is of what is treated.
  const deed = /^(\p{Script=Han}{2})率$/u.exec(name)?.[1];
  const at = deed === undefined ? -1 : subject.indexOf(deed);
  if (at >= 2) return `${subject.slice(0, at).replace(/^(?:新增|净增|累计|拟?安排)(?=.{2,})/, '')}${name}`;
  const thing = listed && BARE_RATE.test(name) ? /^(.{2,})\p{Script=Han}{2}率$/u.exec(subject)?.[1] : undefined;
  return thing === undefined ? name : `${thing}${name}`;
}

/** Heads of quantities: what of a subject a second quantity replaces (甲播种面积3万亩、总产量2万吨: 甲总产量). */
const QUANTITY_HEAD =
  /(?<=.{2})(?:(?:播种|种植|建筑|占地|养殖|总)?面积|(?:总)?产量|总产|单产|种植|存栏|出栏|(?<=企业|工业|企业实现)(?:总产值|增加值|营业收入)|完成投资|投资额|总投资|年度投资|投资|(?:年)?(?:旅客|货邮|货物|集装箱)?吞吐量|开工率|完成率|到位率)$/;

const SECOND_QUANTITY =
  /^(?:总产量|产量|总产|单产|总产值|产值|年产值|综合产值|利润|税金|利税|估算总投资|概算总投资|年度计划投资|计划投资|当年投资|计划完成投资|存栏|出栏|存栏量|出栏量|总投资|年度投资|完成投资|投资完成率|完成率|开工率|到位率)$/;

/** What a subject of an earlier value lends to a name that only says which quantity is meant. */
export function stemFor(subject: string, part: string, reached: boolean): string {
  let stem = subject.replace(/(?<=.{2})已(?:开工|完工|竣工|建成|投产)$/, '');
  if (reached || part !== '') stem = stem.replace(/^(?:新增|净增|新登记|新设|新注册|累计)(?:各类)?/, '');
  // 开工40个，开工率70%.
  if (part === `${stem}率`) return '';
  if (!SECOND_QUANTITY.test(part)) return stem;
  stem = stem
    .replace(QUANTITY_HEAD, '')
    .replace(/(?<=企业)实现$/, '')
    .replace(/^首批/, '')
    .replace(/^(?:完成|种植|发展|新植|栽植|播种|养殖)(?=.{2,})/, '')
    .replace(/^向[^，、]{2,14}(?:推送|推介|推荐|申报)/, '');
  return stem;
}

/** Places and carriers whose quantities follow one another: 甲机场旅客吞吐量…；货邮吞吐量…. */
const OWNER =
  /^(.{2,}?(?:枢纽|机场|港口|港区|港|园区|开发区|新区|高新区|综保区|自贸区|口岸|集团|码头))(?:年)?(\p{Script=Han}*吞吐量|\p{Script=Han}*产值|\p{Script=Han}*运输量)$/u;

/** 货邮吞吐量 after 甲机场旅客吞吐量 is that of the same place; the name as it is where nothing owns it. */
export function withOwner(name: string, subject: string): string {
  const found = OWNER.exec(subject);
  if (found) {
    const head = /(?:吞吐量|产值|运输量)$/.exec(found[2] as string)?.[0] as string;
    if (name.endsWith(head) && name.length <= head.length + 4 && !/[枢纽港场区]/.test(name)) return `${found[1]}${name}`;
  }
  // 新争取专项资金4亿元，支持项目42个: with that money.
  const money = /^(?:新?争取|安排|投入|筹集|筹措|获得|发放|新增)?(.{2,}(?:资金|基金|国债|债券|贷款|补贴))$/.exec(subject)?.[1];
  if (money && (name === '支持项目' || name === '支持企业')) return `${money}${name}`;
  // 规上工业企业达到276家；营业收入736亿元: those of the same enterprises.
  const trade = /^(?:新增|净增)?((?:规上|规模以上|限上)\p{Script=Han}{0,4})(?:企业|单位)$/u.exec(subject)?.[1];
  if (trade && /^(?:营业收入|利润总额|利润|营收|增加值|总产值|产值|税收)$/.test(name)) return `${trade}${name}`;
  // 城乡居民收入…，收入比缩小到1.95.
  if (/^收入(?:比|比值|倍差|差距)$/.test(name) && /(?:城乡|城镇|农村).*居民/.test(subject)) return `城乡居民${name}`;
  // 国控断面Ⅰ至Ⅲ类比例…，劣Ⅴ类比例: the classes are of the same water.
  const water = /^(.{2,}?)(?:达到或好于|优于|劣)?[ⅠⅡⅢⅣⅤⅥ]/.exec(subject)?.[1];
  if (water && /^劣?[ⅠⅡⅢⅣⅤⅥ]/.test(name)) return `${water}${name}`;
  return name;
}

/** Names that say where, not what. */
const REGION = /^(?:京津冀|长三角|珠三角|粤港澳|成渝|东部|中部|西部|东北|沿海|内陆|山区|平原|城区|郊区)(?:地区|区域|大湾区|城市)?$/;

/** 细颗粒物浓度下降3%，甲、乙、丙分别下降…: a region alone is given what the value before was of. */
export function ofRegion(name: string, subject: string): string {
  return REGION.test(name) && subject.length >= 3 && !REGION.test(subject) ? `${name}${subject}` : name;
}

/** Nouns that name nothing without the field they are of. */
const GENERIC_NOUN =
  /^(?:标志性|重点|重大|领军|龙头|骨干|示范|试点|年度|具体)*(?:项目|专项|任务|工程|片区|事项|港口|举措|工作任务|子项目|支持项目|财政补助|财政补助标准|补助标准|人均补助标准|(?:领军|龙头|骨干)企业)$/;

/** The predicate of a clause that only sets the scene, and what is no part of its topic. */
const SCENE =
  /(?:全面|深入|扎实|持续|有序|顺利|圆满|加快|稳步|有力|有效|不断|纵深)*(?:取得|推进|收官|实施|落实|铺开|启动|展开|见效|突破|拓展|深化|推开|落地)(?:(?:了)?(?:积极|重大|明显|重要|新)?(?:进展|成效|突破))?$/;

const ABSTRACT_TAIL =
  /(?<=.{3})(?:(?:战略)?行动(?:计划)?|(?:三年|五年)?(?:行动)?计划|工程|改革|建设|工作|制度|机制|体系|方案|攻坚|(?:市场化|规范化|标准化|常态化)(?:运营)?|运营|扩容|强基|提质|增效|提升|激活|倍增)+$/;

/** What the clause right before is about: 实施甲激活工程，培育…; 甲行动计划取得进展，…. Empty where it says nothing of the kind. */
export function sceneOf(s: Sentence, begin: number): string {
  let end = begin;
  while (end > s.start && /[，；：\s]/.test(s.text[end - 1] as string)) end--;
  if (end <= s.start) return '';
  const clause = s.text.slice(leadStart(s, end, s.start), end);
  if (/\d/.test(clause) || clause.length > 28) return '';
  const opened = /^(?:深入|扎实|全面|持续|积极|加快|大力|统筹|有序|稳步)*(?:实施|推进|开展|推动|建立|落实|启动|抓好|深化|整合|完善)/.exec(
    clause,
  );
  const closed = SCENE.exec(clause);
  if (!opened && !closed) return '';
  const core = (closed ? clause.slice(0, closed.index) : clause.slice((opened as RegExpExecArray)[0].length)).replace(/[“”]/g, '');
  const name = cleanName(core).replace(/政策$/, '政策');
  return name.length >= 2 && name.length <= 20 && !TASK.test(name) && !/[，、]/.test(name) ? name : '';
}

/** 3.“先锋工程”：…布局20个重大专项: the programme that heads the line. */
const programmeOf = (s: Sentence): string =>
  /^(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)])?(“[^”]{2,16}”)(?:\p{Script=Han}{0,8})：/u.exec(
    s.text.slice(s.start, Math.min(s.start + 40, s.end)),
  )?.[1] ?? '';

/** A noun without its field takes the field of the clause before: 甲激活工程，…培育标志性项目. */
export function inField(name: string, s: Sentence, begin: number): string {
  const task = TASK.exec(name)?.[0] ?? '';
  // 8个专项全面铺开: what became of them is told only where no field is.
  const noun = name.slice(task.length).replace(/(?:全面|全部|扎实|有序|顺利|加快|稳步).*$/, '');
  if (!GENERIC_NOUN.test(noun)) return name;
  const scene = sceneOf(s, begin).replace(ABSTRACT_TAIL, '') || programmeOf(s);
  return scene ? `${task}${scene}${noun}` : name;
}

/** 开展甲水源地规范化建设，水质达标率保持100%: the water is named before. */
export function ofWater(name: string, s: Sentence, begin: number): string {
  if (!/^水质.{0,4}(?:率|比例)$/.test(name)) return name;
  const scene = sceneOf(s, begin).replace(ABSTRACT_TAIL, '');
  return /(?:水源|水源地|流域|河|湖|水库|海域|断面|水体|河流|湖泊)$/.test(scene) ? `${scene}${name}` : name;
}

/** 实施甲政策，惠及10万儿童: who benefits is said together with what benefits them. */
export function benefit(name: string, s: Sentence, begin: number, subject = ''): string {
  // 实施甲保险试点，1334万人参保: in what they take part.
  if (/^(?:参保|受益|开户|参与|参训|领取|投保|参赛)$/.test(name)) {
    const of = subject || previousClause(s, begin).replace(/^(?:实施|开展|推行|开通|建立)/, '');
    return of.length >= 3 && of.length <= 24 ? `${of}${name}` : name;
  }
  if (!/^惠及.{1,6}$/.test(name)) return name;
  const scene = sceneOf(s, begin);
  return /(?:政策|制度|补贴|工程|行动|计划|项目)$/.test(scene)
    ? `${scene}${name}`
    : subject.length >= 3 && subject.length <= 24
      ? `${subject}${name}`
      : name;
}

/** Works and places that a line names before a colon: 甲水厂二期：设计规模…. */
const WORK =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[—–-]+)?\s*([^，。；：、\d]{2,24}(?:厂|站|中心|园|园区|工程|项目|基地|水库|医院|学校|大桥|隧道|线路?|路|机场|港|码头|管网|枢纽|馆|公园|库|高速|铁路|公路|大道|校区|片区|装置|电厂)(?:（[^）]{1,10}）)?(?:[一二三四]期(?:工程|项目)?)?)：/;

/** Sizes that a work has and that name nothing alone. */
const SIZE_OF_WORK =
  /^(?:设计|设置|建设|日|年|总|计划|估算|概算|占地|建筑|新增|库|规划)*(?:规模|总?投资|处理能力|供水能力|供热能力|发电量|发电能力|生产能力|产能|能力|面积|里程|长度|全长|库容|装机|装机容量|床位|学位|工期)$/;

/** 设计规模 behind `甲水厂二期：` is that of the works. */
export function ofWork(name: string, s: Sentence): string {
  if (!SIZE_OF_WORK.test(name)) return name;
  const work = WORK.exec(s.text.slice(s.start, Math.min(s.start + 48, s.end)))?.[1];
  return work && !name.includes(work) ? `${work}${name}` : name;
}

/** Verbs that hold their object: 造林6.5万亩 is of trees, whatever was built before. */
const WHOLE_DEED = /(?:造林|植树|种草|治沙|复耕|复垦|改厕|清淤|护岸|还草|还林|退耕|增殖放流)$/;

/** A bare verb of doing (搬迁26户) is of what the value or the clause before was of; empty where neither says. */
export function deedOf(verb: string, subject: string, scene: string): string {
  if (WHOLE_DEED.test(verb)) return verb;
  const task = TASK.exec(subject)?.[0] ?? '';
  const thing = subject
    .slice(task.length)
    .replace(/(?<=.{2})(?:治理|整治|改造|建设|修复|处置|管理|新?(?:开工|投产|竣工|达产|签约|动工))$/, '');
  if (thing.length >= 2 && !/[，、]/.test(thing) && thing.length <= 16) return thing.endsWith(verb) ? thing : `${thing}${verb}`;
  const topic = scene.replace(ABSTRACT_TAIL, '');
  if (topic.length < 2) return '';
  return topic.endsWith(verb) ? topic : `${topic}${verb}`;
}
