/** What a document is about, from its title and the bodies it names. */

const REGION = '(?:省|自治区|特别行政区|自治州|自治县|自治旗|地区|盟|市|区|县|旗|州|新区)';
/** 重庆市九龙坡区 at the front of a title, an issuer or a site's name. */
const JURISDICTION = new RegExp(
  `^(?:中国共产党|中共|中国)?((?:[\\u4e00-\\u9fff]{1,8}?${REGION}){1,3}?)(?=[^\\u4e00-\\u9fff]|人民|政府|国民|经济|第十|发展|委员|关于|统计|财政|水利|十[一二三四五六]|“|20|19|[一二三四五六七八九〇]{4}年|门户|信息|生态|教育|卫生|政务|办公|重点|规划|工业|农业|环境|$)`,
);
const MUNICIPALITIES: Readonly<Record<string, string>> = { '11': '北京市', '12': '天津市', '31': '上海市', '50': '重庆市' };
const NOT_A_PLACE =
  /^(?:各.|城市|地区|社区|园区|全市|全区|全县|全省|我市|我区|我县|我省|本市|开发区|高新区|示范区|经济区|都市|超市|门市|上市|城区|市区|新区|特区|片区|库区|景区|山区|灾区|专区|东部地区|西部地区)/;

/** In characters; a longer name is a paragraph. */
const MAX_NAME = 200;

/** The jurisdiction a title or a body's name starts with; null where it names none. 国务院 and national congresses give 全国. */
export function jurisdictionIn(text: string | null): string | null {
  if (!text) return null;
  const bare = text
    .slice(0, MAX_NAME)
    .replace(/[\s\u3000]/g, '')
    .replace(/(?<=^|年)(?:19|20)\d\d年/g, '');
  if (/^(?:国务院|中华人民共和国(?!.{0,12}(?:省|市|区|县))|全国人民|国家发展)/.test(bare)) return '全国';
  // The title's own beginning, else the document it speaks of: 市政府关于印发湖城市…规划的通知.
  const starts = [
    ...(/^(?:关于|印发)/.test(bare) ? [] : [0]),
    ...[...bare.matchAll(/关于(?:印发|公布|发布|调整|修订)?|印发|[《“"【]/g)].map((match) => match.index + match[0].length),
  ];
  for (const start of starts) {
    const found = JURISDICTION.exec(bare.slice(start))?.[1];
    if (found && !NOT_A_PLACE.test(found)) return found;
  }
  return null;
}

/**
 * The fullest name among candidates given in order of trust: a later one counts only where it ends with the first (`重庆市九龙坡区` over `九龙坡区`).
 * @param siteCode ten digits of the site, of which six are GB/T 2260; completes a district of a municipality
 */
export function fullestJurisdiction(candidates: readonly (string | null)[], siteCode: string | null): string | null {
  const named = candidates.filter((name) => name !== null);
  let best = named[0] ?? null;
  if (best === null) return null;
  for (const name of named) if (name.length > best.length && name.endsWith(best)) best = name;
  const city = MUNICIPALITIES[siteCode?.slice(0, 2) ?? ''];
  return city && siteCode?.slice(2, 6) !== '0000' && !best.startsWith(city.slice(0, 2)) && /[区县]$/.test(best) ? city + best : best;
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/中期评估|评估报告|终期评估|期末评估|实施情况.{0,8}评估/, 'review'],
  [
    /关于(?:提请|审议|审查|批准|同意|申请|建议)*(?:调整|修订|修改|变更)|(?:调整|修订|修改)(?:方案|的(?:通知|公告|决定|批复|决议))|(?:部分)?(?:指标|目标)(?:的)?调整/,
    'notice',
  ],
  [/的(?:批复|决定|公告|通告|决议|复函)$/, 'notice'],
  [/计划执行情况|计划(?:（草案）|\(草案\))?的?报告|经济(?:和|与)社会发展计划/, 'plan-report'],
  [/政府工作报告/, 'work-report'],
  [/五年规划|规划纲要|远景目标纲要|发展纲要|纲要（草案）/, 'outline'],
  [/公报/, 'bulletin'],
  [/规划|行动计划|实施方案|行动方案|三年计划/, 'special-plan'],
  [/通知|公告|决定|批复|通告|意见|决议/, 'notice'],
];
const SECTOR =
  /(?:生态|环境|教育|卫生|健康|交通|水利|能源|工业|农业|农村|住房|人才|科技|文化|旅游|民政|养老|应急|数字|信息化|商务|物流|制造业|服务业|金融|就业|社会保障|国土|自然资源|市场监管|体育|林业|气象|综合防灾)/;

/** work-report, outline, …; null where the title says nothing. A five-year plan of one sector is a special plan. */
export function kindOf(title: string | null): string | null {
  if (!title) return null;
  const bare = title.replace(/[\s\u3000]/g, '');
  const kind = KINDS.find(([pattern]) => pattern.test(bare))?.[1] ?? null;
  if (kind === 'outline' && !/国民经济|规划纲要|纲要/.test(bare) && SECTOR.test(bare)) return 'special-plan';
  return kind;
}
