import { describe, expect, it } from 'vitest';
import { decode, metaCharset, parseDocument, toCharset } from '../../src/document/index.js';
import { encodeGb18030 } from './make/gb18030.js';
import { partOf } from './make/part.js';

const TEXT = '到2025年，全县粮食总产量达到24万吨以上，㭎洁镇新建高标准农田6万亩。';
const utf8 = (text: string) => new TextEncoder().encode(text);
const meta = (label: string) => `<meta http-equiv="Content-Type" content="text/html; charset=${label}">`;

describe('decode', () => {
  it.each([
    ['a byte order mark beats a header', utf8(`\ufeff${TEXT}`), 'gbk', 'utf-8', 'bom'],
    ['UTF-16 by its mark', Uint8Array.from([0xff, 0xfe, ...Buffer.from(TEXT, 'utf16le')]), null, 'utf-16le', 'bom'],
    ['a header', encodeGb18030(TEXT), 'GB2312', 'gb18030', 'http'],
    ['a header beats meta', utf8(meta('gbk') + TEXT), 'utf-8', 'utf-8', 'http'],
    ['meta', encodeGb18030(meta('gbk') + TEXT), null, 'gb18030', 'meta'],
    ['valid UTF-8 without a label', utf8(TEXT), null, 'utf-8', 'utf-8-valid'],
    ['GB18030 without a label', encodeGb18030(TEXT), null, 'gb18030', 'fallback'],
    ['GB18030 under a wrong UTF-8 header', encodeGb18030(TEXT), 'utf-8', 'gb18030', 'fallback'],
    ['GB18030 under a wrong header and a right meta', encodeGb18030(meta('gb2312') + TEXT), 'utf-8', 'gb18030', 'meta'],
    ['UTF-8 under a wrong GBK header', utf8(TEXT), 'gbk', 'utf-8', 'utf-8-valid'],
    ['UTF-8 under a wrong Latin-1 header', utf8(TEXT), 'iso-8859-1', 'utf-8', 'utf-8-valid'],
    ['a label nobody knows', utf8(TEXT), 'x-none', 'utf-8', 'utf-8-valid'],
  ])('%s', (_, bytes, header, charset, charsetFrom) => {
    const decoded = decode(bytes, header, true);
    expect(decoded).toMatchObject({ charset, charsetFrom });
    expect(decoded.text.endsWith(TEXT)).toBe(true);
    expect(decoded.text).not.toContain('\ufeff');
  });

  it('keeps the whole characters of a file cut short', () => {
    expect(decode(utf8(TEXT).slice(0, -2), null, false).text).toBe(TEXT.slice(0, -1));
    const gb = encodeGb18030(TEXT);
    expect(decode(gb.slice(0, -1), null, false)).toEqual({ text: TEXT.slice(0, -1), charset: 'gb18030', charsetFrom: 'fallback' });
  });

  it('reads a short GBK text that almost looks like cut UTF-8', () => {
    expect(decode(encodeGb18030('2021年'), null, false)).toMatchObject({ text: '2021年', charset: 'gb18030' });
  });

  it('tells where bytes that no charset reads go wrong', () => {
    const damaged = utf8(TEXT.repeat(3));
    damaged[100] = 0xff;
    damaged[101] = 0xff;
    expect(() => decode(damaged, 'utf-8', false, 'a.html')).toThrowError(
      "The characters of a.html cannot be told: byte 100 is valid neither in its label's charset nor in UTF-8 or GB18030",
    );
  });
});

it('takes every GB label for GB18030', () => {
  for (const label of ['gb2312', 'GBK', 'gb_2312-80', 'x-gbk', 'cp936', 'GB18030', '"gb2312"']) expect(toCharset(label)).toBe('gb18030');
  expect(toCharset('utf8')).toBe('utf-8');
  expect(toCharset('nonsense')).toBeNull();
});

it('reads the label from meta in both forms, not from comments', () => {
  expect(metaCharset(utf8('<META content="text/html; charset=gb2312" http-equiv=Content-Type>'))).toBe('gb2312');
  expect(metaCharset(utf8("<!-- <meta charset='big5'> --><meta charset='utf-8'>"))).toBe('utf-8');
  expect(metaCharset(utf8('<p>charset=gbk</p>'))).toBeNull();
});

describe('a page of which single characters are broken', () => {
  const around = '全年粮食总产量达到24万吨，新建高标准农田6万亩，农村居民人均可支配收入增长7%以上。'.repeat(12);
  const broken = (title: string, sentence: string) => {
    const page = `<html><head><meta charset="utf-8"></head><body><h1>甲县政府工作报告</h1><p>${around}</p><p>${sentence}</p><ul class="nav"><li><a href="/1">${title}</a></li></ul></body></html>`;
    const bytes = Buffer.from(page);
    // Half a character where the mark stands.
    const at = bytes.indexOf('~');
    bytes[at] = 0xe5;
    return partOf(bytes, { fileName: 'a.html' });
  };
  it('is read where they lie beside the document', async () => {
    const document = await parseDocument([broken('甲县召开全县经济工~', '到2025年，森林覆盖率达到45%。')]);
    expect(document).toMatchObject({ charset: 'utf-8', isDocument: true });
    expect(document.text).toContain('森林覆盖率达到45%');
    expect(document.text).not.toContain('\ufffd');
  });
  it('is refused where one of them lies within', async () => {
    await expect(parseDocument([broken('要闻', '到2025年，森林覆盖率达~45%。')])).rejects.toMatchObject({
      code: 'DOCUMENT_LOST_CHARACTERS',
    });
  });
  it('is not thought to be UTF-8 where many are broken', () => {
    const bytes = Buffer.from(`<meta charset="utf-8">${'甲乙~丙丁'.repeat(100)}`);
    for (let at = bytes.indexOf('~'); at !== -1; at = bytes.indexOf('~', at + 1)) bytes[at] = 0xff;
    expect(() => decode(bytes, 'utf-8', true, 'a.html')).toThrowError('The characters of a.html cannot be told');
  });
});

it('refuses a text whose publisher already lost characters', async () => {
  const page = partOf('<body><p>到2025年，全县粮食总产量达到24\ufffd吨以上，新建高标准农田6万亩。</p></body>', { fileName: 'a.html' });
  await expect(parseDocument([page])).rejects.toMatchObject({ code: 'DOCUMENT_LOST_CHARACTERS', params: { name: 'a.html', count: 1 } });
});

it('does not mind lost characters outside the article', async () => {
  const page = partOf(`<body><script>var s="\ufffd";</script><div id="zoom"><p>${TEXT}</p></div></body>`);
  expect((await parseDocument([page])).text).toBe(TEXT);
});
