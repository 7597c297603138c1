export { isCron, isTimezone } from './checks.js';
export { type Config, type ConfiguredSource, defaultConfig, loadConfig, parseConfig } from './load.js';
export { nearestOf } from './nearest.js';
export { holdsPassword, withoutPassword } from './password.js';
export type { ProxySettings } from './proxy.js';
export { type ChannelSettings, type ConfigFile, configSchema } from './schema.js';
