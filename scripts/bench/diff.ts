/**
 * Two editions compared at outline size, growth with length, and a pair with nothing in common. Texts are invented, or made from the plan that
 * PLANWATCH_BENCH_TEXT names. Figures: `npm run bench -- diff`.
 */
import { diffEditions, type Edition } from '../../src/diff/index.js';
import { parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';
import { makePlan } from '../../tests/diff/plan.js';
import { print } from '../../tests/diff/print.js';
import { createRandom } from '../../tests/diff/random.js';
import { ownText, repeated } from '../bench-text.js';

const own = ownText();

/** Invented plans one after another until `length` characters are reached. */
function textOf(length: number, seed: number): string {
  if (own !== null) return repeated(own, length);
  let text = '';
  for (let i = 0; text.length < length; i++) text += `${print(makePlan(seed * 1000 + i), createRandom(seed), []).content}\n`;
  return text.slice(0, length);
}

/** Changes one figure in each of ten places. */
function revised(text: string): string {
  let out = text;
  for (let k = 1; k <= 10; k++) {
    const at = Math.floor((out.length * k) / 11);
    const found = /(\d+)%/.exec(out.slice(at));
    if (found) out = `${out.slice(0, at + found.index)}${Number(found[1]) + 3}%${out.slice(at + found.index + found[0].length)}`;
  }
  return out;
}

function read(text: string): Edition {
  const document = parseText(text, { sha256: '', mediaType: 'text/plain' });
  return { document, extraction: extractIndicators(document) };
}

const OUTLINE = own?.length ?? 62_000;

/** Of a short case: enough for the engine to have compiled it, and for one pause of its garbage collector not to be the median. */
const STEADY = { warmup: 5, runs: 9 } as const;

/** What `prepare` leaves for `run`. */
interface Case {
  readonly name: string;
  readonly note: string;
  readonly ratioTo?: string;
  readonly warmup?: number;
  readonly runs?: number;
  prepare(): void;
  run(): unknown;
}

function comparison(name: string, length: number, note: string, ratioTo?: string): Case {
  let pair: readonly [Edition, Edition] | null = null;
  return {
    name,
    note,
    ...(length > OUTLINE ? {} : STEADY),
    ...(ratioTo === undefined ? {} : { ratioTo }),
    prepare() {
      const text = textOf(length, 1);
      pair = [read(text), read(revised(text))];
    },
    run: () => pair && diffEditions(...pair),
  };
}

function withExtraction(): Case {
  let texts: readonly [string, string] = ['', ''];
  return {
    name: 'diff: outline, extraction included',
    note: `${OUTLINE.toLocaleString('en')} characters, ten figures changed; goal under 250 ms warm`,
    ...STEADY,
    prepare() {
      const text = textOf(OUTLINE, 1);
      texts = [text, revised(text)];
    },
    run: () => diffEditions(read(texts[0]), read(texts[1])),
  };
}

/** Every ideograph of the second text is another one: no clause, word or name is shared. */
function nothingInCommon(length: number): Case {
  let pair: readonly [Edition, Edition] | null = null;
  return {
    name: 'diff: nothing in common',
    note: '1 MB of UTF-8 a side; goal under 5 s',
    prepare() {
      const other = textOf(length, 2).replace(/\p{Script=Han}/gu, (c) => String.fromCharCode(c.charCodeAt(0) + 7));
      pair = [read(textOf(length, 1)), read(other)];
    },
    run: () => pair && diffEditions(...pair),
  };
}

export const cases: readonly Case[] = [
  withExtraction(),
  comparison('diff: outline', OUTLINE, 'the comparison alone'),
  comparison('diff: outline x4', 4 * OUTLINE, 'n log n: 4 to 4.5', 'diff: outline'),
  comparison('diff: outline x16', 16 * OUTLINE, 'n log n: 16 to 20', 'diff: outline'),
  nothingInCommon(350_000),
];
