import type { Span } from '../../document/index.js';
import type { DocumentContext } from '../context.js';
import type { Attribute, Comparator, Indicator, Measure, Role } from '../indicator.js';
import { toQuantity } from '../quantity/index.js';

/** What a rule read, before it becomes a record: prose and tables end in the same place. */
export interface Draft {
  readonly name: string;
  readonly measure: Measure;
  /** Decimal string(s) as printed without sign; `"1.9:1"` for a ratio; null for a qualitative target. */
  readonly decimals: string | readonly [string, string] | null;
  /** True where the value is a fall: it is then given a minus sign. */
  readonly negative?: boolean;
  readonly unit: string;
  readonly comparator: Comparator;
  readonly period: string | null;
  readonly role: Role;
  readonly ambition?: 'stretch' | null;
  readonly attribute?: Attribute | null;
  readonly basis?: string | null;
  readonly base?: string | null;
  readonly text?: string | null;
  readonly form: 'prose' | 'table';
  readonly section: readonly string[];
  readonly quote: string;
  /** Reasons for doubt; any makes the record `needsReview`. */
  readonly doubts?: readonly string[];
  readonly span: Span;
  /** Verbatim slice of the document's text. */
  readonly valueText: string;
}

const signed = (decimal: string, negative: boolean) => (negative && !/^-|^0(?:\.0*)?$/.test(decimal) ? `-${decimal}` : decimal);

/** A draft as record, its id still to be given: number, quantity and concept are derived here, and an implausible reading is marked. */
export function toIndicator(draft: Draft, context: Pick<DocumentContext, 'findConcept' | 'isPlausible'>): Indicator {
  const { decimals, negative = false } = draft;
  const isRatio = typeof decimals === 'string' && decimals.includes(':');
  const printed =
    decimals === null || isRatio
      ? decimals
      : typeof decimals === 'string'
        ? signed(decimals, negative)
        : ([signed(decimals[0], negative), signed(decimals[1], negative)] as const);
  const value =
    printed === null
      ? null
      : typeof printed === 'string'
        ? isRatio
          ? printed
          : Number(printed)
        : ([Number(printed[0]), Number(printed[1])] as const);
  const concept = context.findConcept(draft.name, draft.measure, draft.unit);
  const quantity = printed === null ? null : toQuantity(printed, draft.unit);
  const doubts = [...(draft.doubts ?? [])];
  if (concept && quantity && !context.isPlausible(concept, draft.measure, quantity)) doubts.push(`implausible value for ${concept}`);
  if (draft.name === '' && !doubts.includes('no name found')) doubts.push('no name found');
  const indicator: Indicator = {
    id: '',
    name: draft.name,
    concept,
    measure: draft.measure,
    value,
    unit: isRatio ? 'ratio' : draft.unit,
    quantity,
    comparator: draft.comparator,
    period: draft.period,
    role: draft.role,
    ambition: draft.ambition ?? null,
    attribute: draft.attribute ?? null,
    basis: draft.basis ?? null,
    base: draft.base ?? null,
    text: draft.text ?? null,
    form: draft.form,
    section: draft.section,
    quote: draft.quote,
    needsReview: doubts.length > 0,
    span: draft.span,
    valueText: draft.valueText,
  };
  if (doubts.length === 0) return indicator;
  // `why` stands behind `needsReview`; only doubtful ones are put together anew.
  const { span, valueText, ...rest } = indicator;
  return { ...rest, why: doubts.join('; '), span, valueText };
}
