/**
 * Measure words that can follow a numeral in a plan, with the base unit their amounts are compared in.
 * `factor` is the exact decimal by which the printed amount is multiplied. Areas keep two families (平方米, 亩), because 1 亩 is no finite decimal of 平方米;
 * `toCommon` in to-quantity.ts brings them together for comparison (1 平方米 = 0.0015 亩).
 */
export interface UnitFacts {
  readonly unit: string;
  readonly base: string;
  readonly factor: string;
  readonly kind: UnitKind;
}

export type UnitKind =
  | 'percent'
  | 'point'
  | 'times'
  | 'money'
  | 'people'
  | 'count'
  | 'length'
  | 'area'
  | 'mass'
  | 'volume'
  | 'energy'
  | 'time'
  | 'age'
  | 'other';

const same = (kind: UnitKind, words: string): UnitFacts[] => words.split(' ').map((unit) => ({ unit, base: unit, factor: '1', kind }));
const scaled = (kind: UnitKind, base: string, entries: Readonly<Record<string, string>>): UnitFacts[] =>
  Object.entries(entries).map(([unit, factor]) => ({ unit, base, factor, kind }));

export const UNITS: readonly UnitFacts[] = [
  ...scaled('percent', '%', { '%': '1', '‰': '0.1', 成: '10' }),
  ...scaled('point', '个百分点', { 个百分点: '1', 百分点: '1', 个百分比: '1', 个千分点: '0.1', 个点: '1' }),
  ...scaled('times', '%', { 倍: '100' }),
  ...same('money', '元 美元 欧元 港元 港币 日元 英镑 韩元 卢布 新加坡元 澳元'),
  ...scaled('money', '元', { 元人民币: '1' }),
  ...scaled('people', '人', { 人: '1', 名: '1', 位: '1', 人口: '1' }),
  ...same('people', '人次 人天 人份'),
  ...same(
    'count',
    '个 家 户 所 座 处 条 项 件 套 栋 幢 间 台 辆 艘 架 列 班 趟 次 场 篇 部 册 种 类 批 笔 宗 起 例 份 只 头 羽 株 棵 盏 根 段 片 块 口 眼 孔 门 支 组 对 期 枚 颗 张 床 辆次 架次 列次 班次 艘次 班列 标箱 标准箱 车位 床位 泊位 场次 批次 户次 件次 车次 台次 台套 台(套) 家次 箱 桶 双 丛 朵 面 道 幅 卷 集 首 单 票 款 样 盒 杯 顶 捆 尾 匹 峰 畦 朵 站 对次 桩 把 支枪 处次 单元 亿件 项次 宗次 TEU 剂次 棒 重量箱 航次 轮 车 袋',
  ),
  ...scaled('length', '米', {
    公里: '1000',
    千米: '1000',
    米: '1',
    厘米: '0.01',
    毫米: '0.001',
    海里: '1852',
    km: '1000',
    延米: '1',
    车道公里: '1000',
  }),
  ...scaled('area', '平方米', { 平方公里: '1000000', 平方千米: '1000000', 平方米: '1', 平米: '1', m2: '1', 方: '1', '㎡': '1' }).filter(
    (u) => u.unit !== '方',
  ),
  ...scaled('area', '亩', { 亩: '1', 公顷: '15', 亩次: '1' }),
  ...scaled('mass', '吨', { 吨: '1', 公斤: '0.001', 千克: '0.001', 斤: '0.0005', 担: '0.05' }),
  ...same('mass', '克 毫克 微克 吨标准煤 吨标煤 载重吨 总吨 吨公里 人公里 吨二氧化碳'),
  ...scaled('volume', '立方米', { 立方米: '1', 方: '1', 立方: '1', m3: '1', 'm³': '1', 'm³/s': '1' }),
  ...same('volume', '升 毫升'),
  ...scaled('energy', '千瓦', { 千瓦: '1', 兆瓦: '1000', 吉瓦: '1000000', kW: '1', KW: '1', MW: '1000', GW: '1000000' }),
  ...scaled('energy', '千瓦时', {
    千瓦时: '1',
    度: '1',
    度电: '1',
    kWh: '1',
    兆瓦时: '1000',
    吉瓦时: '1000000',
    MWh: '1000',
    GWh: '1000000',
  }),
  ...same('energy', '千伏安 兆伏安 安时 瓦 千伏'),
  ...same(
    'other',
    'P EFLOPS EFlops PFLOPS PFlops Eflops Pflops TB PB EB 核心小时 分贝 摄氏度 ℃ 分 步 点 机架 标准机架 桩位 克拉 Gbps Tbps T Mbps 比特 兆 孔公里 皮长公里 芯公里 标台 当量 卡',
  ),
  ...scaled('other', '微克/立方米', { 'μg/m³': '1', 'μg/m3': '1', 'µg/m³': '1', 'µg/m3': '1', 'ug/m³': '1', 'ug/m3': '1' }),
  ...scaled('other', '毫克/立方米', { 'mg/m³': '1', 'mg/m3': '1' }),
  ...scaled('other', '毫克/升', { 'mg/L': '1' }),
  ...scaled('area', '平方米', { 'km²': '1000000', km2: '1000000', 'm²': '1' }),
  ...scaled('area', '亩', { 'hm²': '15', hm2: '15' }),
  ...same('time', '年 个月 月 天 日 小时 个小时 分钟 秒 周 个工作日 工作日 个季度 季度 世纪 年代 周年 学时 课时'),
  ...same('age', '岁 周岁'),
];

const byUnit = new Map(UNITS.map((facts) => [facts.unit, facts]));
const byFirst = new Map<string, string[]>();
for (const { unit } of UNITS) {
  const first = unit[0] as string;
  byFirst.set(first, [...(byFirst.get(first) ?? []), unit]);
}
for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);

/** Words that begin like a measure word and are none: 2000亿台阶, 300家庭农场, 20处置, 5项目. */
const NO_UNIT: Readonly<Record<string, string>> = {
  台: '阶州海风',
  家: '庭园乡',
  户: '籍外',
  所: '有属在得',
  处: '于置理',
  条: '件例',
  位: '于列居',
  部: '分署门队委',
  分: '别之类布',
  度: '假量',
  点: '击对位',
  人: '均才民大工口',
  对: '口接标外于',
  口: '岸径',
  车: '位辆次间站库道企型市联网流展身程险站检桥载公票贷',
  轮: '胎船椅毂廓渡班流换值训岗候',
  天: '然津府',
  期: '间货房',
  场: '地馆景',
  组: '织团',
  支: '持撑付出',
  项: '目',
  种: '植子业养',
  门: '户',
  面: '积向临',
  步: '道行伐',
  方: '面案式向',
  班: '子',
  里: '程',
  成: '为功立果都本渝员',
  集: '聚群成中体团',
  批: '准发零复',
  片: '区',
  株: '洲',
  头: '部',
  单: '位元产',
  元: '件宵',
  克: '服拉',
  道: '路',
  首: '批次店',
  倍: '增',
  份: '额',
  级: '',
  个: '体人',
  名: '优校牌师录',
  次: '日',
  件: '',
  眼: '科',
  块: '链',
  段: '',
  根: '据',
  孔: '',
  桩: '',
  股: '',
};

/** The longest measure word that stands at `at`; null where none does. */
export function unitAt(text: string, at: number): string | null {
  for (const unit of byFirst.get(text[at] ?? '') ?? []) {
    if (!text.startsWith(unit, at)) continue;
    const next = text[at + unit.length];
    // 5个点位 are places, not points.
    if (unit === '个点' && next !== undefined && '位多对'.includes(next)) continue;
    if (unit.length === 1 && next !== undefined && NO_UNIT[unit]?.includes(next) && !text.startsWith('优秀', at + 1)) continue;
    return unit;
  }
  return null;
}

/** Facts of a simple unit without its multiplier (`人` of `万人`); null for an unknown or compound one. */
export const unitFacts = (unit: string): UnitFacts | null => byUnit.get(unit) ?? null;

/** Multipliers that stand between numeral and measure word, longest first; each is part of the printed unit. */
export const MULTIPLIERS = ['万亿', '千亿', '百亿', '十亿', '千万', '百万', '十万', '亿', '万', '千', '百'] as const;

const POWER: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8, 兆: 12 };

/** Splits `万亿元` into its multiplier as a power of ten (12) and the measure word (`元`). */
export function splitMultiplier(unit: string): { readonly power: number; readonly rest: string } {
  for (const word of MULTIPLIERS) {
    if (unit.startsWith(word) && byUnit.get(unit) === undefined) {
      return { power: [...word].reduce((sum, c) => sum + (POWER[c] ?? 0), 0), rest: unit.slice(word.length) };
    }
  }
  return { power: 0, rest: unit };
}
