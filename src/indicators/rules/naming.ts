import { countsList } from './counts.js';
import type { Mention } from './mentions.js';
import { TASK } from './names.js';
import { admitted, GENERIC, shareThat } from './predicates.js';
import type { Sentence } from './sentence.js';
import { ownedSpec } from './specs.js';
import { benefit, deedOf, inField, ofSameThing, ofWater, sceneOf, stemFor, withOwner } from './subjects.js';
import { movedClause, nounAfter, objectOf, previousClause, topicOf, wordsAfter } from './surroundings.js';
import type { ReadVerb } from './verbs.js';

/** What the naming of a group of values has to go on. */
export interface NamingInput {
  readonly s: Sentence;
  readonly group: readonly Mention[];
  readonly lead: string;
  readonly rawLead: string;
  /** Where the lead begins. */
  readonly begin: number;
  /** The lead without its verb. */
  readonly rest: string;
  readonly verb: ReadVerb;
  /** The name the lead gives by itself; may be empty. */
  readonly name: string;
  /** The values are where a change ends; the name is that of its start. */
  readonly moved: boolean;
  readonly isStart: boolean;
  /** Joined by 、 or 和 to the value before. */
  readonly listed: boolean;
  readonly subject: string;
  readonly task: string;
}

export interface Naming {
  readonly name: string;
  /** The noun behind the number, empty where none stands there. */
  readonly ahead: string;
  /** The name was taken from behind the number. */
  readonly valueFirst: boolean;
  /** The name was taken over from an earlier value. */
  readonly carried: boolean;
  /** The verb that later members of the list share. */
  readonly task: string;
  readonly rules: readonly string[];
}

/** Names that only say how the thing before is counted. */
export const PART_OF_SUBJECT =
  /^(?:总量|总数|总额|总规模|规模|总值|总金额|金额|总投资|投资额|投资|价款|总面积|面积|数量|个数|户数|人数|比重|占比|比例|比率|增速|增幅|年均|余额|产值|均价|单价|累计|产量|销量|产能|保有量|总产值|销售额|营收|利润|税收|增量|总长|里程|份额|增加值|交易额|成交额|合同额|签约额|协议资金|出栏|存栏|出栏量|存栏量|开复工率|建成率|投产率|竣工率|达产率|完成年度投资|年度完成投资|完成年度计划|总产量|单产|亩产|亩均|人均|户均|规模化|城乡差距|差距|完成投资|计划总投资|估算总投资|概算总投资|计划完成投资|税金|利税|密度|降幅|涨幅|(?:下降|降低|减少|削减|压减|压缩|减排)(?:幅度|比例)|到位资金|实际到位投资|到位投资|年度投资|年度计划投资|计划投资|投资完成率|完成率|开工率|到位率|待遇享受人数|享受人数|经费|化解率|办结率|满意率|兑现率|采纳率|总产能|带动就业|惠及群众|惠及|成交价|总市值|市值|总花费)$/;

/** Verbs of making at the end of a lead, whose object stands behind the value. */
const DOING = /(?<=.{2})(?:打造|组建|创建|建造|建设|设立|发放)$/;

/** A lead that says only how large the thing behind the value is. */
const SIZE = /^(?:设立|组建|建设|引进|签约|新开工|开工|实施|打造|抓好|推进)?((?:计划)?总投资|首期规模|总规模|注册资本|规模|投资(?=$))$/;

/** 淘汰落后水泥产能: what capacity was taken off. */
const CAPACITY_GONE = /^((?:淘汰|化解|退出|压减|关停|压缩)(?:落后|过剩|低效)?).{2,12}产能$/;

/** How far a project got. */
const STAGE = /(?:开工|动工|竣工|完工|投产|达产|达效|投用|投运|落地|签约|入库|开业)$/;
const STAGE_BEHIND = /^(?:开工|动工|竣工|完工|投产|达产|达效|投用|投运|落地|签约|入库|开业)(?=[，。；、]|$)/;

const COUNT_LIKE = new Set(['count', 'people', 'money', 'length', 'area', 'mass', 'energy', 'volume', 'other']);

/** Where the name of a value is when not plainly before it: behind the number, in an earlier value, in the clause before. */
export function nameGroup(input: NamingInput): Naming {
  const { s, group, lead, rawLead, begin, rest, verb, moved, isStart, listed, subject, task } = input;
  const first = group[0] as Mention;
  const rules: string[] = [];
  let name = input.name;
  let carried = false;
  let newTask = listed ? task : '';
  const quantityKind = first.printed.kind;
  const last = group[group.length - 1] as Mention;
  const found = admitted(nounAfter(s, last), wordsAfter(s, last));
  const doing = DOING.exec(input.name)?.[0] ?? '';
  const ahead = objectOf(s, last, found, input.name);
  const measured = verb.measure;
  const countLike = COUNT_LIKE.has(quantityKind);
  const endsWithList = /等$/.test(rest);
  let valueFirst = false;

  if (!moved) {
    const onlyTask = TASK.exec(name);
    const bareTask = onlyTask !== null && onlyTask[0].length === name.length;
    // 撬动社会资本打造1000亿元基金: the verb nearest the value is the one that is done.
    if (doing && ahead && !bareTask && verb.reached && quantityKind === 'money') name = doing;
    // 全区六成以上人口居住在城区: a bare scope names nothing.
    const bareScope = /^[全我][省市区县镇乡]$/.test(name);
    const opens = lead.length <= 1 || rest === '' || bareScope;
    // 优质幼儿园覆盖95%乡镇: what is covered stands behind.
    const covered =
      quantityKind === 'percent' && first.tail === first.printed.end && s.text[first.tail] !== '的' && /(?<!全)(?:覆盖|惠及)$/.test(name)
        ? /^\p{Script=Han}{2,6}(?=[，。；、])/u.exec(s.text.slice(first.tail, first.tail + 7))?.[0]
        : undefined;
    if (covered) name = `${name}${covered}`;
    const percentOf =
      !isStart && quantityKind === 'percent' && (verb.measure === null || measured === 'level' || opens) && (!verb.reached || opens)
        ? nounAfter(s, first)
        : '';
    const changes = name === '' && verb.measure === 'change' && rawLead.length <= 6 && countLike && ahead !== '';
    // 推动60个项目开工、50个竣工: of the same things, how far they got.
    const stage =
      listed && !isStart && quantityKind === 'count' && name === '' && STAGE.test(subject)
        ? STAGE_BEHIND.exec(s.text.slice(first.tail, first.tail + 6))?.[0]
        : undefined;
    if (stage) {
      rules.push('count-before-noun');
      valueFirst = true;
      name = `${subject.replace(STAGE, '')}${stage}`;
    } else if (changes) {
      // 增加5000个普通高中招生计划: what is added stands behind its number.
      rules.push('count-before-noun');
      valueFirst = true;
      name = verb.negative ? ahead : `${lead.trim()}${ahead}`;
    } else if (
      percentOf &&
      (s.text[first.tail] === '的' || first.tail > first.printed.end || opens || percentOf.startsWith('用于')) &&
      !/^(?:同步|水平|目标|预期|安排|确定|设定|掌握)/.test(percentOf)
    ) {
      rules.push('share-before-noun');
      name = `${name}${shareThat(wordsAfter(s, first).replace(/^的/, '')) || percentOf}`;
    } else if (
      !isStart &&
      countLike &&
      ahead !== '' &&
      (first.tail === first.printed.end || quantityKind === 'count' || quantityKind === 'people' || name === '' || bareTask) &&
      (measured === null || measured === 'level') &&
      (!verb.reached || name === '' || bareTask || bareScope || name === doing) &&
      !(verb.reached && /^(?:规模|大关|台阶|关口|门槛|行列|水平|目标)/.test(ahead))
    ) {
      valueFirst = true;
      rules.push('count-before-noun');
      const members = countsList(rest, first);
      const head = members ? (TASK.exec(name)?.[0] ?? '') : countedHead(rest, name);
      if (bareTask) newTask = onlyTask[0];
      const taken = listed && task && head === '' ? task : '';
      if (taken) newTask = task;
      if (head && !bareTask) newTask = head;
      const opening = endsWithList ? (TASK.exec(name)?.[0] ?? '') : '';
      // 设立总规模5亿元的种业基金: the size is of what stands behind it.
      const sized = quantityKind === 'money' ? SIZE.exec(input.name || taken)?.[1] : undefined;
      // 投资5亿元建设甲 is a deed; 投资5亿元的甲 has that size.
      const size = sized === '投资' && s.text[first.tail] !== '的' ? undefined : sized;
      if (size && input.name !== '') newTask = size;
      name = size
        ? `${ahead}${size}`
        : endsWithList && GENERIC.test(ahead)
          ? `${topicOf(s) ? `${topicOf(s)}${opening}` : listHead(name)}${ahead}`
          : `${ahead.length <= 6 && /项目/.test(ahead) && !head ? topicOf(s) : ''}${taken}${opening}${head}${ahead}`;
    } else if (
      name === '' ||
      PART_OF_SUBJECT.test(name) ||
      /^对(?!世界|全球|全国)[^，、]{2,10}(?:增长)?的?(?:贡献率|拉动)/.test(name) ||
      /^(?:增速|增幅|涨幅|降幅)?(?:占|超(?=.{0,4}(?:任务|目标|进度|计划))|高于|低于|快于|优于|好于|领先|超出|慢于|多于|比全国|比全省|高出|较全国)/.test(
        name,
      )
    ) {
      carried = name === '';
      // 起数、人数“双下降”，分别下降14%、20%: that clause names them.
      const both = /”，$/.test(s.text.slice(Math.max(s.start, begin - 2), begin)) || /^”，/.test(s.text.slice(begin - 1, begin + 1));
      const moved = name === '' && (verb.reached || both) ? movedClause(s, begin) : '';
      if (moved) {
        rules.push('name-from-clause-before');
        name = moved;
        carried = false;
      } else if (subject) {
        rules.push('name-carried-over');
        const stem = stemFor(subject, name, verb.reached);
        if (name === '') name = verb.reached || measured !== null ? stem : subject;
        // 地区生产总值386亿元，人均达到8.9万元: 人均地区生产总值.
        else if (/^(?:人均|户均)$/.test(name) && /(?:生产总值|GDP)$/.test(stem)) name = `${name}${stem}`;
        // 平均用时缩短37%，办结率99%: no rate of a time.
        else if (!(name.endsWith('率') && /(?:用时|时长|时限|时间)$/.test(stem))) name = stem.endsWith(name) ? stem : `${stem}${name}`;
      } else {
        const topic = previousClause(s, begin) || topicOf(s);
        if (topic) {
          rules.push('name-from-clause-before');
          name = name ? `${topic}${name}` : topic;
        }
      }
    }
    // 开展“甲”培训，全年培训40万人次: a verb alone takes the clause before it.
    const deed = !valueFirst && name !== '' && TASK.exec(name)?.[0].length === name.length ? name : '';
    // 维修供水工程800处，受益2万人: who gains is told of what was done.
    if (/^(?:受益|惠及|覆盖)$/.test(name) && subject && !valueFirst) name = deedOf(name, subject, '') || name;
    else if (subject && (deed === '净增' || (deed === '新增' && /(?:余额|存量|保有量)$/.test(subject)))) name = `${subject}${deed}`;
    else if (deed)
      name =
        deedOf(
          deed,
          listed || TASK.test(subject) || /(?:项目|企业)(?:动工|开工|投产|竣工|达产)?$/.test(subject) ? subject : '',
          sceneOf(s, begin),
        ) ||
        previousClause(s, begin) ||
        name;
    const taskFound = deed ? null : TASK.exec(name);
    if (taskFound) newTask = taskFound[0];
    else if (listed && /^床位$/.test(name) && /(?:机构|医院|中心|[院所])$/.test(subject)) name = `${subject.replace(TASK, '')}${name}`;
    else if (
      listed &&
      task &&
      !deed &&
      !/^总|(?:收入|总额|产值|增加值|利润)$/.test(name) &&
      !valueFirst &&
      countLike &&
      measured === null &&
      !SIZE.test(task) &&
      // 更新改造管网36公里、电梯加装40台: a deed of its own.
      !/^(?:直接)?(?:扶持|带动)/.test(name) &&
      !(/(?:加装|改造|更新|整治|治理|修复)$/.test(name) && !/^(?:完成|实施|推进|启动|开工|开展|新增)/.test(task)) &&
      // 新引进企业200家、从业人员突破5万人: how many there are, not how many came.
      !(verb.reached && (/^(?:新|净)/.test(task) || /(?:[量额数]|规模|里程|产值|率)$/.test(name))) &&
      !isStart &&
      !PART_OF_SUBJECT.test(name)
    ) {
      rules.push('verb-carried-over');
      // 淘汰落后水泥产能20万吨、造纸8万吨: the capacity of each.
      const capacity = name.endsWith('产能') ? null : CAPACITY_GONE.exec(subject);
      name = capacity ? `${capacity[1]}${name}产能` : `${task}${name}`;
      newTask = task;
    }
  }
  if (!moved) name = ofSameThing(name, subject, listed);
  const owned = moved || valueFirst ? null : ownedSpec(s, begin, input.name, subject);
  if (owned !== null) {
    rules.push('spec-of-a-project');
    name = owned;
    carried = false;
  }
  if (!moved) name = benefit(inField(ofWater(withOwner(name, subject), s, begin), s, begin), s, begin, listed ? subject : '');
  return { name, ahead, valueFirst, carried, task: newTask, rules };
}

/** The words before a count that belong to what is counted: 生态环保领域28项重点工程, but nothing of 秦安基地等22个 or 枢纽和3条. */
function countedHead(rest: string, name: string): string {
  if (/(?:等|的|和|(?<![惠普])及|与|、|了|\d大?类)$/.test(rest)) return '';
  const last = name.slice(Math.max(name.lastIndexOf('、'), name.lastIndexOf('，')) + 1);
  return last.length > 18 || /^[以把将对在由向为]$/.test(last) ? '' : last;
}

/** 启动甲基地、乙线等14个项目: 启动甲基地等. */
function listHead(name: string): string {
  const first = name.split('、')[0] as string;
  return first.length > 20 ? '' : `${first.replace(/等$/, '')}等`;
}
