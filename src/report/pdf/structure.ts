import type { PdfFile } from './file.js';
import { arrayOf, dictOf, entriesOf, referenceOf, textString } from './values.js';

type Entries = Map<string, string>;

const isElement = (value: string) => value.includes('/StructElem');

/**
 * ISO 32000-1, 14.8.4.3: the browser leaves the body of a list item untyped, and calls a figure what is only the frame of one; the drawing
 * inside it is the figure and has its description.
 */
export function mendStructure({ objects }: PdfFile): void {
  const put = (number: number, entries: Entries) => objects.set(number, { value: dictOf(entries), stream: null });
  const read = (number: number) => entriesOf(objects.get(number)?.value ?? '');
  for (const [number, { value }] of [...objects]) {
    if (!isElement(value) || !/\/S \/(?:Figure|LI)\b/.test(value)) continue;
    const element = entriesOf(value);
    const role = element.get('S');
    if (role === '/Figure' && !element.has('Alt')) put(number, element.set('S', '/Sect'));
    if (role !== '/LI') continue;
    for (const kid of arrayOf(element.get('K'))) {
      const body = referenceOf(kid);
      if (body !== null && read(body).get('S') === '/NonStruct') put(body, read(body).set('S', '/LBody'));
    }
  }
}

/** PDF/UA-1, 7.18.5: a link says in words where it leads. */
export function describeLinks({ objects }: PdfFile): void {
  for (const [number, { value }] of [...objects]) {
    if (!value.includes('/Annot')) continue;
    const link = entriesOf(value);
    if (link.get('Subtype') !== '/Link' || link.has('Contents')) continue;
    const uri = entriesOf(link.get('A') ?? '<<>>').get('URI');
    const goal = link.get('Dest');
    // The address is a string already; a goal is a name, the bytes of its odd characters written as #xx.
    const bytes = goal?.startsWith('/')
      ? goal.slice(1).replace(/#([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : '';
    const name = Buffer.from(bytes, 'latin1').toString('utf8');
    objects.set(number, { value: dictOf(link.set('Contents', uri ?? textString(`#${name}`))), stream: null });
  }
}
