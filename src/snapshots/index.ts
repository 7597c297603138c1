import { resolve } from 'node:path';
import { createFileTree } from './drivers/files.js';
import { createMemoryTree } from './drivers/memory.js';
import { createStore } from './store.js';
import type { SnapshotStore } from './types.js';

export { isDay, isInstant, isWhen, snapshotAt } from './at.js';
export { toPrettyJson } from './json.js';
export { isSourceId } from './names.js';
export type * from './types.js';
export { FINDING_KINDS } from './types.js';

/**
 * The store in a folder, laid out for people and git: see docs/store.md.
 * @param dir made on the first write
 */
export const createFileStore = (dir: string): SnapshotStore => createStore(createFileTree(resolve(dir)));

/** A store that ends with the process. */
export const createMemoryStore = (): SnapshotStore => createStore(createMemoryTree());
