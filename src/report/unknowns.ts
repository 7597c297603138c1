import { documentHead } from './documents.js';
import { type Formatter, name as nameOf, place, remark } from './format.js';
import { REASONS_ZH } from './messages/index.js';
import type { SourceRow, Unknown } from './schema.js';
import type { ReportedSource } from './types.js';

/** Messages of the error table end without a stop; here they stand between sentences. */
const sentence = (text: string) => (/[.。!?！？]$/.test(text) ? text : `${text}.`);

const BAD = new Set(['failed', 'quarantined']);

/** Was the source's state known when the period ended? */
export function isTroubled(reported: ReportedSource): boolean {
  const last = reported.checks.at(-1);
  return last ? BAD.has(last.outcome) : true;
}

/** Everything the report cannot vouch for, one row a reason: a source it says nothing else about must appear here. */
export function unknownsOf(reported: ReportedSource, f: Formatter): Unknown[] {
  const { t } = f;
  const { source, checks, current } = reported;
  const base = { source: source.id, title: nameOf(source.title), jurisdiction: place(source.jurisdiction), code: null, hint: null };
  const standsText = current ? t('stands.last', { at: f.instant(current.snapshot.capturedAt) }) : t('stands.none');
  const rows: Unknown[] = [];
  const add = (state: Unknown['state'], whyText: string, more: Partial<Unknown> = {}) =>
    rows.push({ ...base, state, stateText: t(`state.${state}`), sinceText: null, whyText, standsText: null, ...more });

  const last = checks.at(-1);
  const bad = checks.filter((check) => BAD.has(check.outcome));
  if (!last) add(current ? 'unchecked' : 'never', t('why.unchecked'), { standsText });
  else if (last.outcome === 'failed' || last.outcome === 'quarantined') {
    const since = reported.troubledSince ?? bad[0]?.at ?? last.at;
    add(last.outcome, reason(last.error, last.outcome), {
      sinceText: f.instant(since),
      code: last.error?.code ?? null,
      hint: last.error && f.locale === 'en' ? remark(last.error.hint) : null,
      standsText,
    });
  } else if (bad.length > 0)
    add('recovered', t('why.recovered', { n: bad.length, c: checks.length }), { sinceText: f.instant(bad[0]?.at as string) });
  for (const table of current?.edition.extraction.unreadable ?? []) {
    add('unreadable', t(`why.${table.reason}`, { heading: nameOf(table.heading) }), {
      sinceText: current ? f.instant(current.snapshot.capturedAt) : null,
    });
  }
  return rows;

  // The stored message is English; a Chinese report tells the same by the permanent code where it knows it.
  function reason(error: { code: string; message: string } | undefined, outcome: 'failed' | 'quarantined'): string {
    if (!error) return t(`why.${outcome}`);
    return (f.locale === 'zh-CN' ? REASONS_ZH[error.code] : undefined) ?? sentence(remark(error.message));
  }
}

/** What was checked, how often, with what result. */
export function sourceRow(reported: ReportedSource, anchor: string | null, f: Formatter): SourceRow {
  const { checks, current } = reported;
  const head = documentHead(reported, f);
  const last = checks.at(-1);
  const indicators = current?.edition.extraction.indicators ?? null;
  return {
    source: head.source,
    title: head.title,
    jurisdiction: head.jurisdiction,
    url: head.url,
    anchor,
    checks: checks.length,
    lastCheckText: last ? f.instant(last.at) : null,
    lastOutcomeText: last ? f.t(`outcome.${last.outcome}`) : null,
    lastChangedText: reported.lastChangedAt ? f.instant(reported.lastChangedAt) : null,
    indicators: indicators?.length ?? null,
    targets: indicators?.filter((one) => one.role === 'target').length ?? null,
    strip: checks.map((check) => ({
      at: check.at,
      outcome: check.outcome,
      labelText: `${f.instant(check.at)} ${f.t(`outcome.${check.outcome}`)}`,
    })),
  };
}
