import type { Snapshot } from '../records/index.js';
import type { Tree } from './tree.js';
import type { Deriver, StoreFinding } from './types.js';

/** A finding with the way to mend it, where there is one. */
export interface Finding extends StoreFinding {
  readonly mend?: (deriver: Deriver) => Promise<void>;
}

/** What the checks of one source share. */
export interface SourceView {
  readonly tree: Tree;
  readonly source: string;
  readonly editions: ReadonlyMap<string, Snapshot>;
  readonly found: (finding: Omit<Finding, 'source' | 'repairable'>) => void;
}
