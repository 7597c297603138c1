/** Ideographs, Chinese punctuation and full-width signs: between two of these a line break of the source is no space. */
const WIDE = '\\u2e80-\\u9fff\\uf900-\\ufaff\\u3000-\\u303f\\uff00-\\uffef\\u2018-\\u201d\\u2026';
const SOURCE_BREAK = new RegExp(
  `(?<=[${WIDE}])[ \\t]*[\\r\\n][\\s]*(?=[${WIDE}0-9A-Za-z])|(?<=[0-9A-Za-z%])[ \\t]*[\\r\\n][\\s]*(?=[${WIDE}])`,
  'g',
);

/**
 * White space of a paragraph as a reader sees it: runs become one space, the source's own line breaks beside a Chinese character vanish,
 * invisible characters go, the ends are trimmed.
 */
export function tidy(text: string): string {
  if (!/[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/.test(text)) return text;
  return text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replace(SOURCE_BREAK, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/** Longest run of blanks that a quotation keeps as printed. */
const WIDEST_GAP = 8;
const GAP = new RegExp(`[^\\S\\r\\n]{${WIDEST_GAP + 1},}`, 'g');

/** Lines put together without the white space round their breaks, as a quotation prints them. Linear: a pattern that looks for blanks before a break is not. */
export function joinLines(text: string): string {
  const lines = text.replace(GAP, ' ').split(/[\r\n]+/);
  if (lines.length === 1) return lines[0] as string;
  const last = lines.length - 1;
  return lines.map((part, i) => (i === 0 ? part.trimEnd() : i === last ? part.trimStart() : part.trim())).join('');
}
