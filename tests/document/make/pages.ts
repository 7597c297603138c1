import { bodyHtml } from './html.js';
import { PLAN, PLAN_TITLE } from './plan.js';

/** The plan as three publishing systems and one script would serve it, each with its own furniture. */
export function planPages(): Readonly<Record<string, string>> {
  const body = bodyHtml(PLAN);
  const head = `<meta charset="utf-8"><title>${PLAN_TITLE}_青石市云溪区人民政府</title><meta name="ArticleTitle" content="${PLAN_TITLE}">`;
  const escaped = bodyHtml(PLAN).replaceAll('<', '\\u003C').replaceAll('>', '\\u003E').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return {
    trs: `<html><head>${head}</head><body><div class="nav"><a href="/">首页</a></div><div class="crumbs">当前位置：<a href="/">首页</a></div><h1>${PLAN_TITLE}</h1><div class="info">发布时间：2021-03-19　来源：区政府办　浏览次数：318</div><div class="TRS_Editor">${body}</div><p>上一篇：<a href="a.html">2020年政府工作报告</a></p><div class="footer">主办：云溪区人民政府</div></body></html>`,
    hanweb: `<html><head>${head}</head><body><table><tr><td>当前位置：<a href="/">首页</a></td></tr></table><table><tr><td><div id="zoom"><!--ZJEG_RSS.content.begin-->${bodyHtml(PLAN, 'word')}<!--ZJEG_RSS.content.end--></div></td></tr></table><p>责任编辑：张华</p><div id="footer">主办单位：云溪区人民政府</div></body></html>`,
    ucap: `<html><head>${head}</head><body class="useOldFixed"><div class="crumb">您当前的位置：网站首页</div><h1 class="article-title"><ucaptitle>${PLAN_TITLE}</ucaptitle></h1><div class="article-attr">访问量：<b>1632</b></div><div id="zoomcon" class="article-content"><ucapcontent>${body.replaceAll('<p ', '<p class="skipAutoFix" aria-label="" ')}</ucapcontent></div><div class="article-btn">【<a>返回顶部</a>】【<a>关闭本页</a>】</div></body></html>`,
    gkmlpt: `<html><head>${head}<script>window._CONFIG={"DETAIL":{"title":"${PLAN_TITLE}","content":"${escaped}"}};</script></head><body><div id="app"></div></body></html>`,
  };
}
