import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cli, configure, folder, reportPage, TARGETS, website } from './harness.js';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** `planwatch ARGS` in a process of its own. */
function start(argv: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  const ended = new Promise<{ code: number | null; err: string }>((done) => child.once('close', (code) => done({ code, err })));
  return { child, ended };
}

describe('an interrupted run', { timeout: 60_000 }, () => {
  it('gives 130 on SIGINT, keeps what was checked and lets the next run go on', async () => {
    const site = await website({ '/a': reportPage(TARGETS) });
    let asked: () => void = () => {};
    const waiting = new Promise<void>((done) => {
      asked = done;
    });
    // Takes the request and never answers.
    const silent = createServer((request) => {
      if (request.url === '/b') asked();
    });
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const dir = folder();
    const config = configure(
      dir,
      [
        { id: 'a', url: `${site.origin}/a` },
        { id: 'b', url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/b` },
      ],
      {
        network: { allow: ['127.0.0.1'], perHost: { delayMs: 0 }, concurrency: 1, retries: 0, timeoutMs: 60_000, robots: false },
        report: { formats: ['html'] },
      },
    );
    const { child, ended } = start(['run', '--config', config]);
    await waiting;
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    silent.close();
    silent.closeAllConnections();

    expect((await cli(['verify', '--config', config])).code).toBe(0);
    const listed = JSON.parse((await cli(['list', '--config', config, '--format', 'json'])).out) as {
      sources: { outcome: string | null }[];
    };
    expect(listed.sources.map((s) => s.outcome)).toEqual(['first', null]);
    const next = await cli(['run', 'a', '--config', config]);
    // Nothing was told before it was called off.
    expect(next.out).toMatch(/^unchanged {3}a\n\S+\.html\n$/);
  });

  it('ends quietly where its reader closes the pipe', async () => {
    const { child, ended } = start(['--help']);
    child.stdout.destroy();
    const { code, err } = await ended;
    expect([code, err]).toEqual([0, '']);
  });
});
