import { cleanName, TASK } from './names.js';
import { leadStart, type Sentence } from './sentence.js';

/** What is told of a project named before: 占地1200亩，总投资15亿元; （全长42公里，总投资63亿元）. */
const SPEC =
  /^(?:全长|总长|线路全长|线路长|占地|占地面积|用地面积|规划面积|规划用地|规划用地面积|总建筑面积|建筑面积|总投资|计划总投资|估算总投资|概算总投资|设计规模|设计能力|处理规模|日处理能力|年处理能力|总库容|库容|装机容量|总装机|总装机容量|床位|设置床位|规划床位|编制床位|年产值|年产能|设计年产能|停车位|车位|供水规模|日供水能力|可提供床位|可提供学位|完成投资|年度投资|年度完成投资)$/;
/** Ends a name that has its owner in front. */
const OWNED = new RegExp(`^(.{2,}?)${SPEC.source.slice(1)}`);
/** Only a deed names whose investment is told: 加快18号线建设，完成投资12亿元. */
const SPENT = /^(?:完成投资|年度投资|年度完成投资|床位|年产值|停车位|车位)$/;
/** A clause that is about one thing made: 新建区人民医院新院区; 加快轨道交通18号线建设. */
const MADE =
  /^(?:\d{1,2}[.．、])?(?:加快|推进|推动|实施|启动|开工|开工建设|续建|新建|改建|扩建|建设|建成|打造|规划建设|规划|谋划|抓好|做好|完成|全面|确保)/;
/** A value of its own: then the clause tells something else. */
const VALUE = /\d(?:[万亿]{0,2}(?:元|个|家|公里|亩|平方米|平方公里|人|户|套|张|座|所|条|吨|立方米|%)|多)/;

function nounBefore(s: Sentence, end: number, needsDeed: boolean): string {
  const clause = s.text.slice(leadStart(s, end, s.start), end).trim();
  if (clause.length < 3 || clause.length > 40 || VALUE.test(clause) || (needsDeed && !MADE.test(clause))) return '';
  const name = cleanName(clause)
    .replace(TASK, '')
    .replace(/(?<=.{3})(?:建设|的建设|前期工作|开工建设|等项目建设)$/, '');
  return name.length >= 2 && name.length <= 24 && !/[、，]/.test(name) ? name : '';
}

/**
 * The name of a quantity that describes a thing: 全长 of （全长42公里） is that of what stands before the bracket.
 * @param begin where the words before the value begin
 * @param name  the name that those words give by themselves
 * @param subject name of the value before, empty where there is none
 * @returns the whole name; null where the words are no such quantity or nothing owns it
 */
export function ownedSpec(s: Sentence, begin: number, name: string, subject: string): string | null {
  if (!SPEC.test(name)) return null;
  const owner = OWNED.exec(subject)?.[1];
  if (owner) return `${owner}${name}`;
  if (subject !== '') return null;
  let at = begin;
  while (at > s.start && /\s/.test(s.text[at - 1] as string)) at--;
  const mark = s.text[at - 1];
  const found = mark === '（' ? nounBefore(s, at - 1, SPENT.test(name)) : mark === '，' || mark === '：' ? nounBefore(s, at - 1, true) : '';
  return found ? `${found}${name}` : null;
}
