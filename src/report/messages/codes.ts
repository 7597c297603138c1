import type { ErrorCode } from '../../errors.js';

/**
 * What a Chinese report says of a failed check. The log keeps the English message with its particulars; an English report prints that.
 * A code that is not here is told by its message; a test sees to it that none of fetch, document and watch is missing.
 */
export const REASONS_ZH: Readonly<Partial<Record<ErrorCode, string>>> & Readonly<Record<string, string>> = {
  FETCH_TIMEOUT: '在限定时间内没有应答。',
  FETCH_URL_INVALID: '地址无效。',
  FETCH_ADDRESS_FORBIDDEN: '地址指向内部网络，未予访问。',
  FETCH_DNS: '域名无法解析。',
  FETCH_REFUSED: '服务器拒绝或中断了连接。',
  FETCH_HOST_DOWN: '网站连续无法连接，未再尝试。',
  FETCH_TLS: '安全连接未能建立（证书或协议问题）。',
  FETCH_INCOMPLETE: '传输中断，内容不完整。',
  FETCH_TOO_LARGE: '文件超过允许的大小。',
  FETCH_REDIRECTS: '跳转过多或循环跳转。',
  FETCH_EMPTY: '服务器返回了空内容。',
  FETCH_NOT_FOUND: '页面已不存在。',
  FETCH_BLOCKED: '服务器拒绝访问。',
  FETCH_RATE_LIMITED: '服务器要求降低访问频率。',
  FETCH_SERVER: '服务器出错。',
  FETCH_STATUS: '服务器返回了意外的状态码。',
  FETCH_NOT_MODIFIED_UNASKED: '服务器称页面未变，但并未被问及。',
  FETCH_ROBOTS: '站点的 robots.txt 不允许访问。',
  FETCH_ROBOTS_UNREAD: '无法读取站点的 robots.txt，未予访问。',
  FETCH_PROTOCOL: '服务器的应答不符合协议。',
  FETCH_BROWSER: '浏览器未能打开页面。',
  FETCH_ABORTED: '检查被中止。',
  DOCUMENT_NOT_A_DOCUMENT: '返回的页面不是原文件（验证、登录、维护或出错页面）。',
  DOCUMENT_CHARSET: '页面的字符编码无法识别。',
  DOCUMENT_LOST_CHARACTERS: '页面中有文字在发布时已损坏。',
  DOCUMENT_SELECTOR: '配置的选择器在页面中找不到内容。',
  DOCUMENT_UNREADABLE: '文件无法读取。',
  DOCUMENT_TOO_LARGE: '文件内容过大，未予解析。',
  DOCUMENT_TIMEOUT: '解析文件超过限定时间。',
  WATCH_NO_ADDRESS: '来源没有地址，只能人工导入。',
  WATCH_DOUBTFUL: '新取得的内容与存档相差过大，已单独存放，未用于比对。',
  WATCH_BUG: '程序内部出错，此次检查无效。',
  NOT_A_DOCUMENT: '返回的页面不是原文件（验证、登录、维护或出错页面）。',
  INDICATORS_FELL: '指标数量骤减，新内容已单独存放，未用于比对。',
  TABLE_UNREADABLE: '原可读取的指标表无法读取，新内容已单独存放，未用于比对。',
  TEXT_FELL: '正文骤减，新内容已单独存放，未用于比对。',
};
