import { createHash } from 'node:crypto';
import type { Change, Diff, Edition } from '../../src/diff/index.js';
import { diffEditions } from '../../src/diff/index.js';
import { parseDocument } from '../../src/document/index.js';
import { extractIndicators, type Indicator } from '../../src/indicators/index.js';
import { revise } from './edit.js';
import { makePlan } from './plan.js';
import { COSMETICS, type Cosmetic, type Page, print } from './print.js';
import { createRandom, type Random } from './random.js';
import type { Expected, Revision } from './revisions.js';

export async function editionOf(page: Page): Promise<Edition> {
  const bytes = new TextEncoder().encode(page.content);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const document = await parseDocument([{ bytes, mediaType: null, charset: null, url: null, fileName: page.fileName, sha256 }]);
  return { document, extraction: extractIndicators(document) };
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/[—–~－]/g, '-');
const sideFits = (printed: string | null, indicator: Indicator | null): boolean =>
  printed === null
    ? indicator === null
    : indicator !== null && plain(indicator.valueText).replace(/%$/, '') === plain(printed).replace(/%$/, '');

/** True where a change says what was expected: type, printed value before and after, and a name that shares its words. */
export function fits(expected: Expected, change: Change): boolean {
  if (change.type !== expected.type || !expected.fields.every((f) => (change.fields as readonly string[]).includes(f))) return false;
  if (!sideFits(expected.before, change.before) || !sideFits(expected.after, change.after)) return false;
  const name = (text: string) => text.replace(/规模以上/g, '规上');
  const quote = name([change.before, change.after].map((side) => `${side?.name}${side?.quote}`).join());
  return [...name(expected.name)].filter((c) => quote.includes(c)).length >= 0.5 * name(expected.name).length;
}

export interface PairResult {
  readonly seed: number;
  readonly cosmetics: readonly Cosmetic[];
  readonly expected: readonly Expected[];
  readonly missed: readonly Expected[];
  /** Revised, added or removed although nothing was. */
  readonly alarms: readonly Change[];
  readonly diff: Diff;
  readonly before: Edition;
  readonly after: Edition;
}

const someCosmetics = (random: Random): Cosmetic[] => COSMETICS.filter(() => random.chance(0.3));

/** One seeded pair: an invented plan, `count` revisions, each side printed in its own dress. */
export async function measurePair(
  seed: number,
  count: number,
  kinds?: readonly Revision[],
  dress?: readonly Cosmetic[],
): Promise<PairResult> {
  const random = createRandom(seed);
  const plan = makePlan(seed * 7919 + 1);
  const { plan: revised, expected } = revise(plan, random, count, kinds);
  const first = dress ?? (random.chance(0.5) ? [] : someCosmetics(random));
  const second = dress ?? someCosmetics(random);
  const before = await editionOf(print(plan, random, first));
  const after = await editionOf(print(revised, random, second));
  const diff = diffEditions(before, after);
  const open = [...diff.changes];
  const missed: Expected[] = [];
  for (const one of expected) {
    const at = open.findIndex((c) => fits(one, c));
    if (at < 0) missed.push(one);
    else open.splice(at, 1);
  }
  const alarms = open.filter((c) => c.type === 'revised' || c.type === 'added' || c.type === 'removed');
  return { seed, cosmetics: [...new Set([...first, ...second])], expected, missed, alarms, diff, before, after };
}
