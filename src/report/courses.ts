import type { Change } from '../diff/index.js';
import type { Indicator } from '../indicators/index.js';
import { type Formatter, name as nameOf, place } from './format.js';
import { isHeadline } from './importance.js';
import { printedValue } from './printed.js';
import { anchorOf } from './rows.js';
import type { Picture, PicturePoint } from './schema.js';
import type { ReportedSource } from './types.js';

/** Two points are the table's before and after again; from three on a course is worth looking at. */
const MIN_POINTS = 3;
const MAX_PICTURES = 6;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

function pointOf(indicator: Indicator, label: string, f: Formatter): PicturePoint | null {
  const value = indicator.quantity?.value;
  if (value === undefined) return null;
  const [low, high] = typeof value === 'string' ? [value, value] : value;
  if (!DECIMAL.test(low) || !DECIMAL.test(high)) return null;
  // Full-width figures are as printed in the tables; in a picture they would stand beside others of half the width.
  const text = printedValue(indicator, f.locale).text.replace(/[０-９．％]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  return { label, text, low, high, kind: indicator.role };
}

const sameStatement = (a: Indicator, b: Indicator) =>
  a.measure === b.measure &&
  a.period === b.period &&
  a.role === b.role &&
  (a.concept !== null && b.concept !== null ? a.concept === b.concept : a.name === b.name);

/** The target of a change over all editions of its document, by capture; null where there are too few or its value has no common unit. */
export function courseOf(change: Change, history: ReportedSource['history'], f: Formatter): Picture | null {
  const shown = change.after ?? change.before;
  if (!shown?.quantity || change.type !== 'revised') return null;
  const points: PicturePoint[] = [];
  for (const { snapshot, indicators } of history) {
    const wanted = [change.after, change.before].filter((x): x is Indicator => x !== null);
    const found =
      indicators.find((one) => wanted.some((w) => w.id === one.id)) ??
      only(indicators.filter((one) => wanted.some((w) => sameStatement(w, one))));
    if (!found || found.quantity?.unit !== shown.quantity.unit) continue;
    const point = pointOf(found, f.day(snapshot.capturedAt), f);
    if (point) points.push(point);
  }
  if (points.length < MIN_POINTS || points.every((point) => point.low === points[0]?.low && point.high === points[0]?.high)) return null;
  const name = nameOf(shown.name);
  return { id: anchorOf('p', change.id), kind: 'course', titleText: f.t('picture.course', { name }), unit: shown.quantity.unit, points };
}

const only = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

interface Placed {
  readonly indicator: Indicator;
  readonly jurisdiction: string;
}

const placed = (sources: readonly ReportedSource[]): Placed[] =>
  sources.flatMap(({ source, current, baseline }) =>
    ((current ?? baseline)?.edition.extraction.indicators ?? [])
      .filter((indicator) => indicator.quantity !== null && indicator.ambition === null)
      .map((indicator) => ({ indicator, jurisdiction: place(source.jurisdiction) })),
  );

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group) group.push(item);
    else groups.set(k, [item]);
  }
  return groups;
}

// Concepts of one subject may stand at several levels; a key of all that must agree keeps unlike things apart.
const subject = ({ indicator: i }: Placed) => JSON.stringify([i.concept ?? i.name, i.measure, i.quantity?.unit, i.basis]);
const headlineFirst = (a: readonly Placed[], b: readonly Placed[]) => rank(b) - rank(a);
const rank = (group: readonly Placed[]) => {
  const first = group[0] as Placed;
  return (isHeadline(first.indicator.concept, first.indicator.name) ? 1000 : 0) + group.length;
};

/** Target and outcome of one indicator in one jurisdiction, year by year: at least three years and one of each kind. */
export function tracksOf(sources: readonly ReportedSource[], f: Formatter): Picture[] {
  const isOnePlace = new Set(sources.map(({ source }) => source.jurisdiction)).size === 1;
  const yearly = placed(sources).filter(({ indicator }) => /^\d{4}$/.test(indicator.period ?? ''));
  const groups = [...groupBy(yearly, (one) => one.jurisdiction + subject(one)).values()].sort(headlineFirst);
  const pictures: Picture[] = [];
  for (const group of groups) {
    const byYear = [...groupBy(group, (one) => `${one.indicator.period} ${one.indicator.role}`).values()].map((same) => same[0] as Placed);
    const roles = new Set(byYear.map((one) => one.indicator.role));
    const years = new Set(byYear.map((one) => one.indicator.period));
    if (roles.size < 2 || years.size < MIN_POINTS) continue;
    const points = byYear
      .map(({ indicator }) => pointOf(indicator, indicator.period as string, f))
      .filter((point): point is PicturePoint => point !== null)
      .sort((a, b) => a.label.localeCompare(b.label) || a.kind.localeCompare(b.kind));
    const { indicator, jurisdiction } = byYear[0] as Placed;
    const name = isOnePlace ? nameOf(indicator.name) : `${jurisdiction} ${nameOf(indicator.name)}`;
    pictures.push({
      id: anchorOf('t', jurisdiction, subject(byYear[0] as Placed)),
      kind: 'track',
      titleText: f.t('picture.track', { name }),
      unit: indicator.quantity?.unit ?? '',
      points,
    });
    if (pictures.length === MAX_PICTURES) break;
  }
  return pictures;
}

/** One target of one period across jurisdictions, from three on, lowest first. */
export function dotsOf(sources: readonly ReportedSource[], f: Formatter): Picture[] {
  const targets = placed(sources).filter(({ indicator }) => indicator.role === 'target' && indicator.period !== null);
  const groups = [...groupBy(targets, (one) => one.indicator.period + subject(one)).values()].sort(headlineFirst);
  const pictures: Picture[] = [];
  for (const group of groups) {
    const each = [...groupBy(group, (one) => one.jurisdiction).values()].map((same) => same[0] as Placed);
    if (each.length < MIN_POINTS) continue;
    const points = each
      .map(({ indicator, jurisdiction }) => pointOf(indicator, jurisdiction, f))
      .filter((point): point is PicturePoint => point !== null)
      .sort((a, b) => Number(a.low) - Number(b.low) || Number(a.high) - Number(b.high));
    // Everybody the same is told by the table of agreements; a picture needs a difference.
    if (points.length < MIN_POINTS || points.every((point) => point.low === points[0]?.low && point.high === points[0]?.high)) continue;
    const first = each[0] as Placed;
    pictures.push({
      id: anchorOf('x', subject(first), first.indicator.period ?? ''),
      kind: 'dots',
      titleText: f.t('picture.dots', { name: nameOf(first.indicator.name), period: f.period(first.indicator.period) }),
      unit: first.indicator.quantity?.unit ?? '',
      points,
    });
    if (pictures.length === MAX_PICTURES) break;
  }
  return pictures;
}
