import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createFileTree } from '../../src/snapshots/drivers/files.js';

let root = '';
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a note is written over the one before, whatever their lengths', async () => {
  root = mkdtempSync(join(tmpdir(), 'planwatch-files-'));
  const tree = createFileTree(root);
  for (const text of ['short', 'a good deal longer', 'short', '']) {
    await tree.note('checks.head', new TextEncoder().encode(text));
    expect(readFileSync(join(root, 'checks.head'), 'utf8')).toBe(text);
  }
});
