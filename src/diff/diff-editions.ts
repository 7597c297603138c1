import { PlanwatchError } from '../errors.js';
import { createConceptFinder } from '../indicators/index.js';
import type { Change, Diff, DiffSummary, Edition } from './change.js';
import { shortHash, signatureOf } from './identity.js';
import { sidesOf } from './match/context.js';
import { isStillPrinted, judge, type Sides } from './match/judge.js';
import { type Located, locate } from './match/located.js';
import { type Pair, pairIndicators } from './match/pairs.js';
import { align } from './text/align.js';
import { type Alignment, swapAlignment } from './text/alignment.js';
import { layOut } from './text/layout.js';
import { piecesOf } from './text/pieces.js';
import { deltaOf, directionOf, signedDirectionOf } from './values/delta.js';
import { strictnessOf } from './values/strictness.js';

/** Whether more of a thing is better; what the catalogue says of a concept. */
export type Polarity = 'higher' | 'lower' | 'neither';

export interface DiffOptions {
  /** @default what the built-in catalogue says; pass another where the configuration adds concepts */
  readonly polarityOf?: (concept: string) => Polarity | null | undefined;
}

/**
 * Tells what became of every indicator between two editions of one document, with the redline of their texts.
 * @param before the older edition; indicators in document order
 * @returns changes in the order of the newer text, removals last in the order of the older; nothing for cosmetic differences. `diffEditions(b, a)`
 *   mirrors `diffEditions(a, b)`: it is computed once, in an order that does not depend on which side is called older
 * @throws PlanwatchError DIFF_VERSION_MISMATCH when the extractions come from different extractor versions
 */
export function diffEditions(before: Edition, after: Edition, options: DiffOptions = {}): Diff {
  if (before.extraction.extractor !== after.extraction.extractor)
    throw new PlanwatchError('DIFF_VERSION_MISMATCH', { before: before.extraction.extractor, after: after.extraction.extractor });
  const { alignment, pairs, old, now } = matchEditions(before, after);
  const [oldSide, nowSide] = sidesOf(alignment);
  const sides: Sides = { old: oldSide, now: nowSide, before: old, after: now };
  const changes: Change[] = [];
  const used = new Map<string, number>();
  const record = (x: Located | null, y: Located | null, rest: Pick<Change, 'type' | 'fields'>) => {
    const signature = shortHash(`${signatureOf(alignment.before, x)}\n${signatureOf(alignment.after, y)}`);
    const count = (used.get(signature) ?? 0) + 1;
    used.set(signature, count);
    changes.push({
      id: count === 1 ? signature : `${signature}-${count}`,
      ...rest,
      ...meaningOf(x, y, rest.type === 'revised', options),
      before: x?.indicator ?? null,
      after: y?.indicator ?? null,
    });
  };
  const partner = new Int32Array(now.length).fill(-1);
  const matched = new Uint8Array(old.length);
  for (const pair of pairs) {
    partner[pair.after] = pair.before;
    matched[pair.before] = 1;
  }
  let unchanged = 0;
  for (const y of now) {
    const i = partner[y.index] as number;
    if (i < 0) {
      if (!isStillPrinted(nowSide, y, old)) record(null, y, { type: 'added', fields: [] });
      continue;
    }
    const x = old[i] as Located;
    const verdict = judge(sides, x, y);
    if (verdict.type === null) unchanged++;
    else record(x, y, { type: verdict.type, fields: verdict.fields });
  }
  for (const x of old) if (matched[x.index] === 0 && !isStillPrinted(oldSide, x, now)) record(x, null, { type: 'removed', fields: [] });
  return { schema: 'planwatch.diff/1', changes, text: { pieces: piecesOf(alignment) }, summary: summaryOf(changes, unchanged) };
}

const catalogue = createConceptFinder();
const polarityInCatalogue = (concept: string): Polarity | null => catalogue.conceptByKey(concept)?.polarity ?? null;

/** Alignment and pairs of two editions, found in an order of the sides that depends on their content alone. */
function matchEditions(before: Edition, after: Edition): { alignment: Alignment; pairs: Pair[]; old: Located[]; now: Located[] } {
  const swap = before.document.text > after.document.text;
  const [first, second] = swap ? [after, before] : [before, after];
  const alignment = align(layOut(first.document), layOut(second.document));
  const left = locate(alignment.before, first.extraction.indicators);
  const right = locate(alignment.after, second.extraction.indicators);
  const pairs = pairIndicators(alignment, left, right);
  if (!swap) return { alignment, pairs, old: left, now: right };
  return { alignment: swapAlignment(alignment), pairs: pairs.map((p) => ({ before: p.after, after: p.before })), old: right, now: left };
}

function meaningOf(
  x: Located | null,
  y: Located | null,
  revised: boolean,
  options: DiffOptions,
): Pick<Change, 'direction' | 'strictness' | 'outlook' | 'delta'> {
  if (!revised || x === null || y === null) return { direction: null, strictness: null, outlook: null, delta: null };
  const [a, b] = [x.indicator, y.indicator];
  const signed = signedDirectionOf(a, b);
  const concept = a.concept ?? b.concept;
  const polarity = concept === null ? null : (options.polarityOf ?? polarityInCatalogue)(concept);
  const known = signed !== null && (polarity === 'higher' || polarity === 'lower');
  const better = (signed === 'raised') === (polarity === 'higher');
  return {
    direction: directionOf(a, b),
    strictness: strictnessOf(a, b, polarity ?? null),
    outlook: known ? (better ? 'better' : 'worse') : null,
    delta: deltaOf(a, b),
  };
}

function summaryOf(changes: readonly Change[], unchanged: number): DiffSummary {
  const count = (type: Change['type']) => changes.filter((c) => c.type === type).length;
  return {
    revised: count('revised'),
    added: count('added'),
    removed: count('removed'),
    reworded: count('reworded'),
    moved: count('moved'),
    unchanged,
  };
}
