/** Answers kept at once; a plan of 60,000 characters asks for a few hundred. */
const LIMIT = 4096;
/** In UTF-16 units. A longer text does not come twice, and would hold the page that it was cut from. */
const LONGEST = 120;

function keep<T>(known: Map<string, T>, key: string, answer: T): T {
  // All are dropped at once: keeping the order of use costs more than reading a few again.
  if (known.size >= LIMIT) known.clear();
  known.set(key, answer);
  return answer;
}

/**
 * Remembers what a pure function said of a short text: one report asks the same of the same words several times for each value, and a plan
 * repeats its words from section to section and from edition to edition. Nothing but time depends on it.
 */
export function memoised<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return read(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    return keep(known, text, read(text));
  };
}

/**
 * The same of a function of several arguments.
 * @param keyOf  two lists of arguments with one key have one answer
 */
export function memoisedBy<A extends readonly unknown[], T>(keyOf: (...args: A) => string, read: (...args: A) => T): (...args: A) => T {
  const known = new Map<string, T>();
  return (...args) => {
    const key = keyOf(...args);
    if (key.length > LONGEST) return read(...args);
    const before = known.get(key);
    if (before !== undefined) return before;
    return keep(known, key, read(...args));
  };
}
