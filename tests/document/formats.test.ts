import { expect, it } from 'vitest';
import { formatOf, parseDocument } from '../../src/document/index.js';
import { makeDocx } from './make/docx.js';
import { encodeGb18030 } from './make/gb18030.js';
import { partOf } from './make/part.js';
import { makePdf } from './make/pdf.js';
import { PLAN } from './make/plan.js';
import { makeXlsx } from './make/xlsx.js';

const PAGE = '<!DOCTYPE html><html><body><p>到2025年，粮食总产量达到24万吨。</p></body></html>';
const OLE = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

it.each([
  ['a page under a .pdf name', partOf(PAGE, { fileName: 'plan.pdf', mediaType: 'application/pdf' }), 'html'],
  ['a page under a .doc name', partOf(PAGE, { fileName: 'plan.doc' }), 'html'],
  ['a PDF under a page name', partOf(makePdf(PLAN), { fileName: 'plan.html', mediaType: 'text/html' }), 'pdf'],
  ['a DOCX without a name', partOf(makeDocx(PLAN)), 'docx'],
  ['an XLSX under a .zip name', partOf(makeXlsx('表', [[{ text: '1' }]], null), { fileName: 'a.zip' }), 'xlsx'],
  ['a legacy DOC', partOf(OLE, { fileName: 'a.doc' }), 'doc'],
  ['a WPS file', partOf(OLE, { fileName: 'a.wps' }), 'doc'],
  ['plain text', partOf('第一章 总则\n到2025年…', { fileName: 'a.txt' }), 'text'],
  ['Markdown that holds tags', partOf('<div align="center">\n\n# 规划\n\n</div>', { fileName: 'a.md' }), 'markdown'],
  ['text served as such without a name', partOf('到2025年，粮食总产量达到24万吨。', { mediaType: 'text/plain; charset=utf-8' }), 'text'],
  ['JSON', partOf('{"content":"x"}', { mediaType: 'application/json' }), 'json'],
  ['a picture', partOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)), 'image'],
  ['bytes of nothing known', partOf(Uint8Array.from({ length: 4000 }, (_, i) => (i * 73) % 256)), 'unknown'],
])('knows %s by its bytes first', (_, part, format) => {
  expect(formatOf(part)).toBe(format);
});

it('names binary formats unreadable where no reader is given', async () => {
  const document = await parseDocument([partOf(makeDocx(PLAN), { url: 'http://a.example/f/%E8%A7%84%E5%88%92.docx' })]);
  expect(document.unreadable).toEqual([{ heading: '规划.docx', reason: 'format' }]);
  expect(document.text).toBe('');
});

it('reads RTF under a .doc name: code page bytes, Unicode with its stand-in, a table, no fonts', async () => {
  const gb = [...encodeGb18030('平川县粮食规划')].map((byte) => `\\'${byte.toString(16)}`).join('');
  const unicode = [...'到年，产值达到'].map((unit) => `\\u${unit.charCodeAt(0)}?`);
  const body = `{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}{\\*\\generator x;}\\pard ${gb}\\par ${unicode[0]}2025${unicode.slice(1).join('')}300\\u20159?\\u20803?\\u12290?\\par\n\\trowd ${[...encodeGb18030('指标')].map((byte) => `\\'${byte.toString(16)}`).join('')}\\cell 2025\\u24180?\\cell\\row\\trowd ${[...encodeGb18030('产值')].map((byte) => `\\'${byte.toString(16)}`).join('')}\\cell 300\\cell\\row}`;
  const document = await parseDocument([partOf(body, { fileName: 'a.doc' })]);
  expect(document.mediaType).toBe('application/rtf');
  expect(document.text.split('\n')).toEqual(['平川县粮食规划', '到2025年，产值达到300亿元。', '指标\t2025年', '产值\t300']);
});

it('reads the body out of a JSON answer', async () => {
  const content = `<p>${'到2025年，全县粮食总产量达到24万吨以上。'.repeat(20)}</p>`;
  const document = await parseDocument([
    partOf(JSON.stringify({ data: { title: '石门县粮食发展规划', content } }), { mediaType: 'application/json' }),
  ]);
  expect(document.metadata.title).toBe('石门县粮食发展规划');
  expect(document.text).toContain('到2025年，全县粮食总产量达到24万吨以上。');
  expect(document.text).not.toContain('<p>');
});

it('refuses a document without parts and one over the limit', async () => {
  await expect(parseDocument([])).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
  await expect(parseDocument([partOf(PAGE)], { limits: { maxBytes: 10 } })).rejects.toMatchObject({ code: 'DOCUMENT_TOO_LARGE' });
});

it('reads a page once that its own pager names again, or a cache hands out under every number', async () => {
  const page = (address: string, noise = '') => partOf(PAGE.replace('<body>', `<body>${noise}`), { url: `http://a.example/${address}` });
  const once = await parseDocument([page('1.html')]);
  expect((await parseDocument([page('1.html'), page('1_1.html', '<!-- 2 -->'), page('1_2.html')])).text).toBe(once.text);
});
