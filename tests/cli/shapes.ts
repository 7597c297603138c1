import { z } from 'zod';

// INTERFACE's shapes as a reader of them would write them down: what stands there must be there, more is free.

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const instant = z.iso.datetime();
const span = z.object({ start: z.int().min(0), end: z.int().min(0) }).refine((s) => s.end >= s.start);
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/** `1.9:1` and `6.2:46.5:47.3` stay as they are printed. */
const ratio = z.string().regex(/^\d+(\.\d+)?(:\d+(\.\d+)?)+$/);

export const indicatorShape = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  concept: z.string().nullable(),
  measure: z.enum(['level', 'growth', 'cagr', 'delta']),
  value: z.union([z.number(), z.string(), z.tuple([z.number(), z.number()])]).nullable(),
  unit: z.string(),
  quantity: z
    .union([
      z.object({ value: z.union([decimal, z.tuple([decimal, decimal])]), unit: z.string() }),
      z.object({ value: ratio, unit: z.literal('ratio') }),
    ])
    .nullable(),
  comparator: z.enum(['eq', 'approx', 'ge', 'gt', 'le', 'lt']),
  period: z
    .string()
    .regex(/^\d{4}(-\d{4}|Q[1-4])?$/)
    .nullable(),
  role: z.enum(['target', 'actual']),
  ambition: z.literal('stretch').nullable(),
  attribute: z.enum(['约束性', '预期性']).nullable(),
  basis: z.string().nullable(),
  base: z.string().nullable(),
  text: z.string().nullable(),
  form: z.enum(['prose', 'table']),
  section: z.array(z.string()),
  quote: z.string().min(1),
  needsReview: z.boolean(),
  span,
});

export const extractShape = z.object({
  schema: z.literal('planwatch.extract/1'),
  document: z.object({
    title: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    kind: z.string().nullable(),
    issuer: z.string().nullable(),
    documentNumber: z.string().nullable(),
    indexNumber: z.string().nullable(),
    writtenOn: day.nullable(),
    publishedOn: day.nullable(),
    mediaType: z.string(),
    charset: z.string().nullable(),
    charsetFrom: z.string().nullable(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    extractor: z.string().regex(/^\d+\.\d+\.\d+$/),
    isDocument: z.boolean(),
    text: z.string().optional(),
  }),
  unreadable: z.array(z.object({ heading: z.string(), reason: z.enum(['image', 'scan', 'lost-names', 'format']) })),
  indicators: z.array(indicatorShape),
});

export const summaryShape = z.object({
  revised: z.int(),
  added: z.int(),
  removed: z.int(),
  reworded: z.int(),
  moved: z.int(),
  unchanged: z.int(),
});

export const changeShape = z.object({
  type: z.enum(['revised', 'added', 'removed', 'reworded', 'moved']),
  fields: z.array(z.enum(['value', 'comparator', 'unit', 'period', 'role', 'attribute', 'text'])),
  direction: z.enum(['raised', 'lowered']).nullable(),
  strictness: z.enum(['tightened', 'loosened']).nullable(),
  outlook: z.enum(['better', 'worse']).nullable(),
  delta: z.object({ absolute: decimal, unit: z.string(), relative: decimal.nullable() }).nullable(),
  before: indicatorShape.nullable(),
  after: indicatorShape.nullable(),
});

export const diffShape = z.object({
  schema: z.literal('planwatch.diff/1'),
  changes: z.array(changeShape),
  text: z.object({
    pieces: z.array(z.object({ op: z.enum(['kept', 'inserted', 'deleted', 'moved']), old: span.nullable(), new: span.nullable() })),
  }),
  summary: summaryShape,
});

export const runShape = z.object({
  schema: z.literal('planwatch.run/1'),
  startedAt: instant,
  checks: z.array(
    z.object({
      source: z.string(),
      outcome: z.enum(['first', 'changed', 'unchanged', 'upgraded', 'quarantined', 'failed']),
      error: z.object({ code: z.string(), message: z.string().min(1), hint: z.string().min(1) }).nullable(),
      snapshot: z.string().nullable(),
      summary: summaryShape.nullable(),
    }),
  ),
  reports: z.array(z.string()),
});

export const compareShape = z.object({
  schema: z.literal('planwatch.compare/1'),
  rows: z.array(
    z.object({
      concept: z.string().nullable(),
      name: z.string(),
      jurisdiction: z.string().nullable(),
      relation: z.enum(['agrees', 'contradicts', 'only', 'rebased', 'succeeds']),
      statements: z.array(indicatorShape.extend({ document: z.object({ title: z.string().nullable() }) })).min(1),
    }),
  ),
});

/** Parses one JSON document and nothing else around it. */
export const parseAs = <T extends z.ZodType>(shape: T, text: string): z.infer<T> => shape.parse(JSON.parse(text));
