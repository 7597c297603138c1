import { PlanwatchError } from '../errors.js';
import type { BrowserChoice, BrowserProbe } from './types.js';

const LINUX = {
  'headless-shell': ['/usr/bin/chromium-headless-shell', '/usr/bin/chrome-headless-shell', '/usr/lib/chromium/chromium-headless-shell'],
  chrome: ['/usr/bin/google-chrome-stable', '/usr/bin/google-chrome', '/opt/google/chrome/chrome'],
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium', '/usr/lib/chromium/chromium'],
  edge: ['/usr/bin/microsoft-edge-stable', '/usr/bin/microsoft-edge'],
} as const;

const MAC = {
  'headless-shell': [],
  chrome: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  chromium: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/opt/homebrew/bin/chromium'],
  edge: ['/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
} as const;

type Env = Readonly<Record<string, string | undefined>>;

function windows(env: Env) {
  const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((x): x is string => Boolean(x));
  const under = (tail: string) => roots.map((root) => `${root}\\${tail}`);
  return {
    'headless-shell': [],
    chrome: under('Google\\Chrome\\Application\\chrome.exe'),
    chromium: under('Chromium\\Application\\chrome.exe'),
    edge: under('Microsoft\\Edge\\Application\\msedge.exe'),
  };
}

const flavourOf = (path: string): BrowserChoice['flavour'] => (/headless[-_]shell/i.test(path) ? 'headless-shell' : 'chrome');

/**
 * The first browser that is there: configuration, `PUPPETEER_EXECUTABLE_PATH`, an installed headless shell, Chrome, Chromium, Edge,
 * Puppeteer's own download, the Chromium carried by the optional package @sparticuz/chromium.
 * A path named by hand that does not exist is an error and never silently replaced.
 * @throws PlanwatchError BROWSER_NOT_EXECUTABLE, REPORT_NO_BROWSER
 */
export async function findBrowser(config: { readonly executable: string | null }, env: Env, probe: BrowserProbe): Promise<BrowserChoice> {
  const named = [
    ['config', config.executable],
    ['environment', env.PUPPETEER_EXECUTABLE_PATH],
  ] as const;
  for (const [from, path] of named) {
    if (!path) continue;
    if (!probe.isExecutable(path)) throw new PlanwatchError('BROWSER_NOT_EXECUTABLE', { path, from });
    return { executable: path, from, flavour: flavourOf(path) };
  }
  const places = probe.platform === 'win32' ? windows(env) : probe.platform === 'darwin' ? MAC : LINUX;
  const looked: string[] = [];
  for (const from of ['headless-shell', 'chrome', 'chromium', 'edge'] as const) {
    for (const path of places[from]) {
      looked.push(path);
      if (probe.isExecutable(path)) return { executable: path, from, flavour: flavourOf(path) };
    }
  }
  const own = await probe.puppeteerPath();
  if (own) {
    looked.push(own);
    if (probe.isExecutable(own)) return { executable: own, from: 'puppeteer', flavour: flavourOf(own) };
  }
  const carried = await probe.sparticuzPath();
  if (carried) return { executable: carried, from: 'sparticuz', flavour: 'headless-shell' };
  throw new PlanwatchError('REPORT_NO_BROWSER', { looked });
}
