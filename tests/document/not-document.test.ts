import { describe, expect, it } from 'vitest';
import { mayNeedBrowser, parseDocument } from '../../src/document/index.js';
import { partOf } from './make/part.js';

const read = (html: string) => parseDocument([partOf(html, { url: 'http://a.example/x.html' })]);

describe('pages with status 200 that are no document', () => {
  it.each([
    ['<title>页面不存在</title><p>抱歉，您访问的页面不存在！</p>', 'not-found'],
    ['<title>Page Not Found</title><h1>Page Not Found</h1>', 'not-found'],
    ['<title>404</title><p>5秒后返回首页</p>', 'not-found'],
    ['<p>该信息已被删除</p><a href="/">返回</a>', 'not-found'],
    ['<title>访问出错</title><p>服务器内部错误，请稍后再试。</p>', 'error'],
    ['<title>访问拦截</title><p>您的请求疑似攻击行为，已被拦截。事件ID：20211119</p>', 'error'],
    ['<h1>502 Bad Gateway</h1><hr>nginx', 'error'],
    ['<title>系统维护公告</title><p>系统维护中，预计明日恢复。</p>', 'maintenance'],
    ['<title>用户登录</title><form><input type="password"></form>', 'login'],
    ['<p>请输入验证码：</p><img src="code.jsp" width="120" height="60"><input>', 'captcha'],
    ['<script>document.cookie="a=1";location.reload();</script>', 'challenge'],
    ['<p>Please enable JavaScript and cookies to continue</p><script>var a=1</script>', 'challenge'],
    ['<div id="app"></div><script src="/js/chunk-vendors.1f2e.js"></script>', 'needs-script'],
    ['<frameset cols="20,*"><frame src="a.html"><frame src="b.html"></frameset>', 'frames'],
    ['<html><body></body></html>', 'empty'],
    ['', 'empty'],
  ])('%s', async (html, why) => {
    const document = await read(html);
    expect(document.isDocument).toBe(false);
    expect(document.why?.split(':')[0]).toBe(why);
  });
});

describe('documents that speak of such things', () => {
  const goal = '到2025年，全县规模以上工业增加值年均增长8%，城镇化率提高到58%，森林覆盖率稳定在46%以上，';
  it.each([
    ['a plan for networks', `<title>平川县网络安全规划</title><p>${goal}关键信息系统维护响应时间缩短到30分钟以内。</p>`],
    ['a short notice', '<title>关于调整“十四五”规划部分指标的通知</title><p>将研发经费投入强度目标由2.6%调整为2.4%。</p>'],
    ['a report with 404 of something', `<title>平川县2021年工作总结</title><p>${goal}新增公交车404辆，改造厕所500座。</p>`],
    [
      'a page of a table',
      '<title>平川县主要指标</title><table><tr><td>指标</td><td>2025年</td></tr><tr><td>用户登录次数（万次）</td><td>300</td></tr></table>',
    ],
    [
      'a page that only links to its attachment',
      '<title>平川县“十四五”规划</title><p>附件：<a href="plan.pdf">平川县“十四五”规划.pdf</a></p>',
    ],
    [
      'a list page',
      '<ul><li><a href="1.html">平川县2021年政府工作报告</a>2021-01-20</li><li><a href="2.html">平川县2020年政府工作报告</a>2020-01-18</li><li><a href="3.html">平川县2019年政府工作报告</a>2019-01-19</li></ul>',
    ],
  ])('%s', async (_, html) => {
    expect(await read(html)).toMatchObject({ isDocument: true, why: null });
  });
});

it('tells the part that failed', async () => {
  const good = partOf(`<div id="zoom"><p>${'到2025年，全县规模以上工业增加值年均增长8%。'.repeat(20)}</p></div>`);
  const gone = partOf('<title>404</title><p>页面不存在</p>');
  expect((await parseDocument([good, gone])).why).toMatch(/^part 2: not-found/);
});

it('says which pages a browser may help with', () => {
  expect(mayNeedBrowser('challenge: script without a page')).toBe(true);
  expect(mayNeedBrowser('needs-script: application shell')).toBe(true);
  expect(mayNeedBrowser('not-found: 404')).toBe(false);
  expect(mayNeedBrowser(null)).toBe(false);
});
