import { gapOf, withComparison } from './benchmarks.js';
import { insideOf, ofClass, ofCounted, partOf, wholeOf } from './classes.js';
import { isListCount } from './counts.js';
import { acceptsBare, finishName } from './finish.js';
import { splitLead } from './lead.js';
import { distribute } from './lists.js';
import { comparatorFor, measureOf } from './measures.js';
import type { Mention } from './mentions.js';
import { cleanLead, cleanName, stripOpening, TASK } from './names.js';
import { nameGroup, PART_OF_SUBJECT } from './naming.js';
import { indicatorCalled, isGoalInBracket, isTargetWord, nameInFront } from './notices.js';
import { perHead } from './per.js';
import { FLOW, STATE } from './periods.js';
import { GENERIC } from './predicates.js';
import { type Item, MERGED, MOVED, type Sentence } from './sentence.js';
import { ofRegion, ofWork, stockOf } from './subjects.js';
import { previousClause } from './surroundings.js';

export interface GroupReading {
  readonly items: Item[];
  readonly subject: string;
  readonly task: string;
  readonly omitted: string | null;
  readonly reason: string;
}

/** 甲工程削减乙: not 减少的, and no count of things cut (压减事项). */
const FALL_WITHIN = /^(\p{Script=Han}{2,14}?)(?:削减|压减)(?!(?:幅度|比例)$)(\p{Script=Han}{2,12})$/u;

/** 完成年度目标的115%, 完成全年计划的98%. */
const SHARE_DONE = /完成(?:了)?((?:年度|全年|年初?|规划|既定|预期|序时)*(?:目标任务|目标|计划|任务|预算)|主体工程|总工程量|工程总量)的?$/;

export function readGroup(
  s: Sentence,
  group: readonly Mention[],
  rawLead: string,
  begin: number,
  before: string,
  subject: string,
  task: string,
  earlier: readonly Item[],
): GroupReading {
  const previous = earlier[earlier.length - 1] ?? null;
  const first = group[0] as Mention;
  const empty = { items: [], subject, task };
  // Most bare numbers in a page are no values; the cheap test first.
  if (first.printed.kind === 'none' && rawLead.trim().length < 3 && subject === '')
    return { ...empty, omitted: 'no-name', reason: 'a number without unit and name' };
  const moved = previous !== null && before !== '' && (MOVED.test(before) || (previous.isStart && MERGED.test(before)));
  const lead = rawLead
    .replace(/^(?:[、，；]|和(?![平谐睦美])|及(?![时格])|与(?!会)|以及)+(?=.)/, '')
    .replace(
      /^(?:[①-⑳⑴-⒇❶-❿]|[一二三四五六七八九十]+是|其[一二三四五]|[（(]?[一二三四五六七八九十]{1,3}[)）、．.](?=\S{2})(?![一二三四五六七八九十]{1,2}[、和及次产]))/,
      '',
    )
    .replace(/[“「]双?$/, '');
  const { verb, rest, isStart, adjusted, base, basis } = splitLead(s, lead, group);
  const rules: string[] = [...verb.rules];
  const listed = /^(?:、|和|及|以及|与)/.test(before) || (before !== '' && /^(?:、|和|及|以及|与)/.test(rawLead));
  const stretch =
    /力争|争取|努力|冲刺|奋斗/.test(lead) ||
    /(?:力争|争取|冲刺)[^，；。]{0,4}$/.test(s.text.slice(Math.max(s.start, first.printed.start - 10), first.printed.start));

  let name = '';
  let carried = false;
  let newSubject = subject;
  let newTask = task;
  const doubts: string[] = [];
  if (moved && previous) {
    rules.push('change-from-to');
    name = previous.name;
    carried = group.length > 1;
  } else {
    name = group.length > 1 ? cleanLead(rest) : cleanName(rest);
  }
  if (name === '' || isTargetWord(name)) {
    const called = moved ? '' : indicatorCalled(s.text.slice(previous?.mention.tail ?? s.start, first.printed.start));
    if (called !== '') rules.push('indicator-called');
    const inFront = isTargetWord(name) && called === '' && subject === '' && !moved ? nameInFront(s.text.slice(0, s.start)) : '';
    name = called || inFront || (isTargetWord(name) ? '' : name);
  }
  // 增长2.8%（年初目标为6.5%）: the target of what stands before the bracket.
  if (previous !== null && isGoalInBracket(s.text, begin, lead)) name = '';
  const gap = first.printed.kind === 'ratio' || moved || isStart ? null : gapOf(lead, first.printed.kind === 'point');
  if (gap) name = `${gap.head}${gap.gap}`;
  const named = nameGroup({ s, group, lead, rawLead, begin, rest, verb, name, moved, isStart, listed, subject, task });
  const { ahead, valueFirst } = named;
  // 占总人口的比重为62.1%，比上年末提高0.6个百分点: points are of the share just named.
  const ofShare =
    named.carried &&
    first.printed.kind === 'point' &&
    previous?.mention.printed.kind === 'percent' &&
    previous.measure === 'level' &&
    lead !== '';
  // The size of the works that head the line, not of the size before it.
  const work = moved ? name : ofWork(name, s);
  name = ofShare ? previous.name : work !== name ? work : named.name;
  // 增长4.6%，高于全市0.7个百分点: the rates are compared.
  if (
    gap &&
    gap.head === '' &&
    /^(?:[高低快慢]于|高出)/.test(gap.gap) &&
    (previous?.measure === 'growth' || previous?.measure === 'cagr' || /增速[高低快慢]于/.test(previous?.name ?? '')) &&
    !/(?:率|占比|比重|增速)$/.test(subject)
  )
    name = name.replace(gap.gap, `增速${gap.gap}`);
  // 保交房12个项目8600套: both are of the projects.
  if (previous && before === rawLead && /^\p{Script=Han}/u.test(before) && GENERIC.test(name) && previous.name.endsWith(name))
    name = previous.name;
  name = ofClass(name, earlier.findLast((item) => item.mention.printed.unit === first.printed.unit)?.name ?? subject);
  const inside = insideOf(s, first.printed.start);
  const whole = inside < 0 ? undefined : wholeOf(earlier, inside);
  // 安排项目96个，年度投资68亿元，其中续建52个: of the things counted.
  const deed = named.valueFirst || moved ? '' : cleanName(rest);
  if (deed !== '' && (inside >= 0 || name === deed)) name = ofCounted(deed, earlier, first.printed.unit, inside) || name;
  if (group.length === 1 && !moved && verb.measure === null) name = partOf(name, whole, first.printed.unit);
  // 新建基站3812个，累计达到6500个: how many stand, not how many were built.
  if (named.carried && /累计|总数/.test(lead) && previous?.mention.printed.unit === first.printed.unit) name = stockOf(name);
  if (listed && previous) name = perHead(name, previous.name, first.printed.unit);
  carried = carried || named.carried;
  newTask = named.task;
  rules.push(...named.rules);
  const quantityKind = first.printed.kind;
  // 实到外资8000万美元，其中高技术产业占40%.
  if (quantityKind === 'percent' && name !== '' && inside >= 0 && /占(?:到|了|近|约|超过?)*$/.test(lead) && !/占|比[重例]/.test(name))
    name += '占比';
  const shareDone = quantityKind === 'percent' && group.length === 1 ? SHARE_DONE.exec(rest) : null;
  if (shareDone)
    name = `${cleanName(rest.slice(0, shareDone.index).replace(/[仅只已]$/, '')) || subject || previousClause(s, begin)}完成${shareDone[1]}比例`;
  // 规上工业企业新增44家 reads as 新增规上工业企业.
  const added = /^(.+?)(新增|净增|累计新增|共新增)$/.exec(name);
  // 存款余额增长8%，新增4万亿元: what a stock grew by.
  const net = /净增$/.test(name) || (/新增$/.test(name) && /(?:余额|存量|保有量)新增$/.test(name));
  const what = (added?.[1] ?? '').replace(/^累计|(?:平均)?每[年月天日]$|(?:平均|(?<![日月年])均|各)$/g, '');
  if (added && /^新/.test(what)) name = what;
  else if (added) name = `${(added[2] as string).replace(/^累计|^共/, '')}${what}`;

  if (isListCount(rest, first, ahead)) return { ...empty, omitted: 'list-count', reason: 'the number of things just listed' };
  if (
    first.printed.unit === '条' &&
    ahead === '' &&
    /(?:贯彻|落实|出台|制定|推出|实施|印发)/.test(rest) &&
    !/[路线道街河航流][”"]?$/.test(rest)
  )
    return { ...empty, omitted: 'policy-title', reason: 'a policy named by its number of articles' };
  if (name === '' && first.printed.unit.endsWith('人口')) name = '人口';
  // 确定4.5%左右的增长目标: of the economy, which is what a report sets one for.
  const unnamed = name === '' || /^(?:确定|设定|提出|实现)$/.test(rest) || /^(?:预期)?增长目标/.test(ahead);
  if (unnamed && quantityKind === 'percent' && GROWTH_TARGET.test(s.text.slice(first.tail, first.tail + 14))) name = '经济增长';
  if (name === '') {
    if (quantityKind === 'none') return { ...empty, omitted: 'no-name', reason: 'a number without unit and name' };
    doubts.push('no name found');
  }
  if (quantityKind === 'none' && !acceptsBare(s, first, name, verb, isStart))
    return { ...empty, omitted: 'no-unit', reason: 'a number without a unit' };

  // 压减一般性支出12.6亿元: the verb stands before its object.
  const ahead0 = /^(?:为\p{Script=Han}{2,8}?)?(压减|减少|削减|压降|缩减|降低|压缩)(?!(?:幅度|比例)$)(?=.{2,})/u.exec(name);
  const movedObject = ahead0 !== null && !valueFirst && (verb.measure === null || verb.rules.join() === 'done');
  if (movedObject && ahead0) {
    rules.push('fall-before-object');
    name = name.slice(ahead0[0].length);
  }
  // 养殖业整治削减氨氮10万吨: what is done it by stands before the verb.
  const within = movedObject || valueFirst || verb.measure !== null ? null : FALL_WITHIN.exec(name);
  if (within) {
    rules.push('fall-before-object');
    name = `${(within[1] as string).replace(/^(?:还)?(?:必须|要|应)?(?:通过|采取|依靠).*$/, '')}${within[2]}`;
  }
  let shareOf = '';
  const share = /^(.*?)(?:集聚|贡献|占据|吸引|占|集中)了?(.+)的$/.exec(rest);
  if (share && quantityKind === 'percent') {
    rules.push('share-of');
    shareOf = `占${cleanName(share[2] as string)}比重`;
    name = (group.length > 1 ? cleanLead(share[1] as string) : cleanName((share[1] as string).replace(/^.*等/, ''))) || subject;
    if (group.length === 1) name += shareOf;
  }
  // 甲产量3万吨、乙产量5万吨，分别增长9%、7%: the names are those of the values before.
  const recent = carried && group.length > 1 ? earlier.slice(-group.length).map((item) => item.name) : [];
  const done = /^(.+?)(?:分别|各|均)?(新增|净增|新认定|新设立?|新建|新登记|新引进|新培育)$/.exec(name);
  if (done && group.length > 1) name = done[1] as string;
  const listedNames = recent.length === group.length && new Set(recent).size === recent.length ? recent : null;
  const parts = group.length > 1 ? (listedNames ?? distribute(name, group.length)) : null;
  const split = parts && gap ? withComparison(parts, gap.gap) : parts;
  const names = done && split ? split.map((n) => `${done[2]}${n}`) : split && shareOf ? split.map((n) => `${n}${shareOf}`) : split;
  if (names) rules.push('respectively');
  const items: Item[] = group.map((mention, index) => {
    const own = names ? ofRegion(cleanName(names[index] as string) || (names[index] as string), subject) : name;
    // 投资增长5%、其中工业投资10%: an amount in per cent grows by it, like the whole.
    const likeWhole =
      previous?.measure === 'growth' &&
      verb.measure === null &&
      mention.printed.kind === 'percent' &&
      (/^[，、；]?其中/.test(rawLead) || (listed && /其中[^，；。]*$/.test(s.text.slice(Math.max(s.start, begin - 20), begin)))) &&
      /(?:投资|产值|增加值|总额|收入|进出口|出口|进口|零售额|销售额)$/.test(lead);
    const measure = measureOf(
      mention,
      likeWhole
        ? { ...verb, measure: 'growth', negative: previous.negative }
        : movedObject || within
          ? { ...verb, measure: 'change', negative: true }
          : verb,
      own,
      moved && previous ? previous : null,
      net,
      carried && previous && previous.name === finishName(own, 'growth') ? previous : null,
      /提升$/.test(lead) && ahead !== '',
      s.text.slice(mention.tail, mention.tail + 8),
    );
    const gapSize = gap !== null && mention.printed.kind === 'point' ? { measure: 'delta' as const, negative: false } : measure;
    const comparator = comparatorFor(
      s,
      index,
      lead,
      mention,
      // Values glued together (46%40%左右) are a slip of print that says nothing of both.
      names && !group.some((m, i) => i > 0 && m.printed.start === (group[i - 1] as Mention).tail)
        ? (group[group.length - 1] as Mention).after
        : null,
    );
    const label = gap ? own : finishName(own, measure.measure);
    return {
      mention,
      name: label,
      measure: gapSize.measure,
      negative: gapSize.negative,
      comparator,
      // 五年累计新增由10万人下调至8.5万人: as much a sum as before.
      reached: (verb.reached || moved) && !(moved && previous.adjusted && previous.flow && !previous.reached),
      flow:
        FLOW.test(own) ||
        // 五年累计完成投资120亿元，其中公路35亿元: a part of that sum.
        (/^[，、；]?其中/.test(rawLead) && previous?.flow === true && previous.mention.printed.unit === mention.printed.unit) ||
        // 累计发送旅客6400万人次、运输货物7400万吨: one sum after another.
        (listed &&
          previous?.flow === true &&
          !named.carried &&
          !/(?:值|额|收入|规模|总量|数)$/.test(own) &&
          !verb.rules.some((rule) => REACHED.has(rule)) &&
          !STATE.test(own)) ||
        [stripOpening(rest), own]
          .map(withoutPlace)
          .some((words) => TASK.test(words) && !/^(?:集聚|覆盖|通达|拥有|吸引|运营)/.test(words)) ||
        (valueFirst && !/通达|覆盖|拥有|共有|现有|年产|^(?:上榜|进入|跻身|实现“)/.test(`${rest}${own}`)) ||
        /累计|五年(?:来)?(?:共|累计)?|获评|荣获/.test(lead) ||
        /^(?:全部|全面|稳步|如期|顺利|有力)/.test(s.text.slice(mention.tail, mention.tail + 2)),
      lead,
      leadStart: begin,
      stretch:
        stretch &&
        previous !== null &&
        previous.measure === measure.measure &&
        previous.mention.printed.unit === mention.printed.unit &&
        sameThing(previous.name, label),
      isStart,
      adjusted,
      base,
      basis,
      doubts:
        // 连跨5万亿元、6万亿元两个台阶: one thing, two steps.
        group.length > 1 && !names && index > 0 && !/(?:跨越?|迈上|连上)$/.test(lead) && mention.printed.unit === first.printed.unit
          ? [...doubts, 'one name for several values']
          : doubts,
      rules: [...rules],
    };
  });
  if (gap) newSubject = gap.head || subject;
  // 项目168个，其中省级6个、市级32个，完成投资…: what follows is of the whole.
  else if (whole && listed && whole.mention.printed.unit === first.printed.unit) newSubject = whole.name;
  else if (names) newSubject = names[names.length - 1] as string;
  else if ((!PART_OF_SUBJECT.test(name) || subject === '') && name !== '' && !/^占(?!地)/.test(cleanName(rest)))
    newSubject =
      name === ''
        ? subject
        : (cleanName(rest) === '' && !(valueFirst && name.length > 4)) || PART_OF_SUBJECT.test(cleanName(rest))
          ? subject || name
          : name;
  return { items, subject: newSubject, task: newTask, omitted: null, reason: '' };
}

/** Rules of words that say a level was reached. */
const REACHED = new Set(['reached', 'moved-to', 'is']);

/** 在周边国家实施项目: what is done stands behind where. */
const withoutPlace = (words: string): string =>
  words.replace(/^[在向为对][^，、]{2,14}?(?=(?:实施|建设|建成|新建|开展|举办|设立|推介|提供|投放|发放|引进|培育))/, '');

const GROWTH_TARGET = /^的(?:年度|预期|主要)*(?:经济)?(?:增长|增速)(?:预期)?目标/;

const sameThing = (a: string, b: string) => a === b || a.includes(b) || b.includes(a);
