import type { Tree } from '../../src/snapshots/tree.js';

export class Killed extends Error {}

/**
 * A tree that dies at one of its writing operations and stays dead, as a killed process does.
 * @param at      number of the writing operation, counted from 0
 * @param moment  whether the operation was done, not done, or (for an append) half done when it happened
 */
export function killAt(tree: Tree, at: number, moment: 'before' | 'after' | 'half'): Tree & { readonly operations: () => number } {
  let count = 0;
  let dead = false;
  const step = async (work: () => Promise<void>, half?: () => Promise<void>): Promise<void> => {
    if (dead) throw new Killed();
    const now = count++ === at;
    if (now) dead = true;
    if (now && moment === 'half') await half?.();
    if (!now || moment === 'after') await work();
    if (now) throw new Killed();
  };
  return {
    ...tree,
    operations: () => count,
    write: (path, bytes) => step(() => tree.write(path, bytes)),
    append: (path, bytes, durable) =>
      step(
        () => tree.append(path, bytes, durable),
        () => tree.append(path, bytes.subarray(0, bytes.length / 2), durable),
      ),
    truncate: (path, size) => step(() => tree.truncate(path, size)),
    // Written without fsync: a power cut may leave it empty.
    note: (path, bytes) =>
      step(
        () => tree.note(path, bytes),
        () => tree.note(path, new Uint8Array()),
      ),
    move: (from, to) => step(() => tree.move(from, to)),
    remove: (path) => step(() => tree.remove(path)),
  };
}
