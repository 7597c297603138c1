import { describe, expect, it } from 'vitest';
import { findPlanDocuments, type Link, parseDocument } from '../../src/document/index.js';
import { partOf } from './make/part.js';

const SENTENCE = '到2025年，全县粮食总产量达到24万吨以上，新建高标准农田6万亩，城镇化率提高到58%。';
const ARTICLE = `<div class="TRS_Editor">${`<p>${SENTENCE}</p>`.repeat(12)}</div>`;
const linksOf = async (body: string, url: string | null = 'http://www.a.example/zw/202103/t20210309_7.html') =>
  (await parseDocument([partOf(`<body>${body}</body>`, { url })])).links;

describe('attachments', () => {
  it('are found by extension, download address and name, with their absolute address', async () => {
    const links = await linksOf(
      `${ARTICLE}<div class="share">附件：<a href="./P1.pdf">规划文本.pdf</a><a href="//xxgk.a.example/f/2.docx?v=1">二</a><a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=3">附件三</a><a href="https://b.example/4">指标表.xlsx</a><a href="mailto:a@b">邮件.pdf</a></div>`,
    );
    expect(links.filter((link) => link.rel === 'attachment').map((link) => link.href)).toEqual([
      'http://www.a.example/zw/202103/P1.pdf',
      'http://xxgk.a.example/f/2.docx?v=1',
      'http://www.a.example/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=3',
      'https://b.example/4',
    ]);
  });

  it('stay as written where the page has no address', async () => {
    expect((await linksOf(`${ARTICLE}<a href="f/P1.pdf">附件</a>`, null)).map((link) => link.href)).toEqual(['f/P1.pdf']);
  });

  it('follow <base>', async () => {
    const page = `<head><base href="https://c.example/x/"></head><body>${ARTICLE}<a href="P1.pdf">附件</a></body>`;
    expect((await parseDocument([partOf(page, { url: 'http://www.a.example/y.html' })])).links[0]?.href).toBe('https://c.example/x/P1.pdf');
  });
});

describe('paging', () => {
  it('of an article gives its parts', async () => {
    const links = await linksOf(`${ARTICLE}<script>createPageHTML(3, 0, "t20210309_7", "html");</script>`);
    expect(links.map(({ href, rel }) => [rel, href])).toEqual([
      ['part', 'http://www.a.example/zw/202103/t20210309_7_1.html'],
      ['part', 'http://www.a.example/zw/202103/t20210309_7_2.html'],
    ]);
  });

  it('by plain links gives the same', async () => {
    const links = await linksOf(
      `${ARTICLE}<div class="page"><a href="t20210309_7_1.html">2</a><a href="t20210309_7_2.html">下一页</a><a href="t20210310_8.html">下一篇</a></div>`,
    );
    expect(links.map(({ href, rel }) => [rel, href])).toEqual([
      ['part', 'http://www.a.example/zw/202103/t20210309_7_1.html'],
      ['part', 'http://www.a.example/zw/202103/t20210309_7_2.html'],
    ]);
  });

  it('of a list gives next pages', async () => {
    const list = '<ul><li><a href="1.html">平川县2021年政府工作报告</a><span>2021-01-20</span></li></ul>';
    const links = await linksOf(`${list}<script>createPage(2, 0, "index", "html");</script>`, 'http://www.a.example/zw/index.html');
    expect(links.map(({ href, rel, on }) => [rel, href, on])).toEqual([
      ['next-list', 'http://www.a.example/zw/index_1.html', null],
      ['item', 'http://www.a.example/zw/1.html', '2021-01-20'],
    ]);
  });

  it('ignores a pager of one page', async () => {
    expect(await linksOf(`${ARTICLE}<script>createPageHTML(1, 0, "t20210309_7", "html");</script>`)).toEqual([]);
  });
});

describe('lists sent as JSON', () => {
  const read = async (value: unknown) =>
    await parseDocument([
      partOf(JSON.stringify(value), { mediaType: 'application/json', url: 'https://www.a.example/gkmlpt/api/all/12?page=1' }),
    ]);

  it.each([
    [
      'gkmlpt',
      {
        articles: [
          { title: '平川县2026年政府工作报告', url: '/gkmlpt/content/4/1.html', created_at: 1_768_440_000 },
          { title: '人事任免通知', url: '/gkmlpt/content/4/2.html', created_at: 1_768_440_000 },
        ],
      },
      'https://www.a.example/gkmlpt/content/4/1.html',
      '2026-01-15',
    ],
    [
      'gov.cn',
      [
        { TITLE: '平川县2026年政府工作报告', URL: 'http://www.a.example/1.htm', DOCRELPUBTIME: '2026-01-15' },
        { TITLE: '人事任免通知', URL: 'http://www.a.example/2.htm', DOCRELPUBTIME: '2026-01-14' },
      ],
      'http://www.a.example/1.htm',
      '2026-01-15',
    ],
  ])('%s', async (_, value, url, on) => {
    const document = await read(value);
    expect(document).toMatchObject({ isDocument: true, text: '', metadata: { kind: 'listing' } });
    expect(findPlanDocuments(document.links)).toEqual([{ url, title: '平川县2026年政府工作报告', kind: 'work-report', on }]);
  });
});

it('drops links to pages that are among the parts', async () => {
  const first = partOf(`<body>${ARTICLE}<script>createPageHTML(2,0,"t1","html")</script></body>`, { url: 'http://a.example/t1.html' });
  const second = partOf(`<body>${ARTICLE}<script>createPageHTML(2,1,"t1","html")</script></body>`, { url: 'http://a.example/t1_1.html' });
  expect((await parseDocument([first, second])).links).toEqual([]);
});

describe('findPlanDocuments', () => {
  const item = (text: string, on: string | null = '2026-01-20'): Link => ({
    href: `http://a.example/${encodeURIComponent(text)}`,
    text,
    rel: 'item',
    on,
  });
  it.each([
    ['云溪区国民经济和社会发展第十五个五年规划纲要', 'outline'],
    ['云溪区2026年政府工作报告', 'work-report'],
    ['关于2025年国民经济和社会发展计划执行情况与2026年计划草案的报告', 'plan-report'],
    ['关于调整“十四五”规划纲要部分指标的公告', 'notice'],
    ['关于修订能源发展目标的通知', 'notice'],
    ['“十四五”规划实施中期评估报告', 'review'],
    ['云溪区2025年国民经济和社会发展统计公报', 'bulletin'],
    ['关于印发云溪区“十四五”教育发展规划的通知', 'special-plan'],
  ])('proposes %s', (title, kind) => {
    expect(findPlanDocuments([item(title)])).toEqual([{ url: item(title).href, title, kind, on: '2026-01-20' }]);
  });

  it.each([
    '一图读懂2026年政府工作报告',
    '区政府召开第50次常务会议',
    '《规划纲要》解读',
    '关于征求“十五五”规划意见的公告',
    '政府工作报告起草座谈会召开',
    '行政审批事项目录',
  ])('does not propose %s', (title) => {
    expect(findPlanDocuments([item(title)])).toEqual([]);
  });

  it('proposes each address once, and no next pages', () => {
    const one = item('云溪区2026年政府工作报告');
    expect(findPlanDocuments([one, one, { ...one, href: 'http://a.example/2', rel: 'next-list' }])).toHaveLength(1);
  });
});
