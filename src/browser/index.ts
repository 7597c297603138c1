export { findBrowser } from './find.js';
export { reportFontFiles, writeFontsConf } from './fonts.js';
export { type LaunchOptions, launchBrowser } from './launch.js';
export { systemConfinement, systemProbe } from './probe.js';
export { decideSandbox, detectContainer, type SandboxDecision } from './sandbox.js';
export type * from './types.js';
export { BROWSER_ORIGINS } from './types.js';
