import type { Draft, DraftLine } from '../draft.js';

/** Lines that no document prints; the whole line must match, so that a sentence with the same words stays. */
const CHROME_LINE = new RegExp(
  `^(?:${[
    '扫一扫.{0,14}|.{0,4}扫描二维码.{0,14}|微信扫.{0,12}|手机(?:扫|查看|版).{0,12}',
    '[【\\[（(]?\\s*(?:返回顶部|返回(?:上一?[页级]|首页|列表)?|关闭(?:本页|窗口|页面)?|打印(?:本页|本文|页面)?|收藏(?:本页)?|已收藏|纠错|我要纠错|分享(?:到)?[:：]?|下载|复制链接|字体|字号|朗读|语音播报)\\s*[】\\]）)]?(?:\\s*[【\\[（(|｜]?\\s*(?:返回顶部|返回|关闭(?:本页|窗口|页面)?|打印(?:本页)?|收藏|纠错|分享(?:到)?[:：]?)\\s*[】\\]）)]?)*',
    '[【\\[（(]?\\s*(?:字体|字号|文字大小)\\s*[:：]?[\\s\\[【]*(?:超?大|中|小|默认|A\\+?|[\\s|｜/\\]】])+(?:打印|纠错|收藏|分享到?[:：]?|关闭|\\s)*[】\\]）)]?',
    '(?:打印|纠错|分享到?[:：]?|收藏|下载|字体|大|中|小|[|｜/\\s【】\\[\\]:：])+',
    '(?:语音播报|语音合成).{0,20}|正在(?:加载|播放).{0,10}',
    '(?:您|你)?(?:的|所在的?|现在的?|当前的?)*(?:位置|当前位置|所在位置)\\s*[:：>].*',
    '(?:首页|网站首页)\\s*[>＞›»/].*',
    '(?:访问量|访问次数|浏览次数|浏览量|点击数|点击量|点击次数|阅读次数|阅读量|浏览|阅读|点击|人气)\\s*[:：]?\\s*\\[?\\s*\\d*\\s*\\]?\\s*次?',
    '(?:上一?篇|下一?篇|上一条|下一条|前一篇|后一篇)\\s*[:：].*|(?:上一?篇|下一?篇|上一页|下一页|首页|尾页|末页|下页|上页)',
    '(?:相关(?:文档|文章|阅读|新闻|链接|信息|稿件|附件|解读|政策|文件|报道)|关联稿件|延伸阅读|推荐阅读|热点推荐|图解|政策解读)\\s*[:：]?',
    '附\\s*件\\s*[:：]?(?:下载)?[:：]?',
    '[（(【\\[]?\\s*(?:责任编辑|责编|编辑|网站编辑|文字编辑|审核|校对|一审|二审|三审|初审|终审|信息来源|录入|发布人|作者|撰稿|摄影)\\s*[:：]\\s*\\S{0,16}(?:\\s+(?:责任编辑|责编|编辑|审核|校对|一审|二审|三审|终审|作者)\\s*[:：]\\s*\\S{0,10})*\\s*[】\\]）)]?',
    '版权所有.{0,60}|主办(?:单位)?\\s*[:：].*|承办(?:单位)?\\s*[:：].*|网站标识码.*|政府网站标识码.*|.{0,4}ICP备.*|.{0,4}公网安备.*|技术支持\\s*[:：].*|网站地图.{0,40}|联系我们.{0,20}',
    '[（(]?欢迎您[）)]?(?:\\s*注销)?|登录\\s*(?:[|｜/]\\s*)?注册|无障碍(?:浏览|阅读)?|关怀版|长者(?:模式|版)|繁體(?:版|中文)?|简体(?:版|中文)?',
    '(?:今天是)?\\s*(?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日\\s*星期[一二三四五六日天].{0,12}|您是(?:本站)?第?\\s*\\d+\\s*位?访.{0,6}|(?:本?页面?)?生成时间\\s*[:：].{0,24}|打印时间\\s*[:：].{0,24}',
    '您访问的链接即将离开.*|是否继续.?|继续访问(?:\\s*放弃)?|放弃',
    // One or two dashes are the empty cell of a table printed one cell a line.
    '[|｜>＞›»·•_=*、，.\\s]+|[-—]{3,}',
  ].join('|')})$`,
);

/** The line of particulars under a title: source, date, counter, in any order. */
const BYLINE =
  /^(?:(?:来\s*源|信息来源|稿件来源|文章来源|发布(?:时间|日期|机构|单位)|发文(?:日期|时间)|时\s*间|日\s*期|作\s*者|访问量|浏览(?:次数|量)?|点击(?:数|量|次数)?|阅读(?:次数|量)?|字\s*体|字\s*号|更新时间|编\s*辑|责任编辑)\s*[:：]?)/;
const BYLINE_PART =
  /(?:来源|信息来源|稿件来源|文章来源|发布(?:时间|日期|机构|单位)|发文(?:日期|时间)|时间|日期|作者|访问量|浏览(?:次数|量)?|点击(?:数|量|次数)?|阅读(?:次数|量)?|字体|字号|更新时间|编辑)\s*[:：]/g;
const BARE_STAMP = /^(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/;
const RELATED = /^(?:相关(?:文档|文章|阅读|新闻|链接|信息|稿件|解读|政策|文件|报道)|关联稿件|延伸阅读|推荐阅读|政策解读|图解)\s*[:：]?/;

/** Lines at the head within which a byline may stand. */
const HEAD_LINES = 12;
/** Drafts at the end among which some systems print it instead. */
const TAIL_LINES = 6;

function isByline(text: string): boolean {
  if (text.length > 160 || /[。；]/.test(text)) return false;
  const compact = text.replace(/\s+/g, '');
  if (!BYLINE.test(text) && !BYLINE.test(compact)) return false;
  const parts = compact.match(BYLINE_PART)?.length ?? 0;
  return parts >= 2 || compact.length <= 40;
}

/**
 * Takes out lines of the page that its system printed into the article: tools, counters, neighbours, related articles, editors, footers.
 * Footnotes behind a list of related articles stay.
 */
export function dropChromeLines(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  let related = false;
  let seen = 0;
  const lastText = drafts.findLastIndex((draft) => draft.kind !== 'image');
  drafts.forEach((draft, i) => {
    if (draft.kind !== 'line') {
      related = false;
      kept.push(draft);
      return;
    }
    const { text } = draft;
    if (text.length <= 160 && CHROME_LINE.test(text)) {
      related = RELATED.test(text);
      return;
    }
    if (draft.link && RELATED.test(text)) {
      related = true;
      return;
    }
    if (related && draft.link) return;
    related = false;
    seen++;
    if ((seen <= HEAD_LINES || i >= drafts.length - TAIL_LINES) && isByline(text)) return;
    // A time stamp alone at the head is the system's; a date alone at the end is the signature.
    if (seen <= HEAD_LINES && i < lastText / 2 && BARE_STAMP.test(text) && /[-:]/.test(text)) return;
    kept.push(draft);
  });
  return dropTail(dropTeasers(kept));
}

const TEASERS =
  /^(?:(?:热门|热点|相关|精彩|为您|猜你|最新|编辑|更多|今日|本站)(?:推荐|新闻|文章|阅读|资讯|喜欢|内容|报道)|猜你喜欢|大家都在看)$/;
const NOTE = /^(?:注释?\s*[:：]|[[〔]\d{1,3}[\]〕])/;

/** Other articles with their summaries below this one, up to its notes where those come last. */
function dropTeasers(drafts: readonly Draft[]): readonly Draft[] {
  const isLink = (draft: Draft | undefined) => draft?.kind === 'line' && draft.link;
  const from = drafts.findIndex((draft, i) => i > 2 && draft.kind === 'line' && TEASERS.test(draft.text) && isLink(drafts[i + 1]));
  if (from < 0) return drafts;
  const notes = drafts.findIndex((draft, i) => i > from && draft.kind === 'line' && NOTE.test(draft.text));
  return notes < 0 ? drafts.slice(0, from) : [...drafts.slice(0, from), ...drafts.slice(notes)];
}

/** Lines of links before the first and after the last line of text are menus and neighbours, unless they are attachments. */
function dropTail(drafts: readonly Draft[]): Draft[] {
  const isLinkLine = (draft: Draft | undefined) => draft?.kind === 'line' && isTailLink(draft);
  let end = drafts.length;
  while (end > 0 && isLinkLine(drafts[end - 1])) end--;
  let start = 0;
  while (start < end && isLinkLine(drafts[start])) start++;
  return drafts.slice(start, end);
}

const isTailLink = (draft: DraftLine) =>
  draft.link && !/(?:附件|\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)\b)/i.test(draft.text) && !draft.text.startsWith('《');
