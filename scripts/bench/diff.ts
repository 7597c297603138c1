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

function comparison(length: number): () => void {
  const text = textOf(length, 1);
  const [before, after] = [read(text), read(revised(text))];
  return () => {
    diffEditions(before, after);
  };
}

function withExtraction(): () => void {
  const text = textOf(OUTLINE, 1);
  const other = revised(text);
  return () => {
    diffEditions(read(text), read(other));
  };
}

function nothingInCommon(length: number): () => void {
  const [before, after] = [
    read(textOf(length, 1)),
    read(textOf(length, 2).replace(/\p{Script=Han}/gu, (c) => String.fromCharCode(c.charCodeAt(0) + 7))),
  ];
  return () => {
    diffEditions(before, after);
  };
}

/** `run` does the work once; what must be prepared is prepared when the case is made. */
export interface BenchCase {
  readonly name: string;
  readonly run: () => void;
  readonly note: string;
}

export const cases: readonly BenchCase[] = [
  {
    name: 'diff: outline, extraction included',
    run: withExtraction(),
    note: '62,000 characters, ten figures changed; goal under 250 ms warm',
  },
  { name: 'diff: outline', run: comparison(OUTLINE), note: 'the comparison alone' },
  { name: 'diff: outline x4', run: comparison(4 * OUTLINE), note: 'goal: about four times the outline (n log n)' },
  { name: 'diff: outline x16', run: comparison(16 * OUTLINE), note: 'goal: about sixteen times the outline' },
  { name: 'diff: nothing in common', run: nothingInCommon(350_000), note: '1 MB of UTF-8 a side; goal under 5 s' },
];
