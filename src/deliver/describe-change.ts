import type { Change } from '../diff/index.js';
import type { Indicator } from '../indicators/index.js';
import { oneLine } from './compose.js';
import { type DeliverLocale, wordsOf } from './words.js';

/**
 * A change in one line: 地区生产总值（2025，目标）：年均增长8%以上 → 年均增长7.5%左右（下调，转差）. Figures as printed, never calculated here.
 */
export function describeChange(change: Change, locale: DeliverLocale): string {
  const words = wordsOf(locale);
  const indicator = (change.after ?? change.before) as Indicator;
  const other = change.after === null ? null : change.before;
  const facts = (i: Indicator) => [
    i.period,
    i.role === 'target' ? words.target : words.actual,
    i.attribute === null ? null : words.attributes[i.attribute],
  ];
  const now = facts(indicator);
  const then = other === null ? now : facts(other);
  const context = now.map((fact, n) => (fact === then[n] ? fact : `${then[n] ?? '–'}→${fact ?? '–'}`)).filter((x) => x !== null);
  const [before, after] = [change.before, change.after].map((i) => (i === null ? null : describeValue(i, locale)));
  const values =
    before == null || after == null
      ? `${words.changeTypes[change.type]} ${before ?? after}`
      : before === after
        ? after
        : `${before} → ${after}`;
  const remarks = [
    change.type === 'revised' && change.direction !== null ? words.directions[change.direction] : null,
    change.outlook === null ? null : words.outlooks[change.outlook],
    change.type === 'reworded' || change.type === 'moved' ? words.changeTypes[change.type] : null,
    indicator.needsReview ? words.needsReview : null,
  ].filter((x) => x !== null);
  const brackets = (list: readonly string[]) =>
    list.length === 0 ? '' : locale === 'en' ? ` (${list.join(', ')})` : `（${list.join('，')}）`;
  return oneLine(`${indicator.name}${brackets(context)}${words.separator}${values}${brackets(remarks)}`);
}

/** The value as printed with its unit and the words around it: 增长7%左右, 下降3%, 1533.16亿元, 1.9:1. */
export function describeValue(indicator: Indicator, locale: DeliverLocale): string {
  const words = wordsOf(locale);
  const { value, unit, comparator, measure, text } = indicator;
  if (value === null) return text ?? '–';
  const numbers = typeof value === 'object' ? value : [value];
  const falls = numbers.every((n) => typeof n === 'number' && n < 0);
  // A fall is told by its word: 下降3%, not 增长-3%. A level below zero keeps its sign.
  const signless = falls && measure !== 'level';
  const printed = numbers.map((n) => (signless && typeof n === 'number' ? String(-n) : String(n))).join('–');
  const [before, after] = words.comparators[comparator];
  const verb = words.measures[measure][signless ? 1 : 0];
  const shownUnit = unit === 'ratio' ? '' : locale === 'en' && /^[^%‰℃]/.test(unit) ? ` ${unit}` : unit;
  return `${verb}${before}${printed}${shownUnit}${after}`;
}
