import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createFileStore } from '../../src/snapshots/index.js';
import { cli, configure, folder } from '../cli/harness.js';
import { type HttpReceiver, startHttpReceiver } from '../deliver/helpers/http-receiver.js';

// What a site does besides failing: it answers 200 with something else, or with the page in another dress. Each page stands well twice, is
// then served in its own wrong way for three checks, and comes back with a revision that must be told once.

const WORK = '坚持以人民为中心，扎实办好民生实事，让发展成果更多更公平惠及群众。深化改革开放，优化营商环境，激发市场主体活力。';
const body = (growth: string, place = '云汀', year = 2021) => `<h1>${place}区${year}年政府工作报告</h1>
<p>各位代表：现在，我代表${place}区人民政府向大会报告工作，请予审议。</p>
<p>一、${year - 1}年工作回顾</p><p>过去一年，全区地区生产总值达到612.4亿元、增长4.1%，新建改造农村公路86公里。</p><p>${WORK.repeat(4)}</p>
<p>二、${year}年工作安排</p><p>今年经济社会发展的主要预期目标是：地区生产总值增长${growth}，固定资产投资增长8%左右，一般公共预算收入增长5%，城镇新增就业1.5万人以上。</p>
<p>${WORK.repeat(6)}</p><p>加强生态建设，森林覆盖率达到43.8%。补齐民生短板，新增医疗床位320张，新增学位2400个。</p>
<p>各位代表！让我们凝心聚力、砥砺前行，为建设美丽富饶的${place}而努力奋斗！</p>`;
const shell = (inner: string, title = '云汀区2021年政府工作报告', top = '') =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="top"><a href="/">首页</a> <a href="/zwgk/">政务公开</a>${top}</div><div class="article">${inner}</div><div class="footer">主办：云汀区人民政府办公室</div></body></html>`;
const GOOD = shell(body('6.5%以上'));
const short = (title: string, words: string) =>
  `<html><head><meta charset="utf-8"><title>${title}</title></head><body><p>${words}</p></body></html>`;

/** Cut in the middle of a character; its length fits what is sent. */
function cutAt(share: number): Buffer {
  const bytes = Buffer.from(GOOD);
  let end = Math.floor(bytes.length * share);
  while (((bytes[end] ?? 0) & 0xc0) !== 0x80) end++;
  return bytes.subarray(0, end);
}

type Answer = (response: ServerResponse, socket: Socket, check: number) => void;
const html =
  (content: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(content);
const raw =
  (text: string): Answer =>
  (_, socket) =>
    void socket.end(text);

/** Each with what its checks come to; `unchanged` where the page only looks different. */
const PAGES: Record<string, readonly [answer: Answer, outcome: string]> = {
  'two-lengths': [raw('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello'), 'failed FETCH_PROTOCOL'],
  'no-http': [raw('<html>hello</html>'), 'failed FETCH_PROTOCOL'],
  'bad-chunk': [raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n'), 'failed FETCH_PROTOCOL'],
  'no-content': [html('', {}, 204), 'failed FETCH_EMPTY'],
  'partial-content': [html(GOOD.slice(0, 900), { 'content-range': 'bytes 0-899/9000' }, 206), 'failed FETCH_STATUS'],
  nowhere: [html('moved', {}, 302), 'failed FETCH_STATUS'],
  'to-the-front': [html('', { location: '/index.html' }, 302), 'failed FETCH_MOVED_HOME'],
  'gzip-cut': [html(gzipSync(GOOD).subarray(0, -40), { 'content-encoding': 'gzip' }), 'failed FETCH_INCOMPLETE'],
  'cut-at-a-third': [html(cutAt(0.35)), 'quarantined WATCH_DOUBTFUL'],
  'cut-in-the-middle': [html(cutAt(0.6)), 'quarantined WATCH_DOUBTFUL'],
  'cut-late': [html(cutAt(0.85)), 'quarantined WATCH_DOUBTFUL'],
  'cut-at-a-paragraph': [html(GOOD.slice(0, GOOD.indexOf('<p>加强生态建设'))), 'quarantined WATCH_DOUBTFUL'],
  collapsed: [html(shell(`${body('6.5%以上').slice(0, 620)}……</p><a>查看全文</a>`)), 'quarantined WATCH_DOUBTFUL'],
  'next-year': [html(shell(body('6%左右', '云汀', 2022), '云汀区2022年政府工作报告')), 'quarantined WATCH_DOUBTFUL'],
  'another-district': [html(shell(body('7%', '松陂'), '松陂区2021年政府工作报告')), 'quarantined WATCH_DOUBTFUL'],
  login: [html(short('统一身份认证平台', '用户登录 请输入用户名 请输入密码 验证码')), 'quarantined DOCUMENT_NOT_A_DOCUMENT'],
  maintenance: [
    html(short('系统维护', '尊敬的用户：本网站将于3月5日至8日进行系统升级维护，期间暂停访问。')),
    'quarantined DOCUMENT_NOT_A_DOCUMENT',
  ],
  'soft-404': [html(shell('<p>抱歉，您要查看的页面不存在或者已经删除。</p>', '页面不存在')), 'quarantined DOCUMENT_NOT_A_DOCUMENT'],
  'json-error': [
    html('{"code":500,"msg":"系统异常","data":null}', { 'content-type': 'application/json' }),
    'quarantined DOCUMENT_NOT_A_DOCUMENT',
  ],
  masked: [html(GOOD.replace(/\d+(?:\.\d+)?(?=%|万人|公里|张|个)/g, '**')), 'quarantined WATCH_DOUBTFUL'],
  'two-caches': [
    (r, s, n) => html(shell(body('6.5%以上'), '政府工作报告', n % 2 ? '<i>访问量：10086</i>' : '<i>今天是星期五</i>'))(r, s, n),
    'unchanged',
  ],
  'wrong-label': [html(GOOD, { 'content-encoding': 'gzip', 'content-type': 'application/pdf' }), 'unchanged'],
  'utf-16': [html(Buffer.from(`\ufeff${GOOD}`, 'utf16le')), 'unchanged'],
  'never-closed': [html(GOOD.replace('</body></html>', '')), 'unchanged'],
  'twice-on-the-page': [html(shell(`<div>${body('6.5%以上')}</div><div style="display:none">${body('6.5%以上')}</div>`)), 'unchanged'],
};

it('gives each of a site’s odd answers its own outcome, one alert where it lasts, and no revision that is none', async () => {
  let check = 0;
  const server = createServer((request, response) => {
    if (request.url === '/index.html') return html(shell(WORK.repeat(10), '云汀区人民政府'))(response, request.socket, check);
    const [answer] = PAGES[request.url?.slice(1) ?? ''] ?? [html('no', {}, 404)];
    if (check < 2 || check > 5)
      html(shell(body(check > 5 ? '6%以上' : '6.5%以上'), undefined, `<!-- ${check} -->`))(response, request.socket, check);
    else if (check === 5) html(GOOD)(response, request.socket, check);
    else answer(response, request.socket, check);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hook: HttpReceiver = await startHttpReceiver();
  const dir = folder();
  const ids = Object.keys(PAGES);
  const sources = ids.map((id) => ({ id, url: `${origin}/${id}`, family: id, fetch: 'http' }));
  const config = configure(dir, sources, {
    report: { formats: ['json'] },
    network: { allow: ['127.0.0.1'], perHost: { concurrency: 8, delayMs: 0 }, retries: 0, robots: false, timeoutMs: 5000 },
    deliver: [{ type: 'webhook', url: `${hook.url}/hook` }],
  });
  const outcomes = new Map<string, string[]>(ids.map((id) => [id, []]));
  const told = new Map<string, unknown>();
  try {
    for (; check < 8; check++) {
      const said = JSON.parse((await cli(['run', '--format', 'json', '--config', config])).out) as {
        checks: { source: string; outcome: string; error: { code: string } | null; summary: unknown }[];
      };
      for (const { source, outcome, error, summary } of said.checks) {
        outcomes.get(source)?.push(error ? `${outcome} ${error.code}` : outcome);
        if (outcome === 'changed') told.set(source, summary);
      }
    }
  } finally {
    server.closeAllConnections();
    server.close();
    await hook.close();
  }
  const sent = hook.requests.map((r) => JSON.parse(r.body) as { kind: string; data: { event: string; sources?: { source: string }[] } });
  const times = (event: string, id: string) =>
    sent.filter((m) => m.kind === 'alert' && m.data.event === event && m.data.sources?.some((s) => s.source === id)).length;
  const store = createFileStore(`${dir}/snapshots`);
  for (const id of ids) {
    const outcome = PAGES[id]?.[1] as string;
    expect(outcomes.get(id), id).toEqual(['first', 'unchanged', outcome, outcome, outcome, 'unchanged', 'changed', 'unchanged']);
    expect(told.get(id), id).toMatchObject({ revised: 1, added: 0, removed: 0 });
    expect((await store.snapshots(id)).length, id).toBe(2);
    const lasting = outcome === 'unchanged' ? 0 : 1;
    expect([id, times('alert', id), times('recovered', id)]).toEqual([id, lasting, lasting]);
  }
  expect(await store.verify()).toEqual([]);
}, 180_000);

/** The article on two pages with a pager, as a template of its kind makes them. */
const [FIRST, SECOND] = [
  body('6.5%以上').slice(0, body('6.5%以上').indexOf('<p>加强生态建设')),
  body('6.5%以上').slice(body('6.5%以上').indexOf('<p>加强生态建设')),
];
const pager = (id: string) => `<div class="page"><span>1</span> <a href="/${id}_1.html">2</a> <a href="/${id}_1.html">下一页</a></div>`;
const LATER: Record<string, (id: string) => { first: string; second: string }> = {
  'later-is-home': (id) => ({
    first: shell(FIRST + pager(id)),
    second: shell(`<ul>${'<li><a href="/zwdt/1.html">云汀区召开专题会议研究部署重点工作</a></li>'.repeat(20)}</ul>`, '云汀区人民政府'),
  }),
  'later-is-the-first': (id) => ({ first: shell(FIRST + pager(id)), second: shell(FIRST, undefined, '<!-- again -->') }),
  'no-pager': () => ({ first: shell(FIRST), second: 'gone' }),
};

it('never takes a lost page of a split article for removed targets', async () => {
  let check = 0;
  const server = createServer((request, response) => {
    const [, id = '', later] = /^\/([a-z-]+)(_1)?\.html$/.exec(request.url ?? '') ?? [];
    const bad = check === 1 ? LATER[id]?.(id) : undefined;
    const { first, second } = bad ?? {
      first: shell(FIRST.replace('6.5%', check === 3 ? '6%' : '6.5%') + pager(id)),
      second: shell(SECOND),
    };
    html(later ? second : first)(response, request.socket, check);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ids = Object.keys(LATER);
  const config = configure(
    folder(),
    ids.map((id) => ({ id, url: `${origin}/${id}.html`, family: id, fetch: 'http' })),
    { report: { when: 'never' }, network: { allow: ['127.0.0.1'], perHost: { delayMs: 0 }, retries: 0, robots: false, timeoutMs: 5000 } },
  );
  const outcomes: string[][] = [];
  for (; check < 4; check++) {
    const said = JSON.parse((await cli(['run', '--format', 'json', '--config', config])).out) as {
      checks: { source: string; outcome: string; summary: { revised: number; added: number; removed: number } | null }[];
    };
    outcomes.push(said.checks.map((c) => c.outcome));
    for (const { source, summary } of said.checks)
      if (check === 3) expect(summary, source).toMatchObject({ revised: 1, added: 0, removed: 0 });
  }
  server.closeAllConnections();
  server.close();
  expect(outcomes).toEqual([ids.map(() => 'first'), ids.map(() => 'quarantined'), ids.map(() => 'unchanged'), ids.map(() => 'changed')]);
}, 180_000);

it('takes no half page for a first edition, and warns of one without indicators', async () => {
  const pages: Record<string, Buffer | string> = {
    '/half': cutAt(0.6),
    '/tag': GOOD.slice(0, GOOD.indexOf('</h1>') + 3),
    '/words': shell(WORK.repeat(10)),
  };
  const server = createServer((request, response) => html(pages[request.url ?? ''] ?? '')(response, request.socket, 0));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = configure(
    folder(),
    ['half', 'tag', 'words'].map((id) => ({ id, url: `${origin}/${id}`, fetch: 'http' })),
    { report: { when: 'never' }, network: { allow: ['127.0.0.1'], perHost: { delayMs: 0 }, retries: 0, robots: false } },
  );
  const said = await cli(['run', '--format', 'json', '--config', config]);
  server.closeAllConnections();
  server.close();
  const { checks } = JSON.parse(said.out) as { checks: { outcome: string }[] };
  expect(checks.map((c) => c.outcome)).toEqual(['quarantined', 'quarantined', 'first']);
  expect(said.err).toContain(`words: no indicator was found in its first edition; open ${origin}/words and see whether it is the page`);
}, 180_000);

it('finds no documents on a front page that stands where a listing was', async () => {
  let front = false;
  const entries = (hrefs: readonly string[], title: string) =>
    shell(
      `<ul>${hrefs.map((x) => `<li><a href="${x}">云汀区${/\d+/.exec(x)?.[0]}年政府工作报告</a><span>2021-01-25</span></li>`).join('')}</ul>`,
      title,
    );
  const reports = [2021, 2020, 2019, 2018, 2017, 2016, 2015].map((year) => `/zfgzbg/${year}/t${year}0125.html`);
  const news = Array.from({ length: 30 }, (_, i) => `/zwdt/${100 + i}.html`);
  const server = createServer((request, response) =>
    html(front ? entries(news, '云汀区人民政府门户网站') : entries(reports, '政府工作报告_云汀区'))(response, request.socket, 0),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/zfgzbg/index.html`;
  const dir = folder();
  const listing = { id: 'list', url, kind: 'listing', fetch: 'http', discover: 'add', discoverPages: 1 };
  const config = configure(dir, [listing], {
    report: { when: 'never' },
    network: { allow: ['127.0.0.1'], perHost: { delayMs: 0 }, retries: 0, robots: false },
  });
  const run = async () => {
    const said = JSON.parse((await cli(['run', 'list', '--format', 'json', '--config', config])).out) as { checks: { outcome: string }[] };
    return said.checks.map((c) => c.outcome)[0];
  };
  const first = await run();
  front = true;
  const second = await run();
  front = false;
  const third = await run();
  server.closeAllConnections();
  server.close();
  expect([first, second, third]).toEqual(['first', 'quarantined', 'unchanged']);
  const store = createFileStore(`${dir}/snapshots`);
  const found = JSON.stringify(await store.getState('discovered/list'));
  expect(found).toContain('/zfgzbg/2021/');
  expect(found).not.toContain('/zwdt/');
}, 180_000);
