/** In UTF-16 units; a shorter string is a label, not an article. */
const MIN_BODY = 200;
/** Keys under which systems keep an article's HTML in a script. `_CONFIG.DETAIL.content` is the one of 广东 gkmlpt. */
const BODY_KEYS = ['content', 'contentHtml', 'htmlContent', 'articleContent', 'txt', 'body', 'contents', 'infoContent', 'zwnr'];

/** The JSON string that starts at the quote at `from`, decoded; null where it does not end. */
function stringAt(source: string, from: number): { value: string; end: number } | null {
  const quote = source[from];
  if (quote !== '"' && quote !== "'") return null;
  let end = from + 1;
  while (end < source.length && source[end] !== quote) end += source[end] === '\\' ? 2 : 1;
  if (end >= source.length) return null;
  return { value: unescapeString(source.slice(from + 1, end)), end: end + 1 };
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '' };

/** `\u003Cp\u003E` and the other escapes of a JavaScript string. */
function unescapeString(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi, (_, long, four, two, other) => {
    const code = long ?? four ?? two;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '';
    }
    return SIMPLE[other as string] ?? (other as string);
  });
}

export interface ScriptBody {
  readonly html: string;
  /** Strings beside the body in the same object, by key: title, date, number, publisher. */
  readonly fields: Readonly<Record<string, string>>;
}

const KEY = new RegExp(`["']?\\b(${BODY_KEYS.join('|')})["']?\\s*[:=]\\s*(?=["'])`, 'g');
const FIELD =
  /["'](title|name|publisher|source|pubDate|publishTime|date|display_publish_time|document_number|wjbh|identifier|id_number|syh|first_publish_time|created_at|publish_time)["']\s*:\s*(?=["'])/g;

/** The longest article body kept as a string in a script (or a JSON answer), null where there is none. */
export function bodyInScript(source: string): ScriptBody | null {
  let best: { html: string; at: number } | null = null;
  let resume = 0;
  for (const match of source.matchAll(KEY)) {
    const at = match.index as number;
    if (at < resume) continue;
    const found = stringAt(source, at + match[0].length);
    // A string that never ends: nothing behind it can be read either.
    if (!found) break;
    resume = found.end;
    const html = decodeTwice(found.value);
    if (html.length >= MIN_BODY && /[\u4e00-\u9fff]/.test(html) && html.length > (best?.html.length ?? 0)) best = { html, at };
  }
  if (!best) return null;
  const fields: Record<string, string> = {};
  const length = source.length;
  for (const match of source.matchAll(FIELD)) {
    const found = stringAt(source, (match.index as number) + match[0].length);
    const key = match[1] as string;
    if (found?.value && found.value.length < 300 && !(key in fields) && (match.index as number) < length) fields[key] = found.value;
  }
  return { html: best.html, fields };
}

/** Some systems escape the tags once more as entities. */
const decodeTwice = (html: string): string =>
  /&lt;(?:p|div|table|span|br)\b/i.test(html) && !/<(?:p|div|table|span|br)\b/i.test(html)
    ? html
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, '&')
    : html;
