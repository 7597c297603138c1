/** Answers kept at once; a plan of 60,000 characters asks for a few hundred. */
const LIMIT = 4096;
/** In UTF-16 units. A longer text does not come twice, and would hold the page that it was cut from. */
const LONGEST = 120;

/**
 * Remembers what a pure function said of short texts: one report asks the same of the same words several times for each value, and a plan
 * repeats its words from section to section and from edition to edition. Nothing but time depends on it.
 * @param keyOf  two lists of arguments with one key have one answer; may be left out where the one argument is a text
 */
export function memoised<T>(read: (text: string) => T): (text: string) => T;
export function memoised<A extends readonly unknown[], T>(read: (...args: A) => T, keyOf: (...args: A) => string): (...args: A) => T;
export function memoised<A extends readonly unknown[], T>(
  read: (...args: A) => T,
  keyOf: (...args: A) => string = (...[text]) => text as string,
): (...args: A) => T {
  const known = new Map<string, T>();
  return (...args) => {
    const key = keyOf(...args);
    if (key.length > LONGEST) return read(...args);
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = read(...args);
    // All are dropped at once: keeping the order of use costs more than reading a few again.
    if (known.size >= LIMIT) known.clear();
    known.set(key, answer);
    return answer;
  };
}
