/**
 * A search for a pattern that ends with `$` tries every unit of the text as its beginning; most texts do not end so, and the search is in vain.
 * As a lookbehind at the end of the text the same pattern is matched once, backwards. It holds for the same texts, as long as it has no groups
 * that it refers back to; only where it begins must then be searched for.
 * @param pattern every alternative of which ends with `$`
 */
export function atEnd(pattern: RegExp): (text: string) => boolean {
  const backwards = new RegExp(`(?<=${pattern.source})`, `${pattern.flags.replace(/[gy]/g, '')}y`);
  return (text) => {
    backwards.lastIndex = text.length;
    return backwards.test(text);
  };
}

/** Takes what the pattern matches off the end of a text. */
export function cutter(pattern: RegExp): (text: string) => string {
  const matches = atEnd(pattern);
  return (text) => (matches(text) ? text.replace(pattern, '') : text);
}
