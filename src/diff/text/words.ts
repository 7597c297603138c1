import { diffArrays } from 'diff';
import { type Alignment, link } from './alignment.js';
import type { Token } from './tokens.js';

/**
 * Work allowed for one comparison of words, in steps of the edit graph: 10 ms or so. Stretches that differ more were rewritten, and are left to the pairing of
 * sentences; two reports with nothing but their headings in common have a hundred such stretches.
 */
const STEPS = 300_000;

/**
 * Links the words that two stretches share, by Myers' edit script (jsdiff's `diffArrays`: its word and sentence modes do not know Chinese).
 * @returns false when the stretches differ so much that the script was given up; nothing is linked then
 */
export function mateWords(state: Alignment, old: readonly Token[], now: readonly Token[], moved: boolean): boolean {
  if (old.length === 0 || now.length === 0) return true;
  if (old.length + now.length > SHORT && common(old, now) < LEAST_COMMON) return false;
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

/** Up to this many words any two stretches are compared. */
const SHORT = 60;
/** Share of characters in common words below which a longer stretch was rewritten. */
const LEAST_COMMON = 0.25;

/** Share of the characters that stand in words of both, single characters apart: they are in every text. */
function common(old: readonly Token[], now: readonly Token[]): number {
  const counts = new Map<string, number>();
  let size = 0;
  for (const { text } of old) {
    size += text.length;
    if (text.length > 1) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  let shared = 0;
  for (const { text } of now) {
    size += text.length;
    const left = counts.get(text) ?? 0;
    if (left > 0) {
      counts.set(text, left - 1);
      shared += text.length;
    }
  }
  return (2 * shared) / Math.max(1, size);
}

/** A single character between two changes (的, 和, 为) is an accident of the script, not a kept word; it would only break the redline up. */
const isAccident = (words: readonly string[]): boolean =>
  words.length === 1 && (words[0] as string).length === 1 && !/\d/.test(words[0] as string);

function linkToken(state: Alignment, old: Token, now: Token, moved: boolean): void {
  for (let k = 0; k < old.end - old.start; k++) link(state, old.start + k, now.start + k, moved);
}
