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
