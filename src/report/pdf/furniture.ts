import { addObject, type PdfFile } from './file.js';
import { arrayOf, dictOf, entriesOf, refer, referenceOf, shiftReferences } from './values.js';

/** The pages of a file in their order: object numbers. */
export function pagesOf({ objects, root }: PdfFile): readonly number[] {
  const walk = (number: number | null): readonly number[] => {
    const entries = entriesOf(objects.get(number ?? 0)?.value ?? '<<>>');
    const kids = entries.get('Kids');
    return number === null ? [] : kids === undefined ? [number] : arrayOf(kids).flatMap((kid) => walk(referenceOf(kid)));
  };
  return walk(referenceOf(entriesOf(objects.get(root)?.value ?? '<<>>').get('Pages')));
}

/**
 * Lays the pages of another file, each as a drawing of its own (ISO 32000-1, 8.10), over those of this one: running headers and footers that
 * were printed apart. They are marked as such and no part of the structure.
 * @param furniture  has a page for every page of `file`
 */
export function layOver(file: PdfFile, furniture: PdfFile): void {
  const { objects } = file;
  const pages = pagesOf(file);
  const over = pagesOf(furniture);
  const save = addObject(file, '<</Length 2>>', Buffer.from('q\n'));
  const shift = save;
  const drawings = over.map((number) => {
    const page = entriesOf(furniture.objects.get(number)?.value ?? '');
    const content = referenceOf(page.get('Contents'));
    furniture.objects.delete(number);
    return { page, content };
  });
  for (const { page, content } of drawings) {
    const drawn = content === null ? undefined : furniture.objects.get(content);
    if (content === null || !drawn) continue;
    const form = entriesOf(drawn.value)
      .set('Type', '/XObject')
      .set('Subtype', '/Form')
      .set('BBox', page.get('MediaBox') ?? '[0 0 0 0]')
      .set('Resources', page.get('Resources') ?? '<<>>');
    furniture.objects.set(content, { value: dictOf(form), stream: drawn.stream });
  }
  for (const [number, { value, stream }] of furniture.objects) {
    if (number !== furniture.root && !/\/Type \/Pages\b/.test(value))
      objects.set(number + shift, { value: shiftReferences(value, shift), stream });
  }
  const draw = Buffer.from('\nQ\n/Artifact <</Type /Pagination>> BDC\n/Running Do\nEMC\n');
  const restore = addObject(file, `<</Length ${draw.length}>>`, draw);
  for (const [i, number] of pages.entries()) {
    const content = drawings[i]?.content;
    if (content === null || content === undefined) continue;
    const page = entriesOf(objects.get(number)?.value ?? '');
    const resources = entriesOf(page.get('Resources') ?? '<<>>');
    const drawn = entriesOf(resources.get('XObject') ?? '<<>>').set('Running', refer(content + shift));
    page.set('Resources', dictOf(resources.set('XObject', dictOf(drawn))));
    page.set('Contents', `[${refer(save)} ${arrayOf(page.get('Contents')).join(' ')} ${refer(restore)}]`);
    objects.set(number, { value: dictOf(page), stream: null });
  }
}
