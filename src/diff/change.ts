import type { Document, Span } from '../document/index.js';
import type { Extraction, Indicator } from '../indicators/index.js';

/** One side of a comparison: a parsed document and what was read from it. */
export interface Edition {
  readonly document: Document;
  readonly extraction: Extraction;
}

export const CHANGE_TYPES = ['revised', 'added', 'removed', 'reworded', 'moved'] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];
export const CHANGE_FIELDS = ['value', 'comparator', 'unit', 'period', 'role', 'attribute', 'text'] as const;
export type ChangeField = (typeof CHANGE_FIELDS)[number];

/**
 * The size of a numeric change: exact decimal strings; of a range, the step of its middle. `relative` is against the former value, four decimals, null
 * where that is 0.
 */
export interface Delta {
  readonly absolute: string;
  readonly unit: string;
  readonly relative: string | null;
  /** What the lower and the upper end did; present where a side is a range. */
  readonly ends?: readonly [string, string];
}

export interface Change {
  /** Stable for the same pair of statements in the same two documents; what `planwatch review` names. */
  readonly id: string;
  readonly type: ChangeType;
  readonly fields: readonly ChangeField[];
  readonly direction: 'raised' | 'lowered' | null;
  readonly strictness: 'tightened' | 'loosened' | null;
  readonly outlook: 'better' | 'worse' | null;
  readonly delta: Delta | null;
  readonly before: Indicator | null;
  readonly after: Indicator | null;
  /** Id of an earlier revision that this one takes back; absent where it takes back none. */
  readonly reverts?: string;
}

/** A part of the redline; spans point into the old and the new `Document.text`, null on the side where it is absent. */
export interface Piece {
  readonly op: 'kept' | 'inserted' | 'deleted' | 'moved';
  readonly old: Span | null;
  readonly new: Span | null;
}

export interface DiffSummary {
  readonly revised: number;
  readonly added: number;
  readonly removed: number;
  readonly reworded: number;
  readonly moved: number;
  readonly unchanged: number;
}

export interface Diff {
  readonly schema: 'planwatch.diff/1';
  readonly changes: readonly Change[];
  readonly text: { readonly pieces: readonly Piece[] };
  readonly summary: DiffSummary;
}

/** Why a new edition cannot be trusted to stand for the page; null when it can. */
export interface Doubt {
  readonly code: 'NOT_A_DOCUMENT' | 'OTHER_DOCUMENT' | 'INDICATORS_FELL' | 'TABLE_UNREADABLE' | 'TEXT_FELL' | 'TEXT_CUT';
  readonly message: string;
}

export const RELATIONS = ['agrees', 'contradicts', 'only', 'rebased', 'succeeds'] as const;

/** An indicator together with the document that states it. */
export interface Statement extends Indicator {
  readonly document: {
    readonly title: string | null;
    readonly jurisdiction: string | null;
    readonly period: string | null;
    readonly ref: string;
  };
}

export interface ComparisonRow {
  readonly concept: string | null;
  readonly name: string;
  readonly jurisdiction: string | null;
  readonly relation: (typeof RELATIONS)[number];
  readonly statements: readonly Statement[];
}

export interface Comparison {
  readonly schema: 'planwatch.compare/1';
  readonly rows: readonly ComparisonRow[];
}
