/** Reasons why a page is not a document, as told in `Document.why`. */
export const NOT_DOCUMENT = [
  'not-found',
  'error',
  'maintenance',
  'login',
  'captcha',
  'challenge',
  'frames',
  'needs-script',
  'empty',
] as const;
export type NotDocument = (typeof NOT_DOCUMENT)[number];

/** A page with this many characters of running text is a document whatever words stand in it. */
const ENOUGH_TEXT = 1200;
/** A notice that stands in for a page is no longer than this. */
const NOTICE_TEXT = 250;
/** Under a title of a document only a bare sentence counts: the template kept the title, the body says it is gone. */
const BARE_NOTICE = 40;

const SIGNS: readonly (readonly [NotDocument, RegExp])[] = [
  [
    'not-found',
    /(?:页面|网页|文件|文章|信息|内容|地址|资源|栏目|链接)(?:[^。\n]{0,10})(?:不存在|未找到|找不到|已(?:被)?删除|已失效|已下线|不见了|丢失|走丢)|(?:找不到|没有找到|未找到|无法找到)(?:[^。\n]{0,12})(?:页面|网页|文件|文章|信息|内容|资源)|^\s*404\b|(?:HTTP|错误|error|状态码?)\s*[:：]?\s*404\b|not\s+found|页面跑丢/i,
  ],
  [
    'challenge',
    /(?:请|需要|必须)[^。\n]{0,6}(?:开启|启用|打开|允许)[^。\n]{0,12}(?:JavaScript|JS|脚本|cookie)|enable\s+(?:JavaScript|cookies)|checking\s+your\s+browser|just\s+a\s+moment|正在(?:进行)?安全(?:检测|检查|验证)|浏览器安全检查|_guard|acw_sc__v2/i,
  ],
  ['captcha', /验证码|安全验证|人机验证|滑动(?:验证|滑块|完成)|拖动滑块|点击完成验证|captcha/i],
  ['login', /(?:请|您尚未|还未|未)\s*(?:先)?登录|统一身份认证|用户登录|登录超时|会话(?:已)?(?:过期|失效)|单点登录/],
  [
    'maintenance',
    /(?:系统|网站|站点|平台|服务器|页面|栏目)[^。\n]{0,10}(?:维护|升级|改版|调试|建设中|暂停(?:服务|访问))|(?:维护|升级)(?:中|期间)|暂时无法访问|暂停服务/,
  ],
  [
    'error',
    /访问(?:出错|错误|异常|失败|受限|被拒绝|过于频繁|频率)|(?:服务器|系统|程序|网络|内部|未知|数据库)(?:[^。\n]{0,6})(?:错误|异常|繁忙|出错|忙)|拒绝(?:了)?(?:您的)?访问|(?:IP|请求)[^。\n]{0,12}(?:被?拦截|禁止|封禁|限制|阻断)|(?:被|已)拦截|forbidden|access\s+denied|bad\s+gateway|service\s+unavailable|internal\s+server\s+error|^\s*(?:403|500|502|503|504)(?!\d|[.年])|(?:HTTP|错误|error|状态码?)\s*[:：]?\s*(?:403|50[0-4])\b/i,
  ],
];

export interface PageSigns {
  /** Running text of the main content, outside links. */
  readonly text: string;
  readonly title: string | null;
  /** All scripts of the page, joined and cut. */
  readonly scripts: string;
  readonly frames: number;
  readonly passwordField: boolean;
  readonly images: number;
  readonly tables: number;
  readonly attachments: number;
  readonly items: number;
}

const CHALLENGE_SCRIPT =
  /_\$[A-Za-z0-9]{1,4}\s*[=(]|\$_ts\s*[=.]|acw_sc__v2|__jsl_clearance|document\.cookie\s*=[\s\S]{0,400}(?:location|reload)|eval\(function\(p,a,c,k/;
const APP_SHELL = /(?:chunk-vendors|webpackJsonp|__NUXT__|__NEXT_DATA__|createApp\(|ReactDOM|\/app\.[0-9a-f]{6,}\.js)/;

/** Sentences make a document; a short page made of one notice does not. */
const hasSentences = (text: string) => (text.match(/[。；]/g)?.length ?? 0) >= 6;

/**
 * Tells a challenge, error, login or empty page from a document. A long text is always a document: plans speak of 验证码 and 系统维护 too.
 * @returns null for a document, else the reason and the words that gave it away
 */
export function whyNot(page: PageSigns): string | null {
  const bare = page.text.replace(/\s+/g, '');
  if (bare.length >= ENOUGH_TEXT || (bare.length >= 300 && hasSentences(bare))) return null;
  const title = page.title ?? '';
  // A document may be about 网站维护 or 验证码; its title then says what kind of document it is.
  const plain = !/(?:报告|规划|纲要|计划|公报|意见|方案|办法|规定|指标)/.test(title) && page.tables === 0;
  for (const [why, pattern] of SIGNS) {
    const sign =
      (plain ? pattern.exec(title) : null) ?? (bare.length < (plain ? NOTICE_TEXT : BARE_NOTICE) ? pattern.exec(page.text) : null);
    if (sign) return `${why}: ${sign[0].replace(/\s+/g, ' ').trim().slice(0, 40)}`;
  }
  if (page.passwordField && bare.length < 400) return 'login: password field';
  const more = page.images > 0 || page.tables > 0 || page.attachments > 0 || page.items > 2;
  if (bare.length < 60 && !more) {
    if (CHALLENGE_SCRIPT.test(page.scripts)) return 'challenge: script without a page';
    if (page.frames > 0) return 'frames: the content is in another page';
    if (APP_SHELL.test(page.scripts)) return 'needs-script: application shell';
  }
  if (bare.length < 20 && !more) return page.scripts.length > 200 ? 'needs-script: no text without its scripts' : 'empty: no text';
  return null;
}

/** True where the page may have content once its scripts have run. */
export const mayNeedBrowser = (why: string | null): boolean =>
  why !== null && /^(?:challenge|needs-script|empty|frames|captcha)\b/.test(why);
