// Runs the built command line the way a user's shell would, for the scripts that show or try the whole of it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(PROJECT, 'bin', 'planwatch.js');
const BUILT = join(PROJECT, 'dist', 'cli', 'main.js');

const newest = (dir: string): number =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).reduce(
    (latest, entry) => (entry.isFile() ? Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs) : latest),
    0,
  );

/** Builds where `npm ci` has not, or where sources were edited since. */
export function ensureBuilt(): void {
  if (existsSync(BUILT) && newest(join(PROJECT, 'dist')) >= newest(join(PROJECT, 'src'))) return;
  process.stderr.write('Building planwatch first (npm run build) ...\n');
  const tsc = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: PROJECT, stdio: ['ignore', 2, 2] });
  if (status !== 0 || !existsSync(BUILT)) throw new Error('planwatch could not be built; `npm run build` says why');
}

export interface Ran {
  /** Exit code; 128 + number for a signal is left to the caller. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `planwatch ARGS` in a folder; what it prints is handed back, not shown. */
export function planwatch(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }));
  });
}

/** As `planwatch`, for a command that prints one JSON document. */
export async function planwatchJson<T>(args: readonly string[], cwd: string): Promise<T> {
  const { code, stdout, stderr } = await planwatch([...args, '--format', 'json'], cwd);
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new Error(`planwatch ${args.join(' ')} ended with ${code} and printed no JSON:\n${stderr || stdout}`);
  }
}

/**
 * The browser settings these scripts need here, and a line for the terminal where they differ from the default. Chromium refuses its
 * sandbox to root, and these scripts open nothing but a report of their own: as root they switch it off.
 */
export function browserSettings(uid: number | undefined): { readonly yaml: string; readonly note: string | null } {
  if (uid !== 0) return { yaml: 'browser: { executable: null, sandbox: auto }', note: null };
  return {
    yaml: 'browser: { executable: null, sandbox: off }',
    note: 'Running as root: this configuration sets browser.sandbox to off, since Chromium has no sandbox for root.',
  };
}
