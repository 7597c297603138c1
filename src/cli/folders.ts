import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder and those above it. Not `recursive`: where a file system refuses with ENOENT, such as /proc, Node 20 tries for ever. */
export function makeFolder(path: string): void {
  if (existsSync(path)) {
    // Throws EEXIST where a file stands in the way.
    mkdirSync(path, { recursive: true });
    return;
  }
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}
