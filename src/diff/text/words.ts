import { diffArrays } from 'diff';
import { type Alignment, link } from './alignment.js';
import type { Token } from './tokens.js';

/** Work allowed for one comparison of words, in steps of the edit graph: about 50 ms. */
const STEPS = 3_000_000;

/**
 * Links the words that two stretches share, by Myers' edit script (jsdiff's `diffArrays`: its word and sentence modes do not know Chinese).
 * @returns false when the stretches differ so much that the script was given up; nothing is linked then
 */
export function mateWords(state: Alignment, old: readonly Token[], now: readonly Token[], moved: boolean): boolean {
  if (old.length === 0 || now.length === 0) return true;
  const limit = Math.max(40, Math.floor(STEPS / (old.length + now.length)));
  const changes = diffArrays(
    old.map((t) => t.text),
    now.map((t) => t.text),
    { maxEditLength: limit },
  );
  if (!changes) return false;
  let i = 0;
  let j = 0;
  for (let c = 0; c < changes.length; c++) {
    const change = changes[c] as (typeof changes)[number];
    const count = change.value.length;
    if (change.added) j += count;
    else if (change.removed) i += count;
    else {
      const inside = c > 0 && c < changes.length - 1;
      if (!(inside && isAccident(change.value)))
        for (let k = 0; k < count; k++) linkToken(state, old[i + k] as Token, now[j + k] as Token, moved);
      i += count;
      j += count;
    }
  }
  return true;
}

/** A single character between two changes (的, 和, 为) is an accident of the script, not a kept word; it would only break the redline up. */
const isAccident = (words: readonly string[]): boolean =>
  words.length === 1 && (words[0] as string).length === 1 && !/\d/.test(words[0] as string);

function linkToken(state: Alignment, old: Token, now: Token, moved: boolean): void {
  for (let k = 0; k < old.end - old.start; k++) link(state, old.start + k, now.start + k, moved);
}
