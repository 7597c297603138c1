import type { Part, Plan, Slot } from './plan.js';

export const REVISIONS = [
  'value',
  'comparator',
  'value-and-comparator',
  'range',
  'remove',
  'add',
  'row-value',
  'row-attribute',
  'row-remove',
  'row-add',
  'row-swap',
  'values-swap',
  'rescale',
  'paragraph-move',
] as const;
export type Revision = (typeof REVISIONS)[number];

/** What a diff must say, by printed values; `null` where a side is absent. */
export interface Expected {
  readonly type: 'revised' | 'added' | 'removed' | 'reworded' | 'moved';
  readonly fields: readonly string[];
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly revision: Revision;
}

export const printSlot = (slot: Slot): string => `${slot.prefix}${slot.printed}${slot.form === 'table' ? '' : slot.unit}`;

/** A plan with one revision made, and what a diff must say of it; null where this revision cannot be made here. */
export type Made = { plan: Plan; expected: Expected[] } | null;

export const withPart = (plan: Plan, index: number, part: Part): Plan => ({
  ...plan,
  parts: plan.parts.map((p, i) => (i === index ? part : p)),
});
