import { addObject, type PdfFile } from './file.js';
import { dictOf, entriesOf, refer, referenceOf } from './values.js';

interface Item {
  readonly title: string;
  readonly goal: string;
  readonly element: string | undefined;
  /** 1 for a heading of the first level. */
  readonly level: number;
}
interface Node extends Item {
  readonly number: number;
  readonly kids: Node[];
}

/**
 * One outline for the outlines of several parts. A part begins anywhere, so where its bookmarks belong is read from the headings they stand for.
 * @param outlines  object numbers, in the order of the parts; their objects go
 * @returns the object number of the outline, null where there are no bookmarks
 */
export function joinOutlines(file: PdfFile, outlines: readonly (number | null)[]): number | null {
  const items = outlines.flatMap((outline) => itemsOf(file, outline, 1));
  if (items.length === 0) return null;
  const top: Node[] = [];
  const path: Node[] = [];
  for (const item of items) {
    while ((path.at(-1)?.level ?? 0) >= item.level) path.pop();
    const node: Node = { ...item, number: addObject(file, ''), kids: [] };
    (path.at(-1)?.kids ?? top).push(node);
    path.push(node);
  }
  const root = addObject(file, '');
  const write = (nodes: readonly Node[], parent: number) => {
    for (const [i, node] of nodes.entries()) {
      const entries = new Map([
        ['Title', node.title],
        ['Dest', node.goal],
        ['Parent', refer(parent)],
        ...(node.element ? [['SE', node.element] as const] : []),
        ...neighbours(nodes, i),
        ...family(node.kids),
      ]);
      file.objects.set(node.number, { value: dictOf(entries), stream: null });
      write(node.kids, node.number);
    }
  };
  write(top, root);
  file.objects.set(root, { value: dictOf([['Type', '/Outlines'], ...family(top)]), stream: null });
  return root;
}

/** Depth first, as the pages have them. */
function itemsOf(file: PdfFile, outline: number | null, depth: number): Item[] {
  const { objects } = file;
  const items: Item[] = [];
  const read = (number: number | null) => entriesOf(objects.get(number ?? 0)?.value ?? '<<>>');
  const parent = read(outline);
  for (let at = referenceOf(parent.get('First')); at !== null; ) {
    const entries = read(at);
    const element = entries.get('SE');
    const level = Number(/^\/H([1-6])$/.exec(read(referenceOf(element)).get('S') ?? '')?.[1] ?? depth);
    items.push({ title: entries.get('Title') ?? '()', goal: entries.get('Dest') ?? 'null', element, level });
    items.push(...itemsOf(file, at, depth + 1));
    objects.delete(at);
    at = referenceOf(entries.get('Next'));
  }
  if (depth === 1) objects.delete(outline ?? 0);
  return items;
}

function neighbours(nodes: readonly Node[], i: number): [string, string][] {
  const [before, after] = [nodes[i - 1], nodes[i + 1]];
  return [
    ...(before ? [['Prev', refer(before.number)] as [string, string]] : []),
    ...(after ? [['Next', refer(after.number)] as [string, string]] : []),
  ];
}

const size = (nodes: readonly Node[]): number => nodes.reduce((sum, { kids }) => sum + 1 + size(kids), 0);

function family(kids: readonly Node[]): [string, string][] {
  const [first, last] = [kids[0], kids.at(-1)];
  return first && last
    ? [
        ['First', refer(first.number)],
        ['Last', refer(last.number)],
        ['Count', String(size(kids))],
      ]
    : [];
}
