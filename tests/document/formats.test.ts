import { expect, it } from 'vitest';
import { formatOf, parseDocument } from '../../src/document/index.js';
import { makeDocx } from './make/docx.js';
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
