import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findBrowser, launchBrowser, systemProbe, writeFontsConf } from '../../src/browser/index.js';
import { isPlanwatchError } from '../../src/errors.js';

const choose = async () => {
  try {
    return await findBrowser({ executable: null }, process.env, systemProbe());
  } catch (error) {
    if (process.env.CI || !isPlanwatchError(error)) throw error;
    return null;
  }
};

describe('starting a browser', () => {
  it('to print: reaches no address, not even the machine it runs on', async ({ skip }) => {
    const choice = (await choose()) ?? skip('no browser on this machine: apt-get install chromium-headless-shell');
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end('here');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const browser = await launchBrowser({ choice, sandbox: 'auto', purpose: 'print' });
    try {
      const page = await browser.newPage();
      await expect(page.goto(address)).rejects.toThrow();
      expect(asked).toBe(0);
    } finally {
      await browser.close();
      server.close();
    }
  }, 60_000);

  it('ends with the process that started it, also where that is killed', async ({ skip }) => {
    const choice = (await choose()) ?? skip('no browser on this machine: apt-get install chromium-headless-shell');
    const entry = new URL('../../src/browser/index.ts', import.meta.url).href;
    const program = `import(${JSON.stringify(entry)}).then(({ launchBrowser }) => launchBrowser(${JSON.stringify({ choice, sandbox: 'auto', purpose: 'fetch' })})).then((b) => process.send(b.process().pid));`;
    const starter = spawn(process.execPath, ['--import', 'tsx', '-e', program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const pid = await new Promise<number>((resolve) => starter.once('message', (x) => resolve(x as number)));
    const runs = () => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    expect(runs()).toBe(true);
    starter.kill('SIGKILL');
    await vi.waitFor(() => expect(runs()).toBe(false), { timeout: 20_000, interval: 50 });
  }, 60_000);

  it('that is none tells what it was and what to do', async () => {
    const choice = { executable: process.execPath, from: 'config', flavour: 'headless-shell' } as const;
    await expect(launchBrowser({ choice, sandbox: 'on', purpose: 'print', timeoutMs: 5_000 })).rejects.toMatchObject({
      code: 'BROWSER_LAUNCH_FAILED',
      exit: 4,
      message: expect.stringContaining(process.execPath),
    });
  }, 60_000);
});

describe('the fonts of a print', () => {
  it('are two files that are there, and no folder of the system', () => {
    const dir = mkdtempSync(join(tmpdir(), 'planwatch-fonts-'));
    try {
      const conf = readFileSync(writeFontsConf(dir), 'utf8');
      const folders = [...conf.matchAll(/<dir>(.*?)<\/dir>/g)].map((match) => match[1] as string);
      expect(folders.length).toBe(2);
      for (const folder of folders) expect(existsSync(folder)).toBe(true);
      expect(conf).not.toContain('/usr/share/fonts');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
