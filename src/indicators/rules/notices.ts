import type { Attribute } from '../indicator.js';
import { memoised } from '../memo.js';

/** How a notice speaks of one indicator: 将“甲”指标属性由…, 新增“乙”指标，…, 增设丙指标。, （三）丁指标由约束性调整为预期性, 新增“戊”为预期性指标. */
const CALLED =
  /[“]([^”]{2,40})[”](?:这一)?(?:项)?指标|指标“([^”]{2,40})”|(?:新增|增设|增列|调整|将)(?:约束性|预期性)?(?!为)([^“”，。；：\d]{4,30}?)指标(?=属性|[，由为])|(?<=^|[。；）)、])([^“”，。；：、（）()\d]{4,30}?)指标(?=(?:属性)?[由从](?:约束|预期)性)|[“]([^”]{2,40})[”](?=(?:调整|列|作|确定)?为(?:约束|预期)性)|(?<=^|[。；）)、])([^“”，。；：、（）()\d]{3,30}?)(?=[由从](?:约束|预期)性(?:指标)?(?:调整|变更|修改|改)为)/g;

/** The target that a notice does away with: 原目标为30万亩, 年初目标10%. */
export const isFormerGoal = (lead: string): boolean =>
  /(?:^|[：:，,（(])?(?:原定?|原来|年初|(?:调整|修订)前)的?(?:规划|预期|年度)?(?:目标|计划|预算|指标)值?(?:为|是|[：:])?$/.test(lead);

/** `2025年目标值` names no thing: what it is the target of stands before. */
const TARGET_WORD =
  /^(?:20\d\d年)?(?:年初|全年|年度|原定?|原来|现|新|(?:调整|修订)[前后])?(?:的)?(?:规划|预期|约束性|预期性|发展)?目标值?(?:拟?(?:定|设定|确定)|[为是])?$/;

/** What is left of 原目标, 年初预算 once 目标 is taken off. */
const WHICH_TARGET = /^(?:年初|原定?|原来|现|(?:调整|修订)[前后])(?:预算|计划)?$/;

export const isTargetWord = (name: string): boolean => TARGET_WORD.test(name) || WHICH_TARGET.test(name);

/** The indicator that the words before a value call by its name; empty where none is called so. */
export function indicatorCalled(before: string): string {
  const found = [...before.slice(before.lastIndexOf('；') + 1).matchAll(CALLED)].pop();
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? found?.[4] ?? found?.[5] ?? found?.[6] ?? '';
}

const HEAD = /(?:^|[。；])[—\s]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?“?([\p{Script=Han}]{3,24})”?。$/u;

/** `——高标准农田面积。原目标为30万亩`: the sentence before that is no more than a name. */
export const nameInFront = (before: string): string => HEAD.exec(before.slice(-40))?.[1] ?? '';

const ATTRIBUTE =
  /(?:属性(?:拟)?(?:由|从)?(?:(?:约束|预期)性(?:指标)?)?|[由从](?:约束|预期)性(?:指标)?|[”」](?=(?:调整|列|作|确定)?为))(?:统一)?(?:调整|变更|修改|改|列|作|确定)?(?:为|是|：)(约束|预期)性/;

/** What a notice lays down an indicator to be (属性由预期性调整为约束性); null where it says nothing. */
export function attributeStated(statement: string): Attribute | null {
  if (!statement.includes('约束性') && !statement.includes('预期性')) return null;
  const found = ATTRIBUTE.exec(statement);
  return found === null ? null : found[1] === '约束' ? '约束性' : '预期性';
}

/** What an indicator's name ends with; a project in quotes (“口袋公园”) keeps them. */
const MEASURED = /(?:率|比重|占比|强度|数|量|值|额|收入|面积|浓度|寿命|年限|投入|增速|水平|能力|指数)$/;

/** `“甲”指标2025年目标值` is 甲, `甲2025年目标值` is 甲. */
export const withoutTargetWord = memoised((name: string): string => {
  const bare = name.replace(
    /(?<=.{3})(?<![于比较自从到至由])(?:的)?(?:20\d\d年)(?:的)?(?:规划|预期|发展)?(?:目标值?)?$|(?<=.{3})(?:的)?(?:规划|预期)?目标值$/,
    '',
  );
  const quoted = /^“([^“”]{2,40})”(?:这一)?(指标)?$/.exec(bare);
  return quoted && (bare !== name || quoted[2] || MEASURED.test(quoted[1] as string)) ? (quoted[1] as string) : bare;
});

/** In brackets behind a result: （年初目标为6.5%）, （计划6%以上）. `begin` is where the lead stands in the text. */
export const isGoalInBracket = (text: string, begin: number, lead: string): boolean =>
  text[begin - 1] === '（' && /^(?:年初|年度|全年|当年|原定?|预期|计划|规划|既定)*(?:目标值?|计划|预期)(?:为|是|：)?$/.test(lead);
