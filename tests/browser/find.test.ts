import { describe, expect, it } from 'vitest';
import type { BrowserProbe } from '../../src/browser/index.js';
import { findBrowser } from '../../src/browser/index.js';

const SHELL = '/usr/bin/chromium-headless-shell';
const CHROME = '/usr/bin/google-chrome-stable';
const CHROMIUM = '/usr/bin/chromium';
const EDGE = '/usr/bin/microsoft-edge-stable';
const OWN = '/home/x/.cache/puppeteer/chrome-headless-shell/linux-148/chrome-headless-shell';

function probe(present: readonly string[], more: Partial<BrowserProbe> = {}): BrowserProbe {
  return {
    platform: 'linux',
    isExecutable: (path) => present.includes(path),
    puppeteerPath: async () => OWN,
    sparticuzPath: async () => '/tmp/private/chromium',
    ...more,
  };
}

describe('finding a browser', () => {
  it('takes the first that is there, in the documented order', async () => {
    const everything = ['/opt/mine', '/opt/env', SHELL, CHROME, CHROMIUM, EDGE, OWN];
    const order: string[] = [];
    for (let present = everything; present.length > 0; present = present.slice(1)) {
      const named = { executable: present.includes('/opt/mine') ? '/opt/mine' : null };
      const env = { PUPPETEER_EXECUTABLE_PATH: present.includes('/opt/env') ? '/opt/env' : undefined };
      const found = await findBrowser(named, env, probe(present));
      order.push(`${found.from} ${found.executable}`);
    }
    order.push((await findBrowser({ executable: null }, {}, probe([]))).from);
    expect(order).toEqual([
      'config /opt/mine',
      'environment /opt/env',
      `headless-shell ${SHELL}`,
      `chrome ${CHROME}`,
      `chromium ${CHROMIUM}`,
      `edge ${EDGE}`,
      `puppeteer ${OWN}`,
      'sparticuz',
    ]);
  });

  it('knows a headless shell from a whole browser', async () => {
    expect((await findBrowser({ executable: null }, {}, probe([SHELL]))).flavour).toBe('headless-shell');
    expect((await findBrowser({ executable: null }, {}, probe([CHROMIUM]))).flavour).toBe('chrome');
    expect((await findBrowser({ executable: null }, {}, probe([OWN]))).flavour).toBe('headless-shell');
  });

  it('never replaces a path that was named by hand', async () => {
    await expect(findBrowser({ executable: '/no/such' }, {}, probe([SHELL]))).rejects.toMatchObject({
      code: 'BROWSER_NOT_EXECUTABLE',
      exit: 4,
      message: '/no/such (from browser.executable) is not a program that can be run',
    });
    await expect(findBrowser({ executable: null }, { PUPPETEER_EXECUTABLE_PATH: '/no/env' }, probe([SHELL]))).rejects.toMatchObject({
      message: '/no/env (from PUPPETEER_EXECUTABLE_PATH) is not a program that can be run',
    });
  });

  it('says how to install one where there is none', async () => {
    await expect(findBrowser({ executable: null }, {}, probe([], { sparticuzPath: async () => null }))).rejects.toMatchObject({
      code: 'REPORT_NO_BROWSER',
      exit: 4,
      hint: expect.stringContaining('apt-get install -y chromium-headless-shell'),
    });
  });

  it('looks where other systems keep theirs', async () => {
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect((await findBrowser({ executable: null }, {}, probe([mac], { platform: 'darwin' }))).executable).toBe(mac);
    const windows = 'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe';
    const found = await findBrowser({ executable: null }, { PROGRAMFILES: 'C:\\Program Files' }, probe([windows], { platform: 'win32' }));
    expect(found).toMatchObject({ executable: windows, from: 'edge' });
  });
});
