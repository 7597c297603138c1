import type { Scope } from '../context.js';
import { planIn, yearIn } from '../lexicon/plans.js';
import { forPlan, horizon, isReport, lastYear, span, type TimeFacts, year, yearsBehind } from './times.js';

interface HeadingRule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly produce: (heading: string, facts: TimeFacts) => Partial<Scope> | null;
}

/** What a heading alone decides. */
export const HEADING_RULES: readonly HeadingRule[] = [
  {
    name: 'heading-review',
    pattern:
      /回顾|成就|(?<!努力|推动|确保|力争|争取|奋力)取得(?!新).{0,10}(?:突破|进展|改善|提升|成效|战果|成绩|胜利)|成绩|完成情况|执行情况|发展基础(?!性)|现状|过去(?:一年|五年)|发展回眸/,
    produce: (heading, facts) => {
      if (/目标|安排|部署/.test(heading) && !/回顾|完成情况|执行情况/.test(heading)) return null;
      const named = /20\d\d年/.exec(heading);
      const plan = planIn(heading);
      const value = named ? yearIn(named[0]) : null;
      if (value !== null && value < horizon(facts) && !(plan && heading.indexOf('五') < (named?.index ?? 0))) return year('actual', value);
      if (plan && plan[1] < horizon(facts)) return span('actual', plan);
      if (/一年|上年|去年/.test(heading) && facts.year !== null) return year('actual', facts.year - 1);
      if (isReport(facts)) {
        if (/五年/.test(heading)) {
          const behind = yearsBehind(facts);
          return behind && span('actual', behind);
        }
        return facts.year === null ? { role: 'actual' } : year('actual', lastYear(facts));
      }
      const behind = yearsBehind(facts);
      return behind ? span('actual', behind) : { role: 'actual' };
    },
  },
  {
    name: 'heading-environment',
    pattern: /发展环境|面临.{0,6}(?:机遇|挑战|形势|困难)|形势(?:与|和|分析|$)|机遇(?:与|和)挑战|战略机遇|困难挑战/,
    produce: (_, facts) => {
      const behind = yearsBehind(facts);
      return behind && !isReport(facts) ? year('actual', behind[1]) : null;
    },
  },
  {
    name: 'heading-first-year',
    pattern: /开好局|起好步|开局之年|收好官|圆满收官|开门红/,
    produce: (_, facts) => (isReport(facts) && facts.kind !== 'bulletin' && facts.year !== null ? year('target', facts.year) : null),
  },
  {
    name: 'heading-year-ahead',
    pattern: /(?:20\d\d年|今年)/,
    produce: (heading, facts) => {
      // The title of the whole names the year it is read in, and begins with a look back.
      if (/(?:工作报告|公报)$/.test(heading)) return null;
      // “十五五”时期目标任务和2026年工作安排 begins with the plan.
      const plan = planIn(heading);
      if (plan && plan[0] >= horizon(facts) && heading.search(/十[一二三四五六七]五/) < heading.search(/20\d\d年|今年/)) return null;
      const named = yearIn(heading);
      if (/20\d\d年[^，。]{0,4}(?:愿景|远景)/.test(heading) || (named !== null && facts.plan && named > facts.plan[1]))
        return named === null ? null : year('target', named);
      if (!isReport(facts) || facts.kind === 'bulletin') return null;
      const value = named ?? facts.year;
      return value === null || (facts.year !== null && value < facts.year) ? null : year('target', value);
    },
  },
  {
    name: 'heading-vision',
    pattern: /二[〇○零O]三[〇○零O五]年.{0,8}(?:愿景|远景|目标|展望)/,
    produce: (heading) => year('target', yearIn(heading)),
  },
  {
    name: 'heading-plan-ahead',
    pattern:
      /“?十[一二三四五六七]五”?|今后五年|未来五年|指导思想|(?:主要|发展|总体)目标|工作安排|重点工作|主要任务|工作部署|工作重点|下一步|下半年|(?:工作|意见|对策|调整)建议|(?:指标|目标)(?:任务|值)?(?:的)?(?:调整|修订|修改)/,
    produce: (heading, facts) => {
      const plan = planIn(heading) ?? (/五年/.test(heading) ? facts.plan : null);
      if (plan) return forPlan(plan, facts);
      if (facts.kind === 'review' && facts.plan) return span('target', facts.plan);
      if (isReport(facts) && facts.kind !== 'bulletin')
        return /任务|安排|部署|重点|目标|下一步|下半年|建议/.test(heading) && facts.year !== null ? year('target', facts.year) : null;
      return facts.plan && span('target', facts.plan);
    },
  },
];
