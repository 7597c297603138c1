import { memoised } from '../memo.js';
import { cutter } from './at-end.js';
import { GENERIC } from './predicates.js';

/** Longest name kept; a longer one is cut from the left at a verb or a comma. */
const LONGEST = 44;

/** Words of time, hope and place that open a clause and are no part of a name. One is taken at a time. */
const OPENING = new RegExp(
  `^(?:${[
    '各位代表',
    '(?:也|还|更)要(?:再|进一步)?',
    '[省市区县州]政府(?=将|要|已)',
    '按(?:目录|时序|计划|程序)(?=按|编制|完成|推进)',
    '[、，；：。！\\s—–-]+',
    '(?:[一二三四五六七八九十]+是|\\d{1,2}[.．、])',
    '在(?:全国|全省|全市|全区|全县|国内|西部|中部)(?:率先)?',
    '(?:并且|并|且|而且|同时|此外|其中|另外|特别是|尤其是|以及|及|和|与|或)(?=[^谐睦平解])',
    '[（(][^）)]{0,12}[）)]',
    '(?:稳妥|强力|滚动|(?:清单化|项目化|机制化)+|保质保量|尽快|有机|因地制宜|集中力量|用心用情|用情用力|用好|狠抓|做[强大优]做?[强大优]?|紧盯|盯紧|抓实|坚决(?=[^，]{3})|重点(?=推进|实施|建设)|年度(?=开展|新增|建设)|在[^，。]{2,24}上下功夫|预计|预期|力争|争取|力求|努力|确保|保证|切实|积极|着力|大力|全力|加快|持续|继续|不断|进一步|稳步|有序|有效|成功|顺利|全面|高标准|高质量|高水平|高效|统筹|推动|推进|促进|带动|支撑|支撑带动|支持|引导|鼓励|使|让|将|把|要|实现|达到|达|保持|按(?![时期])|用于|通过|如期|圆满|妥善|常态性|常态化|按政策|再|抓好|办好|做好|率先|基本|整体|总体|提出|建议)',
    '(?:全市|全省|全区|全县|全州|全盟|全旗|全街道|全镇|全乡)(?=.{2,})',
    '平均每[天日月年]',
    '(?:已有|现有)(?=\\p{Script=Han}{2})',
    '(?:但是?|不过|然而)(?=\\p{Script=Han}{3})',
    '(?:[一二三四五两]|\\d)年(?:之)?内',
    '含(?=新增|新建|新改)',
    '计划(?=实施|安排|新建|引进|建设|开工|改造|培育)',
    '免费(?=为|向|给|对)',
    '以(?=(?:办好|实施|推进|建设|打造)[^，]*$)',
    '按[时期](?=\\p{Script=Han}{2})',
    '(?:到|至|在|于|从|自|截至|截止)?(?:20\\d\\d|二[〇○零O][二三][〇○零O一二三四五六七八九])年(?:底|末|初)?(?:前|时)?(?![度代均])',
    '(?:到|至|以)?[“"]?十[一二三四五六七]五[”"]?(?:期?末|时期|期间|以来|规划)?',
    '(?:今明两年|今年|去年|上年|明年|本年|全年|年内|(?:年底|年末)前?|当年|(?:\\d{1,2}月)?当月|单季|当季|目前|当前|现在|近年来|一年来|五年来|五年间|五年|三年|四年|三年来|四年来|两年|每年|年年)(?![均])',
    '(?:过去|未来|今后|近|前|最近|这)?(?:[一二三四五]|\\d{1,2})年(?:来|间)?(?=[\\p{Script=Han}“]|$)(?![级期度龄份])',
    '(?:第?[一二三四]季度|上半年|下半年|前三季度|一季度)(?:末|底)?前?',
    '\\d{1,2}月(?:底|末|[上中]旬)?前',
    '在(?=$|去年|上年|今年|20\\d\\d年)',
    '(?:比|较|同|与)(?:上年|去年|20\\d\\d年|[“"]?十[一二三四五六七]五[”"]?(?:时期|期?末)?|五年前|同期)(?:同期|末|底)?(?:相比|比)?',
    '(?:累计|总计|合计|共计|共|已|已经|再|又|新一轮|首次|仅|就|约|近|超过|超)(?=\\p{Script=Han})(?![同享建治识产青])',
    '(?:我们|我省|我市|我区|我县|我国|全省各地|全市上下|各地)',
  ].join('|')})`,
  'u',
);

/** Verbs of getting and keeping, which say nothing about what is counted. */
const HELD =
  '(?:集聚|聚集|汇聚|拥有|形成|获得|获评|荣获|斩获|取得|具备|是|由|安排|组织|围绕|聚焦|涉及|包括|坚持|坚决|深入|扎实|严格|完善|健全|优化|强化|加强|加大|深化|扩大)(?=[“\\p{Script=Han}])';
// The verb is looked for first: to see how the name goes on is dear, and few names begin so.
const HOLDING = new RegExp(`^(?=${HELD})(?![^，、]{4,24}的(?:项目|案例|.{1,10}占比$|.{1,4}$))${HELD}`, 'u');

/** Verbs of doing that stay in a name (新建公厕) and pass along a list of objects (新建公厕20座、停车场3个). */
export const TASK =
  /^(?:(?:累计|共|再|全年|计划|预计|力争)?(?:新改扩建|新（[^）]{1,6}）建|新建改建|新建改扩建|新建、?改?扩?建|新改建|改扩建|新增|净增|新设立|新设|新登记|新注册|新获批|新获评|新入选|新评|新选|新引进|新签约|新培育|新认定|新开工建设|新开工|新竣工|新达产|新投产|新入库|新落地|新植|新开通|新备案|新创建|新开发|新纳入|新布局|新组建|新推出|新评定|新投产|新建成|新建提升|建设提升|新建|续建|新开|新认|建设改造|改造建设|更新改造|布局建设|改造提升|改造|改建|扩建|建成投用|建成|建设|建造|修建|修复|引进培育|引进|引育|培育壮大|培育|招引|实施|完成|开工建设|开工|启动|推进|推动|加快|落实|编制|出台|制定|修订|创建|打造|开展|举办|承办|组织|发放|发行|签订|签约|开通|贯通|打通|整合提升|优化提升|更新改造|整治|治理|绿化|供应|盘活|消除|拆除|征收|化解|处置|救助|帮扶|保障|惠及|覆盖|带动|拉动|撬动|提供|筹集|筹建|配租|投放|投入|投资|投产|竣工|争取|组建|设立|成立|布局|认定|转化|授权|选派|培训|资助|减免|兑现|办理|解决|查处|破获|排查|检查|整合|淘汰|压减|关停|退出|搬迁|安置|转移|吸纳|招收|招录|入选|入库|获批|获评|上线|运营|推出|推广|评选|遴选|集聚|通达|链接|开行|接待|吸引|发布|召开|造林|营造林|发射|举行|颁发|交付|审议|提请|办结|受理|公布|种植|播种|复垦|清理|植树|拨付|下达|减征|创成|铺排|谋划|储备|扶持|接种|更新|栽植|加装|安装|开发|启用|招聘|配备|投用|动工|达产|开复工|复工))/;

/** Words that begin like an opening and are part of a name: 近岸海域, 约束性指标, 高标准农田, 基本养老保险. */
const PROTECTED =
  /^(?:近[岸郊海代视零]|约[束定谈合]|预期[性寿]|就[业医读近诊]|再[生就贷造融制]|并[购网联轨]|及[格时]|与会|和[平谐美睦]|共[青同享建治识产]|超[算市高低大长期声净精硬纯薄]|达[标产州成]|将军|使[用馆]|高标准农田|高标准基本|高效[节农]|高质量发展|高水平大学|有效[发期投灌专数]|基本[养医公农药生普单]|全面二孩|按揭|通过率|成功率|要素|持续经营|带动就业|支持率|引导基金|或有|把关|有序用电|实现率|推进剂|支撑力|保持率|统筹区|努力程度|让利|积极性|带动(?:消费|投资|增收|销售|社会|群众|农户)|支持(?:项目|企业)$|(?:获|获得|获评|荣获|达到|实现|完成|通过|得到)[^，、]{2,22}的(?:项目|案例|.{1,10}占比$|.{1,8}$))/;

export const stripOpening = memoised((text: string): string => {
  let name = text;
  for (let i = 0; i < 8; i++) {
    if (PROTECTED.test(name)) return name;
    const cut = name.replace(OPENING, '');
    if (cut === name || cut === '') return cut === '' ? '' : name;
    name = cut;
  }
  return name;
});

/** Words of will and time before a verb that is cut off already. */
const cutWill = cutter(
  /(?:免费|始终|一直|坚决|牢牢|严格|(?<![需主必])要|将|(?<![许认])可|仍然|依然|须|(?<![供效反响对相])应|每年|今年|去年|本年|当年|全年|拟按|拟|预计|力争|继续|仍|也|还|总体上|安排)+$/,
);
/** Signs, comparisons and the word target, which measure but do not name. */
const cutTail = cutter(
  /(?:[、，；：:\s—–-]|(?:等)|(?:比上年|较上年|同比|比20\d\d年|较20\d\d年)|(?:比|较|同|与)?[“"]?十[一二三四五六七]五[”"]?(?:期末|末|时期)?|(?:增长|增加|下降|增速)?(?:预期)?目标(?:拟?(?:设定|确定|安排|定)(?:为|在)?)?)+$/u,
);

/** A lead without opening words, trailing particles and stray signs: what a reader would call the indicator. */
export function cleanName(lead: string): string {
  return shorten(cleanLead(lead));
}

/** As cleanName, of any length: a list of names is cut after it is divided. */
export const cleanLead = memoised((lead: string): string => {
  // Note marks glued to a name: 地区生产总值[2].
  let name = stripOpening(lead.trim().replace(/[[［〔【]\d{1,2}[\]］〕】]/g, ''));
  // 服务贸易与上年持平、数字贸易: the member before states its own target, in words.
  name = name.replace(/^.*(?:持平|同步)、(?=.{2,}$)/, '');
  name = cutTail(cutWill(name));
  name = name.replace(/(?<=(?:率|比例|占比)[和与及])\d+[个项家条](?=\p{Script=Han})/u, '');
  // 为确保甲、实现2035年乙: only the last thing to be reached is measured.
  name = name.replace(/^为?(?:确保|保证)[^，]{6,}?实现(?:20\d\d年)?(?=.{4,}$)/, '');
  name = withoutAddressee(name.replace(HOLDING, ''));
  name = stripOpening(name).replace(/各[类级种](?=\p{Script=Han})/gu, '');
  const kept = balance(dropActions(name)).replace(/^[、，；：的\s]+|[、，；：的\s]+$/g, '');
  return kept === '其中' || /^[“”]+$/.test(kept) ? '' : kept;
});

/** To whom and under what something is done is no part of it, a class of people is: 给居民发放补贴, 面向退役军人开展培训. */
function withoutAddressee(name: string): string {
  const found = /^(?:面向|针对|为|向|给)([^，、]{2,14}?)(?:提供|开展|发放|组织|举办|挽回|适配)(?:“[^”]{2,40}”)?(.{2,})$/.exec(name);
  if (!found) {
    const kind = afterEtc(name);
    return kind.includes('政策') ? kind.replace(/^[^，、]{4,28}?政策(?=[减退免缓]\p{Script=Han}{2,})/u, '') : kind;
  }
  const whom = found[1] as string;
  return /(?:军人|群体|残疾人|老年人|学生|毕业生|儿童|家庭|农民工|青年|妇女)$/.test(whom)
    ? `${whom}${afterEtc(found[2] as string)}`
    : afterEtc(found[2] as string);
}

/** 争取中央资金、政府债券等上级政策资金 is 争取上级政策资金: examples before 等 are no part of the name. */
function afterEtc(name: string): string {
  if (!name.includes('等')) return name;
  const found = /^(.{5,})(?<![高中平同初上均优])等(?![级次候待离])(.{2,})$/.exec(name);
  if (!found) return name;
  const task = TASK.exec(found[1] as string)?.[0] ?? '';
  const kind = found[2] as string;
  // 甲收入、乙规模等主要指标: the examples are the indicators.
  if (/^(?:主要|重要|核心|关键)?(?:指标|方面|领域)$/.test(kind)) return found[1] as string;
  // 甲、乙等新兴产业: without a verb, the kind alone would be another thing.
  if (task === '' && name.length <= 30 && (kind.length <= 4 || /参与/.test(found[1] as string))) return name;
  if (kind.length < 3 && (task === '' || GENERIC.test(kind) || (kind === '活动' && name.length <= 30))) return name;
  return `${task}${found[2]}`;
}

/** 服务业提速发展、千亿区: a clause joined by 、 that has its own verb is no part of the name. */
function dropActions(name: string): string {
  if (!name.includes('、')) return name;
  const parts = name.split('、');
  // “甲”项目有序推进、总投资: the quantity is of the thing that moves.
  const moving =
    parts.length === 2
      ? /^(.{3,}?)(?:有序|加快|顺利|全面|扎实|稳步)(?:推进|建设|实施|开工)$|^(.{3,}?)实现.{2,6}$/.exec(parts[0] as string)
      : null;
  if (moving && /^(?:总投资|年度投资|投资|经费|总面积|总里程|产值)$/.test(parts[1] as string))
    return `${moving[1] ?? moving[2]}${parts[1]}`;
  for (let i = parts.length - 2; i >= 0; i--) {
    // 新开工、竣工项目: two verbs of one object.
    if (
      (parts[i] as string).length > 3 &&
      /(?:提速|发展|提升|推进|实施|增强|改善|优化|深化|投用|获批|揭牌|落地|开工|通车|完善|加强|壮大|恢复|好转|保持|稳定|健全|提质|增效|第[一二三四五六七八九十]|首位|前列)$/.test(
        parts[i] as string,
      )
    )
      return parts.slice(i + 1).join('、');
  }
  return name;
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  const cut = name.slice(-LONGEST);
  const at = cut.search(/[，、的]/);
  return at >= 0 && at < LONGEST - 6 ? cut.slice(at + 1) : cut;
}

/** Drops a bracket or quote whose partner is missing. */
function balance(name: string): string {
  if (!/[（）()“”《》【】[\]]/.test(name)) return name;
  let out = name;
  for (const [open, close] of ['（）', '()', '“”', '《》', '【】', '[]'] as const) {
    const opens = out.split(open as string).length - 1;
    const closes = out.split(close as string).length - 1;
    if (opens > closes) out = out.replace(open as string, '');
    else if (closes > opens) out = out.slice(0, out.lastIndexOf(close as string)) + out.slice(out.lastIndexOf(close as string) + 1);
  }
  return out;
}
