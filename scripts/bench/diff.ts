// Cases for `npm run bench`: two editions compared at outline size, growth with length, and a pair with nothing in common. Texts are invented.
import { diffEditions, type Edition } from '../../src/diff/index.js';
import { parseText } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';
import { makePlan } from '../../tests/diff/plan.js';
import { print } from '../../tests/diff/print.js';
import { createRandom } from '../../tests/diff/random.js';

/** Invented plans one after another until `length` characters are reached. */
function textOf(length: number, seed: number): string {
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

const OUTLINE = 62_000;

/** What `prepare` leaves for `run`. */
interface Case {
  readonly name: string;
  readonly note: string;
  readonly ratioTo?: string;
  prepare(): void;
  run(): unknown;
}

function comparison(name: string, length: number, note: string, ratioTo?: string): Case {
  let pair: readonly [Edition, Edition] | null = null;
  return {
    name,
    note,
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
    note: '62,000 characters, ten figures changed; goal under 250 ms warm',
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
  comparison('diff: outline x4', 4 * OUTLINE, 'goal: about four times the outline', 'diff: outline'),
  comparison('diff: outline x16', 16 * OUTLINE, 'goal: about sixteen times the outline', 'diff: outline'),
  nothingInCommon(350_000),
];
