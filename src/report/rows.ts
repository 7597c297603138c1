import Big from 'big.js';
import type { Change } from '../diff/index.js';
import type { Indicator } from '../indicators/index.js';
import { latestReview, type Review } from '../records/index.js';
import { type Formatter, name as nameOf, remark } from './format.js';
import { importanceOf } from './importance.js';
import { printedValue } from './printed.js';
import { amountGloss, grouped } from './printed-gloss.js';
import type { ChangeRow, Printed } from './schema.js';

/** What the finding sentence counts a change of a target as; every change falls into exactly one, so the parts add up to the total. */
export const CATEGORIES = [
  'raised',
  'lowered',
  'tightened',
  'loosened',
  'bound',
  'unbound',
  'period',
  'other',
  'added',
  'removed',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** A changed value outweighs a changed label, a label a changed word. */
export function categoryOf(change: Change): Category {
  if (change.type === 'added' || change.type === 'removed') return change.type;
  if (change.fields.includes('value') && change.direction) return change.direction;
  const [was, is] = [change.before?.attribute ?? null, change.after?.attribute ?? null];
  if (is === '约束性' && was !== '约束性') return 'bound';
  if (was === '约束性' && is !== '约束性') return 'unbound';
  if (change.strictness) return change.strictness;
  return change.fields.includes('period') ? 'period' : 'other';
}

/** A statement that is a target on either side belongs to the targets. */
export const isTargetChange = (change: Change): boolean => change.before?.role === 'target' || change.after?.role === 'target';

export const anchorOf = (...parts: readonly string[]): string =>
  parts.join('-').replace(/[^A-Za-z0-9-]/g, (c) => `_${c.codePointAt(0)?.toString(16)}`);

/** What a row needs to know of the document it stands in. */
export interface RowContext {
  readonly source: string;
  readonly jurisdiction: string;
  readonly documentTitle: string;
  readonly set: string;
  readonly reviews: readonly Review[];
  /** Anchors of this document's changes in the report, by id: what a change takes back may be among them. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** One change in the reader's language. @throws never: a change without a side is told as the side it has */
export function changeRow(change: Change, context: RowContext, f: Formatter): ChangeRow {
  const { t } = f;
  const shown = (change.after ?? change.before) as Indicator;
  const category = categoryOf(change);
  const review = lastWord(context.reviews, change.id);
  const periodChanged = change.before !== null && change.after !== null && change.fields.includes('period');
  return {
    id: change.id,
    anchor: anchorOf('c', context.source, context.set, change.id),
    source: context.source,
    type: change.type,
    typeText: t(`type.${change.type}`),
    role: isTargetChange(change) ? 'target' : 'actual',
    fields: [...change.fields],
    fieldsText: f.list(change.fields.map((field) => t(`field.${field}`))),
    category,
    categoryText: t(`category.${category}`),
    name: nameOf(shown.name),
    concept: shown.concept,
    measureText: t(`measure.${shown.measure}`),
    jurisdiction: context.jurisdiction,
    documentTitle: context.documentTitle,
    periodText: f.period(shown.period),
    periodBeforeText: periodChanged ? f.period(change.before?.period ?? null) : null,
    ...printedSides(change, f),
    ...deltaTexts(change, f),
    direction: change.direction,
    directionText: change.direction && t(`direction.${change.direction}`),
    strictness: change.strictness,
    strictnessText: change.strictness && t(`strictness.${change.strictness}`),
    outlook: change.outlook,
    outlookText: change.outlook && t(`outlook.${change.outlook}`),
    attributeBefore: change.before?.attribute ?? null,
    attributeAfter: change.after?.attribute ?? null,
    isBinding: shown.attribute === '约束性',
    needsReview: review === null && Boolean(change.before?.needsReview || change.after?.needsReview),
    review,
    reverts:
      change.reverts === undefined
        ? null
        : { id: change.reverts, anchor: context.anchors.get(change.reverts) ?? null, text: t('change.reverts', { id: change.reverts }) },
    importance: importanceOf(change, t, review !== null),
  };

  function lastWord(reviews: readonly Review[], id: string): ChangeRow['review'] {
    const last = latestReview(reviews, id);
    if (!last) return null;
    return {
      verdict: last.verdict,
      verdictText: t(`verdict.${last.verdict}`),
      note: last.note === null ? null : remark(last.note),
      atText: f.instant(last.at),
    };
  }
}

const ATTRIBUTES = { 约束性: 'attribute.binding', 预期性: 'attribute.expected' } as const;

/** Both values as printed; where the period, the role or the binding character was changed, each side with its own: `3200个（2024年）` became `3200个（2025年）`. */
function printedSides(change: Change, f: Formatter): Pick<ChangeRow, 'before' | 'after'> {
  const { before, after } = change;
  const hasPeriods = change.fields.includes('period');
  const hasRoles = change.fields.includes('role');
  const hasAttributes = change.fields.includes('attribute');
  const side = (indicator: Indicator | null): Printed | null => {
    if (indicator === null) return null;
    const printed = printedValue(indicator, f.locale, [before, after]);
    const { attribute } = indicator;
    const of = f.list([
      ...(hasPeriods ? [f.period(indicator.period)] : []),
      ...(hasRoles ? [f.t(`role.${indicator.role}`)] : []),
      ...(hasAttributes ? [f.t(attribute === null ? 'value.noAttribute' : ATTRIBUTES[attribute])] : []),
    ]);
    if (of === '') return printed;
    const gloss = printed.gloss === null ? null : f.t('value.of', { value: printed.gloss, of });
    return { text: f.t('value.of', { value: printed.text, of }), gloss };
  };
  return { before: side(before), after: side(after) };
}

/** A difference of base units (1449855000000元) is as hard to read as it is exact: here in 亿 or 万, with every digit kept. */
function amount(decimal: string, unit: string, locale: Formatter['locale']): string {
  if (locale === 'en') return amountGloss(decimal, unit) ?? grouped(decimal) + (EN_UNITS[unit] ?? ` ${unit}`);
  const n = new Big(decimal);
  if (/^[万亿兆]|[%‰]|百分点/.test(unit) || n.lt(100_000)) return decimal + unit;
  return n.gte(100_000_000) ? `${n.div(100_000_000).toFixed()}亿${unit}` : `${n.div(10_000).toFixed()}万${unit}`;
}

/** What a range did: 下限−1个百分点 where one end moved, −2至−1个百分点 where both went one way, each end by itself where they parted. */
function rangeText(ends: readonly [string, string], unit: string, f: Formatter): string {
  const signed = (step: string) => (step.startsWith('-') ? '−' : '+') + amount(step.replace(/^-/, ''), unit, f.locale);
  const isZero = (step: string) => /^-?0(?:\.0+)?$/.test(step);
  const [low, high] = ends;
  const texts = [
    isZero(low) ? null : f.t('delta.low', { step: signed(low) }),
    isZero(high) ? null : f.t('delta.high', { step: signed(high) }),
  ];
  if (texts.includes(null) || low.startsWith('-') !== high.startsWith('-')) return f.list(texts.filter((text) => text !== null));
  return f.t('delta.span', { low: (low.startsWith('-') ? '−' : '+') + low.replace(/^-/, ''), high: signed(high) });
}

const EN_UNITS: Readonly<Record<string, string>> = { 个百分点: ' pp', '%': '%' };

/** `+0.5个百分点`, and +8.3% of the former value; the latter is left out where the value is itself a rate: 8.3% of 6% misleads. */
function deltaTexts(change: Change, f: Formatter): { readonly deltaText: string | null; readonly deltaRelativeText: string | null } {
  if (!change.delta) return { deltaText: null, deltaRelativeText: null };
  const { absolute, unit, relative, ends } = change.delta;
  if (ends && ends[0] !== ends[1]) return { deltaText: rangeText(ends, unit, f), deltaRelativeText: null };
  // Of a fall the printed size counts: 下降3.5% to 下降3% is lowered by half a point, whatever the signed difference is.
  const isLowered = change.direction ? change.direction === 'lowered' : absolute.startsWith('-');
  const sign = isLowered ? '−' : '+';
  const deltaText = sign + amount(absolute.replace(/^-/, ''), unit, f.locale);
  const isRate = unit.includes('百分点') || unit === '%';
  const isNothing = relative === null || /^-?0(?:\.0+)?$/.test(relative);
  return { deltaText, deltaRelativeText: isRate || isNothing ? null : sign + f.percent(relative) };
}
