import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PlanwatchError } from '../errors.js';

/** An owner on another host shows that it lives by touching the file this often. */
const HEARTBEAT_MS = 10_000;
/** Six missed beats: a machine that is merely busy is not robbed of its lock. */
const STALE_MS = 60_000;

interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the kernel's ticks; null where the system does not tell. Tells a reused pid from its former owner. */
  readonly started: string | null;
  readonly since: string;
}

/** Field 22 of /proc/PID/stat (proc(5)); the second field may hold spaces and brackets, so count from the last bracket. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isDead(owner: Owner | null, ageMs: number): boolean {
  // Half-written by a process that was killed just then; a living one finishes within milliseconds.
  if (owner === null) return ageMs > 2_000;
  if (owner.host !== hostname()) return ageMs > STALE_MS;
  if (!isRunning(owner.pid)) return true;
  const started = startOf(owner.pid);
  return started !== null && owner.started !== null ? started !== owner.started : ageMs > STALE_MS;
}

async function readOwner(path: string): Promise<{ owner: Owner | null; ageMs: number } | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    // The file system's clock may be ahead of ours: an age is never negative.
    const ageMs = Math.max(0, Date.now() - mtimeMs);
    try {
      return { owner: JSON.parse(text) as Owner, ageMs };
    } catch {
      return { owner: null, ageMs };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Takes `dir` for this process until the returned function is called. A lock whose owner is dead is taken over: on this host by pid and
 * start time, on another by a heartbeat that stopped.
 * @throws PlanwatchError SNAPSHOTS_LOCKED
 */
export async function acquireLock(dir: string): Promise<() => Promise<void>> {
  const path = join(dir, '.lock');
  const own: Owner = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
    since: new Date().toISOString(),
  };
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      await create(path, `${JSON.stringify(own)}\n`);
      return keep(path, own);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const found = await readOwner(path);
    if (found === null) continue; // Released between the two looks.
    if (!isDead(found.owner, found.ageMs)) {
      const { pid = 0, host = 'unknown', since = 'just now' } = found.owner ?? {};
      throw new PlanwatchError('SNAPSHOTS_LOCKED', { dir, pid, host, since });
    }
    await discard(path, found.owner);
  }
  throw new PlanwatchError('SNAPSHOTS_LOCKED', { dir, pid: 0, host: 'unknown', since: 'just now' });
}

/**
 * Makes the lock file with its content at once: a link either appears whole or not at all, on a full disk too.
 * @throws an error with code EEXIST where there is one already
 */
async function create(path: string, content: string): Promise<void> {
  const whole = `${path}.${randomUUID()}`;
  try {
    await writeFile(whole, content, { flag: 'wx' });
    await link(whole, path).catch(async (error: NodeJS.ErrnoException) => {
      // Some file systems know no links; there a file that is made and then filled must do.
      if (error.code !== 'EPERM' && error.code !== 'ENOTSUP' && error.code !== 'ENOSYS') throw error;
      await writeFile(path, content, { flag: 'wx' });
    });
  } finally {
    await rm(whole, { force: true });
  }
}

/** Moves a dead lock away by rename, which only one of several heirs can do; a living one caught in the race is put back. */
async function discard(path: string, dead: Owner | null): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved?.owner?.token !== dead?.token) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

function keep(path: string, own: Owner): () => Promise<void> {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  beat.unref();
  return async () => {
    clearInterval(beat);
    const found = await readOwner(path);
    if (found?.owner?.token === own.token) await rm(path, { force: true });
  };
}
