import {
  appendFileSync,
  closeSync,
  constants,
  type Dirent,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, truncate, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { acquireLock } from '../lock.js';
import type { Tree } from '../tree.js';
import { codeOf, isGone, unreadable, writing } from './disk-errors.js';

/** Makes a rename or a new name survive a power cut. Windows cannot open folders and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

const sizeOf = (path: string): number => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
};

const isFolderAt = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Writes over what is there. Emptying the file first, as `writeFile` does, makes ext4 carry the new bytes to the disk when it is closed, which
 * costs more than all the rest of a quiet check.
 */
function overwrite(path: string, bytes: Uint8Array): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o666);
  try {
    writeSync(file, bytes, 0, bytes.length, 0);
    if (fstatSync(file).size > bytes.length) ftruncateSync(file, bytes.length);
  } finally {
    closeSync(file);
  }
}

/** Files up to this size are read at once, larger ones without holding anybody up. */
const READ_AT_ONCE = 256 * 1024;

/**
 * A store in a folder of the disk.
 * @param root absolute path of the store's folder; made on the first write
 */
export function createFileTree(root: string): Tree {
  const at = (path: string): string => join(root, path);
  let counter = 0;
  const unsynced = new Set<string>();

  // Not `recursive`: on a file system that refuses new folders with ENOENT, such as /proc, Node 20 tries for ever.
  async function makeFolder(path: string): Promise<void> {
    try {
      await mkdir(path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return;
      if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
      // The parent may have been made by another write in the meantime.
      if ((await stat(dirname(path)).catch(() => null)) === null) await makeFolder(dirname(path));
      await mkdir(path).catch((again) => {
        if (codeOf(again) !== 'EEXIST') throw again;
      });
    }
    // The new name must reach the disk in its parent.
    await syncFolder(dirname(path));
  }

  /** Tries first and makes the folder only where it is missing, which is once for each of them. */
  async function intoFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      await makeFolder(folder);
      return work();
    }
  }

  const temporaryName = (): string => join(root, '.tmp', `${process.pid}-${counter++}`);

  async function writeFileSafely(path: string, bytes: Uint8Array): Promise<void> {
    const temporary = temporaryName();
    try {
      const handle = await intoFolder(dirname(temporary), () => open(temporary, 'w'));
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await intoFolder(dirname(path), () => rename(temporary, path));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncFolder(dirname(path));
  }

  /** A file goes in one step. A folder is renamed first, so that a kill never leaves half of one behind. */
  async function removeWhole(path: string): Promise<void> {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
      await unlink(path);
      return syncFolder(dirname(path));
    }
    const aside = temporaryName();
    await intoFolder(dirname(aside), () => rename(path, aside));
    await syncFolder(dirname(path));
    await rm(aside, { recursive: true, force: true });
  }

  return {
    // Small reads are made at once: four trips through the thread pool cost ten times as much as reading a record of 1 KB.
    async read(path) {
      try {
        const size = statSync(at(path), { throwIfNoEntry: false })?.size;
        if (size === undefined) return null;
        return size <= READ_AT_ONCE ? readFileSync(at(path)) : await readFile(at(path));
      } catch (error) {
        if (isGone(error)) return null;
        throw unreadable(at(path), error);
      }
    },
    async list(path) {
      try {
        const found = readdirSync(at(path), { withFileTypes: true });
        // A source whose folder lies on another disk is linked here.
        const isFolder = (x: Dirent) => x.isDirectory() || (x.isSymbolicLink() && isFolderAt(join(at(path), x.name)));
        return found.map((x) => ({ name: x.name, folder: isFolder(x) })).sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch (error) {
        if (isGone(error)) return [];
        throw unreadable(at(path), error);
      }
    },
    exists: async (path) => existsSync(at(path)),
    size: async (path) => sizeOf(at(path)),
    write: (path, bytes) => writing(at(path), () => writeFileSafely(at(path), bytes)),
    append: (path, bytes, durable) =>
      writing(at(path), async () => {
        const isNew = !existsSync(at(path));
        if (isNew) await makeFolder(dirname(at(path)));
        // Handed to the system, it outlives any kill of ours; that it outlives a power cut costs milliseconds.
        appendFileSync(at(path), bytes);
        if (durable) await syncFile(at(path));
        else unsynced.add(at(path));
        if (isNew) await syncFolder(dirname(at(path)));
      }),
    flush: () =>
      writing(root, async () => {
        // All were written before the first is synced, so that the file system carries them to the disk together.
        for (const path of unsynced) await syncFile(path);
        unsynced.clear();
      }),
    truncate: (path, size) => writing(at(path), () => truncate(at(path), size)),
    note: (path, bytes) => writing(at(path), async () => overwrite(at(path), bytes)),
    move: (from, to) =>
      writing(at(to), async () => {
        await intoFolder(dirname(at(to)), () => rename(at(from), at(to)));
        await syncFolder(dirname(at(to)));
        await syncFolder(dirname(at(from)));
      }),
    remove: (path) =>
      writing(at(path), () =>
        removeWhole(at(path)).catch((error) => {
          if (!isGone(error)) throw error;
        }),
      ),
    lock: () =>
      writing(root, async () => {
        await makeFolder(root);
        const release = await acquireLock(root);
        // Nobody else writes now: what lies here was left by a kill.
        await rm(join(root, '.tmp'), { recursive: true, force: true });
        return release;
      }),
    locate: at,
  };
}
