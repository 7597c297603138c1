import type { Unreadable } from '../document/index.js';
import type { Indicator } from './indicator.js';

/** What one document states, read by one version of the extractor. */
export interface Extraction {
  readonly extractor: string;
  /** Digest of what the configuration told the extractor (selector, kind, period …); two readings compare only where it agrees. */
  readonly settings?: string;
  /** In document order of `span.start`. */
  readonly indicators: readonly Indicator[];
  /** Tables that could not be read, the document's own and those the table rules gave up on. */
  readonly unreadable: readonly Unreadable[];
}
