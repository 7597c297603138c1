import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addObject, readPdf, readPrinted, writePdf } from '../../src/report/pdf/file.js';
import { arrayOf, dictOf, entriesOf, shiftReferences, textString, valueEnd } from '../../src/report/pdf/values.js';

/** A file as Chromium writes it: every object plain, one table of them at the end. */
function classic(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.4\n%\xd3\xeb\xe9\xe1\n';
  const starts = objects.map((object, i) => {
    const start = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}\n/Root 1 0 R\n/Info 5 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
const FILE = classic([
  '<</Type /Catalog\n/Pages 2 0 R>>',
  '<</Type /Pages\n/Count 1\n/Kids [3 0 R]>>',
  '<</Type /Page\n/Parent 2 0 R\n/MediaBox [0 0 100 100]\n/Contents 4 0 R>>',
  '<</Length 27>> stream\n0 0 m endstream endobj 1 1 l\nendstream',
  '<</Title (What the browser says) /CreationDate (D:20260101000000Z)>>',
]);

describe('values of a PDF', () => {
  it.each([
    ['<</A [1 0 R (a \\) ] b) <FEFF>] /B <</C /D#20E>>>>', 'tail'],
    ['(a (nested) \\( string)', 'tail'],
    ['12 0 R', '/x'],
    ['12', ' 0 Rx'],
    ['/Name', '/Next'],
    ['-3.5', ']'],
    ['[ ]', 'tail'],
  ])('end where they end: %s', (value, rest) => {
    expect(valueEnd(value + rest, 0)).toBe(value.length);
  });

  it('are not found where they are cut off', () => {
    for (const text of ['<</A 1', '(open', '[1 2', '<FEFF', ']', '']) expect(valueEnd(text, 0)).toBe(-1);
  });

  it('are taken apart and put together again', () => {
    const entries = entriesOf('<</Type /Annot\n/Rect [1 2 3 4]/URI (a/b) /A<</S/URI>>/P 3 0 R>>');
    expect([...entries]).toEqual([
      ['Type', '/Annot'],
      ['Rect', '[1 2 3 4]'],
      ['URI', '(a/b)'],
      ['A', '<</S/URI>>'],
      ['P', '3 0 R'],
    ]);
    expect(entriesOf(dictOf(entries))).toEqual(entries);
    expect(arrayOf('[1 0 R 2 0 R(x)]')).toEqual(['1 0 R', '2 0 R', '(x)']);
    expect(arrayOf('7 0 R')).toEqual(['7 0 R']);
  });

  it('shift their references, and not what a page wrote into a string', () => {
    expect(shiftReferences('<</P 3 0 R/K[1 0 R 12 0 R]/Alt (see 3 0 R \\) 4 0 R)/D [5 0 R /XYZ 0 7 0]>>', 10)).toBe(
      '<</P 13 0 R/K[11 0 R 22 0 R]/Alt (see 3 0 R \\) 4 0 R)/D [15 0 R /XYZ 0 7 0]>>',
    );
  });

  it('hold any words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const dict = dictOf([
          ['Title', textString(words)],
          ['Next', '1 0 R'],
        ]);
        expect(entriesOf(dict).get('Next')).toBe('1 0 R');
        expect(valueEnd(dict, 0)).toBe(dict.length);
      }),
    );
  });
});

describe('a PDF', () => {
  it('is read and written again, packed, without what the browser says of itself', async () => {
    const file = readPdf(FILE);
    expect([...file.objects.keys()]).toEqual([1, 2, 3, 4]);
    expect(Buffer.from(file.objects.get(4)?.stream ?? []).toString()).toBe('0 0 m endstream endobj 1 1 ');
    const info = addObject(file, dictOf([['Title', textString('目标')]]));
    const bytes = writePdf(file, info);
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    expect(pdf.getPageCount()).toBe(1);
    expect(pdf.getTitle()).toBe('目标');
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('/Page\n');
    expect(pdf.catalog.lookup(PDFName.of('Pages'))).toBeDefined();
  });

  it('has an identifier that its contents decide', () => {
    const write = (title: string) => {
      const file = readPdf(FILE);
      return Buffer.from(writePdf(file, addObject(file, dictOf([['Title', textString(title)]])))).toString('latin1');
    };
    const id = (text: string) => /\/ID \[(<[0-9a-f]{32}>)\1\]/.exec(text)?.[1];
    expect(write('a')).toBe(write('a'));
    expect(id(write('a'))).toBeDefined();
    expect(id(write('a'))).not.toBe(id(write('b')));
  });

  it('packs many objects and finds each of them', async () => {
    const file = readPdf(FILE);
    for (let i = 0; i < 1000; i++) addObject(file, `<</N ${i}>>`);
    const { context } = await PDFDocument.load(writePdf(file, 1), { updateMetadata: false });
    const found = context
      .enumerateIndirectObjects()
      .filter(([, object]) => /\/N \d+/.test(object.toString()) && !/\/ObjStm/.test(object.toString()));
    expect(found.length).toBe(1000);
    for (const [ref, object] of found) expect(object.toString()).toContain(`/N ${ref.objectNumber - 5}`);
  });

  it('is read by way of the library where its objects come packed', async () => {
    const file = readPdf(FILE);
    const packed = writePdf(file, addObject(file, '<</Title (x)>>'));
    expect(() => readPdf(packed)).toThrow();
    const again = await readPrinted(packed);
    const values = [...again.objects.values()].map(({ value }) => value);
    expect(values.filter((value) => entriesOf(value).get('Type') === '/Page').length).toBe(1);
    expect([...again.objects.values()].some(({ stream }) => Buffer.from(stream ?? []).toString() === '0 0 m endstream endobj 1 1 ')).toBe(
      true,
    );
  });

  it.each([
    ['nothing', ''],
    ['a page of the web', '<html></html>'],
    ['a file that ends early', Buffer.from(FILE).toString('latin1').slice(0, -30)],
  ])('is refused where it is %s', (_, text) => {
    expect(() => readPdf(new Uint8Array(Buffer.from(text, 'latin1')))).toThrow(/no table of its objects/);
  });
});
