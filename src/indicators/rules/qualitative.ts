import type { Comparator, Measure } from '../indicator.js';
import { cleanName } from './names.js';

/** A target without a number: 与经济增长基本同步, 完成国家下达任务, 只增不减. */
export interface Qualitative {
  readonly rule: string;
  readonly name: string;
  readonly measure: Measure;
  readonly comparator: Comparator;
  /** The words that stand for the value, within the clause. */
  readonly start: number;
  readonly end: number;
  /** The words with what stands behind the name: 完成国家下达…任务. */
  readonly words: string;
}

export interface QualitativeRule {
  readonly name: string;
  /** Words one of which is in all that the pattern matches: a clause without any is not searched. Default: all are. */
  readonly needs?: readonly string[];
  /** Named groups `name` and `text`; applied to one clause. */
  readonly pattern: RegExp;
  readonly measure: Measure;
  readonly comparator?: Comparator;
}

const NAME = '(?<name>[^，。；：？！]{2,44}?)';
/** Words that only say how things stand, for which 同步 and 持平 measure nothing. */
const UNMEASURED = /(?:建设|发展|保护|治理|服务|改革|体系|安全|稳定|工作|水平|能力|事业|管理|改善)$/;
const ONE = '(?:国家|上级|省市|省、市|市县|市级|省级|省|市|国务院|自治区|党中央|经国家审核衔接后确定的)';
/** 国家、省下达任务. */
const WHO = `(?:${ONE}(?:[、和及与]${ONE})*)`;

/** Longest clause looked at. */
const LONGEST = 90;

export const QUALITATIVE: readonly QualitativeRule[] = [
  {
    name: 'in-step-with',
    needs: ['同步', '一致', '相适应'],
    pattern: new RegExp(
      `^${NAME}(?:增长|增速|增幅|提高)?(?:继续|基本|保持|预期|力争)*(?<text>(?:与|和|同)(?:全国|全省|全市)?(?:经济|地区生产总值|GDP|劳动生产率|财政收入)(?:增长|增速|发展|提高)?(?:速度)?(?:保持|继续保持)?(?:大体|基本|总体)?(?:同步|一致|相适应))`,
      'd',
    ),
    measure: 'growth',
  },
  {
    name: 'level-with',
    needs: ['持平', '一致', '同步'],
    pattern: new RegExp(
      `^${NAME}(?:保持|基本|总体|预期|力争|增长|增速|增幅)*(?<text>(?:与|和|同)(?:上年|去年|全国平均水平|全省平均水平|全市平均水平|全国|全省|全市)(?:平均水平)?(?:大体|基本|总体)?(?:持平|一致|同步))`,
      'd',
    ),
    measure: 'level',
  },
  {
    name: 'better-than',
    needs: ['高于', '快于', '不低于', '优于', '好于', '领先', '超过', '保持在'],
    pattern: new RegExp(
      `^${NAME}(?:保持|继续|力争)*(?<text>(?:高于|快于|不低于|优于|好于|领先|超过|保持在)(?:全国|全省|全市|全区|上年|去年|经济|地区生产总值|城镇居民|全部|西部|中部)(?:平均水平|平均|增长|收入|投资|居民收入)?(?:增速|增长|水平)?(?:以上)?(?:、(?:高于|快于|优于|好于)[^，。；、]{2,14})?)$`,
      'd',
    ),
    measure: 'growth',
    comparator: 'gt',
  },
  {
    name: 'assigned-to-us',
    needs: ['目标', '任务', '指标', '要求'],
    pattern: new RegExp(
      `^(?:确保|全面|如期|按照?国家要求|按要求|按期|坚决|力争)*(?<text>(?:完成|达到|实现)${WHO}(?:下达|核定|确定)?(?:我[省市区州县])?的?)(?<name>[^，。；：]{2,36}?)(?:的?(?<tail>目标任务|约束性目标|目标|任务|指标|要求))$`,
      'd',
    ),
    measure: 'level',
  },
  {
    name: 'meets-assignment',
    needs: ['目标', '任务', '指标', '要求', '标准', '进度', '限额'],
    pattern: new RegExp(
      `^${NAME}(?:不折不扣|全面|确保|如期|均|按期|严格)*(?<text>(?:完成|达到|控制在|符合|实现)${WHO}(?:下达|核定|确定|规定|考核|定)?的?(?:我[省市区州县])?(?:“?十.五”?)?(?:控制)?(?:目标任务|约束性目标|目标|任务|指标|要求|标准|序时进度|限额)(?:以?内)?)`,
      'd',
    ),
    measure: 'level',
  },
  {
    name: 'meets-targets',
    needs: ['目标', '任务'],
    pattern: new RegExp(`^${NAME}(?:全面|确保|如期|均)*(?<text>完成(?:上级下达)?(?:目标任务|目标|任务))$`, 'd'),
    measure: 'level',
  },
  {
    name: 'positive-growth',
    needs: ['增长'],
    pattern: new RegExp(
      `^${NAME}(?:力争|争取|努力|确保)*(?<text>(?:保持|实现|争取实现)?(?:正增长|两位数增长|平稳增长|稳定增长|合理增长|稳步增长|适度增长|较快增长))$`,
      'd',
    ),
    measure: 'growth',
    comparator: 'gt',
  },
  {
    name: 'steadied',
    needs: ['提质'],
    pattern: new RegExp(`^${NAME}(?:保持|实现)?(?<text>促稳提质|稳中提质|稳量提质|保稳提质)$`, 'd'),
    measure: 'level',
  },
  {
    name: 'one-way',
    needs: ['增不减', '减不增', '稳中有', '不升反降', '降不升', '升不降'],
    pattern: new RegExp(`^${NAME}(?<text>只增不减|只减不增|稳中有[升降进增]|不升反降|只降不升|只升不降)$`, 'd'),
    measure: 'level',
  },
  {
    name: 'held',
    needs: ['稳定', '平稳', '动态平衡', '合理区间', '前列'],
    pattern: new RegExp(
      `^${NAME}(?<text>(?:总体)?(?:保持|维持)(?:总体|基本)?(?:稳定|平稳|动态平衡|合理区间|全国前列|全省前列|全市前列))$`,
      'd',
    ),
    measure: 'level',
  },
];

/** Names such targets are stated of; a sentence about 社会大局保持稳定 is none. */
const MEASURABLE =
  /(?:收入|投资|增速|率|产量|总量|总值|总额|价格|价格指数|排放|排放量|能耗|能源消耗|消耗|水耗|电耗|煤耗|占比|比重|比例|规模|浓度|用水量|产值|增加值|进出口|出口|就业|支出|减排|降碳|指标|粮食|水质|强度|面积|保有量|双控|余额|经费|税收|财政收支|收支|年限|寿命|消费|零售|赤字|债务|存量)(?:降低率|下降率|降低|下降|削减|减少|提高|增长|减排|达标)?(?:量)?$/;

/** Any word that any rule needs, nothing where a rule needs none: most clauses hold not one. */
const ANY_NEEDED = new RegExp([...new Set(QUALITATIVE.flatMap((rule) => rule.needs ?? ['']))].join('|'));

/** The target without a number that a clause states; null where it states none. */
export function readQualitative(clause: string): Qualitative | null {
  if (clause.length > LONGEST || clause.length < 6 || !ANY_NEEDED.test(clause)) return null;
  for (const rule of QUALITATIVE) {
    if (rule.needs && !rule.needs.some((word) => clause.includes(word))) continue;
    const found = rule.pattern.exec(clause) as (RegExpExecArray & { indices?: { groups?: Record<string, [number, number]> } }) | null;
    const at = found?.indices?.groups?.text;
    const raw = found?.groups?.name;
    if (!found || !at || raw === undefined) continue;
    const name = cleanName(raw).replace(/(?:增长|增速|增幅|增长速度|降幅|降低率?|下降率?|削减|减少)$/, '');
    if (name.length < 3 || name.length > 40) continue;
    // 数字贸易与上年持平: what keeps step with a figure is one, whatever its name ends in.
    const keepsStep =
      /(?:同步|持平)$/.test(found.groups?.text ?? '') && !UNMEASURED.test(name) && /^(?:提高|增长)?(?:$|[（、])/.test(clause.slice(at[1]));
    if (!keepsStep && !MEASURABLE.test(name)) continue;
    return {
      rule: rule.name,
      name,
      // 单位能耗下降完成下达任务: how far it is to fall, as a row of a table says it.
      measure: /增速|增长|增幅|降幅|(?:下降|降低|削减|减少)(?:率|幅度)?$/.test(raw)
        ? 'growth'
        : /平均水平/.test(found.groups?.text ?? '') && !/增速|增长/.test(found.groups?.text ?? '')
          ? 'level'
          : rule.measure,
      comparator: /^不低于/.test(clause.slice(at[0], at[1])) ? 'ge' : (rule.comparator ?? 'eq'),
      start: at[0],
      end: at[1],
      words: `${clause.slice(at[0], at[1]).replace(/的$/, '')}${found.groups?.tail ?? ''}`,
    };
  }
  return null;
}
