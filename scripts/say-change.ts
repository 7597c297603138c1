// Says the two sides of a change in the words of the pages, short enough for a terminal.
import type { Change } from '../src/diff/index.js';
import type { Indicator } from '../src/indicators/index.js';

const AROUND: Readonly<Record<Indicator['comparator'], readonly [string, string]>> = {
  eq: ['', ''],
  approx: ['', '左右'],
  ge: ['', '以上'],
  gt: ['超过', ''],
  le: ['', '以内'],
  lt: ['低于', ''],
};

/** `8%左右`, `超过1200万人次`, `完成市下达任务（约束性）`; period and attribute only where they are what changed. */
function sayStatement(indicator: Indicator | null, fields: Change['fields']): string {
  if (indicator === null) return '—';
  const [front, back] = AROUND[indicator.comparator];
  // In a table the unit stands in the header, and signs such as ≥ may be part of the printed value.
  const unit = indicator.valueText.endsWith(indicator.unit) || indicator.unit === 'ratio' ? '' : indicator.unit;
  const value = indicator.value === null ? (indicator.text ?? indicator.quote) : `${front}${indicator.valueText}${unit}${back}`;
  const more = [
    fields.includes('period') && indicator.period ? indicator.period : '',
    fields.includes('attribute') && indicator.attribute ? indicator.attribute : '',
    fields.includes('role') ? indicator.role : '',
  ].filter(Boolean);
  return more.length > 0 ? `${value}（${more.join('，')}）` : value;
}

export const before = (change: Change): string => sayStatement(change.before, change.fields);
export const after = (change: Change): string => sayStatement(change.after, change.fields);
