/** Where quotes and brackets of a folded text open and close. */
export interface Layout {
  /** 1 inside “”, ‘’, 《》 or 「」. */
  readonly quote: Uint8Array;
  /** For a closing bracket the place of its opening one, for an opening one that of its closing one; -1 for all else. */
  readonly partner: Int32Array;
}

const OPEN_QUOTE = '“‘《「『〈';
const CLOSE_QUOTE = '”’》」』〉';
const OPEN = '（([【〔';
const CLOSE = '）)]】〕';

/** A quote or bracket that is not closed within so many units is a slip of print and is ignored. */
const LONGEST = 300;

/** Pairs quotes and brackets in one pass; unmatched ones count for nothing. */
export function layoutOf(text: string): Layout {
  const quote = new Uint8Array(text.length);
  const partner = new Int32Array(text.length).fill(-1);
  const quotes: number[] = [];
  const brackets: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (OPEN_QUOTE.includes(c)) quotes.push(i);
    else if (CLOSE_QUOTE.includes(c)) {
      const open = quotes.pop();
      if (open !== undefined && i - open <= LONGEST) {
        if (quotes.length === 0) quote.fill(1, open, i + 1);
      }
    } else if (OPEN.includes(c)) brackets.push(i);
    else if (CLOSE.includes(c)) {
      const open = brackets.pop();
      if (open !== undefined && i - open <= LONGEST) {
        partner[i] = open;
        partner[open] = i;
      }
    } else if (c === '。' && quotes.length > 4) quotes.length = 0;
    if (brackets.length > 64) brackets.shift();
  }
  return { quote, partner };
}
