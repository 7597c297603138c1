/** Where quotes and brackets of a folded text open and close. */
export interface Layout {
  /** 1 inside “”, ‘’, 《》 or 「」. */
  readonly quote: Uint8Array;
  /** For a closing bracket the place of its opening one, for an opening one that of its closing one; -1 for all else. */
  readonly partner: Int32Array;
  /** Opening quotes around words of a plan that a notice replaces or adds. */
  readonly amends: ReadonlySet<number>;
}

const QUOTE_OPENS = 1;
const QUOTE_CLOSES = 2;
const BRACKET_OPENS = 3;
const BRACKET_CLOSES = 4;
const STOP = 5;

/** What a sign does, by its code: every unit of a text is looked up, most are none of them. */
const SIGNS: ReadonlyMap<number, number> = new Map(
  (
    [
      ['“‘《「『〈', QUOTE_OPENS],
      ['”’》」』〉', QUOTE_CLOSES],
      ['（([【〔', BRACKET_OPENS],
      ['）)]】〕', BRACKET_CLOSES],
      ['。', STOP],
    ] as const
  ).flatMap(([signs, what]) => [...signs].map((sign) => [sign.charCodeAt(0), what] as const)),
);

/** A quote or bracket that is not closed within so many units is a slip of print and is ignored. */
const LONGEST = 300;

/** Behind words that are replaced: “到2025年达到72%”修改为“…”. */
const REPLACED = /^(?:的?(?:内容|表述|文字|目标)?)?(?:统一|相应)?(?:修改|调整|修订|变更|更改|改|替换)(?:为|成)[“「]/;
/** In front of words that replace others, or are added to a text. */
const REPLACING =
  /(?:(?:修改|调整|修订|变更|更改|改|替换)(?:为|成)|(?:增加|增写|补充)(?:内容|表述)?[：:]?|新增(?:(?:内容|表述)[：:]?|[：:]))$/;

/** True where the quote around a place holds words of a plan that a notice replaces. */
export function isReplaced(text: string, at: number): boolean {
  const close = text.slice(at, at + LONGEST).search(/[“「”」]/);
  return close >= 0 && /[”」]/.test(text[at + close] as string) && REPLACED.test(text.slice(at + close + 1, at + close + 16));
}

/** Pairs quotes and brackets in one pass; unmatched ones count for nothing. */
export function layoutOf(text: string): Layout {
  const quote = new Uint8Array(text.length);
  const partner = new Int32Array(text.length).fill(-1);
  const amending = new Set<number>();
  const quotes: number[] = [];
  const brackets: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Ideographs, the bulk of a text, are no sign.
    if (code >= 0x4e00 && code < 0xff00) continue;
    const what = SIGNS.get(code);
    if (what === undefined) continue;
    if (what === QUOTE_OPENS) quotes.push(i);
    else if (what === QUOTE_CLOSES) {
      const open = quotes.pop();
      if (open !== undefined && i - open <= LONGEST) {
        const amends =
          REPLACED.test(text.slice(i + 1, i + 16)) ||
          (/\d/.test(text.slice(open, i)) && REPLACING.test(text.slice(Math.max(0, open - 8), open)));
        // Words of the plan itself, old or new: they state what they say.
        if (quotes.length === 0 && amends) amending.add(open);
        else if (quotes.length === 0) quote.fill(1, open, i + 1);
      }
    } else if (what === BRACKET_OPENS) {
      brackets.push(i);
      if (brackets.length > 64) brackets.shift();
    } else if (what === BRACKET_CLOSES) {
      const open = brackets.pop();
      if (open !== undefined && i - open <= LONGEST) {
        partner[i] = open;
        partner[open] = i;
      }
    } else if (quotes.length > 4) quotes.length = 0;
  }
  return { quote, partner, amends: amending };
}
