import type { Change } from '../diff/index.js';
import { fold } from '../document/index.js';
import type { Indicator } from '../indicators/index.js';

const AROUND: Readonly<Record<Indicator['comparator'], readonly [string, string]>> = {
  eq: ['', ''],
  approx: ['', '左右'],
  ge: ['', '以上'],
  gt: ['超过', ''],
  le: ['', '以内'],
  lt: ['低于', ''],
};

/**
 * One side of a change as the page would say it, short enough for a terminal: `8%左右`, `超过1200万人次`, `完成市下达任务（约束性）`. Period,
 * attribute and role stand there only where they are what changed.
 */
export function sayStatement(indicator: Indicator | null, fields: Change['fields']): string {
  if (indicator === null) return '—';
  const more = [
    fields.includes('period') && indicator.period ? indicator.period : '',
    fields.includes('attribute') && indicator.attribute ? indicator.attribute : '',
    fields.includes('role') ? indicator.role : '',
  ].filter(Boolean);
  return more.length > 0 ? `${sayValue(indicator)}（${more.join('，')}）` : sayValue(indicator);
}

function sayValue({ value, valueText: asPrinted, unit, text, quote, comparator }: Indicator): string {
  if (value === null) return text ?? quote;
  const valueText = fold(asPrinted).text;
  // 3000余户 and >60 carry their bound in the printed value.
  const [front, back] = /[余多<>≥≤＜＞]/.test(valueText) ? ['', ''] : AROUND[comparator];
  // 下降3%: the printed value carries no sign, the statement does.
  const falls = typeof value === 'number' && value < 0 && !/^[-−－]/.test(valueText) ? '下降' : '';
  // In a table the unit stands in the header.
  const printed = unit === 'ratio' || valueText.endsWith(unit) || /\p{Script=Han}/u.test(valueText) ? valueText : valueText + unit;
  return falls + front + printed + back;
}

export const sayBefore = (change: Change): string => sayStatement(change.before, change.fields);
export const sayAfter = (change: Change): string => sayStatement(change.after, change.fields);
