import type { Mention } from './mentions.js';

/** 提高到每人每月870元: for whom and how often stands between the verb and the amount. */
const EACH = /(?<=[到至为达于过])(?:每(?:人|户|生|名|亩|头|床|次|月|年|天|日|学年|学期)){1,2}$/;

/** 密度达到每万人28个: what the count is per. */
const PER = /(?<=[到至为达于过])每((?:十?万|千|百)(?:人|户|名)?|平方公里)(?:口)?$/;

/**
 * The lead without what the value is per, and the values with the unit that follows from it: 每万人28个 is 28 个/万人; of an amount of money it
 * stays unsaid, as 每人每年 is no part of a printed unit. In a list that ends in points (1.1个、0.3个百分点) all are points.
 */
export function statedPer(lead: string, group: readonly Mention[]): { lead: string; group: readonly Mention[] } {
  const last = group[group.length - 1] as Mention;
  // 分别增长3.2、1.7个百分点: the unit is printed once.
  if (group.length > 1 && last.printed.unit !== '' && group.slice(0, -1).every((m) => m.printed.kind === 'none' && m.after === null))
    return { lead, group: group.map((m) => withUnit(m, last.printed.unit, last.printed.kind)) };
  if (last.printed.kind === 'point' && group.length > 1)
    return { lead, group: group.map((m) => (m.printed.unit === '个' ? withUnit(m, last.printed.unit, 'point') : m)) };
  const first = group[0] as Mention;
  if (first.printed.kind === 'money') return { lead: lead.replace(EACH, ''), group };
  const space = PER_SPACE.exec(lead);
  if (space && !first.printed.unit.includes('/'))
    return { lead: lead.slice(0, space.index), group: group.map((m) => withUnit(m, `${m.printed.unit}/${space[1]}`, 'other')) };
  const per = first.printed.kind === 'count' || first.printed.kind === 'people' ? PER.exec(lead) : null;
  if (!per) return { lead, group };
  return { lead: lead.slice(0, per.index), group: group.map((m) => withUnit(m, `${m.printed.unit}/${per[1]}`, 'other')) };
}

const withUnit = (mention: Mention, unit: string, kind: Mention['printed']['kind']): Mention => ({
  ...mention,
  printed: { ...mention.printed, unit, kind },
});

/** 浓度每立方米20微克. */
const PER_SPACE = /(?<=浓度|密度|含量)每(立方米|平方公里|平方米|升)$/;

/** Counts per head in a list: 每千人口床位6.65张、执业医师2.43人 are both per head. */
const PER_HEAD = /^每(?:十?万|千|百)(?:名|个)?\p{Script=Han}{0,4}?(?:人口|人|老年人|老人|户)(?!次)/u;

/** A name of a list behind one that is per head. */
export function perHead(name: string, before: string, unit: string): string {
  const head = PER_HEAD.exec(before)?.[0];
  return head && head.length < before.length && !/^每|率$|比/.test(name) && /^(?:人|名|张|个|位)$/.test(unit) ? `${head}${name}` : name;
}
