/** Where a browser may be and how it is started. */
export interface BrowserChoice {
  readonly executable: string;
  /** How it was found: printed by `planwatch doctor`. */
  readonly from: (typeof BROWSER_ORIGINS)[number];
  /** `headless-shell` knows only the old headless mode; `chrome` is a whole browser. */
  readonly flavour: 'headless-shell' | 'chrome';
}

export const BROWSER_ORIGINS = ['config', 'environment', 'headless-shell', 'chrome', 'chromium', 'edge', 'puppeteer', 'sparticuz'] as const;

export type SandboxSetting = 'auto' | 'on' | 'off';

/** What the search for a browser may ask of the machine; tests pass their own. */
export interface BrowserProbe {
  readonly platform: string;
  /** Is there an executable file at this path? */
  isExecutable(path: string): boolean;
  /** Path that Puppeteer's own download would have, null where it has none. */
  puppeteerPath(): Promise<string | null>;
  /** Unpacks the Chromium that npm carries and answers its path; null where the optional package is not installed. */
  sparticuzPath(): Promise<string | null>;
}

/** What decides whether the sandbox may be left out. */
export interface Confinement {
  readonly isRoot: boolean;
  /** The sign by which a container was recognised (`/.dockerenv`), null outside of one. */
  readonly container: string | null;
}
