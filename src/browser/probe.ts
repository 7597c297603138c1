import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectContainer } from './sandbox.js';
import type { BrowserProbe, Confinement } from './types.js';

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const NSS = [
  '/usr/lib/x86_64-linux-gnu/libnss3.so',
  '/usr/lib/aarch64-linux-gnu/libnss3.so',
  '/usr/lib64/libnss3.so',
  '/usr/lib/libnss3.so',
];

/**
 * Unpacks the Chromium of @sparticuz/chromium into a private directory that goes when the process ends.
 * The package unpacks the libraries it needs only where it believes to run on AWS Lambda, which it decides while being imported; where the
 * system has no NSS we say so for the length of the import. Its directory is `os.tmpdir()/chromium`, open to anybody's guess: hence TMPDIR.
 */
async function sparticuzPath(env: NodeJS.ProcessEnv): Promise<string | null> {
  const saved = { TMPDIR: env.TMPDIR, AWS: env.AWS_EXECUTION_ENV };
  const dir = mkdtempSync(join(tmpdir(), 'planwatch-browser-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  try {
    env.TMPDIR = dir;
    if (!NSS.some((path) => existsSync(path))) env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
    const name = '@sparticuz/chromium';
    const { default: chromium } = (await import(name)) as { default: { executablePath(): Promise<string> } };
    return await chromium.executablePath();
  } catch {
    return null;
  } finally {
    if (saved.TMPDIR === undefined) delete env.TMPDIR;
    else env.TMPDIR = saved.TMPDIR;
    if (saved.AWS === undefined) delete env.AWS_EXECUTION_ENV;
  }
}

/** The probe of this machine. @param env changed for a moment while the carried Chromium is unpacked @default process.env */
export function systemProbe(env: NodeJS.ProcessEnv = process.env): BrowserProbe {
  return {
    platform: process.platform,
    isExecutable,
    puppeteerPath: async () => {
      const { default: puppeteer } = await import('puppeteer');
      try {
        return puppeteer.executablePath();
      } catch {
        return null;
      }
    },
    sparticuzPath: () => sparticuzPath(env),
  };
}

/** What this process is confined by. */
export function systemConfinement(env: Readonly<Record<string, string | undefined>>): Confinement {
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  };
  return { isRoot: process.getuid?.() === 0, container: detectContainer(read, env) };
}
