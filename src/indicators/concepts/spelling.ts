import { memoised } from '../memo.js';

/** Words that qualify a name without changing what it is of. 本级 does change it: one level's revenue is not the whole area's. */
const QUALIFIERS =
  /全社会|全(?:省|市|区|县|州|盟|国(?!财政|一般公共预算))(?!的?(?:比重|比例|份额))|我省|我市|我区|我县|年度|全年|累计|地方级|地方(?!财政赤字)|预计|力争|[“”"'‘’《》（）()、，。：:\s]|主要(?=污染物)/g;

/** A bracket that says how a thing is counted, not which part of it is meant: 地区生产总值（现价）, 城镇化率（常住人口）, 强度（占GDP比重）. */
const HOW_COUNTED =
  /含|扣除|剔除|按|价|口径|预计|初步|常住|户籍|全社会|全部|年均|累计|当年|年末|规模|规上|限上|占|较|同比|[A-Za-z\d%]|[元吨人个件户亩]$|预期性|约束性/;

/** A bracket that leaves a part out: 投资（不含房地产）. What the statistics office always leaves out goes without saying. */
const LEAVES_OUT = /^(?:不含|不包括|扣除|剔除)(?!农户|价格)/;

/** Whether the words of a bracket behind a name only say how it is counted. */
export const isHowCounted = (inner: string): boolean => HOW_COUNTED.test(inner) && !LEAVES_OUT.test(inner);

/** What has been built up to now is a stock, whichever verb built it: 累计建成5G基站. */
const BUILT_UP = /累计(?:建成(?:投用|投运|开通)?|建设|认定|培育(?:认定)?|引进|引育|创建|打造|开通|拥有)(?=.{2})/;

/** One spelling for the variants of a name: brackets, quotes and 全市 fall, 规模以上 becomes 规上, GDP 地区生产总值. */
export const normaliseName = memoised((name: string): string =>
  name
    // Within a name a bracket is part of it: 执业（助理）医师 are more than 执业医师.
    .replace(/[（(](\p{Script=Han}{1,12})[）)](?=.)/gu, (_, inner: string) =>
      LEAVES_OUT.test(inner) || (inner.length <= 6 && !HOW_COUNTED.test(inner)) ? inner : '',
    )
    .replace(/[（(【[][^）)】\]]{0,30}[）)】\]]/g, '')
    .replace(BUILT_UP, '')
    .replace(QUALIFIERS, '')
    .replace(/规模以上/g, '规上')
    .replace(/限额以上/g, '限上')
    .replace(/国内生产总值|GDP|gdp|地区生产总值|(?<!海洋|农业|林业|生态系统|生态|旅游)生产总值/g, '地区生产总值')
    .replace(/地区(?=地区生产总值)/g, '')
    .replace(/研究与试验发展|研究与实验发展|R&D|r&d|研究和试验发展/gi, '研发')
    .replace(/研发研发/g, '研发')
    // One amount, whether it is called money, spending or input; of a share or an intensity too.
    .replace(/研发(?:经费(?:支出|投入)?|支出|投入|(?=占比|占地区|强度))/g, '研发经费')
    .replace(/能源消耗/g, '能耗')
    .replace(/万元(?=地区生产总值|(?:规上)?工业(?:单位)?增加值)/g, '单位')
    .replace(/(?<=能耗|排放|排放量|强度|浓度|用水量)(?:降低|下降|减少)(?:率|幅度?)?$|(?<=能耗|排放|排放量|强度|浓度|用水量)降幅$/g, '')
    .replace(/期望寿命/g, '预期寿命')
    .replace(/年平均(?=浓度)/g, '年均')
    .replace(/的?(?:比重|比例|比率|份额)$|(?<!^)占比$/g, '比重')
    .replace(/(?<=.{3})(?<!发)(?:达到|达)$/g, '')
    // What was added may be said behind the thing: 养老床位新增数, 新能源新增装机.
    .replace(/^(.{2,}?)(新增|净增)(装机.*)?(?:数量|数|量)?$/, (_, thing: string, verb: string, of = '') => `${verb}${thing}${of}`)
    .replace(/细颗粒物|PM₂\.₅|PM_2\.5|PM2\.5|PM25/gi, 'PM2.5')
    .replace(/PM2\.5PM2\.5/g, 'PM2.5')
    .replace(/总额|总值|总量(?=$)|(?:年均)?(?:增速|增长率|增长|增幅|涨幅)$/g, '')
    .replace(/^(?:每)?(百|千|万)(?:名)?(?:常住)?(?:人口|人)(?!次|计划|才)(?:拥有)?/, '每$1人')
    .replace(/每(百|千|万)(?:名)?(?:常住)?(?:人口|人)(?:拥有)?/g, '每$1人'),
);

/**
 * The place a name opens with: 巴蜀市森林覆盖率; not 上市, 高新区, 山区, 东盟, nor a kind of places (贫困县, 地级市, 革命老区), which are another population.
 */
const PLACE =
  /^(?!对)\p{Script=Han}{1,6}?(?:(?<![外各组建])省|(?<![上城都超门级区各外])市|(?<!高新|开发|[新园山城地校社库景灾牧林片老心成能护济作行领聚税业特湾展域帮困])区|(?<![困贫脱级点范族镇境各库])县|自治州|(?<![东欧联各])盟|(?<![牧各])旗)(?=\p{Script=Han}{3})/u;

/** A name, then the name with less around it: no place (巴蜀市森林覆盖率), no verb that says only that it is done, no 人数 or 数量. */
export const spellings = memoised((key: string): readonly string[] => {
  const bare = key.replace(PLACE, '');
  const done = (word: string) => word.replace(/^(?:完成|实施|实现|累计|全面|力争|开展|拟安排|拟|安排|落实好|保持|减轻|需)+(?=.{3})/, '');
  const tail = (word: string) => word.replace(/(?:人数|数量|总数|总量|情况|工程|任务|数)$/, '');
  return [...new Set([key, done(key), tail(key), tail(done(key)), bare, done(bare), tail(bare)])];
});

/** How much of a thing a name speaks of: all there is, what came to it within the period, what is left of that after losses, what came from elsewhere, what was begun or finished. */
export type Part = '' | 'new' | 'net' | 'attracted' | 'started' | 'built';

/** Verbs of two works at once: 新建改造管网 is neither 新建管网 nor 改造管网. */
const ALSO = '(?!(?:和|及|与)?(?:改造|改建|改扩建|扩建|提升|续建|收购|筹集|转化))';
const VERBS: readonly (readonly [Part, RegExp])[] = [
  ['net', /^(?:(?:每|全)?年)?净增加?/],
  [
    'new',
    new RegExp(
      `^(?:(?:每|全|当)?年|再)?(?:新增加?|新认定|新培育(?:认定)?|新设立?|新登记|新注册|新获批|新获评|新晋|新入选|新入库|新创建|新布局|新备案|新落地|新投产|新投用|新建成|新打造|新改扩建|新改建|新建)${ALSO}`,
    ),
  ],
  ['started', /^(?:新开工(?:建设)?|再开工|开工(?:建设)?|新启动|启动(?:建设|实施)?)(?=.{2})/],
];
/** Verbs that make something new where things are counted; of a share (建设用地安全利用率) they are part of the name. */
const MADE = new RegExp(`^(?:建设(?!用地)|培育(?:认定|壮大)?|认定|创建|打造|争创|遴选)+${ALSO}(?=.{2})`);
const ATTRACTED = new RegExp(`^新?(?:引进|招引|引育)(?:培育)?${ALSO}(?=.{2})`);
/** What was finished may be the year's or all there is: it meets neither. */
const BUILT = /^(?:建成投用|建成投运|建成开通|建成(?!区))(?=.{2})/;
/** Verbs before a name that say neither which thing it is nor how much of it. */
const DOING = /^(?:完成|实施|支持|推进)+(?=.{2})/;

/**
 * Takes the verb off a name that tells additions from what there is: 新增高新技术企业, 培育高新技术企业 and 高新技术企业 are two.
 * @param counted  whether the value counts or measures an amount; a share or a rate is of the whole name
 */
export function partOf(key: string, counted: boolean): { readonly part: Part; readonly rest: string } {
  const verbs = counted ? [...VERBS, ['built', BUILT] as const, ['attracted', ATTRACTED] as const, ['new', MADE] as const] : VERBS;
  for (const [part, verb] of verbs) {
    const found = verb.exec(key)?.[0];
    if (found) return { part, rest: key.slice(found.length) };
  }
  return { part: '', rest: key.replace(DOING, '') };
}
