/** Nouns too general to name anything alone. */
export const GENERIC = /^(?:项目|工程|任务|专项|单位|地区|国家|村|镇|区县|平台|基地|企业)(?:建设|开工)?$/;

/** Where the predicate of what is counted begins: 31个市级重大项目|有力推进. */
const PREDICATE =
  /(?:扎实|深入|普遍|要(?=发挥|加快|确保|抓紧|全部|按期|如期)|已(?=开工|完工|竣工|完成|建成|投产|实现)|提升(?=\p{Script=Han}{2,10}(?:能力|水平|效能))|有序|稳步|高效|立起|参照|有力|顺利|加快|全部|全面|总体|成为|擦亮|为(?:引领|牵引|重点|主体|抓手|支撑|核心|代表)|价格(?:大幅|明显|平均)?(?:下降|降低)|荣获|获评|获批|获得|获(?=\p{Script=Han}{4,})|入选|进入|纳入|处于|实现|投入|正式|如期|圆满|集中|相继|陆续|取得|构筑|上榜|位列|位居|(?<!所)在[^线建]|达到|得到|完成|投用|竣工|闻令|白衣|都是|超[过警]|通过|落户.|落地|刷新|被(?![动子褥])).*$/u;

/** What a thing was admitted to or awarded: it says which ones are counted. */
const ADMITTED =
  /^(?:成功)?(入选|荣获|获评|纳入|列入|位列|跻身|上榜|进入|获批|获得|获|实现(?=“)|通过(?=.{2,18}(?:认定|验收|评估|评审|审核|认证)$))(?:全[国省市区县]|国家|省级|市级)?(?:首批|第[一二三四五六七八九十]批)?(?=.{2,})(.{2,20}?)(?:名单|名录|称号|命名)?$/u;

/** The noun a count stands before, without its predicate. */
export function withoutPredicate(words: string): string {
  // 3万脱贫人口人均纯收入从…: the people are counted, not their income.
  const noun = words.replace(/(?<=^\p{Script=Han}{2,10})(?:人均|户均)\p{Script=Han}{2,8}$/u, '');
  if (/^(?:[要将需均都](?=在|于|全|按|完|投|加|抓|确)|全部|全面|稳步|如期|顺利|有力|基本)/.test(noun)) return '';
  // “三年全面提升”项目: no predicate begins inside a name.
  const masked = noun.replace(/[“《][^”》]*[”》]/g, (name) => '□'.repeat(name.length));
  const at = masked.search(PREDICATE);
  const trimmed = at < 0 ? noun : noun.slice(0, at);
  // 670万吨铬渣全部处置完毕: what was done to it stays.
  const over = /^(.{2,12}?)(?:全部|全面|基本|已)(\p{Script=Han}{2,4})(?:完毕|完成|到位)$/u.exec(noun);
  if (over) return `${over[1]}${over[2]}`;
  // 100万群众住上了安全房: 群众住上安全房.
  return (trimmed.length < 3 && noun.length <= 20 ? noun : trimmed).replace(/(?<=[上到成完起])了(?=.)/, '');
}

/** 12个县入选甲试点: 入选甲试点的县. The noun alone where nothing of the kind follows it. */
export function admitted(noun: string, words: string): string {
  const start = words.search(
    /(?<=.)(?:成功)?(?:入选|荣获|获评|纳入|列入|位列|跻身|上榜|进入(?=.{2,14}强)|实现(?=“)|通过(?=.{2,18}(?:认定|验收|评估|评审|审核|认证)$)|获批|获得|获(?=.{4,}))/,
  );
  const core = start > 0 ? words.slice(0, start).replace(/(?:大幅|全部|成功|顺利)\p{Script=Han}{2}并$/u, '') : '';
  const deed = (words.slice(start).split('、')[0] as string).replace(/(?:等称号|等荣誉)$/, '');
  if (
    core === '' ||
    core.length > 14 ||
    !/^\p{Script=Han}(?:[^，、（]|（[^）]*）)*$/u.test(core) ||
    !noun.startsWith(core) ||
    !ADMITTED.test(deed)
  )
    return noun;
  return `${deed.replace(/^成功/, '').replace(/(?:名单|名录|称号|命名)$/, '')}的${core}`;
}

/** 64%的县医院达到三级标准: the share is of 达到三级标准的县医院占比. Empty where the words say no more than the noun. */
export function shareThat(words: string): string {
  const found =
    /^([村组户人]|\p{Script=Han}{2,12}?)((?:达到|得到|实现|纳入|参加|享受|通过|由|化解|用上|使用|建立|配备|接入|完成|居住在|开通|通上|具备|从事).{2,16})$/u.exec(
      words,
    );
  return found ? `${found[2]}的${(found[1] as string).replace(/(?:[均都]|基本|全部)$/, '')}占比` : '';
}
