import type { Scope } from '../context.js';
import { planIn, type YearSpan, yearIn } from '../lexicon/plans.js';
import { type Reach, reachOfPlan, reachOfRange, reachOfYear, reachOfYearBehind, reachOfYearsAhead, reachOfYearsBehind } from './reach.js';
import { forPlan, forYear, horizon, isReport, lastYear, span, type TimeFacts, thisYear, year, yearsBehind } from './times.js';

/** A word of time and the scope it opens. */
export interface TimeRule {
  readonly name: string;
  /** Words one of which is in all that the pattern matches: a sentence without any is not searched. Default: all are. */
  readonly needs?: readonly string[];
  /** Global. Two strings it reads and one it must not stand in tests/corpus/indicators/. */
  readonly pattern: RegExp;
  /** Only within this many units of the sentence's beginning does the scope outlive the sentence; 0 never, default never. */
  readonly persistsWithin?: number;
  /** How far a scope goes that outlives its sentence; default: to the end of its section. */
  readonly reach?: (found: RegExpExecArray, facts: TimeFacts, current: Scope) => Reach;
  /** `current` is what holds at the word, `start` what held at the beginning of its sentence. */
  readonly produce: (
    found: RegExpExecArray,
    facts: TimeFacts,
    current: Scope,
    start: Scope,
  ) => (Partial<Scope> & { part?: string | null }) | null;
}

/** Rules in the order they are tried; at one place the first wins. */
export const TIME_RULES: readonly TimeRule[] = [
  {
    name: 'review-of-years',
    needs: ['年'],
    pattern:
      /(?:过去的?|回顾|这|近|前|经过)(?:这)?[五5]年|[五5]年[来间里](?!的?第)|(?<![前后\d])[五5]年(?=[年累增提下减共实城新签发引完建总改平])/g,
    persistsWithin: 40,
    reach: reachOfYearsBehind,
    produce: (found, facts, current) => {
      if (current.role === 'target' && (current.mode === 'span' || found[0] === '五年')) return null;
      const behind = yearsBehind(facts);
      return behind && span('actual', behind);
    },
  },
  {
    name: 'years-ahead',
    needs: ['年'],
    pattern: /(?:今后|未来|下一个)的?五年|五年后/g,
    persistsWithin: 60,
    reach: reachOfYearsAhead,
    produce: (_, facts) => {
      const plan =
        facts.plan && facts.plan[0] >= horizon(facts) ? facts.plan : facts.year === null ? null : ([facts.year, facts.year + 4] as const);
      return plan && span('target', plan);
    },
  },
  {
    name: 'range-of-years',
    needs: ['年'],
    pattern: /(?<![（(《〔\d较比])(20\d\d)年?(?:至|到|[—–~～-]{1,2})(20\d\d)年(?!版|度?规划|度?行动|度?实施)/g,
    persistsWithin: 12,
    reach: reachOfRange,
    produce: (found, facts) => {
      const years: YearSpan = [Number(found[1]), Number(found[2])];
      if (years[0] >= years[1] || years[1] - years[0] > 20) return null;
      // A review counts the year that it is written in among those it looks back on.
      const ahead = facts.kind === 'review' ? years[1] > horizon(facts) : years[1] >= horizon(facts);
      return span(ahead && facts.kind !== 'bulletin' ? 'target' : 'actual', years);
    },
  },
  {
    name: 'plan-end',
    needs: ['末'],
    pattern: /(?<![较比与同和由从自][“"]?)(?:到|至)?[“"]?(?<![较比与同和由从自][“"]?)十[一二三四五六七]五[”"]?(?:期?末)/g,
    produce: (found, facts) => {
      const plan = planIn(`${found[0]}规划`);
      // Of a plan that still runs, its end is a year ahead: 到“十四五”末.
      return plan && (forPlan(plan, facts) ?? year('target', plan[1]));
    },
  },
  {
    name: 'plan-period',
    needs: ['五'],
    pattern:
      /(?<![较比与同和由从自于][“"]?)[“"]?(?<![较比与同和由从自于][“"]?)十[一二三四五六七]五[”"]?(?:规划)?(?:时期|期间|以来|五年|这五年|规划(?:目标任务|主要目标|确定)|(?:经济社会)?(?:发展)?(?:主要)?(?:目标|成就))(?!的\d)(是)?/g,
    persistsWithin: 40,
    reach: reachOfPlan,
    produce: (found, facts, current) => {
      const plan = planIn(`${found[0]}规划`);
      if (!plan) return null;
      const first = horizon(facts);
      // “十四五”时期是…机遇期 only says what the years are.
      if (found[1] && plan[1] >= first) return null;
      if (found[0].endsWith('以来') && plan[0] < first && plan[1] >= first) return span('actual', [plan[0], first - 1]);
      // “十四五”期间建成60个, among targets and in a year of that plan: of the plan.
      if (plan[0] < first && plan[1] >= first && current.role === 'target' && /期间|时期/.test(found[0])) return span('target', plan);
      return forPlan(plan, facts);
    },
  },
  {
    name: 'plan-drawn-up',
    needs: ['五年规划'],
    pattern: /第十[一二三四五六七]个五年规划/g,
    persistsWithin: 80,
    reach: () => 'block',
    produce: (found, facts, current) => {
      const plan = planIn(found[0]);
      return plan && current.role === 'actual' && isReport(facts) && plan[0] >= horizon(facts) ? forPlan(plan, facts) : null;
    },
  },
  {
    name: 'year-behind',
    needs: ['年'],
    pattern:
      /(?<![较比与同])(?:刚刚)?过去(?:的)?一年|(?:刚刚)?过去的20\d\d年|一年来|这一年|(?<![较比与同占超于在到从由])去年(?!同期|底|末)|(?<![较比与同占超于在到从由的])上年(?!同期|末|底)/g,
    persistsWithin: 24,
    reach: reachOfYearBehind,
    produce: (found, facts) => {
      if (facts.year === null || !isReport(facts)) return null;
      if (facts.readBefore && /^[去上]年/.test(found[0])) return year('actual', facts.year - 2);
      return year('actual', lastYear(facts));
    },
  },
  {
    name: 'so-far',
    needs: ['已', '累计', '现有', '我'],
    pattern:
      /(?:目前|现在|至今|迄今)，?[^。；，\d]{0,16}(?:已经?|累计)|(?<=[，。；：]|^)(?:全[市省区县州国]|我[市省区县国])?(?:已经?(?=[建累完投实开吸入签有])|现有[^。；，\d]{2,20}(?=\d))|(?<=[，。；：]|^)我[省市区县国][^。；，\d]{2,16}(?:占|高达|仅有|拥有)(?=\d)|已(?:经)?(?:突破|超过|达到?|建成|形成|发展到|增至)(?=[近约超]?\d)|(?<=人口|总数|总量|规模|数量|总人数)已(?:经)?(?:达到?|超过|突破|有)/g,
    produce: (_, facts, current) =>
      isReport(facts) && facts.kind !== 'bulletin' && facts.year !== null && current.role === 'target'
        ? year('actual', facts.year - 1)
        : null,
  },
  {
    name: 'targets-of-this-year',
    needs: ['年', '预期目标'],
    pattern:
      /(?:今年|本年度?|20\d\d年)[^。；]{0,30}?(?:预期目标|主要目标|总体目标|总体要求|主要预期|目标任务|工作(?:总体)?思路|重点(?:抓好|做好|工作|推进))|做好今年|今年(?:是|，?我们[将要]|要|，?政府)|(?:主要)?预期目标[是为：]/g,
    persistsWithin: 120,
    produce: (found, facts, current) => {
      if (facts.year === null || facts.kind === 'bulletin') return null;
      // 今后五年，…预期目标是: of the five years.
      if (/^(?:主要)?预期目标/.test(found[0]) && current.role === 'target' && current.mode === 'span') return null;
      const named = yearIn(found[0]);
      if (named !== null && named < facts.year) return null;
      if (!isReport(facts)) return null;
      // Read in December, 今年 with its targets is the year that ends.
      if (facts.readBefore && /今年|本年/.test(found[0])) return null;
      return year('target', named ?? facts.year);
    },
  },
  {
    name: 'two-years',
    needs: ['年'],
    pattern: /今明两年|(?:今后|未来|接下来)的?([两二三四])年/g,
    produce: (found, facts) => {
      if (!isReport(facts) || facts.kind === 'bulletin' || facts.year === null) return null;
      const years = '零一二三四'.indexOf(found[1] ?? '二');
      return span('target', [facts.year, facts.year + (years < 0 ? 2 : years) - 1]);
    },
  },
  {
    name: 'some-years-behind',
    needs: ['年'],
    pattern:
      /(?:近|最近|过去的?)([两二三四])年(?:来|间)?(?!行动|计划|规划|的?第)|前([两二三四])年(?=累计)|(?<![近前第满续去约每用力十])([两二三四])年(?=累计)|(?<=^|[，。；：])(?:这)?([两二三四])年来/g,
    persistsWithin: 4,
    reach: reachOfRange,
    produce: (found, facts, current) => {
      if (!isReport(facts) || facts.kind === 'bulletin' || facts.year === null) return null;
      const number = found[1] ?? found[2] ?? found[3] ?? found[4] ?? '';
      const years = number === '两' ? 2 : '零一二三四'.indexOf(number);
      // 三年累计投入45亿元 among tasks is a plan.
      if (current.role === 'target' && (found[2] ?? found[3]) !== undefined) return null;
      const last = lastYear(facts);
      return last === null ? null : span('actual', [last - years + 1, last]);
    },
  },
  {
    name: 'this-year',
    needs: ['今年'],
    pattern: /(?<![较比与同])今年(?!以来|上半年|[一二三]季度|前|初|1)/g,
    produce: (_found, facts, current, start) => {
      if (!isReport(facts) || facts.kind === 'bulletin' || facts.year === null || (current.mode !== 'year' && start.mode !== 'year'))
        return null;
      return facts.readBefore ? year('actual', facts.year - 1) : year('target', facts.year);
    },
  },
  {
    name: 'next-year',
    needs: ['明年'],
    pattern: /(?<![较比与同])明年(?!初|以后)/g,
    produce: (_found, facts) => {
      const now = isReport(facts) && facts.kind !== 'bulletin' ? thisYear(facts) : null;
      return now === null ? null : year('target', now + 1);
    },
  },
  {
    name: 'end-of-year-behind',
    needs: ['去年', '上年'],
    pattern: /(?<![较比与同从由])(?:截至|截止|到)?[去上]年(?:年)?[底末](?!的?基础)/g,
    produce: (_, facts) =>
      isReport(facts) && facts.kind !== 'bulletin' && facts.year !== null && !facts.readBefore ? year('actual', lastYear(facts)) : null,
  },
  {
    name: 'within-year',
    needs: ['年内', '年底前', '下一步'],
    pattern: /年内|年底前|下一步/g,
    produce: (_found, _facts, current, start) => (start.role === 'target' && current.role === 'actual' ? start : null),
  },
  {
    name: 'by-year',
    needs: ['20', '年'],
    pattern:
      /(?:到|至|力争|展望|[—–-])(?:20\d\d(?:年|(?=[，底末]))|二[〇○零O]二?[〇○零O一二三四五六七八九]{1,2}年)(?:底|末|前|，|时|，?全面)?/g,
    produce: (found, facts, current) => {
      const named = yearIn(`${found[0].replace(/[^\d二〇○零O一三四五六七八九年]/g, '')}年`);
      if (named === null || /^[—–-]/.test(found[0])) return null;
      return forYear(named, facts, current);
    },
  },
  {
    name: 'named-year',
    needs: ['年'],
    pattern:
      /(?<![较比与同和从由自在至—–\-\d])(?<![快慢高低优好少多]于)(?<!面向|瞄准|着眼|对标|锚定|落实|制定|编制|谋划|聚焦)(?:以)?20\d\d年(?!的?基础|规划|以来|(?:开工|新建|建成|启动|签约|立项|下达)[^，。\d]{0,4}的|远景|愿景|目标|不变价|价格|可比价|的[\d.]+倍|的[\d.]+%|[—–-])/g,
    persistsWithin: 12,
    reach: reachOfYear,
    produce: (found, facts, current) => {
      if (found[0].startsWith('以')) return null;
      const named = yearIn(found[0]);
      return named === null ? null : forYear(named, facts, { ...current, mode: 'year' });
    },
  },
  {
    name: 'quarter',
    needs: ['季度', '半年', '月'],
    pattern: /(?<![较比与同])(?:第?([一二三四])季度|(上|下)半年|前(三)季度|(?<!\d)1[—–-](\d{1,2})月)/g,
    produce: (found, facts, current, start) => {
      const part = found[1]
        ? `Q${'一二三四'.indexOf(found[1]) + 1}`
        : found[2]
          ? found[2] === '上'
            ? 'H1'
            : 'H2'
          : found[3]
            ? 'Q1-Q3'
            : `M1-M${found[4]}`;
      if (current.mode !== 'year') return null;
      // 上半年仅增长4.3%, in a notice, is why the targets of the year are changed.
      if (facts.kind === 'notice') return { part, role: 'actual' };
      // 全年预期目标为8%，上半年增长3.1%: within a look back, half a year is a result.
      return current.role === 'target' && start.role === 'actual' ? { part, role: 'actual' } : { part };
    },
  },
  {
    name: 'whole-year',
    needs: ['全年'],
    pattern: /全年/g,
    produce: (_found, facts, current) =>
      current.mode === 'span' && current.role === 'actual' && isReport(facts) && facts.year !== null
        ? { ...year('actual', facts.year - 1), part: null }
        : { part: null },
  },
];
