import { attr, type Dom, printedLength, prune, tagOf, walk } from './dom.js';

const DEAD_TAGS = new Set(
  'script style noscript template iframe frame svg canvas object embed applet audio video input select button textarea option link meta base map dialog nav xml'.split(
    ' ',
  ),
);

/** Class and id words of what surrounds an article. Matched against whole words of the name: `article-share`, `bdsharebuttonbox`, `dqwz`. */
const CHROME_NAME =
  /(?:^|[-_\s])(?:nav(?:bar|igation)?|main-?nav|crumbs?|bread-?crumbs?|dqwz|weizhi|curpos|cur-?position|position|location|share|bdshare\w*|jiathis\w*|social-?share|print|font-?size|fontsizer?|zihao|foot(?:er)?|copy-?right|related?|xgxx|xgwj|xgjd|xgyd|relevant|recommend\w*|prev|next|prev-?next|sxp|pager?|pagination|fenye|qr-?code|qr_container|erweima|ewm|article-ewm|tool-?bars?|side-?bar|menu|login|search\w*|comments?|hits|counter|click-?num|float-?\w*|go-?top|back-?top|barr\w*|wza|accessib\w*|main_container_aria|alert-\w+|pop-?up|modal|toast|favou?rite|article-btn|article-extended|article-tool\w*|voice|yuyin|langsound|bsend|zrbj|editor-name|header_?top|top-?bar)(?:$|[-_\s\d])/i;

const MAX_RULES = 4000;

/** Class and id selectors that a `<style>` of the page hides outright. */
function hiddenBySheets(root: Dom): (node: Dom) => boolean {
  const classes = new Set<string>();
  const ids = new Set<string>();
  walk(root, (node) => {
    if (tagOf(node) !== 'style') return undefined;
    const css = (node.children ?? []).map((child) => child.data ?? '').join('');
    if (!/display\s*:\s*none/i.test(css)) return false;
    // Cut by hand: a pattern over a sheet without braces would take quadratic time.
    for (const rule of css.split('}', MAX_RULES)) {
      const brace = rule.lastIndexOf('{');
      if (brace < 0 || !/display\s*:\s*none/i.test(rule.slice(brace + 1))) continue;
      for (const selector of rule.slice(Math.max(0, rule.lastIndexOf('{', brace - 1) + 1), brace).split(',')) {
        const simple = /^\s*([.#])([\w-]+)\s*$/.exec(selector);
        if (simple) (simple[1] === '.' ? classes : ids).add(simple[2] as string);
      }
    }
    return false;
  });
  return (node) =>
    ids.has(attr(node, 'id')) ||
    (classes.size > 0 &&
      attr(node, 'class')
        .split(/\s+/)
        .some((name) => classes.has(name)));
}

const isHidden = (node: Dom): boolean => {
  const style = attr(node, 'style');
  if (style && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i.test(style)) return true;
  return (
    node.attribs?.hidden !== undefined ||
    /(?:^|\s)(?:hide|hidden|d-none|sr-only|visually-hidden|dis-?none)(?:\s|$)/i.test(attr(node, 'class'))
  );
};

/** Sums a weight of text nodes for every element, in one walk. */
function massOf(root: Dom, weigh: (text: string, printed: number, inData: boolean) => number): Map<Dom, number> {
  const mass = new Map<Dom, number>();
  const sums: number[] = [0];
  const data = new Set<Dom>();
  let links = 0;
  walk(
    root,
    (node) => {
      if (tagOf(node) === 'a') links++;
      if (tagOf(node) === 'table' && isData(node)) data.add(node);
      if (node.type !== 'text') sums.push(0);
      else if (links === 0) {
        const text = node.data ?? '';
        const printed = printedLength(text);
        if (printed > 0) sums[sums.length - 1] = (sums[sums.length - 1] as number) + weigh(text, printed, data.size > 0);
      }
      return tagOf(node) === 'head' ? false : undefined;
    },
    (node) => {
      if (tagOf(node) === 'a') links--;
      if (node.type === 'text') return;
      data.delete(node);
      const own = sums.pop() as number;
      mass.set(node, own);
      if (sums.length > 0) sums[sums.length - 1] = (sums[sums.length - 1] as number) + own;
    },
  );
  return mass;
}

/** A table of several rows and columns without another inside. */
function isData(table: Dom): boolean {
  let [rows, cells, nested] = [0, 0, false];
  walk(table, (node) => {
    const tag = tagOf(node);
    if (tag === 'tr') rows++;
    else if (tag === 'td' || tag === 'th') cells++;
    else if (tag === 'table' && node !== table) nested = true;
    return nested ? false : undefined;
  });
  return !nested && rows >= 3 && cells >= rows * 2;
}

/** Characters of running text outside links, for every element. */
export const textMass = (root: Dom): Map<Dom, number> => massOf(root, (_, printed) => printed);

/** In characters; a longer piece without punctuation is still text. */
const LONG_PIECE = 25;
/** Contact lines and imprints are long without being text. */
const IMPRINT = /(?:电话|地址|邮编|邮政编码|办公时间|传真|邮箱|版权|主办|承办|技术支持|备案)[^。；，]{0,3}[:：]|ICP备|公网安备|网站标识码/;

/** Characters that are surely of a document: sentences, and the cells of tables. Titles, labels and menus weigh nothing. */
export const proseMass = (root: Dom): Map<Dom, number> =>
  massOf(root, (text, printed, inData) =>
    inData || ((printed >= LONG_PIECE || /[。；，]/.test(text)) && !IMPRINT.test(text)) ? printed : 0,
  );

/** First pass: what is never read, and what is hidden. Done before anything is weighed. */
export function dropDead(root: Dom): void {
  const hidden = hiddenBySheets(root);
  prune(root, (node) => node.type === 'comment' || node.type === 'directive' || DEAD_TAGS.has(tagOf(node)));
  const mass = textMass(root);
  const whole = mass.get(root) ?? 0;
  // A page that hides its article until a script shows it must not come out empty.
  prune(root, (node) => node.type === 'tag' && (isHidden(node) || hidden(node)) && (mass.get(node) ?? 0) < whole / 2);
}

/** Second pass: page furniture by its name, never a part that holds a good share of the text. */
export function dropFurniture(root: Dom): void {
  const mass = textMass(root);
  const whole = Math.max(mass.get(root) ?? 0, 1);
  prune(root, (node) => {
    if (node.type !== 'tag' || tagOf(node) === 'body' || tagOf(node) === 'html') return false;
    const share = (mass.get(node) ?? 0) / whole;
    if (share > 0.2) return false;
    if (tagOf(node) === 'footer' || tagOf(node) === 'aside') return true;
    const named = `${attr(node, 'class')} ${attr(node, 'id')}`;
    return named.length > 1 && CHROME_NAME.test(named);
  });
}
