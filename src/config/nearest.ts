import { z } from 'zod';
import { configSchema } from './schema.js';

/** The part of JSON Schema in which zod describes our own. */
interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
}

const shapeOf = (): Shape => z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Shape;
const alternatives = (shape: Shape): Shape[] => [
  shape,
  ...[shape.anyOf, shape.oneOf, shape.allOf].flatMap((list) => (list ?? []).flatMap(alternatives)),
];

function under(shapes: readonly Shape[], key: PropertyKey): Shape[] {
  return shapes.flatMap(alternatives).flatMap((x) => (typeof key === 'number' ? x.items : x.properties?.[String(key)]) ?? []);
}
const keysOf = (shapes: readonly Shape[]): string[] => [
  ...new Set(shapes.flatMap(alternatives).flatMap((x) => Object.keys(x.properties ?? {}))),
];

/** Case, hyphens and underscores say nothing: `time_out_ms` is `timeoutMs`. */
const plain = (key: string): string => key.toLowerCase().replace(/[-_\s]/g, '');

/** Letters to add, drop, change or swap with a neighbour (optimal string alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] as number) + 1);
      next.push(cost);
    }
    [before, row] = [row, next];
  }
  return row[b.length] as number;
}

/** One letter in three may be wrong; in a short word, one. */
const isNear = (a: string, b: string): boolean => distance(a, b) <= Math.max(1, Math.floor(Math.max(a.length, b.length) / 3));

/** The name that a misspelt one was meant to be; null where none is near. */
export function nearestOf(name: string, names: readonly string[]): string | null {
  const wanted = plain(name);
  const near = names
    .map((x) => ({ name: x, off: distance(plain(x), wanted) }))
    .filter((x) => isNear(plain(x.name), wanted))
    .sort((a, b) => a.off - b.off);
  return near[0]?.name ?? null;
}

/** `timeout` for `timeoutMs`. */
const isCut = (whole: string, cut: string): boolean => cut.length >= 5 && whole.startsWith(cut);

/**
 * What somebody who wrote an unknown key may have meant: a key of the same place, else a place where a key of this very name stands.
 * @param at path of the record that holds the key
 * @returns `"retries"`, `"network.timeoutMs"`, `"report" at the top level`; null where nothing is near
 */
export function nearestKey(at: readonly PropertyKey[], key: string): string | null {
  const root = [shapeOf()];
  const here = keysOf(at.reduce<Shape[]>((shapes, step) => under(shapes, step), root));
  const wanted = plain(key);
  const near = nearestOf(key, here);
  if (near !== null) return `"${near}"`;
  for (const section of ['', ...keysOf(root)]) {
    const inside = section === '' ? root : under(root, section);
    // `sources` and `deliver` are lists: a key of their records stands one step deeper.
    for (const { shapes, where } of [
      { shapes: inside, where: section },
      { shapes: under(inside, 0), where: `${section}[]` },
    ]) {
      const name = keysOf(shapes).find((x) => plain(x) === wanted) ?? keysOf(shapes).find((x) => isCut(plain(x), wanted));
      if (name !== undefined) return where === '' ? `"${name}" at the top level` : `"${where}.${name}"`;
    }
  }
  return null;
}
