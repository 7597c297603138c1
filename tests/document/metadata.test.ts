import { describe, expect, it } from 'vitest';
import { fullestJurisdiction, jurisdictionIn, kindOf, metadataOfText, parseDocument } from '../../src/document/index.js';
import { partOf } from './make/part.js';

const SENTENCE = '到2025年，全县粮食总产量达到24万吨以上，新建高标准农田6万亩，城镇化率提高到58%。';
const metadataOf = async (head: string, body: string, url: string | null = null) =>
  (
    await parseDocument([
      partOf(`<html><head>${head}</head><body>${body}<div id="zoom">${`<p>${SENTENCE}</p>`.repeat(6)}</div></body></html>`, { url }),
    ])
  ).metadata;

describe('dates', () => {
  it.each([
    [
      'a visible date beats PubDate',
      '<meta name="PubDate" content="2022-04-24 10:00:43">',
      '<p>发布日期：2017-05-15 10:49:00</p>',
      null,
      '2017-05-15',
    ],
    ['PubDate where it stands alone', '<meta name="PubDate" content="2021-03-01 09:00">', '', null, '2021-03-01'],
    [
      'no date where PubDate is the time of generation',
      '<meta name="PubDate" content="2022-04-24 10:00:43"><meta name="others" content="页面生成时间 2022-04-24 10:00:43">',
      '',
      null,
      null,
    ],
    [
      'the address where PubDate is the time of generation',
      "<meta name='PubDate' content='2022-04-24 10:00'><meta name='Maketime' content='2022-04-24 10:00:43'>",
      '',
      'http://a.example/202103/t20210309_1.html',
      '2021-03-09',
    ],
    [
      'firstpublishedtime with a dash before the hour',
      '<meta name="firstpublishedtime" content="2026-09-28-21:50:00"><meta name="lastmodifiedtime" content="2026-09-29-08:00:00">',
      '',
      null,
      '2026-09-28',
    ],
    [
      'a byline that begins with its date',
      '<meta name="PubDate" content="2022-04-24 10:00">',
      '<p>2012-02-01 10:00:00　来源：市政府办</p>',
      null,
      '2012-02-01',
    ],
    ['a short label', '', '<p>时间：2023-05-06 09:00:00　点击：33</p>', null, '2023-05-06'],
    ['Hanweb address', '', '', 'http://a.example/art/2021/3/9/art_12_99.html', '2021-03-09'],
    ['no date from an hour or a year', '<meta name="PubDate" content="2022">', '<p>来源：县政府办　时间：09:30</p>', null, null],
  ])('%s', async (_, head, body, url, publishedOn) => {
    expect((await metadataOf(head, body, url)).publishedOn).toBe(publishedOn);
  });
});

describe('particulars', () => {
  const expected = {
    issuer: '平川县人民政府',
    documentNumber: '平府发〔2021〕6号',
    indexNumber: '0149/2021-00905',
    writtenOn: '2021-02-10',
    publishedOn: '2021-03-01',
  };
  it.each([
    [
      'a table with U+3000 inside labels',
      '<table><tr><td>索　引　号：</td><td>0149/2021-00905</td><td>发文机关：</td><td>平川县人民政府</td></tr><tr><td>文　　号：</td><td>平府发〔2021〕6号</td><td>成文日期：</td><td>2021年02月10日</td></tr><tr><td>发布日期：</td><td colspan=3>2021年03月01日</td></tr></table>',
    ],
    [
      'labels in brackets',
      '<table><tr><td>[ 索引号 ]</td><td>0149/2021-00905</td><td>[ 发布机构 ]</td><td>平川县人民政府</td></tr><tr><td>[ 发文字号 ]</td><td>平府发〔2021〕<span>6</span>号</td><td>[ 成文日期 ]</td><td><span>2021</span>-<span>02</span>-<span>10</span></td></tr><tr><td>[ 发布日期 ]</td><td>2021-03-01</td></tr></table>',
    ],
    [
      'a list of label：value',
      '<ul><li>索引号：0149/2021-00905</li><li>发布机构：平川县人民政府</li><li>文号：平府发〔2021〕6号</li><li>成文日期：2021-02-10</li><li>公开日期：2021-03-01</li></ul>',
    ],
    [
      'dl',
      '<dl><dt>索引号</dt><dd>0149/2021-00905</dd><dt>发文机关</dt><dd>平川县人民政府</dd><dt>发文字号</dt><dd>平府发〔2021〕6号</dd><dt>成文日期</dt><dd>2021年2月10日</dd><dt>发布日期</dt><dd>2021年3月1日</dd></dl>',
    ],
    [
      'one line',
      '<div>索引号：0149/2021-00905　　发布机构：平川县人民政府　　发文字号：平府发〔2021〕6号　　成文日期：2021-02-10　　发布日期：2021-03-01</div>',
    ],
    [
      'the first of two copies',
      '<table><tr><td>索引号</td><td>0149/2021-00905</td><td>发布机构</td><td>平川县人民政府</td></tr><tr><td>文号</td><td>平府发〔2021〕6号</td><td>成文日期</td><td>2021-02-10</td></tr><tr><td>发布日期</td><td>2021-03-01</td></tr></table><table class="m"><tr><td>索引号</td><td></td></tr><tr><td>发布日期</td><td>2021-03-01</td></tr></table>',
    ],
  ])('%s', async (_, body) => {
    expect(await metadataOf('', body)).toMatchObject(expected);
  });

  it('are not part of the text', async () => {
    const table = '<table><tr><td>索引号</td><td>0149/2021-00905</td></tr><tr><td>发布日期</td><td>2021-03-01</td></tr></table>';
    const { text } = await parseDocument([partOf(`<body><div id="zoom">${table}<p>${SENTENCE}</p></div></body>`)]);
    expect(text).toBe(SENTENCE);
  });

  it('does not take a table of indicators for particulars', async () => {
    const table =
      '<table><tr><td>名称</td><td>来源</td><td>2025年</td></tr><tr><td>产值（亿元）</td><td>统计局</td><td>300</td></tr></table>';
    const { blocks } = await parseDocument([partOf(`<body><p>${SENTENCE}</p>${table}</body>`)]);
    expect(blocks.some((block) => block.table)).toBe(true);
  });
});

it.each([
  ['国务院关于推进规划的意见_国务院部门文件_中国政府网', '国务院关于推进规划的意见'],
  ['平川县人民政府 | 平川县2020年统计公报', '平川县2020年统计公报'],
  ['平川县农业发展规划（2016-2020年）-平川县人民政府', '平川县农业发展规划（2016-2020年）'],
  ['平川县2021年政府工作报告 - 政务公开 - 平川县门户网站', '平川县2021年政府工作报告'],
])('takes the suffixes off %s', async (head, title) => {
  expect((await metadataOf(`<title>${head}</title>`, '')).title).toBe(title);
});

it('takes the heading that names a document, not the site, for the title', async () => {
  const body = '<div class="title">平川县人民政府</div><div class="tit">平川县2021年政府工作报告</div>';
  expect((await metadataOf('<title>平川县2021年政府工作报告_平川县人民政府</title>', body)).title).toBe('平川县2021年政府工作报告');
});

it.each([
  ['重庆市九龙坡区国民经济和社会发展第十四个五年规划纲要', '重庆市九龙坡区'],
  ['2021年重庆市九龙坡区人民政府工作报告', '重庆市九龙坡区'],
  ['内蒙古自治区2026年政府工作报告', '内蒙古自治区'],
  ['关于印发临江县“十四五”规划的通知', '临江县'],
  ['市政府关于印发湖城市“十四五”生态规划的通知', '湖城市'],
  ['国务院关于河北某新区总体规划的批复', '全国'],
  ['政府工作报告', null],
  ['城市更新专项规划', null],
  ['“十四五”地区发展规划', null],
])('%s is about %s', (title, jurisdiction) => {
  expect(jurisdictionIn(title)).toBe(jurisdiction);
});

it('prefers the fuller name of the same place, and completes a district by the site code', () => {
  expect(fullestJurisdiction(['九龙坡区', '重庆市九龙坡区'], null)).toBe('重庆市九龙坡区');
  expect(fullestJurisdiction(['江西省', '江西省宜春市'], null)).toBe('江西省');
  expect(fullestJurisdiction(['九龙坡区'], '5001070003')).toBe('重庆市九龙坡区');
  expect(fullestJurisdiction(['万载县'], '3609220011')).toBe('万载县');
  expect(fullestJurisdiction([null, null], '5001070003')).toBeNull();
});

it.each([
  ['云溪区2026年政府工作报告', 'work-report'],
  ['云溪区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要', 'outline'],
  ['关于印发云溪区“十四五”规划纲要的通知', 'outline'],
  ['云溪区“十四五”生态环境保护规划', 'special-plan'],
  ['关于2020年国民经济和社会发展计划执行情况与2021年计划草案的报告', 'plan-report'],
  ['云溪区2022年国民经济和社会发展统计公报', 'bulletin'],
  ['关于调整“十四五”规划纲要部分指标的通知', 'notice'],
  ['云溪区“十四五”规划纲要实施情况中期评估报告', 'review'],
  ['国务院关于某新区总体规划的批复', 'notice'],
  ['召开座谈会', null],
])('%s is a %s', (title, kind) => {
  expect(kindOf(title)).toBe(kind);
});

describe('metadataOfText', () => {
  it.each([
    [
      '政府工作报告\n——2021年2月1日在重庆市某某区第十八届人民代表大会第五次会议上\n各位代表：',
      { writtenOn: '2021-02-01', jurisdiction: '重庆市某某区', kind: 'work-report' },
    ],
    ['2031年政府工作报告\n——２０３１年４月７日在第四十届全国人民代表大会第六次会议上', { writtenOn: '2031-04-07', jurisdiction: '全国' }],
    ['国务院关于印发规划的通知国发〔2011〕42号\n各省：', { documentNumber: '国发〔2011〕42号', title: '国务院关于印发规划的通知' }],
    [
      '平川县“十四五”规划纲要\n各镇：\n请执行。\n平川县人民政府\n二〇二一年三月九日',
      { writtenOn: '2021-03-09', jurisdiction: '平川县', kind: 'outline' },
    ],
    [
      '首页\n[ 索引号 ] 1150/2021-00020 [ 发文字号 ]\n[ 成文日期 ] 2021-04-09 [ 发布日期 ] 2021-04-12\n平川县规划纲要',
      { indexNumber: '1150/2021-00020', writtenOn: '2021-04-09', publishedOn: '2021-04-12', documentNumber: null },
    ],
    ['一、2020年工作回顾\n全年增长5%。', { title: null, kind: null }],
  ])('%s', (text, expected) => {
    expect(metadataOfText(text, [])).toMatchObject(expected);
  });
});
