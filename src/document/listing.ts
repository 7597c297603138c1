import type { Link } from './document.js';
import { kindOf } from './subject.js';

/** A document that a list page offers and that looks like a plan, a report on one, or a change to one. */
export interface PlanProposal {
  readonly url: string;
  readonly title: string;
  /** work-report | outline | special-plan | plan-report | bulletin | notice | review */
  readonly kind: string;
  /** `YYYY-MM-DD`, null where the list prints none. */
  readonly on: string | null;
}

/** Words of titles that a watch for targets wants to see. */
const WANTED: readonly RegExp[] = [
  /规划纲要|五年规划|远景目标|发展规划|专项规划/,
  /政府工作报告/,
  /计划执行情况|(?:国民经济|经济)(?:和|与)社会发展计划|计划(?:（草案）|\(草案\))的?报告/,
  /(?:规划|纲要|计划|目标|指标)[^，。]{0,20}(?:调整|修订|修改|变更)|(?:调整|修订|修改|变更)[^，。]{0,30}(?:规划|纲要|计划|目标|指标)/,
  /中期评估|终期评估|总结评估|评估报告/,
  /统计公报/,
];
/** What is written about a plan is not the plan. */
const ABOUT =
  /(?:解读|图解|一图|漫画|视频|新闻发布会|发布会|答记者问|征求|意见征集|听证|座谈|召开|学习|宣讲|动员|起草说明|编制说明|招标|采购|中标|公示|反馈|问答|专家|评论|任务分解|分工方案|征文|讨论|审议并|热议|代表|摘登|访谈)/;

/**
 * The plan documents among the entries of a list page, in its order, each address once.
 * @param links of the list page and of its further pages
 */
export function findPlanDocuments(links: readonly Link[]): PlanProposal[] {
  const seen = new Set<string>();
  const proposals: PlanProposal[] = [];
  for (const link of links) {
    if ((link.rel !== 'item' && link.rel !== 'attachment') || seen.has(link.href)) continue;
    const title = link.text.replace(/\s+/g, ' ').trim();
    const bare = title.replace(/[\s\u3000]/g, '');
    if (ABOUT.test(bare) || !WANTED.some((pattern) => pattern.test(bare))) continue;
    seen.add(link.href);
    proposals.push({ url: link.href, title, kind: kindOf(bare) ?? 'notice', on: link.on });
  }
  return proposals;
}
