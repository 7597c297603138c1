import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileStore } from '../../src/snapshots/index.js';

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'planwatch-lock-'));
  path = join(dir, '.lock');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const since = '2021-03-01T00:00:00.000Z';
const owner = (values: object): string =>
  JSON.stringify({ token: 't', pid: process.pid, host: hostname(), started: null, since, ...values });
const age = (seconds: number): Promise<void> => utimes(path, new Date(Date.now() - seconds * 1000), new Date(Date.now() - seconds * 1000));

describe('the lock', () => {
  it('says who holds it', async () => {
    await writeFile(path, owner({ host: 'elsewhere', pid: 4711 }));
    await expect(createFileStore(dir).lock()).rejects.toThrow(`${dir} is in use by process 4711 on elsewhere since ${since}`);
  });

  it('is taken over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await writeFile(path, owner({ pid: child.pid }));
    await expect(createFileStore(dir).lock()).rejects.toMatchObject({ code: 'SNAPSHOTS_LOCKED', exit: 4 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await createFileStore(dir).lock())();
  });

  it.runIf(process.platform === 'linux')('is taken over where the pid now belongs to another process', async () => {
    await writeFile(path, owner({ started: '1' }));
    await (await createFileStore(dir).lock())();
  });

  it('is taken over from another host when its heart has stopped, not before', async () => {
    await writeFile(path, owner({ host: 'elsewhere' }));
    await age(50);
    await expect(createFileStore(dir).lock()).rejects.toMatchObject({ code: 'SNAPSHOTS_LOCKED' });
    await age(70);
    await (await createFileStore(dir).lock())();
  });

  it('survives an owner that died while writing it', async () => {
    await writeFile(path, '{"token":"x","pi');
    await expect(createFileStore(dir).lock()).rejects.toMatchObject({ code: 'SNAPSHOTS_LOCKED' });
    await age(5);
    await (await createFileStore(dir).lock())();
  });

  it('goes to one of many heirs of a dead owner', async () => {
    await writeFile(path, owner({ host: 'elsewhere' }));
    await age(70);
    const won = await Promise.allSettled(Array.from({ length: 12 }, () => createFileStore(dir).lock()));
    const held = won.filter((x) => x.status === 'fulfilled');
    expect(held.length).toBe(1);
    expect(JSON.parse(await readFile(path, 'utf8')).pid).toBe(process.pid);
    for (const x of held) await x.value();
    expect((await readdir(dir)).filter((x) => x.startsWith('.lock'))).toEqual([]);
  });

  it('does not remove a lock that is no longer its own', async () => {
    const release = await createFileStore(dir).lock();
    await writeFile(path, owner({ token: 'another' }));
    await release();
    expect(JSON.parse(await readFile(path, 'utf8')).token).toBe('another');
  });

  it('clears what a kill left half-written', async () => {
    const store = createFileStore(dir);
    await store.putState('x', 1);
    await writeFile(join(dir, '.tmp', '1-1'), 'half');
    await (await store.lock())();
    expect(await readdir(dir)).not.toContain('.tmp');
    await store.putState('x', 2);
    expect(await store.getState('x')).toBe(2);
  });
});

describe('a disk that refuses', () => {
  it('is an error of the environment with the path and the reason', async () => {
    await writeFile(join(dir, 'file'), '');
    const store = createFileStore(join(dir, 'file'));
    const line = { at: since, outcome: 'failed', snapshot: null } as const;
    for (const work of [() => store.lock(), () => store.putState('x', 1), () => store.appendCheck('a', line)]) {
      await expect(work()).rejects.toMatchObject({ code: 'SNAPSHOTS_NOT_WRITABLE', exit: 4 });
    }
    await expect(store.lock()).rejects.toThrow(`Cannot write ${join(dir, 'file')}: a file stands where a folder should be`);
    expect(await store.sources()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('reports a place that cannot be written', async () => {
    await expect(createFileStore('/proc/planwatch').putState('x', 1)).rejects.toMatchObject({ code: 'SNAPSHOTS_NOT_WRITABLE', exit: 4 });
  });
});
