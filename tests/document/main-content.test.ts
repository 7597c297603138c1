import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/document/index.js';
import { partOf } from './make/part.js';

const SENTENCE = '到2025年，全县粮食总产量达到24万吨以上，新建高标准农田6万亩，城镇化率提高到58%。';
const read = async (html: string, selector?: string) => parseDocument([partOf(html)], { selector: selector ?? null });
const textOf = async (body: string) => (await read(`<html><body>${body}</body></html>`)).text;

describe('chrome', () => {
  it.each([
    '<p>上一篇：<a href="1.html">2020年政府工作报告</a></p>',
    '<p>下一篇：没有了</p>',
    '<p>【字体：大 中 小】</p>',
    '<p>【打印本页】【关闭窗口】</p>',
    '<p>访问量：<b>1632</b></p>',
    '<div>浏览次数：[ 318 ] 次</div>',
    '<p>扫一扫在手机打开当前页</p>',
    '<p>责任编辑：周晓晨</p>',
    '<p>分享到：</p>',
    '<p>附件：</p>',
    '<p>您当前的位置：首页 &gt; 政务公开</p>',
    '<p>关联稿件：</p><ul><li><a href="a.html">一图读懂本规划</a></li></ul>',
    '<p>主办：某县人民政府　承办：县政府办公室</p>',
    '<p>网站标识码：3609990011　赣ICP备00000003号</p>',
    '<p style="display:none">您访问的链接即将离开本站</p>',
    '<script>$("#share-1").share()</script>',
    '<div class="share-box"><p>把本文转给朋友看看吧</p></div>',
    '<p>今天是2023年11月2日 星期四</p>',
    '<p>您是第 20183 位访问者</p>',
    '<p>页面生成时间：2022-04-24 10:00:43</p>',
    '<div hidden>隐藏的话</div>',
    '<div class="d-none">隐藏的话</div>',
    '<p>来源：县政府办　作者：综合科　浏览次数：318</p>',
    '<xml><w:View>Normal</w:View></xml>',
  ])('drops %s', async (furniture) => {
    const article = `<p>${SENTENCE}</p>`.repeat(4);
    expect(await textOf(`<div>${article}${furniture}</div>`)).toBe(Array(4).fill(SENTENCE).join('\n'));
  });

  it.each([
    '全县访问量突破300万人次的景区达到3个。',
    '打印复印业务收入增长5%。',
    '附件：名词解释',
    '我们要分享到发展的红利，责任编辑队伍达到120人。',
    '上一篇章写下了光荣，下一篇章更加精彩。',
    '县财政局。',
  ])('keeps the sentence %s', async (sentence) => {
    expect(await textOf(`<div><p>${SENTENCE}</p><p>${sentence}</p><p>${SENTENCE}</p></div>`)).toContain(`\n${sentence}\n`);
  });

  it('keeps footnotes that stand behind related reading', async () => {
    const body = `<p>${SENTENCE}[1]</p><p>相关解读：<a href="a">《规划》解读</a></p><p>注释：</p><p>[1]绝对数按现价计算。</p>`;
    const document = await read(`<body><div id="zoom">${body}</div></body>`);
    expect(document.text.endsWith('[1]绝对数按现价计算。')).toBe(true);
    expect(document.blocks.at(-1)?.kind).toBe('note');
  });

  it('does not empty a page whose article a script reveals', async () => {
    expect(await textOf(`<div style="display:none">${`<p>${SENTENCE}</p>`.repeat(3)}</div><p>首页</p>`)).toContain(SENTENCE);
  });
});

describe('the article', () => {
  it('is the named body only where it holds the text', async () => {
    const decoy = `<div class="view"><p>公告栏</p></div><div class="x">${`<p>${SENTENCE}</p>`.repeat(5)}</div>`;
    expect(await textOf(decoy)).toBe(Array(5).fill(SENTENCE).join('\n'));
  });

  it('joins several bodies of one name', async () => {
    const body = `<div class="TRS_Editor"><p>${SENTENCE}</p></div><div class="TRS_Editor"><p>其二。${SENTENCE}</p></div>`;
    expect(await textOf(`<div class="nav"><a href="/">首页</a></div>${body}`)).toBe(`${SENTENCE}\n其二。${SENTENCE}`);
  });

  it('is what the selector names', async () => {
    const page = `<body><div class="a"><p>${SENTENCE}</p></div><div class="b"><p>第二份文件。</p></div></body>`;
    expect((await read(page, '.b')).text).toBe('第二份文件。');
    await expect(read(page, '.none')).rejects.toMatchObject({
      code: 'DOCUMENT_SELECTOR',
      message: 'The selector ".none" matches nothing on this page',
    });
    await expect(read(page, 'p[[')).rejects.toMatchObject({
      code: 'DOCUMENT_SELECTOR',
      message: 'The selector "p[[" is not a CSS selector',
    });
  });
});

it('gives the same text whatever counters, clocks and templates around it say', async () => {
  const page = (count: number, made: string, template: (body: string) => string) =>
    `<head><meta name="PubDate" content="${made}"><meta name="others" content="页面生成时间 ${made}"><meta name="ArticleTitle" content="平川县粮食规划"></head><body>${template(
      `<div>访问量：<b>${count}</b></div><p>${SENTENCE}</p><p>一、主要目标</p><p>${SENTENCE}</p>`,
    )}</body>`;
  const plain = (body: string) => `<div id="zoom">${body}</div>`;
  const other = (body: string) =>
    `<table><tr><td><a href="/">首页</a></td></tr></table><h1>平川县粮食规划</h1><p>发布日期：2020-01-02　字体：大 中 小</p><ucapcontent>${body}</ucapcontent><p>上一篇：<a href="1">平川县水利规划</a></p>`;
  const first = await read(page(1, '2022-01-01 08:00:00', plain));
  expect(first.text).toBe(`平川县粮食规划\n${SENTENCE}\n一、主要目标\n${SENTENCE}`);
  for (const html of [page(20_318, '2023-05-06 09:10:11', plain), page(7, '2024-12-31 23:59:59', other)]) {
    const { text, blocks } = await read(html);
    expect(text).toBe(first.text);
    expect(blocks).toEqual(first.blocks);
  }
});

it('drops teasers of other articles with their summaries', async () => {
  const article = `<p>${SENTENCE}</p>`.repeat(4);
  const teaser = `<h3>热门推荐</h3>${'<div><a href="x">某地新闻标题</a><p>这是一条新闻的摘要文字，与本文没有关系，仅供参考。</p></div>'.repeat(5)}`;
  expect(await textOf(`<div>${article}</div><div>${teaser}</div>`)).toBe(Array(4).fill(SENTENCE).join('\n'));
});

it('reads a page of printed lines as paragraphs, its text left as printed', async () => {
  const paragraph =
    '到2025年，全县规模以上工业增加值年均增长8%，城镇化率提高到58%，森林覆盖率稳定在46%以上，新建高标准农田6万亩，改造老旧小区28个，新改建农村公路126公里。';
  const lines = (paragraph.match(/.{1,30}/g) ?? []).join('<br>');
  const { blocks, text } = await read(`<div id="zoom">一、发展目标<br>${[lines, lines, lines, lines].join('<br>')}</div>`);
  expect(blocks.map((block) => block.kind)).toEqual(['heading', ...Array(4).fill('paragraph')]);
  expect(blocks[1]?.pieces.map((piece) => text.slice(piece.start, piece.end)).join('')).toBe(paragraph);
});

it('keeps the line breaks of preformatted text', async () => {
  expect(await textOf(`<pre>一、发展目标\n　　${SENTENCE}\n　　${SENTENCE}</pre>`)).toBe(`一、发展目标\n${SENTENCE}\n${SENTENCE}`);
});

describe('Word residue and inline marks', () => {
  it.each([
    ['<span>20</span><span>25</span><b>年</b>，增长<span lang="EN-US">7.5</span>%<o:p></o:p>', '2025年，增长7.5%'],
    ['到\n      2025\n年，增长\n 7%', '到2025年，增长7%'],
    ['第一章　　总则', '第一章 总则'],
    ['PM<sub>2.5</sub>浓度', 'PM2.5浓度'],
    ['31万m<sup>2</sup>', '31万m²'],
    ['极差比例15.7<sup>4</sup>', '极差比例15.7[4]'],
    ['增长&nbsp;&nbsp;8.8&nbsp;%', '增长 8.8 %'],
    ['零\u200b宽\ufeff字', '零宽字'],
  ])('%s', async (html, text) => {
    expect(await textOf(`<p>${SENTENCE}</p><p>${html}</p>`)).toBe(`${SENTENCE}\n${text}`);
  });
});
