/** What a column of an indicator table is for, as far as its header word tells. */
export type HeaderRole = 'serial' | 'group' | 'name' | 'unit' | 'value' | 'attribute' | 'other';

/** Half width, no white space: the form in which cells are compared. */
export const squeezeCell = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b\ufeff]|\*\*|<br\s*\/?>/g, '');

const HEADER_WORDS: readonly (readonly [HeaderRole, RegExp])[] = [
  ['serial', /^(?:序号?|编号|no\.?|排序)$/i],
  ['unit', /^[(]?(?:计量)?单位[)]?$/],
  ['attribute', /^(?:指标)?(?:属性|性质|类型)$/],
  [
    'other',
    /^(?:(?:责任|牵头|主要责任|配合|协同|主管|实施|填报|负责|主责|责任主体)(?:单位|部门|区县|处室)?|备注|说明|(?:数据|指标|资料)?来源|计算(?:方法|公式)|指标(?:解释|说明|释义)|完成时限|(?:建设|起止|实施|完成|计划|建成|开工|竣工|拟建)?(?:起止)?(?:年限|时间|时限|工期|年月|期限)|进度(?:情况)?|完成情况评价|评价|状态|责任单位.*|牵头.*部门)$/,
  ],
  ['group', /^(?:类别|类目|分类|领域|方面|维度|板块|一级指标|指标(?:类别|分类|领域|维度)|类别名称|项目类别|目标类别)$/],
  [
    'name',
    /^(?:(?:主要|核心|具体|规划|目标|评价|监测|考核|发展|预期|约束性?)?指标(?:名称|内容|项目?|体系)?|(?:二|三)级指标|(?:主要)?(?:产品)?名称|产品|项目|内容|项目名称|主要(?:经济)?指标|指标名)$/,
  ],
];
const YEAR = /(?:(?:19|20)\d\d|二[〇○零]\S{2})年?|十[一二三四五六]五|基年|基期|现状|规划期|上年|本年|当年|期末|期初/;
const PLAN_NAME = '(?:[“"]?十[一二三四五六]五[”"]?(?:时期|期间|规划)?(?:末|期末)?)?';
const VALUE_PARTS =
  '原定?|(?:调整|修订|修改|变更)[前后]|规划期?|计划|预期|实际|实绩|实现|预计|全年|本年|上年|当年|去年|年度|分年度|五年|期末|期初|年均|平均|累计|合计|绝对|较|比|同期|同比|主要|发展|中期|近期|远期|总|量化|完成|目标|现状|基期|基准年?|现状年|目标年|规划年|初值|终值|增速|增长速度|增长|增减|增幅|增加|降低|变化|幅度|产量|产值|数量|总量|金额|面积|投资|规模|数值|指标值|比重|占比|情况|率|值|数|额|量|±|%|[/、及和或]';
const VALUE_WORD = new RegExp(`^${PLAN_NAME}(?:${VALUE_PARTS})+(?:[([][^)\\]]{0,16}[)\\]]|[〔【][^〕】]{0,8}[〕】])*$`);
const VALUE_NOUN =
  /目标|规划|计划|完成|实际|实绩|实现|现状|基期|基准|初值|终值|预计|预期|年均|平均|累计|增|变化|产量|产值|数量|总量|绝对|金额|面积|投资|规模|数值|指标值|同比|合计|比重|占比|±/;

/**
 * The role a header cell names, null when it is no header word: `指标名称` name, `2025年目标` value, `责任单位` other.
 * @param cell as printed
 */
export function headerRole(cell: string): HeaderRole | null {
  const word = squeezeCell(cell).replace(/[:：]$/, '');
  if (word.length === 0 || word.length > 26) return null;
  for (const [role, pattern] of HEADER_WORDS) if (pattern.test(word)) return role;
  if (/[。；;]/.test(word) || /^[一二三四五六七八九十]{1,3}、|^[(]/.test(word)) return null;
  const named = word.replace(/[(][^)]*[)]$/, '');
  if (/^指标[(].*[)]$/.test(word) || /^项目[(].*[)]$/.test(word)) return 'name';
  if (YEAR.test(word) && /^(?:到|至|较|比)?[“"]?(?:(?:19|20)\d\d|二[〇○零]|十|基|现状|规划期|上年|本年|当年|期)/.test(word))
    return /工作|情况表|回顾|任务$|重点|措施|发展$/.test(named) ? null : 'value';
  return VALUE_WORD.test(word) && VALUE_NOUN.test(word) ? 'value' : null;
}

const ATTRIBUTE = /^[【[〔(]?(约束|预期|指导|引导|参考|监测)(?:性|型)?(?:指标)?[】\]〕)]?$/;
/** `约束性`, `【预期性】`, `约束性指标` */
export const isAttributeCell = (cell: string): boolean => ATTRIBUTE.test(squeezeCell(cell));

/** `-`, `——`, `/`, `…`: printed for nothing. */
export const isDashCell = (cell: string): boolean => /^(?:[-—–－―─﹣]{1,6}|[/／\\]|…+|·+|暂无|无数据)$/.test(squeezeCell(cell));

const COUNTER =
  '元|美元|欧元|人次|人|名|户|家|个|件|项|张|套|台|辆|艘|架|座|处|所|条|公里|千米|米|平方米|平方公里|平米|立方米|公顷|亩|吨标准煤|吨标煤|吨|公斤|千克|斤|千瓦时|千瓦|度|天|日|年|岁|小时|分钟|次|门|部|倍|分|位|比|级|册|篇|场|微克|毫克|克|升|毫升|标准箱|标箱|TEU|头|只|羽|株|颗|对|片|班|间|床|比值|位次|箱|担|匹|瓶|支|m2|m3|km2|hm2|km|kg|t|kw|kwh|mw|gw|kwh|mbps|gbps|h|d|℃|dB|分贝|毕业生|标准立方米|标方|方|公顷人|班次|架次|吨公里|人公里|台套|万';
const UNIT = new RegExp(
  `^(?:[十百千万亿]{0,3}(?:${COUNTER})|%|‰|‱|个?百分点|万分之一?|[十百千万亿]{1,2})(?:[/每·](?:[十百千万亿]{0,3}(?:${COUNTER}|人口|常住人口|户籍人口|GDP|生产总值|百公里)|[十百千万亿]+)){0,2}$`,
  'i',
);
const PER_MANY = /^1?\/(?:10|[十百千万亿]|\d{1,3})[十百千万亿]{0,2}(?:人|人口)?$/;
/** `万元/人`, `%`, `个百分点`, `1/10万`: a unit and nothing else. */
export const isUnitCell = (cell: string): boolean => {
  const unit = squeezeCell(cell).replace(/^[(]|[)]$/g, '');
  return UNIT.test(unit) || PER_MANY.test(unit);
};

const LEAD =
  '(?:年均|累计|五年|合计|达到?|约|近|超过?|突破|不低于|不少于|不超过|不高于|高于|低于|大于|小于|少于|控制在|保持|稳定在|至少|力争|完成|增长|下降|降低|提高|[<>≥≤≦≧≧~≈±+\\-−])*';
const FIGURE = '\\d[\\d.,]*(?:[:∶/]\\d[\\d.,]*)*';
const TAIL = '(?:左右|上下|以上|以下|以内|之内|及以上|及以下|\\(含\\)|[*#△▲※①-⑳])*';
const NUMERIC = new RegExp(
  `^[\\[【〔(<]*${LEAD}[\\[【〔(]*${FIGURE}(?:%|‰)?(?:(?:-|—|~|～|至|到){1,2}${FIGURE})?([^\\d()\\[\\]【】〔〕,。;*#<>≥≤]{0,9}?)${TAIL}[\\]】〕)>]*${TAIL}(?:\\([^()]{1,10}\\))?$`,
);
/** `40左右`, `[20]`, `>80`, `1.85:1`, `4.5%—5%`: a figure with its marks and at most a short unit. */
export function isNumericCell(cell: string): boolean {
  const text = squeezeCell(cell);
  if (text.length === 0 || text.length > 32 || !/\d/.test(text)) return false;
  const unit = NUMERIC.exec(text)?.[1];
  if (unit === undefined) return false;
  // `5G用户普及率` and `3岁以下儿童` begin with a digit and are names.
  return unit === '' || isUnitCell(unit) || /^(?:\p{Script=Han}{1,2}|[余多][万亿]?\p{Script=Han}{0,2})$/u.test(unit);
}

/** `设区市≥25`, `城镇：4万元`: a figure behind the part of the indicator that it is for. */
export const isLabelledValue = (cell: string): boolean =>
  /^[[【〔(]?\p{Script=Han}{1,8}[:]?(?:五年|累计|年均|约|达到)*[<>≥≤≧≦约]?\d[\d.,]*(?:%|‰|[万亿]?\p{Script=Han}{0,3})?(?:左右|以上|以下|以内)?[\]】〕)]?$/u.test(
    squeezeCell(cell),
  );

const QUALITATIVE =
  /下达|同步|持平|达标|零发生|只增不减|正增长|国家(?:要求|标准|任务|目标)|(?:国家|省|市|上级|省级|市级)(?:级)?(?:下达|要求|任务|目标|考核|控制|标准)|完成|保持|稳定|以内|基本|明显|显著|进一步|逐步|稳步|逐年|大幅|有所|持续|不断|控制在|优于|高于|低于|不低于|不高于|不超过|按照?|达到|全面|下降|提高|提升|增加|减少|改善|待定|另行|要求$|^市级$|^国家$|^省级$|^(?:取消|删除|撤销|不再设置|不变|新增|调出)(?:该?(?:指标|目标))?$/;
/** Words that stand where a value is expected: `市级下达`, `与经济增长基本同步`. Only meaningful in a value's place. */
export const isQualitativeCell = (cell: string): boolean => {
  const text = squeezeCell(cell);
  return (
    text.length <= 40 &&
    /\p{Script=Han}{2}/u.test(text) &&
    QUALITATIVE.test(text) &&
    !/[(（](?:%|[万亿]?\p{Script=Han}{1,4})[)）]?$/u.test(text)
  );
};

/** At least two ideographs (or a Latin word) that are neither value, unit nor attribute: may name an indicator. */
export const isNameCell = (cell: string): boolean => {
  const text = squeezeCell(cell);
  return /\p{Script=Han}.*\p{Script=Han}|[A-Za-z]{3}/u.test(text) && text.length <= 70 && !isNumericCell(text) && !isAttributeCell(text);
};

const GROUP_WORDS =
  /(?:发展|驱动|福祉|生态|安全|保障|民生|绿色|协调|开放|共享|环境|治理|效益|结构|质量|生活|文化|文明|指标|体系|水平|改革|创新|动能|活力)$/;
/** `绿色生态`, `一、经济发展`: heads a group of rows. */
export const isGroupWords = (cell: string): boolean => {
  const text = squeezeCell(cell);
  return (
    /^(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]).{2,16}$/.test(text) ||
    (text.length <= 10 && GROUP_WORDS.test(text) && !/[\d%()]/.test(text))
  );
};

/** Lines under a table that explain it. */
export const isTableNote = (line: string): boolean =>
  /^(?:\*\*)?(?:注\s*[：:释]|注\s*\d|备\s*注\s*[：:]|说\s*明\s*[：:]|资料来源|数据来源|[*#△▲※]\s*(?:为|指|表示|以|是|：|:)|[【〔［[（(]\s*[】〕］\])）]\s*(?:内|中|为|表示)|[①-⑳]|\d{1,2}[.、．]\s*(?:[【〔［[]|[*#]|带|表中|(?:地区生产总值|“)?.{0,20}(?:为|指|按|以).{0,20}(?:累计|年均|价|口径|下达)))/.test(
    line,
  );
/** A line that names a table or a box. */
export const isTableCaption = (line: string): boolean => {
  const bare = line.replace(/^#+\s*|\*\*/g, '').trim();
  return (
    bare.length <= 60 &&
    !/[。；，]/.test(bare) &&
    (/^(?:专栏|表|附表|附件)[\s\u3000]*[一二三四五六七八九十\d]/.test(bare) ||
      /(?:指标|目标|情况|任务|产量|一览)(?:体系|完成情况|情况|一览)?表?(?:[（(].{1,20}[）)])?$/.test(bare)) &&
    !/^[一二三四五六七八九十]{1,3}、|^[（(][一二三四五六七八九十]/.test(bare)
  );
};

/** `续表`, `续表1`, `表2（续）`, `（续上表）`: the same table on the next page. */
export const isContinued = (line: string): boolean =>
  /^[(（]?(?:(?:接|续)上?[附]?表[\s\d一二三四五六七八九十-]*|[附]?(?:表|专栏)\s*[\d一二三四五六七八九十-]+\s*[（(]?续[）)]?(?:上表|表)?)[）)]?(?:[\s\u3000:：].{0,40})?$/.test(
    line.trim(),
  );
