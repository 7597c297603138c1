import { z } from 'zod';
import { CHANGE_FIELDS, CHANGE_TYPES, RELATIONS } from '../diff/index.js';
import { UNREADABLE_REASONS } from '../document/index.js';
import { COMPARATORS, MEASURES } from '../indicators/index.js';
import { CHECK_OUTCOMES } from '../records/index.js';

const span = z.object({ start: z.int().min(0), end: z.int().min(0) });
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const instant = z.iso.datetime();
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
/** `1.9:1` and `6.2:46.5:47.3` stay as they are printed. */
const ratio = z.string().regex(/^\d+(\.\d+)?(:\d+(\.\d+)?)+$/);
const period = z.string().regex(/^\d{4}(-\d{4}|Q[1-4])?$/);

export const indicatorShape = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  concept: z.string().nullable(),
  measure: z.enum(MEASURES),
  value: z.union([z.number(), z.string(), z.tuple([z.number(), z.number()])]).nullable(),
  unit: z.string(),
  quantity: z
    .union([
      z.object({ value: z.union([decimal, z.tuple([decimal, decimal])]), unit: z.string() }),
      z.object({ value: ratio, unit: z.literal('ratio') }),
    ])
    .nullable(),
  comparator: z.enum(COMPARATORS),
  period: period.nullable(),
  role: z.enum(['target', 'actual']),
  ambition: z.enum(['stretch']).nullable(),
  attribute: z.enum(['预期性', '约束性']).nullable(),
  basis: z.string().nullable(),
  base: z.string().nullable(),
  text: z.string().nullable(),
  form: z.enum(['prose', 'table']),
  section: z.array(z.string()),
  quote: z.string(),
  needsReview: z.boolean(),
  why: z.string().optional(),
  span,
  valueText: z.string(),
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
    charsetFrom: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    extractor: z.string().regex(/^\d+\.\d+\.\d+$/),
    isDocument: z.boolean(),
    why: z.string().nullable().optional(),
    text: z.string().optional(),
  }),
  unreadable: z.array(z.object({ heading: z.string(), reason: z.enum(UNREADABLE_REASONS) })),
  indicators: z.array(indicatorShape),
});

export const summaryShape = z.object({
  revised: z.int().min(0),
  added: z.int().min(0),
  removed: z.int().min(0),
  reworded: z.int().min(0),
  moved: z.int().min(0),
  unchanged: z.int().min(0),
});

export const changeShape = z.object({
  id: z.string().min(1),
  type: z.enum(CHANGE_TYPES),
  fields: z.array(z.enum(CHANGE_FIELDS)),
  direction: z.enum(['raised', 'lowered']).nullable(),
  strictness: z.enum(['tightened', 'loosened']).nullable(),
  outlook: z.enum(['better', 'worse']).nullable(),
  delta: z
    .object({ absolute: decimal, unit: z.string(), relative: decimal.nullable(), ends: z.tuple([decimal, decimal]).optional() })
    .nullable(),
  reverts: z.string().optional(),
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

export const compareShape = z.object({
  schema: z.literal('planwatch.compare/1'),
  rows: z.array(
    z.object({
      concept: z.string().nullable(),
      name: z.string(),
      jurisdiction: z.string().nullable(),
      relation: z.enum(RELATIONS),
      statements: z.array(indicatorShape.extend({ document: z.looseObject({ title: z.string().nullable(), ref: z.string() }) })).min(1),
    }),
  ),
});

const errorShape = z.object({ code: z.string(), message: z.string(), hint: z.string() });

export const runShape = z.object({
  schema: z.literal('planwatch.run/1'),
  startedAt: instant,
  checks: z.array(
    z.object({
      source: z.string(),
      outcome: z.enum(CHECK_OUTCOMES),
      error: errorShape.nullable(),
      snapshot: z.string().nullable(),
      summary: summaryShape.nullable(),
    }),
  ),
  reports: z.array(z.string()),
});

export const listShape = z.object({
  schema: z.literal('planwatch.list/1'),
  sources: z.array(
    z.object({
      source: z.string(),
      title: z.string(),
      jurisdiction: z.string(),
      kind: z.string(),
      period: z.string().nullable(),
      family: z.string(),
      url: z.string().nullable(),
      outcome: z.enum(CHECK_OUTCOMES).nullable(),
      checkedAt: instant.nullable(),
      changedAt: instant.nullable(),
      troubledSince: instant.nullable(),
      snapshots: z.int().min(0),
      snapshot: z.string().nullable(),
      firstSnapshotAt: instant.nullable(),
      lastSnapshotAt: instant.nullable(),
      error: errorShape.nullable(),
    }),
  ),
});

export const historyShape = z.object({
  schema: z.literal('planwatch.history/1'),
  source: z.string(),
  indicators: z.array(
    z.object({
      name: z.string(),
      concept: z.string().nullable(),
      measure: z.enum(MEASURES),
      period: period.nullable(),
      role: z.enum(['target', 'actual']),
      values: z.array(z.object({ capturedAt: instant, snapshot: z.string(), indicator: indicatorShape })).min(1),
    }),
  ),
});

const findingShape = z.looseObject({ path: z.string(), problem: z.string(), repairable: z.boolean() });
export const verifyShape = z.object({
  schema: z.literal('planwatch.verify/1'),
  ok: z.boolean(),
  findings: z.array(findingShape),
  repaired: z.array(findingShape),
});

export const doctorShape = z.object({
  schema: z.literal('planwatch.doctor/1'),
  ok: z.boolean(),
  findings: z.array(z.object({ what: z.string(), ok: z.boolean(), detail: z.string() })),
});

export const explainShape = z.object({
  schema: z.literal('planwatch.explain/1'),
  sentence: z.string(),
  values: z.array(z.looseObject({ indicator: z.looseObject({ name: z.string() }), rules: z.array(z.string()) })),
  omissions: z.array(z.looseObject({ text: z.string(), start: z.int(), end: z.int(), rule: z.string(), reason: z.string() })),
});

export const initShape = z.object({
  schema: z.literal('planwatch.init/1'),
  config: z.string(),
  store: z.string(),
});

export const reviewShape = z.object({
  schema: z.literal('planwatch.review/1'),
  source: z.string(),
  verdict: z.enum(['confirm', 'dismiss', 'correct']),
  note: z.string().nullable(),
  at: instant,
  change: changeShape,
});

const messageShape = z.object({ channel: z.string(), subject: z.string() });
export const deliverShape = z.object({
  schema: z.literal('planwatch.deliver/1'),
  sent: z.array(messageShape),
  waiting: z.array(messageShape.extend({ nextAt: instant.nullable() })),
  failures: z.array(errorShape),
});

/** Published under `schemas/`, one file a shape. */
export const SHAPES = {
  extract: extractShape,
  diff: diffShape,
  compare: compareShape,
  run: runShape,
  list: listShape,
  history: historyShape,
  verify: verifyShape,
  doctor: doctorShape,
  explain: explainShape,
  init: initShape,
  review: reviewShape,
  deliver: deliverShape,
} as const;
