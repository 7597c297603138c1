export { isAllowedAddress, isInside, toHttpUrl } from './address.js';
export { type BrowserFetcherOptions, createBrowserFetcher } from './browser.js';
export { createFetcher } from './fetcher.js';
export { proxyFor } from './proxy.js';
export { MAX_RETRY_WAIT_MS, parseRetryAfter, type RetryQuestion, retryDelay } from './retry.js';
export { DEFAULTS, type FetcherOptions, type Lookup, type NetworkSettings, type Surroundings } from './settings.js';
export type * from './types.js';
