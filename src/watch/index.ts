export { checkSource, hasTargetChange, importCapture } from './check.js';
export { collectReport, type ReportRequest, reportKey, standingChangeSets, troubledSince } from './collect.js';
export { dayOf, withinDays } from './days.js';
export { type DiscoveryState, discover } from './discover.js';
export { discoveredSources, discoveriesOf } from './discovered.js';
export { editionOf, neighbours, type ReadableSource, readSnapshot } from './editions.js';
export { findUntold, markTold, type Untold } from './reported.js';
export { type RunOptions, type RunResult, runChecks } from './run.js';
export type { CheckResult, Log, Proposal, WatchParts } from './types.js';
