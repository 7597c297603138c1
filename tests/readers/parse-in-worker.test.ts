import { describe, expect, it } from 'vitest';
import { parseInWorker } from '../../src/readers/index.js';
import { makeDocx } from '../document/make/docx.js';
import { partOf } from '../document/make/part.js';
import { makePdf } from '../document/make/pdf.js';
import { PLAN, PLAN_TITLE } from '../document/make/plan.js';

const repeat = (count: number, piece: (i: number) => string) => Array.from({ length: count }, (_, i) => piece(i)).join('');
/** Bytes without a pattern, the same in every run. */
function noise(length: number, start = ''): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 12_345;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    bytes[i] = state >> 16;
  }
  bytes.set(new TextEncoder().encode(start));
  return bytes;
}
const MB = 1024 * 1024;

describe('parseInWorker', { timeout: 120_000 }, () => {
  it('reads a DOCX in a process of its own', async () => {
    const document = await parseInWorker([partOf(makeDocx(PLAN), { fileName: 'plan.docx' })]);
    expect(document.metadata.title).toBe(PLAN_TITLE);
    expect(document.blocks.some((block) => block.table)).toBe(true);
  });

  it('reads bytes that came from a file as a Buffer, in every format', async () => {
    for (const [fileName, bytes] of [
      ['plan.pdf', makePdf(PLAN)],
      ['plan.docx', makeDocx(PLAN)],
    ] as const) {
      const document = await parseInWorker([{ ...partOf(bytes, { fileName }), bytes: Buffer.from(bytes) }]);
      expect(document.metadata.title).toBe(PLAN_TITLE);
    }
  });

  it('reads a page of many megabytes', async () => {
    const page = `<body>${repeat(20_000, (i) => `<p>第${i}段：到2025年，粮食总产量达到${i}万吨，新建高标准农田6万亩，城镇化率提高到58%，森林覆盖率稳定在46%以上。</p>`)}</body>`;
    const document = await parseInWorker([partOf(page)]);
    expect(document.blocks).toHaveLength(20_000);
  });

  it('reads a table of 100,000 cells', async () => {
    const table = `<table>${repeat(10_000, (r) => `<tr>${repeat(10, (c) => `<td>${r * 10 + c}</td>`)}</tr>`)}</table>`;
    const document = await parseInWorker([partOf(`<body><p>到2025年，粮食总产量达到24万吨。</p>${table}</body>`)]);
    expect(document.blocks.find((block) => block.table)?.table?.cells).toHaveLength(100_000);
  });

  it('reads tables nested a thousand deep, text and order kept', async () => {
    const document = await parseInWorker([
      partOf(`<body>${repeat(1000, (i) => `<table><tr><td>第${i}层的文字，保持原来的次序。`)}</body>`),
    ]);
    const lines = document.text.split('\n');
    expect(lines.length).toBeGreaterThan(990);
    expect(lines).toEqual([...lines].sort((a, b) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b))));
    expect(document.text.endsWith('第999层的文字，保持原来的次序。')).toBe(true);
  });

  it('reads a PDF of 90 MB', async () => {
    const pdf = makePdf(PLAN);
    const padded = new Uint8Array(pdf.length + 90 * MB).fill(0x25);
    padded.set(pdf.subarray(0, 9));
    padded[9 + 90 * MB - 1] = 10;
    padded.set(pdf.subarray(9), 9 + 90 * MB);
    const document = await parseInWorker([partOf(padded, { fileName: 'big.pdf' })]);
    expect(document.metadata.title).toBe(PLAN_TITLE);
  });

  it.each([
    [
      'random bytes',
      partOf(noise(200_000), { fileName: 'a.bin' }),
      'DOCUMENT_UNREADABLE',
      'a.bin cannot be read as a document: its bytes are of no format that is known here',
    ],
    [
      'random bytes that start like a PDF',
      partOf(noise(200_000, '%PDF-1.7\n'), { fileName: 'a.pdf' }),
      'DOCUMENT_UNREADABLE',
      'a.pdf cannot be read as PDF: it is damaged or cut short',
    ],
    [
      'a PDF cut short',
      partOf(makePdf(PLAN).slice(0, 3000), { fileName: 'a.pdf' }),
      'DOCUMENT_UNREADABLE',
      'a.pdf cannot be read as PDF: it is damaged or cut short',
    ],
    [
      'a DOCX cut short',
      partOf(makeDocx(PLAN).slice(0, 1500), { fileName: 'a.docx' }),
      'DOCUMENT_UNREADABLE',
      'a.docx cannot be read as a ZIP container (DOCX, XLSX, OFD): its directory is missing, the file is cut short',
    ],
    [
      'a zip bomb that says so',
      partOf(makeDocx([], { 'word/document.xml': new Uint8Array(500 * MB) }), { fileName: 'bomb.docx' }),
      'DOCUMENT_TOO_LARGE',
      'bomb.docx is too large to read: it unpacks to 500 MB, the limit is 400 MB',
    ],
  ])('ends with a clear error on %s', async (_, part, code, message) => {
    await expect(parseInWorker([part])).rejects.toMatchObject({ code, message });
  });

  it('ends with a clear error on a zip bomb whose directory lies', async () => {
    const bomb = makeDocx([], { 'word/document.xml': new Uint8Array(200 * MB) });
    // The uncompressed size in the central directory entry is set to 1 kB.
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const decoder = new TextDecoder();
    for (let at = 0; at < bomb.length - 46; at++) {
      if (view.getUint32(at, true) === 0x02014b50 && decoder.decode(bomb.subarray(at + 46, at + 63)) === 'word/document.xml')
        view.setUint32(at + 24, 1024, true);
    }
    await expect(parseInWorker([partOf(bomb, { fileName: 'bomb.docx' })])).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_LARGE',
      message: 'bomb.docx is too large to read: its part word/document.xml unpacks to more than it declares, the limit is 120 MB',
    });
  });

  it('does not let a page of open formatting tags take the room of the run', async () => {
    const page = partOf(`<body>${repeat(2500, (i) => `<b a=${i}>`)}${repeat(2500, () => '<p>x')}</body>`, { fileName: 'soup.html' });
    const outcome = await parseInWorker([page], {}, { memoryMb: 128, timeoutMs: 30_000 }).catch((error: unknown) => error);
    expect(outcome).toSatisfy(
      (value) => (value as { code?: string }).code?.startsWith('DOCUMENT_') || typeof (value as { text?: string }).text === 'string',
    );
  });

  it('stops at its time limit', async () => {
    const deep = partOf(`<body>${repeat(60_000, () => '<div>')}到2025年</body>`, { fileName: 'deep.html' });
    await expect(parseInWorker([deep], {}, { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'DOCUMENT_TIMEOUT',
      message: 'deep.html was not read within 1 ms',
    });
  });

  it('stops at its memory limit', async () => {
    const page = partOf(
      `<body>${repeat(150_000, (i) => `<p><b>第</b><i>${i}</i>段：到2025年，粮食总产量达到<u>${i}</u>万吨。</p>`)}</body>`,
      { fileName: 'wide.html' },
    );
    await expect(parseInWorker([page], {}, { memoryMb: 96 })).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_LARGE',
      message: 'wide.html is too large to read: reading it takes more memory, the limit is 96 MB',
    });
  });

  it('carries the errors of reading back whole', async () => {
    const page = partOf(`<body>${repeat(30_000, (i) => `<p>第${i}段：到2025年，粮食总产量达到24万吨。</p>`)}</body>`);
    await expect(parseInWorker([page], { selector: '.none' })).rejects.toMatchObject({
      name: 'PlanwatchError',
      code: 'DOCUMENT_SELECTOR',
      exit: 1,
    });
  });
});
