import type { TroubleReason } from './reasons.js';

export type DeliverLocale = 'zh-CN' | 'en';

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Every word that delivery itself says to a reader, in both languages. */
export const WORDS = {
  'zh-CN': {
    omitted: (n: number) => `（另有 ${n} 项不在本渠道的订阅范围内，见附件）`,
    cut: (n: number) => `（篇幅所限，另有 ${n} 行未列出，请看报告）`,
    more: (n: number) => `（另有 ${n} 项，请看报告）`,
    attachmentGone: (name: string) => `附件“${name}”已不在原处，未能附上；可用 planwatch report 重新生成。`,
    attached: (names: readonly string[]) => `报告文件：${names.join('、')}`,
    separator: '：',
    list: '；',
    // alerts
    troubleSubject: (titles: readonly string[]) =>
      titles.length === 1 ? `来源异常：${titles[0]}` : `${titles.length} 个来源异常：${titles[0]} 等`,
    recoverySubject: (titles: readonly string[]) =>
      titles.length === 1 ? `来源已恢复：${titles[0]}` : `${titles.length} 个来源已恢复：${titles[0]} 等`,
    troubleHead: '以下来源无法取得可信的新内容，最近一次可用的快照仍然有效，异常期间不报告任何变化。',
    recoveryHead: '以下来源已恢复正常。',
    allFail: '全部来源同时异常，多半是本机的网络、域名解析或时钟出了问题，请先检查运行环境。',
    since: (at: string, times: number) => `自 ${at} 起，已连续 ${times} 次`,
    recovered: (since: string, until: string, times: number) => `${since} 起异常，${until} 恢复，其间失败 ${times} 次`,
    recoveredOn: (since: string, until: string) => `${since} 起异常，${until} 恢复`,
    address: '网址',
    reason: '原因',
    advice: '处理',
    reasons: {
      'not-found': '网页不存在',
      moved: '网页已迁移',
      blocked: '访问被拒绝',
      robots: 'robots.txt 不允许抓取',
      'rate-limited': '请求过于频繁，被限制',
      certificate: '证书有问题',
      timeout: '超时无响应',
      dns: '域名无法解析',
      unreachable: '无法连接',
      'server-error': '对方服务器出错',
      'address-refused': '网址指向不允许访问的地址',
      'too-large': '内容超出大小上限',
      'not-a-document': '返回的不是文件正文',
      quarantined: '内容可疑，已隔离待人工确认',
      unreadable: '内容无法解析',
      'no-address': '没有网址',
      browser: '浏览器无法打开该网页',
      fault: 'planwatch 自身的故障',
      other: '其他原因',
    } satisfies Record<TroubleReason, string>,
    advices: {
      'not-found': '到该网站查找新网址，更正 url；也可用 planwatch import 存入已保存的副本',
      moved: '打开网址，确认新位置后更正 url',
      blocked: '用浏览器打开确认；可尝试 fetch: browser，或向网站方申请',
      robots: '遵守网站规定；确有授权时可对该来源设 robots: false',
      'rate-limited': '加大 perHost.delayMs，减少检查次数',
      certificate: '等待网站修复证书；确认无误后可列入 network.insecureTls',
      timeout: '等待下次检查；长期如此可加大 timeoutMs',
      dns: '核对网址中的域名；等待下次检查',
      unreachable: '等待下次检查；长期如此请核对网址',
      'server-error': '等待网站恢复',
      'address-refused': '核对网址；确为内网主机时列入 network.allow',
      'too-large': '加大 network.maxBytes，或改为监测较小的附件',
      'not-a-document': '用浏览器打开确认；网页已迁移时更正 url',
      quarantined: '打开网址核对；内容属实时用 planwatch import 接受',
      unreadable: '换用 DOCX、带文字的 PDF 或 HTML 版本，用 planwatch import 存入',
      'no-address': '补上 url，或用 planwatch import 存入副本',
      browser: '运行 planwatch doctor 检查浏览器',
      fault: '请附上 planwatch run --verbose 的输出报告此问题',
      other: '运行 planwatch run --verbose 查看详情',
    } satisfies Record<TroubleReason, string>,
    // alive
    aliveSubject: (sources: number, checks: number, revised: number) =>
      `运行正常：${sources} 个来源，${checks} 次检查，${revised === 0 ? '没有修订' : `${revised} 项修订`}`,
    aliveTrouble: (n: number) => `其中 ${n} 个来源目前异常`,
    alivePeriod: (since: string, until: string) => `统计区间：${since} 至 ${until}`,
    // giving up
    gaveUpSubject: (channel: string) => `渠道 ${channel} 投递失败，已放弃`,
    gaveUp: (channel: string, subject: string, days: number) => `“${subject}”经 ${days} 天仍无法送达渠道 ${channel}，不再重试。`,
    // reports
    reportSubject: (summary: { revised: number; added: number; removed: number }, first: number, since: string, until: string) => {
      const said = [
        summary.revised > 0 ? `修订 ${summary.revised} 项` : '',
        summary.added > 0 ? `新增 ${summary.added} 项` : '',
        summary.removed > 0 ? `删除 ${summary.removed} 项` : '',
        first > 0 ? `首次收录 ${first} 个来源` : '',
      ].filter((x) => x !== '');
      return `规划指标监测（${since === until ? since : `${since} 至 ${until}`}）：${said.length === 0 ? '没有修订' : said.join('，')}`;
    },
    reportNothing: '本期所有来源均无变化。',
    changeTypes: { revised: '修订', added: '新增', removed: '删除', reworded: '改写', moved: '移位' },
    directions: { raised: '上调', lowered: '下调' },
    outlooks: { better: '向好', worse: '转差' },
    target: '目标',
    actual: '实际',
    attributes: { 预期性: '预期性', 约束性: '约束性' },
    comparators: { eq: ['', ''], approx: ['', '左右'], ge: ['', '以上'], gt: ['超过', ''], le: ['', '以内'], lt: ['低于', ''] },
    measures: { level: ['', ''], growth: ['增长', '下降'], cagr: ['年均增长', '年均下降'], delta: ['提高', '降低'] },
    needsReview: '待人工核对',
    firstCapture: (n: number) => `首次收录，${n} 项指标`,
    troubled: (reason: string, at: string) => `异常（${reason}），自 ${at} 起`,
  },
  en: {
    omitted: (n: number) => `(${count(n, 'more item')} outside this channel's subscription, see the attachment)`,
    cut: (n: number) => `(${count(n, 'more line')} left out for length, see the report)`,
    more: (n: number) => `(${count(n, 'more item')}, see the report)`,
    attachmentGone: (name: string) =>
      `The attachment "${name}" is no longer where it was and could not be attached; planwatch report prints it again.`,
    attached: (names: readonly string[]) => `Report files: ${names.join(', ')}`,
    separator: ': ',
    list: '; ',
    troubleSubject: (titles: readonly string[]) =>
      titles.length === 1 ? `Source in trouble: ${titles[0]}` : `${titles.length} sources in trouble: ${titles[0]} and others`,
    recoverySubject: (titles: readonly string[]) =>
      titles.length === 1 ? `Source recovered: ${titles[0]}` : `${titles.length} sources recovered: ${titles[0]} and others`,
    troubleHead:
      'No trustworthy new content could be had from these sources. Their last good snapshots stand, and no change is reported meanwhile.',
    recoveryHead: 'These sources are well again.',
    allFail:
      'Every source is in trouble at once: most likely the network, name resolution or clock of this machine. Check the environment first.',
    since: (at: string, times: number) => `since ${at}, ${times} ${times === 1 ? 'time' : 'times'} in a row`,
    recovered: (since: string, until: string, times: number) =>
      `in trouble since ${since}, recovered ${until}, ${count(times, 'failed check')} between`,
    recoveredOn: (since: string, until: string) => `in trouble since ${since}, recovered ${until}`,
    address: 'address',
    reason: 'reason',
    advice: 'what to do',
    reasons: {
      'not-found': 'the page is not found',
      moved: 'the page has moved',
      blocked: 'access is blocked',
      robots: 'robots.txt forbids fetching it',
      'rate-limited': 'too many requests, access is limited',
      certificate: 'a bad certificate',
      timeout: 'a timeout',
      dns: 'the host name cannot be resolved',
      unreachable: 'no connection',
      'server-error': 'a server error',
      'address-refused': 'the address leads where fetching is not allowed',
      'too-large': 'larger than the limit',
      'not-a-document': 'not a document',
      quarantined: 'doubtful content, quarantined until somebody has looked',
      unreadable: 'unreadable content',
      'no-address': 'no address',
      browser: 'the browser could not open the page',
      fault: 'a fault in planwatch itself',
      other: 'another reason',
    } satisfies Record<TroubleReason, string>,
    advices: {
      'not-found': 'look for the page on its site and correct `url`; a saved copy can be stored with planwatch import',
      moved: 'open the address and correct `url` to the new place',
      blocked: 'open it in a browser; try `fetch: browser`, or ask the publisher',
      robots: 'respect the rule; where you have permission, set `robots: false` for this source',
      'rate-limited': 'raise `perHost.delayMs` and check less often',
      certificate: 'wait until the site mends it; once you have looked, the host may be named in `network.insecureTls`',
      timeout: 'wait for the next check; if it lasts, raise `timeoutMs`',
      dns: 'compare the host name in the address; wait for the next check',
      unreachable: 'wait for the next check; if it lasts, compare the address',
      'server-error': 'wait until the site is back',
      'address-refused': 'compare the address; a host that is meant to be private is named in `network.allow`',
      'too-large': 'raise `network.maxBytes`, or watch a smaller attachment',
      'not-a-document': 'open it in a browser; if the page moved, correct `url`',
      quarantined: 'open the address; if the content is genuine, accept it with planwatch import',
      unreadable: 'store a DOCX, HTML or text PDF edition with planwatch import',
      'no-address': 'give it a `url`, or store a copy with planwatch import',
      browser: 'run planwatch doctor',
      fault: 'please report it with the output of planwatch run --verbose',
      other: 'run planwatch run --verbose',
    } satisfies Record<TroubleReason, string>,
    aliveSubject: (sources: number, checks: number, revised: number) =>
      `alive: ${count(sources, 'source')}, ${count(checks, 'check')}, ${revised === 0 ? 'nothing' : revised} revised`,
    aliveTrouble: (n: number) => `${count(n, 'source')} in trouble now`,
    alivePeriod: (since: string, until: string) => `From ${since} to ${until}`,
    gaveUpSubject: (channel: string) => `Delivery to ${channel} failed and was given up`,
    gaveUp: (channel: string, subject: string, days: number) =>
      `"${subject}" could not be delivered to ${channel} for ${count(days, 'day')} and is not tried again.`,
    reportSubject: (summary: { revised: number; added: number; removed: number }, first: number, since: string, until: string) => {
      const said = [
        summary.revised > 0 ? `${summary.revised} revised` : '',
        summary.added > 0 ? `${summary.added} added` : '',
        summary.removed > 0 ? `${summary.removed} removed` : '',
        first > 0 ? `${count(first, 'source')} captured for the first time` : '',
      ].filter((x) => x !== '');
      return `Plan indicators (${since === until ? since : `${since} to ${until}`}): ${said.length === 0 ? 'nothing revised' : said.join(', ')}`;
    },
    reportNothing: 'No source changed in this period.',
    changeTypes: { revised: 'revised', added: 'added', removed: 'removed', reworded: 'reworded', moved: 'moved' },
    directions: { raised: 'raised', lowered: 'lowered' },
    outlooks: { better: 'better', worse: 'worse' },
    target: 'target',
    actual: 'actual',
    attributes: { 预期性: 'anticipatory', 约束性: 'binding' },
    comparators: {
      eq: ['', ''],
      approx: ['about ', ''],
      ge: ['at least ', ''],
      gt: ['over ', ''],
      le: ['at most ', ''],
      lt: ['below ', ''],
    },
    measures: {
      level: ['', ''],
      growth: ['growth of ', 'fall of '],
      cagr: ['annual growth of ', 'annual fall of '],
      delta: ['up by ', 'down by '],
    },
    needsReview: 'needs review',
    firstCapture: (n: number) => `captured for the first time, ${count(n, 'indicator')}`,
    troubled: (reason: string, at: string) => `in trouble (${reason}) since ${at}`,
  },
} as const;

export const wordsOf = (locale: DeliverLocale = 'zh-CN'): (typeof WORDS)['zh-CN'] | (typeof WORDS)['en'] => WORDS[locale];
