import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryTree } from '../../src/snapshots/drivers/memory.js';
import { createFileStore } from '../../src/snapshots/index.js';
import { createStore } from '../../src/snapshots/store.js';
import { describeStore } from '../conformance/store.js';

describeStore('the disk', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'planwatch-store-'));
  return { open: () => createFileStore(dir), close: () => rm(dir, { recursive: true, force: true }) };
});

describeStore('memory', async () => {
  const tree = createMemoryTree();
  return { open: () => createStore(tree), close: async () => undefined };
});
