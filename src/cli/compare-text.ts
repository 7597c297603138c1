import stringWidth from 'string-width';
import type { Comparison, ComparisonRow, Statement } from '../diff/index.js';
import { createConceptFinder } from '../indicators/index.js';
import type { Locale } from '../report/index.js';
import { styled, table } from './print.js';
import { sayStatement } from './say-change.js';
import { type Translate, words } from './words.js';

/** What a reader looks for first; statements of one document are counted, not listed. */
const ORDER = ['contradicts', 'rebased', 'succeeds', 'agrees'] as const;
/** Narrower columns than this tell nothing. */
const LEAST = 14;
/** More documents than this do not fit beside one another: their statements follow one another in one column. */
const SIDE_BY_SIDE = 3;

/**
 * A comparison for a terminal: the documents, lettered, then a row for each thing that several of them state, what contradicts first and headline
 * indicators first among their like. A contradiction is followed by both quotes.
 */
export function compareText(
  comparison: Comparison,
  refs: readonly string[],
  terminal: { readonly isTty: boolean; readonly columns: number },
  locale: Locale,
): string {
  const t = words(locale);
  const letters = new Map(refs.map((ref, i) => [ref, String.fromCharCode(65 + i)]));
  const titles = new Map(comparison.rows.flatMap((r) => r.statements.map((s) => [s.document.ref, s.document.title] as const)));
  const shown = comparison.rows.filter((row) => row.relation !== 'only').sort(byWeight);
  const places = new Set(shown.map((row) => row.jurisdiction));
  const heads = [t('relation'), t('indicator'), ...(places.size > 1 ? [t('jurisdiction')] : [])];
  const beside = refs.length <= SIDE_BY_SIDE;
  const cells = shown.map((row) => [
    t(row.relation),
    [row.name, measureOf(row, t)].filter(Boolean).join(' '),
    ...(places.size > 1 ? [row.jurisdiction ?? ''] : []),
    ...(beside
      ? refs.map((ref) => said(row, ref, t))
      : [
          refs
            .map((ref) => `${letters.get(ref)} ${said(row, ref, t)}`)
            .filter(hasWords)
            .join(' | '),
        ]),
  ]);
  const free =
    terminal.columns -
    2 * (heads.length + (beside ? refs.length : 1) - 1) -
    Math.max(...[t('relation'), ...ORDER.map((r) => t(r))].map((w) => stringWidth(w)));
  const column = Math.max(LEAST, Math.floor(free / (beside ? refs.length + 1 : 2)));
  const documents = refs.map(
    (ref) => `${styled(terminal.isTty, 'bold', letters.get(ref) as string)}  ${[titles.get(ref), ref].filter(Boolean).join('  ')}`,
  );
  const list = table([...heads, ...(beside ? refs.map((ref) => letters.get(ref) as string) : [t('statements')])], cells, column);
  const only = comparison.rows.length - shown.length;
  return `${documents.join('\n')}\n\n${list}${quotesOf(shown, letters, t)}\n${t('only', { n: only })}\n`;
}

const catalogue = createConceptFinder();
const isHeadline = (row: ComparisonRow): boolean => row.concept !== null && catalogue.conceptByKey(row.concept)?.headline === true;
const byWeight = (a: ComparisonRow, b: ComparisonRow): number =>
  ORDER.indexOf(a.relation as (typeof ORDER)[number]) - ORDER.indexOf(b.relation as (typeof ORDER)[number]) ||
  Number(isHeadline(b)) - Number(isHeadline(a));

const measureOf = (row: ComparisonRow, t: Translate): string => {
  const measure = row.statements[row.statements.length - 1]?.measure ?? 'level';
  return measure === 'level' ? '' : t(measure);
};

/** What one document states, each statement once: `5%左右 2026`. */
function said(row: ComparisonRow, ref: string, t: Translate): string {
  const own = row.statements.filter((s) => s.document.ref === ref).map((s) => sayOne(s, t));
  return [...new Set(own)].join(' / ');
}

const sayOne = (s: Statement, t: Translate): string =>
  [sayStatement(s, []), s.period, s.role === 'actual' ? t('actual') : null].filter(Boolean).join(' ');

const hasWords = (text: string): boolean => text.length > 2;

function quotesOf(rows: readonly ComparisonRow[], letters: ReadonlyMap<string, string>, t: Translate): string {
  const told = rows.filter((row) => row.relation === 'contradicts' || row.relation === 'rebased');
  return told
    .map((row) => {
      const quotes = row.statements.map((s) => `  ${letters.get(s.document.ref)}  ${s.quote.replace(/\s+/g, ' ')}`);
      return `\n${t(row.relation)}  ${row.name}\n${[...new Set(quotes)].join('\n')}\n`;
    })
    .join('');
}
