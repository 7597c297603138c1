import type { Span } from '../document/index.js';

export const MEASURES = ['level', 'growth', 'cagr', 'delta'] as const;
export type Measure = (typeof MEASURES)[number];
export const COMPARATORS = ['eq', 'approx', 'ge', 'gt', 'le', 'lt'] as const;
export type Comparator = (typeof COMPARATORS)[number];
export type Role = 'target' | 'actual';
export type Attribute = '预期性' | '约束性';

/** For comparison: exact decimal string, two for a range, in the base unit (1.5万人 is "15000" 人). */
export interface Quantity {
  readonly value: string | readonly [string, string];
  readonly unit: string;
}

/** One printed value and what it says. The shape is INTERFACE's `planwatch.extract/1` indicator. */
export interface Indicator {
  readonly id: string;
  readonly name: string;
  readonly concept: string | null;
  readonly measure: Measure;
  /** As printed, in the printed unit; falls negative; a string for ratios ("1.9:1"); null for a qualitative target. */
  readonly value: number | string | readonly [number, number] | null;
  readonly unit: string;
  readonly quantity: Quantity | null;
  readonly comparator: Comparator;
  readonly period: string | null;
  readonly role: Role;
  readonly ambition: 'stretch' | null;
  readonly attribute: Attribute | null;
  readonly basis: string | null;
  readonly base: string | null;
  readonly text: string | null;
  readonly form: 'prose' | 'table';
  readonly section: readonly string[];
  readonly quote: string;
  readonly needsReview: boolean;
  /** Present where `needsReview`: of what the extractor is not sure. */
  readonly why?: string;
  readonly span: Span;
  /** Verbatim slice of `Document.text` at `span`. */
  readonly valueText: string;
}
