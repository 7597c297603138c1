import Handlebars from 'handlebars';
import { at, compileTemplates } from './engine.js';
import { createFormatter } from './format.js';
import { changesByAnchor, numberMark } from './marks.js';
import { createMessages, groupDigits, isMessageKey, type MessageParams } from './messages/index.js';
import { plotOf, stripOf } from './plot.js';
import type { Picture, ReportModel, SourceRow } from './schema.js';
import { loadTemplates } from './templates.js';

export const PAPERS = ['A4', 'Letter'] as const;
export type Paper = (typeof PAPERS)[number];

export interface HtmlOptions {
  /** A folder whose files stand in for the built-in ones of the same name. @default null */
  readonly templatesDir?: string | null;
  /** @default 'A4' */
  readonly paper?: Paper;
}

/** From so many changes and documents on, parts begin on a new page. */
const LONG = 5;

/** Characters of a cell that is kept on one line. */
const SHORT = 6;

/** From so many characters on, side by side with its counterpart some ten lines, a passage may be broken: kept whole it leaves the foot of a page empty. */
const LONG_PASSAGE = 200;

const escaped = Handlebars.escapeExpression;

/** Hints of the error table name settings and commands between grave accents. */
const coded = (text: string): string => {
  const pieces = text.split('`');
  if (pieces.length % 2 === 0) return escaped(text);
  return pieces.map((piece, i) => (i % 2 === 1 ? `<span class="code">${escaped(piece)}</span>` : escaped(piece))).join('');
};

/** A figure with a unit of at most seven characters, as far as its bound or the end: 32微克/立方米 of 控制在32微克/立方米以内. */
const FIGURE =
  /[−+-]?\d[\d,.]*(?:[—–~～-]\d[\d,.]*)?(?:[%‰℃]|[\p{Script=Han}A-Za-z/²³]{1,7}?)(?=左右|以上|以内|以下|上下|[（(，、；。\s]|$)/gu;
/** What fits a column of the first table in one line. */
const LINE = 9;
const unbroken = (text: string): string => {
  if (text.length <= LINE) return escaped(text);
  let [shown, from] = ['', 0];
  for (const { 0: figure, index } of text.matchAll(FIGURE)) {
    shown += `${escaped(text.slice(from, index))}<span class="nb">${escaped(figure)}</span>`;
    from = index + figure.length;
  }
  return shown + escaped(text.slice(from));
};

/** Characters of a running footer beside the page number. */
const MARGIN_LINE = 80;

/** Text inside a CSS string: what could end it, or start an escape, is written as a code. */
const cssString = (text: string) => `"${text.replace(/[^\p{L}\p{N} ·，。、：（）—–.-]/gu, (c) => `\\${c.codePointAt(0)?.toString(16)} `)}"`;

/**
 * The report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere; readable in the dark, on a phone and on paper.
 * Every value is escaped by the template engine. @throws PlanwatchError REPORT_TEMPLATE, REPORT_TEMPLATES_NOT_FOUND
 */
export function renderHtml(model: ReportModel, options: HtmlOptions = {}): string {
  const templates = loadTemplates(options.templatesDir ?? null);
  const t = createMessages(model.locale);
  const f = createFormatter(model.locale, model.timezone, t);
  const changes = changesByAnchor(model);
  const render = compileTemplates(templates, {
    /** {{t "table.before"}}, {{t "picture.unit" unit=unit}}: a message of the catalogue */
    t: (key: string, options: Handlebars.HelperOptions) => {
      if (!isMessageKey(key)) throw at(options as never, `no message is called "${key}"`);
      return t(key, options.hash as MessageParams);
    },
    /** {{#if (eq a b)}} */
    eq: (a: unknown, b: unknown) => a === b,
    or: (...args: unknown[]) => args.slice(0, -1).some((x) => (Array.isArray(x) ? x.length > 0 : Boolean(x))),
    /** {{#if (web url)}}: is it an address that may be made a link? */
    web: (url: unknown) => typeof url === 'string' && /^https?:\/\/[^\s<>"]+$/i.test(url),
    /** {{#with (plot picture)}}: positions of a picture's marks */
    plot: (picture: Picture) => plotOf(picture),
    /** {{#with (strip checks)}} */
    strip: (checks: SourceRow['strip']) => stripOf(checks),
    /** {{stripText checks}}: the strip in words */
    stripText: (checks: SourceRow['strip']) => {
      const counts = new Map<string, number>();
      for (const check of checks) counts.set(check.outcome, (counts.get(check.outcome) ?? 0) + 1);
      const words = [...counts].map(([outcome, count]) =>
        t('picture.stripSummary', { count, outcome: t(`outcome.${outcome}` as 'outcome.first') }),
      );
      return f.list(words);
    },
    /** {{pictureText points}}: the values of a picture in a line; the printed page has no room for their table */
    pictureText: (points: Picture['points']) => points.map((point) => `${point.label} ${point.text}`).join(t('list.join')),
    /** {{#if (short segments)}}: a cell of a word or two, not to be broken */
    short: (cell: string | readonly { readonly text: string }[]) =>
      (typeof cell === 'string' ? cell : cell.map((segment) => segment.text).join('')).length <= SHORT,
    /** {{#with (change anchor)}}: a change of a group */
    change: (anchor: string) => changes.get(anchor),
    /** {{numeral 3}}: ③ */
    numeral: numberMark,
    /** {{#if (long segments)}}: a passage that may be broken between two pages */
    long: (segments: readonly { readonly text: string }[]) => segments.reduce((sum, { text }) => sum + text.length, 0) > LONG_PASSAGE,
    /** {{coded text}}: words between grave accents as code */
    coded: (text: string) => new Handlebars.SafeString(coded(text)),
    /** {{figures text}}: no line ends between a figure and its unit */
    figures: (text: string) => new Handlebars.SafeString(unbroken(text)),
    /** {{grouped value}}: 1,200 */
    grouped: groupDigits,
    /** {{inc @index}} */
    inc: (n: number) => n + 1,
    /** {{cssString (clipped id)}}: the two ends of what is too long for a line in the margin */
    clipped: (text: string) => (text.length > MARGIN_LINE ? `${text.slice(0, MARGIN_LINE / 2)} … ${text.slice(-MARGIN_LINE / 2)}` : text),
    /** {{cssString text}}: a quoted CSS string */
    cssString: (text: string) => new Handlebars.SafeString(cssString(text)),
    /** {{{style}}}-like: the stylesheet, unescaped but unable to end its element */
    stylesheet: () => new Handlebars.SafeString((templates.get('style.css') ?? '').replace(/<\//g, '<\\/')),
  });
  const isLong = model.revisions.length + model.documents.length > LONG || model.baselines.length > 0;
  // Quiet reports and single comparisons get the method in a paragraph.
  const isWatch = model.kind === 'changes' || model.kind === 'baseline';
  return render({ ...model, paper: options.paper ?? 'A4', isLong, isWatch, isOnePlace: model.jurisdictions.length < 2 });
}
