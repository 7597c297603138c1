import type { Indicator } from '../indicators/index.js';
import { tracksOf } from './courses.js';
import { captureModel, documentHead } from './documents.js';
import { type Formatter, name as nameOf } from './format.js';
import { printedValue } from './printed.js';
import { anchorOf } from './rows.js';
import type { Baseline, IndicatorRow } from './schema.js';
import type { ReportedSource } from './types.js';

/** A document captured for the first time: its indicators by section, targets before reported figures. */
export function baselineOf(reported: ReportedSource, f: Formatter): Baseline | null {
  if (!reported.baseline) return null;
  const { edition, snapshot } = reported.baseline;
  const head = { ...documentHead({ ...reported, current: reported.baseline }, f), anchor: anchorOf('b', reported.source.id) };
  const { indicators } = edition.extraction;
  const sections = new Map<string, IndicatorRow[]>();
  for (const indicator of indicators) {
    const heading = indicator.section.map(nameOf).join(' › ') || f.t('baseline.other');
    const rows = sections.get(heading) ?? [];
    rows.push(indicatorRow(indicator, f));
    sections.set(heading, rows);
  }
  const targetsFirst = (a: IndicatorRow, b: IndicatorRow) => Number(a.role === 'actual') - Number(b.role === 'actual');
  const ordered = [...sections].map(([heading, rows]) => ({ heading, rows: rows.sort(targetsFirst) }));
  const hasTargets = (section: { rows: IndicatorRow[] }) => section.rows.some((row) => row.role === 'target');
  ordered.sort((a, b) => Number(hasTargets(b)) - Number(hasTargets(a)));
  return {
    ...head,
    capture: captureModel(snapshot, head, f),
    targets: indicators.filter((one) => one.role === 'target').length,
    actuals: indicators.filter((one) => one.role === 'actual').length,
    sections: ordered,
    tracks: tracksOf([{ ...reported, current: reported.baseline }], f),
  };
}

function indicatorRow(indicator: Indicator, f: Formatter): IndicatorRow {
  return {
    id: indicator.id,
    name: nameOf(indicator.name),
    concept: indicator.concept,
    measureText: f.t(`measure.${indicator.measure}`),
    value: printedValue(indicator, f.locale),
    periodText: f.period(indicator.period),
    role: indicator.role,
    attribute: indicator.attribute,
    needsReview: indicator.needsReview,
  };
}
