import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { PlanwatchError } from '../errors.js';
import { writeFontsConf } from './fonts.js';
import { systemConfinement } from './probe.js';
import { decideSandbox } from './sandbox.js';
import type { BrowserChoice, SandboxSetting } from './types.js';

export interface LaunchOptions {
  readonly choice: BrowserChoice;
  readonly sandbox: SandboxSetting;
  /** `print` sees the report's fonts only and no network; `fetch` is a plain browser. */
  readonly purpose: 'print' | 'fetch';
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default 30000 */
  readonly timeoutMs?: number;
}

/** Nothing that weakens the browser: @sparticuz/chromium's own list has --disable-web-security and --single-process and is not used. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
  '--disable-dev-shm-usage',
];
// A proxy that cannot exist: whatever slipped past the page's request filter still reaches nobody.
const PRINT_ARGS = ['--host-resolver-rules=MAP * ~NOTFOUND', '--proxy-server=127.0.0.1:9', '--proxy-bypass-list=<-loopback>'];

/** What a browser needs to start. The secrets of the channels are none of its business. */
const INHERITED =
  /^(?:PATH|HOME|USER|LANG|LC_\w+|TZ|TMP|TEMP|TMPDIR|DISPLAY|WAYLAND_DISPLAY|XDG_\w+|DBUS_\w+|FONTCONFIG_\w+|LD_LIBRARY_PATH|AWS_EXECUTION_ENV|SYSTEMROOT|WINDIR|APPDATA|LOCALAPPDATA|PROGRAM\w+)$/i;
const inheritedEnv = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => INHERITED.test(name)));

/**
 * Starts a browser. Its profile and font cache lie in a private directory that is removed when it closes.
 * @throws PlanwatchError BROWSER_LAUNCH_FAILED with the first lines of what the browser said
 */
export async function launchBrowser(options: LaunchOptions): Promise<Browser> {
  const { default: puppeteer } = await import('puppeteer');
  const env = options.env ?? process.env;
  const where = systemConfinement(env);
  const { sandbox } = decideSandbox(options.sandbox, where);
  const dir = mkdtempSync(join(tmpdir(), 'planwatch-browser-'));
  const remove = () => {
    try {
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // A helper process of the browser is still writing there; what stays is a few files in the system's temporary folder.
    }
  };
  const print = options.purpose === 'print';
  try {
    const browser = await puppeteer.launch({
      executablePath: options.choice.executable,
      headless: options.choice.flavour === 'headless-shell' ? 'shell' : true,
      // Through a pipe and not a port: nobody else can connect, and a browser whose pipe closes ends, also where we were killed.
      pipe: true,
      userDataDir: join(dir, 'profile'),
      timeout: options.timeoutMs ?? 30_000,
      args: [...ARGS, ...(print ? PRINT_ARGS : []), ...(sandbox ? [] : ['--no-sandbox'])],
      env: { ...inheritedEnv(env), ...(print ? { FONTCONFIG_FILE: writeFontsConf(dir) } : {}) },
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    // `disconnected` comes while the browser is still putting its profile away; its exit is the time to clear up.
    const running = browser.process();
    if (running) running.once('exit', remove);
    else browser.once('disconnected', remove);
    return browser;
  } catch (error) {
    remove();
    const said = error instanceof Error ? error.message : String(error);
    const reason = /no-sandbox|running as root/i.test(said)
      ? 'it will not start its sandbox as root'
      : (said.split('\n').find((line) => line.trim()) ?? said);
    throw new PlanwatchError('BROWSER_LAUNCH_FAILED', { executable: options.choice.executable, reason }, { cause: error });
  }
}
