import { splitMultiplier } from '../quantity/units.js';
import { TASK } from './names.js';
import type { Item, Sentence } from './sentence.js';
import { deedOf } from './subjects.js';

/** A size that says which ones are counted: 10亿元以上, 百亿级. */
const SIZE_CLASS = /(?:\d[\d.]*|[一二三四五六七八九])?[十百千]?[万亿]*[万亿]元?(?:以上|以下|级)/;
const ONLY_SIZE = new RegExp(`^(?:过|超)?(?:${SIZE_CLASS.source}|\\d[\\d.]*[万亿]*元(?:以上|以下)|(?:过|超过?)\\d[\\d.]*[万亿]*元)$`);
const OVER = /(?:过|超过?)(?:\d[\d.]*)?[十百千]?[万亿]*元/;

/** 亿元以上项目30个，其中10亿元以上4个: a size alone is of the things counted before. */
export function ofClass(name: string, subject: string): string {
  if (!ONLY_SIZE.test(name) || subject.length < 3) return name;
  if (/^(?:过|超)/.test(name) && OVER.test(subject)) return subject.replace(OVER, name);
  if (SIZE_CLASS.test(subject)) return subject.replace(SIZE_CLASS, name);
  const task = TASK.exec(subject)?.[0] ?? '';
  const noun = subject.slice(task.length);
  return /(?:项目|企业|产业|园区|集群|合同|订单|村|镇|户)$/.test(noun) ? `${task}${name}${noun}` : name;
}

/** How far back 其中 is looked for. */
const REACH = 60;

/** Where the 其中 begins that a value stands behind in its own part of the sentence; -1 where there is none. */
export function insideOf(s: Sentence, at: number): number {
  const from = Math.max(s.start, at - REACH);
  const found = /其中[，：]?[^，。；：]*$/.exec(s.text.slice(from, at));
  return found ? from + found.index : -1;
}

/** The whole that 其中 divides: the last value before it. */
export const wholeOf = (earlier: readonly Item[], inside: number): Item | undefined =>
  earlier.findLast((item) => item.mention.tail <= inside);

/** 新增经营主体6812户，其中企业1543户: the part was added as the whole was. */
export function partOf(name: string, whole: Item | undefined, unit: string): string {
  if (!whole || whole.mention.printed.unit !== unit || name === '' || TASK.test(name)) return name;
  // 签约服务覆盖率达55%，其中重点人群80%: the same rate of a part.
  if (unit === '%' && whole.measure === 'level' && /率$/.test(whole.name) && !/率|比[重例]?|占|数|量/.test(name))
    return `${name}${whole.name}`;
  const task = TASK.exec(whole.name)?.[0] ?? '';
  return /^(?:新|净)/.test(task) && task.length < whole.name.length ? `${task}${name}` : name;
}

/**
 * A deed without its object (年内新增50家, 其中续建52个) is done to the things counted before in the same unit: to those that the same deed was done to, if
 * there are any.
 * @returns the deed with its object; empty where nothing was counted so, or what was counted is what is missing
 */
export function ofCounted(deed: string, earlier: readonly Item[], unit: string, inside: number): string {
  // 再建10万平方米 is 新建.
  if (deed === '建') return ofCounted('新建', earlier, unit, inside);
  if (TASK.exec(deed)?.[0] !== deed) return '';
  const measure = splitMultiplier(unit).rest;
  const counted = (item: Item) =>
    splitMultiplier(item.mention.printed.unit).rest === measure && (inside < 0 || item.mention.tail <= inside);
  if (inside >= 0) return deedOf(deed, earlier.findLast(counted)?.name ?? '', '');
  const again = earlier.findLast((item) => counted(item) && item.name.startsWith(deed));
  if (again) return again.name;
  const name = earlier.findLast(counted)?.name ?? '';
  if (name === '' || /(?:缺口|不足|差距)$/.test(name)) return '';
  const thing = name
    .replace(/^.*已(?:建成|有|完成)/, '')
    .replace(TASK, '')
    .replace(/(?:基本)?(?:建成|完成|开工|竣工|交付)$/, '');
  return /^(?:新|净|再)/.test(deed) && thing.length >= 2 && !/[，、]|^(?:总量|总数|总额|规模|数量)$/.test(thing) ? `${deed}${thing}` : '';
}
