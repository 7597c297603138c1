import { PlanwatchError } from '../errors.js';
import type { Finding } from './findings.js';
import type { Tree } from './tree.js';
import type { Deriver, Repair, StoreFinding } from './types.js';
import { verifyStore } from './verify.js';

/** A mended record can bring to light what it hides: an extraction, then a change set. Each round mends one layer. */
const ROUNDS = 4;

const keyOf = (x: StoreFinding): string => `${x.path}\n${x.kind}`;
const plain = ({ mend: _, ...finding }: Finding): StoreFinding => finding;

/**
 * Mends what can be mended and looks again.
 * @throws PlanwatchError SNAPSHOTS_NOT_WRITABLE; a parser that fails leaves its finding in `remaining`
 */
export async function repairStore(tree: Tree, deriver: Deriver): Promise<Repair> {
  const seen = new Map<string, StoreFinding>();
  let findings = await verifyStore(tree);
  for (let round = 0; round < ROUNDS && findings.some((x) => x.mend !== undefined); round++) {
    for (const finding of findings) {
      seen.set(keyOf(finding), plain(finding));
      try {
        await finding.mend?.(deriver);
      } catch (error) {
        if (error instanceof PlanwatchError && error.code === 'SNAPSHOTS_NOT_WRITABLE') throw error;
      }
    }
    findings = await verifyStore(tree);
  }
  const remaining = new Set(findings.map(keyOf));
  return { repaired: [...seen.values()].filter((x) => !remaining.has(keyOf(x))), remaining: findings.map(plain) };
}
