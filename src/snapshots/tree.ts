/** One entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly folder: boolean;
}

/**
 * Where a store keeps its files: the small seam that every driver implements. Paths are slash-separated and relative to the store;
 * the store builds them from checked names only (names.ts). Every write is on disk when its promise resolves, and a kill at any point
 * leaves either the state before or the state after.
 *
 * @throws PlanwatchError SNAPSHOTS_NOT_WRITABLE from each writing operation
 */
export interface Tree {
  /** The bytes, null where there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Entries in order of their names; empty where there is no such folder. */
  list(path: string): Promise<readonly Entry[]>;
  exists(path: string): Promise<boolean>;
  /** In bytes; 0 where there is no such file. */
  size(path: string): Promise<number>;
  /** Replaces the whole file, creating its folders. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /**
   * Adds to the end. A kill may leave a part of `bytes`: readers of logs expect that.
   * @param durable  false leaves it to the next `flush` to carry the bytes through a power cut; no kill of ours undoes them
   */
  append(path: string, bytes: Uint8Array, durable: boolean): Promise<void>;
  /** Carries to the disk what was appended without being durable. */
  flush(): Promise<void>;
  /** Cuts a file to its first `size` bytes. */
  truncate(path: string, size: number): Promise<void>;
  /** Like `write`, for figures that may lag behind or be lost: no fsync. */
  note(path: string, bytes: Uint8Array): Promise<void>;
  /** Renames a file or folder; the target must not exist. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with all it holds; nothing happens where there is none. */
  remove(path: string): Promise<void>;
  /** @throws PlanwatchError SNAPSHOTS_LOCKED */
  lock(): Promise<() => Promise<void>>;
  /** How a person finds the file. */
  locate(path: string): string;
}
