/** Deeper than any page is written; the HTML standard lets a parser stop here, and browsers stop at 512. */
const DEEPEST = 2000;
/** Elements that end by themselves, or that the next of their kind ends. */
const SELF_ENDING =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|td|th|tr|tbody|thead|tfoot|colgroup|option|optgroup|rp|rt|html|head|body)$/i;
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>/g;

/**
 * Leaves out start tags beyond the depth that pages have, their words kept: finding the element that a tag ends takes a parser as many steps as
 * elements are open, so that 100 kB of nothing but `<div>` took it seconds.
 */
export function limitDepth(html: string): string {
  let depth = 0;
  let deepest = 0;
  for (const [, close, name] of html.matchAll(TAG)) {
    if (SELF_ENDING.test(name as string)) continue;
    depth = close ? Math.max(0, depth - 1) : depth + 1;
    if (depth > deepest) deepest = depth;
  }
  if (deepest <= DEEPEST) return html;
  depth = 0;
  return html.replace(TAG, (tag, close: string, name: string) => {
    if (SELF_ENDING.test(name)) return tag;
    depth = close ? Math.max(0, depth - 1) : depth + 1;
    return (close ? depth >= DEEPEST : depth > DEEPEST) ? '\n' : tag;
  });
}
