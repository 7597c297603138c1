import type { Layout } from './layout.js';

/**
 * Numbers the clauses of two texts so that two have one number where they say the same, from 0 in order of appearance. A table of our own, with
 * the clauses compared where they stand: a map of strings would make one of every clause and keep all of them until both texts are aligned, which in a
 * long text is what the garbage collector then spends its time on.
 */
export function identify(before: Layout, after: Layout): readonly [Int32Array, Int32Array] {
  const total = before.atoms.length + after.atoms.length;
  let size = 16;
  while (size < 2 * total) size *= 2;
  /** Place in `firsts` of a clause with this hash, plus one; 0 for none. Neighbouring slots hold those that collide. */
  const slots = new Int32Array(size);
  /** For each number, where its clause first stands: the side, and its atom. */
  const sides: Layout[] = [];
  const firsts: number[] = [];
  const numbersOf = (layout: Layout): Int32Array => {
    const numbers = new Int32Array(layout.atoms.length);
    for (let i = 0; i < numbers.length; i++) {
      const { start, end } = layout.atoms[i] as { start: number; end: number };
      let slot = hashOf(layout.key, start, end) & (size - 1);
      for (; slots[slot] !== 0; slot = (slot + 1) & (size - 1)) {
        const known = (slots[slot] as number) - 1;
        const side = sides[known] as Layout;
        const first = side.atoms[firsts[known] as number] as { start: number; end: number };
        if (first.end - first.start === end - start && isEqual(side.key, first.start, layout.key, start, end - start)) break;
      }
      if (slots[slot] === 0) {
        sides.push(layout);
        slots[slot] = firsts.push(i);
      }
      numbers[i] = (slots[slot] as number) - 1;
    }
    return numbers;
  };
  return [numbersOf(before), numbersOf(after)];
}

/** FNV-1a over code units, its high bits mixed down. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

function isEqual(a: string, from: number, b: string, start: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (a.charCodeAt(from + k) !== b.charCodeAt(start + k)) return false;
  return true;
}
