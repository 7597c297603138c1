import { PlanwatchError } from '../../errors.js';
import type { Entry, Tree } from '../tree.js';

/** A store that lives as long as the process: for tests and for trying things out. */
export function createMemoryTree(files: Map<string, Uint8Array> = new Map()): Tree {
  let held = false;
  const under = (path: string): string[] => [...files.keys()].filter((key) => key === path || key.startsWith(`${path}/`));

  return {
    read: async (path) => files.get(path) ?? null,
    async list(path) {
      const found = new Map<string, Entry>();
      const prefix = path === '' ? '' : `${path}/`;
      for (const key of files.keys()) {
        if (!key.startsWith(prefix)) continue;
        const [name = '', ...rest] = key.slice(prefix.length).split('/');
        found.set(name, { name, folder: rest.length > 0 });
      }
      return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    exists: async (path) => under(path).length > 0,
    size: async (path) => files.get(path)?.length ?? 0,
    write: async (path, bytes) => void files.set(path, bytes.slice()),
    append: async (path, bytes) => void files.set(path, Buffer.concat([files.get(path) ?? new Uint8Array(), bytes])),
    flush: async () => undefined,
    truncate: async (path, size) => void files.set(path, (files.get(path) ?? new Uint8Array()).slice(0, size)),
    note: async (path, bytes) => void files.set(path, bytes.slice()),
    async move(from, to) {
      for (const key of under(from)) {
        files.set(to + key.slice(from.length), files.get(key) as Uint8Array);
        files.delete(key);
      }
    },
    async remove(path) {
      for (const key of under(path)) files.delete(key);
    },
    async lock() {
      if (held)
        throw new PlanwatchError('SNAPSHOTS_LOCKED', { dir: 'memory:', pid: process.pid, host: 'this process', since: 'its start' });
      held = true;
      return async () => {
        held = false;
      };
    },
    locate: (path) => `memory:${path}`,
  };
}
