import { addObject, type PdfFile, type PdfObject } from './file.js';
import { joinOutlines } from './outline.js';
import { arrayOf, dictOf, entriesOf, refer, referenceOf, shiftReferences } from './values.js';

type Entries = Map<string, string>;

/**
 * Joins the parts of one report: pages, structure, bookmarks and goals of links in their order, as if they had been printed together.
 * The parts are used up.
 */
export function joinParts(parts: readonly PdfFile[]): PdfFile {
  const objects = new Map<number, PdfObject>();
  const catalogs: Entries[] = [];
  let [keys, last] = [0, 0];
  for (const [index, part] of parts.entries()) {
    const shift = last;
    const catalog = entriesOf(shiftReferences(part.objects.get(part.root)?.value ?? '', shift));
    catalogs.push(catalog);
    for (const number of [...part.objects.keys()].sort((a, b) => a - b)) {
      const { value, stream } = part.objects.get(number) as PdfObject;
      if (number !== part.root) objects.set(number + shift, { value: renamed(shiftReferences(value, shift), index, keys), stream });
      part.objects.delete(number);
      last = number + shift;
    }
    keys += nextKeyOf(objects, entriesOf(read(objects, catalog.get('StructTreeRoot'))));
  }
  const file: PdfFile = { objects, root: last + 1 };
  objects.set(file.root, { value: '<<>>', stream: null });
  const root: Entries = new Map([
    ['Type', '/Catalog'],
    ['Pages', joinPages(file, catalogs)],
    ['Dests', joinGoals(file, catalogs)],
    ['MarkInfo', '<</Marked true>>'],
  ]);
  const structure = joinStructure(file, catalogs, keys);
  if (structure) root.set('StructTreeRoot', structure);
  const outlines = joinOutlines(
    file,
    catalogs.map((catalog) => referenceOf(catalog.get('Outlines'))),
  );
  if (outlines !== null) root.set('Outlines', refer(outlines));
  objects.set(file.root, { value: dictOf(root), stream: null });
  return file;
}

const read = (objects: ReadonlyMap<number, PdfObject>, reference: string | undefined): string =>
  objects.get(referenceOf(reference) ?? 0)?.value ?? '<<>>';

/** What every part counts from the beginning: keys of the parent tree, names of elements, tags of font subsets (ISO 32000-1, 9.6.4). */
function renamed(value: string, index: number, keys: number): string {
  let text = value;
  if (keys > 0 && /\/StructParents? /.test(text)) {
    const entries = entriesOf(text);
    for (const name of ['StructParent', 'StructParents']) {
      const key = entries.get(name);
      if (key !== undefined) entries.set(name, String(Number(key) + keys));
    }
    text = dictOf(entries);
  }
  if (index === 0) return text;
  if (text.includes('(node')) text = text.replace(/\(node(\w+)\)/g, `(part${String(index).padStart(4, '0')}node$1)`);
  if (/\/(?:BaseFont|FontName) \/[A-Z]{6}\+/.test(text))
    text = text.replace(/(\/(?:BaseFont|FontName) \/[A-Z])[A-Z]{5}\+/g, (_, start) => `${start}${letters(index)}+`);
  return text;
}

const letters = (n: number): string =>
  Array.from({ length: 5 }, (_, i) => String.fromCharCode(65 + (Math.floor(n / 26 ** i) % 26))).join('');

function joinPages(file: PdfFile, catalogs: readonly Entries[]): string {
  const tops = catalogs.flatMap((catalog) => arrayOf(catalog.get('Pages')));
  const parent = addObject(file, '');
  let count = 0;
  for (const top of tops) {
    const pages = entriesOf(read(file.objects, top));
    count += Number(pages.get('Count') ?? 0);
    file.objects.set(referenceOf(top) as number, { value: dictOf(pages.set('Parent', refer(parent))), stream: null });
  }
  file.objects.set(parent, { value: `<</Type /Pages /Count ${count} /Kids [${tops.join(' ')}]>>`, stream: null });
  return refer(parent);
}

/** A goal that two parts have, because they share what surrounds them, is that of the first. */
function joinGoals(file: PdfFile, catalogs: readonly Entries[]): string {
  const goals: Entries = new Map();
  for (const catalog of catalogs) {
    const own = catalog.get('Dests');
    for (const [name, place] of entriesOf(own?.startsWith('<<') ? own : read(file.objects, own)))
      if (!goals.has(name)) goals.set(name, place);
    file.objects.delete(referenceOf(own) ?? 0);
  }
  return refer(addObject(file, dictOf(goals)));
}

function joinStructure(file: PdfFile, catalogs: readonly Entries[], keys: number): string | null {
  const { objects } = file;
  const roots = catalogs.flatMap((catalog) => arrayOf(catalog.get('StructTreeRoot'))).map((root) => entriesOf(read(objects, root)));
  const top = arrayOf(roots[0]?.get('K'))[0];
  const [document, elements] = [referenceOf(top), [] as string[]];
  if (document === null || !top) return null;
  for (const root of roots) {
    for (const one of arrayOf(root.get('K'))) {
      for (const kid of arrayOf(entriesOf(read(objects, one)).get('K'))) {
        const number = referenceOf(kid);
        if (number === null) continue;
        elements.push(kid);
        objects.set(number, { value: dictOf(entriesOf(read(objects, kid)).set('P', top)), stream: null });
      }
      if (one !== top) objects.delete(referenceOf(one) ?? 0);
    }
  }
  let shift = 0;
  const parents: string[] = [];
  const names: string[] = [];
  for (const root of roots) {
    const next = nextKeyOf(objects, root);
    const own = leaves(objects, root.get('ParentTree'), 'Nums');
    const pairs = own.flatMap((key, i) => (i % 2 === 0 && own[i + 1] !== undefined ? [[Number(key) + shift, own[i + 1]] as const] : []));
    for (const [key, parent] of pairs.sort(([a], [b]) => a - b)) parents.push(`${key} ${parent}`);
    shift += next;
    const ids = leaves(objects, root.get('IDTree'), 'Names');
    if (ids.length > 1) names.push(refer(addObject(file, `<</Limits [${ids[0]} ${ids.at(-2)}] /Names [${ids.join(' ')}]>>`)));
  }
  const tree = addObject(file, `<</Nums [${parents.join('\n')}]>>`);
  const all = new Map([
    ['Type', '/StructTreeRoot'],
    ['K', top],
    ['ParentTree', refer(tree)],
    ['ParentTreeNextKey', String(keys)],
  ]);
  if (names.length > 0) all.set('IDTree', refer(addObject(file, `<</Kids [${names.join(' ')}]>>`)));
  const root = refer(addObject(file, dictOf(all)));
  for (const catalog of catalogs) objects.delete(referenceOf(catalog.get('StructTreeRoot')) ?? 0);
  objects.set(document, {
    value: dictOf(
      entriesOf(read(objects, top))
        .set('P', root)
        .set('K', `[${elements.join(' ')}]`),
    ),
    stream: null,
  });
  return root;
}

/** The first key of the parent tree that is free (14.7.4.4): what the root says, and beyond what is there, as some browsers say too little. */
function nextKeyOf(objects: Map<number, PdfObject>, root: Entries): number {
  let next = Number(root.get('ParentTreeNextKey') ?? 0);
  const look = (node: string | undefined): void => {
    if (node === undefined) return;
    const entries = entriesOf(read(objects, node));
    arrayOf(entries.get('Nums')).forEach((key, i) => {
      if (i % 2 === 0) next = Math.max(next, Number(key) + 1);
    });
    for (const kid of arrayOf(entries.get('Kids'))) look(kid);
  };
  look(root.get('ParentTree'));
  return next;
}

/** The pairs of a number or name tree (7.9.6, 7.9.7) in their order; its nodes go. */
function leaves(objects: Map<number, PdfObject>, node: string | undefined, kind: 'Nums' | 'Names'): readonly string[] {
  if (node === undefined) return [];
  const entries = entriesOf(read(objects, node));
  objects.delete(referenceOf(node) ?? 0);
  return [...arrayOf(entries.get(kind)), ...arrayOf(entries.get('Kids')).flatMap((kid) => leaves(objects, kid, kind))];
}
