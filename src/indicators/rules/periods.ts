import type { Scope } from '../context.js';
import type { Measure } from '../indicator.js';
import { planOf } from '../lexicon/plans.js';

/** What decides between a plan's span and its last year. */
export interface Timing {
  readonly measure: Measure;
  /** 达到, 增至, 突破: a level reached. */
  readonly reached: boolean;
  /** A share, rate, average or ratio: a state, never a sum. */
  readonly state: boolean;
  /** 累计, 新增, 建成: a sum over the time. */
  readonly flow: boolean;
  /** `Q1`, `H1`; null for whole years. */
  readonly part: string | null;
}

/** `2021`, `2020Q1`, `2021-2025`; null where the scope names no time. */
export function periodOf(scope: Scope, timing: Timing): string | null {
  const span = scope.span && scope.mode === 'span' ? `${scope.span[0]}-${scope.span[1]}` : null;
  if (timing.measure === 'cagr') return span ?? yearsOf(scope);
  if (span && scope.span) {
    if (timing.measure === 'growth' || timing.measure === 'delta') return span;
    return timing.flow && !timing.state && !timing.reached ? span : String(scope.span[1]);
  }
  return year(scope, timing.part);
}

/** The years an average is over where the sentence does not say: five behind a result, the plan ahead of a target. */
function yearsOf(scope: Scope): string | null {
  if (scope.role === 'actual' && scope.year !== null) {
    if (scope.span === null || scope.span[0] >= scope.year) return `${scope.year - 4}-${scope.year}`;
    // In the fourth year of a plan an average is of the years gone by.
    if (scope.span[1] > scope.year) return `${scope.span[0]}-${scope.year}`;
  }
  const span = scope.span && scope.year !== null && scope.span[1] < scope.year ? planOf(scope.year) : scope.span;
  return span ? `${span[0]}-${span[1]}` : year(scope, null);
}

const year = (scope: Scope, part: string | null): string | null => (scope.year === null ? null : `${scope.year}${part ?? ''}`);

/** Names that are sums over a time rather than states at its end. */
export const FLOW =
  /^(?:累计|共|年均)?(?:新改扩建|新（[^）]{1,6}）建|新[增建改设登开引培认签注投添]|净增|改|扩建|建成|建设|建造|修|引进|引育|招引|培育|培训|实施|完成|开工|启动|推进|落实|编制|出台|创建|打造|开展|举办|组织|发放|发行|签|开通|贯通|打通|整治|治理|绿化|供应|有序供应|盘活|消除|拆除|征收|化解|救助|帮扶|精准帮扶|常态|惠及|提供|筹集|配租|投放|投入|投资|争取|组建|设立|减税|减负|为企业|压减|关停|转移|安排|城镇新增|市级以上荣誉|房地产开发投资|固定资产投资|实际利用|实际使用|招商|合同|高考|获评|获得|入选|转化|解决|修复|保障|兑现)|新增|累计|减税降费|升规|脱贫|摘帽|出列|改造|棚户|修复|帮扶|签约|合同额|开行|惠及|实际利用外资|上线$|完成|升级|搬迁|转移就业|投资额$|救助|安置|发射|造林|发布|召开|减负|增设|补充耕地|保供|发送|运输货物|送电|捐赠|援助资金/;

/** Shares, rates and averages. */
export const STATE =
  /(?:率|比重|占比|比例|比|水平|寿命|人均[^，]*|每[千万百][^，]*|拥有量|保有量|总量|浓度|天数|差距|系数|指数|指标|覆盖|床位|存量|能力|产能|容量|里程)$|年产|^(?:人均|每[千万百]|万人)/;
